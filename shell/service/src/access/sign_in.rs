//! Signing in: a password, then a second factor; or a passkey alone.

use commonweal_store::{Change, Expected};

use super::account::{Account, AccountState, EmailAddress};
use super::audit::{Entry, Event};
use super::factors::{Factors, Level, Step};
use super::keys::Purpose;
use super::secret::SecretText;
use super::session::{Current, StoredSession};
use super::tables::{ACCOUNTS, EMAILS, FACTORS, Found, WAITING};
use super::waiting::{ACCOUNT, ACCOUNT_FROM_ADDRESS, ADDRESS, Attempts, BEGINNING, Rule, SECOND_FACTOR};
use super::{Access, AccessError};

/// How often a count of attempts is tried to be written while others write it too.
const TRIES: u32 = 8;

/// A new session. Its token goes into a cookie, in the place of any that was there.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// The token.
    pub token: SecretText,
    /// Who.
    pub account: Account,
    /// What must come next; nothing where the sign-in is complete.
    pub step: Option<Step>,
}

/// One count of attempts.
pub(super) struct Count {
    key: String,
    rule: Rule,
}

impl Access {
    /// Begins a session with a password. `client` is the address that the request comes from; it is kept as a keyed hash, for a day.
    ///
    /// # Errors
    /// [`AccessError::WrongCredentials`] whatever was wrong, [`AccessError::Wait`], [`AccessError::Crowded`].
    pub fn sign_in(&self, email: &str, password: &str, client: &str) -> Result<SignedIn, AccessError> {
        let now = self.now()?;
        let email = email.parse::<EmailAddress>().ok();
        let folded = email.as_ref().map(EmailAddress::folded).unwrap_or_default();
        let counts = self.counts(&folded, client);
        self.count(&counts, now)?;
        let account = email.map(|email| self.by_email(&email, now)).transpose()?.flatten();
        let account = account.filter(|account| account.state == AccountState::Active);
        let subject = account.as_ref().map(|account| account.subject.to_string()).unwrap_or_default();
        let factors = self.factors(&subject, now)?;
        let fits = self.hashing.fits(factors.value.password.as_ref(), password)?;
        let Some(account) = account.as_ref().filter(|_| fits) else {
            let entry = Entry { account: account.as_ref(), ..Entry::of_nobody(Event::PasswordGiven) };
            self.store.write(&self.audited(&entry.refused(), now)?)?;
            return Err(AccessError::WrongCredentials);
        };
        let mut changes = self.audited(&Entry::of(account, Event::PasswordGiven), now)?;
        changes.extend(forgotten(&counts[..2]));
        let step = factors.value.step(Level::Password);
        if let Some(kept) = self.hashed_anew(&factors.value, password)? {
            changes.push(FACTORS.put(subject, &kept, factors.expected(), None)?);
        }
        let signed_in = self.begin_with(account, Level::Password, step, changes, now)?;
        self.uncount(&counts[2], now)?;
        Ok(signed_in)
    }

    /// Confirms a session that a password began with a code from the authenticator app. The old token ends.
    ///
    /// # Errors
    /// [`AccessError::WrongCode`], [`AccessError::Wait`], [`AccessError::NotSignedIn`].
    pub fn confirm_with_code(&self, token: &str, code: &str) -> Result<SignedIn, AccessError> {
        self.confirm(token, Event::SecondFactorGiven, |factors, subject, now| {
            let totp = factors.totp.as_mut().ok_or(AccessError::WrongCode)?;
            totp.accept(&self.keys, subject, code, now)
        })
    }

    /// As [`confirm_with_code`](Self::confirm_with_code), with a recovery code, which is used up.
    ///
    /// # Errors
    /// [`AccessError::WrongRecoveryCode`], [`AccessError::Wait`], [`AccessError::NotSignedIn`].
    pub fn confirm_with_recovery_code(&self, token: &str, code: &str) -> Result<SignedIn, AccessError> {
        self.confirm(token, Event::RecoveryCodeUsed, |factors, subject, _| {
            factors.recovery.take(&self.keys, subject, code)
        })
    }

    /// Confirms by what `accept` finds in the factors; each attempt counts before it is judged.
    pub(super) fn confirm(
        &self,
        token: &str,
        event: Event,
        accept: impl FnOnce(&mut Factors, &str, u64) -> Result<(), AccessError>,
    ) -> Result<SignedIn, AccessError> {
        let now = self.now()?;
        let current = self.needed(token, now)?;
        let counts = [count_of_factor(&current.subject)];
        self.count(&counts, now)?;
        let mut factors = self.factors(&current.subject, now)?;
        if let Err(error) = accept(&mut factors.value, &current.subject, now) {
            self.store.write(&self.audited(&Entry::of(&current.account, event).refused(), now)?)?;
            return Err(error);
        }
        let mut changes = self.audited(&Entry::of(&current.account, event), now)?;
        changes.extend(forgotten(&counts));
        changes.push(FACTORS.put(current.subject.clone(), &factors.value, factors.expected(), None)?);
        self.rotated(current, Level::SecondFactor, changes, now).map_err(|error| match error {
            // Whoever was quicker used the same code.
            AccessError::Changed => AccessError::WrongCode,
            other => other,
        })
    }

