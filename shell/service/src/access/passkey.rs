//! Passkeys (W3C Web Authentication): registered, used as a second factor, and used alone. The checks are those of webauthn-rs, with user
//! verification required throughout; what a ceremony must remember is kept for five minutes and used once.

use commonweal_record::entry::{BodyId, Instant, SubjectId};
use commonweal_record::key::{KeyError, RelyingPartyId};
use commonweal_store::Expected;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use webauthn_rs::prelude::{
    AuthenticationResult, CredentialID, DiscoverableAuthentication, Passkey, PasskeyAuthentication,
    PasskeyRegistration, PublicKeyCredential, RegisterPublicKeyCredential, Url, Uuid, WebauthnError,
};
use webauthn_rs::{Webauthn, WebauthnBuilder};

use super::account::{Account, AccountState, PersonName};
use super::audit::{Entry, Event};
use super::factors::{Factors, Level, PasskeyView};
use super::openid::StoredVisit;
use super::secret::{entropy, hash, hexadecimal};
use super::sign_in::SignedIn;
use super::signing::StoredSigning;
use super::tables::{ACCOUNTS, CEREMONIES, FACTORS};
use super::text::{as_text, as_text_or_none};
use super::{Access, AccessError, Site, instant};

/// How long a ceremony may take.
const CEREMONY_SECONDS: u64 = 5 * 60;

/// The number of ECDSA over P-256 with SHA-256 (RFC 9053 §2.1).
const ES256: i32 = -7;

/// A passkey of an account.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct OwnPasskey {
    pub(super) name: PersonName,
    #[serde(with = "as_text")]
    pub(super) created: Instant,
    #[serde(with = "as_text_or_none")]
    pub(super) last_used: Option<Instant>,
    pub(super) key: Passkey,
}

/// What a ceremony must remember between its two halves.
#[derive(Serialize, Deserialize)]
pub(super) enum StoredCeremony {
    /// Adding a passkey to an account.
    Register { subject: String, state: PasskeyRegistration },
    /// Accepting an invitation with a passkey.
    Accept {
        #[serde(with = "as_text")]
        subject: SubjectId,
        name: PersonName,
        invitation: String,
        state: PasskeyRegistration,
    },
    /// A second factor.
    Confirm { subject: String, state: PasskeyAuthentication },
    /// Signing in with a passkey alone.
    Alone { state: DiscoverableAuthentication },
    /// Making a passkey that becomes a key of a body.
    BodyPasskey {
        #[serde(with = "as_text")]
        subject: SubjectId,
        #[serde(with = "as_text")]
        body: BodyId,
        state: PasskeyRegistration,
    },
    /// Signing an intent with a passkey of its body.
    Sign(StoredSigning),
    /// A visit to the organisation's provider.
    Provider(StoredVisit),
}

/// The first half of a ceremony, for the page's script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Challenge {
    /// Comes back with the answer.
    pub ceremony: String,
    /// JSON for `navigator.credentials.create` or `get`; its binary members are base64 for addresses.
    pub options: String,
}

/// The relying party.
pub(super) struct Passkeys {
    webauthn: Webauthn,
    /// The host of the site's address.
    host: String,
}

impl Passkeys {
    pub(super) fn of(site: &Site) -> Result<Self, AccessError> {
        let wrong = |reason: String| AccessError::Passkey { reason };
        let origin = Url::parse(&site.origin).map_err(|error| wrong(format!("{}: {error}", site.origin)))?;
        let host = origin.host_str().ok_or_else(|| wrong(format!("{} names no host", site.origin)))?;
        let builder = WebauthnBuilder::new(host, &origin).map_err(refused)?;
        let webauthn = builder.rp_name(&site.name).build().map_err(refused)?;
        Ok(Self { webauthn, host: host.to_owned() })
    }

    /// The name that every passkey of this site signs for.
    ///
    /// # Errors
    /// [`AccessError::Passkey`] where the address is none that a key of the record can be bound to, such as an IP address.
    pub(super) fn rp_id(&self) -> Result<RelyingPartyId, AccessError> {
        self.host.parse().map_err(|error: KeyError| AccessError::Passkey { reason: error.to_string() })
    }

    /// Asks for a passkey of ES256, the only kind that the record takes, that is a key of a body and none of `known`. The body is its user:
    /// it signs nobody in.
    pub(super) fn register_of_body(
        &self,
        body: &BodyId,
        called: &str,
        known: Vec<CredentialID>,
    ) -> Result<(Value, PasskeyRegistration), AccessError> {
        let mut user = [0; 16];
        user.copy_from_slice(&Sha256::digest(format!("commonweal/body/v1\n{body}"))[..16]);
        let user = Uuid::from_bytes(user);
        let started = self.webauthn.start_passkey_registration(user, body.as_str(), called, Some(known));
        let (options, state) = started.map_err(refused)?;
        let mut options = json(&options)?;
        options["publicKey"]["pubKeyCredParams"] = json!([{ "type": "public-key", "alg": ES256 }]);
        options["publicKey"]["authenticatorSelection"]["residentKey"] = "preferred".into();
        Ok((options, state))
    }

