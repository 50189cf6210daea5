//! Keys (docs/record.md, sections 2 and 5): Ed25519 keys of hosts, bodies and witnesses, and passkeys of bodies.
//!
//! Verification is strict, so that no two verifiers can disagree about a signature: the cofactorless equation of RFC 8032 §5.1.7, canonical encodings
//! only, and no key or commitment of small order, with which one signature would fit many messages. For the same reason there is no batch
//! verification here: it multiplies by random factors and accepts signatures that the single equation refuses.

mod assertion;
mod attesting;
mod client_data;
mod der;
mod error;
mod p256_key;
mod relying_party;

use std::fmt;
use std::str::FromStr;

use ed25519_dalek::{Signer, SigningKey, VerifyingKey};

pub use assertion::{Assertion, AssertionError, MAX_ASSERTION_PART, MIN_AUTHENTICATOR_DATA, Passkey};
pub use attesting::{AttestingKey, PublicKeyBytes};
pub use error::KeyError;
pub use p256_key::P256Key;
pub use relying_party::RelyingPartyId;

use crate::encoding::{array_from_base64, from_hex, to_base64, to_hex};
use crate::tree::Hash;

/// The 64 bytes of a signature: Ed25519's, or `r ‖ s` of a passkey's.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SignatureBytes(pub [u8; 64]);

/// A secret signing key: not printable, not comparable, wiped from memory when dropped.
pub struct SecretKey(SigningKey);

/// A public key that signatures can be checked against.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PublicKey(VerifyingKey);

/// The short name of a public key: 32 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId(pub [u8; 16]);

impl SecretKey {
    /// The key with this seed; the seed must come from the operating system's entropy.
    pub fn from_bytes(seed: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(seed))
    }

    /// The public half.
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key())
    }

    /// Signs `message`.
    pub fn sign(&self, message: &[u8]) -> SignatureBytes {
        SignatureBytes(self.0.sign(message).to_bytes())
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SecretKey(of {})", self.public().id())
    }
}

impl PublicKey {
    /// The key with these bytes.
    ///
    /// # Errors
    /// [`KeyError::NotAPoint`] where the bytes are no point or not its canonical form; [`KeyError::SmallOrder`].
    pub fn from_bytes(bytes: [u8; 32]) -> Result<Self, KeyError> {
        let key = VerifyingKey::from_bytes(&bytes).map_err(|_| KeyError::NotAPoint(bytes))?;
        if !is_reduced(&bytes) {
            return Err(KeyError::NotAPoint(bytes));
        }
        if key.is_weak() { Err(KeyError::SmallOrder(bytes)) } else { Ok(Self(key)) }
    }

    /// The key of padded base64.
    ///
    /// # Errors
    /// [`KeyError::NotAKey`] where the text is not the base64 of 32 bytes; otherwise as for [`PublicKey::from_bytes`].
    pub fn from_base64(text: &str) -> Result<Self, KeyError> {
        array_from_base64(text).ok_or_else(|| KeyError::NotAKey(text.to_owned())).and_then(Self::from_bytes)
    }

    /// The 32 bytes.
    pub fn to_bytes(self) -> [u8; 32] {
        self.0.to_bytes()
    }

    /// Padded base64, as in payloads and policies.
    pub fn to_base64(self) -> String {
        to_base64(self.0.as_bytes())
    }

    /// The first 32 hexadecimal digits of `SHA-256("commonweal/key/v1" ‖ 0x0A ‖ key)`.
    pub fn id(self) -> KeyId {
        KeyId::of(Hash::of_parts(&[b"commonweal/key/v1\n", self.0.as_bytes()]))
    }

    /// Checks that `signature` is this key's over `message`, strictly.
    ///
    /// # Errors
    /// [`KeyError::BadSignature`].
    pub fn verify_strict(self, message: &[u8], signature: &SignatureBytes) -> Result<(), KeyError> {
        let signature = ed25519_dalek::Signature::from_bytes(&signature.0);
        self.0.verify_strict(message, &signature).map_err(|_| KeyError::BadSignature { key: self.id() })
    }
}

/// Whether the y coordinate (little-endian, its top bit the sign of x) is below 2²⁵⁵ − 19.
fn is_reduced(bytes: &[u8; 32]) -> bool {
    bytes[31] & 0x7f != 0x7f || bytes[1..31].iter().any(|b| *b != 0xff) || bytes[0] < 0xed
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({})", self.to_base64())
    }
}

impl SignatureBytes {
    /// Padded base64, as in entries.
    pub fn to_base64(self) -> String {
        to_base64(&self.0)
    }

    /// The signature of padded base64, where it is that of 64 bytes.
    pub fn from_base64(text: &str) -> Option<Self> {
        array_from_base64(text).map(Self)
    }
}

impl fmt::Debug for SignatureBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SignatureBytes({})", self.to_base64())
    }
}

impl KeyId {
    /// The first half of a hash.
    fn of(hash: Hash) -> Self {
        let mut id = [0; 16];
        id.copy_from_slice(&hash.0[..16]);
        Self(id)
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&to_hex(&self.0))
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyId({self})")
    }
}

impl FromStr for KeyId {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        from_hex(text).map(Self).ok_or_else(|| KeyError::NotAKeyId(text.to_owned()))
    }
}
