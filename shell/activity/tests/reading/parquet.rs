//! Reading Parquet: types, nulls, and agreement with the same rows as text.

use crate::common::{Column, filter, parquet_file, read_file, small_parquet, source, value};
use commonweal_activity::{DropReason, FileFormat, Place, Stage, read_panel};
use commonweal_quantity::Frequency;

#[test]
fn nulls_and_not_a_numbers_are_missing_and_dates_are_months() {
    // 16709 and 16740 days after 1 January 1970 are 1 October and 1 November 2015.
    let loaded = read_file("f.parquet", &small_parquet()).unwrap();
    assert_eq!(loaded.panel.units(), ["A", "B", "C"]);
    assert_eq!(loaded.panel.frequency(), Frequency::Month);
    assert_eq!(value(&loaded.panel, "A", "2015-11"), Some(2.5));
    assert_eq!(value(&loaded.panel, "B", "2015-10"), None);
    let dropped = &loaded.report.dropped[0];
    assert_eq!(
        (&dropped.reason, dropped.count, dropped.first),
        (&DropReason::MissingValue, 2, Place::Row(3))
    );
    assert_eq!(loaded.report.columns, ["unit", "when", "n", "site"]);
}

#[test]
fn parquet_is_known_by_its_bytes_whatever_the_name() {
    let loaded = read_file("f.csv", &small_parquet()).unwrap();
    assert_eq!(loaded.report.format, FileFormat::Parquet);
}

#[test]
fn whole_numbers_are_filtered_as_they_print() {
    let (_folder, path) = crate::common::file("f.parquet", &small_parquet());
    let mut source = source(path);
    source.filters = vec![filter("site", "2")];
    let loaded = read_panel(&source, &mut |_| {}).unwrap();
    assert_eq!(loaded.panel.units(), ["B"]);
}

#[test]
fn one_column_may_play_two_parts() {
    let (_folder, path) = crate::common::file("f.parquet", &small_parquet());
    let mut source = source(path);
    source.filters = vec![filter("unit", "A")];
    assert_eq!(read_panel(&source, &mut |_| {}).unwrap().panel.units(), ["A"]);
}

#[test]
fn every_kind_of_number_and_time_is_read() {
    let october = 16_709_i64 * 86_400;
    let cases = [
        ("required int32 when", Column::Int32(vec![2015]), "2015"),
        ("required int64 when (TIMESTAMP(MILLIS,true))", Column::Int64(vec![october * 1_000 + 5]), "2015-10"),
        (
            "required int64 when (TIMESTAMP(MICROS,false))",
            Column::Int64(vec![october * 1_000_000]),
            "2015-10",
        ),
        (
            "required int64 when (TIMESTAMP(NANOS,true))",
            Column::Int64(vec![october * 1_000_000_000]),
            "2015-10",
        ),
        ("optional double when", Column::Double(vec![Some(1990.25)]), "1990-Q2"),
        ("optional binary when (UTF8)", Column::Text(vec![Some(" Oct 2015 ")]), "2015-10"),
    ];
    for (when, column, period) in cases {
        let schema =
            format!("message m {{ required int32 unit; {when}; required int64 n (DECIMAL(10,2)); }}");
        let columns = [Column::Int32(vec![7]), column, Column::Int64(vec![12_345])];
        let loaded = read_file("f.parquet", &parquet_file(&schema, &columns)).unwrap();
        assert_eq!(value(&loaded.panel, "7", period), Some(123.45), "{when}");
    }
}

#[test]
fn an_instant_before_1970_belongs_to_its_own_day() {
    let schema =
        "message m { required int32 unit; required int64 when (TIMESTAMP(MILLIS,true)); required int32 n; }";
    let columns = [Column::Int32(vec![7]), Column::Int64(vec![-1]), Column::Int32(vec![1])];
    let loaded = read_file("f.parquet", &parquet_file(schema, &columns)).unwrap();
    assert_eq!(value(&loaded.panel, "7", "1969-12-31"), Some(1.0));
}

#[test]
fn batches_and_nulls_keep_step_over_many_rows() {
    let rows = 20_000_i32;
    let schema = "message m { required int32 unit; required int32 when; optional double n; }";
    let values = (0..rows).map(|i| (i % 3 != 0).then(|| f64::from(i) + 0.5)).collect();
    let columns = [
        Column::Int32((0..rows).collect()),
        Column::Int32((0..rows).map(|_| 2015).collect()),
        Column::Double(values),
    ];
    let loaded = read_file("f.parquet", &parquet_file(schema, &columns)).unwrap();
    for unit in [1, 8_191, 8_192, 8_193, 19_999] {
        let wanted = (unit % 3 != 0).then(|| f64::from(unit) + 0.5);
        assert_eq!(value(&loaded.panel, &unit.to_string(), "2015"), wanted, "{unit}");
    }
    assert_eq!(loaded.report.rows_kept, 13_333);
}

#[test]
fn the_file_is_hashed_then_read() {
    let (_folder, path) = crate::common::file("f.parquet", &small_parquet());
    let mut calls = Vec::new();
    read_panel(&source(path), &mut |p| calls.push(p)).unwrap();
    assert_eq!(
        calls.first().map(|p| (p.stage, p.bytes)),
        Some((Stage::Hashing, small_parquet().len() as u64))
    );
    assert_eq!(
        calls.last().map(|p| (p.stage, p.bytes, p.rows)),
        Some((Stage::Reading, small_parquet().len() as u64, 5))
    );
}
