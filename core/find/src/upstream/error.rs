use thiserror::Error;

/// Why a question cannot be asked of a log of events.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum UpstreamError {
    /// A window without a day.
    #[error("the window has {window_days} days: give at least 1")]
    Window {
        /// What was given.
        window_days: i32,
    },
    /// A gap before the window that runs backwards.
    #[error("the gap has {gap_days} days: give 0 or more")]
    Gap {
        /// What was given.
        gap_days: i32,
    },
    /// A look-back that no log covers.
    #[error(
        "a gap of {gap_days} and twice a window of {window_days} days make more than {} days: shorten them",
        super::question::MAX_LOOK_BACK_DAYS
    )]
    LookBack {
        /// What was given.
        gap_days: i32,
        /// What was given.
        window_days: i32,
    },
    /// Columns of different lengths.
    #[error("the column '{column}' has {found} values where the persons have {expected}")]
    Columns {
        /// The column.
        column: &'static str,
        /// Number of persons' values.
        expected: usize,
        /// Number of this column's values.
        found: usize,
    },
    /// Persons or days out of order.
    #[error("event {at} comes before the one it follows: sort the events by person, then by day")]
    Order {
        /// Place of the event, from 0.
        at: usize,
    },
    /// A body that was not announced.
    #[error("event {at} names body number {body}, and only {bodies} are known")]
    Body {
        /// Place of the event, from 0.
        at: usize,
        /// Its body.
        body: u32,
        /// Number of bodies.
        bodies: u32,
    },
}
