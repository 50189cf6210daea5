//! Logs of events, from text and from Parquet, in order and out of it.

use commonweal_activity::{
    ActivityError, EventBatch, EventNames, EventReport, EventSource, Order, Place, first_day, read_events,
};

use proptest::prelude::*;

use crate::common::{Column, file, parquet_groups};

const LOG: &str = "who,when,what,where,pounds\n\
                   1,2024-01-01,GP,Northgate,10\n\
                   1,2024-01-05,Fall,Infirmary,1200.50\n\
                   2,2024-01-02,GP,Southgate,\n\
                   2,2024-01-02,Fall,Infirmary,\"1,300\"\n\
                   3,2023-12-31,,Infirmary,5\n";

fn source(path: std::path::PathBuf) -> EventSource {
    EventSource {
        path,
        person: "who".to_owned(),
        at: "when".to_owned(),
        service: "what".to_owned(),
        body: "where".to_owned(),
        cost: Some("pounds".to_owned()),
        delimiter: None,
    }
}

type Read = (Vec<EventBatch>, EventNames, EventReport);

fn read(source: &EventSource, order: Order) -> Result<Read, ActivityError> {
    let (mut batches, mut names) = (Vec::new(), EventNames::default());
    let report = read_events(source, order, &mut |_| (), &mut |some, met| {
        batches.extend_from_slice(some);
        names = met.clone();
    })?;
    Ok((batches, names, report))
}

/// Each event as its names say it, without the persons' numbers.
fn told((batches, names, _): &Read) -> Vec<(i32, String, String, f64)> {
    let event = |batch: &EventBatch, at: usize| {
        let service = names.services.all()[batch.service[at] as usize].clone();
        let body = names.bodies.all()[batch.body[at] as usize].clone();
        (batch.day[at], service, body, batch.cost[at])
    };
    batches.iter().flat_map(|batch| (0..batch.len()).map(move |at| event(batch, at))).collect()
}

#[test]
fn events_are_read_with_their_names_days_and_costs() {
    let (_folder, path) = file("log.csv", LOG.as_bytes());
    let read = read(&source(path), Order::Sorted).unwrap();
    let new_year = 19_723;
    let event = |day, what: &str, place: &str, cost| (day, what.to_owned(), place.to_owned(), cost);
    let expected = [
        event(new_year, "GP", "Northgate", 10.0),
        event(new_year + 4, "Fall", "Infirmary", 1_200.5),
        event(new_year + 1, "GP", "Southgate", 0.0),
        event(new_year + 1, "Fall", "Infirmary", 1_300.0),
    ];
    assert_eq!(told(&read), expected);
    let expected = EventReport {
        rows_read: 5,
        rows_incomplete: 1,
        costs_missing: 1,
        persons: 2,
        first_day: Some(new_year),
        last_day: Some(new_year + 4),
    };
    assert_eq!(read.2, expected);
}

#[test]
fn rows_out_of_order_are_told_by_their_line_and_read_when_asked() {
    let mut lines: Vec<&str> = LOG.lines().collect();
    lines.swap(2, 3);
    let (_folder, path) = file("log.csv", lines.join("\n").as_bytes());
    let shuffled = source(path);
    let refused = read(&shuffled, Order::Sorted).unwrap_err();
    assert!(matches!(refused, ActivityError::Unsorted { place: Place::Line(4), .. }), "{refused}");
    let found = read(&shuffled, Order::Any).unwrap();
    let (_folder, path) = file("log.csv", LOG.as_bytes());
    let sorted = read(&source(path), Order::Sorted).unwrap();
    let in_any_order = |read: &Read| {
        let mut events = told(read);
        events.sort_by(|a, b| (a.0, &a.1, &a.2).cmp(&(b.0, &b.1, &b.2)));
        events
    };
    assert_eq!(in_any_order(&found), in_any_order(&sorted));
    assert_eq!((found.2.persons, found.2.rows_read), (2, 5));
    // Each person's days ascend.
    for batch in &found.0 {
        let rows: Vec<_> = batch.person.iter().zip(&batch.day).collect();
        assert!(rows.is_sorted(), "{rows:?}");
    }
}

