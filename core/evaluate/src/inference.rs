//! How sure: placebo, jackknife and bootstrap inference for the weighted double differences.
//!
//! *Placebo.* Donors are treated as if they had been. With R placebo effects, the standard error is √((R−1)/R) times
//! their sample standard deviation, and the two-sided p-value is the rank (1 + #{|placebo| ≥ |τ̂|}) / (R + 1). The interval holds
//! the effects that this rank test does not reject, so that it excludes zero exactly when p ≤ 1 − level: a p beside a
//! t that contradicts it is never printed.
//!
//! *Jackknife.* Each unit is left out in turn with the weights held fixed and scaled to one again:
//! V = (n−1)/n Σ (τ₍ᵢ₎ − τ̄)². Refused with one treated unit, or where one donor carries all the weight.
//!
//! *Bootstrap.* Units are drawn with replacement and everything is estimated anew; draws without a treated unit or
//! without a donor are drawn again. Refused with one treated unit.
//!
//! Source: Arkhangelsky et al. (2021), Algorithms 2 to 4; Abadie, Diamond and Hainmueller (2010) for the ranks.

use rand::RngExt;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::assignment::{self, MOST_EXHAUSTIVE};
use crate::design::Design;
use crate::estimate::{Inference, Interval, IntervalConstruction};
use crate::matrix::{Matrix, mean};
use crate::random::{Purpose, stream};
use crate::simplex::normalise;
use crate::weighting::{Assignment, Fit, Start, Weighting, Workspace};

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

/// Why the inference asked for cannot begin.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InferenceError {
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
    /// Fewer than two draws.
    #[error("{draws} draws cannot give a standard error; ask for at least 2")]
    TooFewDraws {
        /// The number asked for.
        draws: usize,
    },
}

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
) -> Result<Inferred, InferenceError> {
    let (donors, treated) = (design.donor_count(), design.treated_count());
    match options.choice {
        InferenceChoice::Auto if donors > treated => placebo(design, workspace, fit, options, on_step),
        InferenceChoice::Placebo => placebo(design, workspace, fit, options, on_step),
        InferenceChoice::Auto | InferenceChoice::Jackknife => {
            Ok(jackknife(design, workspace, fit, options.level))
        }
        InferenceChoice::Bootstrap => bootstrap(design, weighting, fit, options, on_step),
        InferenceChoice::Clustered => {
            let reason = "cluster-robust errors are for difference-in-differences; use placebos, the jackknife or the bootstrap";
            Ok(Inferred::refused("clustered", reason.to_owned()))
        }
    }
}

fn placebo(
    design: &Design,
    workspace: &Workspace<'_>,
    fit: &Fit,
    options: &InferenceOptions,
    on_step: OnStep<'_>,
) -> Result<Inferred, InferenceError> {
    let (donors, treated) = (design.donor_count(), design.treated_count());
    if donors <= treated {
        let reason = format!(
            "placebos need more donors than treated units, there are {donors} and {treated}; add donors, or use --inference jackknife"
        );
        return Ok(Inferred::refused("placebo", reason));
    }
    let (sets, inference) = placebo_sets(donors, treated, options)?;
    if sets.len() < 2 {
        let reason = format!("{} placebo assignment is too few for a spread; add donors", sets.len());
        return Ok(Inferred::refused("placebo", reason));
    }
    let barred: Vec<usize> = (donors..design.outcomes.rows()).collect();
    let start = Start { units: &fit.unit_weights, periods: &fit.period_weights };
    let assignments: Vec<Assignment> =
        sets.into_iter().map(|treated| Assignment { treated, barred: barred.clone() }).collect();
    let fits = workspace.fit_all(&assignments, start, on_step);
    let placebos: Vec<(Vec<usize>, Fit)> =
        assignments.into_iter().map(|assignment| assignment.treated).zip(fits).collect();
    let effects: Vec<f64> = placebos.iter().map(|(_, fit)| fit.estimate).collect();
    let interval = rank_interval(fit.estimate, &effects, options.level);
    let mut warnings = Vec::new();
    if interval.is_none() {
        warnings.push(format!(
            "{} placebos cannot give a {:.0}% interval: the smallest p-value they allow is {:.3}",
            effects.len(),
            options.level * 100.0,
            1.0 / (effects.len() + 1) as f64
        ));
    }
    Ok(Inferred {
        inference,
        standard_error: Some(population_deviation(&effects)),
        interval,
        p_value: Some(rank_p_value(fit.estimate, &effects)),
        warnings,
        placebos,
    })
}

