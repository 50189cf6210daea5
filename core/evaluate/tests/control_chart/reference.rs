//! The rules written out slowly: every window of every point is looked at, nothing is shared or carried along.

use commonweal_evaluate::control_chart::SpecialCause;

pub(super) struct Slow {
    pub(super) mean: f64,
    pub(super) limits: Option<(f64, f64)>,
    pub(super) causes: Vec<SpecialCause>,
}

/// One segment of small whole numbers (or NaN), whose sums are exact.
pub(super) fn slow_chart(values: &[f64], screen: bool) -> Slow {
    let present: Vec<f64> = values.iter().copied().filter(|v| !v.is_nan()).collect();
    let mean = average(&present).unwrap();
    let mut ranges = Vec::new();
    for i in 1..values.len() {
        if !values[i].is_nan() && !values[i - 1].is_nan() {
            ranges.push((values[i] - values[i - 1]).abs());
        }
    }
    if let (true, Some(unscreened)) = (screen, average(&ranges)) {
        ranges.retain(|range| *range < 3.267 * unscreened);
    }
    let around = |factor: f64| average(&ranges).map(|amr| (mean - factor * amr, mean + factor * amr));
    let (limits, near) = (around(2.66), around(2.0 * (2.66 / 3.0)));
    let causes = (0..values.len()).map(|i| cause(values, i, mean, limits, near)).collect();
    Slow { mean, limits, causes }
}

fn average(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

type Bounds = Option<(f64, f64)>;

fn cause(values: &[f64], i: usize, mean: f64, limits: Bounds, near: Bounds) -> SpecialCause {
    let above = values[i] > mean;
    let outside = |v: f64| limits.is_some_and(|(low, high)| v < low || v > high);
    let close = |v: f64| near.is_some_and(|(low, high)| v < low || v > high) && !outside(v);
    let named = |up, down| if above { up } else { down };
    if outside(values[i]) {
        named(SpecialCause::AboveUpperLimit, SpecialCause::BelowLowerLimit)
    } else if in_trend(values, i) {
        let next_too = i + 1 < values.len() && in_trend(values, i + 1);
        let rising = if next_too { values[i + 1] > values[i] } else { values[i] > values[i - 1] };
        if rising { SpecialCause::TrendIncreasing } else { SpecialCause::TrendDecreasing }
    } else if close(values[i])
        && windows_with(values, i, 3)
            .any(|w| one_side(w, mean) && w.iter().filter(|&&v| close(v)).count() >= 2)
    {
        named(SpecialCause::TwoInThreeAbove, SpecialCause::TwoInThreeBelow)
    } else if windows_with(values, i, 7).any(|w| one_side(w, mean)) {
        named(SpecialCause::SevenAbove, SpecialCause::SevenBelow)
    } else {
        SpecialCause::CommonCause
    }
}

/// Every window of `width` points that point `i` is in.
fn windows_with(values: &[f64], i: usize, width: usize) -> impl Iterator<Item = &[f64]> {
    let contains = move |start: &usize| (*start..start + width).contains(&i);
    values.windows(width).enumerate().filter(move |(start, _)| contains(start)).map(|(_, window)| window)
}

fn one_side(window: &[f64], mean: f64) -> bool {
    window.iter().all(|&v| v > mean) || window.iter().all(|&v| v < mean)
}

fn in_trend(values: &[f64], i: usize) -> bool {
    windows_with(values, i, 7).any(|window| {
        window.windows(2).all(|pair| pair[1] > pair[0]) || window.windows(2).all(|pair| pair[1] < pair[0])
    })
}
