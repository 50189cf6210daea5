//! Who asks: somebody of each role in the body of the paths, of others, the host, programs, and nobody.

use axum::http::HeaderName;
use axum::http::header::{AUTHORIZATION, COOKIE};
use commonweal_record::entry::SubjectId;
use commonweal_record::key::KeyId;
use commonweal_service::access::api_token::TokenRequest;
use commonweal_service::access::{
    Access, Actor, Authentication, Grant, Membership, Person, SecretText, SignedIn, totp,
};
use commonweal_service::record::policy::Role;

use crate::pages::tests::example::{ACUTE, COMMUNITY, Example};

/// A body of the example that waits in the queue.
const QUEUED: &str = "ambershaw-care";

/// Somebody, with what their requests carry.
pub(super) struct Asker {
    /// The heading of the column.
    pub(super) called: &'static str,
    /// Cookie or token.
    pub(super) header: Option<(HeaderName, String)>,
    /// Where from.
    pub(super) address: [u8; 4],
    /// A member of the body of the paths, for this asker alone to act on.
    pub(super) victim: SubjectId,
    /// A token of that body, for this asker alone to act on.
    pub(super) token: String,
    /// A key of that body.
    pub(super) key: KeyId,
}

/// Everybody.
pub(super) fn askers(example: &Example) -> Vec<Asker> {
    let access = &example.app().access;
    let key = example.key(ACUTE).key.public().id();
    let of = |body: &str, role| Grant::Membership(Membership { body: body.parse().unwrap(), role });
    let officer = signed_in(example, "officer", of(ACUTE, Role::Officer));
    let token = |role| {
        let body = ACUTE.parse().unwrap();
        let request = TokenRequest { body, role, label: "figures".to_owned(), days: 30 };
        access.make_token(&person(access, &officer), &request).unwrap()
    };
    let bearer = |role| (AUTHORIZATION, format!("Bearer {}", token(role).1.reveal()));
    let cookie = |token: &SecretText| (COOKIE, format!("__Host-commonweal={}", token.reveal()));
    let session = |called: &str, grant| cookie(&signed_in(example, called, grant));
    let headers = [
        ("nobody", None),
        ("begun", Some(cookie(&begun(access, "begun", of(ACUTE, Role::Officer)).token))),
        ("member", Some(session("member", of(ACUTE, Role::Member)))),
        ("lead", Some(session("lead", of(ACUTE, Role::Lead)))),
        ("officer", Some(cookie(&officer))),
        ("partner", Some(session("partner", of(COMMUNITY, Role::Officer)))),
        ("queued", Some(session("queued", of(QUEUED, Role::Officer)))),
        ("host", Some(session("host", Grant::Host))),
        ("m-token", Some(bearer(Role::Member))),
        ("l-token", Some(bearer(Role::Lead))),
    ];
    let asker = |(number, (called, header)): (u8, (&'static str, _))| {
        let acted_on = begun(access, &format!("of-{called}"), of(ACUTE, Role::Member));
        let victim = match access.authenticate(acted_on.token.reveal()).unwrap() {
            Authentication::Unfinished(unfinished) => unfinished.account.subject,
            other => panic!("not somebody halfway in: {other:?}"),
        };
        let token = token(Role::Member).0.id;
        Asker { called, header, address: [192, 0, 2, number], victim, token, key }
    };
    (1..).zip(headers).map(asker).collect()
}

/// Somebody who has chosen a password and has no second factor yet.
fn begun(access: &Access, called: &str, grant: Grant) -> SignedIn {
    let email = format!("{called}@saltmere.example").parse().unwrap();
    let notice = access.invite(Actor::Host, email, grant).unwrap();
    let invitation = notice.path.reveal().rsplit('/').next().unwrap().to_owned();
    access.accept(&invitation, called, "three slow herons landing").unwrap()
}

fn signed_in(example: &Example, called: &str, grant: Grant) -> SecretText {
    let access = &example.app().access;
    let begun = begun(access, called, grant).token;
    let secret = access.begin_authenticator_app(begun.reveal()).unwrap();
    let code = totp::code_now(&secret, example.place().surroundings()).unwrap();
    access.finish_authenticator_app(begun.reveal(), code.reveal()).unwrap().signed_in.token
}

fn person(access: &Access, token: &SecretText) -> Person {
    match access.authenticate(token.reveal()).unwrap() {
        Authentication::Person(person) => *person,
        other => panic!("not signed in: {other:?}"),
    }
}
