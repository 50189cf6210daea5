//! Each wrong input has a message of its own: the place, the cause, the remedy.

use crate::common::{
    Column, filter, parquet_file, read_file, read_text, read_text_as, small_parquet, source,
};
use commonweal_activity::{ActivityError, LoadedPanel, read_panel};

#[track_caller]
fn says(result: Result<LoadedPanel, ActivityError>, parts: &[&str]) {
    let message = result.unwrap_err().to_string();
    for part in parts {
        assert!(message.contains(part), "{part:?} is not in: {message}");
    }
}

#[test]
fn an_unknown_column_is_answered_with_the_nearest_and_all() {
    says(
        read_text("Unit,when,count\nA,2015,1\n"),
        &["no column 'unit'", "did you mean 'Unit'", "Unit, when, count"],
    );
    says(read_text("unit,when,count\nA,2015,1\n"), &["no column 'n'", "unit, when, count"]);
}

#[test]
fn a_file_without_a_header_is_told_so() {
    says(
        read_text("A,2015-10,12.5\nA,2015-11,13\n"),
        &["no header", "A, 2015-10, 12.5", "names the columns"],
    );
}

#[test]
fn a_column_named_twice_is_refused_only_where_it_is_read() {
    says(read_text("unit,when,n,n\nA,2015,1,2\n"), &["more than one column named 'n'", "rename"]);
    let loaded = read_text("unit,when,n,x,x\nA,2015,1,2,3\n").unwrap();
    assert!(loaded.report.warnings[0].contains("'x'"));
}

#[test]
fn a_ragged_row_is_told_by_line_and_by_count() {
    says(read_text("unit,when,n\nA,2015,1\nB,2015\n"), &["line 3", "2 fields", "header has 3"]);
    says(read_text("unit,when,n\nA,2015,12,345\n"), &["line 2", "4 fields", "quote fields"]);
}

#[test]
fn text_that_is_no_number_is_quoted_with_its_line_and_column() {
    for wrong in ["abc", "1 234", "12%", "inf", "<5"] {
        let text = format!("unit,when,n\nA,2015,1\nB,2015,{wrong}\n");
        says(read_text(text), &["f.csv, line 3, column 'n'", &format!("'{wrong}'"), "leave the cell empty"]);
    }
    says(read_text("unit,when,n\nA,2015,1e999\n"), &["line 2", "1e999", "out of range"]);
    says(read_text("unit,when,n\nA,2015,1e-300\n"), &["line 2", "1e-300", "out of range"]);
}

#[test]
fn an_unreadable_period_is_quoted_with_its_line() {
    says(
        read_text("unit,when,n\nA,2015-10,1\nA,soon,1\n"),
        &["line 3", "column 'when'", "'soon' is not a period"],
    );
    says(read_text("unit,when,n\nA,2015-13,1\n"), &["line 2", "no such month"]);
    says(read_text("unit,when,n\nA,2015-10,1\nA,2015,1\n"), &["2015-10, line 2", "2015, line 3", "one form"]);
    let asked =
        read_text_as("unit,when,n\nA,7,1\n", |s| s.frequency = Some(commonweal_quantity::Frequency::Month));
    says(asked, &["column 'when'", "month", "7 is a step"]);
}

#[test]
fn text_in_another_encoding_is_told_by_line() {
    says(read_text(b"unit,when,n\nA,2015,1\nCaf\xe9,2015,2\n"), &["line 3", "column 'unit'", "UTF-8"]);
    says(read_text(b"unit,when,n,\xe9\nA,2015,1,\n"), &["header", "UTF-8"]);
    says(read_text(b"\xff\xfeu\0n\0i\0t\0"), &["UTF-16", "save it as UTF-8"]);
}

#[test]
fn a_filter_that_matches_nothing_is_answered_with_what_there_is() {
    let text = "unit,when,n,metric\nA,2015,1,attendances\nB,2015,2,admissions\n";
    let wrong = read_text_as(text, |s| s.filters = vec![filter("metric", "attendence")]);
    says(wrong, &["metric = 'attendence'", "did you mean 'attendances'", "'admissions', 'attendances'"]);
    let one_of_two = vec![filter("metric", "attendances"), filter("metric", "zzz")];
    says(read_text_as(text, |s| s.filters = one_of_two), &["metric = 'zzz'", "'admissions', 'attendances'"]);
    let many: String = (0..30).map(|i| format!("A,{i},1,m{i:02}\n")).collect();
    let wrong =
        read_text_as(format!("unit,when,n,metric\n{many}"), |s| s.filters = vec![filter("metric", "none")]);
    says(wrong, &["'m00', 'm01'", "'m09', others"]);
}

