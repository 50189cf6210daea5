//! Codes, recovery codes, and setting them up.

use commonweal_service::access::{AccessError, Level, Step, Way};
use commonweal_service::record::policy::Role;

use crate::scene::{CLIENT, PASSWORD, Scene};

const SAM: &str = "sam@saltmere.example";

#[test]
fn nobody_works_before_a_second_factor_is_set_up() {
    let scene = Scene::new();
    let begun = scene.accepted(SAM, "acute", Role::Member);
    assert_eq!(begun.step, Some(Step::Enrol));
    let (token, _, codes) = scene.with_app("kim@saltmere.example", "acute", Role::Member);
    assert_eq!(codes.len(), 10);
    assert_eq!(scene.person(&token).session.level, Level::SecondFactor);
}

#[test]
fn the_right_code_confirms_and_the_old_token_ends() {
    let scene = Scene::new();
    let (_, app, _) = scene.with_app(SAM, "acute", Role::Member);
    scene.pass(30);
    let begun = scene.sign_in(SAM).unwrap();
    assert_eq!(begun.step, Some(Step::SecondFactor(vec![Way::Code, Way::RecoveryCode])));
    let code = app.code(scene.now());
    let confirmed = scene.access.confirm_with_code(begun.token.reveal(), &code).unwrap();
    assert!(scene.is_nobody(&begun.token));
    assert_eq!(scene.person(&confirmed.token).account.email.as_str(), SAM);
}

#[test]
fn a_code_is_taken_once_and_a_step_early_or_late_but_no_more() {
    let scene = Scene::new();
    let (_, app, _) = scene.with_app(SAM, "acute", Role::Member);
    scene.pass(300);
    let confirm = |code: &str| {
        let begun = scene.sign_in(SAM).unwrap();
        scene.access.confirm_with_code(begun.token.reveal(), code).map(|_| ())
    };
    let now = scene.now();
    for refused in [app.code(now - 60), app.code(now + 60)] {
        assert!(matches!(confirm(&refused), Err(AccessError::WrongCode)));
    }
    confirm(&app.code(now - 30)).unwrap();
    assert!(matches!(confirm(&app.code(now - 30)), Err(AccessError::WrongCode)));
    let later = app.code(now + 30);
    let (first, second) = later.split_at(3);
    confirm(&format!("{first} {second}")).unwrap();
    assert!(matches!(confirm(&app.code(now)), Err(AccessError::WrongCode)), "older than the last one used");
}

#[test]
fn codes_are_guessed_at_slowly() {
    let scene = Scene::new();
    let (_, app, _) = scene.with_app(SAM, "acute", Role::Member);
    scene.pass(300);
    let begun = scene.sign_in(SAM).unwrap();
    let wrong = app.code(scene.now() + 600);
    let guess = || scene.access.confirm_with_code(begun.token.reveal(), &wrong).unwrap_err();
    for _ in 0..6 {
        assert!(matches!(guess(), AccessError::WrongCode));
    }
    assert!(matches!(guess(), AccessError::Wait { seconds: 2 }));
    let right = app.code(scene.now());
    let early = scene.access.confirm_with_code(begun.token.reveal(), &right).unwrap_err();
    assert!(matches!(early, AccessError::Wait { .. }), "a right code is not told from a wrong one meanwhile");
}

#[test]
fn a_recovery_code_works_once_however_it_is_typed() {
    let scene = Scene::new();
    let (_, _, codes) = scene.with_app(SAM, "acute", Role::Member);
    let confirm = |code: &str| {
        let begun = scene.sign_in(SAM).unwrap();
        scene.access.confirm_with_recovery_code(begun.token.reveal(), code)
    };
    let code = codes[3].reveal();
    let typed = code.to_uppercase().replace('-', " ");
    let confirmed = confirm(&typed).unwrap();
    let person = scene.person(&confirmed.token);
    assert_eq!(scene.access.factor_list(&person).unwrap().recovery_codes_left, 9);
    assert!(matches!(confirm(code), Err(AccessError::WrongRecoveryCode)));
    confirm(codes[4].reveal()).unwrap();
}

