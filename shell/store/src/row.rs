//! What a store keeps of a log.

use commonweal_record::tree::{Hash, leaf_hash};

use crate::StoreError;

/// The idempotency key of an entry: unique in its log.
pub type EntryId = [u8; 16];

/// One stored entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Place in the log, from 0 without gaps.
    pub seq: u64,
    /// Idempotency key.
    pub id: EntryId,
    /// What the entry is about.
    pub stream: String,
    /// Place in its stream, from 0 without gaps.
    pub version: u64,
    /// RFC 6962 leaf hash of `bytes`.
    pub leaf: Hash,
    /// The entry, byte for byte.
    pub bytes: Vec<u8>,
}

impl Row {
    pub(crate) fn receipt(&self) -> Receipt {
        Receipt { seq: self.seq, leaf: self.leaf }
    }

    /// Checks that the leaf hash is that of the bytes.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where it is not.
    pub fn check(&self, origin: &str) -> Result<(), StoreError> {
        let computed = leaf_hash(&self.bytes);
        if computed == self.leaf {
            return Ok(());
        }
        let what =
            format!("its bytes have the leaf hash {computed}, and {} is stored beside them", self.leaf);
        Err(StoreError::Damaged { origin: origin.to_owned(), seq: self.seq, what })
    }
}

/// Where an entry is, once it is there for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Receipt {
    /// Place in the log.
    pub seq: u64,
    /// Its leaf hash.
    pub leaf: Hash,
}

/// A log and how far it goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogHead {
    /// Name of the log, used once.
    pub origin: String,
    /// Number of entries.
    pub size: u64,
}

impl LogHead {
    /// Checks that no entry stands beyond the head: it was lowered otherwise, and what it hides would never be read.
    pub(crate) fn check(&self, last: Option<i64>) -> Result<(), StoreError> {
        match last.map(i64::cast_unsigned) {
            Some(seq) if seq >= self.size => {
                let what = format!("it stands beyond the head, which counts {} entries", self.size);
                Err(StoreError::Damaged { origin: self.origin.clone(), seq: self.size, what })
            }
            _ => Ok(()),
        }
    }
}

/// The end of a log: which entries it has, told by how many there are and by what the last one is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tip {
    /// Name of the log.
    pub origin: String,
    /// Number of entries.
    pub size: u64,
    /// Leaf hash of the last entry; none in an empty log.
    pub leaf: Option<Hash>,
}

impl Tip {
    /// A log that is not empty has a last entry.
    pub(crate) fn checked(self) -> Result<Self, StoreError> {
        if self.leaf.is_some() || self.size == 0 {
            return Ok(self);
        }
        let what = format!("it is missing, and the log has {} entries", self.size);
        Err(StoreError::Damaged { origin: self.origin, seq: self.size - 1, what })
    }
}

/// How much there is; since logs only grow, two equal extents of one store mean that nothing was appended between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Extent {
    /// Number of logs.
    pub logs: u64,
    /// Number of entries of all logs.
    pub entries: u64,
}

/// A checkpoint as stored: the note's text with every signature that was on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredCheckpoint {
    /// Tree size that it speaks for.
    pub size: u64,
    /// The signed note.
    pub note: String,
}

/// A document that can be erased, with the salt of its hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blob {
    /// The random salt that hides what the hash in the log is of.
    pub salt: [u8; 32],
    /// The document.
    pub data: Vec<u8>,
}

/// Most bytes of an origin.
const LONGEST_ORIGIN: usize = 200;

/// Origins become file names and notification payloads, so their alphabet is narrow.
pub(crate) fn check_origin(origin: &str) -> Result<(), StoreError> {
    let letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-./".contains(&byte);
    let part = |part: &str| !part.is_empty() && !part.starts_with('.');
    if origin.len() <= LONGEST_ORIGIN && origin.bytes().all(letter) && origin.split('/').all(part) {
        return Ok(());
    }
    Err(StoreError::BadOrigin { origin: origin.to_owned() })
}
