//! A live SQLite database, with everything that holds its tables together taken away.

use std::path::{Path, PathBuf};

use commonweal_service::record::audit::Audit;
use commonweal_service::record::{Database, RecordError};
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};
use rusqlite::Connection;
use rusqlite::types::Value;

use crate::register::{BODIES, made_in, places};

/// A register with a checkpoint over all of it.
struct Record {
    folder: tempfile::TempDir,
}

impl Record {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        made_in(Database::Sqlite(folder.path().join("record.sqlite")), folder.path());
        Self { folder }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("record.sqlite")
    }

    /// Past the store, with nothing that holds the tables together but what cannot be taken away.
    fn connection(&self) -> Connection {
        let connection = Connection::open(self.file()).unwrap();
        let loosen = "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; PRAGMA synchronous = OFF; \
                      DROP TRIGGER entry_is_not_changed; DROP TRIGGER entry_is_not_removed; \
                      DROP TRIGGER entry_is_not_before_the_head; DROP TRIGGER log_only_grows";
        connection.execute_batch(loosen).unwrap();
        connection
    }

    /// What verifying finds after `statement` alone.
    fn after(statement: &str) -> Audit {
        let record = Self::new();
        record.connection().execute_batch(statement).unwrap();
        verified(&record.file()).unwrap()
    }
}

fn verified(file: &Path) -> Result<Audit, RecordError> {
    crate::register::verified(Database::Sqlite(file.to_path_buf()))
}

/// The value with one bit of it turned.
fn turned(value: &Value, bit: usize) -> Value {
    let turn = |bytes: &[u8]| {
        let mut bytes = bytes.to_vec();
        bytes[bit / 8] ^= 1 << (bit % 8);
        bytes
    };
    match value {
        Value::Integer(number) => Value::Integer(number ^ 1 << bit),
        Value::Text(text) => Value::Blob(turn(text.as_bytes())),
        Value::Blob(bytes) => Value::Blob(turn(bytes)),
        other => panic!("{other:?} has no bits"),
    }
}

fn bits(value: &Value) -> usize {
    match value {
        Value::Integer(_) => 64,
        Value::Text(text) => 8 * text.len(),
        Value::Blob(bytes) => 8 * bytes.len(),
        other => panic!("{other:?} has no bits"),
    }
}

/// Turns every `step`th bit of one cell, each alone, and asks that what is found is at `place`; gives how many were turned. What an
/// index of the table refuses even now cannot come about by a statement.
fn turned_bits_found(
    record: &Record,
    (table, column, row): (&str, &str, &str),
    step: usize,
    place: &str,
) -> usize {
    let connection = Connection::open(record.file()).unwrap();
    let loosen = "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; PRAGMA synchronous = OFF";
    connection.execute_batch(loosen).unwrap();
    let read = format!("SELECT {column} FROM {table} WHERE {row}");
    let value: Value = connection.query_row(&read, [], |row| row.get(0)).unwrap();
    let bound = if matches!(value, Value::Text(_)) { "CAST(?1 AS TEXT)" } else { "?1" };
    let write = format!("UPDATE {table} SET {column} = {bound} WHERE {row}");
    let mut found = 0;
    for bit in (0..bits(&value)).step_by(step) {
        if connection.execute(&write, [turned(&value, bit)]).is_err() {
            continue;
        }
        let audit = verified(&record.file()).unwrap();
        assert_eq!(places(&audit), [place], "bit {bit} of {column} of {table}: {audit:?}");
        connection.execute(&write, [&value]).unwrap();
        found += 1;
    }
    assert_eq!(verified(&record.file()).unwrap().wrong, []);
    found
}

#[test]
fn every_bit_of_every_column_of_an_entry_is_found_at_that_entry() {
    let record = Record::new();
    drop(record.connection());
    for seq in 0..=BODIES {
        let (row, place) = (format!("rowid = {}", seq + 1), format!("entry {seq}"));
        for column in ["seq", "id", "stream", "version", "leaf"] {
            assert!(turned_bits_found(&record, ("entry", column, &row), 1, &place) > 0);
        }
        // One hash covers all of the bytes: a bit of each, another one each time.
        assert!(turned_bits_found(&record, ("entry", "bytes", &row), 9, &place) > 500);
    }
}

