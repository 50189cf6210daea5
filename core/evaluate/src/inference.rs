//! How sure: placebo, jackknife and bootstrap inference for the weighted double differences.
//!
//! *Placebo.* Donors are treated as if they had been. With R placebo effects, the standard error is √((R−1)/R) times
//! their sample standard deviation, and the two-sided p-value is the rank (1 + #{|placebo| ≥ |τ̂|}) / (R + 1). The interval holds
//! the effects that this rank test does not reject, so that it excludes zero exactly when p ≤ 1 − level: a p beside a
//! t that contradicts it is never printed.
//!
//! *Jackknife.* Each unit is left out in turn with the weights held fixed and scaled to one again:
//! V = (n−1)/n Σ (τ₍ᵢ₎ − τ̄)². Refused with one treated unit, where one donor carries all the weight, and for synthetic control.
//!
//! *Bootstrap.* Units are drawn with replacement and everything is estimated anew; draws without a treated unit or
//! without a donor are drawn again. Refused with one treated unit.
//!
//! Source: Arkhangelsky et al. (2021), Algorithms 2 to 4; Abadie, Diamond and Hainmueller (2010) for the ranks.

mod placebo;
mod resampling;

pub(crate) use placebo::{rank_critical_value, rank_p_value};

use serde::{Deserialize, Serialize};

use crate::assignment::MOST_EXHAUSTIVE;
use crate::design::Design;
use crate::estimate::{Inference, Interval};
use crate::weighting::{Fit, PeriodWeighting, Weighting, Workspace};
use placebo::placebo;
use resampling::{bootstrap, jackknife};

/// Which inference to use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InferenceChoice {
    /// Placebos where donors outnumber the treated, else the jackknife.
    #[default]
    Auto,
    /// Placebos in space.
    Placebo,
    /// Leave one unit out.
    Jackknife,
    /// Resample units.
    Bootstrap,
    /// Cluster-robust covariance; difference-in-differences only.
    Clustered,
}

/// How many placebo assignments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PlaceboDraws {
    /// All of them where there are at most 1,000, else 500 drawn at random.
    #[default]
    Auto,
    /// All of them.
    All,
    /// So many, drawn at random.
    Sample(usize),
}

/// How inference is done.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct InferenceOptions {
    /// Which.
    pub choice: InferenceChoice,
    /// Number of placebos.
    pub placebos: PlaceboDraws,
    /// Number of bootstrap resamples.
    pub bootstraps: usize,
    /// Seed of all draws.
    pub seed: u64,
    /// Coverage of the intervals.
    pub level: f64,
    /// Most donors that the leave-one-out diagnostic leaves out in turn, the heaviest first.
    pub most_left_out: usize,
}

impl Default for InferenceOptions {
    fn default() -> Self {
        Self {
            choice: InferenceChoice::Auto,
            placebos: PlaceboDraws::Auto,
            bootstraps: 500,
            seed: 1,
            level: 0.95,
            most_left_out: 40,
        }
    }
}

/// Why an estimate with the inference asked for cannot begin.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EstimateError {
    /// Too many assignments to enumerate.
    #[error(
        "choosing {treated} of {donors} donors gives more than {MOST_EXHAUSTIVE} placebo assignments; draw some of them with --placebos N"
    )]
    TooManyPlacebos {
        /// N0.
        donors: usize,
        /// N1.
        treated: usize,
    },
    /// Matrices of inner products that no memory holds.
    #[error(
        "{units} units are too many for synthetic control or synthetic difference-in-differences ({MOST_UNITS} at most): narrow the donors by a filter, or use --method did"
    )]
    TooManyUnits {
        /// N0 + N1.
        units: usize,
    },
    /// Fewer than two draws.
    #[error("{draws} draws cannot give a standard error; ask for at least 2")]
    TooFewDraws {
        /// The number asked for.
        draws: usize,
    },
}

/// Most units whose inner products are held: two matrices of 8 bytes a pair, 1.6 GB.
pub(crate) const MOST_UNITS: usize = 10_000;

/// Called as work is done: (done, total).
pub type OnStep<'a> = &'a (dyn Fn(usize, usize) + Sync);

/// What an inference found.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Inferred {
    pub inference: Inference,
    pub standard_error: Option<f64>,
    pub interval: Option<Interval>,
    pub p_value: Option<f64>,
    pub warnings: Vec<String>,
    /// The placebo fits with their treated rows, where there were any.
    pub placebos: Vec<(Vec<usize>, Fit)>,
}

impl Inferred {
    fn refused(wanted: &str, reason: String) -> Self {
        let warnings = vec![format!("no standard error: {wanted} refused, {reason}")];
        let inference = Inference::Refused { wanted: wanted.to_owned(), reason };
        Self {
            inference,
            standard_error: None,
            interval: None,
            p_value: None,
            warnings,
            placebos: Vec::new(),
        }
    }
}

/// Runs the inference chosen for one fit.
pub(crate) fn infer(
    design: &Design,
    workspace: &Workspace<'_>,
    weighting: Weighting,
    fit: &Fit,
    options: &InferenceOptions,
    on_step: OnStep<'_>,
) -> Result<Inferred, EstimateError> {
    let (donors, treated) = (design.donor_count(), design.treated_count());
    match options.choice {
        InferenceChoice::Auto if donors > treated => placebo(design, workspace, fit, options, on_step),
        InferenceChoice::Placebo => placebo(design, workspace, fit, options, on_step),
        // The jackknife is of no use to synthetic control, which makes no comparison with the pre-period.
        InferenceChoice::Auto if weighting.periods == PeriodWeighting::None => {
            bootstrap(design, weighting, fit, options, on_step)
        }
        InferenceChoice::Auto | InferenceChoice::Jackknife => {
            Ok(jackknife(design, workspace, weighting, fit, options.level))
        }
        InferenceChoice::Bootstrap => bootstrap(design, weighting, fit, options, on_step),
        InferenceChoice::Clustered => {
            let reason = "cluster-robust errors are for difference-in-differences; use placebos, the jackknife or the bootstrap";
            Ok(Inferred::refused("clustered", reason.to_owned()))
        }
    }
}
