//! Logs of events: who was where, when, and what it cost, read person by person.
//!
//! Rows sorted by person and day are read as they come; others are put aside first ([`Order`]). What is handed on are numbers: persons in the order
//! in which they come, services and bodies by their [`Names`], days since 1 January 1970 (or as the file counts them).

mod codes;
mod columns;
mod day;
mod first_day;
mod fold;
mod group;
mod names;
mod parquet_events;
mod parts;
mod person;
mod report;
mod row_group;
mod rows;
mod runs;
mod seams;
mod source;

pub use day::day;
pub use first_day::first_day;
pub use fold::EventFold;
pub use names::{EventNames, Names};
pub use report::EventReport;
pub use source::EventSource;

use crate::error::ActivityError;
use crate::source::Progress;
use crate::stored::{Stored, open};

/// The order of a file's rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// By person, then by day: read as they come.
    Sorted,
    /// Any: put aside in temporary files, some 34 bytes a row, until all have come.
    Any,
}

/// Reads the log of events that `source` describes and makes of it what `fold` does.
///
/// The formats are those of [`read_panel`](crate::read_panel). Memory grows with the number of services and bodies, not of events: of a
/// sorted Parquet file some pages of as many row groups are held as there are cores, of rows in any order one part in some dozens.
/// Parts are ended in the order of the file, so that the same file gives the same bits on any number of cores.
///
/// # Errors
/// [`ActivityError`], one variant a cause, each with its place and remedy; [`ActivityError::Unsorted`] where the rows are not in the
/// order that `order` says: what `fold` was given by then is not all, and [`Order::Any`] reads the file.
pub fn fold_events<F: EventFold>(
    source: &EventSource,
    order: Order,
    progress: &mut dyn FnMut(Progress),
    fold: &mut F,
) -> Result<EventReport, ActivityError> {
    match (open(&source.path)?, order) {
        (Stored::Parquet(file), Order::Sorted) => parquet_events::fold_file(file, source, progress, fold),
        (Stored::Parquet(file), Order::Any) => rows::fold_parquet(file, source, progress, fold),
        (Stored::Text { text, total_bytes }, order) => {
            rows::fold_text(text, total_bytes, source, order, progress, fold)
        }
    }
}
