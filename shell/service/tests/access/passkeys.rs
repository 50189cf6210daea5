//! Passkeys: registered, as a second factor, alone, and instead of a password.

use commonweal_service::access::{AccessError, Level, Step, Way};
use commonweal_service::record::policy::Role;

use crate::authenticator::Authenticator;
use crate::scene::{CLIENT, Scene, token_of};

const SAM: &str = "sam@saltmere.example";

/// Somebody with a password and a passkey.
fn with_passkey(scene: &Scene, email: &str, seed: u8) -> Authenticator {
    let begun = scene.accepted(email, "acute", Role::Member);
    let mut authenticator = Authenticator::new(seed);
    let challenge = scene.access.begin_passkey(begun.token.reveal()).unwrap();
    let answer = authenticator.create(&challenge.options);
    let enrolled =
        scene.access.finish_passkey(begun.token.reveal(), &challenge.ceremony, &answer, "phone").unwrap();
    assert_eq!(enrolled.recovery_codes.len(), 10);
    scene.person(&enrolled.signed_in.token);
    authenticator
}

fn sign_in_alone(scene: &Scene, authenticator: &mut Authenticator) -> Result<Level, AccessError> {
    let challenge = scene.access.begin_passkey_sign_in(CLIENT)?;
    let answer = authenticator.get(&challenge.options);
    let signed_in = scene.access.finish_passkey_sign_in(&challenge.ceremony, &answer, CLIENT)?;
    Ok(scene.person(&signed_in.token).session.level)
}

#[test]
fn a_passkey_alone_signs_in_completely() {
    let scene = Scene::new();
    let mut authenticator = with_passkey(&scene, SAM, 1);
    assert_eq!(sign_in_alone(&scene, &mut authenticator).unwrap(), Level::Passkey);
    assert_eq!(sign_in_alone(&scene, &mut authenticator).unwrap(), Level::Passkey);
}

#[test]
fn a_passkey_confirms_a_password() {
    let scene = Scene::new();
    let mut authenticator = with_passkey(&scene, SAM, 1);
    let begun = scene.sign_in(SAM).unwrap();
    assert_eq!(begun.step, Some(Step::SecondFactor(vec![Way::Passkey, Way::RecoveryCode])));
    let challenge = scene.access.begin_confirmation(begun.token.reveal()).unwrap();
    let answer = authenticator.get(&challenge.options);
    let confirmed =
        scene.access.finish_confirmation(begun.token.reveal(), &challenge.ceremony, &answer).unwrap();
    assert_eq!(scene.person(&confirmed.token).session.level, Level::SecondFactor);
    assert!(scene.is_nobody(&begun.token));
}

#[test]
fn a_passkey_of_another_account_does_not_confirm() {
    let scene = Scene::new();
    with_passkey(&scene, SAM, 1);
    let mut other = with_passkey(&scene, "kim@saltmere.example", 2);
    let begun = scene.sign_in(SAM).unwrap();
    let challenge = scene.access.begin_confirmation(begun.token.reveal()).unwrap();
    let answer = other.get(&challenge.options);
    let refused = scene.access.finish_confirmation(begun.token.reveal(), &challenge.ceremony, &answer);
    assert!(matches!(refused, Err(AccessError::Passkey { .. })), "{refused:?}");
}

#[test]
fn an_invitation_is_accepted_with_a_passkey_and_no_password() {
    let scene = Scene::new();
    let notice = scene.invited(SAM, "acute", Role::Officer);
    let mut authenticator = Authenticator::new(1);
    let challenge = scene.access.begin_acceptance(token_of(&notice), "Sam").unwrap();
    let answer = authenticator.create(&challenge.options);
    let signed_in = scene.access.finish_acceptance(&challenge.ceremony, &answer, "laptop").unwrap();
    let person = scene.person(&signed_in.token);
    assert_eq!((person.account.name.as_str(), person.session.level), ("Sam", Level::Passkey));
    let factors = scene.access.factor_list(&person).unwrap();
    assert!(!factors.password && factors.passkeys[0].name == "laptop");
    assert!(matches!(scene.sign_in(SAM), Err(AccessError::WrongCredentials)));
    let last = scene.access.remove_passkey(signed_in.token.reveal(), &factors.passkeys[0].id).unwrap_err();
    assert!(matches!(last, AccessError::LastFactor));
    assert_eq!(sign_in_alone(&scene, &mut authenticator).unwrap(), Level::Passkey);
}

