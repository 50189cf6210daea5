//! Logs of events, from text and from Parquet, in order and out of it.

use commonweal_activity::{
    ActivityError, EventFold, EventNames, EventReport, EventSource, Order, Place, first_day, fold_events,
};
use commonweal_find::upstream::Events;

use parquet::file::properties::{WriterProperties, WriterVersion};
use proptest::prelude::*;

use crate::any_bytes::{damage, damaged};
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

/// Day, service, body and cost.
type Event = (i32, u16, u32, f64);

/// The events of each person.
#[derive(Default)]
struct Collected {
    persons: Vec<Vec<Event>>,
    names: EventNames,
}

impl EventFold for Collected {
    type Part = Vec<Vec<Event>>;

    fn begin(&self, _: &EventNames, _: u64) -> Self::Part {
        Vec::new()
    }

    fn take(&self, part: &mut Self::Part, events: &Events<'_>) {
        let event =
            |at: usize| (events.day()[at], events.service()[at], events.body()[at], events.cost()[at]);
        let mut from = 0;
        for run in events.person().chunk_by(|a, b| a == b) {
            part.push((from..from + run.len()).map(event).collect());
            from += run.len();
        }
    }

    fn end(&mut self, part: Self::Part, names: &EventNames) {
        self.persons.extend(part);
        self.names = names.clone();
    }
}

/// An event as its names say it.
type Told = (i32, String, String, f64);

/// The events of each person, the persons in the order of their events.
type Read = (Vec<Vec<Told>>, EventReport);

fn read(source: &EventSource, order: Order) -> Result<Read, ActivityError> {
    let mut collected = Collected::default();
    let report = fold_events(source, order, &mut |_| (), &mut collected)?;
    let names = &collected.names;
    let told = |(day, service, body, cost): &Event| {
        let service = names.services.all()[*service as usize].clone();
        (*day, service, names.bodies.all()[*body as usize].clone(), *cost)
    };
    let mut persons: Vec<Vec<Told>> =
        collected.persons.iter().map(|events| events.iter().map(told).collect()).collect();
    persons.sort_by(|a, b| a.partial_cmp(b).unwrap());
    Ok((persons, report))
}

