//! Logs of events: who was where, when, and what it cost, read person by person.
//!
//! Rows sorted by person and day are read as they come; others are put aside first ([`Order`]). What is handed on are numbers: persons in the order
//! in which they come, services and bodies by their [`Names`], days since 1 January 1970 (or as the file counts them).

mod batch;
mod codes;
mod day;
mod first_day;
mod group;
mod names;
mod parquet_events;
mod parts;
mod person;
mod rows;
mod source;

pub use batch::{EventBatch, EventReport};
pub use day::day;
pub use first_day::first_day;
pub use names::{EventNames, Names};
pub use source::EventSource;

use crate::error::ActivityError;
use crate::source::Progress;
use crate::stored::{Stored, open};

/// Takes batches of whole persons, and the names of the services and bodies in them so far.
pub type OnBatches<'a> = dyn FnMut(&[EventBatch], &EventNames) + 'a;

/// The order of a file's rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// By person, then by day: read as they come.
    Sorted,
    /// Any: put aside in temporary files, some 34 bytes a row, until all have come.
    Any,
}

/// Reads the log of events that `source` describes and hands it to `take` in batches of whole persons: the batches of one call may be
/// dealt with side by side.
///
/// The formats are those of [`read_panel`](crate::read_panel). Memory grows with the number of services and bodies, not of events: of a
/// sorted Parquet file as many row groups are held as there are cores, of rows in any order one part in some dozens.
///
/// # Errors
/// [`ActivityError`], one variant a cause, each with its place and remedy; [`ActivityError::Unsorted`] where the rows are not in the
/// order that `order` says: what `take` was given by then is not all, and [`Order::Any`] reads the file.
pub fn read_events(
    source: &EventSource,
    order: Order,
    progress: &mut dyn FnMut(Progress),
    take: &mut OnBatches<'_>,
) -> Result<EventReport, ActivityError> {
    match (open(&source.path)?, order) {
        (Stored::Parquet(file), Order::Sorted) => parquet_events::read(file, source, progress, take),
        (Stored::Parquet(file), Order::Any) => rows::read_parquet(file, source, progress, take),
        (Stored::Text { text, total_bytes }, order) => {
            rows::read_text(text, total_bytes, source, order, progress, take)
        }
    }
}
