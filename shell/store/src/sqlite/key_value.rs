//! Small mutable values in SQLite.

use rusqlite::{Connection, OptionalExtension, Row, Transaction};

use super::SqliteStore;
use super::connection::failed;
use crate::StoreError;
use crate::key_value::{Change, KeyValue, KeyValueError, Stored, Version, Versioned, beyond, key_name};

const GET: &str = "SELECT key, version, until, sealed, bytes FROM key_value WHERE tab = ?1 AND key = ?2";

const LIST: &str = "SELECT key, version, until, sealed, bytes FROM key_value \
                    WHERE tab = ?1 AND key >= ?2 AND key < ?3 AND key > ?4 ORDER BY key LIMIT ?5";

const PUT: &str = "INSERT INTO key_value (tab, key, version, until, sealed, bytes) VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
                   ON CONFLICT (tab, key) DO UPDATE SET version = excluded.version, until = excluded.until, \
                   sealed = excluded.sealed, bytes = excluded.bytes";

impl KeyValue for SqliteStore {
    fn get(&self, table: &str, key: &str) -> Result<Option<Versioned>, StoreError> {
        let stored = self.reading(|connection| stored(connection, table, key))?;
        stored.map(|stored| Ok(stored.open(table, &self.keyring)?.1)).transpose()
    }

    fn write(&self, changes: &[Change<'_>]) -> Result<(), KeyValueError> {
        let mut unmet = None;
        let written = self.writing("key_value", |transaction| {
            let mut replaced = Vec::new();
            for change in changes {
                let found = stored(transaction, change.table, &change.key)?;
                if let Err(error) = change.check(found.as_ref().map(|stored| Version(stored.version))) {
                    unmet = Some(error);
                    // Leaves the transaction, which is then rolled back.
                    return Err(StoreError::Busy { doing: "comparing" });
                }
                self.make(transaction, change)?;
                replaced.extend(
                    found
                        .filter(|stored| stored.sealed)
                        .map(|stored| key_name(change.table, &stored.key, stored.version)),
                );
            }
            Ok(replaced)
        });
        if let Some(unmet) = unmet {
            return Err(unmet);
        }
        // Only once the values that they opened are gone for good.
        written?.iter().try_for_each(|name| self.keyring.erase(name))?;
        Ok(())
    }

    fn list(
        &self,
        table: &str,
        prefix: &str,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<(String, Versioned)>, StoreError> {
        let failed = failed("listing values");
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows: Vec<Stored> = self.reading(|connection| {
            let mut statement = connection.prepare_cached(LIST).map_err(&failed)?;
            let parameters = (table, prefix, beyond(prefix), after.unwrap_or_default(), limit);
            let rows = statement.query_map(parameters, from_columns).map_err(&failed)?;
            rows.collect::<Result<_, _>>().map_err(&failed)
        })?;
        rows.into_iter().map(|row| row.open(table, &self.keyring)).collect()
    }

    fn tables(&self) -> Result<Vec<String>, StoreError> {
        let failed = failed("listing tables of values");
        self.reading(|connection| {
            let mut statement = connection
                .prepare_cached("SELECT DISTINCT tab FROM key_value ORDER BY tab")
                .map_err(&failed)?;
            let names = statement.query_map([], |row| row.get(0)).map_err(&failed)?;
            names.collect::<Result<_, _>>().map_err(&failed)
        })
    }

    fn sweep(&self, now: u64) -> Result<u64, StoreError> {
        let failed = failed("removing what has expired");
        let removed: Vec<(String, String, i64, bool)> = self.writing("key_value", |transaction| {
            let query = "DELETE FROM key_value WHERE until < ?1 RETURNING tab, key, version, sealed";
            let mut statement = transaction.prepare_cached(query).map_err(&failed)?;
            let rows = statement
                .query_map([now.cast_signed()], |row| {
                    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
                })
                .map_err(&failed)?;
            rows.collect::<Result<_, _>>().map_err(&failed)
        })?;
        for (table, key, version, _) in removed.iter().filter(|(.., sealed)| *sealed) {
            self.keyring.erase(&key_name(table, key, *version))?;
        }
        Ok(removed.len() as u64)
    }
}

impl SqliteStore {
    fn make(&self, transaction: &Transaction<'_>, change: &Change<'_>) -> Result<(), StoreError> {
        let failed = failed("writing a value");
        let Change { table, key, value, .. } = change;
        let made = match value {
            None => transaction.execute("DELETE FROM key_value WHERE tab = ?1 AND key = ?2", (table, key)),
            Some(value) => {
                let row = Stored::new(table, key, value, &self.keyring)?;
                transaction.execute(PUT, (table, key, row.version, row.until, row.sealed, row.bytes))
            }
        };
        made.map_err(failed).map(|_| ())
    }
}

fn stored(connection: &Connection, table: &str, key: &str) -> Result<Option<Stored>, StoreError> {
    let failed = failed("reading a value");
    let mut statement = connection.prepare_cached(GET).map_err(&failed)?;
    statement.query_row((table, key), from_columns).optional().map_err(failed)
}

fn from_columns(row: &Row<'_>) -> rusqlite::Result<Stored> {
    Ok(Stored {
        key: row.get(0)?,
        version: row.get(1)?,
        until: row.get(2)?,
        sealed: row.get(3)?,
        bytes: row.get(4)?,
    })
}
