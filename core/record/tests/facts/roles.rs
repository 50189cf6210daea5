//! Roles besides partner, and departments as parties.

use crate::findings::two;
use crate::teller::{Teller, body};

fn registered(names: &[&str]) -> Teller {
    let mut teller = two();
    for name in names {
        let payload =
            format!(r#"{{"body":"{name}","legal_form":"charity","name":"{name}","purpose":"any"}}"#);
        teller.tell(name, "body_registered", &payload);
    }
    teller
}

fn last(teller: &Teller) -> String {
    teller.state.findings.last().unwrap().matter.to_string()
}

#[test]
fn a_funder_is_no_partner_and_may_give_its_role_up_and_take_it_again() {
    let mut teller = registered(&["fund"]);
    let take =
        |teller: &mut Teller| teller.tell("fund", "role_taken", r#"{"gives":"a grant","role":"funder"}"#);
    take(&mut teller);
    teller.tell("fund", "role_ended", r#"{"role":"funder"}"#);
    take(&mut teller);
    let ended: Vec<bool> = teller.state.members.roles.iter().map(|spell| spell.ended.is_some()).collect();
    assert_eq!(ended, [true, false]);
    assert!(!teller.state.members.is_partner(&body("fund")));
    assert_eq!(teller.state.findings, []);
}

#[test]
fn a_role_is_held_once_by_a_body_that_is_known_and_given_up_by_who_has_it() {
    let mut teller = registered(&["fund"]);
    teller.tell("fund", "role_ended", r#"{"role":"investor"}"#);
    assert_eq!(last(&teller), "fund is not an investor at this entry");
    teller.tell("stranger", "role_taken", r#"{"gives":"rooms","role":"supporter"}"#);
    assert_eq!(last(&teller), "there is no body 'stranger' before this entry");
    for _ in 0..2 {
        teller.tell("fund", "role_taken", r#"{"gives":"rooms","role":"supporter"}"#);
    }
    assert_eq!(last(&teller), "the role 'supporter' was there already");
    teller.tell("fund", "role_taken", r#"{"gives":"a loan","role":"investor"}"#);
    assert_eq!(teller.state.members.roles.len(), 2, "one body may have several roles");
}

#[test]
fn a_department_of_a_partner_joins_by_itself() {
    let mut teller = registered(&["ash-housing"]);
    teller.tell("ash", "department_noted", r#"{"department":"ash-housing","of":"ash"}"#);
    teller.tell("ash-housing", "partner_joined", "{}");
    assert_eq!(teller.state.findings, []);
    assert_eq!(teller.state.members.departments[&body("ash-housing")].fact.of, body("ash"));
    assert!(teller.state.members.is_partner(&body("ash-housing")));
    teller.tell("ash", "department_noted", r#"{"department":"ash-parks","of":"ash"}"#);
    assert_eq!(last(&teller), "there is no body 'ash-parks' before this entry");
}
