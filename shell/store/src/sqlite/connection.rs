//! Opening a connection that keeps its promises, and naming what went wrong on one.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::SqliteOptions;
use crate::StoreError;

/// The first SQLite without a race between checkpoints and commits that could lose a commit in WAL mode.
const LEAST_VERSION: (i32, &str) = (3_051_003, "3.51.3");

/// How long to wait for another process's lock.
pub(super) const PATIENCE: Duration = Duration::from_secs(30);

/// Statements kept ready on a connection; more than there are.
const STATEMENTS: usize = 32;

pub(crate) fn check_version() -> Result<(), StoreError> {
    if rusqlite::version_number() >= LEAST_VERSION.0 {
        return Ok(());
    }
    Err(StoreError::SqliteTooOld { found: rusqlite::version().to_owned(), least: LEAST_VERSION.1 })
}

/// A connection that waits for locks; nothing in the file is touched yet.
pub(crate) fn connect(path: &Path, options: &SqliteOptions) -> Result<Connection, StoreError> {
    let doing = "opening the file";
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = match &options.vfs {
        None => Connection::open_with_flags(path, flags),
        Some(vfs) => Connection::open_with_flags_and_vfs(path, flags, vfs.as_str()),
    }
    .map_err(failed(doing))?;
    connection.busy_timeout(PATIENCE).map_err(failed(doing))?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(connection)
}

/// Says what failed; busy and full have errors of their own, because there the caller can do something.
pub(crate) fn failed(doing: &'static str) -> impl Fn(rusqlite::Error) -> StoreError {
    move |error| match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Busy { doing },
        Some(ErrorCode::DiskFull) => StoreError::Full { source: Box::new(error) },
        _ => StoreError::Database { doing, source: Box::new(error) },
    }
}
