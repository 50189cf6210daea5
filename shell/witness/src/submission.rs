//! The body of an `add-checkpoint` request: the size last cosigned, the consistency proof from there, the checkpoint.

use std::fmt;

use commonweal_record::note::{NoteError, SignedNote};
use commonweal_record::tree::Hash;

/// Most lines of a proof: a tree of 2⁶³ leaves needs no more.
const MOST_PROOF_LINES: usize = 63;

/// A checkpoint on its way to a witness. Its `Display` is the body of the request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// Size of the checkpoint that the witness is believed to have cosigned last; 0 where there is none.
    pub old_size: u64,
    /// Consistency proof from `old_size` to the checkpoint's size.
    pub proof: Vec<Hash>,
    /// The checkpoint, signed by the host.
    pub checkpoint: SignedNote,
}

/// Why a body is not a submission; lines count from 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SubmissionError {
    /// Not UTF-8.
    #[error("the body is not UTF-8 text at byte {at}")]
    NotText {
        /// Offset of the first byte that is not.
        at: usize,
    },
    /// The first line.
    #[error("line 1 must be 'old', a space and a size in decimal without leading zeros")]
    OldSize,
    /// No empty line after the proof.
    #[error("an empty line must stand between the consistency proof and the checkpoint")]
    NoEmptyLine,
    /// More lines of proof than any tree needs.
    #[error("the consistency proof has more than {MOST_PROOF_LINES} lines")]
    ProofTooLong,
    /// A line of the proof.
    #[error("line {line} must be the base64 of a 32-byte hash")]
    ProofLine {
        /// The line.
        line: usize,
    },
    /// The note after the empty line.
    #[error("the checkpoint is not a signed note: {0}")]
    Checkpoint(#[from] NoteError),
}

impl Submission {
    /// The submission in the body of a request; nothing is checked but its form.
    ///
    /// # Errors
    /// [`SubmissionError`] naming the first line that is wrong.
    pub fn parse(body: &[u8]) -> Result<Self, SubmissionError> {
        let text = std::str::from_utf8(body)
            .map_err(|error| SubmissionError::NotText { at: error.valid_up_to() })?;
        let (first, mut rest) = text.split_once('\n').ok_or(SubmissionError::OldSize)?;
        let old_size = first.strip_prefix("old ").and_then(decimal).ok_or(SubmissionError::OldSize)?;
        let mut proof = Vec::new();
        loop {
            let (line, after) = rest.split_once('\n').ok_or(SubmissionError::NoEmptyLine)?;
            rest = after;
            if line.is_empty() {
                break;
            }
            if proof.len() == MOST_PROOF_LINES {
                return Err(SubmissionError::ProofTooLong);
            }
            let wrong = SubmissionError::ProofLine { line: proof.len() + 2 };
            proof.push(Hash::from_base64(line).map_err(|_| wrong)?);
        }
        Ok(Self { old_size, proof, checkpoint: SignedNote::parse(rest.as_bytes())? })
    }
}

impl fmt::Display for Submission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "old {}", self.old_size)?;
        self.proof.iter().try_for_each(|hash| writeln!(f, "{}", hash.to_base64()))?;
        write!(f, "\n{}", self.checkpoint)
    }
}

/// A decimal number without sign and leading zeros.
pub(crate) fn decimal(text: &str) -> Option<u64> {
    let number: u64 = text.parse().ok()?;
    (number.to_string() == text).then_some(number)
}