    /// Asks for a discoverable passkey that is none of `factors`.
    pub(super) fn register(
        &self,
        subject: SubjectId,
        email: &str,
        name: &str,
        factors: &Factors,
    ) -> Result<(Value, PasskeyRegistration), AccessError> {
        let known = factors.passkeys.iter().map(|own| own.key.cred_id().clone()).collect();
        let (options, state) = self
            .webauthn
            .start_passkey_registration(Uuid::from_bytes(subject.0), email, name, Some(known))
            .map_err(refused)?;
        let mut options = json(&options)?;
        // So that it can be used alone: the account is found by the passkey.
        options["publicKey"]["authenticatorSelection"]["residentKey"] = "required".into();
        options["publicKey"]["authenticatorSelection"]["requireResidentKey"] = true.into();
        Ok((options, state))
    }

    pub(super) fn registered(
        &self,
        response: &str,
        state: &PasskeyRegistration,
    ) -> Result<Passkey, AccessError> {
        let response: RegisterPublicKeyCredential = read(response)?;
        self.webauthn.finish_passkey_registration(&response, state).map_err(refused)
    }
}

impl OwnPasskey {
    pub(super) fn new(key: Passkey, name: PersonName, now: u64) -> Result<Self, AccessError> {
        Ok(Self { name, created: instant(now)?, last_used: None, key })
    }

    /// By which it is looked up and removed: the hash of the credential's id.
    pub(super) fn id(&self) -> String {
        id_of(self.key.cred_id())
    }

    pub(super) fn view(&self) -> PasskeyView {
        PasskeyView {
            id: self.id(),
            name: self.name.to_string(),
            created: self.created,
            last_used: self.last_used,
        }
    }
}

impl Access {
    /// Asks for a passkey of the account as second factor of a session that a password began.
    ///
    /// # Errors
    /// [`AccessError::NotSignedIn`], [`AccessError::NoSite`].
    pub fn begin_confirmation(&self, token: &str) -> Result<Challenge, AccessError> {
        let now = self.now()?;
        let current = self.needed(token, now)?;
        let factors = self.factors(&current.subject, now)?.value;
        let keys: Vec<Passkey> = factors.passkeys.into_iter().map(|own| own.key).collect();
        let (options, state) =
            self.passkeys()?.webauthn.start_passkey_authentication(&keys).map_err(refused)?;
        self.keep(&StoredCeremony::Confirm { subject: current.subject, state }, &json(&options)?, now)
    }

    /// Confirms with the answer to [`begin_confirmation`](Self::begin_confirmation). The old token ends.
    ///
    /// # Errors
    /// [`AccessError::Passkey`], [`AccessError::CeremonyGone`], [`AccessError::NotSignedIn`].
    pub fn finish_confirmation(
        &self,
        token: &str,
        ceremony: &str,
        response: &str,
    ) -> Result<SignedIn, AccessError> {
        let StoredCeremony::Confirm { subject, state } = self.take(ceremony)? else {
            return Err(AccessError::CeremonyGone);
        };
        self.confirm(token, Event::SecondFactorGiven, |factors, current, now| {
            if current != subject {
                return Err(AccessError::CeremonyGone);
            }
            let response: PublicKeyCredential = read(response)?;
            let result = self
                .passkeys()?
                .webauthn
                .finish_passkey_authentication(&response, &state)
                .map_err(refused)?;
            used(factors, &result, now)
        })
    }

    /// Asks for whatever passkey somebody has for this site. `client` is the address that the request comes from.
    ///
    /// # Errors
    /// [`AccessError::NoSite`], [`AccessError::Wait`].
    pub fn begin_passkey_sign_in(&self, client: &str) -> Result<Challenge, AccessError> {
        let now = self.now()?;
        self.count(&[self.count_of_beginning(client)], now)?;
        let (options, state) =
            self.passkeys()?.webauthn.start_discoverable_authentication().map_err(refused)?;
        let mut options = json(&options)?;
        // Whether the browser offers it in a field or in a dialogue is the page's to say.
        if let Some(members) = options.as_object_mut() {
            members.remove("mediation");
        }
        self.keep(&StoredCeremony::Alone { state }, &options, now)
    }

