//! What was read from a file, and what was not.

use std::collections::BTreeMap;
use std::fmt;

use commonweal_evaluate::panel::Panel;
use serde::Serialize;

use crate::error::Place;

/// A panel with the account of how it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct LoadedPanel {
    /// The values.
    pub panel: Panel,
    /// The populations, where [`crate::PanelSource::population`] names their column.
    pub population: Option<Panel>,
    /// What was read and what was dropped.
    pub report: ReadReport,
}

/// Kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FileFormat {
    /// Delimited text.
    Csv,
    /// Apache Parquet.
    Parquet,
}

/// Compression of the whole file (compression inside Parquet is its own affair).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Compression {
    /// Stored as it is.
    None,
    /// RFC 1952, one or more members.
    Gzip,
    /// RFC 8878, one or more frames.
    Zstd,
}

impl fmt::Display for Compression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "none",
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
        })
    }
}

/// The field delimiter and where it came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Delimiter {
    /// Named by the user.
    Given(char),
    /// Guessed from the header line.
    Guessed(char),
}

/// Why a row gave no observation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DropReason {
    /// A filter on this column was not met (the first column of several).
    FilteredOut {
        /// The column.
        column: String,
    },
    /// The unit is empty.
    MissingUnit,
    /// The period is missing.
    MissingPeriod,
    /// The value is missing; its unit is kept in the panel.
    MissingValue,
    /// The value is suppressed to protect small numbers; its unit is kept in the panel.
    SuppressedValue,
    /// The period lies before `since` or after `until`.
    OutsideWindow,
}

impl fmt::Display for DropReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FilteredOut { column } => write!(f, "filtered out by column '{column}'"),
            Self::MissingUnit => f.write_str("no unit"),
            Self::MissingPeriod => f.write_str("no period"),
            Self::MissingValue => f.write_str("missing value"),
            Self::SuppressedValue => f.write_str("suppressed value"),
            Self::OutsideWindow => f.write_str("outside the window"),
        }
    }
}

/// Rows dropped for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dropped {
    /// The reason.
    pub reason: DropReason,
    /// Number of rows.
    pub count: u64,
    /// The first of them.
    pub first: Place,
}

/// The account of one reading. `rows_read` is `rows_kept` plus the counts in `dropped`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReadReport {
    /// Data rows in the file.
    pub rows_read: u64,
    /// Rows whose value entered the panel.
    pub rows_kept: u64,
    /// Rows that did not, by reason.
    pub dropped: Vec<Dropped>,
    /// Names of all the columns of the file.
    pub columns: Vec<String>,
    /// Field delimiter of a CSV file.
    pub delimiter: Option<Delimiter>,
    /// Compression of the file.
    pub compression: Compression,
    /// Format of the file.
    pub format: FileFormat,
    /// SHA-256 of the file's bytes as stored, in lower-case hexadecimal.
    pub file_sha256: String,
    /// Size of the file as stored.
    pub bytes: u64,
    /// Units that have rows, but none within the window; they are not in the panel.
    pub units_outside_window: u64,
    /// What the user should know, in sentences.
    pub warnings: Vec<String>,
}

/// Counts dropped rows as they pass.
#[derive(Debug, Default)]
pub(crate) struct DropTally(BTreeMap<DropReason, (u64, Place)>);

impl DropTally {
    pub(crate) fn count(&mut self, reason: DropReason, place: Place) {
        self.count_several(reason, 1, place);
    }

    /// Counts `count` rows, of which `first` is the first.
    pub(crate) fn count_several(&mut self, reason: DropReason, count: u64, first: Place) {
        self.0.entry(reason).or_insert((0, first)).0 += count;
    }

    pub(crate) fn of(&self, reason: &DropReason) -> Option<(u64, Place)> {
        self.0.get(reason).copied()
    }

    pub(crate) fn into_dropped(self) -> Vec<Dropped> {
        self.0.into_iter().map(|(reason, (count, first))| Dropped { reason, count, first }).collect()
    }
}

impl fmt::Display for DropTally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (reason, (count, first))) in self.0.iter().enumerate() {
            let separator = if index > 0 { "; " } else { "" };
            write!(f, "{separator}{reason}: {count} (first at {first})")?;
        }
        Ok(())
    }
}
