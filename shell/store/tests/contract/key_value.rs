//! Small mutable values: changed together or not at all, and gone when they are removed.

use commonweal_store::copy::everything;
use commonweal_store::{Change, Expected, Kept, KeyValue, KeyValueError, SqliteStore, StoreError, Value};

use crate::erasing::holders;
use crate::support::Place;

crate::promises! {
    a_value_comes_back_with_its_expiry_until_it_is_removed,
    a_value_changes_only_from_the_version_that_was_read,
    a_version_does_not_come_back_after_a_removal,
    changes_are_made_together_or_not_at_all,
    of_many_who_change_at_once_one_wins_each_time,
    a_list_has_a_beginning_an_order_and_an_end,
    what_has_expired_is_swept_and_nothing_else,
    a_sealed_value_cannot_be_moved_to_another_key,
    a_removed_or_replaced_person_is_in_no_file,
    copies_and_back_ups_take_values_along,
}

const NAME: &[u8] = b"Mrs Example of 1 Fictional Street";

fn value(bytes: &[u8]) -> Value {
    Value { bytes: bytes.to_vec(), kept: Kept::Open, until: None }
}

fn sealed(bytes: &[u8]) -> Value {
    Value { kept: Kept::Sealed, ..value(bytes) }
}

fn change(key: &str, expected: Expected, value: Option<Value>) -> Change<'static> {
    Change { table: "person", key: key.to_owned(), expected, value }
}

fn put(store: &dyn KeyValue, key: &str, value: Value) {
    store.write(&[change(key, Expected::Any, Some(value))]).unwrap();
}

fn bytes(store: &dyn KeyValue, key: &str) -> Option<Vec<u8>> {
    store.get("person", key).unwrap().map(|found| found.value.bytes)
}

fn a_value_comes_back_with_its_expiry_until_it_is_removed(place: &Place) {
    let store = place.open();
    let kept = Value { until: Some(1_700_000_000), ..sealed(NAME) };
    put(store.as_ref(), "a", kept.clone());
    put(store.as_ref(), "b", value(b""));
    assert_eq!(place.open().get("person", "a").unwrap().unwrap().value, kept);
    assert_eq!(store.get("person", "b").unwrap().unwrap().value, value(b""));
    assert_eq!(store.get("session", "a").unwrap(), None);
    store.write(&[change("a", Expected::Any, None)]).unwrap();
    store.write(&[change("a", Expected::Any, None)]).unwrap();
    assert_eq!(bytes(store.as_ref(), "a"), None);
    assert_eq!(bytes(store.as_ref(), "b"), Some(Vec::new()));
}

fn a_value_changes_only_from_the_version_that_was_read(place: &Place) {
    let store = place.open();
    put(store.as_ref(), "a", value(b"1"));
    let first = store.get("person", "a").unwrap().unwrap().version;
    store.write(&[change("a", Expected::Version(first), Some(value(b"2")))]).unwrap();
    for (expected, new) in [
        (Expected::Version(first), Some(value(b"3"))),
        (Expected::Version(first), None),
        (Expected::Absent, Some(value(b"3"))),
    ] {
        let late = store.write(&[change("a", expected, new)]).unwrap_err();
        assert!(matches!(late, KeyValueError::Changed { key, .. } if key == "a"));
    }
    assert_eq!(bytes(store.as_ref(), "a").unwrap(), b"2");
    store.write(&[change("b", Expected::Absent, Some(value(b"new")))]).unwrap();
    assert_eq!(bytes(store.as_ref(), "b").unwrap(), b"new");
}

fn a_version_does_not_come_back_after_a_removal(place: &Place) {
    let store = place.open();
    put(store.as_ref(), "a", value(b"1"));
    let read = store.get("person", "a").unwrap().unwrap().version;
    store.write(&[change("a", Expected::Any, None)]).unwrap();
    assert!(store.write(&[change("a", Expected::Version(read), None)]).is_err());
    put(store.as_ref(), "a", value(b"1"));
    assert!(store.write(&[change("a", Expected::Version(read), Some(value(b"2")))]).is_err());
}

fn changes_are_made_together_or_not_at_all(place: &Place) {
    let store = place.open();
    put(store.as_ref(), "taken", value(b"by another"));
    put(store.as_ref(), "invitation", sealed(NAME));
    let failed = store.write(&[
        change("invitation", Expected::Any, None),
        change("account", Expected::Absent, Some(sealed(b"new"))),
        change("taken", Expected::Absent, Some(value(b"mine"))),
    ]);
    assert!(matches!(failed, Err(KeyValueError::Changed { key, .. }) if key == "taken"));
    assert_eq!(bytes(store.as_ref(), "invitation").unwrap(), NAME);
    assert_eq!(bytes(store.as_ref(), "account"), None);
    assert_eq!(bytes(store.as_ref(), "taken").unwrap(), b"by another");
}

