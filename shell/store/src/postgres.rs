//! The store for several machines: one PostgreSQL database, or one schema of it.

mod connection;
mod encryption;
mod key_value;
mod rows;
mod schema;

use std::fmt;
use std::path::Path;
use std::time::{Duration, Instant};

use postgres::Config;
use postgres::fallible_iterator::FallibleIterator;

use crate::append::{self, Batch, Outcome};
use crate::copy;
use crate::keyring::{Keyring, beside};
use crate::row::{Blob, EntryId, Extent, LogHead, Row, StoredCheckpoint, Tip, check_origin};
use crate::sqlite::SqliteStore;
use crate::{Store, StoreError};

use connection::{Connection, Pool, failed, in_full, place};

/// Longest wait for a notification before looking at the head anyway.
const LOOK_AGAIN: Duration = Duration::from_secs(5);

/// A store in PostgreSQL, which any number of processes and machines may share.
pub struct PostgresStore {
    pool: Pool,
    listeners: Pool,
    keyring: Keyring,
}

impl fmt::Debug for PostgresStore {
    /// Without the connection parameters, which may hold a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PostgresStore").finish_non_exhaustive()
    }
}

impl PostgresStore {
    /// Opens the store at `url`, in the first schema of its search path, which is filled where it is empty. The keys of blobs lie in
    /// the file `keys` of this machine, outside the database, because PostgreSQL's own files keep what was deleted.
    ///
    /// # Errors
    /// [`StoreError::NotOurs`], [`StoreError::OtherVersion`], [`StoreError::NotDurable`].
    pub fn open(url: &str, keys: &Path) -> Result<Self, StoreError> {
        let config: Config = url.parse().map_err(failed("reading the database's address"))?;
        let place = place(&config);
        let store = Self {
            pool: Pool::new(config.clone()),
            listeners: Pool::new(config),
            keyring: Keyring::open(keys)?,
        };
        store.pool.lend(|connection| {
            durable(connection)?;
            schema::prepare(&mut connection.client, &place)
        })?;
        Ok(store)
    }

    /// Opens the store at `url` for reading alone: the server refuses whatever would write. It knows no keys, so that no document can be read.
    ///
    /// # Errors
    /// [`StoreError::Empty`], [`StoreError::NotOurs`], and what the server says.
    pub fn open_to_read(url: &str) -> Result<Self, StoreError> {
        let mut config: Config = url.parse().map_err(failed("reading the database's address"))?;
        let place = place(&config);
        let given = config.get_options().unwrap_or_default();
        let options = format!("{given} -c default_transaction_read_only=on");
        config.options(options.trim_start());
        let store = Self {
            pool: Pool::new(config.clone()),
            listeners: Pool::new(config),
            keyring: Keyring::empty()?,
        };
        store.pool.lend(|connection| schema::check(&mut connection.client, &place))?;
        Ok(store)
    }

    /// Runs `work` in a transaction that alone may touch what `lock` names, and commits.
    fn writing<T>(
        &self,
        lock: &str,
        work: impl FnOnce(&mut Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.pool.lend(|connection| {
            connection.client.batch_execute("BEGIN").map_err(failed("beginning a transaction"))?;
            let query = "SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || '/' || $1, 0))";
            let statement = connection.prepare(query)?;
            connection.client.execute(&statement, &[&lock]).map_err(failed("taking the lock"))?;
            // After an error the pool drops the connection, and with it the transaction.
            let result = work(connection)?;
            connection.client.batch_execute("COMMIT").map_err(|error| StoreError::CommitUnknown {
                origin: lock.to_owned(),
                source: in_full(error),
            })?;
            Ok(result)
        })
    }
}

/// A server that does not flush its log, or whose pages may tear, cannot promise anything.
fn durable(connection: &mut Connection) -> Result<(), StoreError> {
    for setting in ["fsync", "full_page_writes"] {
        let query = format!("SHOW {setting}");
        let row =
            connection.client.query_one(&query, &[]).map_err(failed("reading the server's settings"))?;
        let value: String = row.get(0);
        if value != "on" {
            return Err(StoreError::NotDurable { setting: format!("{setting} = {value}") });
        }
    }
    Ok(())
}

impl Store for PostgresStore {
    fn logs(&self) -> Result<Vec<LogHead>, StoreError> {
        self.pool.lend_to_read(|connection| {
            let statement = connection.prepare("SELECT origin, size FROM log ORDER BY origin")?;
            let rows = connection.client.query(&statement, &[]).map_err(failed("listing the logs"))?;
            let head = |row: &postgres::Row| LogHead {
                origin: row.get(0),
                size: row.get::<_, i64>(1).cast_unsigned(),
            };
            Ok(rows.iter().map(head).collect())
        })
    }

