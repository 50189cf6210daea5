//! The rows of one row group, some at a time.

use parquet::errors::ParquetError;

use super::EventSource;
use super::columns::{Columns, RowColumn, row_of};
use super::day::day_of;
use super::person::Pseudonym;
use super::runs::Runs;
use crate::cell::{Cell, Reading};
use crate::error::{ActivityError, Place};
use crate::parquet_column::{ColumnValues, Values};
use commonweal_find::upstream::EventBatch;

/// Rows decoded at a time: what they come to stays in the second-level cache until it has been counted.
const ROWS: usize = 1 << 14;

/// The rows of a row group on their way.
pub(super) struct GroupRows {
    columns: Columns,
    runs: Runs,
    rows: usize,
    pub(super) rows_read: usize,
    pub(super) rows_incomplete: u64,
    pub(super) costs_missing: u64,
}

/// What is wrong with a row group, and in which of its rows or columns.
#[derive(Debug)]
pub(super) enum GroupFault {
    Row(usize, RowFault),
    Column(usize, ParquetError),
}

/// What is wrong with a row of a row group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum RowFault {
    Unsorted,
    NotADay(String),
    NotANumber(String),
    /// In the column of this place among the wanted.
    NotUtf8(usize),
}

impl GroupRows {
    /// Of a row group that has `rows` rows.
    pub(super) fn new(columns: Columns, rows: usize) -> Self {
        Self { columns, runs: Runs::default(), rows, rows_read: 0, rows_incomplete: 0, costs_missing: 0 }
    }

    /// Adds the events of the next rows to `events`; false where there is none left.
    ///
    /// # Errors
    /// What is wrong with a row or a column.
    pub(super) fn next_into(&mut self, events: &mut EventBatch) -> Result<bool, GroupFault> {
        let rows = ROWS.min(self.rows - self.rows_read);
        if rows == 0 {
            return Ok(false);
        }
        let Columns { person, at, service, body, cost, .. } = &mut self.columns;
        let next = |place: usize, column: &mut RowColumn| {
            column.next_values(rows).map_err(|error| GroupFault::Column(place, error))
        };
        let (person, at) = (next(0, person)?, next(1, at)?);
        let (service, body) = (next(2, service)?, next(3, body)?);
        let cost = cost.as_mut().map(|cost| next(4, cost)).transpose()?;
        let complete = complete_rows([&person, &at, &service, &body], rows);
        let complete = complete.as_deref();
        let before = self.rows_read;
        let fault = |(row, fault)| GroupFault::Row(before + row_of(row, complete), fault);
        let day = days(&at.values_of(complete)).map_err(fault)?;
        let person = person.values_of(complete);
        self.runs.number(&person, &self.columns.persons, &day, &mut events.person).map_err(fault)?;
        match cost {
            Some(cost) => {
                self.costs_missing += cost.missing(complete);
                let (costs, missing) = costs(&cost.values_of(complete)).map_err(fault)?;
                self.costs_missing += missing;
                events.cost.extend_from_slice(&costs);
            }
            None => events.cost.resize(events.cost.len() + day.len(), 0.0),
        }
        let services = numbers(service.values_of(complete));
        events.service.extend(services.into_iter().map(|number| u16::try_from(number).unwrap_or(u16::MAX)));
        events.body.extend(numbers(body.values_of(complete)).into_iter().map(i32::cast_unsigned));
        events.day.extend_from_slice(&day);
        self.rows_read += rows;
        self.rows_incomplete += (rows - day.len()) as u64;
        Ok(true)
    }

    /// The first and the last person so far.
    pub(super) fn ends(self) -> Option<(Pseudonym, Pseudonym)> {
        self.runs.ends()
    }
}

fn numbers(values: Values) -> Vec<i32> {
    // Services and bodies have been numbered.
    if let Values::Entries(numbers) = values { numbers } else { Vec::new() }
}

/// Which rows have a value in each column; none where all have.
fn complete_rows(columns: [&ColumnValues; 4], rows: usize) -> Option<Vec<bool>> {
    let mut complete: Option<Vec<bool>> = None;
    for column in columns {
        if let Some(present) = &column.present {
            let complete = complete.get_or_insert_with(|| vec![true; rows]);
            for (complete, present) in complete.iter_mut().zip(present) {
                *complete &= present;
            }
        }
    }
    complete
}

/// The days that values are.
pub(super) fn days(values: &Values) -> Result<Vec<i32>, (usize, RowFault)> {
    let fault = |(row, text): (usize, String)| (row, RowFault::NotADay(text));
    let checked = |(row, day): (usize, &i64)| i32::try_from(*day).map_err(|_| fault((row, day.to_string())));
    match values {
        Values::Entries(days) => Ok(days.clone()),
        Values::Integers(days) | Values::Days(days) => days.iter().enumerate().map(checked).collect(),
        other => (0..other.len())
            .map(|row| day_of(other.cell(row)).ok_or_else(|| fault((row, quoted(other.cell(row))))))
            .collect(),
    }
}

/// Costs in pounds, 0 where one is missing, and how many are.
pub(super) fn costs(values: &Values) -> Result<(Vec<f64>, u64), (usize, RowFault)> {
    if let Values::Numbers(costs) = values
        && costs.iter().all(|cost| cost.is_finite())
    {
        return Ok((costs.clone(), 0));
    }
    let mut missing = 0;
    let mut cost = |row: usize| match Reading::of(values.cell(row)) {
        Reading::Number(cost) | Reading::Grouped(cost) if cost.is_finite() => Ok(cost),
        Reading::Missing | Reading::Suppressed => {
            missing += 1;
            Ok(0.0)
        }
        _ => Err((row, RowFault::NotANumber(quoted(values.cell(row))))),
    };
    let costs: Result<Vec<f64>, _> = (0..values.len()).map(&mut cost).collect();
    Ok((costs?, missing))
}

fn quoted(cell: Cell<'_>) -> String {
    crate::filters::shortened(cell.text(&mut String::new()), 60)
}

impl GroupFault {
    /// The error, in a row group before which there are `rows_before` rows.
    pub(super) fn in_file(self, source: &EventSource, rows_before: u64) -> ActivityError {
        let table = source.table();
        match self {
            Self::Row(row, fault) => {
                fault.in_file(&table.file_name(), rows_before + row as u64 + 1, &table.names())
            }
            Self::Column(place, error) => ActivityError::DamagedParquet {
                file: table.file_name(),
                column: table.names().get(place).copied().unwrap_or_default().to_owned(),
                row: rows_before + 1,
                reason: error.to_string(),
            },
        }
    }
}

impl RowFault {
    /// The error, `columns` being the names of the wanted columns.
    pub(super) fn in_file(self, file: &str, row: u64, columns: &[&str]) -> ActivityError {
        let (file, place) = (file.to_owned(), Place::Row(row));
        let column = |at: usize| columns.get(at).copied().unwrap_or_default().to_owned();
        match self {
            Self::Unsorted => ActivityError::Unsorted { file, place },
            Self::NotADay(text) => ActivityError::NotADay { file, place, column: column(1), text },
            Self::NotANumber(text) => ActivityError::NotANumber { file, place, column: column(4), text },
            Self::NotUtf8(at) => ActivityError::NotUtf8 { file, place, column: column(at) },
        }
    }
}
