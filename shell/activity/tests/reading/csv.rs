//! Reading delimited text: what is forgiven, what is counted, what is refused.

use std::io::Write;

use crate::common::{filter, read_file, read_text, read_text_as, value};
use commonweal_activity::{ActivityError, Compression, Delimiter, DropReason, Place, read_csv};
use commonweal_evaluate::panel::Duplicates;
use commonweal_quantity::Frequency;

const PLAIN: &str = "unit,when,n\nA,2015-10-01,1\nA,2015-11-01,2\nB,2015-10-01,3\n";

#[test]
fn months_written_as_their_first_days_become_months() {
    let loaded = read_text(PLAIN).unwrap();
    assert_eq!(loaded.panel.frequency(), Frequency::Month);
    assert_eq!(value(&loaded.panel, "A", "2015-11"), Some(2.0));
    assert_eq!(loaded.panel.missing_cells(), 1);
    assert_eq!((loaded.report.rows_read, loaded.report.rows_kept), (3, 3));
}

#[test]
fn spreadsheet_habits_do_not_change_the_panel() {
    let wanted = read_text(PLAIN).unwrap().panel.sha256();
    let habits = [
        "\u{feff}unit,when,n\r\nA,2015-10-01,1\r\nA,2015-11-01,2\r\nB,2015-10-01,3\r\n",
        "unit,when,n\n\nA,2015-10-01,1\n  \nA,2015-11-01,2\nB,2015-10-01,3",
        "\"unit\" ,\"when\",n\n\"A\",\"2015-10-01\",\" 1 \"\nA , 01/11/2015,+2.0\nB,2015-10-01,3e0\n",
        "n;other;when;unit\n1;x;2015-10;A\n2;\"y;z\";2015-11;A\n3;;2015-10;B\n",
        "unit\twhen\tn\nB\t2015-10\t3\nA\t2015-11\t2\nA\t2015-10\t1\n",
        "unit|when|n\nA|Oct 2015|1\nA|Nov 2015|2\nB|Oct 2015|3\n,,,\n".trim_end_matches(",,,\n"),
    ];
    for text in habits {
        assert_eq!(read_text(text).unwrap().panel.sha256(), wanted, "{text}");
    }
}

#[test]
fn a_guessed_delimiter_is_told_apart_from_a_given_one() {
    let guessed = read_text("unit;when;n\nA;2015;1\n").unwrap();
    assert_eq!(guessed.report.delimiter, Some(Delimiter::Guessed(';')));
    let given = read_text_as("unit;when;n\nA;2015;1\n", |source| source.delimiter = Some(b';')).unwrap();
    assert_eq!(given.report.delimiter, Some(Delimiter::Given(';')));
}

#[test]
fn holes_are_counted_by_kind_and_their_units_stay_in_the_panel() {
    let text = "unit,when,n\nA,2015,1\nB,2015,NA\nC,2015,*\n,2015,5\nD,,6\nE,2015,\n";
    let loaded = read_text(text).unwrap();
    assert_eq!(loaded.panel.units(), ["A", "B", "C", "E"]);
    let dropped: Vec<(DropReason, u64, Place)> =
        loaded.report.dropped.into_iter().map(|d| (d.reason, d.count, d.first)).collect();
    assert_eq!(
        dropped,
        [
            (DropReason::MissingUnit, 1, Place::Line(5)),
            (DropReason::MissingPeriod, 1, Place::Line(6)),
            (DropReason::MissingValue, 2, Place::Line(3)),
            (DropReason::SuppressedValue, 1, Place::Line(4)),
        ]
    );
    assert!(loaded.report.warnings.iter().any(|w| w.contains("suppressed") && w.contains("line 4")));
}

#[test]
fn commas_between_thousands_are_read_and_said() {
    let loaded = read_text("unit,when,n\nA,2015,\"12,345\"\n").unwrap();
    assert_eq!(value(&loaded.panel, "A", "2015"), Some(12_345.0));
    assert!(loaded.report.warnings.iter().any(|w| w.contains("thousands") && w.contains("line 2")));
}

#[test]
fn filters_on_one_column_are_any_of_and_on_two_columns_all_of() {
    let text = "unit,when,n,metric,place\nA,2015,1,x,p\nB,2015,2,y,p\nC,2015,3,z,p\nD,2015,4,x,q\n";
    let loaded = read_text_as(text, |source| {
        source.filters = vec![filter("metric", "x"), filter("metric", " y "), filter("place", "p")];
    })
    .unwrap();
    assert_eq!(loaded.panel.units(), ["A", "B"]);
    let counts: Vec<(String, u64)> =
        loaded.report.dropped.iter().map(|d| (d.reason.to_string(), d.count)).collect();
    assert_eq!(
        counts,
        [("filtered out by column 'metric'".to_owned(), 1), ("filtered out by column 'place'".to_owned(), 1)]
    );
}

#[test]
fn more_columns_than_are_held_in_place_are_read_all_the_same() {
    let text = "unit,when,n,a,b,c,d,e,f,g\nA,2015,1,1,1,1,1,1,1,1\nB,2015,2,1,1,1,1,1,1,2\n";
    let loaded = read_text_as(text, |source| {
        source.filters = ["a", "b", "c", "d", "e", "f", "g"].map(|column| filter(column, "1")).to_vec();
    });
    assert_eq!(loaded.unwrap().panel.units(), ["A"]);
}

