//! Follows a log from its host: every page is proven to be part of what the host signed before it is stored.

use std::sync::Arc;
use std::time::Duration;

use commonweal_record::entry::{Entry, EntryError, Origin};
use commonweal_record::key::PublicKey;
use commonweal_record::note::{Checkpoint, NoteError, SignedNote, verify_host};
use commonweal_record::tree::{Frontier, Hash, ProofError, leaf_hash, verify_consistency};
use commonweal_store::copy::rehash;
use commonweal_store::{Row, Store, StoreError, StoredCheckpoint};

use crate::http::FetchError;
use crate::remote::RemoteLog;

/// A copy of one log in a partner's own store.
pub struct Mirror {
    store: Arc<dyn Store>,
    origin: Origin,
    host: PublicKey,
    tree: Frontier,
}

/// Why a mirror did not follow. What was stored before stays, and is proven.
#[derive(Debug, thiserror::Error)]
pub enum MirrorError {
    /// The host or mirror gave no answer.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// The mirror's own store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The checkpoint is not signed by the host.
    #[error("the checkpoint from {url} is not the host's: {source}")]
    Checkpoint {
        /// Where it came from.
        url: String,
        /// What is wrong with it.
        source: NoteError,
    },
    /// The checkpoint is of another log.
    #[error("{url} gave a checkpoint of {found}, not of {expected}")]
    OtherLog {
        /// Where it came from.
        url: String,
        /// The log asked for.
        expected: Origin,
        /// The log given.
        found: Origin,
    },
    /// The host signed fewer entries than the mirror holds.
    #[error(
        "the host of {origin} now signs {signed} entries, and this mirror holds {held}: an old back-up was restored there, or the log has forked. Tell the other partners; the missing entries can be had from here"
    )]
    Shrunk {
        /// The log.
        origin: Origin,
        /// Size of the checkpoint.
        signed: u64,
        /// Entries held.
        held: u64,
    },
    /// What the host signed now is not a continuation of what the mirror holds.
    #[error(
        "FORK of {origin}: what the host now signs does not continue the first {held} entries, which this mirror holds ({source}). Tell the other partners, and keep this copy"
    )]
    Fork {
        /// The log.
        origin: Origin,
        /// Entries held.
        held: u64,
        /// What does not fit.
        source: ProofError,
    },
    /// A page of entries is not what the host signed.
    #[error("the entries from {from} on that {url} gave are not those that the host signed: {source}")]
    NotSigned {
        /// Where they came from.
        url: String,
        /// First of the page.
        from: u64,
        /// What does not fit.
        source: ProofError,
    },
    /// An entry is not one.
    #[error("entry {seq} from {url} is no entry: {source}")]
    NotAnEntry {
        /// Where it came from.
        url: String,
        /// Its place.
        seq: u64,
        /// What is wrong with it.
        source: EntryError,
    },
    /// An entry belongs somewhere else.
    #[error("at place {seq} of {origin}, {url} gave entry {found_seq} of {found}")]
    Misplaced {
        /// Where it came from.
        url: String,
        /// The log.
        origin: Origin,
        /// The place asked for.
        seq: u64,
        /// The log that the entry names.
        found: Origin,
        /// The place that the entry names.
        found_seq: u64,
    },
    /// Fewer entries than the checkpoint covers.
    #[error("{url} has signed {signed} entries and gives none from {from} on: ask its operator")]
    Withheld {
        /// Where they should be.
        url: String,
        /// Size of the checkpoint.
        signed: u64,
        /// First one missing.
        from: u64,
    },
    /// A line of a proof is not a hash.
    #[error("{url} gave something else than a proof")]
    NotAProof {
        /// Where it came from.
        url: String,
    },
    /// A mirror that says it holds what it does not.
    #[error("{url} does not hold what this log has signed: {what}")]
    NotHeld {
        /// The mirror.
        url: String,
        /// What is missing or different.
        what: String,
    },
}

/// What a mirror now holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Followed {
    /// Entries held.
    pub size: u64,
    /// Entries that are new.
    pub new: u64,
    /// The checkpoint that they were checked against.
    pub checkpoint: SignedNote,
}

impl Mirror {
    /// The mirror of a log in `store`, which is begun where it is not there; what is held already is hashed once.
    ///
    /// # Errors
    /// [`MirrorError::Store`].
    pub fn open(store: Arc<dyn Store>, origin: Origin, host: PublicKey) -> Result<Self, MirrorError> {
        if !store.logs()?.iter().any(|log| log.origin == origin.as_str()) {
            store.create_log(origin.as_str())?;
        }
        let held = store.head(origin.as_str())?.size;
        let tree = rehash(store.as_ref(), origin.as_str(), Frontier::default(), held)?;
        Ok(Self { store, origin, host, tree })
    }

    /// Number of entries held.
    pub fn size(&self) -> u64 {
        self.tree.size()
    }

