//! How sessions end.

use commonweal_service::access::{AccessError, Authentication};
use commonweal_service::record::policy::Role;

use crate::scene::Scene;

const SAM: &str = "sam@saltmere.example";
const HOUR: u64 = 3_600;

#[test]
fn a_session_that_nobody_uses_ends_after_twelve_hours() {
    let scene = Scene::new();
    let (token, _, _) = scene.with_app(SAM, "acute", Role::Member);
    scene.pass(12 * HOUR);
    scene.person(&token);
    scene.pass(12 * HOUR);
    scene.person(&token);
    scene.pass(12 * HOUR + 1);
    assert!(scene.is_nobody(&token));
}

#[test]
fn a_session_in_use_ends_after_seven_days() {
    let scene = Scene::new();
    let (token, _, _) = scene.with_app(SAM, "acute", Role::Member);
    for _ in 0..14 {
        scene.pass(12 * HOUR);
        scene.person(&token);
    }
    scene.pass(1);
    assert!(scene.is_nobody(&token));
}

#[test]
fn confirming_does_not_lengthen_a_session() {
    let scene = Scene::new();
    let (_, app, _) = scene.with_app(SAM, "acute", Role::Member);
    scene.pass(60);
    let begun = scene.sign_in(SAM).unwrap();
    scene.pass(11 * HOUR);
    let token = scene.access.confirm_with_code(begun.token.reveal(), &app.code(scene.now())).unwrap().token;
    for _ in 0..13 {
        scene.pass(12 * HOUR);
        scene.person(&token);
    }
    scene.pass(HOUR);
    scene.person(&token);
    scene.pass(1);
    assert!(scene.is_nobody(&token), "seven days from the password on");
}

#[test]
fn signing_out_ends_the_session() {
    let scene = Scene::new();
    let (token, _, _) = scene.with_app(SAM, "acute", Role::Member);
    scene.access.sign_out(token.reveal()).unwrap();
    assert!(scene.is_nobody(&token));
    scene.access.sign_out(token.reveal()).unwrap();
}

#[test]
fn one_s_own_sessions_are_listed_and_ended_and_nobody_else_s() {
    let scene = Scene::new();
    let (first, app, _) = scene.with_app(SAM, "acute", Role::Member);
    let other = scene.signed_in("kim@saltmere.example", "acute", Role::Officer);
    scene.pass(60);
    let begun = scene.sign_in(SAM).unwrap();
    let second = scene.access.confirm_with_code(begun.token.reveal(), &app.code(scene.now())).unwrap().token;
    let person = scene.person(&second);
    let sessions = scene.access.sessions(&person).unwrap();
    assert_eq!(sessions.len(), 2);
    let elsewhere = sessions.iter().find(|session| session.id != person.session.id).unwrap();
    let error = scene.access.end_session(&other, &elsewhere.id).unwrap_err();
    assert!(matches!(error, AccessError::Gone { what: "session" }));
    scene.access.end_session(&person, &elsewhere.id).unwrap();
    assert!(scene.is_nobody(&first));
    scene.person(&second);
}

#[test]
fn ending_the_others_leaves_this_one() {
    let scene = Scene::new();
    let (first, app, _) = scene.with_app(SAM, "acute", Role::Member);
    scene.pass(60);
    let begun = scene.sign_in(SAM).unwrap();
    let second = scene.access.confirm_with_code(begun.token.reveal(), &app.code(scene.now())).unwrap().token;
    scene.access.end_other_sessions(&scene.person(&second)).unwrap();
    assert!(scene.is_nobody(&first));
    scene.person(&second);
}

#[test]
fn a_token_with_a_changed_letter_and_none_at_all_are_nobody_s() {
    let scene = Scene::new();
    let (token, _, _) = scene.with_app(SAM, "acute", Role::Member);
    let good = token.reveal();
    for at in [0, good.len() / 2, good.len() - 1] {
        let mut letters: Vec<char> = good.chars().collect();
        letters[at] = if letters[at] == 'A' { 'B' } else { 'A' };
        let changed: String = letters.into_iter().collect();
        assert_eq!(scene.access.authenticate(&changed).unwrap(), Authentication::Nobody, "{at}");
    }
    for none in ["", "x", "é", "a/b#c", &"A".repeat(500)] {
        assert_eq!(scene.access.authenticate(none).unwrap(), Authentication::Nobody);
    }
}

#[test]
fn what_has_ended_is_tidied_away() {
    let scene = Scene::new();
    scene.with_app(SAM, "acute", Role::Member);
    assert_eq!(scene.access.tidy().unwrap(), 0);
    scene.pass(8 * 24 * HOUR);
    assert!(scene.access.tidy().unwrap() >= 1);
    assert_eq!(scene.access.tidy().unwrap(), 0);
}
