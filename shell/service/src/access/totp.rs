//! Codes from an authenticator app (TOTP, RFC 6238): six digits, thirty seconds, a step either way, each used once.

use commonweal_record::entry::Instant;
use serde::{Deserialize, Serialize};
use totp_rs::{Builder, Totp};
use zeroize::Zeroizing;

use super::AccessError;
use super::keys::AccessKeys;
use super::secret::{SecretText, entropy};
use super::text::as_base64;
use crate::record::Surroundings;

/// RFC 4226 §4 recommends 160 bits.
const SECRET_BYTES: usize = 20;

/// A shared secret, sealed under the host's key, and the last step whose code was used.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct TotpFactor {
    #[serde(with = "as_base64")]
    sealed: Vec<u8>,
    last_step: u64,
}

/// A secret that was shown and is not confirmed by a code yet.
#[derive(Serialize, Deserialize)]
pub(super) struct PendingTotp {
    #[serde(with = "as_base64")]
    sealed: Vec<u8>,
}

/// What an authenticator app needs to know; shown once.
#[derive(Debug, Clone)]
pub struct TotpSecret {
    /// To be typed: base32 in groups of four.
    pub base32: SecretText,
    /// To be scanned: an `otpauth://` address.
    pub address: SecretText,
}

/// A new secret, sealed for the account and open for its owner.
pub(super) fn make(
    keys: &AccessKeys,
    subject: &str,
    label: (&str, &str),
    surroundings: &Surroundings,
) -> Result<(PendingTotp, TotpSecret), AccessError> {
    let secret: Zeroizing<[u8; SECRET_BYTES]> = Zeroizing::new(entropy(surroundings)?);
    let sealed = keys.seal(subject, secret.as_slice(), surroundings)?;
    let base32 = Zeroizing::new(totp_rs::Secret::from(secret.to_vec()).to_base32());
    let groups: Vec<&str> =
        base32.as_bytes().chunks(4).filter_map(|it| std::str::from_utf8(it).ok()).collect();
    let (site, email) = (percent_encoded(label.0), percent_encoded(label.1));
    let address = format!("otpauth://totp/{site}:{email}?secret={}&issuer={site}", *base32);
    let shown = TotpSecret { base32: SecretText::new(groups.join(" ")), address: SecretText::new(address) };
    Ok((PendingTotp { sealed }, shown))
}

impl PendingTotp {
    /// The factor, if the app shows the right code.
    pub(super) fn confirm(
        self,
        keys: &AccessKeys,
        subject: &str,
        code: &str,
        now: u64,
    ) -> Result<TotpFactor, AccessError> {
        let mut factor = TotpFactor { sealed: self.sealed, last_step: 0 };
        factor.accept(keys, subject, code, now)?;
        Ok(factor)
    }
}

impl TotpFactor {
    /// Takes a code that is right and later than the last one used.
    ///
    /// # Errors
    /// [`AccessError::WrongCode`].
    pub(super) fn accept(
        &mut self,
        keys: &AccessKeys,
        subject: &str,
        code: &str,
        now: u64,
    ) -> Result<(), AccessError> {
        let secret = keys.unseal(subject, &self.sealed).ok_or_else(|| AccessError::Damaged {
            table: "factors",
            reason: "the secret does not open with the host's key".to_owned(),
        })?;
        let digits: Zeroizing<String> =
            Zeroizing::new(code.chars().filter(|it| !it.is_whitespace()).collect());
        match generator(&secret)?.check(&digits, now) {
            Some(step) if step > self.last_step => {
                self.last_step = step;
                Ok(())
            }
            _ => Err(AccessError::WrongCode),
        }
    }
}

/// The code that an app with this secret shows now: for the example place and for tests, where no app is.
///
/// # Errors
/// [`AccessError::Damaged`] for a secret that is none.
pub fn code_now(secret: &TotpSecret, surroundings: &Surroundings) -> Result<SecretText, AccessError> {
    let damaged = |reason: String| AccessError::Damaged { table: "factors", reason };
    let base32: String = secret.base32.reveal().chars().filter(|letter| *letter != ' ').collect();
    let bytes = totp_rs::Secret::try_from_base32(base32).map_err(|error| damaged(error.to_string()))?;
    let now = surroundings.now().and_then(Instant::unix_seconds).unwrap_or_default();
    Ok(SecretText::new(generator(bytes.as_ref())?.generate(now).to_string()))
}

fn generator(secret: &[u8]) -> Result<Totp, AccessError> {
    Builder::new()
        .with_secret(secret.to_vec())
        .build()
        .map_err(|error| AccessError::Damaged { table: "factors", reason: error.to_string() })
}

/// RFC 3986 §2.1: everything but unreserved characters.
fn percent_encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect()
}
