//! The embedded store: one SQLite file, written in WAL mode with a flush to disk at each commit.

mod connection;
mod key_value;
mod reading;
mod rows;
mod schema;

use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rusqlite::{Connection, TransactionBehavior};

use crate::append::{self, Batch, Outcome};
use crate::keyring::{Keyring, beside};
use crate::row::{Blob, EntryId, Extent, LogHead, Row, StoredCheckpoint, Tip, check_origin};
use crate::{Store, StoreError};

pub(crate) use connection::{check_version, connect, failed};

/// How often to look whether another process has appended; this process's own appends wake at once.
const LOOK_AGAIN: Duration = Duration::from_millis(20);

/// SQLite's own measure of the writer's cache, in kibibytes.
const CACHE: i64 = 2_000;
/// While rows come in by the thousand: ids have no order, so each touches another page of their index, and those of a million fit in this.
const CACHE_TO_IMPORT: i64 = 192 << 10;

/// How an SQLite store is opened. Everything but the default is for drills.
#[derive(Debug, Clone, Default)]
pub struct SqliteOptions {
    /// When a commit is flushed to disk.
    pub flush: Flush,
    /// A registered virtual file system to use instead of the machine's; the file is then locked for one connection.
    pub vfs: Option<String>,
    /// Most pages the file may have, as if the disk were full beyond them.
    pub most_pages: Option<u32>,
}

/// When a commit is flushed to disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Flush {
    /// At each commit (`synchronous=FULL`): nothing acknowledged is lost.
    #[default]
    EachCommit,
    /// Now and then (`synchronous=NORMAL`): the weakened control of the power-loss drill, which does lose.
    NowAndThen,
}

/// A store in one SQLite file, which any number of threads and processes of one machine may share.
#[derive(Debug)]
pub struct SqliteStore {
    path: PathBuf,
    options: SqliteOptions,
    connections: Connections,
    writer: Mutex<Connection>,
    readers: Mutex<Vec<Connection>>,
    keyring: Keyring,
    appended: (Mutex<u64>, Condvar),
}

/// Who reads through which connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Connections {
    /// All through one: the file is locked for it, or opened for reading alone.
    One,
    /// Each reader through its own.
    Many,
}

/// A panic elsewhere leaves no half-done state behind these locks: SQLite rolls back what was not committed.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl SqliteStore {
    /// Opens the store in `path`, which is made where it is not there. The keys of blobs lie beside it, in `path` with `.keys` added.
    ///
    /// # Errors
    /// [`StoreError::SqliteTooOld`], [`StoreError::NotOurs`], [`StoreError::OtherVersion`].
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        Self::open_with(path, &SqliteOptions::default())
    }

    /// Opens the store in `path` for reading alone: nothing is written, not even beside it. It knows no keys, so that no document can be read.
    ///
    /// # Errors
    /// [`StoreError::LeftOpen`], and as for [`open`](Self::open).
    pub fn open_to_read(path: &Path) -> Result<Self, StoreError> {
        check_version()?;
        let connection = reading::connect_to_read(path)?;
        schema::check(&connection, path)?;
        Ok(Self {
            path: path.to_path_buf(),
            options: SqliteOptions::default(),
            connections: Connections::One,
            writer: Mutex::new(connection),
            readers: Mutex::new(Vec::new()),
            keyring: Keyring::empty()?,
            appended: (Mutex::new(0), Condvar::new()),
        })
    }

    /// As [`open`](Self::open), with the options of a drill.
    ///
    /// # Errors
    /// As for [`open`](Self::open).
    pub fn open_with(path: &Path, options: &SqliteOptions) -> Result<Self, StoreError> {
        check_version()?;
        let mut writer = connect(path, options)?;
        let connections = if options.vfs.is_some() { Connections::One } else { Connections::Many };
        if connections == Connections::One {
            writer.pragma_update(None, "locking_mode", "EXCLUSIVE").map_err(failed("locking the file"))?;
        }
        schema::prepare(&mut writer, path)?;
        settle(&writer, options)?;
        Ok(Self {
            path: path.to_path_buf(),
            options: options.clone(),
            connections,
            writer: Mutex::new(writer),
            readers: Mutex::new(Vec::new()),
            keyring: Keyring::open(&beside(path))?,
            appended: (Mutex::new(0), Condvar::new()),
        })
    }

    /// Lets the writer keep that much of the file in memory.
    fn cache(&self, kibibytes: i64) -> Result<(), StoreError> {
        // SQLite takes a negative number as kibibytes and a positive one as pages.
        let cached = lock(&self.writer).pragma_update(None, "cache_size", -kibibytes);
        cached.map_err(failed("setting the cache"))
    }

    /// Lends a connection for reading; readers wait neither for writers nor for one another.
    fn reading<T>(&self, work: impl FnOnce(&Connection) -> Result<T, StoreError>) -> Result<T, StoreError> {
        if self.connections == Connections::One {
            return work(&lock(&self.writer));
        }
        let idle = lock(&self.readers).pop();
        let connection = if let Some(connection) = idle {
            connection
        } else {
            let connection = connect(&self.path, &self.options)?;
            connection.pragma_update(None, "query_only", true).map_err(failed("opening a reader"))?;
            connection
        };
        let result = work(&connection);
        lock(&self.readers).push(connection);
        result
    }

    /// Runs `work` in a transaction that holds the write lock, and commits.
    fn writing<T>(
        &self,
        origin: &str,
        work: impl FnOnce(&rusqlite::Transaction<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut writer = lock(&self.writer);
        let transaction = writer
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(failed("taking the write lock"))?;
        let result = work(&transaction)?;
        transaction.commit().map_err(|error| StoreError::CommitUnknown {
            origin: origin.to_owned(),
            source: Box::new(error),
        })?;
        drop(writer);
        *lock(&self.appended.0) += 1;
        self.appended.1.notify_all();
        Ok(result)
    }
}

