//! Changing the address by which one signs in.

use commonweal_service::access::{AccessError, Actor};
use commonweal_service::record::policy::Role;

use crate::scene::{PASSWORD, Scene};

const SAM: &str = "sam@saltmere.example";
const NEW: &str = "sam.holt@saltmere.example";

#[test]
fn with_the_password_the_address_changes_and_the_old_one_signs_nobody_in() {
    let scene = Scene::new();
    let (token, _, _) = scene.with_app(SAM, "acute", Role::Officer);
    let elsewhere = scene.sign_in(SAM).unwrap();
    scene.access.change_email(token.reveal(), NEW, PASSWORD).unwrap();
    assert_eq!(scene.person(&token).account.email.as_str(), NEW);
    assert!(scene.is_nobody(&elsewhere.token), "other sessions end");
    assert!(matches!(scene.sign_in(SAM), Err(AccessError::WrongCredentials)));
    scene.sign_in(NEW).unwrap();
    scene.invited(SAM, "acute", Role::Member);
}

#[test]
fn with_a_code_it_changes_too_and_the_code_is_used_up() {
    let scene = Scene::new();
    let (token, app, _) = scene.with_app(SAM, "acute", Role::Member);
    scene.pass(30);
    let code = app.code(scene.now());
    scene.access.change_email(token.reveal(), NEW, &code).unwrap();
    let again = scene.access.change_email(token.reveal(), SAM, &code);
    assert!(matches!(again, Err(AccessError::WrongProof)));
}

#[test]
fn whoever_finds_a_session_open_changes_nothing() {
    let scene = Scene::new();
    let (token, _, _) = scene.with_app(SAM, "acute", Role::Member);
    for proof in ["", "another password", "000000"] {
        assert!(matches!(
            scene.access.change_email(token.reveal(), NEW, proof),
            Err(AccessError::WrongProof)
        ));
    }
    scene.pass(31 * 60);
    let late = scene.access.change_email(token.reveal(), NEW, PASSWORD);
    assert!(matches!(late, Err(AccessError::SignInAgain)), "{late:?}");
    assert_eq!(scene.person(&token).account.email.as_str(), SAM);
}

#[test]
fn the_proof_is_guessed_at_slowly() {
    let scene = Scene::new();
    let (token, _, _) = scene.with_app(SAM, "acute", Role::Member);
    let guess = || scene.access.change_email(token.reveal(), NEW, "a guess").unwrap_err();
    let waits = (0..7).filter(|_| matches!(guess(), AccessError::Wait { .. })).count();
    assert_eq!(waits, 1, "five are free, and the sixth makes the seventh wait");
}

#[test]
fn an_address_that_somebody_signs_in_with_is_refused_and_one_s_own_in_other_letters_is_not() {
    let scene = Scene::new();
    scene.accepted(NEW, "acute", Role::Member);
    let (token, _, _) = scene.with_app(SAM, "acute", Role::Member);
    let taken = scene.access.change_email(token.reveal(), NEW, PASSWORD);
    assert!(matches!(taken, Err(AccessError::EmailTaken)), "{taken:?}");
    scene.access.change_email(token.reveal(), "Sam@saltmere.example", PASSWORD).unwrap();
    scene.sign_in(SAM).unwrap();
}

#[test]
fn a_link_to_reset_the_password_that_went_to_the_old_address_is_worth_nothing() {
    let scene = Scene::new();
    let (token, _, _) = scene.with_app(SAM, "acute", Role::Member);
    let subject = scene.person(&token).account.subject;
    let link = scene.access.make_reset(Actor::Host, subject).unwrap();
    scene.access.change_email(token.reveal(), NEW, PASSWORD).unwrap();
    assert!(scene.access.reset(crate::scene::token_of(&link)).is_err());
}
