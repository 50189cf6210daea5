use commonweal_find::meaning::{Meaning, Meanings};
use proptest::prelude::*;

fn why(need: &str, service: &str) -> Option<String> {
    Meaning::of(need).in_common(&Meaning::of(service)).map(|found| found.why)
}

/// The services by what they have in common with a need, the most first.
fn ranked<'s>(need: &str, services: &[&'s str]) -> Vec<&'s str> {
    let need = Meaning::of(need);
    let mut found: Vec<_> =
        services.iter().filter_map(|it| Some((need.in_common(&Meaning::of(it))?, *it))).collect();
    found.sort_by(|one, other| other.0.cmp(&one.0));
    found.into_iter().map(|(_, service)| service).collect()
}

#[test]
fn a_full_casualty_ward_and_an_emergency_department_are_one_thing_under_two_names() {
    let why = why("Our A & E is full", "Emergency department attendance").unwrap();
    assert_eq!(why, "'a&e' and 'emergency department' are both about the emergency department");
}

#[test]
fn the_service_that_the_need_names_leads_before_one_of_the_same_part_and_a_stranger_is_left_out() {
    let services =
        ["Benefits and debts", "999 call", "Unplanned hospital admission after a fall", "A&E attendance"];
    assert_eq!(ranked("our A&E is full", &services)[0], "A&E attendance");
    let fall = ranked("fewer people who fall call 999", &services);
    assert_eq!(fall.len(), 3, "{fall:?}");
    assert!(!fall.contains(&"Benefits and debts"));
    assert_eq!(ranked("falls", &services), ["Unplanned hospital admission after a fall"]);
}

#[test]
fn a_word_that_no_concept_has_still_joins_what_both_say() {
    assert_eq!(why("fewer leg ulcers", "Leg ulcer clinic").as_deref(), Some("both say 'leg', 'ulcer'"));
}

#[test]
fn words_that_say_nothing_join_nobody() {
    assert_eq!(why("we want better services for people", "Services that people want"), None);
    assert!(Meaning::of("we want more of it").is_empty());
}

#[test]
fn a_phrase_stands_word_for_word_or_not_at_all() {
    assert_eq!(why("fewer falls", "Waterfall walks"), None);
    assert_eq!(why("social care", "Careful social events"), Some("both say 'social'".to_owned()));
}

#[test]
fn the_same_part_of_public_service_is_the_weakest_bond_and_says_so() {
    let found = Meaning::of("our A&E is full").in_common(&Meaning::of("999 call")).unwrap();
    assert!(!found.is_close());
    assert_eq!(found.why, "'a&e' and '999' both belong to urgent and emergency care");
}

#[test]
fn a_service_is_found_among_many_however_its_name_is_written() {
    let services = ["Parks", "A & E", "Benefits", "Alzheimer's café", "999 call"];
    let many = Meanings::of(services);
    let close = |need: &str| -> Vec<&str> {
        many.close_to(&Meaning::of(need)).into_iter().map(|(_, at)| services[at]).collect()
    };
    assert_eq!(close("our casualty ward is full"), ["A & E"]);
    assert_eq!(close("dementia"), ["Alzheimer's café"]);
    assert_eq!(close("parks and benefits"), ["Parks", "Benefits"]);
}

proptest! {
    #[test]
    fn what_is_in_common_is_in_common_both_ways(one in "[a-z&9 ]{0,40}", other in "[a-z&9 ]{0,40}") {
        let (one, other) = (Meaning::of(&one), Meaning::of(&other));
        let close = |found: Option<commonweal_find::meaning::InCommon>| found.map(|it| it.is_close());
        prop_assert_eq!(close(one.in_common(&other)), close(other.in_common(&one)));
    }
}
