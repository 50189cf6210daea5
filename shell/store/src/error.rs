//! Why a store did not do what was asked.

use std::error::Error;
use std::path::PathBuf;

use commonweal_record::tree::Hash;

/// What the database's own library said.
pub type Cause = Box<dyn Error + Send + Sync>;

/// Why a store did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database refused or could not be reached; nothing was stored.
    #[error("the database failed while {doing}: {source}; nothing was stored")]
    Database {
        /// What was being done.
        doing: &'static str,
        /// What the database said.
        source: Cause,
    },
    /// The server does not answer, or lets nobody in.
    #[error(
        "{place} cannot be reached ({source}); nothing was stored: check the address, that the server runs, and that it lets you in"
    )]
    Unreachable {
        /// Database and server.
        place: String,
        /// What the system or the server said.
        source: Cause,
    },
    /// The answer to a commit did not come: the entries may or may not be stored. Asking again with the same ids settles it.
    #[error(
        "the answer to a commit to {origin} was lost ({source}): the entries may or may not be stored; ask again with the same ids, which settles it"
    )]
    CommitUnknown {
        /// The log.
        origin: String,
        /// What the database said.
        source: Cause,
    },
    /// There is no room left.
    #[error(
        "there is no room left for the database ({source}); nothing was stored: free some space and ask again"
    )]
    Full {
        /// What the database said.
        source: Cause,
    },
    /// Another process held the lock for too long.
    #[error("another process kept the database locked while {doing}; nothing was stored: ask again")]
    Busy {
        /// What was being done.
        doing: &'static str,
    },
    /// No log has this origin.
    #[error("there is no log '{origin}' in this store: 'logs' lists those that there are")]
    NoLog {
        /// The origin asked for.
        origin: String,
    },
    /// A log has this origin already.
    #[error("the log '{origin}' is there already: an origin is never used for a second log")]
    LogExists {
        /// The origin.
        origin: String,
    },
    /// The origin is not of the form that a log may have.
    #[error(
        "'{}' cannot name a log: use up to 200 lower-case letters, digits, '-', '.' and '/', with no empty or dotted part", origin.escape_debug()
    )]
    BadOrigin {
        /// The origin.
        origin: String,
    },
    /// The database belongs to something else.
    #[error(
        "{place} holds something else than a Commonweal store ({found}): give another place, or an empty one"
    )]
    NotOurs {
        /// File or server.
        place: String,
        /// What was found.
        found: String,
    },
    /// The database is there, and nothing in it.
    #[error(
        "{place} is empty, there is no record in it: give the database that holds it, or begin one there with 'commonweal init'"
    )]
    Empty {
        /// The server.
        place: String,
    },
    /// The database was made by another version.
    #[error(
        "{place} is a store of version {found}, and this program knows version {known}: use the program that made it, or 'migrate' from there"
    )]
    OtherVersion {
        /// File or server.
        place: String,
        /// Version found.
        found: i64,
        /// Version known.
        known: i64,
    },
    /// Writes that are not in the file yet, and no index of them.
    #[error(
        "{path}-wal holds writes that are not in the file yet, and no program has it open: let one open it for writing, such as 'commonweal log', and ask again"
    )]
    LeftOpen {
        /// The file.
        path: PathBuf,
    },
    /// The SQLite library is older than the first without a known loss of commits.
    #[error(
        "this program was built with SQLite {found}, which can lose commits: build it with {least} or later"
    )]
    SqliteTooOld {
        /// Version of the library.
        found: String,
        /// Least version allowed.
        least: &'static str,
    },
    /// The server does not promise that a commit is on disk.
    #[error("the PostgreSQL server runs with {setting}, so that a commit is not on disk: set it to 'on'")]
    NotDurable {
        /// The setting and its value.
        setting: String,
    },
    /// What is stored contradicts itself.
    #[error(
        "{origin}, entry {seq}: {what}; the database is damaged: restore a back-up or a partner's mirror"
    )]
    Damaged {
        /// The log.
        origin: String,
        /// The entry.
        seq: u64,
        /// What is wrong.
        what: String,
    },
    /// The caller's state does not follow the rows stored.
    #[error("{origin}, entry {seq} cannot be followed: {reason}")]
    NotFollowed {
        /// The log.
        origin: String,
        /// The entry.
        seq: u64,
        /// What the caller said.
        reason: String,
    },
    /// Rows to be copied do not begin where the log ends.
    #[error("{origin} has {size} entries, and the rows to be added begin at {first}: copy from {size} on")]
    Gap {
        /// The log.
        origin: String,
        /// Entries in the log.
        size: u64,
        /// Sequence of the first row.
        first: u64,
    },
    /// Two copies of a log are not the same.
    #[error(
        "{origin}: over {size} entries the roots differ, {left} and {right}; the copies have parted: do not sign either"
    )]
    RootsDiffer {
        /// The log.
        origin: String,
        /// Entries hashed.
        size: u64,
        /// Root of the first copy.
        left: Hash,
        /// Root of the second copy.
        right: Hash,
    },
    /// A blob of that name is there with other content.
    #[error("the vault holds another blob under '{name}': erase it first, or use another name")]
    BlobExists {
        /// Name of the blob.
        name: String,
    },
    /// A blob does not open with its key.
    #[error("the blob '{name}' does not open with its key: it was changed; restore a back-up")]
    BlobDamaged {
        /// Name of the blob.
        name: String,
    },
    /// A file could not be read or written.
    #[error("{path}: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The place for a back-up is taken.
    #[error("{path} is there already: a back-up never overwrites one; give another name")]
    BackupExists {
        /// The file.
        path: PathBuf,
    },
}

impl StoreError {
    pub(crate) fn file(path: &std::path::Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_path_buf();
        move |source| Self::File { path, source }
    }
}
