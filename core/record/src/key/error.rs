//! Why bytes are not a key, or a signature is not one.

use super::{AssertionError, KeyId};
use crate::encoding::to_base64;

/// Why bytes are not a key, or a signature is not one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Not the base64 of 32 bytes.
    #[error("'{}' is not a public key: give the base64 of 32 bytes", .0.escape_debug())]
    NotAKey(String),
    /// The bytes are no point of the curve, or not in its one canonical form.
    #[error("the key {} is not the canonical form of a point on the curve: ask its owner for it again", to_base64(.0))]
    NotAPoint([u8; 32]),
    /// A point of small order: one signature would fit many messages.
    #[error("the key {} has small order, so that it can vouch for nothing: its owner must make a new one", to_base64(.0))]
    SmallOrder([u8; 32]),
    /// Neither the base64 of 32 bytes nor of 33.
    #[error(
        "'{}' is not a key of a body: give the base64 of 32 bytes (Ed25519), or of the 33 of a compressed P-256 point (passkey)",
        .0.escape_debug()
    )]
    NotABodysKey(String),
    /// The bytes are no compressed point of P-256.
    #[error("the passkey {} is not a compressed point of P-256: read it from the authenticator again", to_base64(.0))]
    NotAPasskeyPoint([u8; 33]),
    /// Not the host name of a relying party.
    #[error(
        "'{}' is not a relying party id: give a host name in lower case, such as record.example, without scheme or port",
        .0.escape_debug()
    )]
    NotARelyingPartyId(String),
    /// Not an ECDSA signature as authenticators give it.
    #[error(
        "the {bytes} bytes from the authenticator are not the DER of a P-256 signature: ask for a new assertion"
    )]
    NotDer {
        /// How many were given.
        bytes: usize,
    },
    /// Not the first 32 digits of a key's hash.
    #[error("'{}' is not a key id: give 32 lower-case hexadecimal digits", .0.escape_debug())]
    NotAKeyId(String),
    /// The signature is not by this key over these bytes.
    #[error("the signature is not by key {key} over these bytes")]
    BadSignature {
        /// The key it was checked against.
        key: KeyId,
    },
    /// The assertion of a passkey breaks a rule before its signature is looked at.
    #[error("key {key}: {source}")]
    Assertion {
        /// The key it was checked against.
        key: KeyId,
        /// The rule.
        source: AssertionError,
    },
}

impl KeyError {
    /// The name of the broken rule where it is one of passkeys (docs/record.md, section 5), else `bad-signature`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Assertion { source, .. } => source.name(),
            _ => "bad-signature",
        }
    }
}
