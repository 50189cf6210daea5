//! Small mutable values in PostgreSQL.

use super::PostgresStore;
use super::connection::{Connection, failed};
use crate::StoreError;
use crate::key_value::{Change, KeyValue, KeyValueError, Stored, Version, Versioned, beyond, key_name};

/// Held while values change: they are few and small, and one lock cannot deadlock.
const LOCK: &str = "key_value";

const GET: &str = "SELECT key, version, until, sealed, bytes FROM key_value WHERE tab = $1 AND key = $2";

const LIST: &str = "SELECT key, version, until, sealed, bytes FROM key_value \
                    WHERE tab = $1 AND key >= $2 AND key < $3 AND key > $4 ORDER BY key LIMIT $5";

const PUT: &str = "INSERT INTO key_value (tab, key, version, until, sealed, bytes) VALUES ($1, $2, $3, $4, $5, $6) \
                   ON CONFLICT (tab, key) DO UPDATE SET version = excluded.version, until = excluded.until, \
                   sealed = excluded.sealed, bytes = excluded.bytes";

impl KeyValue for PostgresStore {
    fn get(&self, table: &str, key: &str) -> Result<Option<Versioned>, StoreError> {
        let stored = self.pool.lend_to_read(|connection| stored(connection, table, key))?;
        stored.map(|stored| Ok(stored.open(table, &self.keyring)?.1)).transpose()
    }

    fn write(&self, changes: &[Change<'_>]) -> Result<(), KeyValueError> {
        let mut unmet = None;
        let written = self.writing(LOCK, |connection| {
            let mut replaced = Vec::new();
            for change in changes {
                let found = stored(connection, change.table, &change.key)?;
                if let Err(error) = change.check(found.as_ref().map(|stored| Version(stored.version))) {
                    unmet = Some(error);
                    // Drops the connection, and with it the transaction.
                    return Err(StoreError::Busy { doing: "comparing" });
                }
                self.make(connection, change)?;
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
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let (end, after) = (beyond(prefix), after.unwrap_or_default());
        let rows = self.pool.lend_to_read(|connection| {
            let statement = connection.prepare(LIST)?;
            let rows = connection.client.query(&statement, &[&table, &prefix, &end, &after, &limit]);
            Ok(rows.map_err(failed("listing values"))?.iter().map(from_columns).collect::<Vec<_>>())
        })?;
        rows.into_iter().map(|row| row.open(table, &self.keyring)).collect()
    }

    fn tables(&self) -> Result<Vec<String>, StoreError> {
        self.pool.lend_to_read(|connection| {
            let query = "SELECT DISTINCT tab FROM key_value ORDER BY tab";
            let rows = connection.client.query(query, &[]).map_err(failed("listing tables of values"))?;
            Ok(rows.iter().map(|row| row.get(0)).collect())
        })
    }

    fn sweep(&self, now: u64) -> Result<u64, StoreError> {
        let removed = self.writing(LOCK, |connection| {
            let query = "DELETE FROM key_value WHERE until < $1 RETURNING tab, key, version, sealed";
            connection.client.query(query, &[&now.cast_signed()]).map_err(failed("removing what has expired"))
        })?;
        for row in removed.iter().filter(|row| row.get(3)) {
            self.keyring.erase(&key_name(row.get(0), row.get(1), row.get(2)))?;
        }
        Ok(removed.len() as u64)
    }
}

impl PostgresStore {
    fn make(&self, connection: &mut Connection, change: &Change<'_>) -> Result<(), StoreError> {
        let failed = failed("writing a value");
        let Change { table, key, value, .. } = change;
        let made = if let Some(value) = value {
            let row = Stored::new(table, key, value, &self.keyring)?;
            let statement = connection.prepare(PUT)?;
            connection
                .client
                .execute(&statement, &[table, key, &row.version, &row.until, &row.sealed, &row.bytes])
        } else {
            let statement = connection.prepare("DELETE FROM key_value WHERE tab = $1 AND key = $2")?;
            connection.client.execute(&statement, &[table, key])
        };
        made.map_err(failed).map(|_| ())
    }
}

fn stored(connection: &mut Connection, table: &str, key: &str) -> Result<Option<Stored>, StoreError> {
    let statement = connection.prepare(GET)?;
    let found =
        connection.client.query_opt(&statement, &[&table, &key]).map_err(failed("reading a value"))?;
    Ok(found.as_ref().map(from_columns))
}

fn from_columns(row: &postgres::Row) -> Stored {
    Stored { key: row.get(0), version: row.get(1), until: row.get(2), sealed: row.get(3), bytes: row.get(4) }
}