/// The settings that the promises rest on.
fn settle(connection: &Connection, options: &SqliteOptions) -> Result<(), StoreError> {
    let failed = failed("setting the file up");
    connection.pragma_update(None, "journal_mode", "WAL").map_err(&failed)?;
    let synchronous = match options.flush {
        Flush::EachCommit => "FULL",
        Flush::NowAndThen => "NORMAL",
    };
    connection.pragma_update(None, "synchronous", synchronous).map_err(&failed)?;
    connection.pragma_update(None, "secure_delete", true).map_err(&failed)?;
    connection.pragma_update(None, "recursive_triggers", true).map_err(&failed)?;
    connection.pragma_update(None, "foreign_keys", true).map_err(&failed)?;
    if let Some(most) = options.most_pages {
        connection.pragma_update_and_check(None, "max_page_count", most, |_| Ok(())).map_err(failed)?;
    }
    Ok(())
}

impl Store for SqliteStore {
    fn logs(&self) -> Result<Vec<LogHead>, StoreError> {
        let failed = failed("listing the logs");
        self.reading(|connection| {
            let mut statement =
                connection.prepare_cached("SELECT origin, size FROM log ORDER BY origin").map_err(&failed)?;
            let heads = statement
                .query_map([], |row| {
                    Ok(LogHead { origin: row.get(0)?, size: row.get::<_, i64>(1)?.cast_unsigned() })
                })
                .map_err(&failed)?;
            heads.collect::<Result<_, _>>().map_err(&failed)
        })
    }

    fn extent(&self) -> Result<Extent, StoreError> {
        self.reading(rows::extent)
    }

    fn tips(&self) -> Result<Vec<Tip>, StoreError> {
        self.reading(rows::tips)
    }

    fn create_log(&self, origin: &str) -> Result<(), StoreError> {
        check_origin(origin)?;
        self.writing(origin, |transaction| {
            let query = "INSERT INTO log (origin) VALUES (?1) ON CONFLICT DO NOTHING";
            match transaction.execute(query, [origin]).map_err(failed("beginning a log"))? {
                0 => Err(StoreError::LogExists { origin: origin.to_owned() }),
                _ => Ok(()),
            }
        })
    }

    fn head(&self, origin: &str) -> Result<LogHead, StoreError> {
        self.reading(|connection| rows::head(connection, origin).map(|(_, head)| head))
    }

    fn read(&self, origin: &str, from: u64, limit: usize) -> Result<Vec<Row>, StoreError> {
        self.reading(|connection| rows::read(connection, origin, from, limit))
    }

    fn find(&self, origin: &str, id: EntryId) -> Result<Option<Row>, StoreError> {
        self.reading(|connection| rows::find(connection, rows::number(connection, origin)?, id))
    }

    fn append(&self, origin: &str, batch: &mut dyn Batch) -> Result<Vec<Outcome>, StoreError> {
        self.writing(origin, |transaction| {
            let (log, head) = rows::head(transaction, origin)?;
            append::catch_up(&head, batch, |from, limit| rows::read(transaction, origin, from, limit))?;
            let known = rows::known(transaction, log, batch.proposals())?;
            let decided = append::decide(head, known, batch)?;
            rows::insert(transaction, log, &decided.rows)?;
            if let Some(last) = decided.rows.last() {
                rows::move_head(transaction, log, last.seq + 1)?;
            }
            Ok(decided.outcomes)
        })
    }

