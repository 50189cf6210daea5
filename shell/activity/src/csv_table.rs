//! Rows from delimited text.

use std::io::Read;

use crate::cell::{Cell, Reading};
use crate::csv_rows::{CsvRow, CsvRows, RowError};
use crate::error::{ActivityError, Place};
use crate::filters::shortened;
use crate::lay_out::FileFacts;
use crate::report::{Compression, Delimiter, FileFormat};
use crate::source::{Progress, Stage};
use crate::stored::{Hashed, PARQUET_MAGIC, compression_of, not_text, read_error, unpacked};
use crate::table::{RowSink, Table};
use commonweal_quantity::nearest::nearest;

/// Rows between two calls of the progress callback.
const ROWS_A_CALL: u64 = 16_384;
/// Delimiters that are guessed, in order of preference.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Hands the wanted cells of each row of delimited text to `sink`; the text, which has `total_bytes` bytes as stored, is plain or packed
/// with gzip or zstd.
///
/// # Errors
/// [`ActivityError`]: what is wrong with the file, or what `sink` says of a row.
pub(crate) fn read_rows(
    mut stored: impl Read,
    total_bytes: u64,
    table: &Table<'_>,
    sink: &mut dyn RowSink,
    progress: &mut dyn FnMut(Progress),
) -> Result<FileFacts, ActivityError> {
    let file = table.file_name();
    let mut magic = Vec::with_capacity(4);
    let unreadable = |error| read_error(&file, Compression::None, error);
    (&mut stored).take(4).read_to_end(&mut magic).map_err(unreadable)?;
    let compression = compression_of(&magic);
    let mut hashed = Hashed::new(std::io::Cursor::new(magic).chain(stored));
    let bytes = hashed.counter();
    let header = {
        let damaged = |error| read_error(&file, compression, error);
        let mut rows = Rows::begin(unpacked(&mut hashed, compression).map_err(damaged)?, compression, table)?;
        let mut on_rows = |rows| {
            progress(Progress { stage: Stage::Reading, bytes: bytes.get(), total_bytes, rows });
        };
        rows.read_all(sink, &mut on_rows)?;
        rows.header
    };
    let (sha256, stored_bytes) = hashed.finish(&mut |_| {}).map_err(unreadable)?;
    let rows = sink.rows_taken();
    progress(Progress { stage: Stage::Reading, bytes: stored_bytes, total_bytes, rows });
    Ok(FileFacts {
        columns: header.columns,
        delimiter: Some(header.delimiter),
        compression,
        format: FileFormat::Csv,
        sha256,
        bytes: stored_bytes,
        warnings: header.warnings,
    })
}

/// What the first line says.
struct Header {
    columns: Vec<String>,
    delimiter: Delimiter,
    /// Position of each of [`Table::columns`].
    positions: Vec<usize>,
    warnings: Vec<String>,
}

/// The rows of a text whose header has been read.
struct Rows<'s, R> {
    text: CsvRows<R>,
    header: Header,
    compression: Compression,
    file: String,
    wanted: Vec<&'s str>,
}

impl<'s, R: Read> Rows<'s, R> {
    fn begin(reader: R, compression: Compression, table: &'s Table<'_>) -> Result<Self, ActivityError> {
        let file = table.file_name();
        let failed = |error| row_error(&file, compression, error);
        let mut rows = CsvRows::new(reader).map_err(failed)?;
        if let Some((what, remedy)) = not_text(rows.beginning()) {
            return Err(ActivityError::NotText { file, what, remedy });
        }
        if rows.beginning().starts_with(PARQUET_MAGIC) {
            return Err(ActivityError::CompressedParquet { file, compression });
        }
        let wanted = table.names();
        let first_line = rows.first_line().unwrap_or(rows.beginning());
        let delimiter = match table.delimiter {
            Some(byte) if !byte.is_ascii() || matches!(byte, b'"' | b'\n' | b'\r') => {
                return Err(ActivityError::Delimiter { delimiter: char::from(byte) });
            }
            Some(byte) => Delimiter::Given(char::from(byte)),
            None => Delimiter::Guessed(char::from(guessed_delimiter(first_line, &wanted))),
        };
        let (Delimiter::Given(character) | Delimiter::Guessed(character)) = delimiter;
        rows.delimit(u8::try_from(character).unwrap_or(b','));
        let Some(first) = rows.next_row().map_err(failed)? else {
            return Err(ActivityError::Empty { file });
        };
        let columns = column_names(&first, &file)?;
        let positions = positions_of(&wanted, &columns, &file)?;
        let warnings = repeated_names(&columns)
            .map(|name| format!("more than one column is named '{name}'; neither is read"));
        let header = Header { delimiter, positions, warnings: warnings.collect(), columns };
        Ok(Self { text: rows, header, compression, file, wanted })
    }

    fn read_all(
        &mut self,
        sink: &mut dyn RowSink,
        on_rows: &mut dyn FnMut(u64),
    ) -> Result<(), ActivityError> {
        let expected = self.header.columns.len();
        loop {
            let next = self.text.next_row();
            let Some(row) = next.map_err(|error| row_error(&self.file, self.compression, error))? else {
                return Ok(());
            };
            if row.len() != expected {
                if row.is_blank() {
                    continue;
                }
                let (file, line, found) = (self.file.clone(), row.line, row.len());
                return Err(ActivityError::Ragged { file, line, found, expected });
            }
            let place = Place::Line(row.line);
            let mut cells = [Cell::Null; CELLS];
            let mut more = Vec::new();
            let used = fill(&mut cells, &mut more, &row, &self.header.positions).map_err(|index| {
                let column = self.wanted.get(index).copied().unwrap_or_default().to_owned();
                ActivityError::NotUtf8 { file: self.file.clone(), place, column }
            })?;
            sink.take(place, used)?;
            if sink.rows_taken().is_multiple_of(ROWS_A_CALL) {
                on_rows(sink.rows_taken());
            }
        }
    }
}

