//! The two icons: what the variation means, and whether the target can be relied upon.

use std::cmp::Ordering;
use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::rules::SpecialCause;

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ImprovementDirection {
    /// Higher is better.
    Increase,
    /// Lower is better.
    Decrease,
    /// Neither: special causes are called high or low, and a target gives no assurance.
    #[default]
    Neutral,
}

impl fmt::Display for ImprovementDirection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Increase => "higher is better",
            Self::Decrease => "lower is better",
            Self::Neutral => "neither higher nor lower is better",
        })
    }
}

/// What the variation at a point means; of the last point, the variation icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Variation {
    /// No rule of special cause applies.
    CommonCause,
    /// Special cause in the direction of improvement.
    SpecialCauseImprovement,
    /// Special cause against the direction of improvement.
    SpecialCauseConcern,
    /// Special cause towards high values where neither direction is better.
    SpecialCauseNeutralHigh,
    /// Special cause towards low values where neither direction is better.
    SpecialCauseNeutralLow,
}

impl Variation {
    /// What `cause` means where `improvement` is the better way.
    pub fn of(cause: SpecialCause, improvement: ImprovementDirection) -> Self {
        match (cause.direction(), improvement) {
            (Ordering::Equal, _) => Self::CommonCause,
            (Ordering::Greater, ImprovementDirection::Neutral) => Self::SpecialCauseNeutralHigh,
            (Ordering::Less, ImprovementDirection::Neutral) => Self::SpecialCauseNeutralLow,
            (Ordering::Greater, ImprovementDirection::Increase)
            | (Ordering::Less, ImprovementDirection::Decrease) => Self::SpecialCauseImprovement,
            (Ordering::Less, ImprovementDirection::Increase)
            | (Ordering::Greater, ImprovementDirection::Decrease) => Self::SpecialCauseConcern,
        }
    }
}

impl fmt::Display for Variation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::CommonCause => "common cause: no significant change",
            Self::SpecialCauseImprovement => "special cause: improvement",
            Self::SpecialCauseConcern => "special cause: concern",
            Self::SpecialCauseNeutralHigh => "special cause: high",
            Self::SpecialCauseNeutralLow => "special cause: low",
        })
    }
}

/// Whether the target lies within the process limits of the last segment: the assurance icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Assurance {
    /// The target lies beyond the limits on the worse side: as things stand it will be met.
    ConsistentPass,
    /// The target lies beyond the limits on the better side: as things stand it will be missed.
    ConsistentFail,
    /// The target lies between the limits, or on one: it will be met and missed by chance.
    Inconsistent,
}

impl Assurance {
    /// Assurance of `target` against the limits; `None` where neither direction is better.
    pub(super) fn of(target: f64, limits: &Range<f64>, improvement: ImprovementDirection) -> Option<Self> {
        let beyond_on_better_side = match improvement {
            ImprovementDirection::Increase => target > limits.end,
            ImprovementDirection::Decrease => target < limits.start,
            ImprovementDirection::Neutral => return None,
        };
        Some(if beyond_on_better_side {
            Self::ConsistentFail
        } else if target < limits.start || target > limits.end {
            Self::ConsistentPass
        } else {
            Self::Inconsistent
        })
    }
}

impl fmt::Display for Assurance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ConsistentPass => "consistently passes the target",
            Self::ConsistentFail => "consistently fails the target",
            Self::Inconsistent => "passes and fails the target inconsistently",
        })
    }
}
