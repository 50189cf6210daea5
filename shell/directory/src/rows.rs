//! Rows of CSV, each with its line; a row that cannot be read does not take the next ones with it.

use crate::wrong::{Remedy, Wrong};

/// One row: the line on which it begins, from 1, and its fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cells {
    pub(crate) line: u64,
    pub(crate) cells: Vec<String>,
}

/// The rows of a CSV file, and what is wrong with it. Empty lines are no rows.
///
/// After a quote that is not closed, which would swallow the rest of the file, reading goes on with the next line.
pub(crate) fn rows(bytes: &[u8]) -> (Vec<Cells>, Vec<Wrong>) {
    let (mut rows, mut wrong) = (Vec::new(), Vec::new());
    let (mut from, mut lines_before) = (0, 0);
    while let Some((offset, line)) = read_until_swallowed(&bytes[from..], lines_before, &mut rows, &mut wrong)
    {
        let row = &bytes[from + offset..];
        let next = row.iter().position(|byte| *byte == b'\n').map_or(row.len(), |at| at + 1);
        from += offset + next;
        lines_before = line;
    }
    (rows, wrong)
}

/// Reads up to a row that a quote swallowed: gives where it begins and its line.
fn read_until_swallowed(
    bytes: &[u8],
    lines_before: u64,
    rows: &mut Vec<Cells>,
    wrong: &mut Vec<Wrong>,
) -> Option<(usize, u64)> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    let mut record = csv::ByteRecord::new();
    loop {
        match reader.read_byte_record(&mut record) {
            Ok(true) => (),
            Ok(false) | Err(_) => return None,
        }
        let (begins, line) = record.position().map_or((0, 1), |at| (at.byte(), at.line()));
        let (begins, ends) = (within(begins, bytes), within(reader.position().byte(), bytes));
        let breaks = leading_breaks(&bytes[begins..ends]);
        // The reader's position is that of the empty lines before the row.
        let empty = bytes[begins..begins + breaks].split(|byte| *byte == b'\n').count() as u64 - 1;
        let (begins, line) = (begins + breaks, lines_before + line + empty);
        if ends == bytes.len() && is_open(&bytes[begins..ends]) {
            wrong.push(Wrong::new(line, 1, Remedy::OpenQuote));
            return Some((begins, line));
        }
        let text = |(at, cell): (usize, &[u8])| {
            std::str::from_utf8(cell)
                .map(str::to_owned)
                .map_err(|_| Wrong::new(line, at as u64 + 1, Remedy::NotText))
        };
        match record.iter().enumerate().map(text).collect::<Result<Vec<String>, Wrong>>() {
            Ok(cells) if cells.iter().all(|cell| cell.trim().is_empty()) => (),
            Ok(cells) => rows.push(Cells { line, cells }),
            Err(found) => wrong.push(found),
        }
    }
}

fn within(byte: u64, bytes: &[u8]) -> usize {
    usize::try_from(byte).unwrap_or(usize::MAX).min(bytes.len())
}

fn leading_breaks(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count()
}

/// Whether a quote at the beginning of a field is left open; quotes elsewhere in a field that has none there mean nothing.
fn is_open(row: &[u8]) -> bool {
    let (mut open, mut at_start) = (false, true);
    let mut bytes = row.iter().peekable();
    while let Some(byte) = bytes.next() {
        if open {
            match byte {
                b'"' if bytes.peek() == Some(&&b'"') => drop(bytes.next()),
                b'"' => open = false,
                _ => (),
            }
        } else {
            open = at_start && *byte == b'"';
            at_start = matches!(byte, b',' | b'\n' | b'\r');
        }
    }
    open
}
