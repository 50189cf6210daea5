//! Getting in again after password and factors are lost: a link made by somebody who knows the person, used once, within a day.

use commonweal_record::entry::{Instant, SubjectId};
use commonweal_store::Expected;
use serde::{Deserialize, Serialize};

use super::account::{AccountState, EmailAddress};
use super::audit::{Entry, Event};
use super::factors::{Factors, Level};
use super::invitation::{Notice, NoticePurpose};
use super::password;
use super::policy::Action;
use super::secret::{SecretText, hash};
use super::session::subject_of;
use super::sign_in::SignedIn;
use super::tables::{ACCOUNTS, FACTORS, Found, IDENTITIES, PASSKEYS, RESETS};
use super::text::{as_text, as_text_or_none};
use super::{Access, AccessError, Account, Actor, instant};

/// A reset link is good for a day.
pub const VALID_SECONDS: u64 = 24 * 60 * 60;

/// A reset link as it is kept.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct StoredReset {
    #[serde(with = "as_text_or_none")]
    by: Option<SubjectId>,
    #[serde(with = "as_text")]
    made: Instant,
}

impl Access {
    /// Makes a reset link for somebody whose identity the maker has checked. Links made before end.
    ///
    /// # Errors
    /// [`AccessError::Denied`], [`AccessError::Gone`] for a closed account.
    pub fn make_reset(&self, actor: Actor<'_>, subject: SubjectId) -> Result<Notice, AccessError> {
        let now = self.now()?;
        let account = self.account(subject)?.value;
        actor.may_with(Action::ResetSignIn, &account)?;
        if account.state != AccountState::Active {
            return Err(AccessError::Gone { what: "open account" });
        }
        let token = SecretText::random(&subject.0, &self.surroundings)?;
        let stored = StoredReset { by: actor.subject(), made: instant(now)? };
        let until = now + VALID_SECONDS;
        let entry = Entry { by: actor.subject(), ..Entry::of(&account, Event::ResetMade) };
        let mut changes = self.audited(&entry, now)?;
        changes.extend(self.without_resets(&subject.to_string(), now)?);
        let key = key_of(subject, token.reveal());
        changes.push(RESETS.put(key, &stored, Expected::Absent, Some(until))?);
        self.store.write(&changes)?;
        let path = SecretText::new(format!("/reset/{}", token.reveal()));
        let (to, purpose) = (account.email, NoticePurpose::Reset);
        Ok(Notice { to, purpose, path, until: instant(until)? })
    }

    /// For whom a reset link is.
    ///
    /// # Errors
    /// [`AccessError::LinkGone`].
    pub fn reset(&self, token: &str) -> Result<EmailAddress, AccessError> {
        Ok(self.resettable(token, self.now()?)?.1.email)
    }

    /// Uses a reset link: a new password, nothing else left to sign in with, every session ended, and a new one begun in which a second
    /// factor must be set up.
    ///
    /// # Errors
    /// [`AccessError::LinkGone`], [`AccessError::Password`].
    pub fn use_reset(&self, token: &str, password: &str) -> Result<SignedIn, AccessError> {
        let now = self.now()?;
        let (reset, account) = self.resettable(token, now)?;
        password::check(password, &account.email)?;
        let subject = account.subject.to_string();
        let old = self.factors(&subject, now)?;
        let hash = self.hashing.hash(password, &self.surroundings)?;
        let new = Factors { password: Some(hash), ..Factors::default() };
        let entry = Entry { by: reset.value.by, ..Entry::of(&account, Event::ResetUsed) };
        let mut changes = self.audited(&entry, now)?;
        changes.push(RESETS.remove(key_of(account.subject, token), reset.expected()));
        changes.extend(old.value.passkeys.iter().map(|own| PASSKEYS.remove(own.id(), Expected::Any)));
        changes.extend(old.value.identities.iter().map(|own| IDENTITIES.remove(&own.id, Expected::Any)));
        changes.push(FACTORS.put(subject, &new, old.expected(), None)?);
        changes.extend(self.without_sessions(account.subject, now)?);
        self.begin_with(&account, Level::Password, new.step(Level::Password), changes, now)
    }

    fn resettable(&self, token: &str, now: u64) -> Result<(Found<StoredReset>, Account), AccessError> {
        let subject = subject_of(token).ok_or(AccessError::LinkGone)?;
        let reset = RESETS.get(self.store.as_ref(), &key_of(subject, token), now)?;
        let account = ACCOUNTS.get(self.store.as_ref(), &subject.to_string(), now)?;
        let account = account.map(|found| found.value);
        let account = account.filter(|account| account.state == AccountState::Active);
        reset.zip(account).ok_or(AccessError::LinkGone)
    }
}

fn key_of(subject: SubjectId, token: &str) -> String {
    format!("{subject}/{}", hash(token))
}
