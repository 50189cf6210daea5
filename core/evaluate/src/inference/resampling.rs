//! The jackknife and the bootstrap: how the estimate moves when units come and go.

use rand::RngExt;
use rayon::prelude::*;

use super::{EstimateError, InferenceOptions, Inferred, OnStep};
use crate::design::Design;
use crate::estimate::{Inference, Interval, IntervalConstruction};
use crate::matrix::{Matrix, mean, population_deviation};
use crate::random::{Purpose, stream};
use crate::simplex::normalise;
use crate::weighting::{Assignment, Fit, PeriodWeighting, Start, Weighting, Workspace};

/// Below this number of treated units resampling understates the spread (`docs/methods/error-rates.md`).
const FEW_TREATED: usize = 10;

pub(super) fn jackknife(
    design: &Design,
    workspace: &Workspace<'_>,
    weighting: Weighting,
    fit: &Fit,
    level: f64,
) -> Inferred {
    let (donors, treated) = (design.donor_count(), design.treated_count());
    if treated < 2 {
        return Inferred::refused(
            "jackknife",
            "it needs at least two treated units; use placebos".to_owned(),
        );
    }
    if weighting.periods == PeriodWeighting::None {
        let reason = "synthetic control makes no comparison with the pre-period, so that leaving a treated unit out moves the estimate by its level; use placebos or the bootstrap";
        return Inferred::refused("jackknife", reason.to_owned());
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
    let inference = Inference::Jackknife { replications: left_out.len() };
    normal(inference, fit.estimate, variance.sqrt(), treated, level)
}

pub(super) fn bootstrap(
    design: &Design,
    weighting: Weighting,
    fit: &Fit,
    options: &InferenceOptions,
    on_step: OnStep<'_>,
) -> Result<Inferred, EstimateError> {
    let (donors, treated) = (design.donor_count(), design.treated_count());
    if treated < 2 {
        let reason = "it needs at least two treated units; use placebos".to_owned();
        return Ok(Inferred::refused("bootstrap", reason));
    }
    let draws = options.bootstraps;
    if draws < 2 {
        return Err(EstimateError::TooFewDraws { draws });
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
    Ok(normal(inference, fit.estimate, population_deviation(&effects), treated, options.level))
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
fn normal(inference: Inference, estimate: f64, standard_error: f64, treated: usize, level: f64) -> Inferred {
    use statrs::distribution::{ContinuousCDF, Normal};
    let mut inferred = Inferred {
        inference,
        standard_error: Some(standard_error),
        interval: None,
        p_value: None,
        warnings: Vec::new(),
        placebos: Vec::new(),
    };
    if treated < FEW_TREATED {
        inferred.warnings.push(format!(
            "{treated} treated units are few for {}: in simulations it then finds effects that are not there two or three times as often as stated; go by the placebos",
            inferred.inference
        ));
    }
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
