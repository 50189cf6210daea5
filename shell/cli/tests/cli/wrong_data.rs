//! Data files that cannot be read.

use std::io::Write as _;
use std::sync::Arc;

use parquet::data_type::{ByteArray, ByteArrayType, Int32Type};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

use crate::corpus::{Case, answers, case};
use crate::place::{Folder, panel};

const CASES: &[Case] = &[
    case(3, "no such file", "evaluate protocol.toml --data none.csv"),
    case(3, "a folder", "evaluate protocol.toml --data folder"),
    case(3, "an empty file", "evaluate protocol.toml --data empty.csv"),
    case(3, "only a header", "evaluate protocol.toml --data header.csv"),
    case(3, "no header", "evaluate protocol.toml --data headless.csv"),
    case(3, "a spreadsheet", "evaluate protocol.toml --data sheet.xlsx"),
    case(3, "a row that is too short", "evaluate protocol.toml --data ragged.csv"),
    case(3, "thousands with a comma, not quoted", "evaluate protocol.toml --data thousands.csv"),
    case(3, "another delimiter than said", "evaluate protocol.toml --delimiter ';'"),
    case(3, "Latin-1 letters", "evaluate protocol.toml --data latin.csv"),
    case(3, "UTF-16", "evaluate protocol.toml --data utf16.csv"),
    case(3, "a column named twice", "evaluate protocol.toml --data repeated.csv"),
    case(3, "a quote never closed", "evaluate protocol.toml --data quote.csv"),
    case(3, "gzip cut short", "evaluate protocol.toml --data cut.csv.gz"),
    case(3, "zstd cut short", "evaluate protocol.toml --data cut.csv.zst"),
    case(3, "Parquet cut short", "evaluate protocol.toml --data cut.parquet"),
    case(3, "CSV named as Parquet", "evaluate protocol.toml --data not.parquet"),
    case(3, "a column misspelt", "evaluate protocol.toml --value fals"),
    case(3, "a column that is nowhere", "evaluate protocol.toml --value admissions"),
    case(3, "a filter on a column that is nowhere", "evaluate protocol.toml --where colour=red"),
    case(3, "a filter that matches nothing", "evaluate protocol.toml --where place=Saltmire"),
    case(3, "text among the values", "evaluate protocol.toml --data text.csv"),
    case(3, "a value with its unit", "evaluate protocol.toml --data percent.csv"),
    case(3, "a value far too large", "evaluate protocol.toml --data large.csv"),
    case(3, "an infinite value", "evaluate protocol.toml --data infinite.csv"),
    case(3, "a value far too small", "evaluate protocol.toml --data tiny.csv"),
    case(3, "a period in words", "evaluate protocol.toml --data words.csv"),
    case(3, "months and quarters in one column", "evaluate protocol.toml --data mixed.csv"),
    case(3, "months read as steps", "evaluate protocol.toml --frequency step"),
    case(3, "months read as years", "evaluate protocol.toml --frequency year"),
    case(3, "two values for one month", "evaluate protocol.toml --data duplicate.csv"),
    case(3, "a population of zero", "evaluate protocol.toml --data nobody.csv --population people"),
    case(
        3,
        "two populations for one month",
        "evaluate protocol.toml --data crowd.csv --population people --sum-duplicates",
    ),
    case(3, "a window before the data", "evaluate protocol.toml --until 2018"),
    case(3, "a window after the data", "evaluate protocol.toml --since 2025"),
    case(3, "a window in steps", "evaluate protocol.toml --since 7"),
];

