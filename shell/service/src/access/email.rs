//! Changing the address by which one signs in.

use commonweal_store::Expected;

use super::account::{Account, EmailAddress};
use super::audit::{Entry, Event};
use super::factors::Factors;
use super::keys::Purpose;
use super::people::kept;
use super::session::Current;
use super::sign_in::{count_of_factor, forgotten};
use super::tables::{ACCOUNTS, EMAILS, FACTORS};
use super::{Access, AccessError};

impl Access {
    /// Gives the account of a session another e-mail address, once its owner has shown again who they are: `proof` is the password, or a code
    /// from the authenticator app; somebody with passkeys alone shows it by having signed in not long ago. All other sessions end, and links
    /// to reset the password are worth nothing any more.
    ///
    /// # Errors
    /// [`AccessError::WrongProof`], [`AccessError::EmailTaken`], [`AccessError::SignInAgain`], [`AccessError::Wait`], [`AccessError::Account`].
    pub fn change_email(&self, token: &str, email: &str, proof: &str) -> Result<Account, AccessError> {
        let now = self.now()?;
        let email: EmailAddress = email.parse()?;
        let current = self.trusted(token, now)?;
        let counts = [count_of_factor(&current.subject)];
        self.count(&counts, now)?;
        let mut factors = self.factors(&current.subject, now)?;
        let entry = Entry::of(&current.account, Event::EmailChanged);
        if !self.is_proven(&mut factors.value, &current, proof, now)? {
            self.store.write(&self.audited(&entry.refused(), now)?)?;
            return Err(AccessError::WrongProof);
        }
        let subject = current.account.subject;
        let before = ACCOUNTS.get(self.store.as_ref(), &current.subject, now)?;
        let account = Account { email, ..current.account.clone() };
        let [old, new] = [&current.account.email, &account.email]
            .map(|email| self.keys.keyed_hash(Purpose::Email, &email.folded()));
        let mut changes = self.audited(&entry, now)?;
        changes.extend(forgotten(&counts));
        if old != new {
            changes.push(EMAILS.put(new, &current.subject, Expected::Absent, None)?);
            changes.push(EMAILS.remove(old, Expected::Any));
        }
        changes.extend(kept(before.as_ref(), &account)?);
        changes.push(FACTORS.put(current.subject.clone(), &factors.value, factors.expected(), None)?);
        changes.extend(self.without_resets(&current.subject, now)?);
        let others = self.without_sessions(subject, now)?;
        changes.extend(others.into_iter().filter(|change| change.key != current.key));
        self.store.write(&changes).map_err(|error| match AccessError::from(error) {
            AccessError::Changed => AccessError::EmailTaken,
            other => other,
        })?;
        Ok(account)
    }

    fn is_proven(
        &self,
        factors: &mut Factors,
        current: &Current,
        proof: &str,
        now: u64,
    ) -> Result<bool, AccessError> {
        let code: String = proof.split_whitespace().collect();
        if let Some(totp) = factors.totp.as_mut()
            && totp.accept(&self.keys, &current.subject, &code, now).is_ok()
        {
            return Ok(true);
        }
        match &factors.password {
            Some(password) => self.hashing.fits(Some(password), proof),
            None => Ok(factors.totp.is_none()),
        }
    }
}
