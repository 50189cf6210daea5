//! The first day of a log, in a pass of its own.

use super::EventSource;
use super::day::day_of;
use crate::cell::Cell;
use crate::error::{ActivityError, Place};
use crate::filters::shortened;
use crate::parquet_table::ParquetFile;
use crate::source::Progress;
use crate::stored::{Stored, open};
use crate::table::{RowSink, Table};
use crate::{csv_table, parquet_table};

/// The first day of the log that `source` describes: from what a Parquet file says of its columns where it says so, else by reading the
/// column of days.
///
/// # Errors
/// [`ActivityError::ReadTwice`] where the source cannot be read a second time, and what reading the column finds.
pub fn first_day(
    source: &EventSource,
    progress: &mut dyn FnMut(Progress),
) -> Result<Option<i32>, ActivityError> {
    let all = source.table();
    let columns = all.columns.get(1..2).unwrap_or_default().to_vec();
    let table = Table { columns, ..all };
    let mut days = Days { source, rows: 0, first: None };
    match open(&source.path)? {
        Stored::Parquet(file) => {
            let file = ParquetFile::open(file, table.file_name())?;
            if let Some(first) = file.least_whole_number(&table)? {
                return Ok(i32::try_from(first).ok());
            }
            parquet_table::scan(&file, &table, &mut days, progress)?;
        }
        Stored::Text { text, total_bytes } => {
            if !source.path.is_file() {
                return Err(ActivityError::ReadTwice { file: table.file_name() });
            }
            csv_table::read_rows(text, total_bytes, &table, &mut days, progress)?;
        }
    }
    Ok(days.first)
}

struct Days<'s> {
    source: &'s EventSource,
    rows: u64,
    first: Option<i32>,
}

impl RowSink for Days<'_> {
    fn take(&mut self, place: Place, cells: &[Cell<'_>]) -> Result<(), ActivityError> {
        self.rows += 1;
        let cell = cells.first().copied().unwrap_or(Cell::Null);
        let missing = cell == Cell::Null || matches!(cell, Cell::Text(text) if text.trim().is_empty());
        if missing {
            return Ok(());
        }
        let Some(day) = day_of(cell) else {
            return Err(ActivityError::NotADay {
                file: self.source.path.display().to_string(),
                place,
                column: self.source.at.clone(),
                text: shortened(cell.text(&mut String::new()), 60),
            });
        };
        self.first = Some(self.first.map_or(day, |first| first.min(day)));
        Ok(())
    }

    fn rows_taken(&self) -> u64 {
        self.rows
    }
}