    /// Signs in with the answer to [`begin_passkey_sign_in`](Self::begin_passkey_sign_in), both factors in one.
    ///
    /// # Errors
    /// [`AccessError::Passkey`], [`AccessError::CeremonyGone`].
    pub fn finish_passkey_sign_in(
        &self,
        ceremony: &str,
        response: &str,
        client: &str,
    ) -> Result<SignedIn, AccessError> {
        let now = self.now()?;
        let StoredCeremony::Alone { state } = self.take(ceremony)? else {
            return Err(AccessError::CeremonyGone);
        };
        let response: PublicKeyCredential = read(response)?;
        let unknown = || AccessError::Passkey { reason: "it is not known here".to_owned() };
        let (user, credential) =
            self.passkeys()?.webauthn.identify_discoverable_authentication(&response).map_err(refused)?;
        let subject = SubjectId(user.into_bytes()).to_string();
        let account = ACCOUNTS.get(self.store.as_ref(), &subject, now)?.map(|found| found.value);
        let account: Account =
            account.filter(|account| account.state == AccountState::Active).ok_or_else(unknown)?;
        let mut factors = self.factors(&subject, now)?;
        let own = factors.value.passkeys.iter().find(|own| own.key.cred_id().as_slice() == credential);
        let key = own.ok_or_else(unknown)?.key.clone();
        let checked = self.passkeys()?.webauthn.finish_discoverable_authentication_v2(&response, state, &key);
        let entry = Entry::of(&account, Event::PasskeyGiven);
        if let Err(error) = checked.map_err(refused).and_then(|it| used(&mut factors.value, &it, now)) {
            self.store.write(&self.audited(&entry.refused(), now)?)?;
            return Err(error);
        }
        let mut changes = self.audited(&entry, now)?;
        changes.push(FACTORS.put(subject, &factors.value, factors.expected(), None)?);
        let signed_in = self.begin_with(&account, Level::Passkey, None, changes, now)?;
        self.uncount(&self.count_of_beginning(client), now)?;
        Ok(signed_in)
    }

    pub(super) fn passkeys(&self) -> Result<&Passkeys, AccessError> {
        self.passkeys.as_ref().ok_or(AccessError::NoSite)
    }

    /// Keeps a ceremony until its answer comes.
    pub(super) fn keep(
        &self,
        ceremony: &StoredCeremony,
        options: &Value,
        now: u64,
    ) -> Result<Challenge, AccessError> {
        let id: [u8; 16] = entropy(&self.surroundings)?;
        let id = hexadecimal(&id);
        let until = Some(now + CEREMONY_SECONDS);
        self.store.write(&[CEREMONIES.put(id.clone(), ceremony, Expected::Absent, until)?])?;
        Ok(Challenge { ceremony: id, options: options.to_string() })
    }

    /// Takes a ceremony out, whatever its answer is worth.
    pub(super) fn take(&self, id: &str) -> Result<StoredCeremony, AccessError> {
        let found = CEREMONIES.get(self.store.as_ref(), id, self.now()?)?;
        let found = found.ok_or(AccessError::CeremonyGone)?;
        match self.store.write(&[CEREMONIES.remove(id, found.expected())]).map_err(AccessError::from) {
            Err(AccessError::Changed) => Err(AccessError::CeremonyGone),
            other => other.map(|()| found.value),
        }
    }
}

/// Notes the use of a passkey.
fn used(factors: &mut Factors, result: &AuthenticationResult, now: u64) -> Result<(), AccessError> {
    let refused = |reason: &str| AccessError::Passkey { reason: reason.to_owned() };
    if !result.user_verified() {
        return Err(refused("it did not ask who is using it"));
    }
    let own = factors.passkeys.iter_mut().find(|own| own.key.cred_id() == result.cred_id());
    let own = own.ok_or_else(|| refused("it is not one of this account"))?;
    own.key.update_credential(result);
    own.last_used = Some(instant(now)?);
    Ok(())
}

pub(super) fn id_of(credential: &[u8]) -> String {
    hash(&hexadecimal(credential))
}

fn json(options: &impl Serialize) -> Result<Value, AccessError> {
    serde_json::to_value(options).map_err(|error| AccessError::Passkey { reason: error.to_string() })
}

pub(super) fn read<T: for<'de> Deserialize<'de>>(response: &str) -> Result<T, AccessError> {
    serde_json::from_str(response).map_err(|error| AccessError::Passkey { reason: error.to_string() })
}

#[expect(clippy::needless_pass_by_value, reason = "the form that map_err takes")]
fn refused(error: WebauthnError) -> AccessError {
    AccessError::Passkey { reason: error.to_string() }
}
