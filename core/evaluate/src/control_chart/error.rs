//! Why a control chart cannot be drawn.

use commonweal_quantity::{Frequency, Period};

use super::options::FEWEST_FIXED_PERIODS;
use crate::panel::HUGE;

/// Why a control chart cannot be drawn.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ControlChartError {
    /// No period at all.
    #[error("the series has no period; check the filters and the name of the treated unit")]
    Empty,
    /// Every value is missing.
    #[error(
        "the series has no value in any of its {periods} periods ({first} to {last}); check the value column"
    )]
    AllMissing {
        /// Number of periods.
        periods: usize,
        /// First period.
        first: Period,
        /// Last period.
        last: Period,
    },
    /// Not one value for each period.
    #[error(
        "the series has {periods} periods but {values} values; give one value for each period, NaN where it is missing"
    )]
    LengthMismatch {
        /// Number of periods.
        periods: usize,
        /// Number of values.
        values: usize,
    },
    /// Periods of different lengths in one series.
    #[error("{period} is a {found} in a series of {expected} periods; use one form throughout")]
    MixedFrequencies {
        /// The odd one.
        period: Period,
        /// Its frequency.
        found: Frequency,
        /// The frequency of the first period.
        expected: Frequency,
    },
    /// A period follows a later one.
    #[error("{period} comes after {previous} in the series; put the periods in order of time")]
    NotInOrder {
        /// The period that stands too late.
        period: Period,
        /// The one before it.
        previous: Period,
    },
    /// A period stands twice.
    #[error("{period} stands twice in the series; filter or add up its values so that one is left")]
    DuplicatePeriod {
        /// The period.
        period: Period,
    },
    /// A value is infinite, or too large to be summed.
    #[error(
        "{period}: the value {value:e} is beyond ±{HUGE:e}; correct it, mark it missing, or express the outcome in other units"
    )]
    OutOfRange {
        /// The period.
        period: Period,
        /// The value.
        value: f64,
    },
    /// The target is not a number that a value could have.
    #[error("the target {target} is not a finite number within ±{HUGE:e}; correct it or leave it out")]
    Target {
        /// The target as given.
        target: f64,
    },
    /// Limits fixed on too few periods.
    #[error(
        "limits cannot be fixed after {fix_after} periods; use {FEWEST_FIXED_PERIODS} or more, or leave fix-after out"
    )]
    FixedOnTooFew {
        /// Number of periods asked for.
        fix_after: usize,
    },
    /// A rebase at a period that the series does not have.
    #[error(
        "cannot rebase at {rebase}: it is not a period of the series ({first} to {last}); name one that the series has"
    )]
    RebaseNotInSeries {
        /// The period asked for.
        rebase: Period,
        /// First period of the series.
        first: Period,
        /// Last period of the series.
        last: Period,
    },
}
