//! Passkeys of bodies: made by an officer on the pages, kept by an authenticator. The key goes into the record, and with it the body signs what
//! binds it; here only the credential's id is kept, by which a browser finds the passkey again. None of them signs anybody in.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use commonweal_record::entry::{BodyId, Instant};
use commonweal_record::key::{KeyId, P256Key, Passkey, PublicKeyBytes, RelyingPartyId};
use commonweal_store::Expected;
use serde::{Deserialize, Serialize};
use webauthn_rs::prelude::{self, COSEAlgorithm, COSEKeyType, ECDSACurve};

use super::account::PersonName;
use super::audit::{Entry, Event};
use super::passkey::{Challenge, StoredCeremony};
use super::policy::Action;
use super::session::Person;
use super::tables::BODY_PASSKEYS;
use super::text::as_text;
use super::{Access, AccessError, Actor, instant};

/// A passkey that was made on these pages to be a key of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyPasskey {
    /// What its maker called it.
    pub name: String,
    /// When it was made.
    pub made: Instant,
    /// The key, as the record has it once it was added.
    pub passkey: Passkey,
    /// The credential's id, in base64 for addresses.
    pub(super) credential: String,
}

/// What is kept of a passkey of a body.
#[derive(Serialize, Deserialize)]
pub(super) struct StoredBodyPasskey {
    name: PersonName,
    #[serde(with = "as_text")]
    made: Instant,
    credential: String,
    key: String,
    #[serde(with = "as_text")]
    rp_id: RelyingPartyId,
}

impl StoredBodyPasskey {
    fn opened(self) -> Result<BodyPasskey, AccessError> {
        let Self { name, made, credential, key, rp_id } = self;
        let damaged =
            |reason: &str| AccessError::Damaged { table: "body_passkey", reason: reason.to_owned() };
        match PublicKeyBytes::from_base64(&key) {
            Ok(PublicKeyBytes::P256(key)) => {
                Ok(BodyPasskey { name: name.to_string(), made, passkey: Passkey { key, rp_id }, credential })
            }
            Ok(PublicKeyBytes::Ed25519(_)) => Err(damaged("the key is not of P-256")),
            Err(error) => Err(damaged(&error.to_string())),
        }
    }
}

impl Access {
    /// The passkeys that were made for a body, those too that no log has yet.
    ///
    /// # Errors
    /// What the store says.
    pub fn body_passkeys(&self, body: &BodyId) -> Result<Vec<BodyPasskey>, AccessError> {
        let listed = BODY_PASSKEYS.list(self.store.as_ref(), &format!("{body}/"), self.now()?)?;
        listed.into_iter().map(|(_, found)| found.value.opened()).collect()
    }

    /// Asks an officer's authenticator for a passkey of a body, which is `called` so.
    ///
    /// # Errors
    /// [`AccessError::Denied`], [`AccessError::SignInAgain`], [`AccessError::NoSite`].
    pub fn begin_body_passkey(
        &self,
        person: &Person,
        body: &BodyId,
        called: &str,
    ) -> Result<Challenge, AccessError> {
        let now = self.now()?;
        Actor::Person(person).may(Action::KeepBodyKeys, body)?;
        person.session.must_be_fresh(now)?;
        // Before the authenticator makes a key that no record could take.
        self.passkeys()?.rp_id()?;
        let known = self.body_passkeys(body)?;
        let known = known.iter().filter_map(|own| URL_SAFE_NO_PAD.decode(&own.credential).ok()).collect();
        let (options, state) = self.passkeys()?.register_of_body(body, called, known)?;
        let (subject, body) = (person.account.subject, body.clone());
        self.keep(&StoredCeremony::BodyPasskey { subject, body, state }, &options, now)
    }

    /// Keeps the passkey that answers [`begin_body_passkey`](Self::begin_body_passkey), under a name that its maker gives it. It is a key of
    /// the body once the record says so.
    ///
    /// # Errors
    /// [`AccessError::Denied`], [`AccessError::Passkey`], [`AccessError::CeremonyGone`].
    pub fn finish_body_passkey(
        &self,
        person: &Person,
        of: &BodyId,
        ceremony: &str,
        response: &str,
        name: &str,
    ) -> Result<BodyPasskey, AccessError> {
        let now = self.now()?;
        let name: PersonName = name.parse()?;
        Actor::Person(person).may(Action::KeepBodyKeys, of)?;
        let StoredCeremony::BodyPasskey { subject, body, state } = self.take(ceremony)? else {
            return Err(AccessError::CeremonyGone);
        };
        if (subject, &body) != (person.account.subject, of) {
            return Err(AccessError::CeremonyGone);
        }
        let made = self.passkeys()?.registered(response, &state)?;
        let passkey = Passkey { key: point(&made)?, rp_id: self.passkeys()?.rp_id()? };
        let stored = StoredBodyPasskey {
            name,
            made: instant(now)?,
            credential: URL_SAFE_NO_PAD.encode(made.cred_id()),
            key: passkey.key.to_base64(),
            rp_id: passkey.rp_id.clone(),
        };
        let place = place_of(of, passkey.id());
        self.store.write(&[BODY_PASSKEYS.put(place, &stored, Expected::Absent, None)?])?;
        stored.opened()
    }

    /// Forgets a passkey that no record took up, so that the same authenticator can make another.
    ///
    /// # Errors
    /// [`AccessError::Denied`], and what the store says.
    pub fn forget_body_passkey(&self, person: &Person, body: &BodyId, key: KeyId) -> Result<(), AccessError> {
        Actor::Person(person).may(Action::KeepBodyKeys, body)?;
        Ok(self.store.write(&[BODY_PASSKEYS.remove(place_of(body, key), Expected::Any)])?)
    }

    /// Writes down who added a key of a body to the register.
    ///
    /// # Errors
    /// What the store says.
    pub fn note_body_key_added(&self, person: &Person, body: &BodyId) -> Result<(), AccessError> {
        let entry = Entry { body: Some(body), ..Entry::of(&person.account, Event::BodyKeyAdded) };
        Ok(self.store.write(&self.audited(&entry, self.now()?)?)?)
    }

    /// Writes down who revoked a key of a body in the register, and forgets its credential, so that the same authenticator can make another.
    ///
    /// # Errors
    /// What the store says.
    pub fn note_body_key_revoked(
        &self,
        person: &Person,
        body: &BodyId,
        key: KeyId,
    ) -> Result<(), AccessError> {
        let entry = Entry { body: Some(body), ..Entry::of(&person.account, Event::BodyKeyRevoked) };
        let mut changes = self.audited(&entry, self.now()?)?;
        changes.push(BODY_PASSKEYS.remove(place_of(body, key), Expected::Any));
        Ok(self.store.write(&changes)?)
    }
}

fn place_of(body: &BodyId, key: KeyId) -> String {
    format!("{body}/{key}")
}

/// The point of a key of ES256.
fn point(made: &prelude::Passkey) -> Result<P256Key, AccessError> {
    let refused = |reason: &str| AccessError::Passkey { reason: reason.to_owned() };
    let key = made.get_public_key();
    let COSEKeyType::EC_EC2(point) = &key.key else { return Err(refused("it is no key of ES256")) };
    if key.type_ != COSEAlgorithm::ES256 || point.curve != ECDSACurve::SECP256R1 {
        return Err(refused("it is no key of ES256"));
    }
    let (x, y) = (point.x.as_slice().try_into(), point.y.as_slice().try_into());
    let (Ok(x), Ok(y)) = (x, y) else { return Err(refused("its point has another length")) };
    P256Key::from_coordinates(x, y).map_err(|error| refused(&error.to_string()))
}
