//! Krippendorff's α: agreement of any number of raters on any number of units, with missing ratings.
//!
//! `α = 1 − (n − 1) Σ_{c<k} o_ck δ²_ck / Σ_{c<k} n_c n_k δ²_ck`, with coincidences `o_ck = Σ_u n_uc (n_uk − [c = k])/(m_u − 1)` over the units u that
//! `m_u` ≥ 2 raters rated, their margins `n_c = Σ_k o_ck` and `n = Σ_c n_c` (Krippendorff 2019, *Content Analysis*, 4th ed., chapter 12; "Computing
//! Krippendorff's alpha-reliability", 2011). Differences δ² by [`Metric`].

mod interval;

pub use interval::{AlphaInterval, krippendorff_alpha_interval};

use serde::Serialize;

use super::{Undefined, ValuesByUnits};

/// What the levels of a scale mean, and so how far two of them are apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Metric {
    /// Names: δ² = 1 where they differ.
    Nominal,
    /// An order: `δ² = (Σ_{g=c..k} n_g − (n_c + n_k)/2)²`.
    Ordinal,
    /// Equal steps: δ² = (c − k)².
    Interval,
    /// Equal ratios from nought: δ² = ((c − k)/(c + k))².
    Ratio,
}

/// α and what it rests on.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Alpha {
    /// α: 1 where all agree, 0 where they agree as by chance, below nought where they agree less.
    pub value: f64,
    /// Units that two or more raters rated.
    pub units: usize,
    /// Ratings of those units.
    pub ratings: usize,
}

/// Krippendorff's α.
///
/// # Errors
/// [`Undefined`]: nothing rated, one rater, no unit rated twice or one alone, all ratings the same, a ratio scale below nought.
pub fn krippendorff_alpha(ratings: &ValuesByUnits, metric: Metric) -> Result<Alpha, Undefined> {
    check(ratings, metric)?;
    let mut pairs = Coincidences::new(ratings.levels().len());
    ratings.units().for_each(|counts| pairs.add(counts));
    if pairs.units == 0 {
        return Err(if ratings.raters() == 1 { Undefined::OneRater } else { Undefined::NoPairs });
    }
    let value = pairs.alpha(ratings.levels(), metric).ok_or(Undefined::NoVariation)?;
    if pairs.units == 1 {
        return Err(Undefined::OneUnit);
    }
    Ok(Alpha { value, units: pairs.units, ratings: pairs.ratings })
}

fn check(ratings: &ValuesByUnits, metric: Metric) -> Result<(), Undefined> {
    match ratings.levels().first() {
        None => Err(Undefined::NoRatings),
        Some(&value) if metric == Metric::Ratio && value < 0.0 => Err(Undefined::BelowNought { value }),
        Some(_) => Ok(()),
    }
}

/// The matrix `o_ck` and its margins `n_c`.
#[derive(Debug, Clone)]
struct Coincidences {
    levels: usize,
    pairs: Vec<f64>,
    margins: Vec<f64>,
    units: usize,
    ratings: usize,
}

impl Coincidences {
    fn new(levels: usize) -> Self {
        Self { levels, pairs: vec![0.0; levels * levels], margins: vec![0.0; levels], units: 0, ratings: 0 }
    }

    /// Adds a unit by how often each level was given to it; one that fewer than two rated says nothing.
    fn add(&mut self, counts: &[u32]) {
        let given: u32 = counts.iter().sum();
        if given < 2 {
            return;
        }
        let weight = 1.0 / f64::from(given - 1);
        for (c, &count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            let (count, row) = (f64::from(count), c * self.levels);
            self.margins[c] += count;
            for (pair, other) in self.pairs[row..row + c].iter_mut().zip(counts) {
                *pair += count * f64::from(*other) * weight;
            }
        }
        self.units += 1;
        self.ratings += usize::try_from(given).unwrap_or(usize::MAX);
    }

    /// α; none where all ratings are the same.
    fn alpha(&self, levels: &[f64], metric: Metric) -> Option<f64> {
        let total: f64 = self.margins.iter().sum();
        let middles = middles(&self.margins);
        let (mut observed, mut expected) = (0.0, 0.0);
        for c in 0..self.levels {
            for k in 0..c {
                let apart = match metric {
                    Metric::Nominal => 1.0,
                    Metric::Ordinal => (middles[c] - middles[k]).powi(2),
                    Metric::Interval => (levels[c] - levels[k]).powi(2),
                    Metric::Ratio => ((levels[c] - levels[k]) / (levels[c] + levels[k])).powi(2),
                };
                observed += self.pairs[c * self.levels + k] * apart;
                expected += self.margins[c] * self.margins[k] * apart;
            }
        }
        (expected > 0.0).then(|| 1.0 - (total - 1.0) * observed / expected)
    }
}

/// The middle rank of each level: two of them are `Σ_{g=c..k} n_g − (n_c + n_k)/2` apart.
fn middles(margins: &[f64]) -> Vec<f64> {
    let mut below = 0.0;
    let rank = |margin: &f64| {
        below += margin;
        below - margin / 2.0
    };
    margins.iter().map(rank).collect()
}

#[cfg(test)]
mod tests;
