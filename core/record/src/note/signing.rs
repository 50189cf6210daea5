//! Signatures of hosts and witnesses on checkpoints.

use super::{Checkpoint, NoteError, NoteSignature, SignedNote, is_key_name};
use crate::key::{PublicKey, SecretKey, SignatureBytes};
use crate::tree::Hash;

/// C2SP `signed-note`: Ed25519 over the text.
const HOST: u8 = 0x01;
/// C2SP `tlog-cosignature`: Ed25519 over time and text.
const WITNESS: u8 = 0x04;

/// The note of `checkpoint` with the host's signature, whose name is the origin.
pub fn sign_checkpoint(checkpoint: &Checkpoint, host: &SecretKey) -> SignedNote {
    let (text, name) = (checkpoint.to_string(), checkpoint.origin.to_string());
    let key_hash = key_hash(&name, HOST, host.public());
    let bytes = host.sign(text.as_bytes()).0.to_vec();
    SignedNote { text, signatures: vec![NoteSignature { name, key_hash, bytes }] }
}

/// The checkpoint of `note`, if `host` has signed it under the name of its origin. The caller compares the origin with the one expected.
///
/// # Errors
/// [`NoteError::NotACheckpoint`]; [`NoteError::NotSigned`]; [`NoteError::BadSignature`] if any line of this key does not verify.
pub fn verify_host(note: &SignedNote, host: PublicKey) -> Result<Checkpoint, NoteError> {
    let checkpoint = note.checkpoint()?;
    let name = checkpoint.origin.as_str();
    let mut signed = false;
    for line in note.by(name, key_hash(name, HOST, host)) {
        verify(host, note.text.as_bytes(), &line.bytes, name)?;
        signed = true;
    }
    if signed { Ok(checkpoint) } else { Err(NoteError::NotSigned { name: name.to_owned() }) }
}

/// The signature line by which the witness `name` says that at `seconds` of Unix time this was the largest tree of the log that it knew, and that the log
/// had only grown. The caller checks both first.
///
/// # Errors
/// [`NoteError::BadKeyName`]; [`NoteError::BadTime`]; [`NoteError::NotACheckpoint`] where there is nothing to witness.
pub fn cosign(
    note: &SignedNote,
    name: &str,
    witness: &SecretKey,
    seconds: u64,
) -> Result<NoteSignature, NoteError> {
    note.checkpoint()?;
    if !is_key_name(name) {
        return Err(NoteError::BadKeyName(name.to_owned()));
    }
    if seconds > i64::MAX.unsigned_abs() {
        return Err(NoteError::BadTime(seconds));
    }
    let mut bytes = seconds.to_be_bytes().to_vec();
    bytes.extend(witness.sign(&cosigned_bytes(&note.text, seconds)).0);
    let key_hash = key_hash(name, WITNESS, witness.public());
    Ok(NoteSignature { name: name.to_owned(), key_hash, bytes })
}

/// The latest time, in Unix seconds, at which the witness `name` with this key has cosigned `note`.
///
/// # Errors
/// [`NoteError::NotSigned`]; [`NoteError::BadSignature`] if any line of this key does not verify; [`NoteError::BadTime`].
pub fn verify_cosignature(note: &SignedNote, name: &str, witness: PublicKey) -> Result<u64, NoteError> {
    let mut latest = None;
    for line in note.by(name, key_hash(name, WITNESS, witness)) {
        let bad = || NoteError::BadSignature { name: name.to_owned() };
        let (time, signature) = line.bytes.split_first_chunk::<8>().ok_or_else(bad)?;
        let seconds = u64::from_be_bytes(*time);
        if seconds > i64::MAX.unsigned_abs() {
            return Err(NoteError::BadTime(seconds));
        }
        verify(witness, &cosigned_bytes(&note.text, seconds), signature, name)?;
        latest = latest.max(Some(seconds));
    }
    latest.ok_or_else(|| NoteError::NotSigned { name: name.to_owned() })
}

fn cosigned_bytes(text: &str, seconds: u64) -> Vec<u8> {
    format!("cosignature/v1\ntime {seconds}\n{text}").into_bytes()
}

fn verify(key: PublicKey, message: &[u8], signature: &[u8], name: &str) -> Result<(), NoteError> {
    let bad = || NoteError::BadSignature { name: name.to_owned() };
    let signature = SignatureBytes(signature.try_into().map_err(|_| bad())?);
    key.verify_strict(message, &signature).map_err(|_| bad())
}

/// First four bytes of `SHA-256(NAME ‖ 0x0A ‖ algorithm ‖ key)`.
fn key_hash(name: &str, algorithm: u8, key: PublicKey) -> [u8; 4] {
    let hash = Hash::of_parts(&[name.as_bytes(), b"\n", &[algorithm], &key.to_bytes()]);
    let [a, b, c, d, ..] = hash.0;
    [a, b, c, d]
}
