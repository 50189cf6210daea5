//! Actions of many agencies, and roles besides partner, as their pages show them.

use commonweal_service::record::policy::Role;

use super::example::{ACUTE, COMMUNITY, Example};
use super::record_pages::text;
use crate::pages::{actions, partners};

const OPENING: &str = r#"{"action":"frost","agencies":["Saltmere Coastguard"],"aims":["warm every home"],"closes_on":"2021-10-12","opens_on":"2021-10-08","place":"Saltmere","title":"Frost week"}"#;

#[track_caller]
fn says(page: &str, words: &str) {
    let text = text(page);
    assert!(text.contains(words), "'{words}' is not in: {text}");
}

#[test]
fn an_action_of_forty_two_agencies_shows_its_place_its_days_and_what_was_found_about_each_aim() {
    let page = Example::new().page(actions::page, "/actions");
    says(&page, "A week for Saltmere State Closed");
    says(&page, "10 June 2024 to 14 June 2024");
    says(&page, "42 agencies");
    says(&page, "1. find out what keeps people in hospital who could be at home of 61 people");
    says(&page, "What came of it: The fire service fits key safes from July");
}

#[test]
fn an_open_action_offers_what_comes_next_and_says_which_aim_has_nothing_yet() {
    let example = Example::new().read_by(ACUTE, Role::Lead);
    example.tell(ACUTE, "action_opened", OPENING);
    let page = example.page(actions::page, "/actions");
    says(&page, "Frost week State Open");
    says(&page, "1. warm every home Nothing yet");
    for kind in ["action_joined", "action_found", "action_closed"] {
        assert!(page.contains(&format!("/attest/{kind}?action=frost")), "{kind}");
    }
    example.tell(
        COMMUNITY,
        "action_found",
        r#"{"action":"frost","aim":1,"finding":"nine boilers were out"}"#,
    );
    example.tell(ACUTE, "action_closed", r#"{"action":"frost","conclusion":"all are on again"}"#);
    let closed = example.page(actions::page, "/actions");
    says(&closed, "1. warm every home nine boilers were out");
    assert!(!closed.contains("?action=frost"), "nothing more is asked of a closed action");
}

#[test]
fn a_supporter_stands_on_the_page_of_partners_until_it_gives_the_role_up() {
    let example = Example::new();
    example.tell(ACUTE, "role_taken", r#"{"gives":"rooms for the team","role":"supporter"}"#);
    says(&example.page(partners::page, "/partners"), "A supporter rooms for the team");
    example.tell(ACUTE, "role_ended", r#"{"role":"supporter"}"#);
    assert!(!example.page(partners::page, "/partners").contains("rooms for the team"));
}