fn of_many_who_change_at_once_one_wins_each_time(place: &Place) {
    let store = place.open();
    put(store.as_ref(), "count", value(b"0"));
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let mut left = 10;
                while left > 0 {
                    let found = store.get("person", "count").unwrap().unwrap();
                    let count: u32 = String::from_utf8(found.value.bytes).unwrap().parse().unwrap();
                    let next = value((count + 1).to_string().as_bytes());
                    let written =
                        store.write(&[change("count", Expected::Version(found.version), Some(next))]);
                    left -= u32::from(written.is_ok());
                }
            });
        }
    });
    assert_eq!(bytes(store.as_ref(), "count").unwrap(), b"40");
}

fn a_list_has_a_beginning_an_order_and_an_end(place: &Place) {
    let store = place.open();
    for key in ["b/2", "a/1", "b/1", "b-/0", "b/10", "c/1"] {
        put(store.as_ref(), key, sealed(key.as_bytes()));
    }
    let keys = |prefix, after, limit| -> Vec<String> {
        let found = store.list("person", prefix, after, limit).unwrap();
        assert!(found.iter().all(|(key, found)| found.value.bytes == key.as_bytes()));
        found.into_iter().map(|(key, _)| key).collect()
    };
    assert_eq!(keys("b/", None, 9), ["b/1", "b/10", "b/2"]);
    assert_eq!(keys("b/", Some("b/1"), 1), ["b/10"]);
    assert_eq!(keys("", Some("b/2"), 9), ["c/1"]);
    assert_eq!(store.tables().unwrap(), ["person"]);
    assert_eq!(store.list("session", "", None, 9).unwrap(), []);
}

fn what_has_expired_is_swept_and_nothing_else(place: &Place) {
    let store = place.open();
    put(store.as_ref(), "old", Value { until: Some(99), ..sealed(NAME) });
    put(store.as_ref(), "now", Value { until: Some(100), ..value(b"") });
    put(store.as_ref(), "for good", value(b""));
    assert_eq!(store.sweep(100).unwrap(), 1);
    let left: Vec<String> =
        store.list("person", "", None, 9).unwrap().into_iter().map(|(key, _)| key).collect();
    assert_eq!(left, ["for good", "now"]);
    assert_eq!(holders(place, NAME), Vec::<std::path::PathBuf>::new());
}

fn a_sealed_value_cannot_be_moved_to_another_key(place: &Place) {
    let store = place.open();
    put(store.as_ref(), "a", sealed(b"rights of a"));
    put(store.as_ref(), "b", sealed(b"rights of b"));
    place
        .tamper("UPDATE key_value SET bytes = (SELECT bytes FROM key_value WHERE key = 'b') WHERE key = 'a'")
        .unwrap();
    assert!(matches!(store.get("person", "a"), Err(StoreError::BlobDamaged { .. })));
    assert_eq!(bytes(store.as_ref(), "b").unwrap(), b"rights of b");
}

/// R10, for people: the ciphertext may linger; its key may not.
fn a_removed_or_replaced_person_is_in_no_file(place: &Place) {
    let store = place.open();
    let keys = rusqlite::Connection::open(place.keys()).unwrap();
    let key = || -> Vec<u8> {
        keys.query_row("SELECT key FROM key WHERE name LIKE 'person/a#%'", [], |row| row.get(0)).unwrap()
    };
    put(store.as_ref(), "a", sealed(NAME));
    let first = key();
    assert_eq!(holders(place, &first), [place.keys()], "the search does find what is there");
    put(store.as_ref(), "a", sealed(b"Mrs Sample of 2 Invented Road"));
    let second = key();
    store.write(&[change("a", Expected::Any, None)]).unwrap();
    for needle in [NAME, b"Invented Road", &first, &second] {
        assert_eq!(holders(place, needle), Vec::<std::path::PathBuf>::new());
    }
}

fn copies_and_back_ups_take_values_along(place: &Place) {
    let store = place.open();
    for number in 0..501 {
        put(store.as_ref(), &format!("{number:03}"), value(b"open"));
    }
    put(store.as_ref(), "z", Value { until: Some(5), ..sealed(NAME) });
    let other = Place::sqlite();
    let copied = everything(store.as_ref(), other.open().as_ref()).unwrap();
    assert_eq!(copied.values, 502);
    let backup = place.folder.path().join("backup.sqlite");
    store.backup_to(&backup).unwrap();
    for copy in [other.open(), std::sync::Arc::new(SqliteStore::open(&backup).unwrap())] {
        assert_eq!(copy.list("person", "", None, 999).unwrap().len(), 502);
        let value = copy.get("person", "z").unwrap().unwrap().value;
        assert_eq!(value, Value { until: Some(5), ..sealed(NAME) });
    }
}
