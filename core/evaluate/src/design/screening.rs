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

/// Whether units with missing values may stand as comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gaps {
    Refused,
    Allowed,
}

/// A reason that units share, and what was seen in this one.
pub(super) struct Reason {
    pub(super) reason: String,
    pub(super) detail: Option<String>,
}

impl Reason {
    pub(super) fn new(reason: &str, detail: String) -> Self {
        Self { reason: reason.to_owned(), detail: Some(detail) }
    }
}

pub(super) fn why_left_out(
    unit: &str,
    series: &[f64],
    periods: &[Period],
    options: &DesignOptions,
    total_share: Option<f64>,
    gaps: Gaps,
) -> Option<Reason> {
    if let Some(reason) = options.exclude.get(unit) {
        return Some(Reason { reason: reason.clone(), detail: None });
    }
    let missing = series.iter().filter(|value| value.is_nan()).count();
    let first_missing = series.iter().position(|value| value.is_nan());
    if let Some(first) = first_missing.filter(|_| gaps == Gaps::Refused || missing == series.len()) {
        let seen =
            format!("{missing} of {} periods have no value, the first {}", series.len(), periods[first]);
        return Some(Reason::new("incomplete series", seen));
    }
    if options.keep.contains(unit) {
        return None;
    }
    if let Some(share) = total_share {
        let seen = format!("in every period at least {:.0}% of the sum of all other units", share * 100.0);
        return Some(Reason::new("looks like a total of the other units", seen));
    }
    let jump = largest_jump(series)?;
    let limit = options.max_jump?;
    (jump.size > limit).then(|| {
        let seen = format!(
            "from {} to {} at {}; {:.0}% is allowed between consecutive periods",
            series[jump.column - 1],
            series[jump.column],
            periods[jump.column],
            limit * 100.0
        );
        Reason::new("break in the series", seen)
    })
}

pub(super) struct Jump {
    /// Ratio of the larger to the smaller value, less one.
    pub(super) size: f64,
    /// Column that was jumped to.
    pub(super) column: usize,
}

/// The largest ratio between consecutive values of a series without negative ones; gaps are not bridged.
pub(super) fn largest_jump(series: &[f64]) -> Option<Jump> {
    if series.iter().any(|&value| value < 0.0) {
        return None;
    }
    let mut largest: Option<Jump> = None;
    for (column, pair) in series.windows(2).enumerate() {
        let (low, high) = (pair[0].min(pair[1]), pair[0].max(pair[1]));
        if low.is_nan() || high.is_nan() || high == 0.0 {
            continue;
        }
        let size = high / low - 1.0;
        if largest.as_ref().is_none_or(|jump| size > jump.size) {
            largest = Some(Jump { size, column: column + 1 });
        }
    }
    largest
}
