//! Delimited text, one row at a time, each with the line on which it begins.

use std::io::{self, Read};

use csv_core::ReadRecordResult;

/// Longest row that is believed: beyond it a quote has been left open.
const LONGEST_ROW: usize = 4 << 20;
/// Most fields that a row is believed to have.
const MOST_FIELDS: usize = 1 << 16;
/// Bytes asked of the file at a time.
const BLOCK: usize = 1 << 16;

/// Why there is no next row.
#[derive(Debug)]
pub(crate) enum RowError {
    /// The file cannot be read on.
    Read(io::Error),
    /// The row that begins on this line goes beyond what a row can be.
    TooLong(u64),
}

/// One row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CsvRow<'a> {
    /// Line on which it begins, from 1.
    pub(crate) line: u64,
    text: &'a [u8],
    ends: &'a [usize],
}

impl<'a> CsvRow<'a> {
    /// Number of fields.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The bytes of a field, quotes taken off.
    pub(crate) fn field(&self, index: usize) -> Option<&'a [u8]> {
        let start = match index.checked_sub(1) {
            Some(previous) => *self.ends.get(previous)?,
            None => 0,
        };
        self.text.get(start..*self.ends.get(index)?)
    }

    /// Whether the row is nothing but spaces.
    pub(crate) fn is_blank(&self) -> bool {
        self.len() == 1 && self.text.iter().all(u8::is_ascii_whitespace)
    }
}

/// Divides text into rows. LF, CRLF and CR end a row outside quotes; empty lines are no rows.
pub(crate) struct CsvRows<R> {
    reader: R,
    splitter: csv_core::Reader,
    buffer: Vec<u8>,
    /// Position in `buffer` of the next byte to split.
    next: usize,
    line: u64,
    text: Vec<u8>,
    ends: Vec<usize>,
}

impl<R: Read> CsvRows<R> {
    /// Reads the beginning of the text, of which [`CsvRows::first_line`] can then be seen; a byte order mark is passed over.
    pub(crate) fn new(reader: R) -> Result<Self, RowError> {
        let mut rows = Self {
            reader,
            splitter: csv_core::Reader::new(),
            buffer: Vec::new(),
            next: 0,
            line: 1,
            text: vec![0; 1 << 12],
            ends: vec![0; 1 << 7],
        };
        while rows.read_more()? && rows.first_line().is_none() {
            if rows.buffer.len() > LONGEST_ROW {
                return Err(RowError::TooLong(1));
            }
        }
        if rows.buffer.starts_with(b"\xef\xbb\xbf") {
            rows.next = 3;
        }
        Ok(rows)
    }

    /// The bytes read so far; all the text where it is short.
    pub(crate) fn beginning(&self) -> &[u8] {
        self.buffer.get(self.next..).unwrap_or_default()
    }

    /// The first line with anything on it, where it is complete; a line break within quotes does not end it.
    pub(crate) fn first_line(&self) -> Option<&[u8]> {
        let beginning = self.beginning();
        let start = beginning.iter().position(|b| !matches!(b, b'\n' | b'\r'))?;
        let mut quoted = false;
        let text = beginning.get(start..)?;
        let end = text.iter().position(|&b| {
            quoted ^= b == b'"';
            !quoted && matches!(b, b'\n' | b'\r')
        })?;
        text.get(..end)
    }

    /// Chooses the delimiter; to be called before the first row is read.
    pub(crate) fn delimit(&mut self, delimiter: u8) {
        self.splitter = csv_core::ReaderBuilder::new().delimiter(delimiter).build();
    }

    /// Appends a block to the buffer; false at the end of the text.
    fn read_more(&mut self) -> Result<bool, RowError> {
        let filled = self.buffer.len();
        self.buffer.resize(filled + BLOCK, 0);
        loop {
            match self.reader.read(self.buffer.get_mut(filled..).unwrap_or_default()) {
                Ok(count) => {
                    self.buffer.truncate(filled + count);
                    return Ok(count > 0);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.buffer.truncate(filled);
                    return Err(RowError::Read(error));
                }
            }
        }
    }

    /// Replaces a buffer that has been used up; false at the end of the text.
    fn refill(&mut self) -> Result<bool, RowError> {
        self.buffer.clear();
        self.next = 0;
        self.read_more()
    }

