//! Events a row at a time: of delimited text, and of any file whose rows stand in no order.

use std::fs::File;
use std::io::{self, Read};

use super::day::day_of;
use super::fold::EventFold;
use super::names::EventNames;
use super::parts::Parts;
use super::person::{Persons, Pseudonym};
use super::report::EventReport;
use super::{EventSource, Order};
use crate::cell::{Cell, Reading};
use crate::error::{ActivityError, Place};
use crate::filters::shortened;
use crate::source::Progress;
use crate::table::RowSink;
use crate::{csv_table, parquet_table};
use commonweal_find::upstream::{Event, EventBatch};

/// Events of a batch, but for what the last person adds to it.
const BATCH: usize = 1 << 18;
/// Longest text that a message quotes.
const LONGEST_QUOTED: usize = 60;

/// Reads delimited text whose rows are in the order that `order` says.
pub(super) fn fold_text<F: EventFold>(
    text: impl Read,
    total_bytes: u64,
    source: &EventSource,
    order: Order,
    progress: &mut dyn FnMut(Progress),
    fold: &mut F,
) -> Result<EventReport, ActivityError> {
    let mut rows = EventRows::new(source, order, total_bytes, fold)?;
    csv_table::read_rows(text, total_bytes, &source.table(), &mut rows, progress)?;
    rows.finish()
}

/// Reads a Parquet file whose rows are in any order.
pub(super) fn fold_parquet<F: EventFold>(
    file: File,
    source: &EventSource,
    progress: &mut dyn FnMut(Progress),
    fold: &mut F,
) -> Result<EventReport, ActivityError> {
    let total_bytes = file.metadata().map_or(0, |metadata| metadata.len());
    let mut rows = EventRows::new(source, Order::Any, total_bytes, fold)?;
    parquet_table::read_rows(file, &source.table(), &mut rows, progress)?;
    rows.finish()
}

/// Rows on their way into batches.
struct EventRows<'s, 'f, F> {
    source: &'s EventSource,
    file: String,
    fold: &'f mut F,
    names: EventNames,
    way: Way,
    report: EventReport,
    scratch: String,
}

/// How rows become batches of whole persons.
enum Way {
    /// They come person by person.
    Sorted { persons: Persons, batch: EventBatch },
    /// They are put aside, a part of the persons in each part, until all have come.
    PutAside(Parts),
}

impl<'s, 'f, F: EventFold> EventRows<'s, 'f, F> {
    fn new(
        source: &'s EventSource,
        order: Order,
        total_bytes: u64,
        fold: &'f mut F,
    ) -> Result<Self, ActivityError> {
        let way = match order {
            Order::Sorted => Way::Sorted { persons: Persons::default(), batch: EventBatch::default() },
            Order::Any => Way::PutAside(Parts::new(total_bytes).map_err(put_aside)?),
        };
        Ok(Self {
            source,
            file: source.path.display().to_string(),
            fold,
            names: EventNames::default(),
            way,
            report: EventReport::default(),
            scratch: String::new(),
        })
    }

    fn hand_on(&mut self, batch: &EventBatch) {
        self.report.see_days(&batch.day);
        // Both ways have put them in order.
        if let Ok(events) = batch.events(..) {
            let mut part = self.fold.begin(&self.names, self.report.rows_read);
            self.fold.take(&mut part, &events);
            self.fold.end(part, &self.names);
        }
    }

    /// Hands on what is left.
    fn finish(mut self) -> Result<EventReport, ActivityError> {
        if self.report.rows_read == 0 {
            return Err(ActivityError::NoRows { file: self.file });
        }
        match std::mem::take(&mut self.way) {
            Way::Sorted { persons, batch } => {
                self.hand_on(&batch);
                self.report.persons = persons.count();
            }
            Way::PutAside(parts) => {
                for part in parts.read_back().map_err(put_aside)? {
                    let batch = part.map_err(put_aside)?;
                    self.report.persons += batch.person.last().map_or(0, |last| u64::from(*last) + 1);
                    self.hand_on(&batch);
                }
            }
        }
        Ok(self.report)
    }

    /// Puts a row where it belongs.
    fn place(&mut self, pseudonym: Pseudonym, event: Event, place: Place) -> Result<(), ActivityError> {
        let (persons, batch) = match &mut self.way {
            Way::PutAside(parts) => return parts.put(&pseudonym, event).map_err(put_aside),
            Way::Sorted { persons, batch } => (persons, batch),
        };
        let known = persons.count();
        let Some(person) = persons.next(pseudonym, event.day) else {
            return Err(ActivityError::Unsorted { file: self.file.clone(), place });
        };
        if persons.count() > known && batch.len() >= BATCH {
            let whole = std::mem::take(batch);
            batch.push(person, event);
            self.hand_on(&whole);
        } else {
            batch.push(person, event);
        }
        Ok(())
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

impl<F: EventFold> RowSink for EventRows<'_, '_, F> {
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
        let service = self.names.services.number(service.text(&mut self.scratch));
        let Ok(service) = u16::try_from(service) else {
            let column = self.source.service.clone();
            return Err(ActivityError::TooManyServices { file: self.file.clone(), column });
        };
        let body = self.names.bodies.number(body.text(&mut self.scratch));
        let cost = self.cost(cost.first().copied(), place)?;
        self.place(pseudonym, Event { day, service, body, cost }, place)
    }

    fn rows_taken(&self) -> u64 {
        self.report.rows_read
    }
}

impl Default for Way {
    fn default() -> Self {
        Self::Sorted { persons: Persons::default(), batch: EventBatch::default() }
    }
}

fn put_aside(source: io::Error) -> ActivityError {
    ActivityError::PutAside { folder: std::env::temp_dir().display().to_string(), source }
}
