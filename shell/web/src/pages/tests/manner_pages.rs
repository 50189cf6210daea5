//! Manners that every page has: names for bodies, the register as a record, kind refusals, what is open before what is settled.

use axum::http::StatusCode;
use axum::response::IntoResponse;
use commonweal_service::example::partnership::SLUG;
use commonweal_service::record::REGISTER;
use commonweal_service::record::policy::Role;

use super::example::{ACUTE, COMMUNITY, Example};
use crate::pages::{attest, home, meetings, overview, partners, people, readiness, record, register};
use crate::routes::Handler;

/// A body of the example that waits in the queue.
const QUEUED: &str = "ambershaw-care";

#[test]
fn the_register_of_bodies_is_shown_as_a_record_and_as_no_partnership() {
    let example = Example::new();
    let pages: [(Handler, &str); 3] =
        [(overview::page, ""), (partners::page, "/partners"), (meetings::page, "/meetings")];
    for (handler, path) in pages {
        assert_eq!(example.page_of(REGISTER, handler, path), "/partnerships/register/record");
    }
    let page = example.page_of(REGISTER, record::page, "/record");
    assert!(page.contains("Register of bodies") && !page.contains("/partnerships/register/partners\""));
    let offered = Example::new().read_by(ACUTE, Role::Officer).page_of(REGISTER, attest::kinds, "/attest");
    assert!(offered.contains("/attest/key_added\"") && !offered.contains("/attest/partner_joined\""));
}

#[test]
fn facts_tell_of_bodies_by_their_names() {
    let example = Example::new();
    let seq = example.tell(ACUTE, "recusal_made", r#"{"decision":"1"}"#);
    let page = example.page(record::page, "/record");
    let fact = page.split(&format!("id=\"entry-{seq}\"")).nth(1).unwrap().split("</p>").next().unwrap();
    assert!(fact.contains("Saltmere Acute") && !fact.contains(ACUTE), "{fact}");
}

#[test]
fn what_needs_somebody_says_for_whom_and_since_when_in_one_list() {
    let page = Example::new().read_by(ACUTE, Role::Officer).visited(home::page, "/", &[], &[]).said();
    let first = page.split("class=\"cw-needs\"").nth(1).unwrap().split("</li>").next().unwrap();
    assert!(first.contains("Since ") || first.contains("Due "), "{first}");
    assert!(first.contains(", for Saltmere Acute"), "{first}");
    assert!(!page.contains(&format!("People of {ACUTE}")));
}

#[test]
fn the_people_of_a_body_are_under_its_name() {
    let example = Example::new().read_by(ACUTE, Role::Officer);
    let page = example.visited(people::page, "/bodies/x/people", &[("body", ACUTE)], &[]).said();
    assert!(page.contains("People of Saltmere Acute"), "{page}");
}

#[test]
fn a_founder_who_has_not_joined_is_told_to_join_before_inviting() {
    let example = Example::new().read_by(ACUTE, Role::Officer);
    example.propose(
        "harbour",
        r#"{"aims":["fewer nights"],"name":"Harbour","place":"Harbour","style":"upstream"}"#,
    );
    let answer = example.answer("harbour", attest::blank, "/attest/partner_invited", &[]);
    let status =
        example.answer("harbour", attest::blank, "/attest/partner_invited", &[]).into_response().status();
    assert_eq!(status, StatusCode::FORBIDDEN);
    let page = answer.said();
    assert!(
        page.contains("has not joined yet") && page.contains("/partnerships/harbour/attest/partner_joined\""),
        "{page}"
    );
}

#[test]
fn forms_of_the_partners_business_do_not_offer_a_body_that_waits() {
    let example = Example::new().read_by(ACUTE, Role::Officer);
    example.tell(COMMUNITY, "risk_raised", r#"{"impact":3,"likelihood":3,"risk":"any","title":"any"}"#);
    let queued =
        example.state(|state| state.members.queue.iter().any(|told| told.fact.body.as_str() == QUEUED));
    assert!(queued, "{QUEUED} does not wait on this day of the story");
    let allocated = example.page(attest::blank, "/attest/risk_allocated?risk=any");
    assert!(allocated.contains(COMMUNITY) && !allocated.contains(QUEUED));
    assert!(example.page(attest::blank, "/attest/partner_admitted").contains(QUEUED));
}

#[test]
fn the_window_of_a_form_with_errors_says_so() {
    let example = Example::new().read_by(ACUTE, Role::Member);
    assert!(example.page(attest::blank, "/attest/promise_made").contains("<title>Promise made"));
    let page = example.answer(SLUG, attest::sent, "/attest/promise_made", &[]).said();
    assert!(page.contains("<title>Error: Promise made"), "{page}");
}

#[test]
fn what_is_met_is_folded_away_and_what_is_open_is_not() {
    let page = Example::new().page(readiness::page, "/readiness");
    for rule in page.split("class=\"cw-rule\"").skip(1) {
        let before = page.split(rule).next().unwrap();
        let folded = before.matches("<details").count() > before.matches("</details>").count();
        let is_open = rule.contains("govuk-tag--yellow");
        assert_ne!(folded, is_open, "{rule}");
    }
}

#[test]
fn a_meeting_every_week_is_not_every_one_weeks() {
    let page = Example::new().page(meetings::page, "/meetings");
    assert!(page.contains("every week") && !page.contains("1 weeks"), "{page}");
}

#[test]
fn the_register_is_narrowed_by_style_sector_place_and_ones_own_bodies_and_its_csv_alike() {
    let example = Example::new().read_by(COMMUNITY, Role::Member);
    let propose = |slug: &str, style: &str, place: &str| {
        let payload = format!(r#"{{"aims":["any"],"name":"{slug}","place":"{place}","style":"{style}"}}"#);
        example.propose(slug, &payload);
    };
    propose("harbour", "upstream", "Harbour");
    propose("hill", "mirror", "Hill");
    let found = |query: &str| {
        let csv = example.visited(register::csv, &format!("/partnerships.csv?{query}"), &[], &[]).said();
        let page = example.visited(register::page, &format!("/partnerships?{query}"), &[], &[]).said();
        let slugs: Vec<String> =
            csv.lines().skip(1).map(|line| line.split(',').next().unwrap().to_owned()).collect();
        assert!(slugs.iter().all(|slug| page.contains(&format!("href=\"/partnerships/{slug}\""))), "{page}");
        slugs
    };
    assert_eq!(found(""), ["harbour", "hill", SLUG]);
    assert_eq!(found("style=mirror"), ["hill"]);
    assert_eq!(found("place=har"), ["harbour"]);
    assert_eq!(found("sector=community"), [SLUG]);
    assert_eq!(found("sector=police"), Vec::<String>::new());
    assert_eq!(found("mine=yes"), [SLUG]);
    assert_eq!(found("q=saltmere&style=integration"), [SLUG]);
}
