//! What a reader brings, and what comes out.

use crate::finding::Finding;
use crate::hash::hex;
use crate::keys::KeyHistory;
use crate::policy::Policy;

/// What the reader knew before the bundle came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trust {
    /// The host's public key; without it, that of entry 0 is taken on first sight.
    pub host_key: Option<[u8; 32]>,
    /// Who must have cosigned; without it, the bundle's own policy is taken.
    pub witnesses: Option<Policy>,
}

/// What a verified bundle holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// The log.
    pub origin: String,
    /// How many entries it has.
    pub entries: u64,
    /// The root over all of them.
    pub root: [u8; 32],
    /// The key id of the host.
    pub host_key: String,
    /// The witnesses that have cosigned the last checkpoint, by name.
    pub cosigners: Vec<String>,
    /// The keys of bodies.
    pub keys: Vec<KeyHistory>,
    /// How many blobs came with it.
    pub blobs: u64,
    /// What the reader should know though nothing is wrong.
    pub warnings: Vec<String>,
}

impl std::fmt::Display for Verified {
    /// The line that both verifiers print alike.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let cosigners =
            if self.cosigners.is_empty() { "nobody".to_owned() } else { self.cosigners.join(", ") };
        write!(
            f,
            "verified: {}: {} entries, root {}, host key {}, cosigned by {cosigners}",
            self.origin,
            self.entries,
            hex(&self.root),
            self.host_key
        )
    }
}

/// Why a bundle is not verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The first thing wrong.
    pub first: Finding,
    /// What else was found, in the order of the bundle; much of it may follow from the first.
    pub others: Vec<Finding>,
}
