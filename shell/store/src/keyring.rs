//! One key a blob, in a small file of its own, so that erasing the key is enough.
//!
//! Whatever may be left of a ciphertext (in a write-ahead log, in free pages, in PostgreSQL's archives, in old back-ups), it
//! cannot be opened once the 32 bytes of its key are gone. They lie in an SQLite file that overwrites what it deletes
//! (`secure_delete`) and keeps no log of its own between commits (`journal_mode=TRUNCATE`).

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use rusqlite::{Connection, OptionalExtension};

use crate::StoreError;
use crate::row::Blob;
use crate::sqlite::{SqliteOptions, check_version, connect, failed};

/// `CWky` in the file's header says whose it is.
const APPLICATION_ID: i64 = 0x4357_6b79;

const KEYS: &str = "CREATE TABLE IF NOT EXISTS key (name TEXT PRIMARY KEY, key BLOB NOT NULL CHECK (length(key) = 32)) STRICT;";

/// The file of keys that belongs to a store's file.
pub(crate) fn beside(path: &Path) -> PathBuf {
    let mut name: OsString = path.as_os_str().to_owned();
    name.push(".keys");
    name.into()
}

/// The keys of the blobs.
#[derive(Debug)]
pub(crate) struct Keyring {
    connection: Mutex<Connection>,
}

impl Keyring {
    /// Opens the keys in `path`, which is made where it is not there.
    pub(crate) fn open(path: &Path) -> Result<Self, StoreError> {
        check_version()?;
        let failed = failed("opening the keys");
        let connection = connect(path, &SqliteOptions::default())?;
        let number = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
        let application = number("application_id").map_err(&failed)?;
        let tables: i64 = connection
            .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
            .map_err(&failed)?;
        if application != APPLICATION_ID && tables > 0 {
            let place = path.display().to_string();
            return Err(StoreError::NotOurs {
                place,
                found: format!("an SQLite database of application {application}"),
            });
        }
        connection.pragma_update_and_check(None, "journal_mode", "TRUNCATE", |_| Ok(())).map_err(&failed)?;
        connection.pragma_update(None, "synchronous", "EXTRA").map_err(&failed)?;
        connection.pragma_update(None, "secure_delete", true).map_err(&failed)?;
        connection
            .execute_batch(&format!(
                "BEGIN IMMEDIATE; PRAGMA application_id = {APPLICATION_ID};
                 {KEYS}
                 COMMIT;"
            ))
            .map_err(failed)?;
        Ok(Self { connection: Mutex::new(connection) })
    }

    /// No keys at all, kept nowhere.
    pub(crate) fn empty() -> Result<Self, StoreError> {
        let failed = failed("opening no keys");
        let connection = Connection::open_in_memory().map_err(&failed)?;
        connection.execute_batch(KEYS).map_err(failed)?;
        Ok(Self { connection: Mutex::new(connection) })
    }

    fn with<T>(
        &self,
        doing: &'static str,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        let connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        work(&connection).map_err(failed(doing))
    }

    /// Makes a key for `name`, keeps it, and seals salt and document under it, bound to the name.
    pub(crate) fn seal(&self, name: &str, blob: &Blob) -> Result<Vec<u8>, StoreError> {
        let doing = "making a key";
        let mut key = [0; 32];
        getrandom::fill(&mut key)
            .map_err(|error| StoreError::Database { doing, source: error.to_string().into() })?;
        self.with(doing, |connection| {
            connection.execute("INSERT OR REPLACE INTO key (name, key) VALUES (?1, ?2)", (name, key))
        })?;
        let plain = [&blob.salt[..], &blob.data].concat();
        ChaCha20Poly1305::new(&Key::from(key))
            .encrypt(&used_once(), Payload { msg: &plain, aad: name.as_bytes() })
            .map_err(|_| StoreError::Database { doing: "sealing a blob", source: "it is too large".into() })
    }

    /// Opens a sealed blob, or nothing where its key is gone.
    pub(crate) fn unseal(&self, name: &str, sealed: &[u8]) -> Result<Option<Blob>, StoreError> {
        let key: Option<[u8; 32]> = self.with("reading a key", |connection| {
            connection.query_row("SELECT key FROM key WHERE name = ?1", [name], |row| row.get(0)).optional()
        })?;
        let Some(key) = key else { return Ok(None) };
        let damaged = || StoreError::BlobDamaged { name: name.to_owned() };
        let plain = ChaCha20Poly1305::new(&Key::from(key))
            .decrypt(&used_once(), Payload { msg: sealed, aad: name.as_bytes() })
            .map_err(|_| damaged())?;
        let (salt, data) = plain.split_first_chunk().ok_or_else(damaged)?;
        Ok(Some(Blob { salt: *salt, data: data.to_vec() }))
    }

    /// Overwrites a key.
    pub(crate) fn erase(&self, name: &str) -> Result<(), StoreError> {
        self.with("erasing a key", |connection| connection.execute("DELETE FROM key WHERE name = ?1", [name]))
            .map(|_| ())
    }

    pub(crate) fn backup_to(&self, path: &Path) -> Result<(), StoreError> {
        self.with("copying the keys", |connection| {
            connection.execute("VACUUM INTO ?1", [path.to_string_lossy()])
        })
        .map(|_| ())
    }
}

/// A key seals one blob, once: its nonce may be constant.
fn used_once() -> Nonce {
    Nonce::from([0; 12])
}