#[test]
fn a_recovery_code_of_another_person_is_worth_nothing() {
    let scene = Scene::new();
    let (_, _, codes) = scene.with_app("kim@saltmere.example", "acute", Role::Member);
    scene.with_app(SAM, "acute", Role::Member);
    let begun = scene.sign_in(SAM).unwrap();
    let error = scene.access.confirm_with_recovery_code(begun.token.reveal(), codes[0].reveal()).unwrap_err();
    assert!(matches!(error, AccessError::WrongRecoveryCode));
}

#[test]
fn new_recovery_codes_take_the_place_of_the_old() {
    let scene = Scene::new();
    let (token, _, old) = scene.with_app(SAM, "acute", Role::Member);
    let new = scene.access.new_recovery_codes(token.reveal()).unwrap();
    let confirm = |code: &str| {
        let begun = scene.sign_in(SAM).unwrap();
        scene.access.confirm_with_recovery_code(begun.token.reveal(), code).is_ok()
    };
    assert!(!confirm(old[0].reveal()) && confirm(new[0].reveal()));
}

#[test]
fn factors_are_changed_only_after_a_sign_in_of_the_last_half_hour() {
    let scene = Scene::new();
    let (token, _, _) = scene.with_app(SAM, "acute", Role::Member);
    scene.pass(30 * 60);
    scene.access.new_recovery_codes(token.reveal()).unwrap();
    scene.pass(1);
    let late = scene.access.new_recovery_codes(token.reveal()).unwrap_err();
    assert!(matches!(late, AccessError::SignInAgain));
    let unconfirmed = scene.sign_in(SAM).unwrap();
    let error = scene.access.new_recovery_codes(unconfirmed.token.reveal()).unwrap_err();
    assert!(
        matches!(error, AccessError::NotConfirmed),
        "a password alone adds no factor beside one that there is"
    );
}

#[test]
fn the_last_second_factor_cannot_be_removed() {
    let scene = Scene::new();
    let (token, _, _) = scene.with_app(SAM, "acute", Role::Member);
    let error = scene.access.remove_authenticator_app(token.reveal()).unwrap_err();
    assert!(matches!(error, AccessError::LastFactor));
}

#[test]
fn a_new_password_takes_the_old_one_and_ends_the_other_sessions() {
    let scene = Scene::new();
    let (first, app, _) = scene.with_app(SAM, "acute", Role::Member);
    scene.pass(60);
    let begun = scene.sign_in(SAM).unwrap();
    let second = scene.access.confirm_with_code(begun.token.reveal(), &app.code(scene.now())).unwrap().token;
    let new = "five other words stand here";
    let wrong = scene.access.change_password(second.reveal(), "not the old one", new).unwrap_err();
    assert!(matches!(wrong, AccessError::WrongCredentials));
    let changed = scene.access.change_password(second.reveal(), PASSWORD, new).unwrap();
    assert_eq!(changed.step, None);
    assert!(scene.is_nobody(&first) && scene.is_nobody(&second));
    scene.person(&changed.token);
    assert!(matches!(scene.sign_in(SAM), Err(AccessError::WrongCredentials)));
    scene.access.sign_in(SAM, new, CLIENT).unwrap();
}

#[test]
fn short_long_and_telling_passwords_are_refused() {
    let scene = Scene::new();
    let notice = scene.invited("samantha.example@saltmere.example", "acute", Role::Member);
    let accept = |password: &str| scene.access.accept(crate::scene::token_of(&notice), "Sam", password);
    for refused in ["eleven char", &"x".repeat(201), "i am Samantha.Example, hello", "samantha.example1234"] {
        assert!(matches!(accept(refused), Err(AccessError::Password(_))), "{refused}");
    }
    accept("twelve chars").unwrap();
}
