//! Size and root of a log at one moment.

use std::fmt;

use super::NoteError;
use crate::entry::Origin;
use crate::tree::Hash;

/// What a host signs: of the log `origin`, the first `size` entries have this `root`. Its `Display` is the text of the note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// The log.
    pub origin: Origin,
    /// Number of entries.
    pub size: u64,
    /// Root over them.
    pub root: Hash,
}

impl Checkpoint {
    /// The checkpoint of a note's text: three lines, each ended by a line break.
    ///
    /// # Errors
    /// [`NoteError::NotACheckpoint`] naming the line.
    pub fn from_text(text: &str) -> Result<Self, NoteError> {
        let wrong = |line, expected| NoteError::NotACheckpoint { line, expected };
        let lines: Vec<&str> = text.split('\n').collect();
        let [origin, size, root, ""] = lines[..] else {
            return Err(wrong(lines.len().min(4), "the last of three"));
        };
        let origin = origin.parse().map_err(|_| wrong(1, "an origin: host/slug/generation"))?;
        let size = decimal(size).ok_or_else(|| wrong(2, "the number of entries, without leading zeros"))?;
        let root = Hash::from_base64(root).map_err(|_| wrong(3, "the base64 of 32 bytes"))?;
        Ok(Self { origin, size, root })
    }
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n{}\n{}\n", self.origin, self.size, self.root.to_base64())
    }
}

/// A decimal number without sign and leading zeros.
pub(super) fn decimal(text: &str) -> Option<u64> {
    let number: u64 = text.parse().ok()?;
    (number.to_string() == text).then_some(number)
}
