//! The vault: what is erased is nowhere in the files any more.

use std::fs;
use std::path::{Path, PathBuf};

use commonweal_store::{Blob, StoreError};

use crate::support::Place;

crate::promises! {
    a_blob_comes_back_until_it_is_erased_and_then_never,
    a_second_blob_of_a_name_is_refused_and_the_same_again_is_not,
    a_changed_ciphertext_is_found,
    after_erasing_no_file_holds_the_document_or_its_key,
}

const DOCUMENT: &[u8] = b"The minutes of a meeting that named Mrs Example of 1 Fictional Street";

fn blob(data: &[u8]) -> Blob {
    Blob { salt: *b"a salt of thirty-two octets here", data: data.to_vec() }
}

fn a_blob_comes_back_until_it_is_erased_and_then_never(place: &Place) {
    let store = place.open();
    store.put_blob("minutes", &blob(DOCUMENT)).unwrap();
    store.put_blob("empty", &blob(b"")).unwrap();
    assert_eq!(store.blob("minutes").unwrap(), Some(blob(DOCUMENT)));
    assert_eq!(place.open().blob("empty").unwrap(), Some(blob(b"")));
    assert_eq!(store.blobs().unwrap(), ["empty", "minutes"]);
    store.erase_blob("minutes").unwrap();
    store.erase_blob("minutes").unwrap();
    assert_eq!(store.blob("minutes").unwrap(), None);
    assert_eq!(store.blobs().unwrap(), ["empty"]);
    assert_eq!(store.blob("never there").unwrap(), None);
}

fn a_second_blob_of_a_name_is_refused_and_the_same_again_is_not(place: &Place) {
    let store = place.open();
    store.put_blob("minutes", &blob(DOCUMENT)).unwrap();
    store.put_blob("minutes", &blob(DOCUMENT)).unwrap();
    let refused = store.put_blob("minutes", &blob(b"other minutes"));
    assert!(matches!(refused, Err(StoreError::BlobExists { name }) if name == "minutes"));
    assert_eq!(store.blob("minutes").unwrap(), Some(blob(DOCUMENT)));
    store.erase_blob("minutes").unwrap();
    store.put_blob("minutes", &blob(b"other minutes")).unwrap();
    assert_eq!(store.blob("minutes").unwrap(), Some(blob(b"other minutes")));
}

fn a_changed_ciphertext_is_found(place: &Place) {
    let store = place.open();
    store.put_blob("minutes", &blob(DOCUMENT)).unwrap();
    store.put_blob("agenda", &blob(b"the agenda")).unwrap();
    place.tamper("UPDATE blob SET sealed = (SELECT sealed FROM blob WHERE name = 'agenda')").unwrap();
    assert!(matches!(store.blob("minutes"), Err(StoreError::BlobDamaged { name }) if name == "minutes"));
    assert_eq!(store.blob("agenda").unwrap(), Some(blob(b"the agenda")));
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

/// The files that hold a byte string: those of the test's folder, and those of the server where they may be read.
pub(crate) fn holders(place: &Place, needle: &[u8]) -> Vec<PathBuf> {
    let mut all = files(place.folder.path());
    if let Some(schema) = &place.server {
        let row = schema.client().query_one("SHOW data_directory", &[]).unwrap();
        let data: String = row.get(0);
        schema.client().batch_execute("CHECKPOINT").unwrap();
        all.extend(files(Path::new(&data)));
    }
    let holds =
        |path: &PathBuf| fs::read(path).is_ok_and(|bytes| bytes.windows(needle.len()).any(|it| it == needle));
    all.into_iter().filter(holds).collect()
}

/// R10: the ciphertext may linger in a server's log; it is worthless without the key, and the key is gone.
fn after_erasing_no_file_holds_the_document_or_its_key(place: &Place) {
    let store = place.open();
    store.put_blob("minutes", &blob(DOCUMENT)).unwrap();
    store.put_blob("other", &blob(b"stays")).unwrap();
    let keys = rusqlite::Connection::open(place.keys()).unwrap();
    let key = |name: &str| -> Vec<u8> {
        keys.query_row("SELECT key FROM key WHERE name = ?1", [name], |row| row.get(0)).unwrap()
    };
    let (erased, kept) = (key("minutes"), key("other"));
    assert_eq!(holders(place, &erased), [place.keys()], "the key is in the file of keys and nowhere else");
    store.erase_blob("minutes").unwrap();
    for needle in [DOCUMENT, &DOCUMENT[..24], &blob(b"").salt, &erased, &erased[..16]] {
        assert_eq!(holders(place, needle), Vec::<PathBuf>::new(), "{}", String::from_utf8_lossy(needle));
    }
    // The search does find what is there.
    assert_eq!(holders(place, &kept), [place.keys()]);
    assert_eq!(store.blob("other").unwrap(), Some(blob(b"stays")));
}
