//! How sure α is: units drawn with replacement.

use commonweal_quantity::quantile::quantiles;
use rand::RngExt;
use serde::Serialize;

use super::{Coincidences, Metric};
use crate::random::{Purpose, stream};
use crate::raters::{Undefined, ValuesByUnits};

/// Fewest units that an interval is drawn from.
const FEWEST_UNITS: usize = 5;

/// The percentile interval of α.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct AlphaInterval {
    /// Its lower end.
    pub lower: f64,
    /// Its upper end.
    pub upper: f64,
    /// Its coverage.
    pub level: f64,
    /// How many draws have a value.
    pub draws: usize,
    /// How many have none, all their ratings being the same; they are left out.
    pub without_value: usize,
}

/// The interval that holds the middle `level` of α over draws of units with replacement (Zapf et al. 2016, "Measuring inter-rater reliability for
/// nominal data", *BMC Medical Research Methodology* 16:93, p. 4). It says how α would vary with other questions of the kind, asked of the same raters.
///
/// # Errors
/// [`Undefined`] as for α; and too few units to draw from, or no draw with a value.
pub fn krippendorff_alpha_interval(
    ratings: &ValuesByUnits,
    metric: Metric,
    level: f64,
    seed: u64,
    draws: usize,
) -> Result<AlphaInterval, Undefined> {
    super::krippendorff_alpha(ratings, metric)?;
    let units: Vec<&[u32]> = ratings.units().filter(|counts| counts.iter().sum::<u32>() >= 2).collect();
    if units.len() < FEWEST_UNITS {
        return Err(Undefined::FewToDraw { units: units.len(), needed: FEWEST_UNITS });
    }
    let levels = ratings.levels();
    let mut values: Vec<f64> = (0_u64..)
        .take(draws)
        .filter_map(|draw| {
            let mut random = stream(seed, Purpose::Units, draw);
            let mut pairs = Coincidences::new(levels.len());
            for _ in 0..units.len() {
                pairs.add(units[random.random_range(0..units.len())]);
            }
            pairs.alpha(levels, metric)
        })
        .collect();
    let without_value = draws - values.len();
    let tail = (1.0 - level) / 2.0;
    let [lower, upper] =
        quantiles(&mut values, [tail, 1.0 - tail]).ok_or(Undefined::DrawsWithoutValue { draws })?;
    Ok(AlphaInterval { lower, upper, level, draws: values.len(), without_value })
}
