//! Control chart the NHS way (XmR): is the variation of one series more than chance, and can its target be relied upon?
//!
//! There is no counterfactual here: a special cause says that the process changed, not what changed it.
//! Definitions follow the R package NHSRplotthedots 0.2.2 point for point; `docs/methods/control-chart.md` has the
//! equations, the edge cases and the differences explained.
//!
//! | module | concept |
//! |---|---|
//! | `options` | [`ControlChartOptions`]: all that the user chooses |
//! | `limits` | mean, average moving range, process limits |
//! | `rules` | the four rules of [`SpecialCause`] and their precedence |
//! | `icons` | [`Variation`] and [`Assurance`] |
//! | `result` | [`ControlChart`] and what it is made of |
//! | `warnings` | what a reader must be told beside the chart |
//! | `error` | [`ControlChartError`] |

mod error;
mod icons;
mod limits;
mod options;
mod result;
mod rules;
mod warnings;

use std::ops::Range;

use commonweal_quantity::Period;

pub use error::ControlChartError;
pub use icons::{Assurance, ImprovementDirection, Variation};
pub use options::{ControlChartOptions, FEWEST_FIXED_PERIODS, OutlierScreening, RuleSet};
pub use result::{ControlChart, ControlPoint, Segment, SpecialCauseCounts};
pub use rules::{Side, SpecialCause};
pub use warnings::FEWEST_POINTS_FOR_ICONS;

use crate::panel::HUGE;
use limits::ProcessLimits;
use rules::{Position, special_causes};

/// Draws the control chart of one series.
///
/// In each segment, x̄ is the mean of the values and m̄ that of the moving ranges |xᵢ − xᵢ₋₁|, those of at least
/// 3.267 times their mean left out once; the process limits are x̄ ± 2.66 m̄. Points take the first cause that applies of: outside the limits; part of 7
/// rising or falling; close to a limit in 2 of 3; part of 7 on one side of the mean. `values` has one value a period, in the
/// outcome's own units, NaN where it is missing.
///
/// A series too short or too even to have limits still has a chart, without limits and with a warning that says why.
///
/// Source: NHSRplotthedots 0.2.2 (NHS-R Community); the factors are those of Wheeler, *Understanding Variation* (1993).
///
/// # Errors
/// [`ControlChartError`]: an empty or all-missing series, infinite values, periods out of order, a rebase that the
/// series does not have, limits fixed on fewer than 12 periods.
///
/// ```
/// use commonweal_evaluate::control_chart::{ControlChartOptions, SpecialCause, control_chart};
/// use commonweal_quantity::Period;
///
/// let periods: Vec<Period> = (0..14).map(|month| Period::month(2020, 1).unwrap().plus(month)).collect();
/// let values = [40.0, 43.0, 41.0, 44.0, 42.0, 40.0, 43.0, 41.0, 42.0, 44.0, 40.0, 42.0, 43.0, 60.0];
/// let chart = control_chart(&periods, &values, &ControlChartOptions::default())?;
/// assert_eq!(chart.points[13].special_cause, SpecialCause::AboveUpperLimit);
/// # Ok::<(), commonweal_evaluate::control_chart::ControlChartError>(())
/// ```
pub fn control_chart(
    periods: &[Period],
    values: &[f64],
    options: &ControlChartOptions,
) -> Result<ControlChart, ControlChartError> {
    check_series(periods, values)?;
    check_options(options)?;
    let mut points = Vec::with_capacity(periods.len());
    let mut segments = Vec::new();
    let mut processes = Vec::new();
    for range in segment_ranges(periods, &options.rebase)? {
        let values = &values[range.clone()];
        let fixed = options.fix_after.map_or(values.len(), |n| n.min(values.len()));
        let process = ProcessLimits::of(&values[..fixed], options.screen_outliers);
        let drawn = draw_segment(&periods[range], values, &process, segments.len(), options.improvement);
        segments.extend(summarise_segment(&drawn, &process));
        points.extend(drawn);
        processes.push(process);
    }
    let last_seen = points.iter().rfind(|point| point.value.is_some());
    let limits = processes.last().and_then(ProcessLimits::limits);
    let assurance = options
        .target
        .zip(limits)
        .and_then(|(target, limits)| Assurance::of(target, &limits, options.improvement));
    Ok(ControlChart {
        rule_set: options.rule_set.id(),
        improvement: options.improvement,
        target: options.target,
        screen_outliers: options.screen_outliers,
        fix_after: options.fix_after,
        variation: last_seen.map_or(Variation::CommonCause, |point| point.variation),
        assurance,
        warnings: warnings::warnings(&points, &segments, &processes, options),
        points,
        segments,
    })
}

