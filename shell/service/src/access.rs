//! People and access: who somebody is, how they prove it, and what they may do about others. Use cases over
//! [`commonweal_store::KeyValue`]; nothing of this is in the record but opaque subject ids.
//!
//! | module | concept |
//! |---|---|
//! | [`policy`] | who may do what with people, invitations and tokens: the whole of it |
//! | [`account`] | a person, and their roles in bodies |
//! | [`people`] | listing, giving roles, closing, erasing |
//! | [`password`], [`totp`], [`recovery_code`], [`passkey`] | what one signs in with |
//! | [`body_passkey`], [`signing`] | passkeys that are keys of a body; what they sign |
//! | [`factors`] | what an account has of these, and what a sign-in still lacks |
//! | [`sign_in`], [`enrol`] | signing in; setting up and removing factors |
//! | [`waiting`] | longer waits after each failure, never for good |
//! | [`session`] | tokens in cookies |
//! | [`invitation`], [`reset`] | links made by an officer or the host |
//! | [`api_token`] | tokens for programs, of one body |
//! | [`draft`] | forms that somebody began |
//! | [`audit`] | what happened, without names |
//!
//! The pages do three things with it: [`Access::authenticate`] for each request, a use case, and what it returns.

pub mod account;
mod actor;
pub mod api_token;
pub mod audit;
pub mod body_passkey;
pub mod draft;
pub mod email;
pub mod enrol;
mod error;
pub mod factors;
pub mod invitation;
mod keys;
pub mod openid;
pub mod passkey;
pub mod password;
pub mod people;
pub mod policy;
pub mod recovery_code;
pub mod reset;
pub(crate) mod secret;
pub mod session;
pub mod sign_in;
pub mod signing;
pub(crate) mod tables;
pub(crate) mod text;
pub mod totp;
pub mod waiting;

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use commonweal_record::entry::Instant;
use commonweal_store::{Expected, KeyValue};

use crate::record::{Place, Surroundings};
use keys::{AccessKeys, Purpose};
use passkey::Passkeys;
use password::Hashing;
use tables::KEY_CHECK;

pub use account::{Account, AccountState, EmailAddress, Membership, PersonName};
pub use actor::Actor;
pub use error::AccessError;
pub use factors::{Level, LinkView, Step, Way};
pub use invitation::{Grant, Notice};
pub use secret::SecretText;
pub use session::{Authentication, Person, Session};
pub use sign_in::SignedIn;
pub use text::word as role_word;

/// The site that people see, to which passkeys are bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// Its address as people type it: `https://record.saltmere.example`, or `http://localhost:8080`.
    pub origin: String,
    /// What it calls itself to a person's authenticator.
    pub name: String,
}

/// The use cases of people and access.
pub struct Access {
    store: Arc<dyn KeyValue>,
    surroundings: Surroundings,
    keys: AccessKeys,
    hashing: Hashing,
    passkeys: Option<Passkeys>,
    provider: Option<openid::Client>,
    site: String,
    /// The site's address as people type it.
    origin: Option<String>,
}

impl Access {
    /// People and access of a place. Without a site, as on the command line, there are no passkeys.
    ///
    /// # Errors
    /// [`AccessError::KeyFile`], [`AccessError::OtherKey`], [`AccessError::Passkey`] for an address that is none.
    pub fn open(place: &Place, site: Option<&Site>) -> Result<Self, AccessError> {
        Self::over(place.store.clone(), &place.folder, site, place.surroundings.clone())
    }

    /// As [`open`](Self::open), over any store, with the key of people's data in `folder`.
    ///
    /// # Errors
    /// As for [`open`](Self::open).
    pub fn over(
        store: Arc<dyn KeyValue>,
        folder: &Path,
        site: Option<&Site>,
        surroundings: Surroundings,
    ) -> Result<Self, AccessError> {
        let keys = AccessKeys::open(folder, &surroundings)?;
        let access = Self {
            store,
            keys,
            hashing: Hashing::default(),
            passkeys: site.map(Passkeys::of).transpose()?,
            provider: None,
            origin: site.map(|site| site.origin.clone()),
            site: site.map_or_else(|| "Commonweal".to_owned(), |site| site.name.clone()),
            surroundings,
        };
        access.check_key()?;
        Ok(access)
    }

    /// With another key nobody could sign in, and nobody would know why.
    fn check_key(&self) -> Result<(), AccessError> {
        let own = self.keys.keyed_hash(Purpose::Check, "");
        match KEY_CHECK.get(self.store.as_ref(), "people", 0)? {
            None => Ok(self.store.write(&[KEY_CHECK.put("people", &own, Expected::Any, None)?])?),
            Some(found) if found.value == own => Ok(()),
            Some(_) => Err(AccessError::OtherKey { path: self.keys.path().to_path_buf() }),
        }
    }

    /// Removes what has expired: sessions, links, waits, old lines of the audit. To be called now and then; gives how many.
    ///
    /// # Errors
    /// What the store says.
    pub fn tidy(&self) -> Result<u64, AccessError> {
        Ok(self.store.sweep(self.now()?)?)
    }

    pub(crate) fn surroundings(&self) -> &Surroundings {
        &self.surroundings
    }

    /// Unix time in seconds.
    fn now(&self) -> Result<u64, AccessError> {
        self.surroundings.now().and_then(Instant::unix_seconds).ok_or_else(no_time)
    }
}

pub(crate) fn instant(seconds: u64) -> Result<Instant, AccessError> {
    Instant::from_unix(seconds).ok_or_else(no_time)
}

pub(crate) fn no_time() -> AccessError {
    AccessError::Machine { what: "time", reason: "the clock shows no instant from 1970 to 9999".to_owned() }
}

impl fmt::Debug for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Access").field("keys", &self.keys).finish_non_exhaustive()
    }
}
