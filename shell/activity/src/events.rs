//! Logs of events: who was where, when, and what it cost, read person by person.
//!
//! The rows must be sorted by person and day; [`read_events`] says where they are not. What it hands on are numbers: persons in the order
//! in which they come, services and bodies by their [`Names`], days since 1 January 1970 (or as the file counts them).

mod batch;
mod codes;
mod csv_events;
mod day;
mod group;
mod names;
mod parquet_events;
mod person;
mod source;

pub use batch::{EventBatch, EventReport};
pub use names::{EventNames, Names};
pub use source::EventSource;

use crate::error::ActivityError;
use crate::source::Progress;
use crate::stored::{Stored, open};

/// Takes batches of whole persons, and the names of the services and bodies in them so far.
pub type OnBatches<'a> = dyn FnMut(&[EventBatch], &EventNames) + 'a;

/// Reads the log of events that `source` describes and hands it to `take` in batches of whole persons: the batches of one call may be
/// dealt with side by side.
///
/// The formats are those of [`read_panel`](crate::read_panel). Memory grows with the number of services and bodies, not of events: of a
/// Parquet file as many row groups are held as there are cores.
///
/// # Errors
/// [`ActivityError`], one variant a cause, each with its place and remedy; [`ActivityError::Unsorted`] where a row comes too late.
pub fn read_events(
    source: &EventSource,
    progress: &mut dyn FnMut(Progress),
    take: &mut OnBatches<'_>,
) -> Result<EventReport, ActivityError> {
    match open(&source.path)? {
        Stored::Parquet(file) => parquet_events::read(file, source, progress, take),
        Stored::Text { text, total_bytes } => csv_events::read(text, total_bytes, source, progress, take),
    }
}
