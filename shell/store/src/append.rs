//! Deciding, under the lock, what a batch of proposals becomes: the same for every store.
//!
//! An entry carries its sequence and time, so its bytes exist only once the head is known and nobody else can move it. The caller
//! therefore hands over a [`Batch`], and the store calls it back with the log locked. The database does three things only:
//! it looks up what is there, it inserts rows, and it commits.

use std::collections::BTreeMap;

use commonweal_record::tree::leaf_hash;

use crate::StoreError;
use crate::row::{EntryId, LogHead, Receipt, Row};

/// What is known of an entry before its bytes are made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Idempotency key.
    pub id: EntryId,
    /// What the entry is about.
    pub stream: String,
    /// Number of earlier entries of the same stream, as the signer knew them.
    pub version: u64,
}

/// What the caller adds to a log, and the state by which it decides.
pub trait Batch {
    /// The proposals, in the order wished.
    fn proposals(&self) -> &[Proposal];

    /// How many entries of the log the caller's state has followed.
    fn known_size(&self) -> u64;

    /// Takes the next row of the log into the caller's state: those of other processes first, then those of this batch.
    ///
    /// # Errors
    /// A sentence that says why the row does not fit; the append is then abandoned.
    fn follow(&mut self, row: &Row) -> Result<(), String>;

    /// Whether the entry stored under the id of proposal `index` is the one proposed, rather than another under the same id.
    fn is_same(&self, index: usize, stored: &Row) -> bool;

    /// The bytes of proposal `index` as entry number `head.size`, or `None` to refuse it (the reason stays with the caller).
    fn bytes(&mut self, index: usize, head: &LogHead) -> Option<Vec<u8>>;
}

/// What became of a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Stored now.
    Appended(Receipt),
    /// Stored before, under the same id and with the same content: this is the first receipt.
    Already(Receipt),
    /// The id belongs to an entry with other content.
    Conflict {
        /// Where that entry is.
        stored: Receipt,
    },
    /// Somebody else added to the stream meanwhile, or the proposal runs ahead of it.
    StreamMoved {
        /// The stream's next version.
        next: u64,
    },
    /// The caller refused it.
    Refused,
}

/// What the database knows about the proposals, read under the lock.
#[derive(Debug, Default)]
pub(crate) struct Known {
    /// Entries stored under the ids proposed.
    pub(crate) by_id: BTreeMap<EntryId, Row>,
    /// Next version of each stream proposed; absent for a stream without entries.
    pub(crate) next_version: BTreeMap<String, u64>,
}

/// Outcomes in the order of the proposals, and the rows to insert, in the order of the log.
#[derive(Debug)]
pub(crate) struct Decided {
    pub(crate) outcomes: Vec<Outcome>,
    pub(crate) rows: Vec<Row>,
}

/// Brings the caller's state up to a head.
pub(crate) fn catch_up(
    head: &LogHead,
    batch: &mut dyn Batch,
    mut read: impl FnMut(u64, usize) -> Result<Vec<Row>, StoreError>,
) -> Result<(), StoreError> {
    while batch.known_size() < head.size {
        let from = batch.known_size();
        // Not beyond this head, though outside the lock there may be more by now.
        let limit = usize::try_from(head.size - from).map_or(PAGE, |left| left.min(PAGE));
        for row in read(from, limit)? {
            follow(&head.origin, &row, batch)?;
        }
        if batch.known_size() == from {
            let what = format!("it cannot be read, though the log has {} entries", head.size);
            return Err(StoreError::Damaged { origin: head.origin.clone(), seq: from, what });
        }
    }
    if batch.known_size() == head.size {
        return Ok(());
    }
    let reason =
        format!("the caller has followed {} entries and the log has {}", batch.known_size(), head.size);
    Err(StoreError::NotFollowed { origin: head.origin.clone(), seq: head.size, reason })
}

/// Rows read at a time while following a log.
const PAGE: usize = 2_000;

fn follow(origin: &str, row: &Row, batch: &mut dyn Batch) -> Result<(), StoreError> {
    batch.follow(row).map_err(|reason| StoreError::NotFollowed {
        origin: origin.to_owned(),
        seq: row.seq,
        reason,
    })
}

/// Decides every proposal in order, each with the head that the earlier ones leave.
pub(crate) fn decide(
    mut head: LogHead,
    mut known: Known,
    batch: &mut dyn Batch,
) -> Result<Decided, StoreError> {
    let proposals = batch.proposals().to_vec();
    let mut decided = Decided { outcomes: Vec::with_capacity(proposals.len()), rows: Vec::new() };
    for (index, proposal) in proposals.into_iter().enumerate() {
        if let Some(stored) = known.by_id.get(&proposal.id) {
            let receipt = stored.receipt();
            decided.outcomes.push(if batch.is_same(index, stored) {
                Outcome::Already(receipt)
            } else {
                Outcome::Conflict { stored: receipt }
            });
            continue;
        }
        let next = known.next_version.get(&proposal.stream).copied().unwrap_or(0);
        if proposal.version != next {
            decided.outcomes.push(Outcome::StreamMoved { next });
            continue;
        }
        let Some(bytes) = batch.bytes(index, &head) else {
            decided.outcomes.push(Outcome::Refused);
            continue;
        };
        let Proposal { id, stream, version } = proposal;
        let row = Row { seq: head.size, id, leaf: leaf_hash(&bytes), stream, version, bytes };
        follow(&head.origin, &row, batch)?;
        decided.outcomes.push(Outcome::Appended(row.receipt()));
        head.size += 1;
        known.next_version.insert(row.stream.clone(), row.version + 1);
        known.by_id.insert(row.id, row.clone());
        decided.rows.push(row);
    }
    Ok(decided)
}

/// Rows copied from another store must go on where the log ends, and be what their leaf hashes say.
pub(crate) fn check_import(head: &LogHead, rows: &[Row]) -> Result<(), StoreError> {
    for (seq, row) in (head.size..).zip(rows) {
        if row.seq != seq {
            return Err(StoreError::Gap { origin: head.origin.clone(), size: seq, first: row.seq });
        }
        row.check(&head.origin)?;
    }
    Ok(())
}