#[test]
fn filters_that_leave_nothing_together_say_where_the_rows_went() {
    let text = "unit,when,n,a,b\nA,2015,1,x,p\nB,2015,2,y,q\n";
    let both = vec![filter("a", "x"), filter("b", "q")];
    says(
        read_text_as(text, |s| s.filters = both),
        &["none of its 2 rows", "column 'a': 1", "column 'b': 1", "line 2"],
    );
    says(
        read_text("unit,when,n\nA,2015,NA\n"),
        &["none of its 1 rows", "missing value: 1 (first at line 2)"],
    );
}

#[test]
fn a_window_that_holds_nothing_is_answered_with_the_span_of_the_data() {
    let text = "unit,when,n\nA,2015-10,1\nA,2016-03,2\n";
    let late = read_text_as(text, |s| s.since = Some("2017".parse().unwrap()));
    says(late, &["from 2017-01 to the end", "from 2015-10 to 2016-03", "widen"]);
    let step = read_text_as(text, |s| s.until = Some("7".parse().unwrap()));
    says(step, &["until", "months", "7 is a step"]);
}

#[test]
fn what_is_no_table_is_named_for_what_it_is() {
    says(read_text(""), &["is empty", "header"]);
    says(read_text("\n\r\n"), &["is empty"]);
    says(read_text("unit,when,n\n"), &["no row below"]);
    says(read_file("f.xlsx", b"PK\x03\x04rest"), &["spreadsheet", "save the sheet as CSV"]);
    says(read_file("f.csv.bz2", b"BZh91AY"), &["bzip2", "gzip or zstd"]);
    let folder = tempfile::tempdir().unwrap();
    says(read_panel(&source(folder.path()), &mut |_| {}), &["is a directory"]);
    says(read_panel(&source(folder.path().join("no.csv")), &mut |_| {}), &["no.csv", "no such file"]);
    says(read_text_as("unit,when,n\n", |s| s.delimiter = Some(b'"')), &["delimiter", "'\"'"]);
}

#[test]
fn a_quote_never_closed_is_told_by_the_line_where_it_opens() {
    let rest = "x,2015,1\n".repeat(600_000);
    says(read_text(format!("unit,when,n\nA,2015,1\n\"B,2015,1\n{rest}")), &["line 3", "never closed"]);
}

#[test]
fn populations_that_make_no_rate_are_refused() {
    let with = |text: &str| read_text_as(text, |s| s.population = Some("people".to_owned()));
    says(with("unit,when,n,people\nA,2015,1,0\n"), &["line 2", "population 0", "not above zero"]);
    says(with("unit,when,n,people\nA,2015,1,-5\n"), &["population -5"]);
    says(with("unit,when,n,people\nA,2015,1,\n"), &["'people'", "no number"]);
    says(with("unit,when,n,people\nA,2015,1,many\n"), &["'many' is not a number"]);
}

#[test]
fn two_values_for_one_unit_and_period_are_refused_with_both() {
    says(read_text("unit,when,n\nA,2015,1\nA,2015,2\n"), &["f.csv: A", "2015 (1 and 2)", "--sum-duplicates"]);
}

#[test]
fn parquet_that_cannot_be_read_says_why() {
    says(read_file("f.parquet", b"unit,when,n\nA,2015,1\n"), &["not a Parquet file"]);
    says(read_file("f.csv", b"PAR1 and no more"), &["not a Parquet file"]);
    let whole = small_parquet();
    says(read_file("f.parquet", &whole[..whole.len() / 2]), &["not a Parquet file", "fetch it again"]);
    let packed = zstd::encode_all(whole.as_slice(), 0).unwrap();
    says(read_file("f.parquet.zst", &packed), &["Parquet file inside zstd", "unpack"]);
    says(read_file("f.parquet", b""), &["is empty"]);
}

#[test]
fn parquet_columns_that_cannot_play_their_part_say_what_they_hold() {
    let refuse = |schema: &str, columns: &[Column]| read_file("f.parquet", &parquet_file(schema, columns));
    let dates = refuse(
        "message m { optional binary unit (UTF8); required int32 when; required int32 n (DATE); }",
        &[Column::Text(vec![Some("A")]), Column::Int32(vec![2015]), Column::Int32(vec![1])],
    );
    says(dates, &["column 'n' holds dates", "value must be", "numbers"]);
    let structure = refuse(
        "message m { required group unit { optional binary name (UTF8); } required int32 when; required int32 n; }",
        &[Column::Text(vec![Some("A")]), Column::Int32(vec![2015]), Column::Int32(vec![1])],
    );
    says(structure, &["column 'unit' holds structures", "flat column"]);
    let list = read_file(
        "f.parquet",
        &parquet_file("message m { required int32 unit; required int32 when; repeated int32 n; }", &[]),
    );
    says(list, &["column 'n' holds lists"]);
    says(
        read_file("f.parquet", &parquet_file("message m { required int32 unit; }", &[])),
        &["no column 'when'"],
    );
}
