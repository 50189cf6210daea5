//! What the browser says about an assertion: the client data of `WebAuthn` (Level 3, §5.8.1).

use super::AssertionError;
use crate::canonical::{self, Value};

/// The members of client data that matter here. Others are signed with them and not read.
pub(super) struct ClientData {
    pub(super) kind: String,
    pub(super) challenge: String,
    pub(super) origin: String,
    pub(super) cross_origin: bool,
}

impl ClientData {
    /// Reads client data: one JSON object, in which no object has a key twice, since one reader would take the first and another the last.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, AssertionError> {
        let bad = |reason: &str| AssertionError::ClientData { reason: reason.to_owned() };
        let value = canonical::parse_foreign(bytes)
            .map_err(|error| AssertionError::ClientData { reason: error.to_string() })?;
        let Value::Object(mut members) = value else { return Err(bad("it is no object")) };
        let mut text = |key: &str| match members.remove(key) {
            Some(Value::Text(text)) => Ok(text),
            _ => Err(AssertionError::ClientData { reason: format!("{key} is no text") }),
        };
        let (kind, challenge, origin) = (text("type")?, text("challenge")?, text("origin")?);
        let cross_origin = match members.get("crossOrigin") {
            None | Some(Value::Bool(false)) => false,
            Some(Value::Bool(true)) => true,
            Some(_) => return Err(bad("crossOrigin is neither true nor false")),
        };
        Ok(Self { kind, challenge, origin, cross_origin })
    }
}
