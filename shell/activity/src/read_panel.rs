//! A panel from a file, whatever its format.

use std::fs::File;
use std::io::Read;

use crate::cell::Cell;
use crate::error::{ActivityError, Place};
use crate::lay_out::lay_out;
use crate::observations::Observations;
use crate::report::LoadedPanel;
use crate::source::{PanelSource, Progress};
use crate::stored::{Stored, open};
use crate::table::{Column, Role, RowSink, Table};
use crate::{csv_table, parquet_table};

/// Reads the panel that `source` describes, calling `progress` every few thousand rows.
///
/// A file is Parquet where it begins with `PAR1` or is named `.parquet` or `.pq`; anything else is read as CSV. Compression
/// is recognised by the first bytes, whatever the name.
///
/// # Errors
/// [`ActivityError`], one variant a cause, each with its place and remedy.
pub fn read_panel(
    source: &PanelSource,
    progress: &mut dyn FnMut(Progress),
) -> Result<LoadedPanel, ActivityError> {
    match open(&source.path)? {
        Stored::Parquet(file) => read_parquet(file, source, progress),
        Stored::Text { text, total_bytes } => read_csv(text, total_bytes, source, progress),
    }
}

/// Reads a panel from a Parquet file; its bytes are hashed in a first pass.
///
/// # Errors
/// [`ActivityError`], one variant a cause.
pub fn read_parquet(
    stored: File,
    source: &PanelSource,
    progress: &mut dyn FnMut(Progress),
) -> Result<LoadedPanel, ActivityError> {
    let mut observations = Observations::of(source);
    let facts = parquet_table::read_rows(stored, &table(source), &mut observations, progress)?;
    lay_out(observations, facts)
}

/// Reads a panel from delimited text, plain or packed with gzip or zstd; `stored` holds `total_bytes` bytes.
///
/// [`PanelSource::path`] only names the text in messages.
///
/// # Errors
/// [`ActivityError`], one variant a cause.
pub fn read_csv(
    stored: impl Read,
    total_bytes: u64,
    source: &PanelSource,
    progress: &mut dyn FnMut(Progress),
) -> Result<LoadedPanel, ActivityError> {
    let mut observations = Observations::of(source);
    let facts = csv_table::read_rows(stored, total_bytes, &table(source), &mut observations, progress)?;
    lay_out(observations, facts)
}

/// The wanted columns: unit, period, value, population (where asked for), then each distinct column that is filtered on.
fn table(source: &PanelSource) -> Table<'_> {
    let column = |name, role| Column { name, role };
    let mut columns = vec![
        column(source.unit.as_str(), Role::UnitOrFilter),
        column(&source.period, Role::Period),
        column(&source.value, Role::Value),
    ];
    columns.extend(source.population.as_deref().map(|name| column(name, Role::Population)));
    columns.extend(source.filter_columns().into_iter().map(|name| column(name, Role::UnitOrFilter)));
    Table { path: &source.path, delimiter: source.delimiter, columns }
}

impl RowSink for Observations<'_> {
    fn take(&mut self, place: Place, cells: &[Cell<'_>]) -> Result<(), ActivityError> {
        self.add(place, cells)
    }

    fn rows_taken(&self) -> u64 {
        self.rows_read
    }
}
