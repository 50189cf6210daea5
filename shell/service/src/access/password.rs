//! Passwords: what one must be like, and how it is kept (Argon2id, RFC 9106).

use std::sync::{Condvar, Mutex, PoisonError};

use argon2::{Algorithm, Argon2, Params, Version};
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use super::AccessError;
use super::account::EmailAddress;
use super::secret::entropy;
use super::text::as_base64;
use crate::record::Surroundings;

/// Fewest characters.
pub const SHORTEST: usize = 12;
/// Most characters.
pub const LONGEST: usize = 200;
/// A part of an address shorter than this may be in a password: it is in many words.
const TELLING: usize = 4;

// OWASP Password Storage Cheat Sheet, "Argon2id": m = 19456 (19 MiB), t = 2, p = 1.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Passwords hashed at once: 4 times 19 MiB.
const AT_ONCE: usize = 4;
/// Requests that may wait for their turn; at 30 ms a hash and two cores, under a second.
const IN_THE_QUEUE: usize = 64;

/// Why a password is not taken. There are no rules about kinds of characters: length is what counts (NIST SP 800-63B §3.1.1.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// Too short or too long.
    #[error("Choose a password of {SHORTEST} to {LONGEST} characters. Four or five unrelated words do well.")]
    Length,
    /// It contains the name in the e-mail address.
    #[error(
        "Choose a password without the name from your e-mail address in it: that is the first thing to be guessed."
    )]
    HasEmailName,
}

/// Checks a new password.
///
/// # Errors
/// [`PasswordError`].
pub fn check(password: &str, email: &EmailAddress) -> Result<(), PasswordError> {
    if !(SHORTEST..=LONGEST).contains(&password.chars().count()) {
        return Err(PasswordError::Length);
    }
    let name = email.local_part().to_lowercase();
    if name.chars().count() >= TELLING && password.to_lowercase().contains(&name) {
        return Err(PasswordError::HasEmailName);
    }
    Ok(())
}

/// A password as it is kept, with the cost at which it was hashed.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct PasswordHash {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
    #[serde(with = "as_base64")]
    salt: [u8; 16],
    #[serde(with = "as_base64")]
    hash: [u8; 32],
}

impl PasswordHash {
    /// Stands for the password of an account that is not there; nothing fits it, and it takes as long.
    const OF_NOBODY: Self =
        Self { memory_kib: MEMORY_KIB, passes: PASSES, lanes: LANES, salt: [0; 16], hash: [0; 32] };

    /// Whether it was hashed at another cost than is now usual.
    pub(super) fn is_outdated(&self) -> bool {
        (self.memory_kib, self.passes, self.lanes) != (MEMORY_KIB, PASSES, LANES)
    }
}

/// Hashes passwords, a few at a time, so that many sign-ins cannot exhaust the memory.
#[derive(Debug, Default)]
pub(super) struct Hashing {
    /// How many are at it, and how many wait.
    now: Mutex<(usize, usize)>,
    freed: Condvar,
}

impl Hashing {
    /// Hashes a new password.
    pub(super) fn hash(
        &self,
        password: &str,
        surroundings: &Surroundings,
    ) -> Result<PasswordHash, AccessError> {
        let kept = PasswordHash { salt: entropy(surroundings)?, ..PasswordHash::OF_NOBODY };
        let hash = self.compute(&kept, password)?;
        Ok(PasswordHash { hash: *hash, ..kept })
    }

    /// Whether a password fits; with no account behind it this takes as long and says no.
    pub(super) fn fits(&self, kept: Option<&PasswordHash>, password: &str) -> Result<bool, AccessError> {
        let against = kept.unwrap_or(&PasswordHash::OF_NOBODY);
        let computed = self.compute(against, password)?;
        Ok(bool::from(computed.ct_eq(&against.hash)) && kept.is_some())
    }

    /// NFKC, so that the same characters typed on another machine are the same password. What is too long is cut, and so fits nothing.
    fn compute(&self, kept: &PasswordHash, password: &str) -> Result<Zeroizing<[u8; 32]>, AccessError> {
        let failed = |error: argon2::Error| AccessError::Machine { what: "hash", reason: error.to_string() };
        let text: Zeroizing<String> = Zeroizing::new(password.chars().take(LONGEST + 1).nfkc().collect());
        let params = Params::new(kept.memory_kib, kept.passes, kept.lanes, Some(32)).map_err(failed)?;
        let _turn = self.turn()?;
        let mut hash = Zeroizing::new([0; 32]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(text.as_bytes(), &kept.salt, hash.as_mut())
            .map_err(failed)?;
        Ok(hash)
    }

    fn turn(&self) -> Result<Turn<'_>, AccessError> {
        let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        if now.1 >= IN_THE_QUEUE {
            return Err(AccessError::Crowded);
        }
        now.1 += 1;
        while now.0 >= AT_ONCE {
            now = self.freed.wait(now).unwrap_or_else(PoisonError::into_inner);
        }
        now.1 -= 1;
        now.0 += 1;
        Ok(Turn(self))
    }
}

/// A place among those that hash now.
struct Turn<'a>(&'a Hashing);

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.0.now.lock().unwrap_or_else(PoisonError::into_inner).0 -= 1;
        self.0.freed.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    #[test]
    fn four_hash_at_once_and_the_fifth_waits_for_its_turn() {
        let hashing = Hashing::default();
        let turns: Vec<Turn<'_>> = (0..AT_ONCE).map(|_| hashing.turn().unwrap()).collect();
        thread::scope(|scope| {
            let fifth = scope.spawn(|| hashing.turn().is_ok());
            while hashing.now.lock().unwrap().1 == 0 {
                thread::yield_now();
            }
            assert!(!fifth.is_finished());
            drop(turns);
            assert!(fifth.join().unwrap());
        });
        assert_eq!(*hashing.now.lock().unwrap(), (0, 0));
    }

    #[test]
    fn beyond_the_queue_one_is_asked_to_come_back() {
        let hashing = Hashing::default();
        *hashing.now.lock().unwrap() = (AT_ONCE, IN_THE_QUEUE);
        assert!(matches!(hashing.turn(), Err(AccessError::Crowded)));
    }
}
