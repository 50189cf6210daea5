//! Signing in through an organisation's own provider (OpenID Connect Core 1.0, the authorization code flow with PKCE, RFC 7636).
//!
//! The provider says who somebody is there, by its own address and an identifier that it never gives to another. Whose account that is here is
//! for the person alone to say: it is linked once, by somebody who is signed in, and never found by an e-mail address.

mod client;

use commonweal_record::entry::Instant;
use commonweal_store::Expected;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::account::{Account, AccountState};
use super::audit::{Entry, Event};
use super::factors::{Level, LinkView};
use super::keys::Purpose;
use super::passkey::StoredCeremony;
use super::secret::{SecretText, hash};
use super::sign_in::SignedIn;
use super::tables::{ACCOUNTS, FACTORS, IDENTITIES};
use super::text::as_text;
use super::{Access, AccessError, instant};
pub(super) use client::Client;

/// The provider, as the host's settings have it.
#[derive(Debug, Clone)]
pub struct ProviderSettings {
    /// Its address, under which its settings are published: `https://sign-in.saltmere.example`.
    pub issuer: String,
    /// What it calls this server.
    pub client_id: String,
    /// What it gave this server to be known by.
    pub secret: SecretText,
    /// What people call it.
    pub name: String,
}

/// Whom the provider says that somebody is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Identity {
    /// The provider.
    pub(super) issuer: String,
    /// Who, there; never given to another (OpenID Connect Core 1.0 §2, `sub`).
    pub(super) subject: String,
    /// How it made sure.
    pub(super) made_sure: MadeSure,
}

/// How a provider made sure of somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MadeSure {
    /// By several factors: it says `mfa` among its methods (RFC 8176 §2).
    ByMoreThanOne,
    /// By one, or it does not say.
    ByOne,
}

/// An identity that an account is linked with.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct OwnIdentity {
    /// Keyed hash of issuer and subject.
    pub(super) id: String,
    /// The provider.
    pub(super) issuer: String,
    #[serde(with = "as_text")]
    pub(super) linked: Instant,
}

impl OwnIdentity {
    pub(super) fn view(&self) -> LinkView {
        LinkView { id: self.id.clone(), issuer: self.issuer.clone(), linked: self.linked }
    }
}

/// What a visit to the provider is for.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) enum Errand {
    /// To sign in, and to go on to a page.
    SignIn {
        /// The page.
        next: String,
    },
    /// To link an account.
    Link {
        /// Whose.
        subject: String,
    },
}

/// What is remembered while somebody is at the provider.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct StoredVisit {
    errand: Errand,
    /// Comes back in the identity token.
    nonce: String,
    /// Shows that whoever changes the code into a token is whoever asked for it (RFC 7636).
    verifier: String,
    /// Hash of the token in the cookie of the browser that set out.
    browser: String,
}

/// Somebody sets out to the provider.
#[derive(Debug, Clone)]
pub struct SetOut {
    /// Where to.
    pub address: String,
    /// Goes into a cookie of this browser, and comes back with it.
    pub browser: SecretText,
}

/// What a browser brings back from the provider.
#[derive(Debug, Clone, Copy)]
pub struct Return<'a> {
    /// The ceremony.
    pub state: &'a str,
    /// What is changed into the identity.
    pub code: &'a str,
    /// The token in the browser's cookie.
    pub browser: &'a str,
    /// The session, where there is one.
    pub session: &'a str,
    /// The address of the request.
    pub client: &'a str,
}

/// What came of it.
#[derive(Debug, Clone)]
pub enum CameBack {
    /// Signed in.
    SignedIn {
        /// The session.
        signed_in: SignedIn,
        /// The page to go on to.
        next: String,
    },
    /// The account is linked.
    Linked,
}

impl Access {
    /// With a provider through which people may sign in.
    ///
    /// # Errors
    /// [`AccessError::ProviderSettings`], [`AccessError::NoSite`].
    pub fn with_provider(mut self, settings: ProviderSettings) -> Result<Self, AccessError> {
        let site = self.origin.as_deref().ok_or(AccessError::NoSite)?;
        self.provider = Some(Client::new(settings, &format!("{site}/sign-in/provider/return"))?);
        Ok(self)
    }

    /// What people call the provider, where there is one.
    pub fn provider_name(&self) -> Option<&str> {
        self.provider.as_ref().map(|provider| provider.settings().name.as_str())
    }

    /// Sets out to sign in. `client` is the address that the request comes from; `next` is the page to go on to.
    ///
    /// # Errors
    /// [`AccessError::Provider`], [`AccessError::Wait`].
    pub fn set_out_to_sign_in(&self, client: &str, next: &str) -> Result<SetOut, AccessError> {
        let now = self.now()?;
        self.count(&[self.count_of_beginning(client)], now)?;
        self.set_out(Errand::SignIn { next: next.to_owned() }, now)
    }

    /// Sets out to link the account of a session: one of not long ago.
    ///
    /// # Errors
    /// [`AccessError::Provider`], [`AccessError::SignInAgain`].
    pub fn set_out_to_link(&self, session: &str) -> Result<SetOut, AccessError> {
        let now = self.now()?;
        let subject = self.trusted(session, now)?.subject;
        self.set_out(Errand::Link { subject }, now)
    }

