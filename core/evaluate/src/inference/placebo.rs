//! Placebos in space: donors treated as if they had been, and what their effects say of ours.

use super::{EstimateError, InferenceOptions, Inferred, OnStep, PlaceboDraws};
use crate::assignment;
use crate::design::Design;
use crate::estimate::{Inference, Interval, IntervalConstruction};
use crate::matrix::population_deviation;
use crate::weighting::{Assignment, Fit, Start, Workspace};

pub(super) fn placebo(
    design: &Design,
    workspace: &Workspace<'_>,
    fit: &Fit,
    options: &InferenceOptions,
    on_step: OnStep<'_>,
) -> Result<Inferred, EstimateError> {
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
) -> Result<(Vec<Vec<usize>>, Inference), EstimateError> {
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
        (PlaceboDraws::All, None) => Err(EstimateError::TooManyPlacebos { donors, treated }),
        (PlaceboDraws::All, Some(_)) => Ok(all()),
        (PlaceboDraws::Auto, Some(count)) if count <= AUTO_EXHAUSTIVE => Ok(all()),
        (PlaceboDraws::Auto, _) => Ok(sample(AUTO_DRAWS)),
        (PlaceboDraws::Sample(draws), _) if draws < 2 => Err(EstimateError::TooFewDraws { draws }),
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
