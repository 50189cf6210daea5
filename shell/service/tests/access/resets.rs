//! Getting in again.

use commonweal_service::access::{AccessError, Actor, Step};
use commonweal_service::record::policy::Role;

use crate::scene::{CLIENT, PASSWORD, Scene, membership, token_of};

const SAM: &str = "sam@saltmere.example";
const NEW: &str = "five other words stand here";

#[test]
fn a_reset_link_gives_a_new_password_and_takes_everything_else() {
    let scene = Scene::new();
    let (token, _, codes) = scene.with_app(SAM, "acute", Role::Member);
    let person = scene.person(&token);
    let notice = scene.access.make_reset(Actor::Host, person.account.subject).unwrap();
    scene.person(&token);
    assert_eq!(scene.access.reset(token_of(&notice)).unwrap().as_str(), SAM);
    let begun = scene.access.use_reset(token_of(&notice), NEW).unwrap();
    assert_eq!(begun.step, Some(Step::Enrol));
    assert!(scene.is_nobody(&token));
    assert!(matches!(scene.sign_in(SAM), Err(AccessError::WrongCredentials)));
    let begun = scene.access.sign_in(SAM, NEW, CLIENT).unwrap();
    let old = scene.access.confirm_with_recovery_code(begun.token.reveal(), codes[0].reveal());
    assert!(matches!(old, Err(AccessError::WrongRecoveryCode)));
}

#[test]
fn a_reset_link_is_used_once_within_a_day_and_only_the_newest() {
    let scene = Scene::new();
    let subject = scene.signed_in(SAM, "acute", Role::Member).account.subject;
    let make = || scene.access.make_reset(Actor::Host, subject).unwrap();
    let (older, newer) = (make(), make());
    assert!(matches!(scene.access.use_reset(token_of(&older), NEW), Err(AccessError::LinkGone)));
    scene.pass(24 * 3_600);
    scene.access.use_reset(token_of(&newer), NEW).unwrap();
    assert!(matches!(scene.access.use_reset(token_of(&newer), NEW), Err(AccessError::LinkGone)));
    let late = make();
    scene.pass(24 * 3_600 + 1);
    assert!(matches!(scene.access.use_reset(token_of(&late), NEW), Err(AccessError::LinkGone)));
}

#[test]
fn a_changed_password_ends_reset_links() {
    let scene = Scene::new();
    let (token, _, _) = scene.with_app(SAM, "acute", Role::Member);
    let subject = scene.person(&token).account.subject;
    let notice = scene.access.make_reset(Actor::Host, subject).unwrap();
    scene.access.change_password(token.reveal(), PASSWORD, NEW).unwrap();
    assert!(matches!(scene.access.reset(token_of(&notice)), Err(AccessError::LinkGone)));
}

#[test]
fn no_officer_resets_somebody_who_is_also_something_elsewhere() {
    let scene = Scene::new();
    let officer = scene.signed_in("kim@saltmere.example", "acute", Role::Officer);
    let may = |subject| scene.access.make_reset(Actor::Person(&officer), subject).is_ok();
    let own = scene.signed_in(SAM, "acute", Role::Member);
    assert!(may(own.account.subject));
    let elsewhere = scene.signed_in("ada@saltmere.example", "care", Role::Member);
    assert!(!may(elsewhere.account.subject));
    let notice = scene.invited(SAM, "care", Role::Member);
    scene.access.accept_as(token_of(&notice), &own).unwrap();
    assert!(!may(own.account.subject), "Sam is of another body too");
    assert!(!may(scene.host().account.subject));
    assert!(!may(officer.account.subject), "a session is not enough to take an account over");
}

#[test]
fn somebody_who_lost_the_role_resets_nobody() {
    let scene = Scene::new();
    let (token, _, _) = scene.with_app("kim@saltmere.example", "acute", Role::Officer);
    let subject = scene.signed_in(SAM, "acute", Role::Member).account.subject;
    let kim = scene.person(&token).account.subject;
    scene.access.give_role(Actor::Host, kim, membership("acute", Role::Lead)).unwrap();
    let person = scene.person(&token);
    let refused = scene.access.make_reset(Actor::Person(&person), subject).unwrap_err();
    assert!(matches!(refused, AccessError::Denied(_)), "{refused}");
}
