//! Tokens for programs.

use commonweal_service::access::api_token::TokenRequest;
use commonweal_service::access::{AccessError, Actor};
use commonweal_service::record::policy::Role;

use crate::scene::{Scene, body, membership};

fn request(of: &str, role: Role) -> TokenRequest {
    TokenRequest { body: body(of), role, label: "nightly figures".to_owned(), days: 30 }
}

#[test]
fn a_token_acts_for_its_body_in_its_role_until_it_expires() {
    let scene = Scene::new();
    let lead = scene.signed_in("kim@saltmere.example", "acute", Role::Lead);
    let (made, text) = scene.access.make_token(&lead, &request("acute", Role::Member)).unwrap();
    let found = scene.access.authenticate_token(text.reveal()).unwrap().unwrap();
    assert_eq!((&found.body, found.role, found.id), (&body("acute"), Role::Member, made.id));
    scene.pass(30 * 24 * 3_600);
    assert!(scene.access.authenticate_token(text.reveal()).unwrap().is_some());
    scene.pass(1);
    assert!(scene.access.authenticate_token(text.reveal()).unwrap().is_none());
}

#[test]
fn a_token_moved_to_another_body_is_worth_nothing() {
    let scene = Scene::new();
    let lead = scene.signed_in("kim@saltmere.example", "acute", Role::Lead);
    let (_, text) = scene.access.make_token(&lead, &request("acute", Role::Lead)).unwrap();
    let moved = text.reveal().replace(".acute.", ".care.");
    for wrong in [
        moved.as_str(),
        "",
        "commonweal",
        "commonweal.acute",
        "commonweal.acute.",
        &format!("{}x", text.reveal()),
    ] {
        assert_eq!(scene.access.authenticate_token(wrong).unwrap(), None, "{wrong}");
    }
}

#[test]
fn no_token_is_an_officer_s_or_more_than_its_maker() {
    let scene = Scene::new();
    let officer = scene.signed_in("kim@saltmere.example", "acute", Role::Officer);
    let lead = scene.signed_in("ada@saltmere.example", "acute", Role::Lead);
    let member = scene.signed_in("sam@saltmere.example", "acute", Role::Member);
    let host = scene.host();
    for role in [Role::Officer, Role::Host, Role::Visitor] {
        let error = scene.access.make_token(&officer, &request("acute", role)).unwrap_err();
        assert!(matches!(error, AccessError::TokenRole), "{role:?}: {error}");
    }
    scene.access.make_token(&lead, &request("acute", Role::Lead)).unwrap();
    for (person, of) in [(&member, "acute"), (&lead, "care"), (&host, "acute")] {
        let error = scene.access.make_token(person, &request(of, Role::Member)).unwrap_err();
        assert!(matches!(error, AccessError::Denied(_)), "{error}");
    }
    for days in [0, 367] {
        let long = TokenRequest { days, ..request("acute", Role::Lead) };
        assert!(matches!(scene.access.make_token(&lead, &long), Err(AccessError::TokenDays { most: 366 })));
    }
}

#[test]
fn a_token_is_worth_no_more_than_its_maker_is_now() {
    let scene = Scene::new();
    let lead = scene.signed_in("kim@saltmere.example", "acute", Role::Lead);
    let (_, as_lead) = scene.access.make_token(&lead, &request("acute", Role::Lead)).unwrap();
    let (_, as_member) = scene.access.make_token(&lead, &request("acute", Role::Member)).unwrap();
    let good = |text: &str| scene.access.authenticate_token(text).unwrap().is_some();
    scene.access.give_role(Actor::Host, lead.account.subject, membership("acute", Role::Member)).unwrap();
    assert!(!good(as_lead.reveal()) && good(as_member.reveal()));
    scene.access.close(Actor::Host, lead.account.subject).unwrap();
    assert!(!good(as_member.reveal()));
}

#[test]
fn a_token_is_revoked_by_its_maker_or_an_officer_and_nobody_of_another_body() {
    let scene = Scene::new();
    let lead = scene.signed_in("kim@saltmere.example", "acute", Role::Lead);
    let other = scene.signed_in("ada@saltmere.example", "acute", Role::Lead);
    let stranger = scene.signed_in("sam@saltmere.example", "care", Role::Officer);
    let (made, text) = scene.access.make_token(&lead, &request("acute", Role::Lead)).unwrap();
    let listed = scene.access.tokens(Actor::Person(&other), &body("acute")).unwrap();
    assert_eq!((listed.len(), listed[0].last_used), (1, None));
    scene.access.authenticate_token(text.reveal()).unwrap().unwrap();
    let listed = scene.access.tokens(Actor::Person(&other), &body("acute")).unwrap();
    assert_eq!(listed[0].last_used.unwrap().to_string(), "2026-11-22");
    assert!(scene.access.tokens(Actor::Person(&stranger), &body("acute")).is_err());
    for person in [&other, &stranger] {
        let refused = scene.access.revoke_token(Actor::Person(person), &body("acute"), &made.id);
        assert!(matches!(refused, Err(AccessError::Denied(_))));
    }
    scene.access.revoke_token(Actor::Person(&lead), &body("acute"), &made.id).unwrap();
    assert!(scene.access.authenticate_token(text.reveal()).unwrap().is_none());
}
