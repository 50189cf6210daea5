//! Entries: what a body says, signed, and when the host took it in (docs/record.md, section 2).
//!
//! An [`Intent`] is made and signed by an actor; a [`SignedIntent`] travels to the host; an [`Entry`] is what the host stores, with its own
//! [`Admission`] around it. Each has one form of bytes.

mod error;
mod fields;
mod ids;
mod instant;
mod intent;
mod signature;

pub use error::EntryError;
pub use ids::{BodyId, IdError, IntentId, Origin, Stream, SubjectId};
pub use instant::Instant;
pub use intent::{Attest, Intent, Seen, SignedIntent};
pub use signature::Signature;

use crate::canonical::{self, Value};
use crate::key::{AttestingKey, KeyError};
use crate::tree::{Hash, leaf_hash};
use fields::Fields;

/// What the host adds: the place of an entry in the log, and when it took it in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Admission {
    /// When the host admitted the entry.
    pub at: Instant,
    /// Place in the log, from 0.
    pub seq: u64,
}

/// One entry of a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The host's part.
    pub admission: Admission,
    /// What was said.
    pub intent: Intent,
    /// Who signed it.
    pub signature: Signature,
}

impl Entry {
    /// The entry with these stored bytes: the rules of section 1, then the shape of section 2.
    ///
    /// # Errors
    /// [`EntryError`] naming the first rule broken and its place.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, EntryError> {
        let mut fields = Fields::of(canonical::admit(bytes)?, "")?;
        let mut admission = fields.object("admission")?;
        let at = admission.parsed("at")?;
        let seq = admission.count("seq")?;
        admission.end()?;
        let intent = Intent::from_fields(fields.object("intent")?)?;
        let signature = Signature::from_fields(fields.object("signature")?)?;
        fields.end()?;
        Ok(Self { admission: Admission { at, seq }, intent, signature })
    }

    /// The canonical bytes, which are stored and hashed.
    pub fn to_bytes(&self) -> Vec<u8> {
        let admission = Value::object([
            ("at", Value::Text(self.admission.at.to_string())),
            ("seq", fields::count(self.admission.seq)),
        ]);
        canonical::to_bytes(&Value::object([
            ("admission", admission),
            ("intent", self.intent.to_value()),
            ("signature", self.signature.to_value()),
        ]))
    }

    /// Checks the signature with `key`, whose id the entry must name.
    ///
    /// # Errors
    /// As for [`AttestingKey::verify`].
    pub fn verify(&self, key: &AttestingKey) -> Result<(), KeyError> {
        signature::verify(&self.intent, &self.signature, key)
    }

    /// The leaf hash of the canonical bytes.
    pub fn leaf_hash(&self) -> Hash {
        leaf_hash(&self.to_bytes())
    }
}
