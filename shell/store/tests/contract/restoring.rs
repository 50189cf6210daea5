//! The floor: a restored old back-up can be neither written nor signed over.

use std::fs;
use std::sync::Arc;
use std::thread;

use commonweal_record::tree::{Frontier, Hash};
use commonweal_store::copy::rehash;
use commonweal_store::floor::{Floor, FloorError, ReadOnly, Standing};
use commonweal_store::{SqliteStore, Store, StoredCheckpoint, Unwritable, Writer};

use crate::support::{Diary, ORIGIN, Place, Sheet, line};

crate::promises! {
    an_old_backup_is_read_only_and_says_what_to_do,
    a_log_that_has_parted_is_read_only,
    a_changed_entry_below_the_floor_makes_the_log_read_only,
    signed_entries_without_a_floor_are_read_only,
    a_floor_is_compared_before_it_is_swapped,
    of_eight_signers_at_once_one_wins,
    an_unreadable_floor_is_an_error_and_not_an_absent_one,
}

fn floor(store: &dyn Store, size: u64) -> Floor {
    let root = rehash(store, ORIGIN, Frontier::default(), size).unwrap().root();
    Floor { size, root, note: format!("signed {size}\nand a line\n") }
}

fn open(place: &Place, store: &Arc<dyn Store>) -> Result<Writer<Diary>, Unwritable> {
    Writer::open(Arc::clone(store), ORIGIN, &place.floors(), Diary::default())
}

fn write(place: &Place, store: &Arc<dyn Store>, numbers: std::ops::Range<u64>) {
    let writer = place.writer(store);
    for number in numbers {
        writer.write(line(1, number)).unwrap();
    }
}

fn an_old_backup_is_read_only_and_says_what_to_do(place: &Place) {
    let store = place.with_log();
    write(place, &store, 0..3);
    let copy = place.folder.path().join("backup.sqlite");
    store.backup_to(&copy).unwrap();
    write(place, &store, 3..5);
    place.floors().raise(ORIGIN, None, &floor(store.as_ref(), 5)).unwrap();
    open(place, &store).unwrap();

    let restored: Arc<dyn Store> = Arc::new(SqliteStore::open(&copy).unwrap());
    let error = open(place, &restored).unwrap_err();
    assert!(matches!(error, Unwritable::ReadOnly(ReadOnly::Behind { size: 3, floor: 5, .. })), "{error:?}");
    let message = error.to_string();
    assert!(message.contains("Fetch the missing 2 entries from a partner's mirror"), "{message}");
    // Nor can it be signed over.
    let current = place.floors().get(ORIGIN).unwrap();
    let signed = place.floors().raise(ORIGIN, current.as_ref(), &floor(restored.as_ref(), 3));
    assert!(matches!(signed, Err(FloorError::Lowered { .. })));
    // What was missing, brought back from elsewhere, opens it again.
    let missing = store.read(ORIGIN, 3, 2).unwrap();
    restored.import(ORIGIN, &mut std::iter::once(missing)).unwrap();
    open(place, &restored).unwrap();
}

fn a_log_that_has_parted_is_read_only(place: &Place) {
    let store = place.with_log();
    write(place, &store, 0..3);
    let copy = place.folder.path().join("backup.sqlite");
    store.backup_to(&copy).unwrap();
    write(place, &store, 3..5);
    place.floors().raise(ORIGIN, None, &floor(store.as_ref(), 5)).unwrap();

    // Written on elsewhere, where the floor was not known.
    let parted: Arc<dyn Store> = Arc::new(SqliteStore::open(&copy).unwrap());
    let lines: Vec<_> = (0..4).map(|number| line(2, number)).collect();
    parted.append(ORIGIN, &mut Sheet::of(&lines)).unwrap();
    let error = open(place, &parted).unwrap_err();
    assert!(matches!(error, Unwritable::ReadOnly(ReadOnly::Parted { size: 5, .. })), "{error:?}");
    assert!(error.to_string().contains("Compare with a partner's mirror"));
}

