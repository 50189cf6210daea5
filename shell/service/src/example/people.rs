//! The people of the example place: fictional, with accounts made the way every account is made, and a session each to come in with.

use commonweal_record::entry::BodyId;

use crate::access::totp;
use crate::access::{Access, AccessError, Actor, Grant, Membership, SecretText};
use crate::record::policy::Role;

/// Somebody of the example place, signed in.
#[derive(Debug, Clone)]
pub struct ExamplePerson {
    /// What the person is called.
    pub name: &'static str,
    /// The body.
    pub body: BodyId,
    /// What the person is in it.
    pub role: Role,
    /// The token of a session.
    pub token: SecretText,
}

/// Name, address, body, role.
const PEOPLE: [(&str, &str, &str, Role); 4] = [
    ("Amara Ashdown (fictional)", "amara@acute.saltmere.example", "saltmere-acute", Role::Officer),
    ("Bethan Cole (fictional)", "bethan@community.saltmere.example", "saltmere-community", Role::Officer),
    ("Chidi Marsh (fictional)", "chidi@minds.saltmere.example", "saltmere-minds", Role::Officer),
    ("Dilys Fenn (fictional)", "dilys@acute.saltmere.example", "saltmere-acute", Role::Member),
];

/// Makes the accounts, each with a password nobody knows and an authenticator app nobody has, and signs them in.
///
/// # Errors
/// [`AccessError`].
pub fn write(access: &Access) -> Result<Vec<ExamplePerson>, AccessError> {
    PEOPLE.iter().map(|(name, email, body, role)| person(access, name, email, body, *role)).collect()
}

fn person(
    access: &Access,
    name: &'static str,
    email: &str,
    body: &str,
    role: Role,
) -> Result<ExamplePerson, AccessError> {
    let body: BodyId = body
        .parse()
        .map_err(|error| AccessError::Damaged { table: "example", reason: format!("{error}") })?;
    let grant = Grant::Membership(Membership { body: body.clone(), role });
    let notice = access.invite(Actor::Host, email.parse()?, grant)?;
    let invitation = notice.path.reveal().rsplit('/').next().unwrap_or_default();
    let password = SecretText::random(&[], access.surroundings())?;
    let begun = access.accept(invitation, name, password.reveal())?;
    let secret = access.begin_authenticator_app(begun.token.reveal())?;
    let code = totp::code_now(&secret, access.surroundings())?;
    let enrolled = access.finish_authenticator_app(begun.token.reveal(), code.reveal())?;
    Ok(ExamplePerson { name, body, role, token: enrolled.signed_in.token })
}
