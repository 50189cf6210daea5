//! What a reader must be told beside the chart.

use commonweal_quantity::Period;

use super::icons::ImprovementDirection;
use super::limits::ProcessLimits;
use super::options::ControlChartOptions;
use super::{ControlPoint, Segment};

/// Fewest values in a segment from which an icon should be read.
pub const FEWEST_POINTS_FOR_ICONS: usize = 13;

pub(super) fn warnings(
    points: &[ControlPoint],
    segments: &[Segment],
    processes: &[ProcessLimits],
    options: &ControlChartOptions,
) -> Vec<String> {
    let segments = segments.iter().zip(processes);
    let mut warnings: Vec<String> =
        segments.flat_map(|(segment, process)| of_segment(segment, process)).collect();
    warnings.extend(missing_values(points));
    warnings.extend(absent_periods(points));
    warnings.extend(last_value_missing(points));
    if options.target.is_some() && options.improvement == ImprovementDirection::Neutral {
        warnings.push(
            "A target without a direction of improvement gives no assurance: say whether an increase or a decrease is better."
                .to_owned(),
        );
    }
    warnings
}

fn of_segment(segment: &Segment, process: &ProcessLimits) -> Vec<String> {
    let Segment { first, last, .. } = segment;
    let mut warnings = Vec::new();
    if process.values < FEWEST_POINTS_FOR_ICONS {
        warnings.push(format!(
            "{first} to {last}: the mean and limits rest on {}; icons should be read from {FEWEST_POINTS_FOR_ICONS} or more.",
            counted(process.values, "value")
        ));
    }
    if process.average_moving_range.is_none() {
        let reason = if process.values == 0 {
            "no period that they rest on has a value"
        } else if process.moving_ranges == 0 {
            "no two consecutive periods have values"
        } else {
            "its values do not vary"
        };
        warnings.push(format!(
            "{first} to {last}: there are no process limits because {reason}; only rules that need none were applied."
        ));
    } else if process.average_moving_range == Some(0.0) {
        warnings.push(format!(
            "{first} to {last}: most values do not vary, so both process limits equal the mean; a control chart does not suit this series."
        ));
    }
    if process.screened > 0 && process.average_moving_range.is_some() {
        warnings.push(format!(
            "{first} to {last}: {} screened out as an outlier before the limits were drawn.",
            counted(process.screened, "moving range")
        ));
    }
    warnings
}

fn missing_values(points: &[ControlPoint]) -> Option<String> {
    let missing: Vec<Period> =
        points.iter().filter(|point| point.value.is_none()).map(|point| point.period).collect();
    let first = missing.first()?;
    Some(format!(
        "{} without a value (first {first}): each breaks runs and trends, and leaves out the moving ranges on both sides.",
        counted(missing.len(), "period")
    ))
}

fn absent_periods(points: &[ControlPoint]) -> Option<String> {
    let gaps = points.windows(2).map(|pair| (pair[0].period, pair[1].period));
    let gaps: Vec<_> = gaps.filter(|(before, after)| after.ordinal() - before.ordinal() > 1).collect();
    let (before, after) = gaps.first()?;
    Some(format!(
        "Points are not equally spaced: {} (first between {before} and {after}); the points beside a gap are taken as neighbours.",
        counted(gaps.len(), "gap")
    ))
}

fn last_value_missing(points: &[ControlPoint]) -> Option<String> {
    let last = points.last().filter(|point| point.value.is_none())?;
    let seen = points.iter().rfind(|point| point.value.is_some())?;
    Some(format!("{} has no value: the variation icon is that of {}.", last.period, seen.period))
}

fn counted(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}
