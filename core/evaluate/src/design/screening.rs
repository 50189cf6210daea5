//! Who may stand as comparison: the reasons for which a unit leaves the donor pool.

use std::collections::BTreeMap;

use commonweal_quantity::Period;

use super::DesignOptions;
use super::window::Window;
use crate::panel::Panel;

/// Units that are at least nine tenths of the sum of all other units in every period: a national total
/// among the bodies that it sums. The value is the smallest share seen.
pub(super) fn looks_like_totals(
    panel: &Panel,
    window: &Window<'_>,
    treated: &[usize],
) -> BTreeMap<usize, f64> {
    const SHARE: f64 = 0.9;
    const FEWEST_OTHERS: usize = 5;
    if panel.units().len() <= FEWEST_OTHERS {
        return BTreeMap::new();
    }
    let columns: Vec<(f64, usize)> = window
        .range()
        .map(|column| {
            let values = (0..panel.units().len()).filter_map(|unit| panel.value(unit, column));
            values.fold((0.0, 0), |(sum, n), value| (sum + value.abs(), n + 1))
        })
        .collect();
    let share_of = |unit: usize| {
        let mut least = f64::INFINITY;
        for (column, &(sum, n)) in window.range().zip(&columns) {
            let Some(value) = panel.value(unit, column) else { continue };
            if n <= FEWEST_OTHERS || value.abs() >= sum {
                return None;
            }
            least = least.min(value.abs() / (sum - value.abs()));
        }
        (least.is_finite() && least >= SHARE).then_some(least)
    };
    (0..panel.units().len())
        .filter(|unit| !treated.contains(unit))
        .filter_map(|unit| share_of(unit).map(|share| (unit, share)))
        .collect()
}

pub(super) fn why_left_out(
    unit: &str,
    series: &[f64],
    periods: &[Period],
    options: &DesignOptions,
    total_share: Option<f64>,
) -> Option<String> {
    if let Some(reason) = options.exclude.get(unit) {
        return Some(reason.clone());
    }
    let missing = series.iter().filter(|value| value.is_nan()).count();
    if missing == series.len() {
        return Some("incomplete: no value in the window".to_owned());
    }
    if let Some(first) = series.iter().position(|value| value.is_nan()) {
        return Some(format!(
            "incomplete: {missing} of {} periods have no value, the first {}",
            series.len(),
            periods[first]
        ));
    }
    if options.keep.contains(unit) {
        return None;
    }
    if let Some(share) = total_share {
        return Some(format!(
            "looks like a total: in every period at least {:.0}% of the sum of all other units",
            share * 100.0
        ));
    }
    let jump = largest_jump(series)?;
    let limit = options.max_jump?;
    (jump.size > limit).then(|| {
        format!(
            "break: changes from {} to {} at {}, more than the {:.0}% allowed between consecutive periods",
            series[jump.column - 1],
            series[jump.column],
            periods[jump.column],
            limit * 100.0
        )
    })
}

pub(super) struct Jump {
    /// Ratio of the larger to the smaller value, less one.
    pub(super) size: f64,
    /// Column that was jumped to.
    pub(super) column: usize,
}

/// The largest ratio between consecutive values, for series of positive values.
pub(super) fn largest_jump(series: &[f64]) -> Option<Jump> {
    if series.iter().any(|&value| value < 0.0) {
        return None;
    }
    let mut largest: Option<Jump> = None;
    for (column, pair) in series.windows(2).enumerate() {
        let (low, high) = (pair[0].min(pair[1]), pair[0].max(pair[1]));
        let size = if high == 0.0 { 0.0 } else { high / low - 1.0 };
        if largest.as_ref().is_none_or(|jump| size > jump.size) {
            largest = Some(Jump { size, column: column + 1 });
        }
    }
    largest
}
