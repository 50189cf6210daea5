//! Why a note, a checkpoint or a signature on it is refused.

/// The first thing wrong with a note; lines count from 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// Not text, or with control characters.
    #[error("the note is not plain UTF-8 text at byte {at}: fetch it again as it was published")]
    NotText {
        /// Offset of the first byte that is not.
        at: usize,
    },
    /// No text, empty line and signature lines.
    #[error("the note is not a text, an empty line and signature lines: it may have been cut off")]
    NotANote,
    /// A line among the signatures that is none.
    #[error("line {line} is not a signature: it must be '— NAME BASE64' with at least 5 bytes")]
    BadSignatureLine {
        /// The line.
        line: usize,
    },
    /// The text is not that of a checkpoint.
    #[error("line {line} of the checkpoint must be {expected}")]
    NotACheckpoint {
        /// The line.
        line: usize,
        /// What it must be.
        expected: &'static str,
    },
    /// A name that a signature line cannot carry.
    #[error("'{}' cannot name a key: leave out spaces and plus signs", .0.escape_debug())]
    BadKeyName(String),
    /// A time that a cosignature cannot carry.
    #[error("the time of a cosignature is {0} seconds, which is beyond 2^63 - 1")]
    BadTime(u64),
    /// The key has not signed this note.
    #[error("the note has no signature of {name} by the expected key")]
    NotSigned {
        /// Name of the signer.
        name: String,
    },
    /// A signature line of the key that does not verify.
    #[error("the signature of {name} is not over this note: the note or the signature was changed")]
    BadSignature {
        /// Name of the signer.
        name: String,
    },
}
