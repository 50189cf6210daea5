//! Who there is, and letting people go.

use commonweal_service::access::{AccessError, Actor};
use commonweal_service::record::policy::Role;

use crate::scene::{PASSWORD, Scene, body, email, membership, token_of};

const SAM: &str = "sam@saltmere.example";

fn emails(people: Vec<commonweal_service::access::Account>) -> Vec<String> {
    people.into_iter().map(|account| account.email.to_string()).collect()
}

#[test]
fn members_see_the_people_of_their_body_and_the_host_sees_all() {
    let scene = Scene::new();
    let sam = scene.signed_in(SAM, "acute", Role::Member);
    scene.signed_in("kim@saltmere.example", "care", Role::Member);
    let of =
        |actor: Actor<'_>, of: Option<&str>| scene.access.people(actor, of.map(body).as_ref()).map(emails);
    assert_eq!(of(Actor::Person(&sam), Some("acute")).unwrap(), [SAM]);
    assert!(of(Actor::Person(&sam), Some("care")).is_err());
    assert!(of(Actor::Person(&sam), None).is_err());
    assert_eq!(of(Actor::Host, None).unwrap().len(), 2);
    assert_eq!(of(Actor::Host, Some("care")).unwrap(), ["kim@saltmere.example"]);
    assert!(scene.access.person(Actor::Person(&sam), &email("kim@saltmere.example")).is_err());
}

#[test]
fn an_ended_membership_leaves_the_list_and_the_role() {
    let scene = Scene::new();
    let officer = scene.signed_in("kim@saltmere.example", "acute", Role::Officer);
    let (token, _, _) = scene.with_app(SAM, "acute", Role::Lead);
    let subject = scene.person(&token).account.subject;
    let stranger = scene.signed_in("ada@saltmere.example", "care", Role::Officer);
    assert!(scene.access.end_membership(Actor::Person(&stranger), subject, &body("acute")).is_err());
    scene.access.end_membership(Actor::Person(&officer), subject, &body("acute")).unwrap();
    assert_eq!(scene.person(&token).account.role_in(&body("acute")), Role::Visitor);
    let left = scene.access.people(Actor::Host, Some(&body("acute"))).unwrap();
    assert_eq!(emails(left), ["kim@saltmere.example"]);
    let again = scene.access.end_membership(Actor::Host, subject, &body("acute")).unwrap_err();
    assert!(matches!(again, AccessError::Gone { what: "membership" }));
}

#[test]
fn a_role_is_given_within_the_body_alone() {
    let scene = Scene::new();
    let officer = scene.signed_in("kim@saltmere.example", "acute", Role::Officer);
    let sam = scene.signed_in(SAM, "acute", Role::Member).account.subject;
    let give = |of, role| scene.access.give_role(Actor::Person(&officer), sam, membership(of, role));
    assert_eq!(give("acute", Role::Lead).unwrap().role_in(&body("acute")), Role::Lead);
    assert!(matches!(give("care", Role::Lead), Err(AccessError::Denied(_))));
    assert!(matches!(give("acute", Role::Host), Err(AccessError::Denied(_))));
    let host = scene.access.give_role(Actor::Host, sam, membership("care", Role::Member));
    assert!(matches!(host, Err(AccessError::Gone { .. })), "who is not of a body is invited into it");
}

#[test]
fn a_closed_account_opens_nothing_and_keeps_its_name() {
    let scene = Scene::new();
    let (token, _, _) = scene.with_app(SAM, "acute", Role::Member);
    let subject = scene.person(&token).account.subject;
    let reset = scene.access.make_reset(Actor::Host, subject).unwrap();
    scene.access.close(Actor::Host, subject).unwrap();
    assert!(scene.is_nobody(&token));
    assert!(matches!(scene.access.use_reset(token_of(&reset), PASSWORD), Err(AccessError::LinkGone)));
    assert!(matches!(scene.access.make_reset(Actor::Host, subject), Err(AccessError::Gone { .. })));
    assert_eq!(scene.access.name_of(subject).unwrap().as_deref(), Some("Sam Example"));
}

/// R10, for people: nothing of them is in any file afterwards, and their address is free again.
#[test]
fn an_erased_person_is_in_no_file_and_may_come_back_as_somebody_new() {
    let scene = Scene::new();
    let (token, _, _) = scene.with_app(SAM, "acute", Role::Member);
    let subject = scene.person(&token).account.subject;
    let officer = scene.signed_in("kim@saltmere.example", "acute", Role::Officer);
    assert!(scene.access.erase(Actor::Person(&officer), subject).is_err());
    scene.access.erase(Actor::Host, subject).unwrap();
    assert!(scene.is_nobody(&token));
    assert_eq!(scene.access.name_of(subject).unwrap(), None);
    for file in std::fs::read_dir(scene.folder.path()).unwrap().flatten() {
        let bytes = std::fs::read(file.path()).unwrap();
        for needle in [SAM, "Sam Example"] {
            assert!(!bytes.windows(needle.len()).any(|it| it == needle.as_bytes()), "{needle} in {file:?}");
        }
    }
    let new = scene.accepted(SAM, "care", Role::Member).account.subject;
    assert_ne!(new, subject);
}
