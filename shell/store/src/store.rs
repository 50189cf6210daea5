//! The one narrow trait behind which facts live.

use std::path::Path;
use std::time::Duration;

use crate::StoreError;
use crate::append::{Batch, Outcome};
use crate::key_value::KeyValue;
use crate::row::{Blob, EntryId, Extent, LogHead, Row, StoredCheckpoint, Tip};

/// Where logs, checkpoints and erasable blobs live. It knows bytes, not facts.
///
/// What every store promises, and the contract suite checks on each:
/// - what [`append`](Store::append) has returned is on disk, and no failure takes it back;
/// - sequences have no gaps, and readers never see past the head;
/// - an id is stored once, whatever is retried, and an entry is never changed or removed.
///
/// Every method may return [`StoreError::Database`] or [`StoreError::Busy`], and those with an origin [`StoreError::NoLog`].
pub trait Store: KeyValue {
    /// All logs, in the order of their origins.
    ///
    /// # Errors
    /// As for every method.
    fn logs(&self) -> Result<Vec<LogHead>, StoreError>;

    /// How much there is, all logs together: one small question, for whoever follows many.
    ///
    /// # Errors
    /// As for every method.
    fn extent(&self) -> Result<Extent, StoreError>;

    /// The end of every log, in the order of their origins.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where the last entry of a log is missing.
    fn tips(&self) -> Result<Vec<Tip>, StoreError>;

    /// Begins an empty log.
    ///
    /// # Errors
    /// [`StoreError::LogExists`], [`StoreError::BadOrigin`].
    fn create_log(&self, origin: &str) -> Result<(), StoreError>;

    /// How far a log goes.
    ///
    /// # Errors
    /// As for every method.
    fn head(&self, origin: &str) -> Result<LogHead, StoreError>;

    /// Up to `limit` entries from `from` on, in order, none beyond the head.
    ///
    /// # Errors
    /// As for every method.
    fn read(&self, origin: &str, from: u64, limit: usize) -> Result<Vec<Row>, StoreError>;

    /// The entry with an id.
    ///
    /// # Errors
    /// As for every method.
    fn find(&self, origin: &str, id: EntryId) -> Result<Option<Row>, StoreError>;

    /// Decides a batch with the log locked and stores what it yields in one commit: one outcome a proposal.
    ///
    /// After an error the state behind the batch must be thrown away: it may have followed rows that are not stored.
    ///
    /// # Errors
    /// [`StoreError::CommitUnknown`] where the entries may or may not be stored; otherwise nothing was stored.
    fn append(&self, origin: &str, batch: &mut dyn Batch) -> Result<Vec<Outcome>, StoreError>;

    /// Copies pages of another store's rows to the end of a log, as they are, in one commit, and gives the new size.
    ///
    /// # Errors
    /// [`StoreError::Gap`], [`StoreError::Damaged`].
    fn import(&self, origin: &str, pages: &mut dyn Iterator<Item = Vec<Row>>) -> Result<u64, StoreError>;

    /// Keeps a checkpoint; one of the same size is replaced, because cosignatures are added to it.
    ///
    /// # Errors
    /// As for every method.
    fn put_checkpoint(&self, origin: &str, checkpoint: &StoredCheckpoint) -> Result<(), StoreError>;

    /// All checkpoints of a log, oldest first.
    ///
    /// # Errors
    /// As for every method.
    fn checkpoints(&self, origin: &str) -> Result<Vec<StoredCheckpoint>, StoreError>;

    /// Seals a blob under a key of its own. The same blob again is no error.
    ///
    /// # Errors
    /// [`StoreError::BlobExists`] where another blob has the name.
    fn put_blob(&self, name: &str, blob: &Blob) -> Result<(), StoreError>;

    /// A blob, unless it was erased or never there.
    ///
    /// # Errors
    /// [`StoreError::BlobDamaged`].
    fn blob(&self, name: &str) -> Result<Option<Blob>, StoreError>;

    /// The names of the blobs that are there.
    ///
    /// # Errors
    /// As for every method.
    fn blobs(&self) -> Result<Vec<String>, StoreError>;

    /// Destroys a blob's key, then its ciphertext with the salt in it, then its name. No error where it is not there.
    ///
    /// # Errors
    /// As for every method.
    fn erase_blob(&self, name: &str) -> Result<(), StoreError>;

    /// Waits until a log has more than `known` entries or the time is up, and gives its size. Appends by other processes count.
    ///
    /// # Errors
    /// As for every method.
    fn wait_for_change(&self, origin: &str, known: u64, timeout: Duration) -> Result<u64, StoreError>;

    /// Writes a consistent copy of the logs, checkpoints and sealed blobs, as one SQLite file, while others write; the keys of the
    /// blobs go into the file of the same name with `.keys` added, so that they can be kept apart and for less long.
    ///
    /// # Errors
    /// [`StoreError::BackupExists`], [`StoreError::Full`].
    fn backup_to(&self, path: &Path) -> Result<(), StoreError>;
}
