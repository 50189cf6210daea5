//! The mean and process limits of one segment.

use std::ops::Range;

use super::OutlierScreening;

/// Limits lie this many average moving ranges from the mean: 3 / d₂, d₂ = 1.128 being the expected range of two standard normal draws.
const LIMIT_FACTOR: f64 = 2.66;
/// Two thirds of the way to a limit begins the zone "close to the limit" (two sigma).
const CLOSE_FACTOR: f64 = 2.0 * (LIMIT_FACTOR / 3.0);
/// Upper limit of the moving-range chart, in average moving ranges: D₄ for ranges of two.
const SCREENING_FACTOR: f64 = 3.267;

/// Mean, average moving range and the limits that follow from them; `None` where the values do not give one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct ProcessLimits {
    pub(super) mean: Option<f64>,
    pub(super) average_moving_range: Option<f64>,
    /// Values that the mean rests on.
    pub(super) values: usize,
    /// Moving ranges before screening.
    pub(super) moving_ranges: usize,
    /// Moving ranges left out by the screening.
    pub(super) screened: usize,
}

impl ProcessLimits {
    /// Limits from the values of one segment, or from as many of them as the limits are fixed on; NaN marks a missing value.
    ///
    /// A moving range |xᵢ − xᵢ₋₁| needs both of its values: a missing one removes two ranges, and is never bridged.
    pub(super) fn of(values: &[f64], screening: OutlierScreening) -> Self {
        let present: Vec<f64> = values.iter().copied().filter(|value| !value.is_nan()).collect();
        let ranges: Vec<f64> =
            values.windows(2).map(|pair| (pair[1] - pair[0]).abs()).filter(|range| !range.is_nan()).collect();
        let unscreened = mean(&ranges);
        let kept: Vec<f64> = match (screening, unscreened) {
            // Strictly below: where no range is above zero none is kept, and there are no limits.
            (OutlierScreening::On, Some(average)) => {
                ranges.iter().copied().filter(|&range| range < SCREENING_FACTOR * average).collect()
            }
            _ => ranges.clone(),
        };
        Self {
            mean: mean(&present),
            average_moving_range: mean(&kept),
            values: present.len(),
            moving_ranges: ranges.len(),
            screened: ranges.len() - kept.len(),
        }
    }

    /// Lower and upper process limit: mean ∓ 2.66 × average moving range.
    pub(super) fn limits(&self) -> Option<Range<f64>> {
        self.at(LIMIT_FACTOR)
    }

    /// Where the zones close to the limits begin: mean ∓ 2 × (2.66 / 3) × average moving range.
    pub(super) fn close(&self) -> Option<Range<f64>> {
        self.at(CLOSE_FACTOR)
    }

    fn at(&self, factor: f64) -> Option<Range<f64>> {
        let (mean, width) = (self.mean?, factor * self.average_moving_range?);
        Some(mean - width..mean + width)
    }
}

/// The arithmetic mean, correctly rounded but for rare half-way cases, so that a value equal to the mean of its
/// series is seen to be equal: the sum and its rounding errors are carried apart (Knuth's two-sum).
fn mean(values: &[f64]) -> Option<f64> {
    let (mut sum, mut lost) = (0.0_f64, 0.0_f64);
    for &value in values {
        let next = sum + value;
        let of_value = next - sum;
        lost += (sum - (next - of_value)) + (value - of_value);
        sum = next;
    }
    let n = values.len() as f64;
    let quotient = sum / n;
    (!values.is_empty()).then(|| quotient + ((-quotient).mul_add(n, sum) + lost) / n)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mean_of_equal_values_is_that_value() {
        for n in 1..200 {
            assert_eq!(mean(&vec![0.1; n]), Some(0.1), "{n} times 0.1");
        }
    }

    #[test]
    fn the_mean_keeps_what_a_running_sum_would_lose() {
        assert_eq!(mean(&[1e16, 1.0, -1e16, 3.0]), Some(1.0));
    }

    #[test]
    fn of_no_value_there_is_no_mean() {
        assert_eq!(mean(&[]), None);
    }
}
