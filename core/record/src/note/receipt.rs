//! A receipt: one entry, and the proof that a signed checkpoint covers it, in one text file.

use std::fmt;

use super::checkpoint::decimal;
use super::{Checkpoint, NoteError, SignedNote, verify_host};
use crate::encoding::{from_base64, to_base64};
use crate::key::PublicKey;
use crate::tree::{Hash, ProofError, leaf_hash, verify_inclusion};

/// A C2SP `tlog-proof` whose extra data is the entry itself. Its `Display` is the file, usually named `*.tlog-proof`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The entry's bytes, as stored.
    pub entry: Vec<u8>,
    /// Its place in the log.
    pub index: u64,
    /// Its inclusion proof in the tree of the checkpoint.
    pub proof: Vec<Hash>,
    /// The checkpoint.
    pub checkpoint: SignedNote,
}

/// Why a receipt proves nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptError {
    /// A line is not as `tlog-proof` says; lines count from 1.
    #[error("line {line} of the receipt must be {expected}")]
    NotAReceipt {
        /// The line.
        line: usize,
        /// What it must be.
        expected: &'static str,
    },
    /// The checkpoint is not a note, or not signed by the host.
    #[error("the receipt's checkpoint is not valid")]
    Checkpoint(#[from] NoteError),
    /// The proof does not lead from the entry to the checkpoint's root.
    #[error("the receipt does not prove that the entry is in the log")]
    Proof(#[from] ProofError),
}

const HEADER: &str = "c2sp.org/tlog-proof@v1";

impl Receipt {
    /// The receipt of `text`; nothing is checked but its form.
    ///
    /// # Errors
    /// [`ReceiptError::NotAReceipt`]; [`ReceiptError::Checkpoint`].
    pub fn parse(text: &str) -> Result<Self, ReceiptError> {
        let wrong = |line, expected| ReceiptError::NotAReceipt { line, expected };
        let (head, note) =
            text.split_once("\n\n").ok_or_else(|| wrong(1, "followed by an empty line somewhere"))?;
        let mut lines = head.split('\n');
        if lines.next() != Some(HEADER) {
            return Err(wrong(1, HEADER));
        }
        let entry = lines.next().and_then(|line| line.strip_prefix("extra ")).and_then(from_base64);
        let entry = entry.ok_or_else(|| wrong(2, "'extra ' and the base64 of the entry"))?;
        let index = lines.next().and_then(|line| line.strip_prefix("index ")).and_then(decimal);
        let index = index.ok_or_else(|| wrong(3, "'index ' and the place of the entry"))?;
        let hash = |(i, line)| Hash::from_base64(line).map_err(|_| wrong(4 + i, "the base64 of 32 bytes"));
        let proof = lines.enumerate().map(hash).collect::<Result<_, _>>()?;
        Ok(Self { entry, index, proof, checkpoint: SignedNote::parse(note.as_bytes())? })
    }

    /// Checks that `host` signed a checkpoint that covers the entry, and gives that checkpoint. The caller compares its origin with the one expected.
    ///
    /// # Errors
    /// [`ReceiptError::Checkpoint`]; [`ReceiptError::Proof`].
    pub fn verify(&self, host: PublicKey) -> Result<Checkpoint, ReceiptError> {
        let checkpoint = verify_host(&self.checkpoint, host)?;
        verify_inclusion(leaf_hash(&self.entry), self.index, checkpoint.size, &self.proof, checkpoint.root)?;
        Ok(checkpoint)
    }
}

impl fmt::Display for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEADER}\nextra {}\nindex {}", to_base64(&self.entry), self.index)?;
        self.proof.iter().try_for_each(|hash| writeln!(f, "{}", hash.to_base64()))?;
        write!(f, "\n{}", self.checkpoint)
    }
}
