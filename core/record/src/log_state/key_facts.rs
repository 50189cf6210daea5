//! The three kinds of fact that decide whose signature counts (docs/record.md, section 7).

use std::collections::BTreeMap;
use std::str::FromStr;

use super::AdmissionError;
use crate::canonical::Value;
use crate::entry::{BodyId, Intent, Origin};
use crate::key::{KeyId, PublicKey};
use crate::tree::Hash;

/// What a key fact says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum KeyFact {
    /// `log_opened`.
    Opened { host_key: PublicKey, origin: Origin },
    /// `key_added`.
    Added { key: PublicKey, of: BodyId },
    /// `key_revoked`.
    Revoked { key_id: KeyId },
}

impl KeyFact {
    /// The key fact in `intent`, where its kind is one.
    ///
    /// # Errors
    /// [`AdmissionError::BadPayload`].
    pub(super) fn of(intent: &Intent) -> Result<Option<Self>, AdmissionError> {
        let mut members =
            Members { kind: &intent.kind, rest: intent.payload.as_object().into_iter().flatten().collect() };
        let fact = match intent.kind.as_str() {
            "log_opened" => members.opened()?,
            "key_added" => members.added()?,
            "key_revoked" => members.revoked()?,
            _ => return Ok(None),
        };
        match members.rest.keys().next() {
            Some(key) => Err(members.bad(format!("{key} has no place in it"))),
            None => Ok(Some(fact)),
        }
    }
}

/// The members of a payload that have not been read yet.
struct Members<'a> {
    kind: &'a str,
    rest: BTreeMap<&'a String, &'a Value>,
}

impl Members<'_> {
    fn opened(&mut self) -> Result<KeyFact, AdmissionError> {
        self.text("name")?;
        let host_key = self.public_key("host_key")?;
        let origin = self.parsed("origin")?;
        if let Some(previous) = self.rest.remove(&"previous".to_owned()) {
            let mut inner =
                Members { kind: self.kind, rest: previous.as_object().into_iter().flatten().collect() };
            inner.parsed::<Origin>("origin")?;
            inner.parsed::<Hash>("root")?;
            let size = inner.rest.remove(&"size".to_owned()).and_then(Value::as_integer);
            if size.is_none_or(|size| size < 0) || !inner.rest.is_empty() {
                return Err(self.bad("previous must hold origin, root and size, and nothing else".to_owned()));
            }
        }
        Ok(KeyFact::Opened { host_key, origin })
    }

    fn added(&mut self) -> Result<KeyFact, AdmissionError> {
        let key = self.public_key("key")?;
        if self.parsed::<KeyId>("key_id")? != key.id() {
            return Err(self.bad(format!("key_id is not that of the key, which is {}", key.id())));
        }
        Ok(KeyFact::Added { key, of: self.parsed("of")? })
    }

    fn revoked(&mut self) -> Result<KeyFact, AdmissionError> {
        self.text("reason")?;
        Ok(KeyFact::Revoked { key_id: self.parsed("key_id")? })
    }

    fn text(&mut self, key: &str) -> Result<String, AdmissionError> {
        let text = self.rest.remove(&key.to_owned()).and_then(Value::as_text).map(str::to_owned);
        text.ok_or_else(|| self.bad(format!("{key} must be a text")))
    }

    fn parsed<T: FromStr<Err: std::fmt::Display>>(&mut self, key: &str) -> Result<T, AdmissionError> {
        self.text(key)?.parse().map_err(|e: T::Err| self.bad(format!("{key}: {e}")))
    }

    fn public_key(&mut self, key: &str) -> Result<PublicKey, AdmissionError> {
        PublicKey::from_base64(&self.text(key)?).map_err(|e| self.bad(format!("{key}: {e}")))
    }

    fn bad(&self, reason: String) -> AdmissionError {
        AdmissionError::BadPayload { kind: self.kind.to_owned(), reason }
    }
}
