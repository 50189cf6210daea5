//! Where a record is kept: an SQLite file, or a PostgreSQL server.

use std::convert::Infallible;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;

use commonweal_store::{PostgresStore, SqliteStore, Store};

use super::RecordError;

/// A database by its name on the command line.
#[derive(Clone, PartialEq, Eq)]
pub enum Database {
    /// A file.
    Sqlite(PathBuf),
    /// A server: `postgres://...`.
    Postgres(String),
}

impl Database {
    /// Where the host's key and floors are kept unless another folder is named: beside the file, outside every back-up of it.
    pub fn host_folder(&self) -> PathBuf {
        match self {
            Self::Sqlite(path) => path.with_extension("host"),
            Self::Postgres(_) => PathBuf::from("commonweal.host"),
        }
    }

    /// Opens a database that holds a record.
    ///
    /// # Errors
    /// [`RecordError::NoDatabase`], and what the store says.
    pub(crate) fn open(&self, host: &Path) -> Result<Arc<dyn Store>, RecordError> {
        self.with_a_record(|| self.open_or_make(host))
    }

    /// Opens a database that holds a record for reading alone: a file is left as it is, and nothing is made beside it.
    ///
    /// # Errors
    /// [`RecordError::NoDatabase`], and what the store says.
    pub(crate) fn open_to_read(&self) -> Result<Arc<dyn Store>, RecordError> {
        self.with_a_record(|| {
            Ok(match self {
                Self::Sqlite(path) => Arc::new(SqliteStore::open_to_read(path)?),
                Self::Postgres(url) => Arc::new(PostgresStore::open_to_read(url)?),
            })
        })
    }

    /// What `open` opens, if there is a log in it: of nothing nobody should hear that all is well.
    fn with_a_record(
        &self,
        open: impl FnOnce() -> Result<Arc<dyn Store>, RecordError>,
    ) -> Result<Arc<dyn Store>, RecordError> {
        let is_there = match self {
            Self::Sqlite(path) => path.is_file(),
            Self::Postgres(_) => true,
        };
        if is_there {
            let store = open()?;
            if !store.logs()?.is_empty() {
                return Ok(store);
            }
        }
        Err(RecordError::NoDatabase { database: self.to_string() })
    }

    /// Opens a database, and makes it where it is not there. What a server does not keep, the keys of documents, is kept in `host`.
    ///
    /// # Errors
    /// [`RecordError::File`] for a folder that is not there, and what the store says.
    pub(crate) fn open_or_make(&self, host: &Path) -> Result<Arc<dyn Store>, RecordError> {
        Ok(match self {
            Self::Sqlite(path) => {
                folder_of(path)?;
                Arc::new(SqliteStore::open(path)?)
            }
            Self::Postgres(url) => {
                fs::create_dir_all(host).map_err(RecordError::file(host))?;
                Arc::new(PostgresStore::open(url, &host.join("documents.keys"))?)
            }
        })
    }
}

/// Asks for the folder of a file that is to be made: what a database says of a missing one has no remedy.
///
/// # Errors
/// [`RecordError::File`].
pub(crate) fn folder_of(path: &Path) -> Result<(), RecordError> {
    match path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        Some(folder) => fs::metadata(folder).map(|_| ()).map_err(RecordError::file(folder)),
        None => Ok(()),
    }
}

impl FromStr for Database {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        let server = text.starts_with("postgres://") || text.starts_with("postgresql://");
        Ok(if server {
            Self::Postgres(text.to_owned())
        } else {
            Self::Sqlite(PathBuf::from(text.strip_prefix("sqlite:").unwrap_or(text)))
        })
    }
}

impl fmt::Display for Database {
    /// Without user and password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "{}", path.display()),
            Self::Postgres(url) => {
                let (_, place) = url.split_once("://").unwrap_or(("", url));
                let place = place.rsplit_once('@').map_or(place, |(_, place)| place);
                write!(f, "postgres://{}", place.split('?').next().unwrap_or(place))
            }
        }
    }
}

impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Database({self})")
    }
}
