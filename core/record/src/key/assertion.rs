//! Assertions: how a passkey signs (docs/record.md, section 5).

use p256::ecdsa::Signature;
use p256::ecdsa::signature::Verifier;

use super::client_data::ClientData;
use super::{KeyError, KeyId, P256Key, RelyingPartyId, SignatureBytes};
use crate::encoding::to_base64url;
use crate::tree::Hash;

/// Fewest bytes of authenticator data: the relying party's hash, the flags, a counter.
pub const MIN_AUTHENTICATOR_DATA: usize = 37;
/// Most bytes of authenticator data, and of client data.
pub const MAX_ASSERTION_PART: usize = 1_024;

const USER_PRESENT: u8 = 0x01;
const USER_VERIFIED: u8 = 0x04;

/// A passkey: the key, and for whom its authenticator made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passkey {
    /// The public key.
    pub key: P256Key,
    /// The host name that it signs for.
    pub rp_id: RelyingPartyId,
}

/// What an authenticator has signed, and the intent's hash within it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assertion {
    /// As the authenticator gave it, from [`MIN_AUTHENTICATOR_DATA`] to [`MAX_ASSERTION_PART`] bytes.
    pub authenticator_data: Vec<u8>,
    /// The JSON that the browser made, from 1 to [`MAX_ASSERTION_PART`] bytes.
    pub client_data: Vec<u8>,
}

/// The rule of section 5 that an assertion breaks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AssertionError {
    /// A passkey's signature without what it is over.
    #[error(
        "it is a passkey, so authenticator_data and client_data must stand beside its signature: add them"
    )]
    Missing,
    /// Another key's signature with what only a passkey has.
    #[error(
        "it is no passkey, so authenticator_data and client_data say nothing beside its signature: leave them out"
    )]
    Unasked,
    /// Client data that cannot be read in one way only.
    #[error("the client data cannot be read ({reason}): ask the authenticator for a new assertion")]
    ClientData {
        /// What is wrong with it.
        reason: String,
    },
    /// Made for something else than signing in or signing.
    #[error("the client data is for '{}', not for 'webauthn.get': ask for an assertion, not a registration", found.escape_debug())]
    Type {
        /// Its type.
        found: String,
    },
    /// Over another intent.
    #[error("the challenge is '{}', but this intent's is {expected}: it was signed for something else", found.escape_debug())]
    Challenge {
        /// The hash of this intent's signed bytes, in base64url.
        expected: String,
        /// The one that was signed.
        found: String,
    },
    /// Asked for by another site.
    #[error("a page of '{}' asked for it, but the passkey is for {rp_id}: sign on its own site", found.escape_debug())]
    Origin {
        /// Where the passkey belongs.
        rp_id: RelyingPartyId,
        /// Who asked.
        found: String,
    },
    /// Asked for inside a page of another site, which can hide what is being signed.
    #[error(
        "it was made inside a frame on another site, which can hide what is signed: sign on the page itself"
    )]
    CrossOrigin,
    /// The authenticator signed for another relying party.
    #[error("the authenticator signed for another relying party than {rp_id}: use the passkey of that site")]
    RelyingParty {
        /// Where the passkey belongs.
        rp_id: RelyingPartyId,
    },
    /// Nobody touched the authenticator.
    #[error("the authenticator did not ask anybody to confirm (user present): sign again and confirm")]
    NotPresent,
    /// The authenticator did not know who confirmed.
    #[error(
        "the authenticator did not verify the person (PIN or biometric): sign again with user verification"
    )]
    NotVerified,
    /// Not the one form of an ECDSA signature.
    #[error("the signature is not r and s within the group order with the lower s: give its normalised form")]
    NotLowS,
}

impl AssertionError {
    /// The name of the rule in section 5.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Missing | Self::Unasked => "passkey-fields",
            Self::ClientData { .. } => "passkey-client-data",
            Self::Type { .. } => "passkey-type",
            Self::Challenge { .. } => "passkey-challenge",
            Self::Origin { .. } => "passkey-origin",
            Self::CrossOrigin => "passkey-cross-origin",
            Self::RelyingParty { .. } => "passkey-rp-id",
            Self::NotPresent => "passkey-presence",
            Self::NotVerified => "passkey-verification",
            Self::NotLowS => "passkey-low-s",
        }
    }
}

impl Passkey {
    /// The key's id.
    pub fn id(&self) -> KeyId {
        self.key.id()
    }

    /// Checks that `signature` is this passkey's over `assertion`, and the assertion one over `signed_bytes`.
    ///
    /// # Errors
    /// [`KeyError::Assertion`] with the first rule broken, then [`KeyError::BadSignature`].
    pub fn verify(
        &self,
        signed_bytes: &[u8],
        assertion: &Assertion,
        signature: &SignatureBytes,
    ) -> Result<(), KeyError> {
        let key = self.id();
        let checked = self.check_client_data(signed_bytes, &assertion.client_data);
        checked
            .and_then(|()| self.check_authenticator_data(&assertion.authenticator_data))
            .map_err(|source| KeyError::Assertion { key, source })?;
        let signature = Signature::from_slice(&signature.0).ok().filter(|it| it.normalize_s() == *it);
        let signature = signature.ok_or(KeyError::Assertion { key, source: AssertionError::NotLowS })?;
        let hash = Hash::of(&assertion.client_data);
        let message = [&assertion.authenticator_data[..], &hash.0].concat();
        self.key.0.verify(&message, &signature).map_err(|_| KeyError::BadSignature { key })
    }

    fn check_client_data(&self, signed_bytes: &[u8], bytes: &[u8]) -> Result<(), AssertionError> {
        let data = ClientData::read(bytes)?;
        if data.kind != "webauthn.get" {
            return Err(AssertionError::Type { found: data.kind });
        }
        let expected = to_base64url(&Hash::of(signed_bytes).0);
        if data.challenge != expected {
            return Err(AssertionError::Challenge { expected, found: data.challenge });
        }
        if !self.rp_id.allows(&data.origin) {
            return Err(AssertionError::Origin { rp_id: self.rp_id.clone(), found: data.origin });
        }
        if data.cross_origin { Err(AssertionError::CrossOrigin) } else { Ok(()) }
    }

    fn check_authenticator_data(&self, bytes: &[u8]) -> Result<(), AssertionError> {
        let signed_for = bytes.strip_prefix(&self.rp_id.hash().0);
        let Some([flags, ..]) = signed_for else {
            return Err(AssertionError::RelyingParty { rp_id: self.rp_id.clone() });
        };
        if flags & USER_PRESENT == 0 {
            return Err(AssertionError::NotPresent);
        }
        if flags & USER_VERIFIED == 0 { Err(AssertionError::NotVerified) } else { Ok(()) }
    }
}