    /// Makes the changes, and gives the session a new token of a level.
    pub(super) fn rotated(
        &self,
        current: Current,
        level: Level,
        mut changes: Vec<Change<'static>>,
        now: u64,
    ) -> Result<SignedIn, AccessError> {
        let (token, rotated) = self.rotate(&current, level, now)?;
        changes.extend(rotated);
        self.store.write(&changes)?;
        Ok(SignedIn { token, account: current.account, step: None })
    }

    /// Makes the changes, and begins a session.
    pub(super) fn begin_with(
        &self,
        account: &Account,
        level: Level,
        step: Option<Step>,
        mut changes: Vec<Change<'static>>,
        now: u64,
    ) -> Result<SignedIn, AccessError> {
        let (token, begun) = self.begin(account.subject, &StoredSession::new(level, now))?;
        changes.push(begun);
        self.store.write(&changes)?;
        Ok(SignedIn { token, account: account.clone(), step })
    }

    /// The factors with the password hashed at today's cost, where it was hashed at another.
    fn hashed_anew(&self, factors: &Factors, password: &str) -> Result<Option<Factors>, AccessError> {
        if !factors.password.as_ref().is_some_and(super::password::PasswordHash::is_outdated) {
            return Ok(None);
        }
        let hash = self.hashing.hash(password, &self.surroundings)?;
        Ok(Some(Factors { password: Some(hash), ..factors.clone() }))
    }

    pub(super) fn by_email(&self, email: &EmailAddress, now: u64) -> Result<Option<Account>, AccessError> {
        let key = self.keys.keyed_hash(Purpose::Email, &email.folded());
        let Some(subject) = EMAILS.get(self.store.as_ref(), &key, now)? else { return Ok(None) };
        Ok(ACCOUNTS.get(self.store.as_ref(), &subject.value, now)?.map(|found| found.value))
    }

    /// The factors of a subject; none where there is no such account.
    pub(super) fn factors(&self, subject: &str, now: u64) -> Result<FoundFactors, AccessError> {
        let found = FACTORS.get(self.store.as_ref(), subject, now)?;
        Ok(found.map_or_else(FoundFactors::default, |Found { value, version }| FoundFactors {
            value,
            expected: Some(Expected::Version(version)),
        }))
    }

    /// The counts of a sign-in with a password.
    fn counts(&self, folded_email: &str, client: &str) -> [Count; 3] {
        let account = self.keys.keyed_hash(Purpose::Email, folded_email);
        let address = self.keys.keyed_hash(Purpose::ClientAddress, client);
        [
            Count { key: format!("account/{account}/{address}"), rule: ACCOUNT_FROM_ADDRESS },
            Count { key: format!("account/{account}"), rule: ACCOUNT },
            Count { key: format!("address/{address}"), rule: ADDRESS },
        ]
    }

    /// The count of beginnings from an address: each keeps a ceremony, or asks the provider.
    pub(super) fn count_of_beginning(&self, client: &str) -> Count {
        let address = self.keys.keyed_hash(Purpose::ClientAddress, client);
        Count { key: format!("beginning/{address}"), rule: BEGINNING }
    }

    /// Counts an attempt, unless there is still something to wait for.
    pub(super) fn count(&self, counts: &[Count], now: u64) -> Result<(), AccessError> {
        for _ in 0..TRIES {
            let mut changes = Vec::new();
            let mut wait = 0;
            for Count { key, rule } in counts {
                let found = WAITING.get(self.store.as_ref(), key, now)?;
                let (attempts, expected) =
                    found.map_or((Attempts::default(), Expected::Any), |it| (it.value, it.expected()));
                wait = wait.max(attempts.wait(*rule, now));
                let next = attempts.and_one(now);
                changes.push(WAITING.put(key.clone(), &next, expected, Some(next.until()))?);
            }
            if wait > 0 {
                return Err(AccessError::Wait { seconds: wait });
            }
            match self.store.write(&changes).map_err(AccessError::from) {
                Err(AccessError::Changed) => {}
                other => return other,
            }
        }
        Err(AccessError::Crowded)
    }

    /// Takes one attempt back: a sign-in that succeeded says nothing against the address it came from.
    pub(super) fn uncount(&self, count: &Count, now: u64) -> Result<(), AccessError> {
        let Some(found) = WAITING.get(self.store.as_ref(), &count.key, now)? else { return Ok(()) };
        let less = Attempts { count: found.value.count.saturating_sub(1), ..found.value };
        let change = WAITING.put(count.key.clone(), &less, found.expected(), Some(less.until()))?;
        match self.store.write(&[change]).map_err(AccessError::from) {
            // Another sign-in from there wrote meanwhile; one attempt too many is no harm.
            Err(AccessError::Changed) => Ok(()),
            other => other,
        }
    }
}

/// Factors and what to expect when they are written back.
#[derive(Default)]
pub(super) struct FoundFactors {
    pub(super) value: Factors,
    expected: Option<Expected>,
}

impl FoundFactors {
    pub(super) fn expected(&self) -> Expected {
        self.expected.unwrap_or(Expected::Absent)
    }
}

/// The count of a second factor.
pub(super) fn count_of_factor(subject: &str) -> Count {
    Count { key: format!("factor/{subject}"), rule: SECOND_FACTOR }
}

/// The changes that forget counts.
pub(super) fn forgotten(counts: &[Count]) -> impl Iterator<Item = Change<'static>> {
    counts.iter().map(|count| WAITING.remove(count.key.clone(), Expected::Any))
}
