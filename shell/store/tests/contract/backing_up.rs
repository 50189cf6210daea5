//! Back-ups under writes, restoring them, and copying from store to store.

use std::iter::once;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use commonweal_record::tree::Frontier;
use commonweal_store::copy::{everything, rehash};
use commonweal_store::{Blob, SqliteStore, Store, StoreError, StoredCheckpoint};

use crate::support::{ORIGIN, Place, Sheet, all_rows, line};

crate::promises! {
    a_backup_taken_under_writes_is_consistent_and_can_be_written_on,
    a_backup_never_overwrites,
    a_copy_there_and_back_has_equal_roots,
    a_copy_goes_on_where_it_stopped,
    a_copy_over_something_else_is_refused,
    a_changed_entry_is_found_when_copied,
    pages_come_in_together_or_not_at_all,
}

fn a_backup_taken_under_writes_is_consistent_and_can_be_written_on(place: &Place) {
    let store = place.with_log();
    store.put_blob("minutes", &Blob { salt: [7; 32], data: b"agreed".to_vec() }).unwrap();
    let writer = place.writer(&store);
    let stop = AtomicBool::new(false);
    let copy = place.folder.path().join("backup.sqlite");
    thread::scope(|scope| {
        for number in 0..4 {
            let (writer, stop) = (&writer, &stop);
            scope.spawn(move || {
                for count in (0..).take_while(|_| !stop.load(Ordering::Relaxed)) {
                    writer.write(line(number, count)).unwrap();
                }
            });
        }
        store.wait_for_change(ORIGIN, 50, std::time::Duration::from_secs(20)).unwrap();
        let acknowledged = store.head(ORIGIN).unwrap().size;
        store.backup_to(&copy).unwrap();
        let restored = SqliteStore::open(&copy).unwrap();
        let rows = all_rows(&restored);
        assert!(rows.len() as u64 >= acknowledged, "{} of {acknowledged}", rows.len());
        assert_eq!(rows.len() as u64, restored.head(ORIGIN).unwrap().size);
        stop.store(true, Ordering::Relaxed);
    });
    let restored = SqliteStore::open(&copy).unwrap();
    assert_eq!(restored.blob("minutes").unwrap().unwrap().data, b"agreed");
    let size = restored.head(ORIGIN).unwrap().size;
    restored.append(ORIGIN, &mut Sheet::of(&[line(9, 0)])).unwrap();
    assert_eq!(all_rows(&restored).len() as u64, size + 1);
}

fn a_backup_never_overwrites(place: &Place) {
    let store = place.with_log();
    let copy = place.folder.path().join("backup.sqlite");
    store.backup_to(&copy).unwrap();
    assert!(matches!(store.backup_to(&copy), Err(StoreError::BackupExists { path }) if path == copy));
}

fn fill(store: &dyn Store, count: u64) {
    let from = store.head(ORIGIN).unwrap().size;
    let lines: Vec<_> = (from..from + count).map(|number| line(1, number)).collect();
    store.append(ORIGIN, &mut Sheet::of(&lines)).unwrap();
}

fn a_copy_there_and_back_has_equal_roots(place: &Place) {
    let (there, back) = (Place::sqlite(), Place::sqlite());
    let store = place.with_log();
    // More than a page, so that pages must join without a gap.
    fill(store.as_ref(), 5_003);
    store.create_log("example.org/empty/1-00000000000000aa").unwrap();
    store.put_checkpoint(ORIGIN, &StoredCheckpoint { size: 5, note: "note".to_owned() }).unwrap();
    let blob = Blob { salt: [1; 32], data: b"document".to_vec() };
    store.put_blob("document", &blob).unwrap();
    let copied = everything(store.as_ref(), there.open().as_ref()).unwrap();
    assert_eq!((copied.logs.len(), copied.checkpoints, copied.blobs), (2, 1, 1));
    // PostgreSQL's half of the suite comes from it and goes back to it.
    let second = if place.server.is_some() { Place::postgres().unwrap() } else { back };
    let again = everything(there.open().as_ref(), second.open().as_ref()).unwrap();
    assert_eq!(copied, again);
    let root = rehash(store.as_ref(), ORIGIN, Frontier::default(), 5_003).unwrap().root();
    let found = second.open();
    assert_eq!(rehash(found.as_ref(), ORIGIN, Frontier::default(), 5_003).unwrap().root(), root);
    assert_eq!(all_rows(found.as_ref()), all_rows(store.as_ref()));
    assert_eq!(found.checkpoints(ORIGIN).unwrap(), store.checkpoints(ORIGIN).unwrap());
    assert_eq!(found.blob("document").unwrap(), Some(blob));
}

fn a_copy_goes_on_where_it_stopped(place: &Place) {
    let source = Place::sqlite();
    let from = source.with_log();
    fill(from.as_ref(), 10);
    let to = place.open();
    everything(from.as_ref(), to.as_ref()).unwrap();
    fill(from.as_ref(), 7);
    let copied = everything(from.as_ref(), to.as_ref()).unwrap();
    assert_eq!(copied.logs[0].0.size, 17);
    assert_eq!(all_rows(to.as_ref()), all_rows(from.as_ref()));
}

fn a_copy_over_something_else_is_refused(place: &Place) {
    let source = Place::sqlite();
    let from = source.with_log();
    fill(from.as_ref(), 10);
    let to = place.with_log();
    to.append(ORIGIN, &mut Sheet::of(&[line(2, 0)])).unwrap();
    let error = everything(from.as_ref(), to.as_ref()).unwrap_err();
    assert!(matches!(error, StoreError::RootsDiffer { size: 1, .. }), "{error}");
    assert_eq!(to.head(ORIGIN).unwrap().size, 1, "nothing was added to a log that has parted");
    let rows = from.read(ORIGIN, 4, 2).unwrap();
    assert!(matches!(to.import(ORIGIN, &mut once(rows)), Err(StoreError::Gap { size: 1, first: 4, .. })));
}

fn a_changed_entry_is_found_when_copied(place: &Place) {
    let store = place.with_log();
    fill(store.as_ref(), 10);
    place
        .tamper("DROP TRIGGER entry_is_not_changed ON entry")
        .or_else(|_| place.tamper("DROP TRIGGER entry_is_not_changed"))
        .unwrap();
    let forged = if place.server.is_some() { "'\\x00'::bytea" } else { "x'00'" };
    place.tamper(&format!("UPDATE entry SET bytes = {forged} WHERE seq = 6")).unwrap();
    let target = Place::sqlite();
    let error = everything(store.as_ref(), target.open().as_ref()).unwrap_err();
    assert!(matches!(error, StoreError::Damaged { seq: 6, .. }), "{error}");
}

fn pages_come_in_together_or_not_at_all(place: &Place) {
    let source = Place::sqlite();
    let from = source.with_log();
    fill(from.as_ref(), 10);
    let to = place.with_log();
    let pages = |second| [from.read(ORIGIN, 0, 4).unwrap(), from.read(ORIGIN, second, 10).unwrap()];
    let gap = to.import(ORIGIN, &mut pages(5).into_iter());
    assert!(matches!(gap, Err(StoreError::Gap { size: 4, first: 5, .. })), "{gap:?}");
    assert_eq!(to.head(ORIGIN).unwrap().size, 0);
    assert_eq!(to.import(ORIGIN, &mut pages(4).into_iter()).unwrap(), 10);
    assert_eq!(all_rows(to.as_ref()), all_rows(from.as_ref()));
}
