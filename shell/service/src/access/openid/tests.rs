use std::sync::Arc;

use commonweal_store::SqliteStore;
use tempfile::TempDir;

use super::*;
use crate::access::{Actor, Authentication, Grant, Membership, Site, Step, totp};
use crate::record::Surroundings;
use crate::record::policy::Role;

const SITE: &str = "https://record.saltmere.example";
const ISSUER: &str = "https://sign-in.saltmere.example";
const PASSWORD: &str = "four unrelated words here";

fn access(folder: &TempDir) -> Access {
    let store = Arc::new(SqliteStore::open(&folder.path().join("people.sqlite")).unwrap());
    let site = Site { origin: SITE.to_owned(), name: "Saltmere (fictional)".to_owned() };
    Access::over(store, folder.path(), Some(&site), Surroundings::of_this_machine()).unwrap()
}

/// Somebody who is fully signed in.
fn signed_in(access: &Access, email: &str) -> SignedIn {
    let membership = Membership { body: "acute".parse().unwrap(), role: Role::Member };
    let notice = access.invite(Actor::Host, email.parse().unwrap(), Grant::Membership(membership)).unwrap();
    let invitation = notice.path.reveal().rsplit('/').next().unwrap();
    let begun = access.accept(invitation, "Sam Example", PASSWORD).unwrap();
    let secret = access.begin_authenticator_app(begun.token.reveal()).unwrap();
    let code = totp::code_now(&secret, access.surroundings()).unwrap();
    access.finish_authenticator_app(begun.token.reveal(), code.reveal()).unwrap().signed_in
}

fn identity(subject: &str, made_sure: MadeSure) -> Identity {
    Identity { issuer: ISSUER.to_owned(), subject: subject.to_owned(), made_sure }
}

fn link(access: &Access, session: &SignedIn, subject: &str) -> Result<(), AccessError> {
    let own = session.account.subject.to_string();
    let now = access.now().unwrap();
    access.link(&own, session.token.reveal(), &identity(subject, MadeSure::ByOne), now)
}

fn comes_as(access: &Access, subject: &str, made_sure: MadeSure) -> Result<SignedIn, AccessError> {
    access.sign_in_as(&identity(subject, made_sure), access.now().unwrap())
}

fn settings(issuer: &str) -> ProviderSettings {
    ProviderSettings {
        issuer: issuer.to_owned(),
        client_id: "commonweal".to_owned(),
        secret: SecretText::new("of no worth".to_owned()),
        name: "Saltmere Sign-in".to_owned(),
    }
}

#[test]
fn an_identity_signs_in_the_account_that_was_linked_with_it_and_no_other() {
    let folder = TempDir::new().unwrap();
    let access = access(&folder);
    let sam = signed_in(&access, "sam@saltmere.example");
    assert!(matches!(comes_as(&access, "sam", MadeSure::ByMoreThanOne), Err(AccessError::NotLinked)));
    link(&access, &sam, "sam").unwrap();
    let back = comes_as(&access, "sam", MadeSure::ByMoreThanOne).unwrap();
    assert_eq!((back.account.subject, back.step), (sam.account.subject, None));
    let Authentication::Person(person) = access.authenticate(back.token.reveal()).unwrap() else {
        panic!("not fully signed in");
    };
    assert_eq!(person.session.level, Level::Provider);
    assert!(matches!(comes_as(&access, "sam2", MadeSure::ByMoreThanOne), Err(AccessError::NotLinked)));
}

#[test]
fn a_provider_that_asked_for_one_factor_leaves_the_other_to_us() {
    let folder = TempDir::new().unwrap();
    let access = access(&folder);
    link(&access, &signed_in(&access, "sam@saltmere.example"), "sam").unwrap();
    let back = comes_as(&access, "sam", MadeSure::ByOne).unwrap();
    assert!(matches!(back.step, Some(Step::SecondFactor(_))));
    let token = back.token.reveal();
    assert!(matches!(access.authenticate(token).unwrap(), Authentication::Unfinished(_)));
}

#[test]
fn two_accounts_are_not_linked_with_one_identity_and_a_session_links_its_own_account_alone() {
    let folder = TempDir::new().unwrap();
    let access = access(&folder);
    let sam = signed_in(&access, "sam@saltmere.example");
    let kim = signed_in(&access, "kim@saltmere.example");
    link(&access, &sam, "sam").unwrap();
    assert!(matches!(link(&access, &kim, "sam"), Err(AccessError::LinkedAlready)));
    let sams = sam.account.subject.to_string();
    let identity = identity("kim", MadeSure::ByOne);
    let stolen = access.link(&sams, kim.token.reveal(), &identity, access.now().unwrap());
    assert!(matches!(stolen, Err(AccessError::CeremonyGone)));
}

#[test]
fn a_link_ends_when_it_is_taken_away_with_a_reset_and_with_the_account() {
    let folder = TempDir::new().unwrap();
    let access = access(&folder);
    let is_known = || comes_as(&access, "sam", MadeSure::ByMoreThanOne).is_ok();
    let sam = signed_in(&access, "sam@saltmere.example");
    let subject = sam.account.subject;

    link(&access, &sam, "sam").unwrap();
    let Authentication::Person(person) = access.authenticate(sam.token.reveal()).unwrap() else {
        panic!("not fully signed in");
    };
    let links = access.factor_list(&person).unwrap().links;
    assert_eq!(links.iter().map(|link| link.issuer.as_str()).collect::<Vec<_>>(), [ISSUER]);
    access.unlink(sam.token.reveal(), &links[0].id).unwrap();
    assert!(!is_known());

    link(&access, &sam, "sam").unwrap();
    let reset = access.make_reset(Actor::Host, subject).unwrap();
    access.use_reset(reset.path.reveal().rsplit('/').next().unwrap(), "five other words here").unwrap();
    assert!(!is_known());

    let kim = signed_in(&access, "kim@saltmere.example");
    link(&access, &kim, "sam").unwrap();
    assert!(is_known());
    access.erase(Actor::Host, kim.account.subject).unwrap();
    assert!(!is_known());
    link(&access, &signed_in(&access, "kim@saltmere.example"), "sam").unwrap();
}

#[test]
fn a_provider_beyond_this_machine_is_spoken_to_with_encryption() {
    let folder = TempDir::new().unwrap();
    let refused = access(&folder).with_provider(settings("http://sign-in.saltmere.example"));
    let said = refused.unwrap_err().to_string();
    assert!(said.contains("http://sign-in.saltmere.example") && said.contains("https://"), "{said}");
    let refused = access(&folder).with_provider(settings("not an address"));
    assert!(matches!(refused, Err(AccessError::ProviderSettings { .. })));
    for fine in [ISSUER, "http://localhost:9000"] {
        assert_eq!(
            access(&folder).with_provider(settings(fine)).unwrap().provider_name(),
            Some("Saltmere Sign-in")
        );
    }
}

#[test]
fn without_a_provider_or_with_one_that_is_silent_somebody_is_told() {
    let folder = TempDir::new().unwrap();
    let none = access(&folder);
    assert_eq!(none.provider_name(), None);
    let said = none.set_out_to_sign_in("192.0.2.1", "/").unwrap_err();
    assert!(matches!(said, AccessError::Gone { .. }));
    // Port 9 of this machine: nobody listens there.
    let silent = none.with_provider(settings("http://127.0.0.1:9")).unwrap();
    let said = silent.set_out_to_sign_in("192.0.2.1", "/").unwrap_err();
    assert!(matches!(said, AccessError::Provider { .. }), "{said}");
}