#[test]
fn every_bit_of_a_head_is_found_where_the_log_then_ends() {
    let record = Record::new();
    let connection = record.connection();
    for bit in 0..63 {
        let size = (BODIES + 1) ^ (1 << bit);
        connection.execute("UPDATE log SET size = ?1", [size.cast_signed()]).unwrap();
        let place = format!("entry {}", size.min(BODIES + 1));
        assert_eq!(places(&verified(&record.file()).unwrap()), [place], "bit {bit}");
    }
}

#[test]
fn every_bit_of_a_checkpoint_is_found_at_the_checkpoints() {
    let record = Record::new();
    drop(record.connection());
    assert_eq!(turned_bits_found(&record, ("checkpoint", "size", "TRUE"), 1, "checkpoint 1"), 64);
    let connection = Connection::open(record.file()).unwrap();
    let note: String = connection.query_row("SELECT note FROM checkpoint", [], |row| row.get(0)).unwrap();
    for bit in 0..8 * note.len() {
        let turned = turned(&Value::Text(note.clone()), bit);
        connection.execute("UPDATE checkpoint SET note = CAST(?1 AS TEXT)", [turned]).unwrap();
        let audit = verified(&record.file()).unwrap();
        assert!(matches!(places(&audit)[..], ["checkpoint 1" | "checkpoints"]), "bit {bit}: {audit:?}");
    }
}

#[test]
fn entries_taken_out_swapped_or_doubled_are_found() {
    let removed = Record::after("DELETE FROM entry WHERE seq = 3");
    assert_eq!(places(&removed), ["entry 3"]);
    let swapped = "UPDATE entry SET seq = 99 WHERE seq = 2; UPDATE entry SET seq = 2 WHERE seq = 4; \
                   UPDATE entry SET seq = 4 WHERE seq = 99";
    assert_eq!(places(&Record::after(swapped)), ["entry 2"]);
    let doubled = "INSERT INTO entry SELECT log, 6, randomblob(16), stream, version + 1, leaf, bytes FROM entry WHERE seq = 3; \
                   UPDATE log SET size = 7";
    assert_eq!(places(&Record::after(doubled)), ["entry 6"]);
}

#[test]
fn a_lowered_head_is_found_by_what_stands_beyond_it() {
    assert_eq!(places(&Record::after("UPDATE log SET size = 4")), ["entry 4"]);
}

#[test]
fn with_its_entries_gone_too_only_a_checkpoint_tells_of_a_lowered_head() {
    let cut = "DELETE FROM entry WHERE seq >= 4; UPDATE log SET size = 4";
    assert_eq!(places(&Record::after(cut)), ["checkpoint 1"]);
    let unsigned = Record::after(&format!("{cut}; DELETE FROM checkpoint"));
    assert_eq!(unsigned.wrong, []);
    assert_eq!(unsigned.verified[0].entries, 4);
}

/// Bits of the file itself, 2,000 at random places: what is read is then refused, found, or unchanged. The seed fixes them; there is no
/// chance of a false alarm.
#[test]
fn a_bit_of_the_file_is_found_or_changes_nothing_that_is_read() {
    let record = Record::new();
    let connection = record.connection();
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    drop(connection);
    let whole = verified(&record.file()).unwrap();
    let bytes = std::fs::read(record.file()).unwrap();
    let copy = record.folder.path().join("copy.sqlite");
    let mut random = ChaCha8Rng::seed_from_u64(1);
    let (mut found, mut unread) = (0, 0);
    for _ in 0..2_000 {
        let bit = random.random_range(0..8 * bytes.len());
        let mut changed = bytes.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        std::fs::write(&copy, changed).unwrap();
        match verified(&copy) {
            Ok(audit) if audit == whole => unread += 1,
            Ok(audit) => {
                assert!(!audit.wrong.is_empty(), "bit {bit} changed what is read: {audit:?}");
                found += 1;
            }
            Err(_) => found += 1,
        }
    }
    println!("{found} found or refused, {unread} in parts that are not read");
    assert!(found > 0 && unread > 0);
}
