//! The audit of access.

use commonweal_service::access::audit::{AuditScope, Event, Outcome};
use commonweal_service::access::{AccessError, Actor};
use commonweal_service::record::policy::Role;

use crate::scene::{CLIENT, Scene, body};

const SAM: &str = "sam@saltmere.example";

fn events(scene: &Scene, actor: Actor<'_>, scope: &AuditScope) -> Vec<(Event, Outcome)> {
    let page = scene.access.audit(actor, scope, None, 99).unwrap();
    page.events.into_iter().map(|event| (event.event, event.outcome)).collect()
}

#[test]
fn what_happened_is_told_newest_first_to_those_it_concerns() {
    let scene = Scene::new();
    let sam = scene.signed_in(SAM, "acute", Role::Member);
    scene.pass(1);
    scene.access.sign_in(SAM, "a wrong password", CLIENT).unwrap_err();
    let expected = [
        (Event::PasswordGiven, Outcome::Refused),
        (Event::FactorAdded, Outcome::Done),
        (Event::InvitationAccepted, Outcome::Done),
    ];
    let mut own = events(&scene, Actor::Person(&sam), &AuditScope::Oneself);
    assert_eq!(own[0], expected[0]);
    own.sort_by_key(|(event, _)| expected.iter().position(|(known, _)| known == event));
    assert_eq!(own, expected);
    let officer = scene.signed_in("kim@saltmere.example", "acute", Role::Officer);
    let of_body = AuditScope::Body(body("acute"));
    let seen = events(&scene, Actor::Person(&officer), &of_body);
    assert!(expected.iter().all(|event| seen.contains(event)));
    let of_another = AuditScope::Body(body("care"));
    assert!(events(&scene, Actor::Host, &of_another).is_empty());
    for (actor, scope) in [(&sam, &of_body), (&officer, &of_another), (&officer, &AuditScope::Everything)] {
        let refused = scene.access.audit(Actor::Person(actor), scope, None, 9).unwrap_err();
        assert!(matches!(refused, AccessError::Denied(_)), "{refused}");
    }
}

#[test]
fn pages_of_the_audit_join_without_a_gap() {
    let scene = Scene::new();
    scene.signed_in(SAM, "acute", Role::Member);
    let all = events(&scene, Actor::Host, &AuditScope::Everything);
    let (mut read, mut after) = (Vec::new(), None);
    loop {
        let page = scene.access.audit(Actor::Host, &AuditScope::Everything, after.as_deref(), 2).unwrap();
        read.extend(page.events.into_iter().map(|event| (event.event, event.outcome)));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(read, all);
    assert!(all.len() >= 3);
}

#[test]
fn the_audit_holds_no_name_and_no_address_and_ends_after_its_months() {
    let scene = Scene::new();
    scene.signed_in(SAM, "acute", Role::Member);
    let page = scene.access.audit(Actor::Host, &AuditScope::Everything, None, 99).unwrap();
    let text = format!("{:?}", page.events);
    assert!(!text.contains("sam@") && !text.contains("Sam") && !text.contains(CLIENT));
    scene.pass(25 * 31 * 24 * 3_600);
    scene.access.tidy().unwrap();
    assert!(events(&scene, Actor::Host, &AuditScope::Everything).is_empty());
}
