//! A linear scale from values to coordinates, with ticks at 1, 2 or 5 times a power of ten.

use crate::number::{Precision, number};

/// A range smaller than this share of its values is no range: the digits to tell its ends apart are not there.
const SMALLEST_RELATIVE_RANGE: f64 = 1e-10;

/// Maps `domain` to `range`, both as (start, end); the ends of the domain are ticks.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Linear {
    domain: (f64, f64),
    range: (f64, f64),
    step: f64,
}

impl Linear {
    /// The scale that holds all finite `values`, with about `ticks` ticks; `None` where there is no finite value, or
    /// the values are too far apart to subtract.
    pub(super) fn nice(
        values: impl IntoIterator<Item = f64>,
        range: (f64, f64),
        ticks: usize,
    ) -> Option<Self> {
        let finite = values.into_iter().filter(|value| value.is_finite());
        let (low, high) = finite
            .fold(None, |ends: Option<(f64, f64)>, v| {
                Some(ends.map_or((v, v), |(low, high)| (low.min(v), high.max(v))))
            })
            .map(widened)?;
        let step = nice_step((high - low) / ticks.max(1) as f64)?;
        let domain = ((low / step).floor() * step, (high / step).ceil() * step);
        (domain.0.is_finite() && domain.1.is_finite() && domain.1 > domain.0).then_some(Self {
            domain,
            range,
            step,
        })
    }

    /// The coordinate of `value`; values beyond the domain are drawn at its ends.
    pub(super) fn at(&self, value: f64) -> f64 {
        let (start, end) = self.domain;
        let share = ((value - start) / (end - start)).clamp(0.0, 1.0);
        let share = if share.is_nan() { 0.0 } else { share };
        self.range.0 + share * (self.range.1 - self.range.0)
    }

    /// Whether `value` lies within the domain.
    pub(super) fn holds(&self, value: f64) -> bool {
        (self.domain.0..=self.domain.1).contains(&value)
    }

    /// Each tick with its label.
    pub(super) fn ticks(&self) -> Vec<(f64, String)> {
        let (start, end) = self.domain;
        let decimals = Precision::of_step(self.step);
        let mut ticks = Vec::new();
        for index in 0..64 {
            let tick = start + f64::from(index) * self.step;
            if tick > end + self.step / 2.0 {
                break;
            }
            // Sums of steps leave a trace beside zero.
            let tick = if tick.abs() < self.step * 1e-6 { 0.0 } else { tick };
            ticks.push((tick, number(tick, decimals)));
        }
        ticks
    }

    /// Coordinates of the two ends.
    pub(super) fn range(&self) -> (f64, f64) {
        self.range
    }
}

fn widened((low, high): (f64, f64)) -> (f64, f64) {
    let size = low.abs().max(high.abs());
    if high - low > size * SMALLEST_RELATIVE_RANGE {
        (low, high)
    } else {
        let margin = if size > 0.0 { size * 0.1 } else { 1.0 };
        (low - margin, high + margin)
    }
}

/// The smallest of 1, 2, 5 × 10ⁿ that is not below `raw`.
fn nice_step(raw: f64) -> Option<f64> {
    if !raw.is_finite() || raw <= f64::MIN_POSITIVE {
        return None;
    }
    let power = 10f64.powf(raw.log10().floor());
    [1.0, 2.0, 5.0, 10.0].into_iter().map(|factor| factor * power).find(|step| *step >= raw * (1.0 - 1e-9))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(low: f64, high: f64) -> Vec<String> {
        let scale = Linear::nice([low, high], (0.0, 100.0), 5).unwrap();
        scale.ticks().into_iter().map(|(_, label)| label).collect()
    }

    #[test]
    fn ticks_are_round_numbers_that_hold_the_values() {
        assert_eq!(labels(-0.9, 2.1), ["−1", "0", "1", "2", "3"]);
        assert_eq!(labels(0.0, 0.3), ["0.0", "0.1", "0.2", "0.3"]);
        assert_eq!(
            labels(9_800.0, 12_100.0),
            ["9,500", "10,000", "10,500", "11,000", "11,500", "12,000", "12,500"]
        );
    }

    #[test]
    fn equal_values_still_make_a_scale_and_no_values_make_none() {
        assert_eq!(Linear::nice([7.0, 7.0], (0.0, 100.0), 5).unwrap().at(7.0), 50.0);
        assert_eq!(Linear::nice([f64::NAN, f64::INFINITY], (0.0, 100.0), 5), None);
        assert_eq!(Linear::nice([f64::MIN, f64::MAX], (0.0, 100.0), 5), None);
    }

    #[test]
    fn the_last_tick_stands_at_the_end_of_the_range() {
        let scale = Linear::nice([0.0, 10.0], (300.0, 0.0), 5).unwrap();
        assert_eq!((scale.at(0.0), scale.at(10.0), scale.at(5.0)), (300.0, 0.0, 150.0));
    }
}
