//! One row group of a Parquet file, a column at a time.

use parquet::data_type::ByteArray;

use super::batch::EventBatch;
use super::codes::{self, Codes};
use super::day::day_of;
use super::person::Pseudonym;
use crate::cell::{Cell, Reading};
use crate::error::{ActivityError, Place};
use crate::parquet_column::{ColumnValues, Values};

/// The events of a row group, services and bodies numbered by their own lists.
#[derive(Debug, Default)]
pub(super) struct Group {
    person: Vec<u32>,
    day: Vec<i32>,
    service: Codes,
    body: Codes,
    cost: Vec<f64>,
    /// The first and the last person.
    pub(super) ends: Option<(Pseudonym, Pseudonym)>,
    pub(super) rows_read: u64,
    pub(super) rows_incomplete: u64,
    pub(super) costs_missing: u64,
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

impl Group {
    /// The events in the columns person, day, service, body and perhaps cost, each of `rows` rows.
    ///
    /// # Errors
    /// The row, from 0, and what is wrong with it.
    pub(super) fn of(columns: Vec<ColumnValues>, rows: usize) -> Result<Self, (usize, RowFault)> {
        let mut columns = columns.into_iter();
        let mut next = || columns.next().unwrap_or_default();
        let (person, at, service, body) = (next(), next(), next(), next());
        let complete = complete_rows([&person, &at, &service, &body], rows);
        let kept = |column: ColumnValues| column.values_of(complete.as_deref());
        let (cost, costs_missing) = match columns.next() {
            Some(cost) => {
                let missing = cost.missing(complete.as_deref());
                let (cost, more) = costs(kept(cost))?;
                (cost, missing + more)
            }
            None => (Vec::new(), 0),
        };
        let day = days(&kept(at))?;
        let (person, ends) = persons(&kept(person), &day)?;
        let service = names(&kept(service)).map_err(|row| (row, RowFault::NotUtf8(2)))?;
        let body = names(&kept(body)).map_err(|row| (row, RowFault::NotUtf8(3)))?;
        let cost = if cost.is_empty() { vec![0.0; day.len()] } else { cost };
        Ok(Self {
            rows_read: rows as u64,
            rows_incomplete: (rows - day.len()) as u64,
            costs_missing,
            person,
            day,
            service,
            body,
            cost,
            ends,
        })
    }

    pub(super) fn service_names(&self) -> &[String] {
        &self.service.names
    }

    pub(super) fn body_names(&self) -> &[String] {
        &self.body.names
    }

    pub(super) fn persons(&self) -> u64 {
        u64::from(self.person.last().map_or(0, |last| last + 1))
    }

    /// The events, with each service and body under its number in `services` and `bodies`, by their own numbers.
    pub(super) fn into_batch(self, services: &[u16], bodies: &[u32]) -> EventBatch {
        let service = |code: u32| services.get(code as usize).copied().unwrap_or(u16::MAX);
        let body = |code: u32| bodies.get(code as usize).copied().unwrap_or(u32::MAX);
        EventBatch {
            person: self.person,
            day: self.day,
            service: self.service.codes.into_iter().map(service).collect(),
            body: self.body.codes.into_iter().map(body).collect(),
            cost: self.cost,
        }
    }
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

fn days(values: &Values) -> Result<Vec<i32>, (usize, RowFault)> {
    let fault = |(row, text): (usize, String)| (row, RowFault::NotADay(text));
    let checked = |(row, day): (usize, &i64)| i32::try_from(*day).map_err(|_| fault((row, day.to_string())));
    match values {
        Values::Integers(days) | Values::Days(days) => days.iter().enumerate().map(checked).collect(),
        other => (0..other.len())
            .map(|row| day_of(other.cell(row)).ok_or_else(|| fault((row, quoted(other.cell(row))))))
            .collect(),
    }
}

/// Persons by their order, and the first and the last of them.
fn persons(values: &Values, day: &[i32]) -> Result<Runs, (usize, RowFault)> {
    match values {
        Values::Integers(numbers) => runs(numbers, day, |number| Pseudonym::Number(i128::from(*number))),
        Values::Wide(numbers) => runs(numbers, day, |number| Pseudonym::Number(*number)),
        Values::Texts(texts) => runs(texts, day, |text: &ByteArray| Pseudonym::Text(text.data().to_vec())),
        // No other column plays a person.
        Values::Truths(_) | Values::Numbers(_) | Values::Days(_) => Ok((Vec::new(), None)),
    }
}

/// A number each, and the first and the last person.
type Runs = (Vec<u32>, Option<(Pseudonym, Pseudonym)>);

fn runs<T: PartialOrd>(
    values: &[T],
    day: &[i32],
    pseudonym: impl Fn(&T) -> Pseudonym,
) -> Result<Runs, (usize, RowFault)> {
    let (Some(first), Some(last)) = (values.first(), values.last()) else { return Ok((Vec::new(), None)) };
    let mut numbers = Vec::with_capacity(values.len());
    numbers.push(0);
    let mut number = 0;
    for (row, (pair, days)) in values.windows(2).zip(day.windows(2)).enumerate() {
        let ([before, after], [day_before, day_after]) = (pair, days) else { continue };
        if before < after {
            number += 1;
        } else if before > after || day_after < day_before {
            return Err((row + 1, RowFault::Unsorted));
        }
        numbers.push(number);
    }
    Ok((numbers, Some((pseudonym(first), pseudonym(last)))))
}

fn names(values: &Values) -> Result<Codes, usize> {
    match values {
        Values::Integers(numbers) => Ok(codes::of_whole_numbers(numbers)),
        Values::Texts(texts) => codes::of_texts(texts),
        // No other column names a service or a body.
        _ => Ok(Codes::default()),
    }
}

fn costs(values: Values) -> Result<(Vec<f64>, u64), (usize, RowFault)> {
    if let Values::Numbers(costs) = &values
        && costs.iter().all(|cost| cost.is_finite())
        && let Values::Numbers(costs) = values
    {
        return Ok((costs, 0));
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
