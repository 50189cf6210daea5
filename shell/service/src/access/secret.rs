//! Secrets that a person or a program carries: random, stored as their hash alone.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::AccessError;
use crate::record::Surroundings;

/// A secret in text that can stand in a cookie or a link. It is shown once, and never in `Debug`.
#[derive(Clone)]
pub struct SecretText(Zeroizing<String>);

impl SecretText {
    /// A secret that somebody was given elsewhere.
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// 256 random bits after a prefix, as base64 for addresses.
    pub(crate) fn random(prefix: &[u8], surroundings: &Surroundings) -> Result<Self, AccessError> {
        let random: Zeroizing<[u8; 32]> = Zeroizing::new(entropy(surroundings)?);
        let bytes = Zeroizing::new([prefix, random.as_slice()].concat());
        Ok(Self::new(URL_SAFE_NO_PAD.encode(&*bytes)))
    }

    /// The text itself, to be handed to its owner.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SecretText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretText(..)")
    }
}

/// Random bytes.
pub(crate) fn entropy<const N: usize>(surroundings: &Surroundings) -> Result<[u8; N], AccessError> {
    surroundings.random().map_err(|error| AccessError::Machine { what: "entropy", reason: error.to_string() })
}

/// SHA-256 in hexadecimal digits. Of 256 random bits this is enough to store and to look up by: whoever has the hash cannot find the
/// secret, and comparing hashes in any time tells nothing of it.
pub(crate) fn hash(secret: &str) -> String {
    hexadecimal(&Sha256::digest(secret.as_bytes()))
}

pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    use fmt::Write;
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        // Writing to a String does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