    /// Fetches what is new from the host, or another mirror, at `url`, checks and stores it page by page, then keeps the checkpoint.
    ///
    /// # Errors
    /// [`MirrorError`].
    pub fn follow(&mut self, url: &str, time: Duration) -> Result<Followed, MirrorError> {
        let log = Remote(RemoteLog::new(url, &self.origin, time));
        let (note, checkpoint) = log.checkpoint(self.host)?;
        let held = self.tree.size();
        if checkpoint.size < held {
            let (origin, signed) = (self.origin.clone(), checkpoint.size);
            return Err(MirrorError::Shrunk { origin, signed, held });
        }
        log.prove(&self.tree, &checkpoint)?.map_err(|source| MirrorError::Fork {
            origin: self.origin.clone(),
            held,
            source,
        })?;
        while self.tree.size() < checkpoint.size {
            let from = self.tree.size();
            let rows = log.entries(from, checkpoint.size)?;
            let mut grown = self.tree.clone();
            for row in &rows {
                grown.push(row.leaf);
            }
            log.prove(&grown, &checkpoint)?.map_err(|source| MirrorError::NotSigned {
                url: url.to_owned(),
                from,
                source,
            })?;
            self.store.import(self.origin.as_str(), &mut std::iter::once(rows))?;
            self.tree = grown;
        }
        let stored = StoredCheckpoint { size: checkpoint.size, note: note.to_string() };
        self.store.put_checkpoint(self.origin.as_str(), &stored)?;
        Ok(Followed { size: checkpoint.size, new: checkpoint.size - held, checkpoint: note })
    }
}

/// How many entries of a log the mirror at `url` holds, as far as the host can tell: its checkpoint is one that the host signed of this very tree, and the
/// last entry that it covers comes back byte for byte. That the mirror keeps all between is its operator's word.
///
/// # Errors
/// [`MirrorError`]; [`MirrorError::NotHeld`] where the mirror's copy is not this log.
pub fn held_by(
    url: &str,
    store: &dyn Store,
    origin: &Origin,
    host: PublicKey,
    time: Duration,
) -> Result<u64, MirrorError> {
    let log = Remote(RemoteLog::new(url, origin, time));
    let (_, checkpoint) = log.checkpoint(host)?;
    let not_held = |what: &str| MirrorError::NotHeld { url: url.to_owned(), what: what.to_owned() };
    if store.head(origin.as_str())?.size < checkpoint.size {
        return Err(not_held("its checkpoint covers more entries than this log has"));
    }
    let tree = rehash(store, origin.as_str(), Frontier::default(), checkpoint.size)?;
    if tree.root() != checkpoint.root {
        return Err(not_held("its checkpoint has another root"));
    }
    let Some(last) = checkpoint.size.checked_sub(1) else { return Ok(0) };
    let ours = store.read(origin.as_str(), last, 1)?;
    if log.entries(last, checkpoint.size)? != ours {
        return Err(not_held("its last entry is another"));
    }
    Ok(checkpoint.size)
}

/// A log on somebody else's server, checked as it comes.
struct Remote<'a>(RemoteLog<'a>);

impl Remote<'_> {
    fn checkpoint(&self, host: PublicKey) -> Result<(SignedNote, Checkpoint), MirrorError> {
        let body = self.0.checkpoint()?;
        let url = self.0.path("checkpoint");
        let read = SignedNote::parse(&body).and_then(|note| Ok((verify_host(&note, host)?, note)));
        let (checkpoint, note) =
            read.map_err(|source| MirrorError::Checkpoint { url: url.clone(), source })?;
        if checkpoint.origin != *self.0.origin() {
            let (expected, found) = (self.0.origin().clone(), checkpoint.origin);
            return Err(MirrorError::OtherLog { url, expected, found });
        }
        Ok((note, checkpoint))
    }

    /// Whether `tree` is a beginning of the checkpoint's.
    fn prove(&self, tree: &Frontier, checkpoint: &Checkpoint) -> Result<Result<(), ProofError>, MirrorError> {
        let (from, to) = (tree.size(), checkpoint.size);
        let mut proof = Vec::new();
        if from != 0 && from < to {
            let body = self.0.proof(from, to)?;
            let lines =
                std::str::from_utf8(&body).ok().map(|text| text.lines().map(Hash::from_base64).collect());
            let Some(Ok(hashes)) = lines else {
                return Err(MirrorError::NotAProof { url: self.0.path("proof") });
            };
            proof = hashes;
        }
        Ok(verify_consistency(from, tree.root(), to, checkpoint.root, &proof))
    }

    /// The next entries from `from` on and before `size`: at least one.
    fn entries(&self, from: u64, size: u64) -> Result<Vec<Row>, MirrorError> {
        let lines = self.0.entries(from, size)?;
        let url = self.0.path("entries");
        if lines.is_empty() {
            return Err(MirrorError::Withheld { url, signed: size, from });
        }
        (from..).zip(&lines).map(|(seq, line)| self.row(&url, seq, line)).collect()
    }

    fn row(&self, url: &str, seq: u64, bytes: &[u8]) -> Result<Row, MirrorError> {
        let entry = Entry::from_bytes(bytes).map_err(|source| MirrorError::NotAnEntry {
            url: url.to_owned(),
            seq,
            source,
        })?;
        let (found, found_seq) = (entry.intent.log, entry.admission.seq);
        if found != *self.0.origin() || found_seq != seq {
            let (url, origin) = (url.to_owned(), self.0.origin().clone());
            return Err(MirrorError::Misplaced { url, origin, seq, found, found_seq });
        }
        Ok(Row {
            seq,
            id: entry.intent.id.0,
            stream: entry.intent.stream.to_string(),
            version: entry.intent.expected,
            leaf: leaf_hash(bytes),
            bytes: bytes.to_vec(),
        })
    }
}