fn placebo_sets(
    donors: usize,
    treated: usize,
    options: &InferenceOptions,
) -> Result<(Vec<Vec<usize>>, Inference), InferenceError> {
    const AUTO_EXHAUSTIVE: usize = 1000;
    const AUTO_DRAWS: usize = 500;
    let count = assignment::combinations(donors, treated);
    let all = || {
        let sets = assignment::exhaustive(donors, treated);
        let replications = sets.len();
        (sets, Inference::ExhaustivePlacebo { replications })
    };
    let sample = |draws: usize| {
        let sets = assignment::sampled(donors, treated, draws, options.seed);
        (sets, Inference::SampledPlacebo { replications: draws, seed: options.seed })
    };
    match (options.placebos, count) {
        (PlaceboDraws::All, None) => Err(InferenceError::TooManyPlacebos { donors, treated }),
        (PlaceboDraws::All, Some(_)) => Ok(all()),
        (PlaceboDraws::Auto, Some(count)) if count <= AUTO_EXHAUSTIVE => Ok(all()),
        (PlaceboDraws::Auto, _) => Ok(sample(AUTO_DRAWS)),
        (PlaceboDraws::Sample(draws), _) if draws < 2 => Err(InferenceError::TooFewDraws { draws }),
        (PlaceboDraws::Sample(draws), _) => Ok(sample(draws)),
    }
}

/// (1 + #{|placebo| ≥ |statistic|}) / (R + 1).
pub(crate) fn rank_p_value(statistic: f64, placebos: &[f64]) -> f64 {
    let as_large = placebos.iter().filter(|placebo| placebo.abs() >= statistic.abs()).count();
    (1 + as_large) as f64 / (placebos.len() + 1) as f64
}

/// The k-th largest |placebo| with k = ⌊(1 − level)(R + 1)⌋: the largest effect that the rank test does not reject.
/// `None` where R is too small for the level.
pub(crate) fn rank_critical_value(placebos: &[f64], level: f64) -> Option<f64> {
    // The tolerance keeps 0.05 · 40 at 2 although 1 − 0.95 is not exactly 0.05.
    let rejected = (1.0 - level) * (placebos.len() + 1) as f64 + 1e-9;
    let k = (1..=placebos.len()).take_while(|&k| k as f64 <= rejected).count();
    let mut sizes: Vec<f64> = placebos.iter().map(|placebo| placebo.abs()).collect();
    sizes.sort_unstable_by(|a, b| b.total_cmp(a));
    sizes.get(k.checked_sub(1)?).copied()
}

fn rank_interval(estimate: f64, placebos: &[f64], level: f64) -> Option<Interval> {
    rank_critical_value(placebos, level).map(|reach| Interval {
        lower: estimate - reach,
        upper: estimate + reach,
        level,
        construction: IntervalConstruction::PlaceboInversion,
    })
}

/// √((R−1)/R) · sd: the standard deviation with divisor R.
fn population_deviation(values: &[f64]) -> f64 {
    let centre = mean(values);
    (values.iter().map(|v| (v - centre) * (v - centre)).sum::<f64>() / values.len() as f64).sqrt()
}

