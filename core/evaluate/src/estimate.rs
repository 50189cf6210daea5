//! What every estimator returns: the effect, how sure it is, by which inference, and the diagnostics beside it.

use std::fmt;

use commonweal_quantity::Period;
use serde::{Deserialize, Serialize};

/// An estimator of this crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// The NHS control chart of the treated series.
    ControlChart,
    /// Difference-in-differences.
    Did,
    /// Synthetic control.
    SyntheticControl,
    /// Synthetic difference-in-differences.
    SyntheticDid,
}

impl Method {
    /// Every method, in the order in which reports show them.
    pub const ALL: [Self; 4] = [Self::SyntheticDid, Self::SyntheticControl, Self::Did, Self::ControlChart];

    /// The name on the command line and in JSON.
    pub fn id(self) -> &'static str {
        match self {
            Self::ControlChart => "control-chart",
            Self::Did => "did",
            Self::SyntheticControl => "synthetic-control",
            Self::SyntheticDid => "synthetic-did",
        }
    }

    /// The name in a sentence.
    pub fn title(self) -> &'static str {
        match self {
            Self::ControlChart => "Control chart",
            Self::Did => "Difference-in-differences",
            Self::SyntheticControl => "Synthetic control",
            Self::SyntheticDid => "Synthetic difference-in-differences",
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// How the standard error, interval and p-value were obtained.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "method", rename_all = "kebab-case")]
pub enum Inference {
    /// Every possible placebo assignment among the donors.
    ExhaustivePlacebo {
        /// Number of placebo assignments.
        replications: usize,
    },
    /// Placebo assignments drawn at random among the donors.
    SampledPlacebo {
        /// Number of placebo assignments.
        replications: usize,
        /// Seed of the draws.
        seed: u64,
    },
    /// Leave one unit out, weights held fixed.
    Jackknife {
        /// Number of units left out in turn.
        replications: usize,
    },
    /// Units drawn with replacement, weights estimated anew.
    Bootstrap {
        /// Number of resamples.
        replications: usize,
        /// Seed of the draws.
        seed: u64,
    },
    /// Cluster-robust covariance, one cluster a unit.
    Clustered {
        /// Number of clusters.
        clusters: usize,
        /// Degrees of freedom of the t distribution.
        degrees_of_freedom: usize,
    },
    /// No inference is possible, and why.
    Refused {
        /// The inference asked for.
        wanted: String,
        /// Why it cannot be had.
        reason: String,
    },
}

impl fmt::Display for Inference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ExhaustivePlacebo { replications } => write!(f, "exhaustive placebo ({replications})"),
            Self::SampledPlacebo { replications, seed } => {
                write!(f, "sampled placebo ({replications}, seed {seed})")
            }
            Self::Jackknife { replications } => write!(f, "jackknife ({replications})"),
            Self::Bootstrap { replications, seed } => write!(f, "bootstrap ({replications}, seed {seed})"),
            Self::Clustered { clusters, .. } => write!(f, "clustered by unit ({clusters})"),
            Self::Refused { wanted, reason } => write!(f, "none: {wanted} refused, {reason}"),
        }
    }
}

/// An interval and what makes it one.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Interval {
    /// Lower end.
    pub lower: f64,
    /// Upper end.
    pub upper: f64,
    /// Coverage aimed at, for example 0.95.
    pub level: f64,
    /// How it was made.
    pub construction: IntervalConstruction,
}

/// How an interval was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum IntervalConstruction {
    /// The effects that the placebo rank test does not reject: it excludes zero exactly when p ≤ 1 − level.
    PlaceboInversion,
    /// Estimate ± the normal quantile × standard error.
    Normal,
    /// Estimate ± the t quantile × standard error.
    StudentT,
}

/// One period of the treated units: what was seen, what would have happened anyway, the difference.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PathPoint {
    /// The period.
    pub period: Period,
    /// Mean of the treated units.
    pub actual: f64,
    /// Mean of what they would have had, by this method.
    pub counterfactual: f64,
    /// `actual − counterfactual`.
    pub gap: f64,
    /// Pointwise band of the counterfactual, lower end, where placebos give one.
    pub counterfactual_lower: Option<f64>,
    /// Pointwise band of the counterfactual, upper end.
    pub counterfactual_upper: Option<f64>,
}

