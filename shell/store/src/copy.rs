//! From any store to any store: the same bytes, the same roots.

mod values;

use std::sync::mpsc;
use std::thread;

use commonweal_record::tree::{Frontier, Hash};

use crate::row::{LogHead, Row};
use crate::{Store, StoreError};

/// Rows carried at a time.
const PAGE: usize = 5_000;
/// Pages read ahead of the one being written.
const AHEAD: usize = 2;

/// What was copied.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Copied {
    /// Each log with its size and root, the same in both stores.
    pub logs: Vec<(LogHead, Hash)>,
    /// Number of checkpoints.
    pub checkpoints: usize,
    /// Number of blobs.
    pub blobs: usize,
    /// Number of small mutable values.
    pub values: usize,
}

/// Copies every log, checkpoint, blob and small value of `from` to `to`, and goes on where an earlier copy stopped. `from` may be in use: each log is
/// copied up to the head it has when its turn comes.
///
/// # Errors
/// [`StoreError::Damaged`] where an entry's bytes are not those of its leaf hash; [`StoreError::RootsDiffer`] where `to` holds something
/// else in a log of the same origin, or gives back something else than was written to it.
pub fn everything(from: &dyn Store, to: &dyn Store) -> Result<Copied, StoreError> {
    let mut copied = Copied::default();
    for head in from.logs()? {
        let root = log(from, to, &head)?;
        for checkpoint in from.checkpoints(&head.origin)? {
            // One signed since the head was read speaks for entries that are not copied.
            if checkpoint.size <= head.size {
                to.put_checkpoint(&head.origin, &checkpoint)?;
                copied.checkpoints += 1;
            }
        }
        copied.logs.push((head, root));
    }
    for name in from.blobs()? {
        if let Some(blob) = from.blob(&name)? {
            to.put_blob(&name, &blob)?;
            copied.blobs += 1;
        }
    }
    copied.values = values::values(from, to)?;
    Ok(copied)
}

/// Copies the first `head.size` entries of a log, and gives their root as read back from `to`.
///
/// # Errors
/// As for [`everything`].
pub fn log(from: &dyn Store, to: &dyn Store, head: &LogHead) -> Result<Hash, StoreError> {
    let origin = head.origin.as_str();
    if !to.logs()?.iter().any(|there| there.origin == origin) {
        to.create_log(origin)?;
    }
    let there = to.head(origin)?.size;
    let begun = there.min(head.size);
    let mut source = rehash(from, origin, Frontier::default(), begun)?;
    let mut target = rehash(to, origin, Frontier::default(), begun)?;
    compare(origin, &source, &target)?;
    source = carry(from, to, head, source)?;
    target = rehash(to, origin, target, head.size)?;
    compare(origin, &source, &target)?;
    Ok(target.root())
}

/// Reads on one thread and writes on another; gives the source's tree.
fn carry(from: &dyn Store, to: &dyn Store, head: &LogHead, begun: Frontier) -> Result<Frontier, StoreError> {
    let (sender, pages) = mpsc::sync_channel::<Vec<Row>>(AHEAD);
    thread::scope(|scope| {
        let reader = scope.spawn(move || {
            let mut tree = begun;
            while tree.size() < head.size {
                let rows = page(from, &head.origin, tree.size(), head.size)?;
                for row in &rows {
                    tree.push(row.leaf);
                }
                if sender.send(rows).is_err() {
                    break;
                }
            }
            Ok(tree)
        });
        // The leaf hashes are checked against the bytes as they go in.
        let written = to.import(&head.origin, &mut pages.iter());
        drop(pages);
        let read = reader.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        written?;
        read
    })
}

/// Grows `tree` to `size` by hashing the stored bytes anew, so that a row changed behind the store's back is found.
///
/// # Errors
/// [`StoreError::Damaged`], with the first entry whose bytes are missing or are not those of its leaf hash.
pub fn rehash(
    store: &dyn Store,
    origin: &str,
    mut tree: Frontier,
    size: u64,
) -> Result<Frontier, StoreError> {
    while tree.size() < size {
        for row in page(store, origin, tree.size(), size)? {
            row.check(origin)?;
            tree.push(row.leaf);
        }
    }
    Ok(tree)
}

/// The next rows from `from` on and before `size`: at least one, without a gap.
fn page(store: &dyn Store, origin: &str, from: u64, size: u64) -> Result<Vec<Row>, StoreError> {
    let limit = usize::try_from(size - from).map_or(PAGE, |left| left.min(PAGE));
    let rows = store.read(origin, from, limit)?;
    let missing =
        |seq| StoreError::Damaged { origin: origin.to_owned(), seq, what: "it is missing".to_owned() };
    match (from..).zip(&rows).find(|(seq, row)| row.seq != *seq) {
        Some((seq, _)) => Err(missing(seq)),
        None if rows.is_empty() => Err(missing(from)),
        None => Ok(rows),
    }
}

fn compare(origin: &str, source: &Frontier, target: &Frontier) -> Result<(), StoreError> {
    let (left, right) = (source.root(), target.root());
    if left == right {
        return Ok(());
    }
    Err(StoreError::RootsDiffer { origin: origin.to_owned(), size: source.size(), left, right })
}