fn check_series(periods: &[Period], values: &[f64]) -> Result<(), ControlChartError> {
    if periods.len() != values.len() {
        return Err(ControlChartError::LengthMismatch { periods: periods.len(), values: values.len() });
    }
    let (Some(&first), Some(&last)) = (periods.first(), periods.last()) else {
        return Err(ControlChartError::Empty);
    };
    let expected = first.frequency();
    if let Some(&period) = periods.iter().find(|period| period.frequency() != expected) {
        return Err(ControlChartError::MixedFrequencies { period, found: period.frequency(), expected });
    }
    if let Some(pair) = periods.windows(2).find(|pair| pair[0] >= pair[1]) {
        let (previous, period) = (pair[0], pair[1]);
        return Err(if previous == period {
            ControlChartError::DuplicatePeriod { period }
        } else {
            ControlChartError::NotInOrder { period, previous }
        });
    }
    if let Some((&period, &value)) = periods.iter().zip(values).find(|(_, value)| value.abs() > HUGE) {
        return Err(ControlChartError::OutOfRange { period, value });
    }
    if values.iter().all(|value| value.is_nan()) {
        return Err(ControlChartError::AllMissing { periods: periods.len(), first, last });
    }
    Ok(())
}

fn check_options(options: &ControlChartOptions) -> Result<(), ControlChartError> {
    if let Some(target) = options.target.filter(|target| target.is_nan() || target.abs() > HUGE) {
        return Err(ControlChartError::Target { target });
    }
    match options.fix_after {
        Some(fix_after) if fix_after < FEWEST_FIXED_PERIODS => {
            Err(ControlChartError::FixedOnTooFew { fix_after })
        }
        _ => Ok(()),
    }
}

/// Where each segment lies among the periods. A rebase at the first period begins nothing new.
fn segment_ranges(periods: &[Period], rebase: &[Period]) -> Result<Vec<Range<usize>>, ControlChartError> {
    let mut starts = vec![0];
    for &rebase in rebase {
        match (periods.binary_search(&rebase), periods.first(), periods.last()) {
            (Ok(start), _, _) => starts.push(start),
            (Err(_), Some(&first), Some(&last)) => {
                return Err(ControlChartError::RebaseNotInSeries { rebase, first, last });
            }
            (Err(_), _, _) => return Err(ControlChartError::Empty),
        }
    }
    starts.sort_unstable();
    starts.dedup();
    let ends = starts.iter().skip(1).copied().chain([periods.len()]);
    Ok(starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect())
}

fn draw_segment(
    periods: &[Period],
    values: &[f64],
    process: &ProcessLimits,
    segment: usize,
    improvement: ImprovementDirection,
) -> Vec<ControlPoint> {
    let positions: Vec<Position> = values.iter().map(|&value| Position::of(value, process)).collect();
    let causes = special_causes(values, &positions);
    let limits = process.limits();
    let seen = periods.iter().zip(values).zip(positions.iter().zip(causes));
    seen.map(|((&period, &value), (position, special_cause))| ControlPoint {
        period,
        value: (!value.is_nan()).then_some(value),
        mean: process.mean,
        lower_limit: limits.as_ref().map(|limits| limits.start),
        upper_limit: limits.as_ref().map(|limits| limits.end),
        segment,
        relative_to_mean: position.side,
        close_to_limits: position.close_to_limits,
        outside_limits: position.outside_limits,
        special_cause,
        variation: Variation::of(special_cause, improvement),
    })
    .collect()
}

fn summarise_segment(points: &[ControlPoint], process: &ProcessLimits) -> Option<Segment> {
    let limits = process.limits();
    Some(Segment {
        first: points.first()?.period,
        last: points.last()?.period,
        n: points.len(),
        values_used: process.values,
        mean: process.mean,
        average_moving_range: process.average_moving_range,
        moving_ranges_screened: process.screened,
        lower_limit: limits.as_ref().map(|limits| limits.start),
        upper_limit: limits.as_ref().map(|limits| limits.end),
        counts: SpecialCauseCounts::of(points),
    })
}
