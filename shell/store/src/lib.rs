//! Where facts live: SQLite, embedded and the default, and PostgreSQL, behind one narrow synchronous trait.
//!
//! A store knows bytes, not facts. It gives each entry its place, keeps it for good, and says so only once it is on disk.
//!
//! | module | concept |
//! |---|---|
//! | [`Store`] | the trait; one contract suite (`tests/contract`) runs over both implementations |
//! | [`append`] | what a batch of proposals becomes, decided under the lock, alike on both stores |
//! | [`Writer`] | group commit: one thread appends for all callers, and settles commits whose answer was lost |
//! | [`floor`] | the last size and root signed, kept outside back-ups, so that a restored back-up cannot be signed over |
//! | [`key_value`] | small mutable things beside the logs: people, sessions; erasable, and never of the record |
//! | [`copy`] | from any store to any store, with equal roots |
//!
//! ```
//! use commonweal_store::{SqliteStore, Store};
//!
//! let folder = tempfile::tempdir()?;
//! let store = SqliteStore::open(&folder.path().join("record.sqlite"))?;
//! store.create_log("example.org/fenwick/1-00000000000000aa")?;
//! assert_eq!(store.head("example.org/fenwick/1-00000000000000aa")?.size, 0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod append;
pub mod copy;
mod error;
pub mod floor;
pub mod key_value;
mod keyring;
mod postgres;
mod row;
mod sqlite;
mod store;
mod writer;

pub use self::postgres::PostgresStore;
pub use append::{Batch, Outcome, Proposal};
pub use error::{Cause, StoreError};
pub use key_value::{Change, Expected, Kept, KeyValue, KeyValueError, Value, Version, Versioned};
pub use row::{Blob, EntryId, Extent, LogHead, Receipt, Row, StoredCheckpoint, Tip};
pub use sqlite::{Flush, SqliteOptions, SqliteStore};
pub use store::Store;
pub use writer::{Host, Unwritable, Unwritten, Writer, Written};
