//! The estimates of Proposition 99 at the exact optimum of their weights, by a slow solver that shares nothing with ours:
//! projected gradient on the outcomes themselves, until it stands still.
//!
//! The R package, and we for the sake of comparison, stop before the optimum: −15.60383 against −15.60540.
#![allow(clippy::unwrap_used)]

use commonweal_evaluate::design::Design;
use commonweal_evaluate::estimate::Estimate;
use commonweal_evaluate::inference::InferenceOptions;
use commonweal_evaluate::matrix::Matrix;
use commonweal_evaluate::synthetic_did::synthetic_did;
use commonweal_quantity::{Frequency, Period};
use commonweal_validation::{records, shared};

/// States in the file's order (each complete and in order of years), California last.
fn proposition_99() -> Option<Design> {
    let rows = records(&shared("data/causal/california_prop99.csv")?, b';').unwrap();
    let mut series: Vec<(String, Vec<f64>)> = Vec::new();
    for row in &rows {
        let value = row[2].parse().unwrap();
        match series.iter_mut().find(|(state, _)| *state == row[0]) {
            Some((_, values)) => values.push(value),
            None => series.push((row[0].clone(), vec![value])),
        }
    }
    let california = series.iter().position(|(state, _)| state == "California").unwrap();
    let treated = series.remove(california);
    let donors = series.iter().map(|(state, _)| state.clone()).collect();
    series.push(treated);
    Some(Design {
        donors,
        treated: vec!["California".to_owned()],
        periods: (1970..=2000).map(|year| Period::from_ordinal(Frequency::Year, year)).collect(),
        pre_periods: 19,
        outcomes: Matrix::from_rows(31, series.iter().map(|(_, values)| values.as_slice())),
        dropped: Vec::new(),
        warnings: Vec::new(),
    })
}

fn squares(values: &[f64]) -> f64 {
    values.iter().map(|v| v * v).sum()
}

/// Nearest point of the simplex, by bisection on what is taken off every coordinate.
fn onto_simplex(point: &[f64]) -> Vec<f64> {
    let most = point.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let (mut low, mut high) = (most - 1.0, most);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if point.iter().map(|v| (v - middle).max(0.0)).sum::<f64>() > 1.0 {
            low = middle;
        } else {
            high = middle;
        }
    }
    point.iter().map(|v| (v - high).max(0.0)).collect()
}

/// argmin over the simplex of ‖A x − b‖² + rows · ζ² ‖x‖², columns of A and b centred so that a constant is free.
fn exact(columns: &[Vec<f64>], target: &[f64], zeta: f64) -> Vec<f64> {
    let centred = |values: &[f64]| {
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        values.iter().map(|v| v - mean).collect::<Vec<f64>>()
    };
    let columns: Vec<Vec<f64>> = columns.iter().map(|column| centred(column)).collect();
    let target = centred(target);
    let ridge = target.len() as f64 * zeta * zeta;
    let step = 1.0 / (columns.iter().map(|column| squares(column)).sum::<f64>() + ridge);
    let mut x = vec![1.0 / columns.len() as f64; columns.len()];
    // Nesterov's momentum, started again whenever it points uphill.
    let (mut ahead, mut momentum) = (x.clone(), 1.0_f64);
    for _ in 0..100_000 {
        let fitted = |t: usize| columns.iter().zip(&ahead).map(|(column, x)| column[t] * x).sum::<f64>();
        let residuals: Vec<f64> = target.iter().enumerate().map(|(t, b)| fitted(t) - b).collect();
        let along = |column: &[f64]| column.iter().zip(&residuals).map(|(a, r)| a * r).sum::<f64>();
        let moved: Vec<f64> =
            columns.iter().zip(&ahead).map(|(column, x)| x - step * (along(column) + ridge * x)).collect();
        let next = onto_simplex(&moved);
        let uphill: f64 = ahead.iter().zip(&next).zip(&x).map(|((a, n), x)| (a - n) * (n - x)).sum();
        let still = next.iter().zip(&x).all(|(a, b)| (a - b).abs() < 1e-14);
        let after =
            if uphill > 0.0 { 1.0 } else { f64::midpoint(1.0, (1.0 + 4.0 * momentum * momentum).sqrt()) };
        let carry = if uphill > 0.0 { 0.0 } else { (momentum - 1.0) / after };
        ahead = next.iter().zip(&x).map(|(n, x)| n + carry * (n - x)).collect();
        (x, momentum) = (next, after);
        if still {
            break;
        }
    }
    x
}

/// Synthetic difference-in-differences with exact weights.
fn exact_synthetic_did(design: &Design) -> f64 {
    let (t0, donors) = (design.pre_periods, design.donor_count());
    let row = |i: usize| design.outcomes.row(i);
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let differences: Vec<f64> = (0..donors)
        .flat_map(|i| row(i)[..t0].windows(2).map(|pair| pair[1] - pair[0]).collect::<Vec<_>>())
        .collect();
    let centre = mean(&differences);
    let deviations: Vec<f64> = differences.iter().map(|d| d - centre).collect();
    let noise = (squares(&deviations) / (differences.len() - 1) as f64).sqrt();
    let treated = design.treated_mean();
    let zeta = ((design.treated_count() * design.post_periods()) as f64).powf(0.25) * noise;
    let pre: Vec<Vec<f64>> = (0..donors).map(|i| row(i)[..t0].to_vec()).collect();
    let omega = exact(&pre, &treated[..t0], zeta);
    let by_period: Vec<Vec<f64>> = (0..t0).map(|t| (0..donors).map(|i| row(i)[t]).collect()).collect();
    let post: Vec<f64> = (0..donors).map(|i| mean(&row(i)[t0..])).collect();
    let lambda = exact(&by_period, &post, 1e-6 * noise);
    let change = |series: &[f64]| {
        mean(&series[t0..]) - lambda.iter().zip(series).map(|(weight, value)| weight * value).sum::<f64>()
    };
    change(&treated) - omega.iter().enumerate().map(|(i, weight)| weight * change(row(i))).sum::<f64>()
}

fn ours(design: &Design) -> Estimate {
    synthetic_did(design, &InferenceOptions::default(), &|_, _| ()).unwrap()
}

#[test]
fn the_exact_weights_give_the_published_optimum_and_ours_lies_within_a_hundredth() {
    let Some(design) = proposition_99() else { return };
    let exact = exact_synthetic_did(&design);
    let rows = records(&shared("goldens/synthdid/synthdid_prop99_numpy.csv").unwrap(), b',').unwrap();
    let published = rows.iter().find(|row| row[0] == "tau_sdid_exactQP_clarabel").unwrap();
    let published: f64 = published[1].parse().unwrap();
    assert!((exact - published).abs() < 1e-5, "{exact} {published}");
    let ours = ours(&design).estimate;
    assert!((ours - exact).abs() < 0.01 && (ours - exact).abs() > 1e-4, "{ours} {exact}");
}

#[test]
fn an_unconverged_solver_says_how_far_it_may_be_from_the_optimum() {
    let Some(design) = proposition_99() else { return };
    let estimate = ours(&design);
    let figure = |name: &str| estimate.diagnostics.figures.iter().find(|it| it.name == name).unwrap().value;
    assert_eq!(figure("unit_weight_iterations"), 10_000.0);
    assert!(figure("unit_weight_duality_gap") > 0.0);
    assert!(figure("period_weight_iterations") < 10_000.0);
}
