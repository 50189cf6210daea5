//! Order, idempotency, conflicts, and what the database itself refuses.

use std::sync::Arc;
use std::thread;

use commonweal_store::{Outcome, StoreError, Unwritten, Writer, Written};

use crate::support::{Diary, Line, ORIGIN, Place, Sheet, all_rows, id, line, text_of};

crate::promises! {
    eight_writers_leave_no_gap_and_lose_nothing,
    processes_that_share_a_log_see_one_another,
    a_request_repeated_has_the_first_receipt,
    an_id_with_other_content_is_a_conflict_and_stores_nothing,
    a_lost_race_for_a_stream_is_told_with_the_next_version,
    a_refusal_reaches_its_own_caller_and_the_others_are_stored,
    a_repeat_within_one_batch_is_stored_once,
    entries_and_logs_are_neither_changed_nor_removed,
    large_entries_and_all_of_unicode_come_back_byte_for_byte,
    a_log_is_made_once_and_with_a_sober_name,
    an_unknown_log_is_named,
    a_full_queue_says_so,
    a_host_that_cannot_follow_its_own_entry_spoils_that_one_alone,
}

fn eight_writers_leave_no_gap_and_lose_nothing(place: &Place) {
    let store = place.with_log();
    let writer = place.writer(&store);
    thread::scope(|scope| {
        for number in 0..8 {
            let writer = &writer;
            scope.spawn(move || {
                for count in 0..50 {
                    let receipt = writer.write(line(number, count)).unwrap().receipt();
                    assert!(receipt.seq >= count);
                }
            });
        }
    });
    let rows = all_rows(store.as_ref());
    assert_eq!(rows.len(), 400);
    for writer in 0..8 {
        let own: Vec<u64> = rows
            .iter()
            .filter(|row| row.stream == format!("writer/{writer}"))
            .map(|row| row.version)
            .collect();
        assert_eq!(own, (0..50).collect::<Vec<_>>());
    }
}

fn processes_that_share_a_log_see_one_another(place: &Place) {
    place.with_log();
    // Each with its own store, connections and state, as two processes have.
    thread::scope(|scope| {
        for number in 0..4 {
            scope.spawn(move || {
                let store = place.open();
                let writer = place.writer(&store);
                for count in 0..25 {
                    writer.write(line(number, count)).unwrap();
                }
            });
        }
    });
    assert_eq!(all_rows(place.open().as_ref()).len(), 100);
}

fn a_request_repeated_has_the_first_receipt(place: &Place) {
    let store = place.with_log();
    let writer = place.writer(&store);
    writer.write(line(1, 0)).unwrap();
    let Written::Now(first) = writer.write(line(2, 0)).unwrap() else {
        panic!("stored before it was asked for")
    };
    writer.write(line(1, 1)).unwrap();
    assert_eq!(writer.write(line(2, 0)).unwrap(), Written::Before(first));
    // And after a new start.
    drop(writer);
    assert_eq!(place.writer(&place.open()).write(line(2, 0)).unwrap(), Written::Before(first));
    assert_eq!(store.head(ORIGIN).unwrap().size, 3);
}

fn an_id_with_other_content_is_a_conflict_and_stores_nothing(place: &Place) {
    let store = place.with_log();
    let writer = place.writer(&store);
    let first = writer.write(line(1, 0)).unwrap().receipt();
    let other = Line { text: "something else".to_owned(), version: 1, ..line(1, 0) };
    match writer.write(other) {
        Err(Unwritten::Conflict { stored }) => assert_eq!(stored, first),
        other => panic!("{other:?}"),
    }
    assert_eq!(text_of(&all_rows(store.as_ref())[0]), "line 0 of writer 1");
    assert_eq!(store.head(ORIGIN).unwrap().size, 1);
}

fn a_lost_race_for_a_stream_is_told_with_the_next_version(place: &Place) {
    let store = place.with_log();
    let writer = place.writer(&store);
    let bid = |number| Line {
        id: id(9, number),
        stream: "decision/4".to_owned(),
        version: 0,
        text: "aye".to_owned(),
    };
    writer.write(bid(0)).unwrap();
    assert!(matches!(writer.write(bid(1)), Err(Unwritten::StreamMoved { next: 1 })));
    let ahead = Line { version: 2, ..bid(2) };
    assert!(matches!(writer.write(ahead), Err(Unwritten::StreamMoved { next: 1 })));
    writer.write(Line { version: 1, ..bid(3) }).unwrap();
    assert_eq!(store.head(ORIGIN).unwrap().size, 2);
}

fn a_refusal_reaches_its_own_caller_and_the_others_are_stored(place: &Place) {
    let store = place.with_log();
    let writer = place.writer(&store);
    thread::scope(|scope| {
        for number in 0..20 {
            let writer = &writer;
            scope.spawn(move || {
                let mut wish = line(number, 0);
                if number % 2 == 1 {
                    "a secret".clone_into(&mut wish.text);
                }
                match writer.write(wish) {
                    Ok(Written::Now(_)) => assert_eq!(number % 2, 0),
                    Err(Unwritten::Refused(reason)) => {
                        assert_eq!((number % 2, reason.as_str()), (1, "a diary keeps no secrets"));
                    }
                    other => panic!("{other:?}"),
                }
            });
        }
    });
    assert_eq!(all_rows(store.as_ref()).len(), 10);
}

