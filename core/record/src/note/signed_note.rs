//! A text and the signatures under it.

use std::fmt;

use super::{Checkpoint, NoteError};
use crate::encoding::{from_base64, to_base64};

/// A C2SP signed note. Its `Display` is the note's bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedNote {
    /// The signed text, with its last line break.
    pub text: String,
    /// The signature lines in order, known and unknown.
    pub signatures: Vec<NoteSignature>,
}

/// One signature line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteSignature {
    /// Name of the signer.
    pub name: String,
    /// First four bytes of the hash of name, algorithm and key.
    pub key_hash: [u8; 4],
    /// The signature in the form of its algorithm; at least one byte.
    pub bytes: Vec<u8>,
}

impl SignedNote {
    /// The note of `bytes`; no signature is checked.
    ///
    /// # Errors
    /// [`NoteError::NotText`], [`NoteError::NotANote`] or [`NoteError::BadSignatureLine`].
    pub fn parse(bytes: &[u8]) -> Result<Self, NoteError> {
        let note = std::str::from_utf8(bytes).map_err(|e| NoteError::NotText { at: e.valid_up_to() })?;
        if let Some(at) = note.bytes().position(|b| b < 0x20 && b != b'\n') {
            return Err(NoteError::NotText { at });
        }
        let split = note.rfind("\n\n").ok_or(NoteError::NotANote)? + 1;
        let (text, lines) = (&note[..split], &note[split + 1..]);
        let lines = lines.strip_suffix('\n').ok_or(NoteError::NotANote)?;
        let before = text.split('\n').count();
        let signatures = lines.split('\n').enumerate().map(|(i, line)| {
            NoteSignature::of_line(line).ok_or(NoteError::BadSignatureLine { line: before + 1 + i })
        });
        Ok(Self { text: text.to_owned(), signatures: signatures.collect::<Result<_, _>>()? })
    }

    /// What the text says, unchecked: [`super::verify_host`] checks it.
    ///
    /// # Errors
    /// [`NoteError::NotACheckpoint`].
    pub fn checkpoint(&self) -> Result<Checkpoint, NoteError> {
        Checkpoint::from_text(&self.text)
    }

    /// The lines of this signer, by name and key hash.
    pub(super) fn by<'a>(
        &'a self,
        name: &'a str,
        key_hash: [u8; 4],
    ) -> impl Iterator<Item = &'a NoteSignature> {
        self.signatures.iter().filter(move |line| line.name == name && line.key_hash == key_hash)
    }
}

impl NoteSignature {
    fn of_line(line: &str) -> Option<Self> {
        let (name, base64) = line.strip_prefix("— ")?.split_once(' ')?;
        let decoded = from_base64(base64)?;
        let (key_hash, bytes) = decoded.split_first_chunk::<4>()?;
        let fits = is_key_name(name) && !bytes.is_empty();
        fits.then(|| Self { name: name.to_owned(), key_hash: *key_hash, bytes: bytes.to_vec() })
    }
}

impl fmt::Display for SignedNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

impl fmt::Display for NoteSignature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decoded = [&self.key_hash[..], &self.bytes].concat();
        write!(f, "— {} {}", self.name, to_base64(&decoded))
    }
}

/// Whether `name` can stand in a signature line: not empty, without spaces, plus signs and control characters.
pub fn is_key_name(name: &str) -> bool {
    !name.is_empty() && !name.chars().any(|c| c.is_whitespace() || c == '+' || c < ' ')
}