#[test]
fn a_passkey_is_asked_who_uses_it() {
    let scene = Scene::new();
    let mut authenticator = with_passkey(&scene, SAM, 1);
    authenticator.verifies = false;
    assert!(matches!(sign_in_alone(&scene, &mut authenticator), Err(AccessError::Passkey { .. })));
}

#[test]
fn an_answer_made_for_another_site_is_refused() {
    let scene = Scene::new();
    let mut authenticator = with_passkey(&scene, SAM, 1);
    authenticator.origin = "https://record.saltmere.example.net".to_owned();
    assert!(matches!(sign_in_alone(&scene, &mut authenticator), Err(AccessError::Passkey { .. })));
}

#[test]
fn an_answer_is_taken_once_and_within_five_minutes() {
    let scene = Scene::new();
    let mut authenticator = with_passkey(&scene, SAM, 1);
    let challenge = scene.access.begin_passkey_sign_in(CLIENT).unwrap();
    let answer = authenticator.get(&challenge.options);
    scene.access.finish_passkey_sign_in(&challenge.ceremony, &answer, CLIENT).unwrap();
    let again = scene.access.finish_passkey_sign_in(&challenge.ceremony, &answer, CLIENT).unwrap_err();
    assert!(matches!(again, AccessError::CeremonyGone));
    let slow = scene.access.begin_passkey_sign_in(CLIENT).unwrap();
    scene.pass(301);
    let answer = authenticator.get(&slow.options);
    let late = scene.access.finish_passkey_sign_in(&slow.ceremony, &answer, CLIENT).unwrap_err();
    assert!(matches!(late, AccessError::CeremonyGone));
}

#[test]
fn beginning_again_and_again_without_ever_signing_in_takes_longer_and_longer() {
    let scene = Scene::new();
    let mut authenticator = with_passkey(&scene, SAM, 1);
    for _ in 0..100 {
        sign_in_alone(&scene, &mut authenticator).unwrap();
    }
    let begun = (0..100).take_while(|_| scene.access.begin_passkey_sign_in(CLIENT).is_ok()).count();
    assert_eq!(begun, 61, "sixty are free, and the one after them makes the next wait");
    scene.access.begin_passkey_sign_in("192.0.2.2").unwrap();
    scene.pass(60);
    scene.access.begin_passkey_sign_in(CLIENT).unwrap();
}

#[test]
fn an_answer_to_another_challenge_is_refused() {
    let scene = Scene::new();
    let mut authenticator = with_passkey(&scene, SAM, 1);
    let first = scene.access.begin_passkey_sign_in(CLIENT).unwrap();
    let second = scene.access.begin_passkey_sign_in(CLIENT).unwrap();
    let answer = authenticator.get(&first.options);
    let refused = scene.access.finish_passkey_sign_in(&second.ceremony, &answer, CLIENT).unwrap_err();
    assert!(matches!(refused, AccessError::Passkey { .. }), "{refused}");
}

#[test]
fn one_passkey_is_not_registered_twice_and_a_removed_one_opens_nothing() {
    let scene = Scene::new();
    let mut authenticator = with_passkey(&scene, SAM, 1);
    let (token, _, _) = scene.with_app("kim@saltmere.example", "acute", Role::Member);
    let challenge = scene.access.begin_passkey(token.reveal()).unwrap();
    let answer = Authenticator::new(1).create(&challenge.options);
    let twice = scene.access.finish_passkey(token.reveal(), &challenge.ceremony, &answer, "theirs");
    assert!(matches!(twice, Err(AccessError::Changed)), "{twice:?}");

    let challenge = scene.access.begin_passkey_sign_in(CLIENT).unwrap();
    let answer = authenticator.get(&challenge.options);
    let signed_in = scene.access.finish_passkey_sign_in(&challenge.ceremony, &answer, CLIENT).unwrap();
    let person = scene.person(&signed_in.token);
    let id = scene.access.factor_list(&person).unwrap().passkeys[0].id.clone();
    let challenge = scene.access.begin_passkey(signed_in.token.reveal()).unwrap();
    let answer = Authenticator::new(3).create(&challenge.options);
    let token = signed_in.token;
    let enrolled = scene.access.finish_passkey(token.reveal(), &challenge.ceremony, &answer, "new").unwrap();
    scene.access.remove_passkey(enrolled.signed_in.token.reveal(), &id).unwrap();
    assert!(matches!(sign_in_alone(&scene, &mut authenticator), Err(AccessError::Passkey { .. })));
}
