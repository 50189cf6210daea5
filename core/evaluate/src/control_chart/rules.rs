//! The four rules of special cause, and which of them names a point that several apply to.

use std::cmp::Ordering;
use std::fmt;
use std::ops::Range;

use serde::Serialize;

use super::limits::ProcessLimits;

/// Points on one side of the mean that make a shift.
const SHIFT_POINTS: usize = 7;
/// Points rising or falling one after the other that make a trend.
const TREND_POINTS: usize = 7;

/// Where a value lies against the mean of its segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// Above the mean.
    Above,
    /// Equal to the mean: it breaks a run on one side.
    AtMean,
    /// Below the mean.
    Below,
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Above => "above the mean",
            Self::AtMean => "at the mean",
            Self::Below => "below the mean",
        })
    }
}

/// Why a point is unlikely to be chance alone; where several rules apply, the first in this order names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SpecialCause {
    /// Above the upper process limit.
    AboveUpperLimit,
    /// Below the lower process limit.
    BelowLowerLimit,
    /// One of seven or more points, each above the one before.
    TrendIncreasing,
    /// One of seven or more points, each below the one before.
    TrendDecreasing,
    /// One of two, in three points all above the mean, that are close to the upper limit.
    TwoInThreeAbove,
    /// One of two, in three points all below the mean, that are close to the lower limit.
    TwoInThreeBelow,
    /// One of seven or more points in a row above the mean.
    SevenAbove,
    /// One of seven or more points in a row below the mean.
    SevenBelow,
    /// No rule applies: common-cause variation.
    CommonCause,
}

impl SpecialCause {
    /// Every value, in order of precedence.
    pub const ALL: [Self; 9] = [
        Self::AboveUpperLimit,
        Self::BelowLowerLimit,
        Self::TrendIncreasing,
        Self::TrendDecreasing,
        Self::TwoInThreeAbove,
        Self::TwoInThreeBelow,
        Self::SevenAbove,
        Self::SevenBelow,
        Self::CommonCause,
    ];

    /// Whether the cause points to high values, to low ones, or (common cause) to neither.
    pub fn direction(self) -> Ordering {
        match self {
            Self::AboveUpperLimit | Self::TrendIncreasing | Self::TwoInThreeAbove | Self::SevenAbove => {
                Ordering::Greater
            }
            Self::BelowLowerLimit | Self::TrendDecreasing | Self::TwoInThreeBelow | Self::SevenBelow => {
                Ordering::Less
            }
            Self::CommonCause => Ordering::Equal,
        }
    }
}

impl fmt::Display for SpecialCause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::AboveUpperLimit => "above the upper process limit",
            Self::BelowLowerLimit => "below the lower process limit",
            Self::TrendIncreasing => "7-point trend, increasing",
            Self::TrendDecreasing => "7-point trend, decreasing",
            Self::TwoInThreeAbove => "2 of 3 points close to the upper limit",
            Self::TwoInThreeBelow => "2 of 3 points close to the lower limit",
            Self::SevenAbove => "7 points above the mean",
            Self::SevenBelow => "7 points below the mean",
            Self::CommonCause => "common cause",
        })
    }
}

/// Where one value lies; `None` where it, or what it is held against, is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Position {
    pub(super) side: Option<Side>,
    pub(super) close_to_limits: Option<bool>,
    pub(super) outside_limits: Option<bool>,
}

impl Position {
    /// Position of `value` (NaN: missing) against the mean and limits of its segment.
    pub(super) fn of(value: f64, process: &ProcessLimits) -> Self {
        let side = process.mean.and_then(|mean| value.partial_cmp(&mean)).map(|ordering| match ordering {
            Ordering::Less => Side::Below,
            Ordering::Equal => Side::AtMean,
            Ordering::Greater => Side::Above,
        });
        let beyond = |zone: Option<Range<f64>>| {
            zone.filter(|_| !value.is_nan()).map(|zone| value < zone.start || value > zone.end)
        };
        let outside_limits = beyond(process.limits());
        let close_to_limits =
            outside_limits.zip(beyond(process.close())).map(|(outside, close)| close && !outside);
        Self { side, close_to_limits, outside_limits }
    }

