//! How it will be known what the work changed, and what working upstream must not do.

use commonweal_appraise::Standing;

use crate::teller::{DOCUMENT, Teller};

fn locked() -> String {
    format!(r#"{{"outcome":"attendances","protocol":"{DOCUMENT}"}}"#)
}

fn evaluated() -> String {
    format!(
        r#"{{"data":"{DOCUMENT}","estimate":"-12.5","evaluation":"1","level_percent":95,"lower":"-20.0","protocol":"{DOCUMENT}","report":"{DOCUMENT}","unit":"attendances a month","upper":"-5.0"}}"#
    )
}

#[test]
fn a_protocol_that_is_locked_before_its_outcomes_meets_the_rule() {
    let mut teller = Teller::two_partners();
    assert_eq!(teller.missing("protocol_first")[0].kind, "protocol_locked");
    let lock = teller.tell("hospital", "protocol_locked", &locked());
    teller.tell("hospital", "evaluation_attached", &evaluated());
    assert_eq!(teller.met("protocol_first"), [lock]);
}

#[test]
fn an_evaluation_without_an_earlier_protocol_can_only_be_explained() {
    let mut teller = Teller::two_partners();
    let evaluation = teller.tell("hospital", "evaluation_attached", &evaluated());
    teller.tell("hospital", "protocol_locked", &locked());
    assert_eq!(teller.because("protocol_first"), [evaluation]);
    assert_eq!(teller.missing("protocol_first")[0].kind, "rule_overridden");
}

#[test]
fn a_review_is_dated_until_its_day_has_passed_unpublished() {
    let mut teller = Teller::two_partners();
    assert_eq!(teller.missing("review_dated")[0].kind, "review_promised");
    let promised = teller.tell(
        "council",
        "review_promised",
        r#"{"publish_by":"2022-03-31","review":"1","title":"The year"}"#,
    );
    let on = |teller: &Teller, day| teller.standing_on("review_dated", Some(day));
    assert_eq!(on(&teller, "2022-03-31"), Standing::Met { proof: vec![promised] });
    let Standing::Open { missing, because } = on(&teller, "2022-04-01") else { panic!("not overdue") };
    assert_eq!((missing[0].kind, because), ("review_published", vec![promised]));
    assert_eq!(teller.met("review_dated"), [promised], "without a day nothing is overdue");
    teller.tell("council", "review_published", &format!(r#"{{"document":"{DOCUMENT}","review":"1"}}"#));
    assert_eq!(on(&teller, "2022-04-01"), Standing::Met { proof: vec![promised] });
}

#[test]
fn a_lesson_is_passed_on_once_it_is_recorded() {
    let mut teller = Teller::two_partners();
    assert_eq!(teller.missing("lessons_passed_on")[0].kind, "lesson_recorded");
    let lesson = teller.tell("council", "lesson_recorded", r#"{"title":"ask the porters"}"#);
    assert_eq!(teller.met("lessons_passed_on"), [lesson]);
}

const INVARIANTS: [&str; 4] = ["no_merger", "no_transfer_of_staff", "no_lost_jobs", "no_unwilling_moves"];

fn report(invariant: &str, status: &str) -> String {
    format!(r#"{{"invariant":"{invariant}","status":"{status}"}}"#)
}

#[test]
fn upstream_invariants_are_asked_of_upstream_partnerships_only() {
    let mut teller = Teller::two_partners();
    for invariant in INVARIANTS {
        teller.does_not_apply(invariant);
    }
    teller.propose("Saltmere Falls", "upstream", "fewer falls");
    for invariant in INVARIANTS {
        assert_eq!(teller.missing(invariant).len(), 2, "{invariant}");
        let kept = teller.both("invariant_reported", &report(invariant, "kept"));
        assert_eq!(teller.met(invariant), kept, "{invariant}");
    }
}

#[test]
fn the_latest_report_of_a_body_counts_and_a_broken_invariant_names_its_entry() {
    let mut teller = Teller::two_partners();
    teller.propose("Saltmere Falls", "upstream", "fewer falls");
    teller.both("invariant_reported", &report("no_lost_jobs", "kept"));
    let broken = teller.tell("council", "invariant_reported", &report("no_lost_jobs", "broken"));
    assert_eq!(teller.because("no_lost_jobs"), [broken]);
    assert_eq!(teller.missing("no_lost_jobs")[0].what, "The council reports it as broken");
    teller.tell("council", "invariant_reported", &report("no_lost_jobs", "kept"));
    assert_eq!(teller.met("no_lost_jobs").len(), 2);
}
