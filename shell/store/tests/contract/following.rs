//! Reading up to the head, and waiting for it to move.

use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use commonweal_store::{Extent, Host, LogHead, Proposal, Row, Tip};

use crate::support::{Diary, Line, ORIGIN, Place, Sheet, all_rows, id, line};

crate::promises! {
    readers_never_see_past_the_head_nor_into_an_open_commit,
    a_page_begins_and_ends_where_it_was_asked_to,
    an_entry_is_found_by_its_id,
    the_extent_grows_with_every_entry_and_the_tips_name_the_last,
    a_waiter_wakes_when_another_process_appends,
    a_waiter_who_is_behind_does_not_wait_and_one_in_vain_comes_back,
    checkpoints_are_kept_in_order_and_gain_cosignatures,
}

/// A diary that faints when it reads of blood.
#[derive(Debug, Default)]
pub(crate) struct Squeamish(Diary);

impl Host for Squeamish {
    type Request = Line;
    type Refusal = String;

    fn size(&self) -> u64 {
        self.0.size()
    }

    fn forget(&mut self) {
        self.0.forget();
    }

    fn follow(&mut self, row: &Row) -> Result<(), String> {
        if row.bytes.ends_with(b"blood") { Err("it faints".to_owned()) } else { self.0.follow(row) }
    }

    fn proposal(&self, line: &Line) -> Proposal {
        self.0.proposal(line)
    }

    fn is_same(&self, line: &Line, stored: &Row) -> bool {
        self.0.is_same(line, stored)
    }

    fn entry(&mut self, line: &Line, head: &LogHead) -> Result<Vec<u8>, String> {
        self.0.entry(line, head)
    }
}

fn the_extent_grows_with_every_entry_and_the_tips_name_the_last(place: &Place) {
    let store = place.with_log();
    let other = "record.example/other/1-0123456789abcdef";
    store.create_log(other).unwrap();
    let tip = |origin: &str, size, leaf| Tip { origin: origin.to_owned(), size, leaf };
    let of_both = |tips: &[Tip]| store.tips().unwrap().iter().all(|it| tips.contains(it));
    assert_eq!(store.extent().unwrap(), Extent { logs: 2, entries: 0 });
    assert!(of_both(&[tip(ORIGIN, 0, None), tip(other, 0, None)]));
    let writer = place.writer(&store);
    writer.write(line(1, 0)).unwrap();
    let last = writer.write(line(1, 1)).unwrap().receipt();
    assert_eq!(store.extent().unwrap(), Extent { logs: 2, entries: 2 });
    assert!(of_both(&[tip(ORIGIN, 2, Some(last.leaf)), tip(other, 0, None)]));
    assert_eq!(store.tips().unwrap().len(), 2);
}

fn readers_never_see_past_the_head_nor_into_an_open_commit(place: &Place) {
    let store = place.with_log();
    store.append(ORIGIN, &mut Sheet::of(&[line(1, 0)])).unwrap();
    let (entered, was_entered) = mpsc::channel();
    let (leave, may_leave) = mpsc::channel();
    let mut sheet = Sheet::of(&[line(1, 1), line(1, 2)]);
    sheet.gate = Some((entered, may_leave));
    thread::scope(|scope| {
        let writing = scope.spawn(|| store.append(ORIGIN, &mut sheet).unwrap().len());
        was_entered.recv().unwrap();
        leave.send(()).unwrap();
        was_entered.recv().unwrap();
        // One entry of the batch is made, the other not, and nothing is committed.
        let elsewhere = place.open();
        for reader in [&store, &elsewhere] {
            assert_eq!(reader.head(ORIGIN).unwrap().size, 1);
            assert_eq!(reader.read(ORIGIN, 0, 10).unwrap().len(), 1);
            assert_eq!(reader.find(ORIGIN, id(1, 1)).unwrap(), None);
        }
        leave.send(()).unwrap();
        assert_eq!(writing.join().unwrap(), 2);
    });
    assert_eq!(all_rows(store.as_ref()).len(), 3);
}

fn a_page_begins_and_ends_where_it_was_asked_to(place: &Place) {
    let store = place.with_log();
    let lines: Vec<Line> = (0..10).map(|number| line(1, number)).collect();
    store.append(ORIGIN, &mut Sheet::of(&lines)).unwrap();
    let page =
        |from, limit| store.read(ORIGIN, from, limit).unwrap().iter().map(|row| row.seq).collect::<Vec<_>>();
    assert_eq!(page(3, 4), [3, 4, 5, 6]);
    assert_eq!(page(8, 100), [8, 9]);
    assert_eq!(page(10, 100), []);
    assert_eq!(page(u64::MAX, 1), []);
    assert_eq!(page(0, 0), []);
}

fn an_entry_is_found_by_its_id(place: &Place) {
    let store = place.with_log();
    store.append(ORIGIN, &mut Sheet::of(&[line(1, 0), line(2, 0)])).unwrap();
    let other = "example.org/other/1-00000000000000aa";
    store.create_log(other).unwrap();
    assert_eq!(store.find(ORIGIN, id(2, 0)).unwrap().unwrap().seq, 1);
    assert_eq!(store.find(ORIGIN, id(2, 1)).unwrap(), None);
    assert_eq!(store.find(other, id(2, 0)).unwrap(), None, "ids are unique in a log, not among logs");
}

fn a_waiter_wakes_when_another_process_appends(place: &Place) {
    let store = place.with_log();
    let elsewhere = place.open();
    thread::scope(|scope| {
        let waiting = scope.spawn(|| {
            let start = Instant::now();
            let size = store.wait_for_change(ORIGIN, 0, Duration::from_secs(20)).unwrap();
            (size, start.elapsed())
        });
        thread::sleep(Duration::from_millis(150));
        elsewhere.append(ORIGIN, &mut Sheet::of(&[line(1, 0)])).unwrap();
        let (size, elapsed) = waiting.join().unwrap();
        assert_eq!(size, 1);
        // Well before PostgreSQL's look every 5 seconds without a notification.
        assert!(elapsed >= Duration::from_millis(100) && elapsed < Duration::from_secs(4), "{elapsed:?}");
    });
}

fn a_waiter_who_is_behind_does_not_wait_and_one_in_vain_comes_back(place: &Place) {
    let store = place.with_log();
    store.append(ORIGIN, &mut Sheet::of(&[line(1, 0)])).unwrap();
    let start = Instant::now();
    assert_eq!(store.wait_for_change(ORIGIN, 0, Duration::from_secs(20)).unwrap(), 1);
    assert!(start.elapsed() < Duration::from_secs(4));
    let start = Instant::now();
    assert_eq!(store.wait_for_change(ORIGIN, 1, Duration::from_millis(80)).unwrap(), 1);
    assert!(start.elapsed() >= Duration::from_millis(80));
}

fn checkpoints_are_kept_in_order_and_gain_cosignatures(place: &Place) {
    use commonweal_store::StoredCheckpoint;
    let store = place.with_log();
    let note = |size, text: &str| StoredCheckpoint { size, note: text.to_owned() };
    for checkpoint in [note(20, "b"), note(3, "a"), note(20, "b and its cosignature")] {
        store.put_checkpoint(ORIGIN, &checkpoint).unwrap();
    }
    assert_eq!(store.checkpoints(ORIGIN).unwrap(), [note(3, "a"), note(20, "b and its cosignature")]);
}
