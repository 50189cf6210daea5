//! The public key of a passkey.

use std::fmt;

use p256::ecdsa::VerifyingKey;

use super::{KeyError, KeyId};
use crate::encoding::to_base64;
use crate::tree::Hash;

/// A point of P-256 (SP 800-186 §3.2.1.3), against which ES256 signatures are checked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct P256Key(pub(super) VerifyingKey);

impl P256Key {
    /// The key with this compressed SEC 1 form: `0x02` or `0x03` as y is even or odd, then x, big-endian.
    ///
    /// # Errors
    /// [`KeyError::NotAPasskeyPoint`].
    pub fn from_bytes(bytes: [u8; 33]) -> Result<Self, KeyError> {
        // The library also reads `0x05`, a form without the sign of y.
        let key = VerifyingKey::from_sec1_bytes(&bytes).ok().filter(|_| matches!(bytes[0], 2 | 3));
        key.map(Self).ok_or(KeyError::NotAPasskeyPoint(bytes))
    }

    /// The key with these coordinates, as an authenticator gives them in its COSE key, big-endian.
    ///
    /// # Errors
    /// [`KeyError::NotAPasskeyPoint`], also where y is not the one of x.
    pub fn from_coordinates(x: [u8; 32], y: [u8; 32]) -> Result<Self, KeyError> {
        let mut compressed = [2 + (y[31] & 1); 33];
        compressed[1..].copy_from_slice(&x);
        let uncompressed = [&[4], &x[..], &y[..]].concat();
        let key = VerifyingKey::from_sec1_bytes(&uncompressed);
        key.map(Self).map_err(|_| KeyError::NotAPasskeyPoint(compressed))
    }

    /// The 33 bytes of the compressed form.
    pub fn to_bytes(self) -> [u8; 33] {
        let mut bytes = [0; 33];
        bytes.copy_from_slice(self.0.to_sec1_point(true).as_bytes());
        bytes
    }

    /// Base64 of the compressed form.
    pub fn to_base64(self) -> String {
        to_base64(&self.to_bytes())
    }

    /// The first 32 hexadecimal digits of `SHA-256("commonweal/passkey/v1" ‖ 0x0A ‖ compressed form)`.
    pub fn id(self) -> KeyId {
        KeyId::of(Hash::of_parts(&[b"commonweal/passkey/v1\n", &self.to_bytes()]))
    }
}

impl fmt::Debug for P256Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "P256Key({})", self.to_base64())
    }
}