/// Cells that are held without allocation: unit, period, value, population and four filters.
const CELLS: usize = 8;

/// The wanted cells of a row, in `few` where they fit and in `many` where not; the index of a cell that is not UTF-8 otherwise.
fn fill<'c, 'r>(
    few: &'c mut [Cell<'r>; CELLS],
    many: &'c mut Vec<Cell<'r>>,
    row: &CsvRow<'r>,
    positions: &[usize],
) -> Result<&'c [Cell<'r>], usize> {
    let cells: &mut [Cell<'r>] = if positions.len() <= CELLS {
        few.get_mut(..positions.len()).unwrap_or_default()
    } else {
        many.resize(positions.len(), Cell::Null);
        many
    };
    for (index, (cell, &position)) in cells.iter_mut().zip(positions).enumerate() {
        let field = row.field(position).unwrap_or_default();
        *cell = Cell::Text(std::str::from_utf8(field).map_err(|_| index)?);
    }
    Ok(cells)
}

fn row_error(file: &str, compression: Compression, error: RowError) -> ActivityError {
    match error {
        RowError::Read(error) => read_error(file, compression, error),
        RowError::TooLong(line) => ActivityError::RowTooLong { file: file.to_owned(), line },
    }
}

fn column_names(header: &CsvRow<'_>, file: &str) -> Result<Vec<String>, ActivityError> {
    let name = |index: usize| std::str::from_utf8(header.field(index).unwrap_or_default());
    let names: Result<Vec<String>, _> =
        (0..header.len()).map(|index| name(index).map(|name| name.trim().to_owned())).collect();
    names.map_err(|_| ActivityError::HeaderNotUtf8 { file: file.to_owned() })
}

/// Position of each wanted name; shared with Parquet.
pub(crate) fn positions_of(
    wanted: &[&str],
    columns: &[String],
    file: &str,
) -> Result<Vec<usize>, ActivityError> {
    let position = |&name: &&str| {
        let mut found = columns.iter().enumerate().filter(|(_, column)| *column == name.trim());
        let file = file.to_owned();
        match (found.next(), found.next()) {
            (Some((position, _)), None) => Ok(position),
            (Some(_), Some(_)) => Err(ActivityError::RepeatedColumn { file, name: name.to_owned() }),
            (None, _) if looks_like_data(columns) => {
                let first = shortened(&columns.join(", "), 60);
                Err(ActivityError::NoHeader { file, first })
            }
            (None, _) => Err(ActivityError::UnknownColumn {
                file,
                wanted: name.to_owned(),
                nearest: nearest(name, columns.iter().map(String::as_str)).map(Into::into),
                columns: columns.to_vec(),
            }),
        }
    };
    wanted.iter().map(position).collect()
}

/// Whether a line of names holds a number, which names a column nowhere (a year may: a wide table has them).
fn looks_like_data(columns: &[String]) -> bool {
    let is_number = |text: &String| matches!(Reading::of(Cell::Text(text)), Reading::Number(_));
    let is_year = |text: &String| text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    columns.iter().any(|text| is_number(text) && !is_year(text))
}

fn repeated_names(columns: &[String]) -> impl Iterator<Item = &String> {
    columns.iter().enumerate().filter_map(|(index, name)| {
        let before = columns.iter().take(index).filter(|other| *other == name).count();
        (before == 1 && !name.is_empty()).then_some(name)
    })
}

/// The delimiter under which most wanted columns are found in the header line, and of those the one with most fields.
fn guessed_delimiter(line: &[u8], wanted: &[&str]) -> u8 {
    let score = |delimiter: u8| {
        let mut quoted = false;
        let fields: Vec<&[u8]> = line
            .split(|&b| {
                quoted ^= b == b'"';
                !quoted && b == delimiter
            })
            .collect();
        let is_field = |name: &&&str| {
            fields.iter().any(|field| {
                let bare = field.trim_ascii();
                let bare = bare.strip_prefix(b"\"").and_then(|rest| rest.strip_suffix(b"\"")).unwrap_or(bare);
                bare.trim_ascii() == name.trim().as_bytes()
            })
        };
        (wanted.iter().filter(is_field).count(), fields.len())
    };
    // The first of equals: max_by_key gives the last.
    DELIMITERS.into_iter().rev().max_by_key(|&delimiter| score(delimiter)).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_the_one_that_finds_the_columns() {
        let guess = |line: &str| char::from(guessed_delimiter(line.as_bytes(), &["unit", "when", "n"]));
        assert_eq!(guess("unit,when,n"), ',');
        assert_eq!(guess("\"unit\"; \"when\" ;n"), ';');
        assert_eq!(guess("unit\twhen\tn"), '\t');
        assert_eq!(guess("unit|when|n, with, commas, in, it"), '|');
        assert_eq!(guess("\"a;b;c;d;e\",n"), ',');
        assert_eq!(guess("nothing"), ',');
    }
}
