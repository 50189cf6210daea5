//! What only a file can be: foreign, of another version, full.

use std::fs;

use commonweal_store::{SqliteOptions, SqliteStore, Store, StoreError};

use crate::support::{Line, ORIGIN, Place, Sheet, all_rows, line};

#[test]
fn a_foreign_database_is_refused_and_not_touched() {
    let place = Place::sqlite();
    place.tamper("CREATE TABLE recipes (name TEXT)").unwrap();
    let before = fs::read(place.file()).unwrap();
    let error = SqliteStore::open(&place.file()).unwrap_err();
    assert!(matches!(error, StoreError::NotOurs { .. }), "{error}");
    assert_eq!(fs::read(place.file()).unwrap(), before);

    fs::write(place.file(), "a letter, and no database at all, of more than a hundred bytes. ".repeat(9))
        .unwrap();
    let error = SqliteStore::open(&place.file()).unwrap_err();
    assert!(error.to_string().contains("no SQLite database"), "{error}");
}

#[test]
fn a_store_of_a_later_version_is_refused() {
    let place = Place::sqlite();
    drop(place.with_log());
    place.tamper("PRAGMA user_version = 99").unwrap();
    let error = SqliteStore::open(&place.file()).unwrap_err();
    assert!(matches!(error, StoreError::OtherVersion { found: 99, known: 2, .. }), "{error}");
}

#[test]
fn a_foreign_file_of_keys_is_refused() {
    let place = Place::sqlite();
    rusqlite::Connection::open(place.keys())
        .unwrap()
        .execute_batch("CREATE TABLE recipes (name TEXT)")
        .unwrap();
    let error = SqliteStore::open(&place.file()).unwrap_err();
    assert!(matches!(&error, StoreError::NotOurs { place, .. } if place.ends_with("sqlite.keys")), "{error}");
}

#[test]
fn replacing_an_entry_by_inserting_another_is_refused() {
    let place = Place::sqlite();
    let store = place.with_log();
    store.append(ORIGIN, &mut Sheet::of(&[line(1, 0)])).unwrap();
    let statement =
        "INSERT OR REPLACE INTO entry SELECT log, seq, id, stream, version, leaf, x'00' FROM entry";
    let error = place.tamper(statement).unwrap_err();
    assert!(error.contains("added at the head"), "{error}");
}

#[test]
fn a_full_disk_is_named_and_what_was_acknowledged_stays() {
    let place = Place::sqlite();
    drop(place.with_log());
    let options = SqliteOptions { most_pages: Some(60), ..SqliteOptions::default() };
    let store = SqliteStore::open_with(&place.file(), &options).unwrap();
    let long = |number| Line { text: "x".repeat(20_000), ..line(1, number) };
    let mut stored = 0;
    let error = loop {
        match store.append(ORIGIN, &mut Sheet::of(&[long(stored)])) {
            Ok(_) => stored += 1,
            Err(error) => break error,
        }
    };
    assert!(matches!(error, StoreError::Full { .. }), "{error}");
    assert!(error.to_string().contains("free some space"), "{error}");
    assert!(stored > 2);
    assert_eq!(all_rows(&store).len() as u64, stored);
    drop(store);
    let roomier = SqliteStore::open(&place.file()).unwrap();
    roomier.append(ORIGIN, &mut Sheet::of(&[long(stored)])).unwrap();
    assert_eq!(all_rows(&roomier).len() as u64, stored + 1);
}