fn a_repeat_within_one_batch_is_stored_once(place: &Place) {
    let store = place.with_log();
    let mut batch = Sheet::of(&[line(1, 0), line(1, 0), line(1, 1)]);
    let outcomes = store.append(ORIGIN, &mut batch).unwrap();
    let [Outcome::Appended(first), Outcome::Already(again), Outcome::Appended(next)] = outcomes[..] else {
        panic!("{outcomes:?}")
    };
    assert_eq!((first, next.seq), (again, 1));
    assert_eq!(all_rows(store.as_ref()).len(), 2);
}

fn entries_and_logs_are_neither_changed_nor_removed(place: &Place) {
    let store = place.with_log();
    let writer = place.writer(&store);
    writer.write(line(1, 0)).unwrap();
    writer.write(line(1, 1)).unwrap();
    let before = all_rows(store.as_ref());
    for (statement, sentence) in [
        ("UPDATE entry SET bytes = bytes WHERE seq = 0", "an entry of the record is never changed"),
        ("DELETE FROM entry WHERE seq = 1", "an entry of the record is never removed"),
        ("UPDATE log SET size = 1", "a log only grows"),
        ("UPDATE log SET origin = 'example.org/other/1-00000000000000aa'", "a log only grows"),
        ("DELETE FROM log", "a log is never removed"),
    ] {
        let error = place.tamper(statement).expect_err(statement);
        assert!(error.contains(sentence), "{statement}: {error}");
    }
    assert_eq!(all_rows(store.as_ref()), before);
}

fn large_entries_and_all_of_unicode_come_back_byte_for_byte(place: &Place) {
    let store = place.with_log();
    let writer = place.writer(&store);
    let texts = [
        "x".repeat(65_533),
        "Ærøskøbing, Ĳ, 한국, 👩‍⚕️, \u{1}, \u{fffd}, \u{10ffff}, \"\\'".to_owned(),
        String::new(),
    ];
    for (number, text) in (0..).zip(&texts) {
        let wish =
            Line {
                text: text.clone(), stream: "körper/åß".to_owned(), version: number, ..line(1, number)
            };
        writer.write(wish).unwrap();
    }
    let rows = all_rows(store.as_ref());
    assert_eq!(rows.iter().map(text_of).collect::<Vec<_>>(), texts);
    assert!(rows.iter().all(|row| row.stream == "körper/åß"));
}

fn a_log_is_made_once_and_with_a_sober_name(place: &Place) {
    let store = place.with_log();
    assert!(matches!(store.create_log(ORIGIN), Err(StoreError::LogExists { origin }) if origin == ORIGIN));
    for name in ["", "a//b", "../etc", "a/.b", "Upper", "under_score", "sp ace", "nul\0", &"a".repeat(201)] {
        assert!(matches!(store.create_log(name), Err(StoreError::BadOrigin { .. })), "{name:?}");
    }
    store.create_log("a.example/b/1-00000000000000bb").unwrap();
    let origins: Vec<_> = store.logs().unwrap().into_iter().map(|head| (head.origin, head.size)).collect();
    assert_eq!(origins, [("a.example/b/1-00000000000000bb".to_owned(), 0), (ORIGIN.to_owned(), 0)]);
}

fn an_unknown_log_is_named(place: &Place) {
    let store = place.open();
    let other = "example.org/none/1-00000000000000aa";
    let named = |error: StoreError| matches!(error, StoreError::NoLog { origin } if origin == other);
    assert!(named(store.head(other).unwrap_err()));
    assert!(named(store.read(other, 0, 1).unwrap_err()));
    assert!(named(store.find(other, id(0, 0)).unwrap_err()));
    assert!(named(store.append(other, &mut Sheet::of(&[line(0, 0)])).unwrap_err()));
}

fn a_full_queue_says_so(place: &Place) {
    let store = place.with_log();
    let writer =
        Writer::open_with_queue(Arc::clone(&store), ORIGIN, &place.floors(), Diary::default(), 1).unwrap();
    let full = thread::scope(|scope| {
        let threads: Vec<_> = (0..32)
            .map(|number| {
                let writer = &writer;
                scope.spawn(move || match writer.write(line(number, 0)) {
                    Ok(_) => 0,
                    Err(Unwritten::QueueFull { waiting: 1 }) => 1,
                    Err(other) => panic!("{other}"),
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).sum::<u64>()
    });
    assert!(full > 0, "32 requests at once all found room in a queue of one");
    assert_eq!(store.head(ORIGIN).unwrap().size, 32 - full);
}

fn a_host_that_cannot_follow_its_own_entry_spoils_that_one_alone(place: &Place) {
    let store = place.with_log();
    let writer =
        Writer::open(Arc::clone(&store), ORIGIN, &place.floors(), crate::following::Squeamish::default())
            .unwrap();
    thread::scope(|scope| {
        for number in 0..6 {
            let writer = &writer;
            scope.spawn(move || {
                let mut wish = line(number, 0);
                if number == 3 {
                    "blood".clone_into(&mut wish.text);
                }
                match writer.write(wish) {
                    Ok(_) => assert_ne!(number, 3),
                    Err(Unwritten::Store(error)) => {
                        assert!(
                            number == 3 && matches!(*error, StoreError::NotFollowed { .. }),
                            "{number}: {error}"
                        );
                    }
                    Err(other) => panic!("{other}"),
                }
            });
        }
    });
    assert_eq!(all_rows(store.as_ref()).len(), 5);
}
