//! The five columns of one row group, opened: what its services and bodies are called is known before its rows are read.

use parquet::errors::ParquetError;

use super::EventSource;
use super::codes::{self, Codes};
use super::group::{RowFault, costs, days};
use super::person::Pseudonym;
use crate::error::ActivityError;
use crate::parquet_column::{ColumnBatches, ColumnValues, Values};
use crate::parquet_dictionary::DictionaryColumn;
use crate::parquet_table::{GroupColumn, ParquetFile};

/// The columns of a row group before its rows are read.
pub(super) struct Opened {
    person: RowColumn,
    persons: Vec<Pseudonym>,
    at: RowColumn,
    service: Named,
    body: Named,
    cost: Option<RowColumn>,
    pub(super) rows: usize,
    pub(super) rows_before: u64,
    file: String,
}

/// The same, services and bodies numbered.
pub(super) struct Columns {
    /// Persons: values, or ranks among `persons`.
    pub(super) person: RowColumn,
    /// By rank, where the column is one of ranks.
    pub(super) persons: Vec<Pseudonym>,
    pub(super) at: RowColumn,
    pub(super) service: RowColumn,
    pub(super) body: RowColumn,
    pub(super) cost: Option<RowColumn>,
}

/// A column of which some rows can be had at a time.
pub(super) enum RowColumn {
    /// As they are decoded.
    Decoded(Box<ColumnBatches>),
    /// By their place among what the column's entries mean.
    Meant { places: Box<ColumnBatches>, meanings: Values },
    /// Decoded before.
    Held { values: std::vec::IntoIter<i32>, present: Option<std::vec::IntoIter<bool>> },
}

/// A column of services or bodies.
enum Named {
    Entries { column: DictionaryColumn, codes: Codes },
    Held { codes: Codes, present: Option<Vec<bool>> },
}

impl Opened {
    /// Opens the row group `index`.
    ///
    /// # Errors
    /// What is wrong with the columns.
    pub(super) fn new(file: &ParquetFile, index: usize, source: &EventSource) -> Result<Self, ActivityError> {
        let table = source.table();
        let rows_before = file.rows_before(index);
        let rows = file.group_rows().get(index).copied().unwrap_or_default();
        let mut opened = file.group_columns(index, &table)?.into_iter();
        let mut next = || opened.next().ok_or_else(|| ActivityError::NoRows { file: table.file_name() });
        let damaged = |place: usize| {
            let name = table.names().get(place).copied().unwrap_or_default().to_owned();
            move |error: ParquetError| file.damaged(&name, rows_before, &error)
        };
        let (person, persons) = person_column(next()?).map_err(damaged(0))?;
        let at = day_column(next()?).map_err(damaged(1))?;
        let named = |column, place: usize| {
            let not_utf8 = |row| {
                RowFault::NotUtf8(place).in_file(
                    &table.file_name(),
                    rows_before + row as u64 + 1,
                    &table.names(),
                )
            };
            Named::new(column, rows).map_err(damaged(place))?.map_err(not_utf8)
        };
        let service = named(next()?, 2)?;
        let body = named(next()?, 3)?;
        let cost = opened.next().map(cost_column).transpose().map_err(damaged(4))?;
        Ok(Self { person, persons, at, service, body, cost, rows, rows_before, file: table.file_name() })
    }

    /// What its services are called, each once.
    pub(super) fn service_names(&self) -> &[String] {
        self.service.names()
    }

    /// What its bodies are called, each once.
    pub(super) fn body_names(&self) -> &[String] {
        self.body.names()
    }

    /// The columns, with these numbers for its services and its bodies.
    ///
    /// # Errors
    /// [`ActivityError::NotParquet`], which is not to be expected.
    pub(super) fn numbered(self, services: &[u32], bodies: &[u32]) -> Result<Columns, ActivityError> {
        let Self { person, persons, at, service, body, cost, file, .. } = self;
        let refused =
            |error: ParquetError| ActivityError::NotParquet { file: file.clone(), reason: error.to_string() };
        let (service, body) =
            (service.numbered(services).map_err(refused)?, body.numbered(bodies).map_err(refused)?);
        Ok(Columns { person, persons, at, service, body, cost })
    }
}

impl RowColumn {
    /// The values of the next `rows` rows.
    pub(super) fn next_values(&mut self, rows: usize) -> Result<ColumnValues, ParquetError> {
        match self {
            Self::Decoded(column) => column.next_values(rows),
            Self::Meant { places, meanings } => {
                let ColumnValues { values, present } = places.next_values(rows)?;
                let values = match values {
                    Values::Entries(places) => meanings.pick(&places),
                    others => others,
                };
                Ok(ColumnValues { values, present })
            }
            Self::Held { values, present } => {
                let present: Option<Vec<bool>> = present.as_mut().map(|present| present.take(rows).collect());
                let here = present.as_ref().map_or(rows, |present| present.iter().filter(|it| **it).count());
                Ok(ColumnValues { values: Values::Entries(values.take(here).collect()), present })
            }
        }
    }
}

