//! Why a file gives no panel and no events: the place, the cause and the remedy.

use std::fmt;

use commonweal_evaluate::panel::{HUGE, PanelError, TINY};
use commonweal_quantity::{Frequency, Period, PeriodError};
use serde::Serialize;

use crate::report::Compression;
use commonweal_quantity::nearest::suggestion;

/// Where in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// Line of a text file, from 1; a row that spans lines is named by its first.
    Line(u64),
    /// Row of a Parquet file, from 1.
    Row(u64),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(line) => write!(f, "line {line}"),
            Self::Row(row) => write!(f, "row {row}"),
        }
    }
}

/// Why a file gives no panel. `file` is the path as the user gave it.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs)] // the fields are named for what they hold and each message shows them in use
pub enum ActivityError {
    #[error("{file}: there is no such file; check the path")]
    NotFound { file: String },
    #[error("{file} is a directory; name one CSV or Parquet file in it")]
    Directory { file: String },
    #[error("{file} cannot be read: {source}; check its permissions and that the disk is well")]
    Unreadable { file: String, source: std::io::Error },
    #[error("{file} is empty; export it again, with a header line that names the columns")]
    Empty { file: String },
    #[error("{file} has a header line but no row below it; export it again with its data")]
    NoRows { file: String },
    #[error("{file} looks like {what}, not text; {remedy}")]
    NotText { file: String, what: &'static str, remedy: &'static str },
    #[error("{file} ends in the middle of its {compression} data: the copy is incomplete; fetch it again")]
    Truncated { file: String, compression: Compression },
    #[error("{file}: its {compression} data is damaged ({reason}); fetch it again")]
    DamagedCompression { file: String, compression: Compression, reason: String },
    #[error(
        "{file} is a Parquet file inside {compression}; unpack it first (Parquet compresses its own pages)"
    )]
    CompressedParquet { file: String, compression: Compression },
    #[error(
        "the delimiter {delimiter:?} cannot divide fields; use one ASCII character such as , ; | or a tab"
    )]
    Delimiter { delimiter: char },
    #[error(
        "{file}, {place}, column '{column}': the text is not UTF-8; save the file as UTF-8 and try again"
    )]
    NotUtf8 { file: String, place: Place, column: String },
    #[error("{file}: the header line is not UTF-8; save the file as UTF-8 and try again")]
    HeaderNotUtf8 { file: String },
    #[error("{file} has no header: its first line begins '{first}'; add a line that names the columns")]
    NoHeader { file: String, first: String },
    #[error("{file} has no column '{wanted}'; its columns are: {}{}", .columns.join(", "), suggestion(.nearest.as_deref()))]
    UnknownColumn { file: String, wanted: String, nearest: Option<Box<str>>, columns: Vec<String> },
    #[error("{file} has more than one column named '{name}'; rename one of them in the header line")]
    RepeatedColumn { file: String, name: String },
    #[error(
        "{file}, line {line}: {found} fields where the header has {expected}; quote fields that hold a delimiter or a line break"
    )]
    Ragged { file: String, line: u64, found: usize, expected: usize },
    #[error(
        "{file}, line {line}: the row that begins here is too long to be one; a quote (\") is probably opened and never closed"
    )]
    RowTooLong { file: String, line: u64 },
    #[error(
        "{file}, {place}, column '{column}': '{text}' is not a number; write digits with a point for decimals (1234.5), or leave the cell empty to mark it missing"
    )]
    NotANumber { file: String, place: Place, column: String, text: String },
    #[error(
        "{file}, {place}, column '{column}': {text} is out of range ({TINY:e} to {HUGE:e}); correct it, or leave the cell empty to mark it missing"
    )]
    OutOfRange { file: String, place: Place, column: String, text: String },
    #[error("{file}, {place}, column '{column}': {source}")]
    Period { file: String, place: Place, column: String, source: PeriodError },
    #[error(
        "{file}, column '{column}' mixes a {first} ({first_example}, {first_place}) with a {second} ({second_example}, {second_place}); use one form throughout"
    )]
    MixedFrequencies {
        file: String,
        column: String,
        first: Frequency,
        first_example: Period,
        first_place: Place,
        second: Frequency,
        second_example: Period,
        second_place: Place,
    },
    #[error("{file}, column '{column}' cannot be read as {frequency} periods: {source}")]
    Frequency { file: String, column: String, frequency: Frequency, source: PeriodError },
    #[error("no row of {file} has {column} = '{value}'; the column has {}{}", .values.join(", "), suggestion(.nearest.as_deref()))]
    FilterMatchesNothing {
        file: String,
        column: String,
        value: String,
        nearest: Option<Box<str>>,
        /// Up to ten values that the column has.
        values: Vec<String>,
    },
    #[error(
        "{file}: none of its {rows_read} rows gives a value ({dropped}); check the filters and the column names"
    )]
    NothingLeft { file: String, rows_read: u64, dropped: String },
    #[error("the window's {bound} does not fit {file}, whose periods are {frequency}s: {source}")]
    WindowBound { file: String, bound: &'static str, frequency: Frequency, source: PeriodError },
    #[error(
        "no row of {file} lies in the window from {since} to {until}: its periods run from {first} to {last}; widen the window"
    )]
    WindowEmpty { file: String, since: String, until: String, first: Period, last: Period },
    #[error(
        "{file}: {unit} has two populations for {period} ({first} and {second}); a population cannot be added up: keep one row for a unit and period"
    )]
    PopulationVaries { file: String, unit: String, period: Period, first: f64, second: f64 },
    #[error(
        "{file}, {place}, column '{column}': the population {text} is not above zero; correct it, or leave the cell empty"
    )]
    PopulationNotPositive { file: String, place: Place, column: String, text: String },
    #[error("{file}: column '{column}' of populations holds no number in the rows kept; name another column")]
    PopulationEmpty { file: String, column: String },
    #[error("{file}: {source}")]
    Panel { file: String, source: PanelError },
    #[error(
        "{file}, {place}, column '{column}': '{text}' is not a day; write a date (2024-03-31), a time stamp, or a whole number of days"
    )]
    NotADay { file: String, place: Place, column: String, text: String },
    #[error(
        "{file}, {place}: the row comes before one that stands above it; sort the file by person, then by day"
    )]
    Unsorted { file: String, place: Place },
    #[error(
        "{file} can be read only once, and its first day must be known beforehand; save it as a file, or say from when people were observed"
    )]
    ReadTwice { file: String },
    #[error(
        "rows cannot be put aside in {folder}: {source}; make room there, or name another folder in TMPDIR"
    )]
    PutAside { folder: String, source: std::io::Error },
    #[error("{file}: column '{column}' names more than 65,535 services; name the column of services")]
    TooManyServices { file: String, column: String },
    #[error("{file} is not a Parquet file ({reason}); name a file that is one, or fetch it again")]
    NotParquet { file: String, reason: String },
    #[error(
        "{file}, column '{column}', near row {row}: the Parquet data is damaged ({reason}); write the file again"
    )]
    DamagedParquet { file: String, column: String, row: u64, reason: String },
    #[error("{file}: column '{column}' holds {found}; the {role} must be {wanted}")]
    ColumnType { file: String, column: String, found: String, role: &'static str, wanted: &'static str },
}
