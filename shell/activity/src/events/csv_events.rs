//! Events from delimited text, a row at a time.

use std::io::Read;

use super::batch::{EventBatch, EventReport};
use super::day::day_of;
use super::names::EventNames;
use super::person::{Persons, Pseudonym};
use super::{EventSource, OnBatches};
use crate::cell::{Cell, Reading};
use crate::csv_table;
use crate::error::{ActivityError, Place};
use crate::filters::shortened;
use crate::source::Progress;
use crate::table::RowSink;

/// Events of a batch, but for what the last person adds to it.
const BATCH: usize = 1 << 18;
/// Longest text that a message quotes.
const LONGEST_QUOTED: usize = 60;

pub(super) fn read(
    text: impl Read,
    total_bytes: u64,
    source: &EventSource,
    progress: &mut dyn FnMut(Progress),
    take: &mut OnBatches<'_>,
) -> Result<EventReport, ActivityError> {
    let mut rows = EventRows {
        source,
        file: source.path.display().to_string(),
        take,
        names: EventNames::default(),
        persons: Persons::default(),
        batch: EventBatch::default(),
        report: EventReport::default(),
        scratch: String::new(),
    };
    csv_table::read_rows(text, total_bytes, &source.table(), &mut rows, progress)?;
    rows.hand_on();
    rows.report.persons = rows.persons.count();
    if rows.report.rows_read == 0 {
        return Err(ActivityError::NoRows { file: rows.file });
    }
    Ok(rows.report)
}

/// Rows on their way into batches.
struct EventRows<'s, 't, 'u> {
    source: &'s EventSource,
    file: String,
    take: &'t mut OnBatches<'u>,
    names: EventNames,
    persons: Persons,
    batch: EventBatch,
    report: EventReport,
    scratch: String,
}

impl EventRows<'_, '_, '_> {
    fn hand_on(&mut self) {
        self.report.see_days(&self.batch.day);
        (self.take)(std::slice::from_ref(&self.batch), &self.names);
        self.batch = EventBatch::default();
    }

    fn cost(&mut self, cell: Option<Cell<'_>>, place: Place) -> Result<f64, ActivityError> {
        let Some(cell) = cell else { return Ok(0.0) };
        match Reading::of(cell) {
            Reading::Number(cost) | Reading::Grouped(cost) if cost.is_finite() => Ok(cost),
            Reading::Missing | Reading::Suppressed => {
                self.report.costs_missing += 1;
                Ok(0.0)
            }
            _ => Err(ActivityError::NotANumber {
                file: self.file.clone(),
                place,
                column: self.source.cost.clone().unwrap_or_default(),
                text: shortened(cell.text(&mut self.scratch), LONGEST_QUOTED),
            }),
        }
    }
}

impl RowSink for EventRows<'_, '_, '_> {
    fn take(&mut self, place: Place, cells: &[Cell<'_>]) -> Result<(), ActivityError> {
        self.report.rows_read += 1;
        let [person, at, service, body, cost @ ..] = cells else { return Ok(()) };
        let missing = |cell: &Cell<'_>| {
            matches!(cell, Cell::Null) || matches!(cell, Cell::Text(text) if text.trim().is_empty())
        };
        if [person, at, service, body].into_iter().any(missing) {
            self.report.rows_incomplete += 1;
            return Ok(());
        }
        let Some(day) = day_of(*at) else {
            return Err(ActivityError::NotADay {
                file: self.file.clone(),
                place,
                column: self.source.at.clone(),
                text: shortened(at.text(&mut self.scratch), LONGEST_QUOTED),
            });
        };
        let text = person.text(&mut self.scratch);
        let pseudonym =
            text.parse().map_or_else(|_| Pseudonym::Text(text.as_bytes().to_vec()), Pseudonym::Number);
        let known = self.persons.count();
        let Some(person) = self.persons.next(pseudonym, day) else {
            return Err(ActivityError::Unsorted { file: self.file.clone(), place });
        };
        if self.persons.count() > known && self.batch.len() >= BATCH {
            self.hand_on();
        }
        let service = self.names.services.number(service.text(&mut self.scratch));
        let Ok(service) = u16::try_from(service) else {
            return Err(ActivityError::TooManyServices {
                file: self.file.clone(),
                column: self.source.service.clone(),
            });
        };
        let body = self.names.bodies.number(body.text(&mut self.scratch));
        let cost = self.cost(cost.first().copied(), place)?;
        self.batch.push(person, day, service, body, cost);
        Ok(())
    }

    fn rows_taken(&self) -> u64 {
        self.report.rows_read
    }
}
