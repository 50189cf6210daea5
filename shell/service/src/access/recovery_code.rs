//! Ten codes on paper for the day the phone is lost: each used once, stored as keyed hashes.

use serde::{Deserialize, Serialize};
use subtle::{Choice, ConstantTimeEq};
use zeroize::Zeroizing;

use super::AccessError;
use super::keys::{AccessKeys, Purpose};
use super::secret::{SecretText, entropy};
use crate::record::Surroundings;

/// How many are given out at a time.
pub const COUNT: usize = 10;
/// 32 letters and digits without those that are taken for one another, so that each is five bits.
const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
/// 60 bits: with the second factor's waiting nobody guesses one.
const LENGTH: usize = 12;
const GROUP: usize = 4;

/// The hashes of the codes that are left.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(super) struct RecoveryCodes(Vec<String>);

impl RecoveryCodes {
    /// New codes, hashed for the account and open for its owner.
    pub(super) fn make(
        keys: &AccessKeys,
        subject: &str,
        surroundings: &Surroundings,
    ) -> Result<(Self, Vec<SecretText>), AccessError> {
        let mut codes = Vec::new();
        for _ in 0..COUNT {
            let random: Zeroizing<[u8; LENGTH]> = Zeroizing::new(entropy(surroundings)?);
            let letters: Zeroizing<Vec<char>> = Zeroizing::new(
                random.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect(),
            );
            let groups: Vec<String> = letters.chunks(GROUP).map(|group| group.iter().collect()).collect();
            codes.push(SecretText::new(groups.join("-")));
        }
        let hashes = codes.iter().map(|code| hash(keys, subject, code.reveal())).collect();
        Ok((Self(hashes), codes))
    }

    /// Uses a code up.
    ///
    /// # Errors
    /// [`AccessError::WrongRecoveryCode`].
    pub(super) fn take(&mut self, keys: &AccessKeys, subject: &str, code: &str) -> Result<(), AccessError> {
        let given = hash(keys, subject, code);
        let is_given = |kept: &String| bool::from(kept.as_bytes().ct_eq(given.as_bytes()));
        // All of them are compared, whichever fits.
        let fits =
            self.0.iter().fold(Choice::from(0), |fits, kept| fits | Choice::from(u8::from(is_given(kept))));
        if !bool::from(fits) {
            return Err(AccessError::WrongRecoveryCode);
        }
        self.0.retain(|kept| !is_given(kept));
        Ok(())
    }

    pub(super) fn left(&self) -> usize {
        self.0.len()
    }
}

/// However it was typed: case, spaces and hyphens do not count.
fn hash(keys: &AccessKeys, subject: &str, code: &str) -> String {
    let typed: Zeroizing<String> = Zeroizing::new(
        code.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase(),
    );
    keys.keyed_hash(Purpose::RecoveryCode, &Zeroizing::new(format!("{subject}/{}", *typed)))
}