    fn import(&self, origin: &str, pages: &mut dyn Iterator<Item = Vec<Row>>) -> Result<u64, StoreError> {
        self.cache(CACHE_TO_IMPORT)?;
        let imported = self.writing(origin, |transaction| {
            let (log, mut head) = rows::head(transaction, origin)?;
            for rows in pages {
                append::check_import(&head, &rows)?;
                rows::insert(transaction, log, &rows)?;
                head.size += rows.len() as u64;
            }
            rows::move_head(transaction, log, head.size)?;
            Ok(head.size)
        });
        self.cache(CACHE)?;
        imported
    }

    fn put_checkpoint(&self, origin: &str, checkpoint: &StoredCheckpoint) -> Result<(), StoreError> {
        self.writing(origin, |transaction| {
            let log = rows::number(transaction, origin)?;
            let query = "INSERT INTO checkpoint (log, size, note) VALUES (?1, ?2, ?3) \
                         ON CONFLICT (log, size) DO UPDATE SET note = excluded.note";
            let size = checkpoint.size.cast_signed();
            transaction
                .execute(query, (log, size, &checkpoint.note))
                .map_err(failed("keeping a checkpoint"))
                .map(|_| ())
        })
    }

    fn checkpoints(&self, origin: &str) -> Result<Vec<StoredCheckpoint>, StoreError> {
        let failed = failed("reading checkpoints");
        self.reading(|connection| {
            let log = rows::number(connection, origin)?;
            let query = "SELECT size, note FROM checkpoint WHERE log = ?1 ORDER BY size";
            let mut statement = connection.prepare_cached(query).map_err(&failed)?;
            let found = statement
                .query_map([log], |row| {
                    Ok(StoredCheckpoint { size: row.get::<_, i64>(0)?.cast_unsigned(), note: row.get(1)? })
                })
                .map_err(&failed)?;
            found.collect::<Result<_, _>>().map_err(&failed)
        })
    }

    fn put_blob(&self, name: &str, blob: &Blob) -> Result<(), StoreError> {
        self.writing(name, |transaction| {
            let stored = match rows::sealed(transaction, name)? {
                Some(sealed) => self.keyring.unseal(name, &sealed)?,
                None => None,
            };
            match stored {
                Some(stored) if stored == *blob => Ok(()),
                Some(_) => Err(StoreError::BlobExists { name: name.to_owned() }),
                None => rows::put_sealed(transaction, name, &self.keyring.seal(name, blob)?),
            }
        })
    }

    fn blob(&self, name: &str) -> Result<Option<Blob>, StoreError> {
        let sealed = self.reading(|connection| rows::sealed(connection, name))?;
        sealed.map_or(Ok(None), |sealed| self.keyring.unseal(name, &sealed))
    }

    fn blobs(&self) -> Result<Vec<String>, StoreError> {
        let failed = failed("listing the blobs");
        self.reading(|connection| {
            let mut statement =
                connection.prepare_cached("SELECT name FROM blob ORDER BY name").map_err(&failed)?;
            let names = statement.query_map([], |row| row.get(0)).map_err(&failed)?;
            names.collect::<Result<_, _>>().map_err(&failed)
        })
    }

    fn erase_blob(&self, name: &str) -> Result<(), StoreError> {
        self.keyring.erase(name)?;
        self.writing(name, |transaction| {
            transaction.execute("DELETE FROM blob WHERE name = ?1", [name]).map_err(failed("erasing a blob"))
        })?;
        // The ciphertext is worthless without its key; that it also leaves the WAL now is a courtesy that a reader may delay.
        let writer = lock(&self.writer);
        writer.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).ok();
        Ok(())
    }

    fn wait_for_change(&self, origin: &str, known: u64, timeout: Duration) -> Result<u64, StoreError> {
        let end = Instant::now() + timeout;
        loop {
            let seen = *lock(&self.appended.0);
            let size = self.head(origin)?.size;
            let left = end.saturating_duration_since(Instant::now());
            if size > known || left.is_zero() {
                return Ok(size);
            }
            let guard = lock(&self.appended.0);
            if *guard == seen {
                drop(self.appended.1.wait_timeout(guard, left.min(LOOK_AGAIN)));
            }
        }
    }

    fn backup_to(&self, path: &Path) -> Result<(), StoreError> {
        for file in [path.to_path_buf(), beside(path)] {
            if file.exists() {
                return Err(StoreError::BackupExists { path: file });
            }
        }
        self.reading(|connection| {
            connection.pragma_update(None, "query_only", false).map_err(failed("beginning a back-up"))?;
            let copied = connection.execute("VACUUM INTO ?1", [path.to_string_lossy()]);
            connection.pragma_update(None, "query_only", true).map_err(failed("ending a back-up"))?;
            copied.map_err(failed("writing the back-up")).map(|_| ())
        })?;
        self.keyring.backup_to(&beside(path))
    }
}
