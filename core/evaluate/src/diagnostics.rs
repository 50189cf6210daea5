//! What to look at before believing an estimate: fit, concentration of the weights, placebos, leave-one-out.

use crate::design::Design;
use crate::estimate::{Diagnostics, Figure, LeaveOneOut, Placebo, PlaceboInTime};
use crate::inference::{Inferred, rank_p_value};
use crate::matrix::{mean, root_mean_square};
use crate::weighting::{Assignment, Fit, Start, Workspace};

/// Most names that label a placebo of several units.
const MOST_NAMES: usize = 3;

/// Everything but the placebo in time, which needs the estimator again.
pub(crate) fn diagnose(
    design: &Design,
    workspace: &Workspace<'_>,
    fit: &Fit,
    inferred: &Inferred,
    placebo_in_time: Option<PlaceboInTime>,
    most_left_out: usize,
) -> Diagnostics {
    let t0 = design.pre_periods;
    let pre_rmspe = fit.pre_rmspe(t0);
    let post_rmspe = fit.post_rmspe(t0);
    let treated = design.treated_mean();
    let deviation = {
        let centre = mean(&treated[..t0]);
        let centred: Vec<f64> = treated[..t0].iter().map(|v| v - centre).collect();
        root_mean_square(&centred)
    };
    let negligible = 1e-12 * treated.iter().fold(0.0, |most: f64, v| most.max(v.abs()));
    let ratio = (pre_rmspe > negligible).then(|| post_rmspe / pre_rmspe);
    let placebos: Vec<Placebo> = inferred
        .placebos
        .iter()
        .map(|(rows, fit)| Placebo {
            label: label(design, rows),
            estimate: fit.estimate,
            pre_rmspe: fit.pre_rmspe(t0),
            post_rmspe: fit.post_rmspe(t0),
        })
        .collect();
    let ratios: Vec<f64> =
        placebos.iter().map(|p| p.post_rmspe / p.pre_rmspe.max(f64::MIN_POSITIVE)).collect();
    Diagnostics {
        pre_rmspe,
        pre_rmspe_relative: (deviation > negligible).then(|| pre_rmspe / deviation),
        post_rmspe,
        rmspe_ratio: ratio,
        rmspe_ratio_p_value: ratio.filter(|_| !ratios.is_empty()).map(|ratio| rank_p_value(ratio, &ratios)),
        effective_donors: effective_number(&fit.unit_weights),
        donors_with_weight: fit.unit_weights.iter().filter(|weight| **weight > 0.0).count(),
        effective_periods: Some(effective_number(&fit.period_weights)).filter(|&n| n > 0.0),
        placebo_in_time,
        leave_one_out: leave_one_out(design, workspace, fit, most_left_out),
        placebos,
        figures: solver_figures(fit),
    }
}

/// 1 / Σ w²; zero where all weights are.
fn effective_number(weights: &[f64]) -> f64 {
    let squares: f64 = weights.iter().map(|w| w * w).sum();
    if squares > 0.0 { 1.0 / squares } else { 0.0 }
}

fn solver_figures(fit: &Fit) -> Vec<Figure> {
    let mut figures = Vec::new();
    if let Some(solved) = fit.units_solved {
        figures.push(Figure { name: "unit_weight_iterations", value: solved.iterations as f64 });
        figures.push(Figure { name: "unit_weight_duality_gap", value: solved.duality_gap });
    }
    if let Some(solved) = fit.periods_solved {
        figures.push(Figure { name: "period_weight_iterations", value: solved.iterations as f64 });
        figures.push(Figure { name: "period_weight_duality_gap", value: solved.duality_gap });
    }
    figures
}

fn label(design: &Design, rows: &[usize]) -> String {
    let names: Vec<&str> =
        rows.iter().take(MOST_NAMES).filter_map(|&row| design.donors.get(row)).map(String::as_str).collect();
    let more = rows.len().saturating_sub(MOST_NAMES);
    if more > 0 { format!("{} + {more} more", names.join(" + ")) } else { names.join(" + ") }
}

/// The estimate without each donor that carries weight, heaviest first, at most `most`.
fn leave_one_out(design: &Design, workspace: &Workspace<'_>, fit: &Fit, most: usize) -> Vec<LeaveOneOut> {
    let donors = design.donor_count();
    if donors < 2 {
        return Vec::new();
    }
    let mut heaviest: Vec<usize> = (0..donors).filter(|&row| fit.unit_weights[row] > 0.0).collect();
    heaviest.sort_by(|&a, &b| fit.unit_weights[b].total_cmp(&fit.unit_weights[a]));
    heaviest.truncate(most);
    let start = Start { units: &fit.unit_weights, periods: &fit.period_weights };
    let treated: Vec<usize> = (donors..design.outcomes.rows()).collect();
    let without = |&row: &usize| Assignment { treated: treated.clone(), barred: vec![row] };
    let assignments: Vec<Assignment> = heaviest.iter().map(without).collect();
    let fits = workspace.fit_all(&assignments, start, &|_, _| ());
    let names = heaviest.into_iter().map(|row| design.donors[row].clone());
    names.zip(fits).map(|(unit, fit)| LeaveOneOut { unit, estimate: fit.estimate }).collect()
}
