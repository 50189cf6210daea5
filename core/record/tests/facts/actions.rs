//! An action of many agencies: opened, joined, found, closed, each aim with what came of it.

use commonweal_record::canonical;
use commonweal_record::fact::{Fact, FactError};
use commonweal_record::partnership::{Effect, Matter};

use crate::findings::two;
use crate::teller::{Teller, body};

const AGENCIES: usize = 42;

fn opening(aims: &str, opens: &str, closes: &str) -> String {
    let agencies: Vec<String> = (1..=AGENCIES).map(|number| format!("\"Agency {number}\"")).collect();
    format!(
        r#"{{"action":"week","agencies":[{}],"aims":[{aims}],"closes_on":"{closes}","opens_on":"{opens}","place":"Saltmere","title":"One week"}}"#,
        agencies.join(",")
    )
}

fn opened() -> Teller {
    let mut teller = two();
    teller.tell("ash", "action_opened", &opening(r#""find out","bring home""#, "2027-01-11", "2027-01-15"));
    teller
}

fn last(teller: &Teller) -> &Matter {
    &teller.state.findings.last().unwrap().matter
}

#[test]
fn an_action_of_forty_two_agencies_is_opened_run_and_closed_with_a_finding_for_each_aim() {
    let mut teller = opened();
    teller.tell("birch", "action_joined", r#"{"action":"week","brings":"a van"}"#);
    teller.tell("ash", "action_found", r#"{"action":"week","aim":1,"finding":"nobody had asked"}"#);
    let action = |teller: &Teller| teller.state.actions[&"week".parse().unwrap()].clone();
    assert_eq!(action(&teller).aims_without_finding(), [2]);
    teller.tell("birch", "action_found", r#"{"action":"week","aim":2,"finding":"nine went home"}"#);
    teller.tell("ash", "action_closed", r#"{"action":"week","conclusion":"done"}"#);
    let action = action(&teller);
    assert_eq!(
        (action.opened.fact.agencies.len(), action.joined.len(), action.found.len()),
        (AGENCIES, 1, 2)
    );
    assert!(action.closed.is_some());
    assert_eq!(teller.state.findings, []);
}

#[test]
fn closing_over_an_aim_without_a_finding_stands_with_the_finding_beside_it() {
    let mut teller = opened();
    teller.tell("ash", "action_found", r#"{"action":"week","aim":2,"finding":"nine went home"}"#);
    teller.tell("ash", "action_closed", r#"{"action":"week","conclusion":"done"}"#);
    assert_eq!(
        last(&teller).to_string(),
        "closed though no finding says what came of its aims 1, counted from 1"
    );
    assert_eq!(last(&teller).effect(), Effect::Flagged);
}

#[test]
fn nothing_is_added_to_an_action_that_is_closed_or_that_nobody_opened() {
    let mut teller = opened();
    teller.tell("ash", "action_closed", r#"{"action":"week","conclusion":"done"}"#);
    teller.tell("birch", "action_joined", r#"{"action":"week","brings":"a van"}"#);
    assert_eq!(last(&teller).to_string(), "the action 'week' is closed already");
    teller.tell("birch", "action_found", r#"{"action":"year","finding":"nothing"}"#);
    assert_eq!(last(&teller).to_string(), "there is no action 'year' before this entry");
    assert!(teller.state.actions[&"week".parse().unwrap()].joined.is_empty());
}

#[test]
fn a_finding_about_an_aim_that_there_is_not_is_set_aside() {
    let mut teller = opened();
    teller.tell("ash", "action_found", r#"{"action":"week","aim":3,"finding":"nothing"}"#);
    assert_eq!(last(&teller).to_string(), "there is no aim '3' before this entry");
    assert!(teller.state.actions[&"week".parse().unwrap()].found.is_empty());
}

#[test]
fn an_action_without_an_aim_or_that_ends_before_it_begins_is_no_fact() {
    let wrong = |payload: &str| {
        let payload = canonical::parse(payload.as_bytes()).unwrap();
        match Fact::from_payload("action_opened", 1, &payload) {
            Err(FactError::BadPayload { error, .. }) => error.to_string(),
            other => panic!("{other:?}"),
        }
    };
    assert!(
        wrong(&opening("", "2027-01-11", "2027-01-15")).contains("an action without an aim finds nothing")
    );
    assert!(wrong(&opening(r#""a""#, "2027-01-15", "2027-01-11")).contains("is before the first day"));
    assert_eq!(body("ash").as_str(), "ash");
}
