//! Setting up, changing and removing what one signs in with. Each takes a sign-in of the last half hour, or the first second factor being
//! set up; each gives a new token.

use commonweal_store::{Change, Expected};

use super::account::PersonName;
use super::audit::{Entry, Event};
use super::factors::{FactorList, Factors, Level};
use super::passkey::{Challenge, OwnPasskey, StoredCeremony};
use super::password;
use super::recovery_code::RecoveryCodes;
use super::secret::SecretText;
use super::session::{Current, Person};
use super::sign_in::{FoundFactors, SignedIn, count_of_factor, forgotten};
use super::tables::{FACTORS, PASSKEYS, PENDING_TOTP, RESETS};
use super::totp::{self, TotpSecret};
use super::{Access, AccessError};

/// How long a secret that was shown waits for its first code.
const PENDING_SECONDS: u64 = 30 * 60;

/// A factor that was added.
#[derive(Debug, Clone)]
pub struct Enrolled {
    /// The session, now confirmed, under a new token.
    pub signed_in: SignedIn,
    /// The recovery codes, where this is the first second factor: shown now and never again.
    pub recovery_codes: Vec<SecretText>,
}

impl Access {
    /// What the person has to sign in with.
    ///
    /// # Errors
    /// What the store says.
    pub fn factor_list(&self, person: &Person) -> Result<FactorList, AccessError> {
        let subject = person.account.subject.to_string();
        Ok(self.factors(&subject, self.now()?)?.value.view())
    }

    /// Begins to add an authenticator app.
    ///
    /// # Errors
    /// [`AccessError::NotSignedIn`], [`AccessError::NotConfirmed`], [`AccessError::SignInAgain`].
    pub fn begin_authenticator_app(&self, token: &str) -> Result<TotpSecret, AccessError> {
        let now = self.now()?;
        let current = self.trusted(token, now)?;
        let label = (self.site.as_str(), current.account.email.as_str());
        let (pending, shown) = totp::make(&self.keys, &current.subject, label, &self.surroundings)?;
        let until = Some(now + PENDING_SECONDS);
        self.store.write(&[PENDING_TOTP.put(current.subject, &pending, Expected::Any, until)?])?;
        Ok(shown)
    }

    /// Adds the authenticator app, in the place of one that was there, once it shows the right code.
    ///
    /// # Errors
    /// [`AccessError::WrongCode`], [`AccessError::Wait`], [`AccessError::CeremonyGone`].
    pub fn finish_authenticator_app(&self, token: &str, code: &str) -> Result<Enrolled, AccessError> {
        let now = self.now()?;
        let current = self.trusted(token, now)?;
        let counts = [count_of_factor(&current.subject)];
        self.count(&counts, now)?;
        let pending = PENDING_TOTP.get(self.store.as_ref(), &current.subject, now)?;
        let pending = pending.ok_or(AccessError::CeremonyGone)?;
        let mut changes = vec![PENDING_TOTP.remove(current.subject.clone(), pending.expected())];
        let totp = pending.value.confirm(&self.keys, &current.subject, code, now)?;
        changes.extend(forgotten(&counts));
        let mut factors = self.factors(&current.subject, now)?;
        factors.value.totp = Some(totp);
        self.enrolled(current, factors, Level::SecondFactor, changes, now)
    }

    /// Begins to add a passkey.
    ///
    /// # Errors
    /// As for [`begin_authenticator_app`](Self::begin_authenticator_app), and [`AccessError::NoSite`].
    pub fn begin_passkey(&self, token: &str) -> Result<Challenge, AccessError> {
        let now = self.now()?;
        let current = self.trusted(token, now)?;
        let factors = self.factors(&current.subject, now)?.value;
        let account = &current.account;
        let (email, name) = (account.email.as_str(), account.name.as_str());
        let (options, state) = self.passkeys()?.register(account.subject, email, name, &factors)?;
        self.keep(&StoredCeremony::Register { subject: current.subject, state }, &options, now)
    }

    /// Adds the passkey that answers [`begin_passkey`](Self::begin_passkey), under a name that its owner gives it.
    ///
    /// # Errors
    /// [`AccessError::Passkey`], [`AccessError::CeremonyGone`].
    pub fn finish_passkey(
        &self,
        token: &str,
        ceremony: &str,
        response: &str,
        name: &str,
    ) -> Result<Enrolled, AccessError> {
        let now = self.now()?;
        let name: PersonName = name.parse()?;
        let current = self.trusted(token, now)?;
        let StoredCeremony::Register { subject, state } = self.take(ceremony)? else {
            return Err(AccessError::CeremonyGone);
        };
        if subject != current.subject {
            return Err(AccessError::CeremonyGone);
        }
        let own = OwnPasskey::new(self.passkeys()?.registered(response, &state)?, name, now)?;
        // Refused where it is registered already, for whomever.
        let changes = vec![PASSKEYS.put(own.id(), &subject, Expected::Absent, None)?];
        let mut factors = self.factors(&subject, now)?;
        factors.value.passkeys.push(own);
        self.enrolled(current, factors, Level::Passkey, changes, now)
    }