    fn extent(&self) -> Result<Extent, StoreError> {
        self.pool.lend_to_read(rows::extent)
    }

    fn tips(&self) -> Result<Vec<Tip>, StoreError> {
        self.pool.lend_to_read(rows::tips)
    }

    fn create_log(&self, origin: &str) -> Result<(), StoreError> {
        check_origin(origin)?;
        self.writing(origin, |connection| {
            let query = "INSERT INTO log (origin) VALUES ($1) ON CONFLICT DO NOTHING";
            match connection.client.execute(query, &[&origin]).map_err(failed("beginning a log"))? {
                0 => Err(StoreError::LogExists { origin: origin.to_owned() }),
                _ => Ok(()),
            }
        })
    }

    fn head(&self, origin: &str) -> Result<LogHead, StoreError> {
        self.pool.lend_to_read(|connection| rows::head(connection, origin).map(|(_, head)| head))
    }

    fn read(&self, origin: &str, from: u64, limit: usize) -> Result<Vec<Row>, StoreError> {
        self.pool.lend_to_read(|connection| rows::read(connection, origin, from, limit))
    }

    fn find(&self, origin: &str, id: EntryId) -> Result<Option<Row>, StoreError> {
        self.pool.lend_to_read(|connection| {
            let log = rows::number(connection, origin)?;
            rows::find(connection, log, origin, &[id]).map(|mut rows| rows.pop())
        })
    }

    fn append(&self, origin: &str, batch: &mut dyn Batch) -> Result<Vec<Outcome>, StoreError> {
        self.writing(origin, |connection| {
            let (log, head) = rows::lock_head(connection, origin)?;
            append::catch_up(&head, batch, |from, limit| rows::read(connection, origin, from, limit))?;
            let known = rows::known(connection, log, origin, batch.proposals())?;
            let decided = append::decide(head, known, batch)?;
            if let Some(last) = decided.rows.last() {
                rows::insert(connection, log, &decided.rows)?;
                rows::move_head(connection, log, last.seq + 1)?;
            }
            Ok(decided.outcomes)
        })
    }

    fn import(&self, origin: &str, pages: &mut dyn Iterator<Item = Vec<Row>>) -> Result<u64, StoreError> {
        self.writing(origin, |connection| {
            let (log, mut head) = rows::lock_head(connection, origin)?;
            let indices = schema::begin_load(&mut connection.client)?;
            for rows in pages {
                append::check_import(&head, &rows)?;
                rows::copy_in(connection, log, &rows)?;
                head.size += rows.len() as u64;
            }
            schema::end_load(&mut connection.client, indices)?;
            rows::move_head(connection, log, head.size)?;
            Ok(head.size)
        })
    }

    fn put_checkpoint(&self, origin: &str, checkpoint: &StoredCheckpoint) -> Result<(), StoreError> {
        self.writing(origin, |connection| {
            let log = rows::number(connection, origin)?;
            let statement = connection.prepare(
                "INSERT INTO checkpoint (log, size, note) VALUES ($1, $2, $3) \
                 ON CONFLICT (log, size) DO UPDATE SET note = excluded.note",
            )?;
            let size = checkpoint.size.cast_signed();
            connection
                .client
                .execute(&statement, &[&log, &size, &checkpoint.note])
                .map_err(failed("keeping a checkpoint"))
                .map(|_| ())
        })
    }

