//! What an actor signs.

use std::fmt;
use std::str::FromStr;

use super::EntryError;
use super::fields::{Fields, Form, count};
use super::ids::{BodyId, IdError, IntentId, Origin, Stream, SubjectId};
use super::signature::{self, Signature};
use crate::canonical::{self, Value};
use crate::key::{Assertion, AttestingKey, KeyError, KeyId, SecretKey, SignatureBytes};
use crate::tree::Hash;

/// Before the canonical intent in the signed bytes, so that a signature for one purpose serves no other.
const SIGNED_PREFIX: &[u8] = b"commonweal/intent/v1\n";

/// Whose key signs an intent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Attest {
    /// A key of the body itself.
    Body,
    /// The host's key, on the word of a signed-in member of the body.
    Host,
}

/// The part of the log that the signer had checked when signing: every signer is a witness too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// Root of the first `size` entries.
    pub root: Hash,
    /// Number of entries.
    pub size: u64,
}

/// A fact as a body puts it forward.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intent {
    /// The person who acted, by an opaque id.
    pub actor: Option<SubjectId>,
    /// Whose key signs.
    pub attest: Attest,
    /// The body for which the fact is attested.
    pub body: BodyId,
    /// Number of earlier entries of the same stream.
    pub expected: u64,
    /// Unique in the log.
    pub id: IntentId,
    /// Kind of fact (section 7).
    pub kind: String,
    /// The log it is for.
    pub log: Origin,
    /// The fact: an object whose shape kind and schema give.
    pub payload: Value,
    /// Version of the payload's shape, from 1.
    pub schema: u64,
    /// What the signer had checked.
    pub seen: Seen,
    /// What the fact is about.
    pub stream: Stream,
}

/// An intent on its way to the host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIntent {
    /// What is put forward.
    pub intent: Intent,
    /// By whom.
    pub signature: Signature,
}

impl Intent {
    /// `"commonweal/intent/v1" ‖ 0x0A ‖ canonical(intent)`.
    pub fn signed_bytes(&self) -> Vec<u8> {
        let mut bytes = SIGNED_PREFIX.to_vec();
        bytes.extend(canonical::to_bytes(&self.to_value()));
        bytes
    }

    /// Signs the intent.
    pub fn sign(self, key: &SecretKey) -> SignedIntent {
        let sig = key.sign(&self.signed_bytes());
        let signature = Signature { key: key.public().id(), sig, assertion: None };
        SignedIntent { intent: self, signature }
    }

    /// SHA-256 of [`Self::signed_bytes`]: what a passkey is asked to sign. It fits this intent and no other.
    pub fn challenge(&self) -> Hash {
        Hash::of(&self.signed_bytes())
    }

    /// The intent with what the passkey `key` made of its challenge. Nothing is checked here.
    pub fn with_assertion(self, key: KeyId, assertion: Assertion, sig: SignatureBytes) -> SignedIntent {
        SignedIntent { intent: self, signature: Signature { key, sig, assertion: Some(assertion) } }
    }

    /// The JSON of the intent.
    pub fn to_value(&self) -> Value {
        let seen = Value::object([
            ("root", Value::Text(self.seen.root.to_string())),
            ("size", count(self.seen.size)),
        ]);
        let mut members = vec![
            ("attest", Value::text(self.attest.as_str())),
            ("body", Value::text(self.body.as_str())),
            ("expected", count(self.expected)),
            ("id", Value::Text(self.id.to_string())),
            ("kind", Value::text(self.kind.as_str())),
            ("log", Value::text(self.log.as_str())),
            ("payload", self.payload.clone()),
            ("schema", count(self.schema)),
            ("seen", seen),
            ("stream", Value::text(self.stream.as_str())),
            ("v", Value::Integer(1)),
        ];
        members.extend(self.actor.map(|actor| ("actor", Value::Text(actor.to_string()))));
        Value::object(members)
    }

    pub(super) fn from_fields(mut fields: Fields) -> Result<Self, EntryError> {
        let version = fields.count("v")?;
        if version != 1 {
            return Err(fields.bad_form("v", "1, the only version of this format", version.to_string()));
        }
        let mut seen_fields = fields.object("seen")?;
        let seen = Seen { root: seen_fields.parsed("root")?, size: seen_fields.count("size")? };
        seen_fields.end()?;
        let kind = fields.text("kind")?;
        if !canonical::is_key(&kind) {
            return Err(fields.bad_form(
                "kind",
                "lower-case letters, digits and underscores, at most 64",
                kind,
            ));
        }
        let schema = fields.count("schema")?;
        if schema == 0 {
            return Err(fields.bad_form("schema", "1 or more", schema.to_string()));
        }
        let payload = fields.object("payload")?.into_value();
        let intent = Self {
            actor: fields.optional("actor")?,
            attest: fields.parsed("attest")?,
            body: fields.parsed("body")?,
            expected: fields.count("expected")?,
            id: fields.parsed("id")?,
            kind,
            log: fields.parsed("log")?,
            payload,
            schema,
            seen,
            stream: fields.parsed("stream")?,
        };
        fields.end()?;
        Ok(intent)
    }
}

impl SignedIntent {
    /// The signed intent of canonical bytes `{"intent": ..., "signature": ...}`: what a client sends to a host.
    ///
    /// # Errors
    /// [`EntryError`] naming the first rule broken and its place.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, EntryError> {
        let mut fields = Fields::of(canonical::admit(bytes)?, "")?;
        let intent = Intent::from_fields(fields.object("intent")?)?;
        let signature = Signature::from_fields(fields.object("signature")?)?;
        fields.end()?;
        Ok(Self { intent, signature })
    }

    /// The canonical bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let value =
            Value::object([("intent", self.intent.to_value()), ("signature", self.signature.to_value())]);
        canonical::to_bytes(&value)
    }

    /// Checks the signature with `key`, whose id the intent must name.
    ///
    /// # Errors
    /// As for [`AttestingKey::verify`].
    pub fn verify(&self, key: &AttestingKey) -> Result<(), KeyError> {
        signature::verify(&self.intent, &self.signature, key)
    }
}

impl Attest {
    /// `body` or `host`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Body => "body",
            Self::Host => "host",
        }
    }
}

impl Form for Attest {
    const EXPECTED: &'static str = "body or host";
}

impl FromStr for Attest {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        match text {
            "body" => Ok(Self::Body),
            "host" => Ok(Self::Host),
            _ => Err(IdError { expected: Self::EXPECTED, found: text.to_owned() }),
        }
    }
}

impl fmt::Display for Attest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