    /// Removes a passkey.
    ///
    /// # Errors
    /// [`AccessError::LastFactor`], [`AccessError::Gone`], [`AccessError::SignInAgain`].
    pub fn remove_passkey(&self, token: &str, id: &str) -> Result<(), AccessError> {
        self.remove_factor(token, |factors| {
            let before = factors.passkeys.len();
            factors.passkeys.retain(|own| own.id() != id);
            if factors.passkeys.len() == before {
                return Err(AccessError::Gone { what: "passkey" });
            }
            Ok(Some(PASSKEYS.remove(id, Expected::Any)))
        })
    }

    /// Removes the authenticator app.
    ///
    /// # Errors
    /// [`AccessError::LastFactor`], [`AccessError::Gone`], [`AccessError::SignInAgain`].
    pub fn remove_authenticator_app(&self, token: &str) -> Result<(), AccessError> {
        self.remove_factor(token, |factors| {
            factors.totp.take().map(|_| None).ok_or(AccessError::Gone { what: "authenticator app" })
        })
    }

    /// Makes ten new recovery codes in the place of those that are left.
    ///
    /// # Errors
    /// [`AccessError::SignInAgain`].
    pub fn new_recovery_codes(&self, token: &str) -> Result<Vec<SecretText>, AccessError> {
        let now = self.now()?;
        let current = self.trusted(token, now)?;
        let mut factors = self.factors(&current.subject, now)?;
        let (kept, shown) = RecoveryCodes::make(&self.keys, &current.subject, &self.surroundings)?;
        factors.value.recovery = kept;
        let mut changes = self.audited(&Entry::of(&current.account, Event::RecoveryCodesMade), now)?;
        changes.push(FACTORS.put(current.subject, &factors.value, factors.expected(), None)?);
        self.store.write(&changes)?;
        Ok(shown)
    }

    /// Sets a new password. All other sessions end, and links to reset it are worth nothing any more. Somebody who has none yet gives none.
    ///
    /// # Errors
    /// [`AccessError::WrongCredentials`], [`AccessError::Password`], [`AccessError::Wait`].
    pub fn change_password(&self, token: &str, old: &str, new: &str) -> Result<SignedIn, AccessError> {
        let now = self.now()?;
        let current = self.trusted(token, now)?;
        password::check(new, &current.account.email)?;
        let counts = [count_of_factor(&current.subject)];
        self.count(&counts, now)?;
        let mut factors = self.factors(&current.subject, now)?;
        let has_one = factors.value.password.is_some();
        let entry = Entry::of(&current.account, Event::PasswordChanged);
        if has_one && !self.hashing.fits(factors.value.password.as_ref(), old)? {
            self.store.write(&self.audited(&entry.refused(), now)?)?;
            return Err(AccessError::WrongCredentials);
        }
        factors.value.password = Some(self.hashing.hash(new, &self.surroundings)?);
        let mut changes = self.audited(&entry, now)?;
        changes.extend(forgotten(&counts));
        changes.push(FACTORS.put(current.subject.clone(), &factors.value, factors.expected(), None)?);
        changes.extend(self.without_resets(&current.subject, now)?);
        let others = self.without_sessions(current.account.subject, now)?;
        changes.extend(others.into_iter().filter(|change| change.key != current.key));
        let level = current.stored.value.level;
        let step = factors.value.step(level);
        Ok(SignedIn { step, ..self.rotated(current, level, changes, now)? })
    }

    pub(super) fn without_resets(
        &self,
        subject: &str,
        now: u64,
    ) -> Result<Vec<Change<'static>>, AccessError> {
        let found = RESETS.list(self.store.as_ref(), &format!("{subject}/"), now)?;
        Ok(found.into_iter().map(|(key, _)| RESETS.remove(key, Expected::Any)).collect())
    }

    /// Keeps factors with one more among them; the first comes with recovery codes.
    fn enrolled(
        &self,
        current: Current,
        mut factors: FoundFactors,
        level: Level,
        mut changes: Vec<Change<'static>>,
        now: u64,
    ) -> Result<Enrolled, AccessError> {
        let mut recovery_codes = Vec::new();
        if factors.value.recovery.left() == 0 {
            let (kept, shown) = RecoveryCodes::make(&self.keys, &current.subject, &self.surroundings)?;
            factors.value.recovery = kept;
            recovery_codes = shown;
        }
        changes.extend(self.audited(&Entry::of(&current.account, Event::FactorAdded), now)?);
        changes.push(FACTORS.put(current.subject.clone(), &factors.value, factors.expected(), None)?);
        let level =
            if current.stored.value.level == Level::Password { level } else { current.stored.value.level };
        Ok(Enrolled { signed_in: self.rotated(current, level, changes, now)?, recovery_codes })
    }

    fn remove_factor(
        &self,
        token: &str,
        remove: impl FnOnce(&mut Factors) -> Result<Option<Change<'static>>, AccessError>,
    ) -> Result<(), AccessError> {
        let now = self.now()?;
        let current = self.trusted(token, now)?;
        let mut factors = self.factors(&current.subject, now)?;
        let removed = remove(&mut factors.value)?;
        if !factors.value.are_enough() {
            return Err(AccessError::LastFactor);
        }
        let mut changes = self.audited(&Entry::of(&current.account, Event::FactorRemoved), now)?;
        changes.extend(removed);
        changes.push(FACTORS.put(current.subject, &factors.value, factors.expected(), None)?);
        Ok(self.store.write(&changes)?)
    }
}
