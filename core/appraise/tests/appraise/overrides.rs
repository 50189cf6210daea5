//! Rules set aside, and what all rules have in common.

use std::collections::BTreeSet;

use commonweal_appraise::{Gate, Standing, rules};
use commonweal_record::fact::{RuleName, kind_of};

use crate::teller::Teller;

fn overriding(rule: &str, reason: &str) -> String {
    format!(r#"{{"reason":"{reason}","rule":"{rule}"}}"#)
}

#[test]
fn an_open_rule_is_set_aside_with_the_latest_reason_of_a_partner() {
    let mut teller = Teller::two_partners();
    assert_eq!(teller.gate(), Gate::Refused);
    teller.tell("hospital", "rule_overridden", &overriding("sought_not_imposed", "a court ordered it"));
    let entry =
        teller.tell("council", "rule_overridden", &overriding("sought_not_imposed", "ordered until May"));
    let expected = Standing::Overridden {
        reason: "ordered until May".to_owned(),
        by: "council".parse().unwrap(),
        entry,
    };
    assert_eq!(teller.standing("sought_not_imposed"), expected);
    assert_eq!(teller.gate(), Gate::Warned, "partners still have not said what they gain");
}

#[test]
fn a_body_that_is_no_partner_sets_nothing_aside_once_there_are_partners() {
    let mut teller = Teller::two_partners();
    teller.tell("stranger", "rule_overridden", &overriding("sought_not_imposed", "we say so"));
    assert_eq!(teller.gate(), Gate::Refused);
    let mut early = Teller::default();
    early.propose("Saltmere Together", "mirror", "one payroll");
    early.tell("hospital", "rule_overridden", &overriding("sought_not_imposed", "ordered"));
    assert_eq!(early.gate(), Gate::Warned);
}

#[test]
fn a_rule_that_is_met_stays_met_whatever_was_set_aside() {
    let mut teller = Teller::two_partners();
    teller.tell("hospital", "rule_overridden", &overriding("lessons_passed_on", "none yet"));
    let lesson = teller.tell("council", "lesson_recorded", r#"{"title":"ask the porters"}"#);
    assert_eq!(teller.met("lessons_passed_on"), [lesson]);
}

#[test]
fn rules_have_names_that_the_record_takes_each_its_own_and_words_that_end() {
    let mut names = BTreeSet::new();
    for rule in rules::all() {
        RuleName::new(rule.name).unwrap();
        assert!(names.insert(rule.name), "{} stands twice", rule.name);
        assert!(rule.reason.ends_with('.') && !rule.title.ends_with('.'), "{}", rule.name);
        assert_eq!(rules::named(rule.name).unwrap().title, rule.title);
    }
    assert!(rules::named("no_such_rule").is_none());
}

#[test]
fn what_settles_an_open_rule_is_a_kind_of_fact() {
    let mut upstream = Teller::two_partners();
    upstream.propose("Partnership Board", "upstream", "tender for the private sector exclusively");
    upstream.draft(1);
    for teller in [Teller::default(), Teller::two_partners(), upstream] {
        for finding in teller.findings() {
            let Standing::Open { missing, .. } = &finding.standing else { continue };
            assert!(!missing.is_empty(), "{}", finding.rule.name);
            for it in missing {
                assert!(kind_of(it.kind).is_some(), "{} asks for {}", finding.rule.name, it.kind);
                assert!(!it.what.ends_with('.'), "{}", it.what);
            }
        }
    }
}