#[test]
fn a_day_or_a_cost_that_is_none_is_told_with_its_place() {
    let refused = |instead: &str, of: &str| {
        let (_folder, path) = file("log.csv", LOG.replace(of, instead).as_bytes());
        read(&source(path), Order::Sorted).unwrap_err()
    };
    let soon = refused("soon", "2024-01-05");
    assert!(
        matches!(&soon, ActivityError::NotADay { place: Place::Line(3), text, .. } if text == "soon"),
        "{soon}"
    );
    let dear = refused("dear", "1200.50");
    assert!(matches!(&dear, ActivityError::NotANumber { column, .. } if column == "pounds"), "{dear}");
}

#[test]
fn the_first_day_is_known_beforehand_whatever_the_order() {
    let first = |text: &str| {
        let (_folder, path) = file("log.csv", text.as_bytes());
        first_day(&source(path), &mut |_| ())
    };
    // The row without a service counts: the person was observed on that day.
    assert_eq!(first(LOG).unwrap(), Some(19_722));
    let bad = first(&LOG.replace("2023-12-31", "then"));
    assert!(matches!(bad, Err(ActivityError::NotADay { place: Place::Line(6), .. })));
}

/// Person, day, service, body; the cost is the row's number.
type Row = (i64, i32, i64, i64);

const SCHEMA: &str = "message m { required int64 who; required int32 when; required int64 what; required int64 where; optional double pounds; }";

fn columns(rows: &[(usize, Row)]) -> Vec<Column> {
    let pounds = rows.iter().map(|(at, _)| (at % 7 > 0).then_some(*at as f64)).collect();
    vec![
        Column::Int64(rows.iter().map(|(_, row)| row.0).collect()),
        Column::Int32(rows.iter().map(|(_, row)| row.1).collect()),
        Column::Int64(rows.iter().map(|(_, row)| row.2).collect()),
        Column::Int64(rows.iter().map(|(_, row)| row.3).collect()),
        Column::Double(pounds),
    ]
}

fn by_person(batches: &[EventBatch]) -> Vec<usize> {
    let mut sizes = Vec::new();
    for batch in batches {
        let persons: std::collections::BTreeSet<u32> = batch.person.iter().copied().collect();
        sizes.extend(persons.iter().map(|who| batch.person.iter().filter(|other| *other == who).count()));
    }
    sizes
}

proptest! {
    /// Wherever row groups are cut, within persons too, and in whichever form: the same events of the same persons.
    #[test]
    fn row_groups_cut_anywhere_give_what_the_same_rows_give_as_text(
        mut rows in prop::collection::vec((-3_i64..6, 0_i32..40, 0_i64..4, 69_998_i64..70_002), 1..60),
        size in 1_usize..20,
    ) {
        rows.sort_by_key(|row| (row.0, row.1));
        let rows: Vec<(usize, Row)> = rows.into_iter().enumerate().collect();
        let groups: Vec<Vec<Column>> = rows.chunks(size).map(columns).collect();
        let groups: Vec<&[Column]> = groups.iter().map(Vec::as_slice).collect();
        let (_folder, parquet) = file("log.parquet", &parquet_groups(SCHEMA, &groups));
        let line = |(at, row): &(usize, Row)| {
            let pounds = if at % 7 > 0 { at.to_string() } else { String::new() };
            format!("{},{},{},{},{pounds}\n", row.0, row.1, row.2, row.3)
        };
        let text: String = std::iter::once("who,when,what,where,pounds\n".to_owned()).chain(rows.iter().map(line)).collect();
        let (_other, csv) = file("log.csv", text.as_bytes());
        let parquet = source(parquet);
        let found = read(&parquet, Order::Sorted).unwrap();
        let expected = read(&source(csv), Order::Sorted).unwrap();
        prop_assert_eq!(told(&found), told(&expected));
        prop_assert_eq!(&found.2, &expected.2);
        prop_assert_eq!(by_person(&found.0), by_person(&expected.0));
        prop_assert_eq!(first_day(&parquet, &mut |_| ()).unwrap(), expected.2.first_day);
        let put_aside = read(&parquet, Order::Any).unwrap();
        prop_assert_eq!(&put_aside.2, &expected.2);
    }
}
