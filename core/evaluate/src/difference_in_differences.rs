//! Difference-in-differences with one starting period.
//!
//! ```text
//! τ̂ = (Ȳ_tr,post − Ȳ_tr,pre) − (Ȳ_donors,post − Ȳ_donors,pre)
//! ```
//!
//! On a balanced panel this 2×2 estimate equals the two-way fixed-effects coefficient
//! ([`crate::two_way_fixed_effects`]), which also takes unbalanced panels and gives cluster-robust errors. With few treated units those
//! errors are far too small (with one they are meaningless), so placebos are the default here too.

use crate::design::{Design, UnbalancedDesign};
use crate::estimate::{Diagnostics, Estimate, Figure, Inference, Method, Weights};
use crate::estimators::estimate;
use crate::inference::{EstimateError, InferenceChoice, InferenceOptions, OnStep};
use crate::two_way_fixed_effects::{Cells, TwoWayError, TwoWayFixedEffects, two_way_fixed_effects};
use crate::weighting::{Effort, PeriodWeighting, UnitWeighting, Weighting};

/// Uniform weights on donors and on pre-periods.
pub(crate) fn weighting(_: &Design) -> Weighting {
    Weighting {
        units: UnitWeighting::Uniform,
        periods: PeriodWeighting::Uniform,
        effort: Effort { min_decrease: 0.0, rough_iterations: 0, iterations: 0 },
    }
}

/// Average effect on the treated by difference-in-differences on complete series.
///
/// With [`InferenceChoice::Clustered`] the errors are those of the two-way fixed-effects regression, clustered by unit; otherwise that
/// standard error stands among the diagnostics where there are at least two treated units.
///
/// # Errors
/// [`EstimateError`] where the units, placebos or resamples are too many or too few.
pub fn difference_in_differences(
    design: &Design,
    options: &InferenceOptions,
    on_step: OnStep<'_>,
) -> Result<Estimate, EstimateError> {
    let mut result = estimate(Method::Did, design, weighting, options, on_step)?;
    let rows = design.outcomes.rows();
    let treated: Vec<bool> = (0..rows).map(|row| row >= design.donor_count()).collect();
    let outcomes: Vec<f64> = (0..rows).flat_map(|row| design.outcomes.row(row).iter().copied()).collect();
    let cells = Cells {
        outcomes: &outcomes,
        periods: design.periods.len(),
        treated: &treated,
        start: design.pre_periods,
    };
    match (options.choice, two_way_fixed_effects(&cells)) {
        (InferenceChoice::Clustered, Ok(regression)) => clustered(&mut result, &regression, options.level),
        (_, Ok(TwoWayFixedEffects { inference: Ok(clustered), .. })) => result
            .diagnostics
            .figures
            .push(Figure { name: "clustered_standard_error", value: clustered.standard_error }),
        _ => {}
    }
    Ok(result)
}

/// Average effect on the treated by two-way fixed effects on series that may have gaps, errors clustered by unit.
///
/// # Errors
/// [`TwoWayError`] where the gaps leave the effect without a comparison.
pub fn with_incomplete_units(design: &UnbalancedDesign, level: f64) -> Result<Estimate, TwoWayError> {
    let treated = design.treated_rows();
    let cells = Cells {
        outcomes: &design.outcomes,
        periods: design.periods.len(),
        treated: &treated,
        start: design.pre_periods,
    };
    let regression = two_way_fixed_effects(&cells)?;
    let mut result = Estimate {
        method: Method::Did,
        estimate: regression.att,
        standard_error: None,
        interval: None,
        inference: Inference::Refused { wanted: String::new(), reason: String::new() },
        p_value: None,
        path: Vec::new(),
        weights: Weights::default(),
        diagnostics: Diagnostics {
            figures: vec![
                Figure { name: "cells", value: regression.cells as f64 },
                Figure { name: "units", value: regression.units as f64 },
                Figure {
                    name: "single_cell_units_left_out",
                    value: regression.singletons.units.len() as f64,
                },
            ],
            ..Diagnostics::default()
        },
        warnings: vec![format!(
            "incomplete series were kept: {} of {} cells have a value, and no period-by-period path can be drawn",
            regression.cells,
            design.outcomes.len()
        )],
    };
    clustered(&mut result, &regression, level);
    Ok(result)
}

/// Puts the cluster-robust errors of a regression in place, or the reason why there are none.
fn clustered(result: &mut Estimate, regression: &TwoWayFixedEffects, level: f64) {
    result.warnings.retain(|warning| !warning.starts_with("no standard error"));
    match &regression.inference {
        Ok(robust) => {
            result.standard_error = Some(robust.standard_error);
            result.p_value = Some(robust.p_value);
            result.interval = Some(robust.interval_at(level));
            result.warnings.extend(robust.warning().map(str::to_owned));
            result.inference = Inference::Clustered {
                clusters: robust.clusters,
                degrees_of_freedom: robust.degrees_of_freedom,
            };
        }
        Err(refusal) => {
            let reason = refusal.to_string();
            result.warnings.push(format!("no standard error: clustered refused, {reason}"));
            result.inference = Inference::Refused { wanted: "clustered".to_owned(), reason };
        }
    }
}