    /// Passes over line breaks, so that the line on which the next row begins is known; false at the end of the text.
    fn skip_line_breaks(&mut self) -> Result<bool, RowError> {
        loop {
            match self.buffer.get(self.next).copied() {
                Some(b'\n') => self.line += 1,
                Some(b'\r') => {}
                Some(_) => return Ok(true),
                None if self.refill()? => continue,
                None => return Ok(false),
            }
            self.next += 1;
        }
    }

    /// The next row, where there is one.
    pub(crate) fn next_row(&mut self) -> Result<Option<CsvRow<'_>>, RowError> {
        if !self.skip_line_breaks()? {
            return Ok(None);
        }
        let line = self.line;
        let (mut length, mut fields) = (0, 0);
        loop {
            let input = self.buffer.get(self.next..).unwrap_or_default();
            let (result, taken, written, ended) = self.splitter.read_record(
                input,
                self.text.get_mut(length..).unwrap_or_default(),
                self.ends.get_mut(fields..).unwrap_or_default(),
            );
            let newlines = input.iter().take(taken).filter(|&&b| b == b'\n').count();
            self.line += newlines as u64;
            self.next += taken;
            length += written;
            fields += ended;
            match result {
                // At the end of the text the splitter is given nothing, and closes the row.
                ReadRecordResult::InputEmpty => drop(self.refill()?),
                ReadRecordResult::OutputFull if self.text.len() < LONGEST_ROW => {
                    self.text.resize(self.text.len() * 2, 0);
                }
                ReadRecordResult::OutputEndsFull if self.ends.len() < MOST_FIELDS => {
                    self.ends.resize(self.ends.len() * 2, 0);
                }
                ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => {
                    return Err(RowError::TooLong(line));
                }
                ReadRecordResult::Record => break,
                ReadRecordResult::End => return Ok(None),
            }
        }
        let text = self.text.get(..length).unwrap_or_default();
        Ok(Some(CsvRow { line, text, ends: self.ends.get(..fields).unwrap_or_default() }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives one byte at a time, so that every boundary falls between two blocks.
    struct Dribble<'a>(&'a [u8]);

    impl Read for Dribble<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let count = 1.min(self.0.len()).min(buffer.len());
            buffer[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }

    fn rows(reader: impl Read) -> Vec<(u64, Vec<String>)> {
        let mut rows = CsvRows::new(reader).unwrap();
        let mut all = Vec::new();
        while let Some(row) = rows.next_row().unwrap() {
            let fields = (0..row.len()).map(|i| String::from_utf8(row.field(i).unwrap().to_vec()).unwrap());
            all.push((row.line, fields.collect()));
        }
        all
    }

    fn expected(rows: &[(u64, &[&str])]) -> Vec<(u64, Vec<String>)> {
        rows.iter().map(|&(line, fields)| (line, fields.iter().map(ToString::to_string).collect())).collect()
    }

    #[test]
    fn each_row_knows_the_line_it_begins_on_whatever_the_line_ends() {
        let wanted = expected(&[(1, &["a", "b"]), (2, &["1", "x\ny"]), (5, &["2", "z"]), (6, &["", "q\""])]);
        let text = "a,b\n1,\"x\ny\"\n\n2,z\n,\"q\"\"\"";
        assert_eq!(rows(text.as_bytes()), wanted);
        assert_eq!(rows(Dribble(text.as_bytes())), wanted);
        let crlf = "a,b\r\n1,\"x\ny\"\r\n\r\n2,z\r\n,\"q\"\"\"\r\n";
        assert_eq!(rows(crlf.as_bytes()), wanted);
        assert_eq!(rows(Dribble(crlf.as_bytes())), wanted);
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_first_name() {
        let text = b"\xef\xbb\xbf\"a\",b\n1,2\n";
        assert_eq!(rows(&text[..]), expected(&[(1, &["a", "b"]), (2, &["1", "2"])]));
        assert_eq!(rows(Dribble(text)), expected(&[(1, &["a", "b"]), (2, &["1", "2"])]));
    }

    #[test]
    fn a_quote_left_open_is_told_by_its_line_and_does_not_fill_the_memory() {
        let text = io::Cursor::new(b"a,b\n1,2\n3,\"".to_vec()).chain(io::repeat(b'x').take(1 << 30));
        let mut rows = CsvRows::new(text).unwrap();
        rows.next_row().unwrap();
        rows.next_row().unwrap();
        assert!(matches!(rows.next_row(), Err(RowError::TooLong(3))));
    }
}
