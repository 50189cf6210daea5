//! Runs one member of the weighted double-difference family and lays out its result.

use crate::design::Design;
use crate::diagnostics::diagnose;
use crate::estimate::{Estimate, Method, PathPoint, PeriodWeight, PlaceboInTime, UnitWeight, Weights};
use crate::inference::{
    EstimateError, InferenceOptions, Inferred, MOST_UNITS, OnStep, infer, rank_critical_value,
};
use crate::weighting::{Assignment, Fit, PeriodWeighting, UnitWeighting, Weighting, Workspace};

/// The treated rows of a design, none barred.
pub(crate) fn actual_assignment(design: &Design) -> Assignment {
    Assignment { treated: (design.donor_count()..design.outcomes.rows()).collect(), barred: Vec::new() }
}

/// Point estimate alone.
pub(crate) fn fit(design: &Design, weighting: Weighting) -> Fit {
    let workspace = Workspace::new(&design.outcomes, design.donor_count(), design.pre_periods, weighting);
    workspace.fit(&actual_assignment(design), None)
}

/// Estimate, inference and diagnostics. `weighting_of` gives the weighting for a design, so that
/// the placebo in time chooses its own ridge.
pub(crate) fn estimate(
    method: Method,
    design: &Design,
    weighting_of: fn(&Design) -> Weighting,
    options: &InferenceOptions,
    on_step: OnStep<'_>,
) -> Result<Estimate, EstimateError> {
    let weighting = weighting_of(design);
    let units = design.outcomes.rows();
    if weighting.units != UnitWeighting::Uniform && units > MOST_UNITS {
        return Err(EstimateError::TooManyUnits { units });
    }
    let workspace = Workspace::new(&design.outcomes, design.donor_count(), design.pre_periods, weighting);
    let fitted = workspace.fit(&actual_assignment(design), None);
    let inferred = infer(design, &workspace, weighting, &fitted, options, on_step)?;
    let in_time = pretended_start(design.pre_periods).map(|pre_periods| {
        let earlier = design.placebo_in_time(pre_periods);
        PlaceboInTime {
            from: earlier.periods[pre_periods],
            estimate: fit(&earlier, weighting_of(&earlier)).estimate,
        }
    });
    let diagnostics = diagnose(design, &workspace, &fitted, &inferred, in_time, options.most_left_out);
    Ok(Estimate {
        method,
        estimate: fitted.estimate,
        path: path(design, &fitted, &inferred, options.level),
        weights: weights(design, &fitted, weighting),
        diagnostics,
        standard_error: inferred.standard_error,
        interval: inferred.interval,
        p_value: inferred.p_value,
        inference: inferred.inference,
        warnings: inferred.warnings,
    })
}

/// Where the placebo in time pretends the start to have been: the last third of the pre-period, at least two
/// periods from its beginning. `None` where the pre-period is too short.
fn pretended_start(pre_periods: usize) -> Option<usize> {
    let start = pre_periods - (pre_periods / 3).max(1);
    (start >= 2).then_some(start)
}

fn path(design: &Design, fit: &Fit, inferred: &Inferred, level: f64) -> Vec<PathPoint> {
    let actual = design.treated_mean();
    let reach = |column: usize| {
        let gaps: Vec<f64> = inferred.placebos.iter().map(|(_, placebo)| placebo.gaps[column]).collect();
        rank_critical_value(&gaps, level)
    };
    (0..design.periods.len())
        .map(|column| {
            let counterfactual = actual[column] - fit.gaps[column];
            let reach = reach(column);
            PathPoint {
                period: design.periods[column],
                actual: actual[column],
                counterfactual,
                gap: fit.gaps[column],
                counterfactual_lower: reach.map(|reach| counterfactual - reach),
                counterfactual_upper: reach.map(|reach| counterfactual + reach),
            }
        })
        .collect()
}

fn weights(design: &Design, fit: &Fit, weighting: Weighting) -> Weights {
    let units = design.donors.iter().zip(&fit.unit_weights);
    let periods = design.periods.iter().zip(&fit.period_weights);
    Weights {
        units: units.map(|(unit, &weight)| UnitWeight { unit: unit.clone(), weight }).collect(),
        periods: match weighting.periods {
            PeriodWeighting::None => Vec::new(),
            _ => periods.map(|(&period, &weight)| PeriodWeight { period, weight }).collect(),
        },
    }
}
