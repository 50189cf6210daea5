//! The first sheet of an XLSX workbook as rows.
//!
//! Cells are taken as they come: a sheet of one cell in its last corner must not make a table of seventeen thousand million.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{DataRef, Reader, Xlsx};

use crate::rows::Cells;
use crate::wrong::{Remedy, Wrong};

/// Columns that are read; a register has no use for more.
const MOST_COLUMNS: usize = 500;

/// Whether the bytes are a workbook's rather than text: both are told by how they begin.
pub(crate) fn is_sheet(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// The rows that have anything in them.
pub(crate) fn rows(bytes: &[u8]) -> (Vec<Cells>, Vec<Wrong>) {
    match read(bytes) {
        Ok(rows) => (rows, Vec::new()),
        Err(error) => (Vec::new(), vec![Wrong::new(1, 1, Remedy::Sheet { reason: error.to_string() })]),
    }
}

fn read(bytes: &[u8]) -> Result<Vec<Cells>, calamine::XlsxError> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes))?;
    let Some(name) = workbook.sheet_names().first().cloned() else { return Ok(Vec::new()) };
    let mut reader = workbook.worksheet_cells_reader(&name)?;
    let mut rows: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    while let Some(cell) = reader.next_cell()? {
        let (row, column) = cell.get_position();
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        let text = text(cell.get_value());
        if column < MOST_COLUMNS && !text.trim().is_empty() {
            let cells = rows.entry(row).or_default();
            if cells.len() <= column {
                cells.resize(column + 1, String::new());
            }
            cells[column] = text;
        }
    }
    Ok(rows.into_iter().map(|(row, cells)| Cells { line: u64::from(row) + 1, cells }).collect())
}

fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty | DataRef::Error(_) => String::new(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(yes) => yes.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::DateTime(at) => {
            let (year, month, day, ..) = at.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
    }
}
