//! What many draws say: mean, spread, quantiles.

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
        let ends = quantiles(&mut values, &[tail, 0.5, 1.0 - tail]);
        Self {
            mean,
            sd,
            monte_carlo_error: sd / n.sqrt(),
            lower: ends[0],
            median: ends[1],
            upper: ends[2],
            level,
        }
    }
}

/// The quantiles of `values` at `shares`, which rise: linear between the order statistics around (n − 1)·share (Hyndman and Fan
/// 1996, definition 7). The values are reordered.
pub fn quantiles(values: &mut [f64], shares: &[f64]) -> Vec<f64> {
    let mut begun = 0;
    let place = |share: f64| share.clamp(0.0, 1.0) * (values.len().saturating_sub(1)) as f64;
    let places: Vec<f64> = shares.iter().map(|share| place(*share)).collect();
    let mut found = Vec::new();
    for place in places {
        let below = whole(place);
        let rest = &mut values[begun.min(below)..];
        if rest.is_empty() {
            return vec![f64::NAN; shares.len()];
        }
        let index = below - begun.min(below);
        let (_, at, above) = rest.select_nth_unstable_by(index, f64::total_cmp);
        let at = *at;
        let next = above.iter().copied().min_by(f64::total_cmp).unwrap_or(at);
        found.push(at + (place - below as f64) * (next - at));
        begun = below;
    }
    found
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place within the values")]
fn whole(place: f64) -> usize {
    place.floor() as usize
}

/// The share of `values` above nought.
pub fn share_above_nought(values: &[f64]) -> f64 {
    values.iter().filter(|value| **value > 0.0).count() as f64 / values.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_small_sample_is_summarised_as_by_hand() {
        let summary = Summary::of(vec![4.0, 1.0, 3.0, 2.0], 0.5);
        assert_eq!((summary.mean, summary.median), (2.5, 2.5));
        assert_eq!((summary.lower, summary.upper), (1.75, 3.25));
        assert!((summary.sd - (5.0_f64 / 3.0).sqrt()).abs() < 1e-15);
        assert!((summary.monte_carlo_error - summary.sd / 2.0).abs() < 1e-15);
        assert_eq!(share_above_nought(&[-1.0, 0.0, 2.0, 3.0]), 0.5);
    }

    proptest! {
        #[test]
        fn quantiles_are_those_of_the_sorted_values(mut values in prop::collection::vec(-1e6..1e6f64, 1..200)) {
            let shares = [0.0, 0.025, 0.3, 0.5, 0.5, 0.975, 1.0];
            let mut sorted = values.clone();
            sorted.sort_by(f64::total_cmp);
            let slow: Vec<f64> = shares.iter().map(|share| {
                let place = share * (sorted.len() - 1) as f64;
                let below = whole(place);
                let above = (below + 1).min(sorted.len() - 1);
                sorted[below] + (place - below as f64) * (sorted[above] - sorted[below])
            }).collect();
            let fast = quantiles(&mut values, &shares);
            for (fast, slow) in fast.iter().zip(slow) {
                prop_assert!((fast - slow).abs() <= 1e-9);
            }
        }
    }
}
