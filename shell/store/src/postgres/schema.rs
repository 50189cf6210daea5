//! The tables, their constraints, and whether the schema in the database is ours.

use postgres::Client;

use super::connection::failed;
use crate::StoreError;

/// The steps that make the schema; a database's version is how many of them it has had.
const STEPS: &[&str] = &[include_str!("schema_1.sql")];

/// Version of a database that has had every step.
const VERSION: i64 = 1;

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
    let query = "SELECT count(*), count(*) FILTER (WHERE tablename = 'commonweal_store') \
                 FROM pg_tables WHERE schemaname = current_schema()";
    let row = transaction.query_one(query, &[]).map_err(&failed)?;
    let (tables, ours): (i64, i64) = (row.get(0), row.get(1));
    let done: i64 = match (tables, ours) {
        (0, _) => 0,
        (_, 0) => {
            let found = format!("{tables} tables of something else");
            return Err(StoreError::NotOurs { place: place.to_owned(), found });
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_counts_the_steps() {
        assert_eq!(i64::try_from(STEPS.len()), Ok(VERSION));
    }
}
