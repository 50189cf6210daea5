use std::path::PathBuf;

use commonweal_find::register::IdentifierError;
use commonweal_store::{KeyValueError, StoreError};

use crate::record::RecordError;

/// Why the register could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum RegisterError {
    /// The place, or a right that is missing.
    #[error(transparent)]
    Record(Box<RecordError>),
    /// The directory's file.
    #[error("cannot read {}: {source}; name a file that is there and may be read", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A source without a usable name.
    #[error(
        "'{name}' cannot name a source: write 1 to 100 letters, digits and marks of plain ASCII, such as 'NHS ODS'"
    )]
    SourceName {
        /// What was written.
        name: String,
    },
    /// A kept value that is none.
    #[error("the register's table '{table}' is damaged at '{key}': {reason}; restore a back-up")]
    Damaged {
        /// The table.
        table: &'static str,
        /// The key.
        key: String,
        /// Why.
        reason: String,
    },
    /// Nobody has this identifier.
    #[error("the register lists nobody as {identifier}; 'commonweal register list WORDS' searches it")]
    Unknown {
        /// What was asked for.
        identifier: String,
    },
    /// An identifier that is none.
    #[error(transparent)]
    Identifier(#[from] IdentifierError),
    /// The store, or somebody who was quicker.
    #[error(transparent)]
    Write(#[from] KeyValueError),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}
