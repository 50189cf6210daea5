//! Signing in with a password, and waiting after failures.

use std::time::Instant as Stopwatch;

use commonweal_service::access::{AccessError, Authentication, Step};
use commonweal_service::record::policy::Role;

use crate::scene::{CLIENT, PASSWORD, Scene};

const SAM: &str = "sam@saltmere.example";

fn waits(error: &AccessError) -> u64 {
    match error {
        AccessError::Wait { seconds } => *seconds,
        other => panic!("{other}"),
    }
}

#[test]
fn a_password_begins_a_session_that_is_good_for_confirming_alone() {
    let scene = Scene::new();
    scene.with_app(SAM, "acute", Role::Member);
    let signed_in = scene.sign_in("SAM@Saltmere.example").unwrap();
    assert!(matches!(signed_in.step, Some(Step::SecondFactor(_))), "{:?}", signed_in.step);
    let found = scene.access.authenticate(signed_in.token.reveal()).unwrap();
    assert!(matches!(found, Authentication::Unfinished(_)), "{found:?}");
}

#[test]
fn a_wrong_password_and_an_unknown_or_closed_account_are_answered_alike() {
    let scene = Scene::new();
    let person = scene.signed_in(SAM, "acute", Role::Member);
    let wrong = scene.access.sign_in(SAM, "four unrelated words there", CLIENT).unwrap_err();
    let unknown = scene.access.sign_in("nobody@saltmere.example", PASSWORD, CLIENT).unwrap_err();
    let none = scene.access.sign_in("no address", PASSWORD, CLIENT).unwrap_err();
    scene.access.close(commonweal_service::access::Actor::Host, person.account.subject).unwrap();
    let closed = scene.sign_in(SAM).unwrap_err();
    for error in [wrong, unknown, none, closed] {
        assert!(matches!(error, AccessError::WrongCredentials), "{error}");
    }
}

/// The answer for an account that is not there comes no sooner than after a quarter of the time of one that is. The hash takes nearly all of
/// it, so a missing hash would take a tenth or less; the least of seven runs by turns keeps other work on the machine out.
#[test]
fn an_unknown_account_takes_as_long_as_a_wrong_password() {
    let scene = Scene::new();
    scene.accepted(SAM, "acute", Role::Member);
    let time = |email: &str, run: u32| {
        let begun = Stopwatch::now();
        scene.access.sign_in(email, "another password", &format!("192.0.2.{run}")).unwrap_err();
        begun.elapsed()
    };
    let runs: Vec<_> = (0..7).map(|run| (time(SAM, run), time("nobody@saltmere.example", run))).collect();
    let known = runs.iter().map(|(known, _)| *known).min().unwrap();
    let unknown = runs.iter().map(|(_, unknown)| *unknown).min().unwrap();
    assert!(unknown * 4 > known, "{known:?} {unknown:?}");
}

#[test]
fn whoever_guesses_waits_longer_each_time_and_the_owner_elsewhere_hardly() {
    let scene = Scene::new();
    scene.accepted(SAM, "acute", Role::Member);
    let guess = || scene.access.sign_in(SAM, "a wrong password", "203.0.113.9").unwrap_err();
    for _ in 0..6 {
        assert!(matches!(guess(), AccessError::WrongCredentials));
    }
    assert_eq!(waits(&guess()), 2);
    assert_eq!(waits(&guess()), 2, "an attempt that was not judged does not count");
    scene.sign_in(SAM).unwrap();
    for expected in [4, 8, 16] {
        scene.pass(waits(&guess()));
        assert!(matches!(guess(), AccessError::WrongCredentials));
        assert_eq!(waits(&guess()), expected);
    }
}

#[test]
fn an_owner_who_is_guessed_at_from_everywhere_waits_a_minute_at_most() {
    let scene = Scene::new();
    scene.accepted(SAM, "acute", Role::Member);
    for client in 0..60 {
        scene.pass(60);
        let error =
            scene.access.sign_in(SAM, "a wrong password", &format!("198.51.100.{client}")).unwrap_err();
        assert!(matches!(error, AccessError::WrongCredentials), "{error}");
    }
    assert_eq!(waits(&scene.sign_in(SAM).unwrap_err()), 60);
    scene.pass(60);
    scene.sign_in(SAM).unwrap();
    scene.sign_in(SAM).unwrap();
}

#[test]
fn one_address_cannot_try_one_password_on_every_account() {
    let scene = Scene::new();
    let guess = |who: u32| {
        scene.access.sign_in(&format!("person{who}@saltmere.example"), PASSWORD, CLIENT).unwrap_err()
    };
    for who in 0..21 {
        assert!(matches!(guess(who), AccessError::WrongCredentials));
    }
    assert_eq!(waits(&guess(22)), 2);
}

#[test]
fn an_office_behind_one_address_signs_in_all_morning() {
    let scene = Scene::new();
    scene.accepted(SAM, "acute", Role::Member);
    for _ in 0..25 {
        scene.sign_in(SAM).unwrap();
    }
}

#[test]
fn the_same_password_typed_on_another_machine_is_the_same() {
    let scene = Scene::new();
    let notice = scene.invited(SAM, "acute", Role::Member);
    scene.access.accept(crate::scene::token_of(&notice), "Sam", "caf\u{e9} au lait, always").unwrap();
    scene.access.sign_in(SAM, "cafe\u{301} au lait, always", CLIENT).unwrap();
}