    fn checkpoints(&self, origin: &str) -> Result<Vec<StoredCheckpoint>, StoreError> {
        self.pool.lend_to_read(|connection| {
            let log = rows::number(connection, origin)?;
            let statement =
                connection.prepare("SELECT size, note FROM checkpoint WHERE log = $1 ORDER BY size")?;
            let rows = connection.client.query(&statement, &[&log]).map_err(failed("reading checkpoints"))?;
            let stored = |row: &postgres::Row| StoredCheckpoint {
                size: row.get::<_, i64>(0).cast_unsigned(),
                note: row.get(1),
            };
            Ok(rows.iter().map(stored).collect())
        })
    }

    fn put_blob(&self, name: &str, blob: &Blob) -> Result<(), StoreError> {
        self.writing(&format!("blob/{name}"), |connection| {
            let stored = match sealed(connection, name)? {
                Some(sealed) => self.keyring.unseal(name, &sealed)?,
                None => None,
            };
            match stored {
                Some(stored) if stored == *blob => return Ok(()),
                Some(_) => return Err(StoreError::BlobExists { name: name.to_owned() }),
                None => {}
            }
            let sealed = self.keyring.seal(name, blob)?;
            let query = "INSERT INTO blob (name, sealed) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET sealed = excluded.sealed";
            connection.client.execute(query, &[&name, &sealed]).map_err(failed("keeping a blob")).map(|_| ())
        })
    }

    fn blob(&self, name: &str) -> Result<Option<Blob>, StoreError> {
        let sealed = self.pool.lend_to_read(|connection| sealed(connection, name))?;
        sealed.map_or(Ok(None), |sealed| self.keyring.unseal(name, &sealed))
    }

    fn blobs(&self) -> Result<Vec<String>, StoreError> {
        self.pool.lend(|connection| {
            let rows = connection
                .client
                .query("SELECT name FROM blob ORDER BY name", &[])
                .map_err(failed("listing the blobs"))?;
            Ok(rows.iter().map(|row| row.get(0)).collect())
        })
    }

    fn erase_blob(&self, name: &str) -> Result<(), StoreError> {
        self.writing(&format!("blob/{name}"), |connection| {
            self.keyring.erase(name)?;
            connection
                .client
                .execute("DELETE FROM blob WHERE name = $1", &[&name])
                .map_err(failed("erasing a blob"))
                .map(|_| ())
        })
    }

    fn wait_for_change(&self, origin: &str, known: u64, timeout: Duration) -> Result<u64, StoreError> {
        let end = Instant::now() + timeout;
        self.listeners.lend(|connection| {
            // Before the head is read, so that no append falls between; repeating it does nothing.
            connection.client.batch_execute("LISTEN commonweal_log").map_err(failed("listening"))?;
            loop {
                let (_, head) = rows::head(connection, origin)?;
                let left = end.saturating_duration_since(Instant::now());
                if head.size > known || left.is_zero() {
                    return Ok(head.size);
                }
                let mut notifications = connection.client.notifications();
                notifications.timeout_iter(left.min(LOOK_AGAIN)).next().map_err(failed("listening"))?;
            }
        })
    }

    fn backup_to(&self, path: &Path) -> Result<(), StoreError> {
        for file in [path.to_path_buf(), beside(path)] {
            if file.exists() {
                return Err(StoreError::BackupExists { path: file });
            }
        }
        copy::everything(self, &SqliteStore::open(path)?).map(|_| ())
    }
}

fn sealed(connection: &mut Connection, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
    let statement = connection.prepare("SELECT sealed FROM blob WHERE name = $1")?;
    let found = connection.client.query_opt(&statement, &[&name]).map_err(failed("reading a blob"))?;
    Ok(found.map(|row| row.get(0)))
}
