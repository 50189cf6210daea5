//! Opened for reading alone, a store gives what it holds and takes nothing.

use std::sync::Arc;

use commonweal_store::{Blob, PostgresStore, SqliteStore, Store, StoredCheckpoint};

use crate::support::{ORIGIN, Place, all_rows, line};

pub(crate) fn nothing_is_written_and_no_document_is_read(place: &Place) {
    let store = place.with_log();
    place.writer(&store).write(line(1, 0)).unwrap();
    let blob = Blob { salt: [7; 32], data: b"minutes".to_vec() };
    store.put_blob("minutes", &blob).unwrap();
    let to_read: Arc<dyn Store> = match &place.server {
        None => Arc::new(SqliteStore::open_to_read(&place.file()).unwrap()),
        Some(schema) => Arc::new(PostgresStore::open_to_read(&schema.address()).unwrap()),
    };
    assert_eq!(all_rows(to_read.as_ref()), all_rows(store.as_ref()));
    assert_eq!(to_read.blob("minutes").unwrap(), None, "it knows no keys");
    let checkpoint = StoredCheckpoint { size: 1, note: "a note".to_owned() };
    assert!(to_read.put_checkpoint(ORIGIN, &checkpoint).is_err());
    assert!(to_read.create_log("record.example/other/1-0123456789abcdef").is_err());
    assert_eq!(store.checkpoints(ORIGIN).unwrap(), []);
    place.writer(&store).write(line(1, 1)).unwrap();
    assert_eq!(all_rows(to_read.as_ref()).len(), 2, "it sees what others write meanwhile");
}

crate::promises! { nothing_is_written_and_no_document_is_read }
