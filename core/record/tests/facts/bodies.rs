//! Bodies: what is known of them now, and who is asked.

use crate::findings::two;
use crate::teller::body;

#[test]
fn a_body_has_the_last_name_that_it_was_given_and_keeps_what_was_not_amended() {
    let mut teller = two();
    teller.tell("ash", "body_amended", r#"{"body":"ash","name":"Ash and Elm"}"#);
    teller.tell("ash", "body_amended", r#"{"body":"ash","purpose":"to serve two places"}"#);
    assert_eq!(teller.state.members.bodies[&body("ash")].name(), "Ash and Elm");
    assert_eq!(teller.state.members.bodies[&body("birch")].name(), "birch");
    assert_eq!(
        teller.wrong("ash", "body_amended", r#"{"body":"elm","name":"Elm"}"#),
        ["there is no body 'elm' before this entry"]
    );
}

#[test]
fn only_a_body_that_was_registered_is_invited() {
    let mut teller = two();
    assert_eq!(
        teller.wrong("ash", "partner_invited", r#"{"body":"elm"}"#),
        ["there is no body 'elm' before this entry"]
    );
    assert_eq!(teller.wrong("ash", "partner_invited", r#"{"body":"birch"}"#).len(), 0);
    assert_eq!(teller.state.members.invited.len(), 1);
}