#[test]
fn a_year_as_the_window_keeps_its_december_and_drops_units_beyond_it() {
    let text =
        "unit,when,n\nA,2014-12-01,1\nA,2015-01-01,2\nA,2015-12-01,3\nA,2016-01-01,4\nB,2016-01-01,5\n";
    let loaded = read_text_as(text, |source| {
        source.since = Some("2015".parse().unwrap());
        source.until = Some("2015".parse().unwrap());
    })
    .unwrap();
    let periods: Vec<String> = loaded.panel.periods().iter().map(ToString::to_string).collect();
    assert_eq!(periods, ["2015-01", "2015-12"]);
    assert_eq!(loaded.panel.units(), ["A"]);
    assert_eq!(loaded.report.units_outside_window, 1);
    let outside = &loaded.report.dropped[0];
    assert_eq!(
        (&outside.reason, outside.count, outside.first),
        (&DropReason::OutsideWindow, 3, Place::Line(2))
    );
}

#[test]
fn the_window_does_not_change_what_the_days_mean() {
    // Within the window alone the days would all be the first of a quarter.
    let text = "unit,when,n\nA,2015-01-01,1\nA,2015-04-01,2\nA,2015-05-01,3\n";
    let loaded = read_text_as(text, |source| source.until = Some("2015-04".parse().unwrap())).unwrap();
    assert_eq!(loaded.panel.frequency(), Frequency::Month);
}

#[test]
fn daily_counts_are_added_up_to_months_where_asked_and_their_population_is_not() {
    let text = "unit,when,n,people\nA,2015-10-05,1,100\nA,2015-10-06,2,100\nA,2015-11-09,4,100\n";
    let monthly = |duplicates| {
        read_text_as(text, |source| {
            source.population = Some("people".to_owned());
            source.frequency = Some(Frequency::Month);
            source.duplicates = duplicates;
        })
    };
    let loaded = monthly(Duplicates::Sum).unwrap();
    assert_eq!(value(&loaded.panel, "A", "2015-10"), Some(3.0));
    assert_eq!(value(&loaded.population.unwrap(), "A", "2015-10"), Some(100.0));
    assert!(matches!(monthly(Duplicates::Refuse), Err(ActivityError::Panel { .. })));
    let varies = text.replace("6,2,100", "6,2,101");
    let refused = read_text_as(varies, |source| {
        source.population = Some("people".to_owned());
        source.frequency = Some(Frequency::Month);
        source.duplicates = Duplicates::Sum;
    });
    assert!(matches!(refused, Err(ActivityError::PopulationVaries { first: 100.0, second: 101.0, .. })));
}

#[test]
fn a_value_without_a_population_is_said() {
    let text = "unit,when,n,people\nA,2015,1,100\nB,2015,2,\n";
    let loaded = read_text_as(text, |source| source.population = Some("people".to_owned())).unwrap();
    assert!(
        loaded
            .report
            .warnings
            .iter()
            .any(|w| w.contains("1 values have no population") && w.contains("B, 2015"))
    );
}

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn compression_is_known_by_the_bytes_whatever_the_name() {
    let wanted = read_text(PLAIN).unwrap().panel.sha256();
    let (first, second) = PLAIN.split_at(20);
    let members = [gzip(first), gzip(second)].concat();
    let cases = [
        (gzip(PLAIN), Compression::Gzip),
        (members, Compression::Gzip),
        (zstd::encode_all(PLAIN.as_bytes(), 0).unwrap(), Compression::Zstd),
        (PLAIN.as_bytes().to_vec(), Compression::None),
    ];
    for (bytes, compression) in cases {
        for name in ["panel.csv", "panel.csv.gz", "panel.zst", "panel"] {
            let loaded = read_file(name, &bytes).unwrap();
            assert_eq!((&loaded.panel.sha256(), loaded.report.compression), (&wanted, compression), "{name}");
        }
    }
}

#[test]
fn the_hash_is_of_the_bytes_as_stored() {
    // printf 'unit,when,n\nA,2015,1\n' | sha256sum
    let loaded = read_text("unit,when,n\nA,2015,1\n").unwrap();
    let known = "fcd7820156e7264938956fa644553eb138080fbbad3617c4af1152598a6947f3";
    assert_eq!((loaded.report.file_sha256.as_str(), loaded.report.bytes), (known, 21));
}

#[test]
fn a_copy_that_broke_off_is_told_apart_from_one_that_is_damaged() {
    let body: String = (0..20_000).map(|i| format!("A{i},2015,{}\n", i * i % 7919)).collect();
    let long = format!("unit,when,n\n{body}");
    let mut zstd = zstd::stream::write::Encoder::new(Vec::new(), 0).unwrap();
    zstd.include_checksum(true).unwrap();
    zstd.write_all(long.as_bytes()).unwrap();
    for mut packed in [gzip(&long), zstd.finish().unwrap()] {
        let broken = read_file("f.csv.gz", &packed[..packed.len() - 1]);
        assert!(matches!(broken, Err(ActivityError::Truncated { .. })), "{broken:?}");
        // The checksum: four bytes before the length in gzip, the last four in zstd.
        let checksum = packed.len() - if packed[0] == 0x1f { 8 } else { 4 };
        packed[checksum] ^= 1;
        let damaged = read_file("f.csv.gz", &packed);
        assert!(matches!(damaged, Err(ActivityError::DamagedCompression { .. })), "{damaged:?}");
    }
}

#[test]
fn progress_ends_with_every_byte_and_row_accounted_for() {
    let body: String = (0..40_000).map(|i| format!("U{i},2015,{i}\n")).collect();
    let text = format!("unit,when,n\n{body}");
    let mut calls = Vec::new();
    read_csv(text.as_bytes(), text.len() as u64, &crate::common::source("f.csv"), &mut |p| calls.push(p))
        .unwrap();
    assert!(calls.len() >= 3 && calls.is_sorted_by_key(|p| (p.bytes, p.rows)), "{calls:?}");
    let last = calls.last().unwrap();
    assert_eq!((last.bytes, last.total_bytes, last.rows), (text.len() as u64, text.len() as u64, 40_000));
}