#[test]
fn events_are_read_with_their_names_days_and_costs() {
    let (_folder, path) = file("log.csv", LOG.as_bytes());
    let read = read(&source(path), Order::Sorted).unwrap();
    let new_year = 19_723;
    let event = |day, what: &str, place: &str, cost| (day, what.to_owned(), place.to_owned(), cost);
    let first =
        vec![event(new_year, "GP", "Northgate", 10.0), event(new_year + 4, "Fall", "Infirmary", 1_200.5)];
    let second =
        vec![event(new_year + 1, "GP", "Southgate", 0.0), event(new_year + 1, "Fall", "Infirmary", 1_300.0)];
    assert_eq!(read.0, [first, second]);
    let expected = EventReport {
        rows_read: 5,
        rows_incomplete: 1,
        costs_missing: 1,
        persons: 2,
        first_day: Some(new_year),
        last_day: Some(new_year + 4),
    };
    assert_eq!(read.1, expected);
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
    // Each person's days ascend, however they stood.
    assert_eq!(found, sorted);
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
type Row = (i64, i32, Option<u8>, Option<u8>);

/// How a Parquet file writes what it holds.
#[derive(Debug, Clone, Copy)]
struct Form {
    /// Persons and days as text; services and bodies always are.
    texts: bool,
    dictionary: bool,
    /// Bytes of a dictionary after which a column goes on without it.
    dictionary_bytes: usize,
    version: WriterVersion,
}

fn form() -> impl Strategy<Value = Form> {
    let version = prop_oneof![Just(WriterVersion::PARQUET_1_0), Just(WriterVersion::PARQUET_2_0)];
    (any::<bool>(), any::<bool>(), prop_oneof![Just(1_usize << 20), Just(24)], version).prop_map(
        |(texts, dictionary, dictionary_bytes, version)| Form {
            texts,
            dictionary,
            dictionary_bytes,
            version,
        },
    )
}

const SERVICES: [&str; 3] = ["GP", "Fall", "Café "];
const BODIES: [&str; 4] = ["Northgate", " Northgate", "Southgate", "Infirmary"];

fn name(of: &[&'static str], at: Option<u8>) -> Option<&'static str> {
    at.map(|at| of[usize::from(at)])
}

fn person(number: i64) -> String {
    format!("p{number:03}")
}

fn date(day: i32) -> String {
    format!("2024-{:02}-{:02}", 1 + day / 28, 1 + day % 28)
}

fn columns(rows: &[(usize, Row)], form: Form) -> Vec<Column> {
    let texts = |text: &dyn Fn(&Row) -> Option<String>| {
        Column::Text(rows.iter().map(|(_, row)| text(row).map(|text| &*text.leak())).collect())
    };
    let (who, when) = if form.texts {
        (texts(&|row| Some(person(row.0))), texts(&|row| Some(date(row.1))))
    } else {
        let who = rows.iter().map(|(_, row)| row.0).collect();
        (Column::Int64(who), Column::Int32(rows.iter().map(|(_, row)| row.1).collect()))
    };
    let what = texts(&|row| name(&SERVICES, row.2).map(str::to_owned));
    let place = texts(&|row| name(&BODIES, row.3).map(str::to_owned));
    let pounds = rows.iter().map(|(at, _)| (at % 7 > 0).then_some(*at as f64)).collect();
    vec![who, when, what, place, Column::Double(pounds)]
}

fn parquet_of(rows: &[(usize, Row)], size: usize, form: Form) -> Vec<u8> {
    let groups: Vec<Vec<Column>> = rows.chunks(size).map(|rows| columns(rows, form)).collect();
    let groups: Vec<&[Column]> = groups.iter().map(Vec::as_slice).collect();
    let (who, when) = if form.texts {
        ("optional binary who (UTF8)", "optional binary when (UTF8)")
    } else {
        ("required int64 who", "required int32 when")
    };
    let schema = format!(
        "message m {{ {who}; {when}; optional binary what (UTF8); optional binary where (UTF8); optional double pounds; }}"
    );
    let properties = WriterProperties::builder()
        .set_dictionary_enabled(form.dictionary)
        .set_dictionary_page_size_limit(form.dictionary_bytes)
        .set_data_page_row_count_limit(5)
        .set_write_batch_size(3)
        .set_writer_version(form.version)
        .build();
    parquet_groups(&schema, &groups, properties)
}

fn text_of(rows: &[(usize, Row)], form: Form) -> String {
    let line = |(at, row): &(usize, Row)| {
        let pounds = if at % 7 > 0 { at.to_string() } else { String::new() };
        let (what, place) = (name(&SERVICES, row.2), name(&BODIES, row.3));
        let (who, when) =
            if form.texts { (person(row.0), date(row.1)) } else { (row.0.to_string(), row.1.to_string()) };
        format!("{who},{when},{},{},{pounds}\n", what.unwrap_or_default(), place.unwrap_or_default())
    };
    std::iter::once("who,when,what,where,pounds\n".to_owned()).chain(rows.iter().map(line)).collect()
}

fn rows() -> impl Strategy<Value = Vec<(usize, Row)>> {
    let named = |below: u8| prop_oneof![9 => (0..below).prop_map(Some), 1 => Just(None)];
    let row = (0_i64..6, 0_i32..40, named(3), named(4));
    prop::collection::vec(row, 1..60).prop_map(|mut rows| {
        rows.sort_by_key(|row| (row.0, row.1));
        rows.into_iter().enumerate().collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Wherever row groups are cut, within persons too, and in whichever form: the same events of the same persons.
    #[test]
    fn row_groups_cut_anywhere_give_what_the_same_rows_give_as_text(
        rows in rows(),
        size in 1_usize..20,
        form in form(),
    ) {
        let (_folder, parquet) = file("log.parquet", &parquet_of(&rows, size, form));
        let (_other, csv) = file("log.csv", text_of(&rows, form).as_bytes());
        let parquet = source(parquet);
        let expected = read(&source(csv), Order::Sorted).unwrap();
        prop_assert_eq!(&read(&parquet, Order::Sorted).unwrap(), &expected);
        prop_assert_eq!(&read(&parquet, Order::Any).unwrap(), &expected);
        if rows.iter().all(|(_, row)| row.2.is_some() && row.3.is_some()) {
            prop_assert_eq!(first_day(&parquet, &mut |_| ()).unwrap(), expected.1.first_day);
        }
    }

    /// No bytes end the reader, whatever befell a file.
    #[test]
    fn a_damaged_log_is_refused_in_words_or_read(
        rows in rows(),
        form in form(),
        damages in prop::collection::vec(damage(), 1..4),
    ) {
        let (_folder, path) = file("log.parquet", &damaged(parquet_of(&rows, 30, form), damages));
        if let Err(error) = read(&source(path), Order::Sorted) {
            prop_assert!(error.to_string().len() > 20, "{error}");
        }
    }
}

#[test]
fn a_dictionary_that_holds_a_wrong_day_or_cost_is_told_by_the_row_that_has_it() {
    let text = |values: [&'static str; 3]| Column::Text(values.map(Some).to_vec());
    let schema = "message m { optional binary who (UTF8); optional binary when (UTF8); optional binary what (UTF8); optional binary where (UTF8); optional binary pounds (UTF8); }";
    let refused = |when: [&'static str; 3], pounds: [&'static str; 3]| {
        let columns =
            [text(["a", "a", "b"]), text(when), text(["GP"; 3]), text(["Northgate"; 3]), text(pounds)];
        let (_folder, path) =
            file("log.parquet", &parquet_groups(schema, &[&columns], WriterProperties::default()));
        read(&source(path), Order::Sorted)
    };
    let days = ["2024-01-01", "2024-01-02", "2024-01-01"];
    let soon = refused(["2024-01-01", "2024-01-02", "soon"], ["1", "1", "1"]).unwrap_err();
    assert!(
        matches!(&soon, ActivityError::NotADay { place: Place::Row(3), text, .. } if text == "soon"),
        "{soon}"
    );
    let dear = refused(days, ["1", "dear", "1"]).unwrap_err();
    assert!(
        matches!(&dear, ActivityError::NotANumber { place: Place::Row(2), text, .. } if text == "dear"),
        "{dear}"
    );
    let missing = refused(days, ["1", "", "1,000.5"]).unwrap();
    assert_eq!(missing.1.costs_missing, 1);
    assert_eq!(missing.0.last().unwrap()[0].3 + missing.0[0][0].3, 1_001.5);
}
