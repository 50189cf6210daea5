//! What the user chooses about a control chart.

use std::fmt;

use commonweal_quantity::Period;
use serde::{Deserialize, Serialize};

use super::icons::ImprovementDirection;

/// A set of rules, by name and version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum RuleSet {
    /// "Plot the dots" as computed by the R package NHSRplotthedots 0.2.2.
    #[default]
    #[serde(rename = "nhsr-plot-the-dots-0.2.2")]
    NhsrPlotTheDots022,
}

impl RuleSet {
    /// The name in protocols and in JSON.
    pub fn id(self) -> &'static str {
        match self {
            Self::NhsrPlotTheDots022 => "nhsr-plot-the-dots-0.2.2",
        }
    }

    /// The name in a sentence.
    pub fn title(self) -> &'static str {
        match self {
            Self::NhsrPlotTheDots022 => "NHS plot the dots (XmR), as NHSRplotthedots 0.2.2",
        }
    }
}

impl fmt::Display for RuleSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// Whether very large moving ranges are left out before the limits are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OutlierScreening {
    /// Moving ranges of at least 3.267 times their mean are left out, once.
    #[default]
    On,
    /// Every moving range counts.
    Off,
}

/// Fewest periods that limits may be fixed on.
pub const FEWEST_FIXED_PERIODS: usize = 12;

/// What the user chooses. Nothing here is ever chosen from the data.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct ControlChartOptions {
    /// The rules to apply.
    pub rule_set: RuleSet,
    /// Which way is better; left out, neither is.
    pub improvement: ImprovementDirection,
    /// The target, in the outcome's own units.
    pub target: Option<f64>,
    /// Screening of the moving ranges.
    pub screen_outliers: OutlierScreening,
    /// Limits from the first so many periods of each segment ([`FEWEST_FIXED_PERIODS`] or more); left out, from all.
    pub fix_after: Option<usize>,
    /// Periods at which a new mean and new limits begin. A chart is never rebased by itself.
    pub rebase: Vec<Period>,
}
