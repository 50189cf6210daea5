//! Workbooks, made here of the few parts that a reader needs.

use std::fmt::Write as _;
use std::io::{Cursor, Write};

use commonweal_directory::{Form, Reading, read};
use commonweal_find::register::Field;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::{reading, value, wrong};

/// A workbook of one sheet with these cells: place, type ("str" for text, "n" for a number), value.
fn workbook(cells: &[(&str, &str, &str)]) -> Vec<u8> {
    let mut rows = String::new();
    for (place, kind, value) in cells {
        let row = place.trim_start_matches(char::is_alphabetic);
        write!(rows, "<row r=\"{row}\"><c r=\"{place}\" t=\"{kind}\"><v>{value}</v></c></row>").unwrap();
    }
    let parts = [
        ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>".to_owned()),
        (
            "_rels/.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>".to_owned(),
        ),
        (
            "xl/workbook.xml",
            "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"Bodies\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>".to_owned(),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>".to_owned(),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{rows}</sheetData></worksheet>"),
        ),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name, SimpleFileOptions::default().compression_method(CompressionMethod::Stored))
            .unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const RIGHT: [(&str, &str, &str); 6] = [
    ("B3", "str", "code"),
    ("C3", "str", "population"),
    ("B4", "str", "E06000099"),
    ("C4", "n", "120000"),
    ("B6", "str", "E06000098"),
    ("C6", "str", "many"),
];

#[test]
fn the_first_sheet_is_read_with_the_rows_and_columns_that_people_see() {
    let directory = read(&workbook(&RIGHT), Form::Table, &reading("GSS"));
    assert_eq!(value(&directory.entries[0], Field::Population), "120000");
    assert_eq!(
        wrong(&directory),
        ["line 6, column 3: 'many' is no population: write a number from 0 up, such as 152300"]
    );
}

#[test]
fn a_cell_in_the_last_corner_costs_no_more_than_any_other() {
    let mut cells = RIGHT.to_vec();
    cells.push(("XFD1048576", "str", "far"));
    let directory = read(&workbook(&cells), Form::Table, &reading("GSS"));
    assert_eq!(directory.entries.len(), 1);
}

#[test]
fn a_workbook_that_is_cut_short_is_told_as_one() {
    let bytes = workbook(&RIGHT);
    let directory = read(&bytes[..bytes.len() / 2], Form::Table, &Reading::default());
    assert!(wrong(&directory)[0].contains("save it as .xlsx or .csv anew"), "{:?}", wrong(&directory));
}