fn jackknife(design: &Design, workspace: &Workspace<'_>, fit: &Fit, level: f64) -> Inferred {
    let (donors, treated) = (design.donor_count(), design.treated_count());
    if treated < 2 {
        return Inferred::refused(
            "jackknife",
            "it needs at least two treated units; use placebos".to_owned(),
        );
    }
    if fit.unit_weights.iter().filter(|weight| **weight > 0.0).count() < 2 {
        let reason = "one donor carries all the weight, so leaving it out leaves nothing; use placebos";
        return Inferred::refused("jackknife", reason.to_owned());
    }
    let all: Vec<usize> = (donors..donors + treated).collect();
    let left_out: Vec<f64> = (0..donors + treated)
        .map(|unit| {
            let mut weights = fit.unit_weights.clone();
            if let Some(weight) = weights.get_mut(unit) {
                *weight = 0.0;
                normalise(&mut weights, &|row| row != unit);
            }
            let remaining: Vec<usize> = all.iter().copied().filter(|&row| row != unit).collect();
            workspace.fit_with(&remaining, weights, fit.period_weights.clone()).estimate
        })
        .collect();
    let n = left_out.len() as f64;
    let centre = mean(&left_out);
    let variance = (n - 1.0) / n * left_out.iter().map(|v| (v - centre) * (v - centre)).sum::<f64>();
    normal(Inference::Jackknife { replications: left_out.len() }, fit.estimate, variance.sqrt(), level)
}

fn bootstrap(
    design: &Design,
    weighting: Weighting,
    fit: &Fit,
    options: &InferenceOptions,
    on_step: OnStep<'_>,
) -> Result<Inferred, InferenceError> {
    let (donors, treated) = (design.donor_count(), design.treated_count());
    if treated < 2 {
        let reason = "it needs at least two treated units; use placebos".to_owned();
        return Ok(Inferred::refused("bootstrap", reason));
    }
    let draws = options.bootstraps;
    if draws < 2 {
        return Err(InferenceError::TooFewDraws { draws });
    }
    let done = std::sync::atomic::AtomicUsize::new(0);
    let effects: Vec<f64> = (0..draws)
        .into_par_iter()
        .map(|draw| {
            let rows = resample(donors, treated, options.seed, draw as u64);
            let effect = resampled_estimate(design, weighting, fit, &rows);
            on_step(done.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1, draws);
            effect
        })
        .collect();
    let inference = Inference::Bootstrap { replications: draws, seed: options.seed };
    Ok(normal(inference, fit.estimate, population_deviation(&effects), options.level))
}

/// Rows drawn with replacement, donors first; drawn again until there are donors and treated among them.
fn resample(donors: usize, treated: usize, seed: u64, draw: u64) -> Vec<usize> {
    let mut rng = stream(seed, Purpose::Bootstrap, draw);
    let n = donors + treated;
    loop {
        let mut rows: Vec<usize> = (0..n).map(|_| rng.random_range(0..n)).collect();
        rows.sort_unstable();
        let drawn_donors = rows.partition_point(|&row| row < donors);
        if drawn_donors > 0 && drawn_donors < n {
            return rows;
        }
    }
}

fn resampled_estimate(design: &Design, weighting: Weighting, fit: &Fit, rows: &[usize]) -> f64 {
    let donors = rows.partition_point(|&row| row < design.donor_count());
    let outcomes =
        Matrix::from_rows(design.outcomes.columns(), rows.iter().map(|&row| design.outcomes.row(row)));
    let workspace = Workspace::new(&outcomes, donors, design.pre_periods, weighting);
    let units: Vec<f64> = rows[..donors].iter().map(|&row| fit.unit_weights[row]).collect();
    let assignment = Assignment { treated: (donors..rows.len()).collect(), barred: Vec::new() };
    let start = Start { units: &units, periods: &fit.period_weights };
    workspace.fit(&assignment, Some(start)).estimate
}

/// Normal interval and p-value; where nothing varies, a spread of zero is said to be no evidence.
fn normal(inference: Inference, estimate: f64, standard_error: f64, level: f64) -> Inferred {
    use statrs::distribution::{ContinuousCDF, Normal};
    let mut inferred = Inferred {
        inference,
        standard_error: Some(standard_error),
        interval: None,
        p_value: None,
        warnings: Vec::new(),
        placebos: Vec::new(),
    };
    if standard_error > 0.0 {
        let standard = Normal::standard();
        let reach = standard.inverse_cdf(f64::midpoint(1.0, level)) * standard_error;
        inferred.interval = Some(Interval {
            lower: estimate - reach,
            upper: estimate + reach,
            level,
            construction: IntervalConstruction::Normal,
        });
        inferred.p_value = Some(2.0 * standard.sf((estimate / standard_error).abs()));
    } else {
        inferred.warnings.push("the resampled estimates do not vary: no interval can be given".to_owned());
    }
    inferred
}
