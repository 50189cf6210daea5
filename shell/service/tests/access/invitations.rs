//! Invitations: for one address, once, for a week.

use commonweal_service::access::{AccessError, Actor, Grant};
use commonweal_service::record::policy::Role;

use crate::scene::{PASSWORD, Scene, body, email, membership, token_of};

const SAM: &str = "sam@saltmere.example";

fn grant(of: &str, role: Role) -> Grant {
    Grant::Membership(membership(of, role))
}

#[test]
fn an_accepted_invitation_gives_its_role_and_no_other() {
    let scene = Scene::new();
    let notice = scene.invited(SAM, "acute", Role::Lead);
    assert!(notice.path.reveal().starts_with("/invitation/"));
    let shown = scene.access.invitation(token_of(&notice)).unwrap();
    assert_eq!((shown.email, shown.grant), (email(SAM), grant("acute", Role::Lead)));
    let account = scene.access.accept(token_of(&notice), "  Sam  ", PASSWORD).unwrap().account;
    assert_eq!(account.role_in(&body("acute")), Role::Lead);
    assert_eq!(account.role_in(&body("care")), Role::Visitor);
    assert!(!account.is_host);
    assert_eq!(account.name.as_str(), "Sam");
}

#[test]
fn an_invitation_is_used_once_and_within_seven_days() {
    let scene = Scene::new();
    let used = scene.invited(SAM, "acute", Role::Member);
    scene.access.accept(token_of(&used), "Sam", PASSWORD).unwrap();
    let late = scene.invited("kim@saltmere.example", "acute", Role::Member);
    let good = scene.invited("ada@saltmere.example", "acute", Role::Member);
    scene.pass(7 * 24 * 3_600);
    scene.access.accept(token_of(&good), "Ada", PASSWORD).unwrap();
    scene.pass(1);
    for gone in [&used, &late] {
        let error = scene.access.accept(token_of(gone), "Kim", PASSWORD).unwrap_err();
        assert!(matches!(error, AccessError::LinkGone), "{error}");
    }
}

#[test]
fn a_refused_password_leaves_the_invitation_as_it_was() {
    let scene = Scene::new();
    let notice = scene.invited(SAM, "acute", Role::Member);
    scene.access.accept(token_of(&notice), "Sam", "short").unwrap_err();
    scene.access.accept(token_of(&notice), "", PASSWORD).unwrap_err();
    scene.access.accept(token_of(&notice), "Sam", PASSWORD).unwrap();
}

#[test]
fn a_second_invitation_of_one_address_joins_the_account_that_there_is() {
    let scene = Scene::new();
    let person = scene.signed_in(SAM, "acute", Role::Member);
    let notice = scene.invited("SAM@saltmere.example", "care", Role::Officer);
    let error = scene.access.accept(token_of(&notice), "Sam again", PASSWORD).unwrap_err();
    assert!(matches!(error, AccessError::AccountExists));
    let other = scene.signed_in("kim@saltmere.example", "care", Role::Member);
    let error = scene.access.accept_as(token_of(&notice), &other).unwrap_err();
    assert!(matches!(error, AccessError::InvitedAnother));
    let account = scene.access.accept_as(token_of(&notice), &person).unwrap();
    assert_eq!(account.role_in(&body("acute")), Role::Member);
    assert_eq!(account.role_in(&body("care")), Role::Officer);
}

#[test]
fn an_officer_invites_into_the_own_body_alone_and_others_invite_nobody() {
    let scene = Scene::new();
    let officer = scene.signed_in(SAM, "acute", Role::Officer);
    let lead = scene.signed_in("kim@saltmere.example", "acute", Role::Lead);
    let host = scene.host();
    let may = |person, grant| {
        scene.access.invite(Actor::Person(person), email("new@saltmere.example"), grant).is_ok()
    };
    assert!(may(&officer, grant("acute", Role::Officer)) && may(&officer, grant("acute", Role::Member)));
    assert!(!may(&officer, grant("care", Role::Member)) && !may(&officer, Grant::Host));
    assert!(!may(&lead, grant("acute", Role::Member)));
    assert!(may(&host, grant("care", Role::Officer)) && may(&host, Grant::Host));
    assert!(!may(&officer, grant("acute", Role::Host)) && !may(&officer, grant("acute", Role::Visitor)));
}

#[test]
fn a_withdrawn_invitation_is_worth_nothing() {
    let scene = Scene::new();
    let officer = scene.signed_in(SAM, "acute", Role::Officer);
    let stranger = scene.signed_in("kim@saltmere.example", "care", Role::Officer);
    let notice = scene.invited("new@saltmere.example", "acute", Role::Member);
    let listed = scene.access.invitations(Actor::Person(&officer), Some(&body("acute"))).unwrap();
    assert_eq!(listed.len(), 1);
    assert!(scene.access.invitations(Actor::Person(&stranger), Some(&body("acute"))).is_err());
    assert!(scene.access.withdraw(Actor::Person(&stranger), &listed[0].id).is_err());
    scene.access.withdraw(Actor::Person(&officer), &listed[0].id).unwrap();
    let error = scene.access.accept(token_of(&notice), "New", PASSWORD).unwrap_err();
    assert!(matches!(error, AccessError::LinkGone));
    assert!(scene.access.invitations(Actor::Host, None).unwrap().is_empty());
}
