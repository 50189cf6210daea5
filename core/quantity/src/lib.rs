//! Quantities with their units: money in whole pence with a price year, shares, rates, periods and typed identifiers.
//!
//! A quantity is a value: parsed at the edge, printed back in the form it was read, compared exactly. Beside them stands what every room needs: keyed
//! random streams, quantiles, the nearest name, places in TOML.

#[macro_use]
mod stored;

mod digits;

pub mod allocation;
pub mod id;
pub mod money;
pub mod nearest;
pub mod period;
pub mod price_year;
pub mod quantile;
pub mod random;
pub mod rate;
pub mod share;
pub mod toml_text;

pub use allocation::{AllocationError, allocate};
pub use id::{BodyId, Id, IdError, PartnershipId};
pub use money::{Money, MoneyError, Pence, PriceBasis};
pub use period::{Frequency, Period, PeriodError};
pub use price_year::{FinancialYear, PriceYear, PriceYearError};
pub use rate::{Rate, RateError};
pub use share::{Share, ShareError};
