//! What to read: a file, its columns, and which of its rows.

use std::path::PathBuf;

use commonweal_evaluate::panel::Duplicates;
use commonweal_evaluate::protocol::ColumnFilter;
use commonweal_quantity::{Frequency, Period};

/// A file and how to read a panel from it.
#[derive(Debug, Clone)]
pub struct PanelSource {
    /// The file.
    pub path: PathBuf,
    /// Column that names the unit.
    pub unit: String,
    /// Column of periods.
    pub period: String,
    /// Column of values.
    pub value: String,
    /// Column of populations, where rates are wanted.
    pub population: Option<String>,
    /// A cell must equal the value, spaces around it apart. Several filters on one column keep a row that meets any of them; different columns must all be met.
    pub filters: Vec<ColumnFilter>,
    /// Field delimiter of a CSV file; guessed from the header line among `,` `;` tab and `|` where `None`.
    pub delimiter: Option<u8>,
    /// Length of the periods; inferred where `None`.
    pub frequency: Option<Frequency>,
    /// What to do where a unit has several values for one period.
    pub duplicates: Duplicates,
    /// First period to keep.
    pub since: Option<Period>,
    /// Last period to keep.
    pub until: Option<Period>,
}

impl PanelSource {
    /// Reads `value` by `unit` and `period` from the file at `path`: every row, delimiter and frequency found out.
    pub fn new(
        path: impl Into<PathBuf>,
        unit: impl Into<String>,
        period: impl Into<String>,
        value: impl Into<String>,
    ) -> Self {
        Self {
            path: path.into(),
            unit: unit.into(),
            period: period.into(),
            value: value.into(),
            population: None,
            filters: Vec::new(),
            delimiter: None,
            frequency: None,
            duplicates: Duplicates::Refuse,
            since: None,
            until: None,
        }
    }

    /// The file as messages name it.
    pub(crate) fn file_name(&self) -> String {
        self.path.display().to_string()
    }

    /// Each distinct column that is filtered on, in the order given.
    pub(crate) fn filter_columns(&self) -> Vec<&str> {
        let mut columns: Vec<&str> = Vec::new();
        for filter in &self.filters {
            if !columns.contains(&filter.column.as_str()) {
                columns.push(&filter.column);
            }
        }
        columns
    }
}

/// What is being done to the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The bytes are hashed in a pass of their own (Parquet).
    Hashing,
    /// Rows are read.
    Reading,
}

/// How far a stage has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// The stage.
    pub stage: Stage,
    /// Bytes of the file as stored that have been dealt with in this stage.
    pub bytes: u64,
    /// Bytes of the file as stored.
    pub total_bytes: u64,
    /// Rows read so far.
    pub rows: u64,
}
