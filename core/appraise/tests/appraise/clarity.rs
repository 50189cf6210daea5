//! What is, and what is not, a collaboration.

use commonweal_appraise::{Character, Gate, Standing, character};

use crate::teller::Teller;

#[test]
fn a_partnership_is_refused_as_imposed_until_a_second_body_states_its_benefit() {
    let mut teller = Teller::two_partners();
    assert_eq!(teller.gate(), Gate::Refused);
    let first = teller.tell("hospital", "benefit_stated", r#"{"benefit":"free beds"}"#);
    teller.tell("hospital", "benefit_stated", r#"{"benefit":"quieter nights"}"#);
    assert_eq!(teller.gate(), Gate::Refused, "one body that speaks twice is one body");
    let missing = teller.missing("sought_not_imposed");
    assert!(missing[0].what.starts_with("only The hospital"), "{missing:?}");
    assert_eq!((missing[0].kind, teller.because("sought_not_imposed")), ("benefit_stated", vec![first]));
    let second = teller.tell("council", "benefit_stated", r#"{"benefit":"fewer moves into care homes"}"#);
    assert_eq!(teller.met("sought_not_imposed"), [first, second]);
    assert_eq!(teller.gate(), Gate::Clear);
}

#[test]
fn the_benefit_of_a_body_that_has_left_no_longer_counts() {
    let mut teller = Teller::two_partners();
    teller.both("benefit_stated", r#"{"benefit":"free beds"}"#);
    teller.tell("council", "partner_left", r#"{"leaves_on":"2022-01-01","notice_on":"2021-10-01"}"#);
    assert_eq!(teller.missing("sought_not_imposed").len(), 1);
}

#[test]
fn a_partner_that_has_not_said_what_it_gains_is_named_in_a_warning() {
    let mut teller = Teller::two_partners();
    let [first, second] = teller.both("benefit_stated", r#"{"benefit":"free beds"}"#);
    assert_eq!(teller.met("every_partner_gains"), [first, second]);
    teller.join("charity");
    assert_eq!(teller.gate(), Gate::Warned);
    let missing = teller.missing("every_partner_gains");
    assert_eq!(missing[0].body.as_ref().unwrap().as_str(), "charity");
    assert_eq!(missing.len(), 1);
}

/// Two partners with benefits, so that only words can stop them.
fn clear() -> Teller {
    let mut teller = Teller::two_partners();
    teller.both("benefit_stated", r#"{"benefit":"free beds"}"#);
    teller
}

#[test]
fn words_of_commissioning_warn_unless_every_provider_can_have_the_same() {
    let mut teller = clear();
    let aims = teller.propose("Saltmere Falls", "integration", "the commissioner pays for each visit");
    assert_eq!(teller.because("not_commissioning"), [aims]);
    assert!(teller.missing("not_commissioning")[0].what.contains("an aim says 'commissioner'"));
    assert_eq!(teller.gate(), Gate::Warned);
    teller.draft(1);
    let clause = teller.plain("1", "other", "Every provider is offered the same.");
    assert_eq!(teller.met("not_commissioning"), [clause]);
    assert_eq!(teller.gate(), Gate::Clear);
}

#[test]
fn a_board_is_called_planning_and_networking_until_something_is_done_together() {
    let mut teller = clear();
    teller.propose("Saltmere Partnership Board", "integration", "fewer falls");
    assert_eq!(character(&teller.findings()), Character::PlanningAndNetworking);
    assert_eq!(teller.gate(), Gate::Warned);
    teller.tell("hospital", "cooperation_noted", r#"{"what":"a ward round","with":["hospital"]}"#);
    assert_eq!(
        character(&teller.findings()),
        Character::PlanningAndNetworking,
        "with oneself is not together"
    );
    let done = teller.tell("hospital", "cooperation_noted", r#"{"what":"a ward round","with":["council"]}"#);
    assert_eq!(teller.met("not_only_a_board"), [done]);
    assert_eq!(character(&teller.findings()), Character::Collaboration);
}

#[test]
fn the_boards_of_the_partners_in_a_clause_make_no_board_of_the_partnership() {
    let mut teller = clear();
    teller.draft(1);
    teller.plain("1", "buy_in", "The board of each body reads the minutes.");
    assert_eq!(teller.gate(), Gate::Clear);
    teller.plain("2", "other", "The partnership board meets monthly.");
    assert_eq!(teller.missing("not_only_a_board").len(), 1);
}

#[test]
fn words_of_procurement_ask_for_the_legal_check() {
    let mut teller = clear();
    teller.propose("Saltmere Falls", "integration", "visits without a tender");
    let missing = teller.missing("inside_procurement_law");
    assert_eq!((missing[0].kind, missing[0].field), ("groundwork_done", Some(("what", "legal_check"))));
    let checked = teller.tell("council", "groundwork_done", r#"{"what":"legal_check"}"#);
    assert_eq!(teller.met("inside_procurement_law"), [checked]);
}

#[test]
fn words_that_shut_other_providers_out_are_looked_at_twice() {
    let mut teller = clear();
    assert_eq!(teller.met("open_to_all_sectors").len(), 1);
    teller.draft(1);
    let clause = teller.plain("4", "commitment", "The partners work exclusively with one another.");
    assert_eq!(teller.because("open_to_all_sectors"), [clause]);
    assert!(
        teller.missing("open_to_all_sectors")[0].what.contains("clause 4 of agreement 1 says 'exclusively'")
    );
}

#[test]
fn public_and_private_are_flagged_as_labels_in_a_draft_and_not_in_the_public_good() {
    let mut teller = clear();
    teller.draft(1);
    teller.plain("1", "common_benefit", "Better value for the public.");
    assert_eq!(teller.gate(), Gate::Clear);
    let clause = teller.plain("2", "other", "The private-sector partner bears the cost.");
    assert_eq!(teller.because("no_sector_labels"), [clause]);
}

#[test]
fn a_clause_that_was_put_otherwise_is_no_longer_read() {
    let mut teller = clear();
    teller.draft(1);
    teller.plain("1", "other", "The private sector pays.");
    assert_eq!(teller.gate(), Gate::Warned);
    teller.plain("1", "other", "Each partner pays.");
    assert_eq!(teller.gate(), Gate::Clear);
}

#[test]
fn nothing_is_read_before_anything_is_proposed() {
    let teller = Teller::default();
    for rule in [
        "not_commissioning",
        "not_only_a_board",
        "inside_procurement_law",
        "open_to_all_sectors",
        "no_sector_labels",
    ] {
        teller.does_not_apply(rule);
    }
    assert!(matches!(teller.standing("style_named"), Standing::Open { .. }));
    assert_eq!(teller.gate(), Gate::Refused);
}

#[test]
fn the_style_is_known_from_the_proposal() {
    let mut teller = Teller::default();
    let entry = teller.propose("Saltmere Falls", "upstream", "fewer falls");
    assert_eq!(teller.met("style_named"), [entry]);
}
