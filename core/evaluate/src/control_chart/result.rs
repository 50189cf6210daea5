//! The chart that is drawn: points, segments, icons, warnings.

use commonweal_quantity::Period;
use serde::Serialize;

use super::icons::{Assurance, ImprovementDirection, Variation};
use super::options::OutlierScreening;
use super::rules::{Side, SpecialCause};

/// One point of the chart. Whatever cannot be known of it is `None`: a missing value has no position, and a segment without
/// a moving range has no limits.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ControlPoint {
    /// The period.
    pub period: Period,
    /// The value; `None` where it is missing.
    pub value: Option<f64>,
    /// Mean of the segment.
    pub mean: Option<f64>,
    /// Lower process limit of the segment.
    pub lower_limit: Option<f64>,
    /// Upper process limit of the segment.
    pub upper_limit: Option<f64>,
    /// Position in [`ControlChart::segments`].
    pub segment: usize,
    /// Side of the mean.
    pub relative_to_mean: Option<Side>,
    /// Whether the value lies within the limits but beyond two thirds of the way to one (two sigma).
    pub close_to_limits: Option<bool>,
    /// Whether the value lies outside the limits.
    pub outside_limits: Option<bool>,
    /// The rule that names the point; common cause where its value is missing.
    pub special_cause: SpecialCause,
    /// What that means, given the direction of improvement.
    pub variation: Variation,
}

/// Number of points by what their variation means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct SpecialCauseCounts {
    /// Common cause (missing values among them).
    pub common_cause: usize,
    /// Special cause, improvement.
    pub improvement: usize,
    /// Special cause, concern.
    pub concern: usize,
    /// Special cause, high, where neither direction is better.
    pub neutral_high: usize,
    /// Special cause, low, where neither direction is better.
    pub neutral_low: usize,
}

impl SpecialCauseCounts {
    pub(super) fn of(points: &[ControlPoint]) -> Self {
        let count = |variation| points.iter().filter(|point| point.variation == variation).count();
        Self {
            common_cause: count(Variation::CommonCause),
            improvement: count(Variation::SpecialCauseImprovement),
            concern: count(Variation::SpecialCauseConcern),
            neutral_high: count(Variation::SpecialCauseNeutralHigh),
            neutral_low: count(Variation::SpecialCauseNeutralLow),
        }
    }
}

/// The periods from one rebase to the next, with their own mean and limits.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Segment {
    /// First period.
    pub first: Period,
    /// Last period.
    pub last: Period,
    /// Number of periods, those without a value among them.
    pub n: usize,
    /// Number of values that the mean rests on; fewer than `n` where some are missing or the limits are fixed.
    pub values_used: usize,
    /// Mean of those values.
    pub mean: Option<f64>,
    /// Mean of the moving ranges that the screening kept.
    pub average_moving_range: Option<f64>,
    /// Number of moving ranges that the screening left out.
    pub moving_ranges_screened: usize,
    /// Lower process limit: mean − 2.66 × average moving range.
    pub lower_limit: Option<f64>,
    /// Upper process limit: mean + 2.66 × average moving range.
    pub upper_limit: Option<f64>,
    /// Points by what their variation means.
    pub counts: SpecialCauseCounts,
}

/// A control chart: points, segments and the two icons.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ControlChart {
    /// Name and version of the rules ([`super::RuleSet::id`]).
    pub rule_set: &'static str,
    /// Which way is better.
    pub improvement: ImprovementDirection,
    /// The target, where there is one.
    pub target: Option<f64>,
    /// Whether very large moving ranges were screened out.
    pub screen_outliers: OutlierScreening,
    /// Number of periods that the limits of each segment are fixed on, where they are.
    pub fix_after: Option<usize>,
    /// One a period, in order of time.
    pub points: Vec<ControlPoint>,
    /// One more than there are rebases after the first period.
    pub segments: Vec<Segment>,
    /// The variation icon: that of the last point with a value.
    pub variation: Variation,
    /// The assurance icon, from the limits of the last segment; `None` without a target, without a direction of improvement
    /// or without limits.
    pub assurance: Option<Assurance>,
    /// What a reader must be told beside the chart.
    pub warnings: Vec<String>,
}
