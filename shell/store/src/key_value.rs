//! Small mutable things beside the log: people, sessions, invitations. What is here can be changed and erased; the log never learns of it.

use crate::StoreError;
use crate::keyring::Keyring;
use crate::row::Blob;

/// A value, how it is kept and until when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// How they are kept.
    pub kept: Kept,
    /// Unix time in seconds after which [`KeyValue::sweep`] removes it; a store has no clock, so readers look at this themselves.
    pub until: Option<u64>,
}

/// How a value is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// As it is.
    Open,
    /// Sealed under a key of its own that lies outside the database, so that a removed value cannot be read from what a database
    /// leaves behind (free pages, write-ahead logs, archives). For what tells of a person.
    Sealed,
}

/// Which of the values that a key has had. Never used twice, not even after a removal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Version(pub(crate) i64);

/// A value and its version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Versioned {
    /// The value.
    pub value: Value,
    /// Its version.
    pub version: Version,
}

/// What must be there for a change to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// Whatever it is.
    Any,
    /// Nothing.
    Absent,
    /// This version.
    Version(Version),
}

/// One change to one key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change<'a> {
    /// The table: a few lower-case letters.
    pub table: &'a str,
    /// The key.
    pub key: String,
    /// What must be there.
    pub expected: Expected,
    /// What is there afterwards; nothing removes the key.
    pub value: Option<Value>,
}

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum KeyValueError {
    /// Somebody else was quicker, or it is there already.
    #[error(
        "'{key}' in {table} is not as it was when it was read: read it again and start afresh; nothing was changed"
    )]
    Changed {
        /// The table.
        table: String,
        /// The key.
        key: String,
    },
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A place for small values that change. Both stores have one beside their logs; back-ups and copies take it along.
///
/// What every store promises, and the contract suite checks on each: the changes of one [`write`](KeyValue::write) are made together
/// or not at all; one that was expected otherwise stops them; what `write` has acknowledged is on disk.
pub trait KeyValue: Send + Sync {
    /// The value of a key.
    ///
    /// # Errors
    /// [`StoreError::BlobDamaged`] for a sealed value that does not open, and what the database says.
    fn get(&self, table: &str, key: &str) -> Result<Option<Versioned>, StoreError>;

    /// Makes all of these changes or none.
    ///
    /// # Errors
    /// [`KeyValueError::Changed`] with the first key that is not as expected.
    fn write(&self, changes: &[Change<'_>]) -> Result<(), KeyValueError>;

    /// Up to `limit` keys that begin with `prefix` and come after `after`, with their values, in the order of their bytes.
    ///
    /// # Errors
    /// As for [`get`](KeyValue::get).
    fn list(
        &self,
        table: &str,
        prefix: &str,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<(String, Versioned)>, StoreError>;

    /// The tables that hold anything, in order.
    ///
    /// # Errors
    /// What the database says.
    fn tables(&self) -> Result<Vec<String>, StoreError>;

    /// Removes everything that was to be kept until before `now` (Unix time in seconds); gives the number of keys.
    ///
    /// # Errors
    /// What the database says.
    fn sweep(&self, now: u64) -> Result<u64, StoreError>;
}

impl Version {
    pub(crate) fn fresh() -> Result<Self, StoreError> {
        let mut bytes = [0; 8];
        getrandom::fill(&mut bytes).map_err(|error| StoreError::Database {
            doing: "making a version",
            source: error.to_string().into(),
        })?;
        Ok(Self(i64::from_ne_bytes(bytes)))
    }
}

impl Change<'_> {
    pub(crate) fn check(&self, found: Option<Version>) -> Result<(), KeyValueError> {
        match (self.expected, found) {
            (Expected::Any, _) | (Expected::Absent, None) => Ok(()),
            (Expected::Version(expected), Some(found)) if expected == found => Ok(()),
            _ => Err(KeyValueError::Changed { table: self.table.to_owned(), key: self.key.clone() }),
        }
    }
}

/// A row as a database has it.
pub(crate) struct Stored {
    pub(crate) key: String,
    pub(crate) version: i64,
    pub(crate) until: Option<i64>,
    pub(crate) sealed: bool,
    pub(crate) bytes: Vec<u8>,
}

impl Stored {
    /// The row of a change that gets a new version; a sealed value's key is kept before this returns.
    pub(crate) fn new(table: &str, key: &str, value: &Value, keyring: &Keyring) -> Result<Self, StoreError> {
        let version = Version::fresh()?;
        let sealed = value.kept == Kept::Sealed;
        let bytes = if sealed {
            // A salt is only needed where a hash of the text is published.
            let blob = Blob { salt: [0; 32], data: value.bytes.clone() };
            keyring.seal(&key_name(table, key, version.0), &blob)?
        } else {
            value.bytes.clone()
        };
        let until = value.until.map(u64::cast_signed);
        Ok(Self { key: key.to_owned(), version: version.0, until, sealed, bytes })
    }

    pub(crate) fn open(self, table: &str, keyring: &Keyring) -> Result<(String, Versioned), StoreError> {
        let (kept, bytes) = if self.sealed {
            let name = key_name(table, &self.key, self.version);
            let blob = keyring.unseal(&name, &self.bytes)?.ok_or(StoreError::BlobDamaged { name })?;
            (Kept::Sealed, blob.data)
        } else {
            (Kept::Open, self.bytes)
        };
        let until = self.until.map(i64::cast_unsigned);
        let value = Value { bytes, kept, until };
        Ok((self.key, Versioned { value, version: Version(self.version) }))
    }
}

/// The name of a sealed value's key; documents' names are hashes, without a '#'.
pub(crate) fn key_name(table: &str, key: &str, version: i64) -> String {
    format!("{table}/{key}#{version}")
}

/// The first text that comes after all keys with a prefix; keys are ASCII.
pub(crate) fn beyond(prefix: &str) -> String {
    format!("{prefix}\u{10FFFF}")
}
