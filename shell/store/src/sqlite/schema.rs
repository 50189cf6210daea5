//! The tables, their constraints, and whose database a file is.

use std::path::Path;

use rusqlite::{Connection, ErrorCode, TransactionBehavior};

use super::connection::failed;
use crate::StoreError;

/// `CWst` in the file's header says whose it is.
const APPLICATION_ID: i64 = 0x4357_7374;

/// The steps that make the schema; a database's version is how many of them it has had.
const STEPS: &[&str] = &[include_str!("schema_1.sql"), include_str!("schema_2.sql")];

/// Version of a database that has had every step.
const VERSION: i64 = 2;

/// Makes the tables in an empty file and takes an older store up to this version.
///
/// # Errors
/// [`StoreError::NotOurs`], [`StoreError::OtherVersion`]; neither touches the file.
pub(super) fn prepare(connection: &mut Connection, path: &Path) -> Result<(), StoreError> {
    let doing = "preparing the tables";
    if version(connection, path)? == VERSION {
        return Ok(());
    }
    let transaction =
        connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed(doing))?;
    // Another process may have been quicker.
    let done = usize::try_from(version(&transaction, path)?).unwrap_or(0);
    for step in STEPS.iter().skip(done) {
        transaction.execute_batch(step).map_err(failed(doing))?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID).map_err(failed(doing))?;
    transaction.pragma_update(None, "user_version", VERSION).map_err(failed(doing))?;
    transaction.commit().map_err(failed(doing))
}

/// Whether the file holds a store, of this version or an older one.
///
/// # Errors
/// [`StoreError::NotOurs`], [`StoreError::OtherVersion`].
pub(super) fn check(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    match version(connection, path)? {
        0 => {
            let found = "an empty SQLite database".to_owned();
            Err(StoreError::NotOurs { place: path.display().to_string(), found })
        }
        _ => Ok(()),
    }
}

/// How many steps the database has had; 0 where it is empty.
fn version(connection: &Connection, path: &Path) -> Result<i64, StoreError> {
    let place = || path.display().to_string();
    let query = "SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version), \
                 (SELECT count(*) FROM sqlite_schema)";
    let read = connection.query_row(query, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
    let (application, found, tables): (i64, i64, i64) = match read {
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::NotADatabase) => {
            return Err(StoreError::NotOurs { place: place(), found: "no SQLite database".to_owned() });
        }
        other => other.map_err(failed("reading the version"))?,
    };
    match (application, tables) {
        (0, 0) => Ok(0),
        (APPLICATION_ID, _) if (1..=VERSION).contains(&found) => Ok(found),
        (APPLICATION_ID, _) => Err(StoreError::OtherVersion { place: place(), found, known: VERSION }),
        _ => {
            let found =
                format!("an SQLite database of application {application} with {tables} tables and indices");
            Err(StoreError::NotOurs { place: place(), found })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_counts_the_steps() {
        assert_eq!(i64::try_from(STEPS.len()), Ok(VERSION));
    }
}
