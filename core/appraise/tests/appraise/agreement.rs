//! What the agreement says, and who signed it.

use commonweal_appraise::{Group, rules};

use crate::teller::{DOCUMENT, Teller};

fn rules_of_agreement() -> Vec<&'static str> {
    rules::all().filter(|rule| rule.group == Group::Agreement).map(|rule| rule.name).collect()
}

#[test]
fn a_partnership_can_live_without_an_agreement() {
    let teller = Teller::two_partners();
    for rule in rules_of_agreement() {
        teller.does_not_apply(rule);
    }
}

#[test]
fn each_term_meets_its_own_rule_and_no_other() {
    let terms = [
        ("term_common_benefit", r#"{"about":"common_benefit","type":"plain","words":"fewer falls"}"#),
        ("term_mutual_need", r#"{"about":"mutual_need","type":"plain","words":"beds and homes"}"#),
        ("term_commitment", r#"{"about":"commitment","type":"plain","words":"time for each other"}"#),
        ("term_statutory_duties", r#"{"about":"statutory_duties","type":"plain","words":"they stay"}"#),
        ("term_buy_in", r#"{"about":"buy_in","type":"plain","words":"boards hear of it monthly"}"#),
        ("term_decision_rule", r#"{"rule":"majority","type":"decision_rule"}"#),
        ("term_quorum", r#"{"bodies":2,"type":"quorum"}"#),
        ("term_interest_limits", r#"{"interest":"financial","pence":"500000","type":"interest_limit"}"#),
        ("term_notice", r#"{"days":90,"type":"notice_period_days"}"#),
        ("term_survey_group", r#"{"people":10,"type":"minimum_survey_group"}"#),
        ("term_publication", r#"{"rule":"joint_decision","type":"publication_rule"}"#),
        ("term_review", r#"{"months":12,"type":"review_every"}"#),
    ];
    for (rule, term) in terms {
        let mut teller = Teller::two_partners();
        teller.draft(1);
        assert_eq!(teller.missing(rule)[0].kind, "term_set", "{rule}");
        let entry = teller.term(1, "1", term);
        assert_eq!(teller.met(rule), [entry], "{rule}");
        for (other, _) in terms.iter().filter(|(other, _)| *other != rule) {
            assert_eq!(teller.missing(other).len(), 1, "{other} by {rule}");
        }
    }
}

#[test]
fn a_clause_that_was_put_otherwise_or_left_out_of_a_later_version_is_missing_again() {
    let mut teller = Teller::two_partners();
    teller.draft(1);
    teller.term(1, "1", r#"{"bodies":2,"type":"quorum"}"#);
    teller.term(1, "1", r#"{"months":12,"type":"review_every"}"#);
    assert_eq!(teller.missing("term_quorum").len(), 1);
    assert_eq!(teller.met("term_review").len(), 1);
    teller.draft(2);
    assert_eq!(teller.missing("term_review").len(), 1);
}

#[test]
fn shares_need_a_rule_for_losses_and_gains_and_fixed_shares_where_they_are_fixed() {
    let mut teller = Teller::two_partners();
    teller.draft(1);
    teller.term(1, "1", r#"{"of":"loss","rule":"fixed","type":"share_rule"}"#);
    let missing: Vec<String> = teller.missing("term_share_rules").into_iter().map(|it| it.what).collect();
    assert_eq!(
        missing,
        [
            "losses are divided in fixed shares, and no clause says which",
            "no clause says how gains are divided"
        ]
    );
    let shares = r#"[{"body":"council","share":"1/2"},{"body":"hospital","share":"1/2"}]"#;
    teller.term(1, "2", &format!(r#"{{"of":"loss","shares":{shares},"type":"fixed_shares"}}"#));
    assert_eq!(teller.missing("term_share_rules").len(), 1);
    teller.term(1, "3", r#"{"of":"gain","rule":"equal","type":"share_rule"}"#);
    assert_eq!(teller.met("term_share_rules").len(), 3);
}

#[test]
fn it_is_signed_by_all_once_every_partner_has_signed_the_latest_version() {
    let mut teller = Teller::two_partners();
    teller.draft(1);
    let sign = |version: i64, terms: String| {
        format!(r#"{{"agreement":"1","document":"{DOCUMENT}","terms":"{terms}","version":{version}}}"#)
    };
    let first = sign(1, teller.terms(1));
    let hospital = teller.tell("hospital", "agreement_signed", &first);
    let missing = teller.missing("signed_by_all");
    assert_eq!(
        (missing.len(), missing[0].what.as_str()),
        (1, "The council has not signed version 1 of agreement 1")
    );
    let council = teller.tell("council", "agreement_signed", &first);
    assert_eq!(teller.met("signed_by_all"), [hospital, council]);
    teller.draft(2);
    assert_eq!(teller.missing("signed_by_all").len(), 2);
}

#[test]
fn an_agreement_that_is_over_asks_nothing() {
    let mut teller = Teller::two_partners();
    teller.draft(1);
    teller.both("agreement_ended", r#"{"agreement":"1","reason":"agreed"}"#);
    teller.does_not_apply("term_quorum");
    teller.does_not_apply("signed_by_all");
}
