//! What only a server can do: hold something else, be of another version, drop a connection.

use commonweal_store::copy::everything;
use commonweal_store::{PostgresStore, StoreError};

use crate::support::{ORIGIN, Place, Sheet, all_rows, line};

#[test]
fn a_foreign_schema_is_refused_and_not_touched() {
    let Some(place) = Place::postgres() else { return };
    place.tamper("CREATE TABLE recipes (name text)").unwrap();
    let error = PostgresStore::open(&place.server.as_ref().unwrap().address(), &place.keys()).unwrap_err();
    assert!(matches!(error, StoreError::NotOurs { .. }), "{error}");
    assert!(place.tamper("SELECT * FROM log").is_err());
}

#[test]
fn a_store_of_a_later_version_is_refused() {
    let Some(place) = Place::postgres() else { return };
    drop(place.with_log());
    place.tamper("UPDATE commonweal_store SET version = 99").unwrap();
    let error = PostgresStore::open(&place.server.as_ref().unwrap().address(), &place.keys()).unwrap_err();
    assert!(matches!(error, StoreError::OtherVersion { found: 99, known: 2, .. }), "{error}");
}

#[test]
fn all_entries_at_once_are_not_removed_either() {
    let Some(place) = Place::postgres() else { return };
    let store = place.with_log();
    place.writer(&store).write(line(1, 0)).unwrap();
    let error = place.tamper("TRUNCATE entry CASCADE").unwrap_err();
    assert!(error.contains("never removed"), "{error}");
    assert_eq!(all_rows(store.as_ref()).len(), 1);
}

#[test]
fn after_the_server_drops_every_connection_the_next_request_is_stored_once() {
    let Some(place) = Place::postgres() else { return };
    let store = place.with_log();
    let writer = place.writer(&store);
    for number in 0..5 {
        let mut client = place.server.as_ref().unwrap().client();
        // Those of this test alone: other tests use the same server.
        let query = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE relation = 'log'::regclass AND pid <> pg_backend_pid()";
        client.batch_execute(query).unwrap();
        writer.write(line(1, number)).unwrap();
    }
    assert_eq!(all_rows(store.as_ref()).len(), 5);
    assert_eq!(store.head(ORIGIN).unwrap().size, 5);
}

#[test]
fn a_loaded_table_is_held_together_as_one_that_grew() {
    let (Some(grown), Some(loaded)) = (Place::postgres(), Place::postgres()) else { return };
    let held_together = |place: &Place| -> Vec<(String, String)> {
        let query = "SELECT conname::text, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = 'entry'::regclass ORDER BY 1";
        let rows = place.server.as_ref().unwrap().client().query(query, &[]).unwrap();
        rows.iter().map(|row| (row.get(0), row.get(1))).collect()
    };
    let store = grown.with_log();
    store.append(ORIGIN, &mut Sheet::of(&[line(1, 0), line(1, 1)])).unwrap();
    everything(store.as_ref(), loaded.open().as_ref()).unwrap();
    assert_eq!(held_together(&loaded), held_together(&grown));
    assert_eq!(held_together(&grown).len(), 8, "{:?}", held_together(&grown));
}

#[test]
fn the_password_is_not_shown() {
    let address = "postgres://clerk:hunter2@127.0.0.1:1/record";
    let place = Place::sqlite();
    let error = PostgresStore::open(address, &place.keys()).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("hunter2"), "{error:?}");
}