    fn set_out(&self, errand: Errand, now: u64) -> Result<SetOut, AccessError> {
        let random = || SecretText::random(&[], &self.surroundings);
        let (nonce, verifier, browser) = (random()?, random()?, random()?);
        let visit = StoredVisit {
            errand,
            nonce: nonce.reveal().to_owned(),
            verifier: verifier.reveal().to_owned(),
            browser: hash(browser.reveal()),
        };
        let kept = self.keep(&StoredCeremony::Provider(visit), &Value::Null, now)?;
        let address = self.provider()?.address(&kept.ceremony, &nonce, &verifier, now)?;
        Ok(SetOut { address, browser })
    }

    /// Takes what came back. A session is complete where the provider asked for more than one factor; otherwise ours comes next.
    ///
    /// # Errors
    /// [`AccessError::Provider`], [`AccessError::CeremonyGone`], [`AccessError::NotLinked`].
    pub fn come_back(&self, back: Return<'_>) -> Result<CameBack, AccessError> {
        let now = self.now()?;
        let StoredCeremony::Provider(visit) = self.take(back.state)? else {
            return Err(AccessError::CeremonyGone);
        };
        if visit.browser != hash(back.browser) {
            return Err(AccessError::CeremonyGone);
        }
        let identity = self.provider()?.identity(back.code, &visit.nonce, &visit.verifier, now)?;
        match visit.errand {
            Errand::SignIn { next } => {
                let signed_in = self.sign_in_as(&identity, now)?;
                self.uncount(&self.count_of_beginning(back.client), now)?;
                Ok(CameBack::SignedIn { signed_in, next })
            }
            Errand::Link { subject } => {
                self.link(&subject, back.session, &identity, now)?;
                Ok(CameBack::Linked)
            }
        }
    }

    fn sign_in_as(&self, identity: &Identity, now: u64) -> Result<SignedIn, AccessError> {
        let linked = IDENTITIES.get(self.store.as_ref(), &self.identity_key(identity), now)?;
        let subject = linked.ok_or(AccessError::NotLinked)?.value;
        let account = ACCOUNTS.get(self.store.as_ref(), &subject, now)?.map(|found| found.value);
        let account: Account =
            account.filter(|it| it.state == AccountState::Active).ok_or(AccessError::NotLinked)?;
        let level = match identity.made_sure {
            MadeSure::ByMoreThanOne => Level::Provider,
            MadeSure::ByOne => Level::Password,
        };
        let step = self.factors(&subject, now)?.value.step(level);
        let changes = self.audited(&Entry::of(&account, Event::ProviderVouched), now)?;
        self.begin_with(&account, level, step, changes, now)
    }

    /// Links the account, if the session that brings the identity back is still one of it.
    fn link(&self, subject: &str, session: &str, identity: &Identity, now: u64) -> Result<(), AccessError> {
        let current = self.trusted(session, now)?;
        if current.subject != subject {
            return Err(AccessError::CeremonyGone);
        }
        let id = self.identity_key(identity);
        let own = OwnIdentity { id: id.clone(), issuer: identity.issuer.clone(), linked: instant(now)? };
        let mut factors = self.factors(subject, now)?;
        factors.value.identities.push(own);
        let mut changes = self.audited(&Entry::of(&current.account, Event::ProviderLinked), now)?;
        // Refused where it is linked already, with whomever.
        changes.push(IDENTITIES.put(id, &subject.to_owned(), Expected::Absent, None)?);
        changes.push(FACTORS.put(subject, &factors.value, factors.expected(), None)?);
        self.store.write(&changes).map_err(|error| match AccessError::from(error) {
            AccessError::Changed => AccessError::LinkedAlready,
            other => other,
        })
    }

    /// Takes a link away.
    ///
    /// # Errors
    /// [`AccessError::Gone`], [`AccessError::SignInAgain`].
    pub fn unlink(&self, session: &str, id: &str) -> Result<(), AccessError> {
        let now = self.now()?;
        let current = self.trusted(session, now)?;
        let mut factors = self.factors(&current.subject, now)?;
        let before = factors.value.identities.len();
        factors.value.identities.retain(|own| own.id != id);
        if factors.value.identities.len() == before {
            return Err(AccessError::Gone { what: "link" });
        }
        let mut changes = self.audited(&Entry::of(&current.account, Event::ProviderUnlinked), now)?;
        changes.push(IDENTITIES.remove(id, Expected::Any));
        changes.push(FACTORS.put(current.subject, &factors.value, factors.expected(), None)?);
        Ok(self.store.write(&changes)?)
    }

    fn provider(&self) -> Result<&Client, AccessError> {
        self.provider.as_ref().ok_or(AccessError::Gone { what: "sign-in through an organisation" })
    }

    fn identity_key(&self, identity: &Identity) -> String {
        let text = format!("{}\n{}", identity.issuer, identity.subject);
        self.keys.keyed_hash(Purpose::Identity, &text)
    }
}

#[cfg(test)]
mod tests;
