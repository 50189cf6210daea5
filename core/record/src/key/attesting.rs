//! The keys with which a body attests: Ed25519 keys and passkeys.

use super::{Assertion, AssertionError, KeyError, KeyId, P256Key, Passkey, PublicKey, SignatureBytes};
use crate::encoding::from_base64;

/// A key that can sign intents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AttestingKey {
    /// An Ed25519 key, the only kind for hosts and witnesses.
    Ed25519(PublicKey),
    /// A passkey, for bodies alone.
    Passkey(Passkey),
}

/// The bytes of a public key in `key_added`: their number tells the curve.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PublicKeyBytes {
    /// 32 bytes.
    Ed25519(PublicKey),
    /// 33 bytes.
    P256(P256Key),
}

impl AttestingKey {
    /// The key's id.
    pub fn id(&self) -> KeyId {
        match self {
            Self::Ed25519(key) => key.id(),
            Self::Passkey(passkey) => passkey.id(),
        }
    }

    /// The bytes of the public key.
    pub fn bytes(&self) -> PublicKeyBytes {
        match self {
            Self::Ed25519(key) => PublicKeyBytes::Ed25519(*key),
            Self::Passkey(passkey) => PublicKeyBytes::P256(passkey.key),
        }
    }

    /// Checks that `signature` is this key's over `signed_bytes`: a passkey's with its assertion, any other without one.
    ///
    /// # Errors
    /// [`KeyError::Assertion`] with the first rule broken, [`KeyError::BadSignature`].
    pub fn verify(
        &self,
        signed_bytes: &[u8],
        assertion: Option<&Assertion>,
        signature: &SignatureBytes,
    ) -> Result<(), KeyError> {
        let no = |source| Err(KeyError::Assertion { key: self.id(), source });
        match (self, assertion) {
            (Self::Ed25519(key), None) => key.verify_strict(signed_bytes, signature),
            (Self::Passkey(passkey), Some(assertion)) => passkey.verify(signed_bytes, assertion, signature),
            (Self::Ed25519(_), Some(_)) => no(AssertionError::Unasked),
            (Self::Passkey(_), None) => no(AssertionError::Missing),
        }
    }
}

impl PublicKeyBytes {
    /// The key of padded base64.
    ///
    /// # Errors
    /// [`KeyError::NotABodysKey`] where the text is not the base64 of 32 or 33 bytes; otherwise as for [`PublicKey::from_bytes`] and
    /// [`P256Key::from_bytes`].
    pub fn from_base64(text: &str) -> Result<Self, KeyError> {
        let bytes = from_base64(text).unwrap_or_default();
        if let Ok(bytes) = <[u8; 32]>::try_from(&bytes[..]) {
            return PublicKey::from_bytes(bytes).map(Self::Ed25519);
        }
        match <[u8; 33]>::try_from(&bytes[..]) {
            Ok(bytes) => P256Key::from_bytes(bytes).map(Self::P256),
            Err(_) => Err(KeyError::NotABodysKey(text.to_owned())),
        }
    }

    /// Padded base64.
    pub fn to_base64(self) -> String {
        match self {
            Self::Ed25519(key) => key.to_base64(),
            Self::P256(key) => key.to_base64(),
        }
    }

    /// The key's id.
    pub fn id(self) -> KeyId {
        match self {
            Self::Ed25519(key) => key.id(),
            Self::P256(key) => key.id(),
        }
    }
}

impl From<PublicKey> for AttestingKey {
    fn from(key: PublicKey) -> Self {
        Self::Ed25519(key)
    }
}

impl From<Passkey> for AttestingKey {
    fn from(passkey: Passkey) -> Self {
        Self::Passkey(passkey)
    }
}