    /// The side, where it is one: neither missing nor equal to the mean.
    fn off_the_mean(self) -> Option<Side> {
        self.side.filter(|&side| side != Side::AtMean)
    }
}

/// The special cause of each point of one segment, in order of time. Rules never reach across a segment's ends.
pub(super) fn special_causes(values: &[f64], positions: &[Position]) -> Vec<SpecialCause> {
    let trends = trends(values);
    let two_in_three = two_in_three(positions);
    let shifts = shifts(positions);
    (0..values.len().min(positions.len()))
        .map(|i| {
            if positions[i].outside_limits == Some(true) {
                pick(positions[i].side, SpecialCause::AboveUpperLimit, SpecialCause::BelowLowerLimit)
            } else if let Some(trend) = trends[i] {
                trend
            } else if two_in_three[i] {
                pick(positions[i].side, SpecialCause::TwoInThreeAbove, SpecialCause::TwoInThreeBelow)
            } else if shifts[i] {
                pick(positions[i].side, SpecialCause::SevenAbove, SpecialCause::SevenBelow)
            } else {
                SpecialCause::CommonCause
            }
        })
        .collect()
}

fn pick(side: Option<Side>, above: SpecialCause, below: SpecialCause) -> SpecialCause {
    if side == Some(Side::Above) { above } else { below }
}

/// Points of seven or more that each lie beyond the one before in the same direction.
///
/// A point where two trends meet takes the direction of the step that follows it. A level step there counts as
/// decreasing, as in the package (the method page explains this difference from what one would expect).
fn trends(values: &[f64]) -> Vec<Option<SpecialCause>> {
    let step = |pair: &[f64]| pair[1].partial_cmp(&pair[0]);
    let steps: Vec<Option<Ordering>> = values.windows(2).map(step).collect();
    let moving: Vec<_> = steps.iter().map(|step| step.filter(|&step| step != Ordering::Equal)).collect();
    let mut member = vec![false; values.len()];
    for run in long_runs(&moving, TREND_POINTS - 1) {
        member[run.start..=run.end].fill(true);
    }
    (0..values.len())
        .map(|i| {
            let next_is_member = member.get(i + 1).copied().unwrap_or(false);
            let deciding = if next_is_member { Some(i) } else { i.checked_sub(1) };
            let direction = deciding.and_then(|step| steps.get(step).copied().flatten());
            member[i].then_some(match direction {
                Some(Ordering::Greater) => SpecialCause::TrendIncreasing,
                _ => SpecialCause::TrendDecreasing,
            })
        })
        .collect()
}

/// Points of seven or more in a row on one side of the mean.
fn shifts(positions: &[Position]) -> Vec<bool> {
    let sides: Vec<_> = positions.iter().map(|position| position.off_the_mean()).collect();
    let mut member = vec![false; positions.len()];
    for run in long_runs(&sides, SHIFT_POINTS) {
        member[run].fill(true);
    }
    member
}

/// Points close to a limit, in three consecutive points on one side of the mean of which two or more are.
fn two_in_three(positions: &[Position]) -> Vec<bool> {
    let is_close = |position: &Position| position.close_to_limits == Some(true);
    let mut member = vec![false; positions.len()];
    for (start, three) in positions.windows(3).enumerate() {
        let side = three[0].off_the_mean();
        let one_side = side.is_some() && three.iter().all(|position| position.off_the_mean() == side);
        if one_side && three.iter().filter(|position| is_close(position)).count() >= 2 {
            for (offset, position) in three.iter().enumerate() {
                member[start + offset] |= is_close(position);
            }
        }
    }
    member
}

/// Ranges of at least `least` consecutive equal states; `None` belongs to no run.
fn long_runs<T: Copy + PartialEq>(states: &[Option<T>], least: usize) -> Vec<Range<usize>> {
    let mut start = 0;
    let mut runs = Vec::new();
    for same in states.chunk_by(|a, b| a == b) {
        let end = start + same.len();
        if same.len() >= least && same[0].is_some() {
            runs.push(start..end);
        }
        start = end;
    }
    runs
}
