//! What to consider before starting.

use crate::teller::{DOCUMENT, Teller};

#[test]
fn a_no_is_an_answer_and_a_not_yet_is_not() {
    let mut teller = Teller::two_partners();
    assert_eq!(teller.missing("right_here_at_all").len(), 2);
    let no = teller.tell("hospital", "appraisal_concluded", r#"{"outcome":"no"}"#);
    teller.tell("council", "appraisal_concluded", r#"{"outcome":"not_yet"}"#);
    let missing = teller.missing("right_here_at_all");
    assert!(missing.len() == 1 && missing[0].what.contains("The council has said 'not yet'"), "{missing:?}");
    let later = teller.tell("council", "appraisal_concluded", r#"{"outcome":"go_ahead"}"#);
    assert_eq!(teller.met("right_here_at_all"), [no, later]);
}

#[test]
fn before_anybody_has_joined_a_rule_for_each_partner_is_open() {
    let teller = Teller::default();
    assert_eq!(teller.missing("right_here_at_all")[0].kind, "partner_joined");
}

#[test]
fn plans_are_understood_once_each_appraisal_keeps_its_document() {
    let mut teller = Teller::two_partners();
    teller.both("appraisal_concluded", r#"{"outcome":"go_ahead"}"#);
    assert_eq!(teller.missing("plans_understood").len(), 2);
    let with = format!(r#"{{"document":"{DOCUMENT}","outcome":"go_ahead"}}"#);
    let kept = teller.both("appraisal_concluded", &with);
    assert_eq!(teller.met("plans_understood"), kept);
}

#[test]
fn a_contribution_or_a_promise_is_said_aloud() {
    let mut teller = Teller::two_partners();
    let given =
        teller.tell("hospital", "contribution_made", r#"{"contribution":{"minutes":60,"type":"time"}}"#);
    assert_eq!(teller.missing("contributions_said_aloud").len(), 1);
    let promised =
        teller.tell("council", "promise_made", r#"{"due":"2022-01-01","promise":"room","what":"a room"}"#);
    assert_eq!(teller.met("contributions_said_aloud"), [given, promised]);
}

#[test]
fn relationships_in_an_area_are_shown_in_a_document() {
    let mut teller = Teller::two_partners();
    teller.both("groundwork_done", r#"{"what":"choice_of_areas"}"#);
    let missing = teller.missing("room_for_one_more");
    assert_eq!((missing.len(), missing[0].field), (2, Some(("what", "choice_of_areas"))));
    let with = format!(r#"{{"document":"{DOCUMENT}","what":"choice_of_areas"}}"#);
    let shown = teller.both("groundwork_done", &with);
    assert_eq!(teller.met("room_for_one_more"), shown);
}

const RIVALRY: &str = r#"{"between":["council","hospital"],"over":"the same nurses"}"#;

fn checked(finding: &str) -> String {
    format!(r#"{{"decision":"1","finding":"{finding}"}}"#)
}

#[test]
fn rivalry_is_worked_through_by_a_later_check_that_did_not_ask_for_a_lawyer() {
    let mut teller = Teller::two_partners();
    teller.tell(
        "hospital",
        "decision_proposed",
        r#"{"decision":"1","options":[],"title":"One bank of nurses"}"#,
    );
    teller.tell("hospital", "competition_checked", &checked("clear"));
    let rivalry = teller.tell("hospital", "rivalry_noted", RIVALRY);
    assert_eq!(teller.because("rivalry_worked_through"), [rivalry], "the check came before");
    teller.tell("hospital", "competition_checked", &checked("advice"));
    assert_eq!(teller.missing("rivalry_worked_through")[0].kind, "competition_checked");
    let check = teller.tell("hospital", "competition_checked", &checked("safeguards"));
    assert_eq!(teller.met("rivalry_worked_through"), [rivalry, check]);
}

#[test]
fn rivalry_is_worked_through_by_a_lesson_of_a_rival_and_of_nobody_else() {
    let mut teller = Teller::two_partners();
    teller.join("charity");
    let rivalry = teller.tell("hospital", "rivalry_noted", RIVALRY);
    teller.tell("charity", "lesson_recorded", r#"{"title":"they quarrel"}"#);
    assert_eq!(teller.because("rivalry_worked_through"), [rivalry]);
    let lesson = teller.tell("council", "lesson_recorded", r#"{"title":"one bank of nurses serves both"}"#);
    assert_eq!(teller.met("rivalry_worked_through"), [rivalry, lesson]);
}

#[test]
fn no_rivalry_is_believed_once_each_legal_check_is_done() {
    let mut teller = Teller::two_partners();
    let first = teller.tell("hospital", "groundwork_done", r#"{"what":"legal_check"}"#);
    assert_eq!(teller.missing("rivalry_worked_through").len(), 1);
    let second = teller.tell("council", "groundwork_done", r#"{"what":"legal_check"}"#);
    assert_eq!(teller.met("rivalry_worked_through"), [first, second]);
}

#[test]
fn working_together_comes_before_writing_it_down() {
    let together = r#"{"what":"a joint round","with":["council"]}"#;
    let mut good = Teller::two_partners();
    assert_eq!(good.missing("cooperate_first")[0].kind, "cooperation_noted");
    let noted = good.tell("hospital", "cooperation_noted", together);
    assert_eq!(good.met("cooperate_first"), [noted]);
    good.draft(1);
    assert_eq!(good.met("cooperate_first"), [noted, noted + 1]);

    let mut hasty = Teller::two_partners();
    hasty.draft(1);
    hasty.tell("hospital", "cooperation_noted", together);
    assert!(hasty.missing("cooperate_first")[0].what.contains("drafted before"));
}
