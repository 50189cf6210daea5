//! Recording a fact: the kinds that somebody may record, the form, the check, the record.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use axum::http::StatusCode;
use axum::response::IntoResponse;
use commonweal_record::fact::KINDS;

use commonweal_service::example::partnership::SLUG;
use commonweal_service::record::offline;
use commonweal_service::record::policy::{Decision, Relation, Role, Standing, action_for, allowed};

use super::example::{ACUTE, COMMUNITY, Example};
use crate::form::tests::html;
use crate::pages::attest;

#[test]
fn the_form_of_each_kind_opens_to_whom_the_policy_lets_and_to_nobody_else() {
    let mut example = Example::new();
    let mut met = BTreeSet::new();
    example.tell(COMMUNITY, "partner_left", r#"{"leaves_on":"2021-10-10","notice_on":"2021-10-01"}"#);
    for body in [ACUTE, COMMUNITY, "ambershaw-care", "unheard-of"] {
        let standing = example.state(|state| Standing::of(&body.parse().unwrap(), state));
        met.insert(standing);
        for role in [Role::Member, Role::Lead, Role::Officer] {
            example = example.read_by(body, role);
            for kind in KINDS {
                let answer = example.answer(SLUG, attest::blank, &format!("/attest/{}", kind.name), &[]);
                let opened = answer.into_response().status() == StatusCode::OK;
                let may = allowed(action_for(kind.which), role, Relation::Own, standing) == Decision::Allowed;
                assert_eq!(opened, may, "{} for {role:?} of {body}, {standing:?}", kind.name);
            }
        }
    }
    assert_eq!(met, BTreeSet::from([Standing::Partner, Standing::Left, Standing::Queued, Standing::Unknown]));
}

fn signed_in(body: &str, role: Role) -> Example {
    Example::new().read_by(body, role)
}

/// What a browser sends of a page after some fields were filled in and a button pressed.
fn send(example: &Example, kind: &str, page: &str, typed: &[(&str, &str)], press: &str) -> String {
    let mut pairs = html::sent(page);
    for (name, value) in typed.iter().chain(&[("do", press)]) {
        pairs.retain(|(known, _)| known != name);
        pairs.push(((*name).to_owned(), (*value).to_owned()));
    }
    example.answer(SLUG, attest::sent, &format!("/attest/{kind}"), &pairs).said()
}

const PROMISE: &[(&str, &str)] = &[
    ("what", "a <nurse> at the door"),
    ("due.day", "1"),
    ("due.month", "12"),
    ("due.year", "2021"),
    ("promise", "nurse"),
];

#[test]
fn somebody_sees_the_kinds_of_their_role_and_no_others() {
    let offered = |role| signed_in(ACUTE, role).page(attest::kinds, "/attest");
    let (member, officer) = (offered(Role::Member), offered(Role::Officer));
    assert!(member.contains("/attest/promise_made\"") && officer.contains("/attest/promise_made\""));
    assert!(!member.contains("/attest/vote_cast\"") && officer.contains("/attest/vote_cast\""));
    assert!(!officer.contains("/attest/log_opened\""));
}

#[test]
fn a_promise_is_checked_in_words_recorded_once_and_shown() {
    let example = signed_in(ACUTE, Role::Member);
    let form = example.page(attest::blank, "/attest/promise_made");
    let check = send(&example, "promise_made", &form, PROMISE, "check");
    assert!(check.contains("promised by 1 December 2021 (nurse): a &lt;nurse&gt; at the door."), "{check}");
    assert!(!check.contains("<nurse>"));
    assert!(example.state(|state| state.programme.promises.keys().all(|id| id.as_str() != "nurse")));
    let size = example.state(|state| state.size);
    let recorded = send(&example, "promise_made", &check, &[], "record");
    assert_eq!(recorded, format!("/partnerships/{SLUG}/risks?recorded={size}"));
    assert_eq!(send(&example, "promise_made", &check, &[], "record"), recorded);
    assert_eq!(example.state(|state| state.size), size + 1);
    assert!(example.state(|state| state.programme.promises.keys().any(|id| id.as_str() == "nurse")));
}

#[test]
fn what_was_typed_stands_there_again_beside_what_is_wrong() {
    let example = signed_in(ACUTE, Role::Member);
    let form = example.page(attest::blank, "/attest/promise_made");
    let typed = [("what", "a nurse"), ("due.day", "31"), ("due.month", "2"), ("due.year", "2022")];
    let page = send(&example, "promise_made", &form, &typed, "check");
    assert!(page.contains("There is a problem") && page.contains("href=\"#due\""), "{page}");
    assert!(html::sent(&page).contains(&("what".to_owned(), "a nurse".to_owned())), "{page}");
    assert!(html::sent(&page).contains(&("due.day".to_owned(), "31".to_owned())), "{page}");
}

#[test]
fn the_address_fills_in_what_it_names() {
    let example = signed_in(ACUTE, Role::Officer);
    let form = example.page(attest::blank, "/attest/agreement_signed?agreement=1&version=1");
    let terms = example.terms();
    assert!(html::sent(&form).contains(&("terms".to_owned(), terms)), "{form}");
}

#[test]
fn the_record_says_beforehand_what_it_will_find_wrong() {
    let example = signed_in(ACUTE, Role::Member);
    let form = example.page(attest::blank, "/attest/promise_kept");
    let check = send(&example, "promise_kept", &form, &[("promise", "of-nobody")], "check");
    assert!(check.contains("The record will note beside it"), "{check}");
}

#[test]
fn a_long_text_goes_to_the_vault_and_its_hash_into_the_record() {
    let example = signed_in(ACUTE, Role::Member);
    let form = example.page(attest::blank, "/attest/lesson_recorded");
    let typed = [("title", "meet early"), ("document.text", "At length.\nEarlier.")];
    let check = send(&example, "lesson_recorded", &form, &typed, "check");
    send(&example, "lesson_recorded", &check, &[], "record");
    let document =
        example.state(|state| state.evidence.lessons.last().and_then(|told| told.fact.document)).unwrap();
    let kept = example.place().kept(document).unwrap();
    assert_eq!(kept.as_deref(), Some("At length.\nEarlier.".as_bytes()));
}

#[test]
fn what_binds_a_body_is_signed_elsewhere_and_brought_back() {
    let example = signed_in(COMMUNITY, Role::Officer);
    example.tell(ACUTE, "decision_proposed", r#"{"decision":"ward","options":[],"title":"A second ward"}"#);
    let form = example.page(attest::blank, "/attest/vote_cast?decision=ward");
    let check = send(&example, "vote_cast", &form, &[("vote", "for")], "check");
    assert!(check.contains("Download it to sign") && !check.contains("Record this"), "{check}");
    let intent = send(&example, "vote_cast", &check, &[], "unsigned");
    let signed = sign(&example, &intent);
    let to = example.answer(SLUG, attest::signed::sent, "/signed", &[("signed".to_owned(), signed)]).said();
    assert!(to.contains("/decisions?recorded="), "{to}");
    assert_eq!(example.state(|state| state.decisions[&"ward".parse().unwrap()].votes.len()), 1);
}

#[test]
fn pressing_record_does_not_get_round_the_key() {
    let example = signed_in(COMMUNITY, Role::Officer);
    example.tell(ACUTE, "decision_proposed", r#"{"decision":"ward","options":[],"title":"A second ward"}"#);
    let form = example.page(attest::blank, "/attest/vote_cast?decision=ward");
    let size = example.state(|state| state.size);
    let page = send(&example, "vote_cast", &form, &[("vote", "for")], "record");
    assert!(page.contains("There is a problem"), "{page}");
    assert_eq!(example.state(|state| state.size), size);
}

#[test]
fn what_is_no_signed_fact_is_refused_with_what_to_paste() {
    let example = signed_in(COMMUNITY, Role::Officer);
    let page = example
        .answer(SLUG, attest::signed::sent, "/signed", &[("signed".to_owned(), "{}".to_owned())])
        .said();
    assert!(page.contains("Paste the whole file"), "{page}");
}

fn sign(example: &Example, intent: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("intent.json");
    fs::write(&file, intent).unwrap();
    let read = offline::read_intent(&file).unwrap();
    let signed = offline::sign(read, &example.key(COMMUNITY), Path::new("key")).unwrap();
    String::from_utf8(signed.to_bytes()).unwrap()
}

#[test]
fn what_was_saved_is_offered_on_return_filled_in_and_gone_once_it_is_recorded() {
    let example = signed_in(ACUTE, Role::Member);
    let form = example.page(attest::blank, "/attest/promise_made");
    assert!(!form.contains("You began this form"));
    let saved = send(&example, "promise_made", &form, PROMISE, "save");
    assert_eq!(saved, format!("/partnerships/{SLUG}/attest/promise_made?draft=saved"));
    assert!(example.page(attest::blank, "/attest/promise_made").contains("You began this form"));
    assert!(example.page(attest::kinds, "/attest").contains("Forms that you began"));
    let again = example.page(attest::blank, "/attest/promise_made?draft=go-on");
    assert!(html::sent(&again).contains(&("what".to_owned(), "a <nurse> at the door".to_owned())), "{again}");
    let check = send(&example, "promise_made", &again, &[], "check");
    let recorded = send(&example, "promise_made", &check, &[], "record");
    assert!(recorded.contains("?recorded="), "{recorded}");
    assert!(!example.page(attest::blank, "/attest/promise_made").contains("You began this form"));
}

#[test]
fn a_form_with_errors_is_kept_without_being_asked_and_can_be_thrown_away() {
    let example = signed_in(ACUTE, Role::Member);
    let form = example.page(attest::blank, "/attest/promise_made");
    send(&example, "promise_made", &form, &[("what", "a nurse")], "check");
    let offered = example.page(attest::blank, "/attest/promise_made");
    assert!(offered.contains("You began this form"), "{offered}");
    send(&example, "promise_made", &offered, &[], "discard");
    assert!(!example.page(attest::blank, "/attest/promise_made").contains("You began this form"));
}
