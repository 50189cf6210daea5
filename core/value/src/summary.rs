//! What many draws say: mean, spread, interval.

use commonweal_quantity::quantile::quantiles;
use serde::Serialize;

/// A figure over all draws.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Summary {
    /// The mean.
    pub mean: f64,
    /// The standard deviation, with n − 1.
    pub sd: f64,
    /// The standard error of the mean that comes of drawing: sd / √n.
    pub monte_carlo_error: f64,
    /// The lower end of the interval.
    pub lower: f64,
    /// The median.
    pub median: f64,
    /// The upper end of the interval.
    pub upper: f64,
    /// The coverage of the interval.
    pub level: f64,
}

impl Summary {
    /// Summarises `values`, of which there are at least two; the interval holds the middle `level` of them.
    pub fn of(mut values: Vec<f64>, level: f64) -> Self {
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
        let sd = (squares / (n - 1.0).max(1.0)).sqrt();
        let tail = (1.0 - level) / 2.0;
        let [lower, median, upper] = quantiles(&mut values, [tail, 0.5, 1.0 - tail]).unwrap_or([mean; 3]);
        Self { mean, sd, monte_carlo_error: sd / n.sqrt(), lower, median, upper, level }
    }
}

/// The share of `values` above nought.
pub fn share_above_nought(values: &[f64]) -> f64 {
    values.iter().filter(|value| **value > 0.0).count() as f64 / values.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_sample_is_summarised_as_by_hand() {
        let summary = Summary::of(vec![4.0, 1.0, 3.0, 2.0], 0.5);
        assert_eq!((summary.mean, summary.median), (2.5, 2.5));
        assert_eq!((summary.lower, summary.upper), (1.75, 3.25));
        assert!((summary.sd - (5.0_f64 / 3.0).sqrt()).abs() < 1e-15);
        assert!((summary.monte_carlo_error - summary.sd / 2.0).abs() < 1e-15);
        assert_eq!(share_above_nought(&[-1.0, 0.0, 2.0, 3.0]), 0.5);
    }
}
