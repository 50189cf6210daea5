//! An intent that is signed where the key is, away from the record: written, carried, signed, carried back, submitted.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;

use commonweal_record::canonical::{self, Value};
use commonweal_record::entry::{EntryError, Intent, SignedIntent};
use commonweal_record::fact::Fact;
use commonweal_record::key::{Assertion, KeyId, SignatureBytes};

use super::{KeyFile, RecordError};

/// Writes an intent, canonical, to a file that is not there yet.
///
/// # Errors
/// [`RecordError::Exists`], [`RecordError::File`].
pub fn write_intent(path: &Path, intent: &Intent) -> Result<(), RecordError> {
    write_new(path, &intent_bytes(intent))
}

/// The canonical bytes of an intent that has not been signed, as a file carries them.
pub fn intent_bytes(intent: &Intent) -> Vec<u8> {
    canonical::to_bytes(&Value::object([("intent", intent.to_value())]))
}

/// Reads an intent that has not been signed.
///
/// # Errors
/// [`RecordError::File`], [`RecordError::Intent`].
pub fn read_intent(path: &Path) -> Result<Intent, RecordError> {
    let bytes = fs::read(path).map_err(RecordError::file(path))?;
    intent_from_bytes(&bytes).map_err(|source| RecordError::Intent { path: path.to_path_buf(), source })
}

/// Reads what [`intent_bytes`] wrote, as a signed intent with an empty signature: so it is checked by the very rules of the log.
///
/// # Errors
/// [`EntryError`], with the rule that the bytes break.
pub fn intent_from_bytes(bytes: &[u8]) -> Result<Intent, EntryError> {
    let mut value = canonical::admit(bytes)?;
    let empty = Value::object([
        ("key", Value::text(KeyId([0; 16]).to_string())),
        ("sig", Value::text(SignatureBytes([0; 64]).to_base64())),
    ]);
    if let Value::Object(members) = &mut value {
        members.insert("signature".to_owned(), empty);
    }
    Ok(SignedIntent::from_bytes(&canonical::to_bytes(&value))?.intent)
}

/// What an intent says, for the one who is about to sign it.
///
/// # Errors
/// [`RecordError::Fact`].
pub fn in_words(intent: &Intent) -> Result<String, RecordError> {
    let fact = Fact::from_payload(&intent.kind, intent.schema, &intent.payload)?;
    Ok(format!("{}: {} {}", intent.log, intent.body, fact.predicate()))
}

/// Signs an intent with the key of its body.
///
/// # Errors
/// [`RecordError::KeyOfAnother`].
pub fn sign(intent: Intent, key: &KeyFile, path: &Path) -> Result<SignedIntent, RecordError> {
    if key.of != intent.body.as_str() {
        let (of, body) = (key.of.clone(), intent.body.to_string());
        return Err(RecordError::KeyOfAnother { path: path.to_path_buf(), of, body });
    }
    Ok(intent.sign(&key.key))
}

/// What the body's passkey is asked to sign: a hash that fits this intent and no other.
pub fn passkey_challenge(intent: &Intent) -> [u8; 32] {
    intent.challenge().0
}

/// What an authenticator answered to [`passkey_challenge`], as the browser hands it over.
#[derive(Debug, Clone)]
pub struct Answer {
    /// `response.authenticatorData`.
    pub authenticator_data: Vec<u8>,
    /// `response.clientDataJSON`.
    pub client_data: Vec<u8>,
    /// `response.signature`, in DER.
    pub signature: Vec<u8>,
}

/// The intent signed by the passkey `key`, to be handed to [`OpenLog::submit`](super::OpenLog::submit), which checks it.
///
/// # Errors
/// [`RecordError::NotASignature`].
pub fn assertion(intent: Intent, key: KeyId, answer: Answer) -> Result<SignedIntent, RecordError> {
    let sig = SignatureBytes::from_der(&answer.signature).map_err(RecordError::NotASignature)?;
    let Answer { authenticator_data, client_data, .. } = answer;
    Ok(intent.with_assertion(key, Assertion { authenticator_data, client_data }, sig))
}

/// Writes a signed intent to a file that is not there yet.
///
/// # Errors
/// [`RecordError::Exists`], [`RecordError::File`].
pub fn write_signed(path: &Path, signed: &SignedIntent) -> Result<(), RecordError> {
    write_new(path, &signed.to_bytes())
}

/// Reads a signed intent.
///
/// # Errors
/// [`RecordError::File`], [`RecordError::Intent`].
pub fn read_signed(path: &Path) -> Result<SignedIntent, RecordError> {
    let bytes = fs::read(path).map_err(RecordError::file(path))?;
    SignedIntent::from_bytes(&bytes)
        .map_err(|source| RecordError::Intent { path: path.to_path_buf(), source })
}

fn write_new(path: &Path, bytes: &[u8]) -> Result<(), RecordError> {
    let opened = OpenOptions::new().write(true).create_new(true).open(path);
    let mut file = opened.map_err(|source| match source.kind() {
        std::io::ErrorKind::AlreadyExists => RecordError::Exists { path: path.to_path_buf() },
        _ => RecordError::File { path: path.to_path_buf(), source },
    })?;
    file.write_all(bytes).map_err(RecordError::file(path))
}