/// A donor's weight in the counterfactual.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct UnitWeight {
    /// The donor.
    pub unit: String,
    /// Its weight; the weights of all donors sum to one.
    pub weight: f64,
}

/// A pre-period's weight in the comparison of before and after.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PeriodWeight {
    /// The period.
    pub period: Period,
    /// Its weight; the weights of all pre-periods sum to one.
    pub weight: f64,
}

/// Both sets of weights; zeros are kept so that a reader sees who was considered.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Weights {
    /// Weight of each donor.
    pub units: Vec<UnitWeight>,
    /// Weight of each pre-period; empty where the method has none.
    pub periods: Vec<PeriodWeight>,
}

/// One placebo: donors treated as if they had been, everything else the same.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Placebo {
    /// The pseudo-treated donor; for several, their names joined by " + ", shortened where there are many.
    pub label: String,
    /// The effect found where there was none.
    pub estimate: f64,
    /// Root mean squared gap before the start.
    pub pre_rmspe: f64,
    /// Root mean squared gap after it.
    pub post_rmspe: f64,
}

/// The estimate when one donor is left out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LeaveOneOut {
    /// The donor left out.
    pub unit: String,
    /// The estimate without it.
    pub estimate: f64,
}

/// The estimate when the start is moved into the pre-period and the real post-period is not looked at.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PlaceboInTime {
    /// The pretended start.
    pub from: Period,
    /// The effect found where there was none.
    pub estimate: f64,
}

/// What to look at before believing an estimate.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Diagnostics {
    /// Root mean squared gap in the pre-period, after the method's own level shift.
    pub pre_rmspe: f64,
    /// `pre_rmspe` over the standard deviation of the treated series in the pre-period; above 1 the method fits
    /// no better than a flat line. `None` where that series does not vary.
    pub pre_rmspe_relative: Option<f64>,
    /// Root mean squared gap in the post-period.
    pub post_rmspe: f64,
    /// `post_rmspe / pre_rmspe`; `None` where the pre-period fit is exact.
    pub rmspe_ratio: Option<f64>,
    /// Rank p-value of the ratio among the placebos, where there are any.
    pub rmspe_ratio_p_value: Option<f64>,
    /// 1 / Σ weight²: how many donors the counterfactual really rests on.
    pub effective_donors: f64,
    /// Donors with a weight above zero.
    pub donors_with_weight: usize,
    /// 1 / Σ weight² of the pre-periods, where the method weights them.
    pub effective_periods: Option<f64>,
    /// Placebo in time.
    pub placebo_in_time: Option<PlaceboInTime>,
    /// Leave-one-out over the donors that carry weight, heaviest first.
    pub leave_one_out: Vec<LeaveOneOut>,
    /// Placebos in space.
    pub placebos: Vec<Placebo>,
    /// Figures particular to the method, by name.
    pub figures: Vec<Figure>,
}

/// A named figure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figure {
    /// Its name, a term of the field in `snake_case`.
    pub name: &'static str,
    /// Its value.
    pub value: f64,
}

/// The result of one estimator.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Estimate {
    /// Which estimator.
    pub method: Method,
    /// Average effect on the treated, a unit and period, on the scale of the panel.
    pub estimate: f64,
    /// Standard error, where the inference gives one.
    pub standard_error: Option<f64>,
    /// Interval, where the inference gives one.
    pub interval: Option<Interval>,
    /// How these were obtained.
    pub inference: Inference,
    /// Two-sided p-value of "no effect", where the inference gives one.
    pub p_value: Option<f64>,
    /// Period by period.
    pub path: Vec<PathPoint>,
    /// Donor and period weights.
    pub weights: Weights,
    /// What to look at first.
    pub diagnostics: Diagnostics,
    /// What a reader must be told beside the figure.
    pub warnings: Vec<String>,
}

impl Estimate {
    /// Whether the inference tells the effect from noise at the interval's level.
    pub fn is_told_from_noise(&self) -> bool {
        self.interval.is_some_and(|interval| interval.lower > 0.0 || interval.upper < 0.0)
    }
}
