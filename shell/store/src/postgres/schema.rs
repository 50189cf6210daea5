//! The tables, their constraints, and whether the schema in the database is ours.

use postgres::{Client, GenericClient};

use super::connection::failed;
use crate::StoreError;

/// The steps that make the schema; a database's version is how many of them it has had.
const STEPS: &[&str] = &[include_str!("schema_1.sql"), include_str!("schema_2.sql")];

/// Version of a database that has had every step.
const VERSION: i64 = 2;

/// Held while the tables are made: the letters `CWst`.
const LOCK: i64 = 0x4357_7374;

/// Makes the tables in an empty schema and takes an older store up to this version.
///
/// # Errors
/// [`StoreError::NotOurs`], [`StoreError::OtherVersion`]; neither touches the database.
pub(super) fn prepare(client: &mut Client, place: &str) -> Result<(), StoreError> {
    let failed = failed("preparing the tables");
    let mut transaction = client.transaction().map_err(&failed)?;
    transaction.execute("SELECT pg_advisory_xact_lock($1)", &[&LOCK]).map_err(&failed)?;
    let done: i64 = match tables(&mut transaction)? {
        (0, _) => 0,
        (tables, 0) => return Err(foreign(place, tables)),
        _ => transaction.query_one("SELECT version FROM commonweal_store", &[]).map_err(&failed)?.get(0),
    };
    if !(0..=VERSION).contains(&done) {
        return Err(StoreError::OtherVersion { place: place.to_owned(), found: done, known: VERSION });
    }
    for step in STEPS.iter().skip(usize::try_from(done).unwrap_or(0)) {
        transaction.batch_execute(step).map_err(&failed)?;
    }
    if done < VERSION {
        transaction.execute("UPDATE commonweal_store SET version = $1", &[&VERSION]).map_err(&failed)?;
    }
    transaction.commit().map_err(failed)
}

/// Whether the schema holds a store.
///
/// # Errors
/// [`StoreError::Empty`], [`StoreError::NotOurs`].
pub(super) fn check(client: &mut Client, place: &str) -> Result<(), StoreError> {
    match tables(client)? {
        (0, _) => Err(StoreError::Empty { place: place.to_owned() }),
        (tables, 0) => Err(foreign(place, tables)),
        _ => Ok(()),
    }
}

/// How many tables the schema holds, and how many of them are the first of ours.
fn tables(client: &mut impl GenericClient) -> Result<(i64, i64), StoreError> {
    let query = "SELECT count(*), count(*) FILTER (WHERE tablename = 'commonweal_store') \
                 FROM pg_tables WHERE schemaname = current_schema()";
    let row = client.query_one(query, &[]).map_err(failed("looking for the tables"))?;
    Ok((row.get(0), row.get(1)))
}

fn foreign(place: &str, tables: i64) -> StoreError {
    StoreError::NotOurs { place: place.to_owned(), found: format!("{tables} tables of something else") }
}

/// What holds the entries together, left out while a log is loaded into a table that is empty and made again at its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Indices {
    /// As the schema has them.
    Kept,
    /// To be made again.
    LeftOut,
}

const LEAVE_OUT: &str = "ALTER TABLE entry DROP CONSTRAINT entry_pkey, DROP CONSTRAINT entry_log_id_key, \
                         DROP CONSTRAINT entry_log_stream_version_key, DROP CONSTRAINT entry_log_fkey";

/// By the names that the first step of the schema has given them.
const MAKE_AGAIN: &str = "SET LOCAL maintenance_work_mem = '256MB'; SET LOCAL enable_seqscan = on; \
                          ALTER TABLE entry ADD CONSTRAINT entry_pkey PRIMARY KEY (log, seq), \
                          ADD CONSTRAINT entry_log_id_key UNIQUE (log, id), \
                          ADD CONSTRAINT entry_log_stream_version_key UNIQUE (log, stream, version), \
                          ADD CONSTRAINT entry_log_fkey FOREIGN KEY (log) REFERENCES log (number)";

/// Begins a load. Where there are no entries yet, the indices are made once at its end rather than row by row; others wait meanwhile,
/// and all is as it was should the transaction fail.
pub(super) fn begin_load(client: &mut Client) -> Result<Indices, StoreError> {
    let failed = failed("preparing to copy entries");
    let empty =
        |client: &mut Client| client.query_opt("SELECT 1 FROM entry LIMIT 1", &[]).map(|row| row.is_none());
    if !empty(client).map_err(&failed)? {
        return Ok(Indices::Kept);
    }
    client.batch_execute("LOCK TABLE entry IN ACCESS EXCLUSIVE MODE").map_err(&failed)?;
    // Another log may have been quicker.
    if !empty(client).map_err(&failed)? {
        return Ok(Indices::Kept);
    }
    client.batch_execute(LEAVE_OUT).map_err(failed)?;
    Ok(Indices::LeftOut)
}

/// Ends a load.
pub(super) fn end_load(client: &mut Client, indices: Indices) -> Result<(), StoreError> {
    match indices {
        Indices::Kept => Ok(()),
        Indices::LeftOut => client.batch_execute(MAKE_AGAIN).map_err(failed("making the indices")),
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
