//! The three kinds of fact that decide whose signature counts (docs/record.md, section 7).

use super::AdmissionError;
use crate::entry::{BodyId, Intent, Origin};
use crate::fact::{Fact, FactError};
use crate::key::{AttestingKey, KeyId, PublicKey};

/// What a key fact says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum KeyFact {
    /// `log_opened`.
    Opened { host_key: PublicKey, origin: Origin },
    /// `key_added`.
    Added { key: AttestingKey, of: BodyId },
    /// `key_revoked`.
    Revoked { key_id: KeyId },
}

impl KeyFact {
    /// The key fact in `intent`, where its kind is one.
    ///
    /// # Errors
    /// [`AdmissionError::BadPayload`].
    pub(super) fn of(intent: &Intent) -> Result<Option<Self>, AdmissionError> {
        if !matches!(intent.kind.as_str(), "log_opened" | "key_added" | "key_revoked") {
            return Ok(None);
        }
        let bad = |reason: String| AdmissionError::BadPayload { kind: intent.kind.clone(), reason };
        match read(intent)? {
            Fact::LogOpened(fact) => Ok(Some(Self::Opened { host_key: fact.host_key, origin: fact.origin })),
            Fact::KeyAdded(fact) => {
                let key = fact.attesting_key().map_err(|error| bad(error.to_string()))?;
                if fact.key_id != key.id() {
                    return Err(bad(format!("key_id is {}, but the key's is {}", fact.key_id, key.id())));
                }
                Ok(Some(Self::Added { key, of: fact.of }))
            }
            Fact::KeyRevoked(fact) => Ok(Some(Self::Revoked { key_id: fact.key_id })),
            _ => Ok(None),
        }
    }
}

/// The fact in `intent`.
///
/// # Errors
/// [`AdmissionError::UnknownKind`], of a schema too; [`AdmissionError::BadPayload`].
pub(super) fn read(intent: &Intent) -> Result<Fact, AdmissionError> {
    let kind = || intent.kind.clone();
    Fact::from_payload(&intent.kind, intent.schema, &intent.payload).map_err(|error| match error {
        FactError::UnknownKind { .. } | FactError::UnknownSchema { .. } => {
            AdmissionError::UnknownKind { kind: kind(), schema: intent.schema }
        }
        FactError::BadPayload { error, .. } => {
            AdmissionError::BadPayload { kind: kind(), reason: error.to_string() }
        }
    })
}