fn a_changed_entry_below_the_floor_makes_the_log_read_only(place: &Place) {
    let store = place.with_log();
    write(place, &store, 0..3);
    place.floors().raise(ORIGIN, None, &floor(store.as_ref(), 3)).unwrap();
    let drop_trigger = "DROP TRIGGER entry_is_not_changed";
    place.tamper(drop_trigger).or_else(|_| place.tamper(&format!("{drop_trigger} ON entry"))).unwrap();
    let forged = if place.server.is_some() { "'\\x00'::bytea" } else { "x'00'" };
    place.tamper(&format!("UPDATE entry SET bytes = {forged} WHERE seq = 1")).unwrap();
    let error = open(place, &store).unwrap_err();
    assert!(matches!(&error, Unwritable::ReadOnly(ReadOnly::Damaged { .. })), "{error:?}");
    assert!(error.to_string().contains("entry 1"), "{error}");
}

fn signed_entries_without_a_floor_are_read_only(place: &Place) {
    let store = place.with_log();
    write(place, &store, 0..3);
    assert_eq!(place.floors().standing(store.as_ref(), ORIGIN).unwrap(), Standing::Writable);
    store.put_checkpoint(ORIGIN, &StoredCheckpoint { size: 2, note: "signed".to_owned() }).unwrap();
    let error = open(place, &store).unwrap_err();
    assert!(matches!(error, Unwritable::ReadOnly(ReadOnly::NoFloor { size: 2, .. })), "{error:?}");
    place.floors().raise(ORIGIN, None, &floor(store.as_ref(), 2)).unwrap();
    open(place, &store).unwrap();
}

fn a_floor_is_compared_before_it_is_swapped(place: &Place) {
    let (floors, store) = (place.floors(), place.with_log());
    write(place, &store, 0..4);
    let (second, third, fourth) =
        (floor(store.as_ref(), 2), floor(store.as_ref(), 3), floor(store.as_ref(), 4));
    assert!(matches!(floors.raise(ORIGIN, Some(&second), &third), Err(FloorError::Moved { .. })));
    floors.raise(ORIGIN, None, &second).unwrap();
    assert_eq!(floors.get(ORIGIN).unwrap(), Some(second.clone()));
    assert!(matches!(floors.raise(ORIGIN, None, &third), Err(FloorError::Moved { .. })));
    floors.raise(ORIGIN, Some(&second), &third).unwrap();
    assert!(matches!(floors.raise(ORIGIN, Some(&second), &fourth), Err(FloorError::Moved { .. })));
    assert!(matches!(floors.raise(ORIGIN, Some(&third), &second), Err(FloorError::Lowered { .. })));
    let other = Floor { root: Hash([9; 32]), ..third.clone() };
    assert!(matches!(floors.raise(ORIGIN, Some(&third), &other), Err(FloorError::Lowered { .. })));
    // The same once more, as after a crash between the floor and the checkpoint.
    floors.raise(ORIGIN, Some(&third), &third).unwrap();
}

fn of_eight_signers_at_once_one_wins(place: &Place) {
    let floors = place.floors();
    let won: usize = thread::scope(|scope| {
        let signers: Vec<_> = (1..=8)
            .map(|number| {
                let floors = &floors;
                let new = Floor { size: number, root: Hash([1; 32]), note: String::new() };
                scope.spawn(move || match floors.raise(ORIGIN, None, &new) {
                    Ok(()) => 1,
                    Err(FloorError::Moved { .. }) => 0,
                    Err(other) => panic!("{other}"),
                })
            })
            .collect();
        signers.into_iter().map(|signer| signer.join().unwrap()).sum()
    });
    assert_eq!(won, 1);
}

fn an_unreadable_floor_is_an_error_and_not_an_absent_one(place: &Place) {
    let (floors, store) = (place.floors(), place.with_log());
    let whole = Floor { size: 7, root: Hash([1; 32]), note: "note".to_owned() };
    floors.raise(ORIGIN, None, &whole).unwrap();
    let file = place.folder.path().join("floors").join(format!("{}.floor", ORIGIN.replace('/', "_")));
    let text = fs::read_to_string(&file).unwrap();
    for (broken, reason) in [
        (String::new(), "its first line is ''"),
        (text.replace("floor 1", "floor 2"), "its first line is 'commonweal floor 2'"),
        (text.replace("\n7\n", "\nseven\n"), "'seven' is no size"),
        (text.replace("0101", "01"), "is not a hash"),
        (text.rsplit_once('\n').unwrap().0.to_owned(), "it ends before the note"),
    ] {
        fs::write(&file, broken).unwrap();
        let error = floors.get(ORIGIN).unwrap_err().to_string();
        assert!(error.contains(reason), "{error}");
        assert!(matches!(open(place, &store), Err(Unwritable::Floor(_))));
    }
}
