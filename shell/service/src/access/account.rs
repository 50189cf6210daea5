//! A person's account: who it is, and what they are within which bodies.

use std::fmt;
use std::str::FromStr;

use commonweal_record::entry::{BodyId, Instant, SubjectId};
use serde::{Deserialize, Serialize};

use super::text::{as_role, as_text};
use crate::record::policy::Role;

/// Longest name, in characters.
const LONGEST_NAME: usize = 100;
/// Longest address, in bytes (RFC 5321 §4.5.3.1.3, less the brackets).
const LONGEST_EMAIL: usize = 254;

/// A person. Erasing it leaves the opaque subject id in the record, and nothing that leads back from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// The opaque id by which the record knows the person (`actor`).
    #[serde(with = "as_text")]
    pub subject: SubjectId,
    /// What the person is called.
    pub name: PersonName,
    /// Where the person is written to, and signs in with.
    pub email: EmailAddress,
    /// What the person is within bodies; one role a body.
    pub memberships: Vec<Membership>,
    /// Whether the person runs the machine.
    pub is_host: bool,
    /// Since when.
    #[serde(with = "as_text")]
    pub created: Instant,
    /// Whether it can be used.
    pub state: AccountState,
}

/// Whether an account can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountState {
    /// It can.
    Active,
    /// Nobody signs in with it; its name still explains old facts.
    Closed,
}

/// What a person is within a body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    /// The body.
    #[serde(with = "as_text")]
    pub body: BodyId,
    /// Member, lead or officer.
    #[serde(with = "as_role")]
    pub role: Role,
}

impl Account {
    /// What the person is within `body`, for the record's policy: a visitor where not a member. The host's flag does not count here.
    pub fn role_in(&self, body: &BodyId) -> Role {
        let of = self.memberships.iter().find(|membership| membership.body == *body);
        of.map_or(Role::Visitor, |membership| membership.role)
    }

    /// Gives the person a role in a body, in the place of the one they had there.
    pub(crate) fn give(&mut self, membership: Membership) {
        self.memberships.retain(|held| held.body != membership.body);
        self.memberships.push(membership);
        self.memberships.sort_by(|left, right| left.body.cmp(&right.body));
    }
}

/// Why a name or an address cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AccountError {
    /// The name.
    #[error("Write your name in 1 to {LONGEST_NAME} characters, without line breaks.")]
    Name,
    /// The address.
    #[error("'{}' is not an e-mail address. Write it as name@example.org.", found.escape_debug())]
    Email {
        /// What was given.
        found: String,
    },
}

/// What a person is called: 1 to 100 characters, none that steers a terminal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PersonName(String);

impl PersonName {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for PersonName {
    type Err = AccountError;

    fn from_str(text: &str) -> Result<Self, AccountError> {
        let text = text.trim();
        let length = text.chars().count();
        if (1..=LONGEST_NAME).contains(&length) && !text.chars().any(char::is_control) {
            return Ok(Self(text.to_owned()));
        }
        Err(AccountError::Name)
    }
}

/// An e-mail address. Two are the same person's if they differ in case alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EmailAddress(String);

impl EmailAddress {
    /// As it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands before the last `@`.
    pub(crate) fn local_part(&self) -> &str {
        self.0.rsplit_once('@').map_or(self.0.as_str(), |(local, _)| local)
    }

    /// Whether both reach the same mailbox, however they are written.
    pub fn is_same_as(&self, other: &Self) -> bool {
        self.folded() == other.folded()
    }

    /// The one spelling by which it is looked up.
    pub(crate) fn folded(&self) -> String {
        self.0.to_lowercase()
    }
}

impl FromStr for EmailAddress {
    type Err = AccountError;

    /// Whether a letter would arrive is only known by sending one: this keeps out what cannot be an address.
    fn from_str(text: &str) -> Result<Self, AccountError> {
        let text = text.trim();
        let fits = text.len() <= LONGEST_EMAIL
            && !text
                .chars()
                .any(|it| it.is_control() || it.is_whitespace() || matches!(it, '<' | '>' | ',' | ';'));
        let has_form = text.rsplit_once('@').is_some_and(|(local, domain)| {
            !local.is_empty() && !local.contains('@') && domain.split('.').all(|label| !label.is_empty())
        });
        if fits && has_form {
            return Ok(Self(text.to_owned()));
        }
        Err(AccountError::Email { found: text.to_owned() })
    }
}

macro_rules! as_string {
    ($($name:ident),+) => {$(
        impl TryFrom<String> for $name {
            type Error = AccountError;

            fn try_from(text: String) -> Result<Self, AccountError> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(it: $name) -> Self {
                it.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

as_string!(PersonName, EmailAddress);