/// The panel in Parquet, months as text.
pub(crate) fn parquet_panel() -> Vec<u8> {
    let schema =
        "message m { required binary place (UTF8); required binary month (UTF8); required int32 falls; }";
    let rows: Vec<Vec<String>> =
        panel().lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect();
    let text =
        |column: usize| rows.iter().map(|row| ByteArray::from(row[column].as_str())).collect::<Vec<_>>();
    let falls: Vec<i32> = rows.iter().map(|row| row[2].parse().unwrap()).collect();
    let mut bytes = Vec::new();
    let schema = Arc::new(parse_message_type(schema).unwrap());
    let mut writer = SerializedFileWriter::new(&mut bytes, schema, Arc::default()).unwrap();
    let mut group = writer.next_row_group().unwrap();
    for column in 0..2 {
        let mut target = group.next_column().unwrap().unwrap();
        target.typed::<ByteArrayType>().write_batch(&text(column), None, None).unwrap();
        target.close().unwrap();
    }
    let mut target = group.next_column().unwrap().unwrap();
    target.typed::<Int32Type>().write_batch(&falls, None, None).unwrap();
    target.close().unwrap();
    group.close().unwrap();
    writer.close().unwrap();
    bytes
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

pub(crate) fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 0).unwrap()
}

fn scene() -> Folder {
    let folder = Folder::with_place();
    std::fs::create_dir(folder.path("folder")).unwrap();
    let panel = panel();
    let half = |bytes: Vec<u8>| bytes[..bytes.len() / 2].to_vec();
    folder.write("empty.csv", "");
    folder.write("header.csv", panel.lines().next().unwrap());
    folder.write("headless.csv", panel.split_once('\n').unwrap().1);
    folder.write("sheet.xlsx", b"PK\x03\x04and the rest");
    folder.write("latin.csv", [panel.as_bytes(), b"Caf\xe9,2020-01,1,1\n"].concat());
    folder.write("utf16.csv", b"\xff\xfep\0l\0a\0c\0e\0");
    folder.write("repeated.csv", panel.replacen("people", "falls", 1));
    folder.write("quote.csv", format!("{panel}\"Thornby,2020-01,1,1\n{}", "x,2020-01,1,1\n".repeat(400_000)));
    folder.write("cut.csv.gz", half(gzip(panel.as_bytes())));
    folder.write("cut.csv.zst", half(zstd(panel.as_bytes())));
    folder.write("cut.parquet", half(parquet_panel()));
    folder.write("not.parquet", &panel);
    for (name, row) in [
        ("ragged", "Thornby,2020-01"),
        ("thousands", "Thornby,2020-01,1,234,5000"),
        ("text", "Thornby,2020-01,many,5000"),
        ("percent", "Thornby,2020-01,12%,5000"),
        ("large", "Thornby,2020-01,1e308,5000"),
        ("infinite", "Thornby,2020-01,inf,5000"),
        ("tiny", "Thornby,2020-01,1e-308,5000"),
        ("words", "Thornby,last spring,12,5000"),
        ("mixed", "Thornby,2020-Q1,12,5000"),
        ("duplicate", "Saltmere,2020-03,99,5000"),
        ("nobody", "Thornby,2020-01,12,0"),
        ("crowd", "Saltmere,2020-03,99,5001"),
    ] {
        folder.write(&format!("{name}.csv"), format!("{panel}{row}\n"));
    }
    folder
}

#[test]
fn data_that_cannot_be_read_is_told_with_its_line_and_column() {
    insta::assert_snapshot!(answers(&scene(), CASES));
}

#[test]
fn the_same_panel_in_every_form_gives_the_same_figures() {
    let folder = Folder::with_place();
    folder.write("panel.csv.gz", gzip(panel().as_bytes()));
    folder.write("panel.csv.zst", zstd(panel().as_bytes()));
    folder.write("panel.parquet", parquet_panel());
    folder.write("semicolons.csv", panel().replace(',', ";"));
    let plain = folder.line("evaluate protocol.toml --format json").result();
    for data in ["panel.csv.gz", "panel.csv.zst", "panel.parquet", "semicolons.csv"] {
        let run = folder.line(&format!("evaluate protocol.toml --format json --data {data}"));
        assert_eq!(run.result(), plain, "{data}");
    }
}
