//! Quantities with their units: money in whole pence with a price year, shares, rates, periods and typed identifiers.
//!
//! Everything here is a value: parsed at the edge, printed back in the form it was read, compared exactly.

pub mod period;

pub use period::{Frequency, Period, PeriodError};
