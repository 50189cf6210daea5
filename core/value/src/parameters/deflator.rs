//! Restating an amount of one year's prices in another's.

use std::collections::BTreeMap;

use commonweal_quantity::PriceYear;
use serde::Serialize;

use super::{Parameters, Provenance};

/// A price index by year: financial years in one series, calendar years in another.
#[derive(Debug, Clone, PartialEq)]
pub struct DeflatorSeries {
    /// What it is called in words.
    pub title: String,
    /// The index of each year, all above zero.
    pub index: BTreeMap<PriceYear, f64>,
    /// Where it is from.
    pub provenance: Provenance,
}

/// A restatement as it was made.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct UsedDeflator {
    /// The year of the prices before.
    pub from: PriceYear,
    /// The year of the prices after.
    pub to: PriceYear,
    /// The amount before times this is the amount after.
    pub factor: f64,
    /// The series, or why none was needed.
    pub source: String,
}

/// Why an amount cannot be restated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "no price index has both {from} and {to}, so an amount of {from} prices cannot be restated in {to} prices; the indices reach {reach}; \
     choose another base-year, or bring an index in a file named under parameters"
)]
pub struct NoDeflator {
    /// The year of the prices before.
    pub from: PriceYear,
    /// The year of the prices after.
    pub to: PriceYear,
    /// First and last year of each series.
    pub reach: String,
}

impl Parameters {
    /// The factor that restates an amount of `from` prices in `to` prices: index(to) / index(from), both of one series
    /// (HM Treasury, "GDP deflators: how to use the series").
    ///
    /// # Errors
    /// [`NoDeflator`] where no series has both years.
    pub fn deflator(&self, from: PriceYear, to: PriceYear) -> Result<UsedDeflator, NoDeflator> {
        if from == to {
            return Ok(UsedDeflator { from, to, factor: 1.0, source: "the same year".to_owned() });
        }
        let found = self.deflators.values().find_map(|series| {
            let (before, after) = (series.index.get(&from)?, series.index.get(&to)?);
            Some(UsedDeflator { from, to, factor: after / before, source: series.provenance.source.clone() })
        });
        found.ok_or_else(|| NoDeflator { from, to, reach: self.reach() })
    }

    fn reach(&self) -> String {
        let ends = self.deflators.values().filter_map(|series| {
            let (first, last) = (series.index.keys().next()?, series.index.keys().next_back()?);
            Some(format!("from {first} to {last}"))
        });
        ends.collect::<Vec<_>>().join(" and ")
    }
}