/// Persons of a dictionary are read as their ranks in it, which are compared as they would be.
fn person_column(column: GroupColumn) -> Result<(RowColumn, Vec<Pseudonym>), ParquetError> {
    let column = match column {
        GroupColumn::Values(column) => return Ok((RowColumn::Decoded(column), Vec::new())),
        GroupColumn::Entries(column) => column,
    };
    let entries = column.entries();
    let all: Vec<Pseudonym> = (0..entries.len()).filter_map(|at| Pseudonym::of(entries, at)).collect();
    // Sorted rows bring their persons into the dictionary in order.
    if all.is_sorted_by(|one, next| one < next) {
        let ranks: Vec<i32> = (0..).take(all.len()).collect();
        return Ok((RowColumn::Decoded(column.numbered(&ranks)?), all));
    }
    let mut ranked = all.clone();
    ranked.sort();
    ranked.dedup();
    let rank = |person: &Pseudonym| {
        i32::try_from(ranked.partition_point(|other| other < person)).unwrap_or(i32::MAX)
    };
    let ranks: Vec<i32> = all.iter().map(rank).collect();
    Ok((RowColumn::Decoded(column.numbered(&ranks)?), ranked))
}

/// Days of a dictionary are understood there; where one is none, the row that has it says so.
fn day_column(column: GroupColumn) -> Result<RowColumn, ParquetError> {
    match column {
        GroupColumn::Values(column) => Ok(RowColumn::Decoded(column)),
        GroupColumn::Entries(column) => match days(column.entries()) {
            Ok(days) => Ok(RowColumn::Decoded(column.numbered(&days)?)),
            Err(_) => meant(column, None),
        },
    }
}

/// Costs of a dictionary are understood there; where one is none or missing, each row that has it says so.
fn cost_column(column: GroupColumn) -> Result<RowColumn, ParquetError> {
    match column {
        GroupColumn::Values(column) => Ok(RowColumn::Decoded(column)),
        GroupColumn::Entries(column) => {
            let understood = costs(column.entries()).ok().filter(|(_, missing)| *missing == 0);
            meant(column, understood.map(|(costs, _)| Values::Numbers(costs)))
        }
    }
}

/// A column of a dictionary by what its entries mean, which is themselves where nothing else is given.
fn meant(column: DictionaryColumn, meanings: Option<Values>) -> Result<RowColumn, ParquetError> {
    let (places, entries) = column.places()?;
    Ok(RowColumn::Meant { places, meanings: meanings.unwrap_or(entries) })
}

impl Named {
    /// Reads the names; the inner error is the row of a text that is not UTF-8.
    fn new(column: GroupColumn, rows: usize) -> Result<Result<Self, usize>, ParquetError> {
        let mut column = match column {
            GroupColumn::Values(column) => RowColumn::Decoded(column),
            GroupColumn::Entries(column) => match names(column.entries()) {
                Ok(codes) => return Ok(Ok(Self::Entries { column, codes })),
                Err(_) => meant(column, None)?,
            },
        };
        let ColumnValues { values, present } = column.next_values(rows)?;
        Ok(match names(&values) {
            Ok(codes) => Ok(Self::Held { codes, present }),
            Err(value) => Err(row_of(value, present.as_deref())),
        })
    }

    fn names(&self) -> &[String] {
        match self {
            Self::Entries { codes, .. } | Self::Held { codes, .. } => &codes.names,
        }
    }

    /// The rows, each name under its number in `numbers`.
    fn numbered(self, numbers: &[u32]) -> Result<RowColumn, ParquetError> {
        let number = |code: &u32| numbers.get(*code as usize).copied().unwrap_or(u32::MAX).cast_signed();
        match self {
            Self::Entries { column, codes } => {
                let numbers: Vec<i32> = codes.codes.iter().map(number).collect();
                Ok(RowColumn::Decoded(column.numbered(&numbers)?))
            }
            Self::Held { codes, present } => {
                let values: Vec<i32> = codes.codes.iter().map(number).collect();
                Ok(RowColumn::Held { values: values.into_iter(), present: present.map(Vec::into_iter) })
            }
        }
    }
}

fn names(values: &Values) -> Result<Codes, usize> {
    match values {
        Values::Integers(numbers) => Ok(codes::of_whole_numbers(numbers)),
        Values::Texts(texts) => codes::of_texts(texts),
        // No other column names a service or a body.
        _ => Ok(Codes::default()),
    }
}

/// The row of the value at `at` among those of the rows that are `marked`.
pub(super) fn row_of(at: usize, marked: Option<&[bool]>) -> usize {
    let Some(marked) = marked else { return at };
    marked.iter().enumerate().filter(|(_, is)| **is).nth(at).map_or(at, |(row, _)| row)
}
