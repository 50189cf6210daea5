//! The shared Gram matrices against the definitions, assignment by assignment.

use super::period_gram::PeriodGram;
use super::*;
use crate::matrix::Matrix;
use crate::synthetic_did::effort;

/// Rows of different level, slope and wave.
fn outcomes(rows: usize, columns: usize) -> Matrix {
    let value = |i: usize, t: usize| {
        let (i, t) = (i as f64, t as f64);
        10.0 * i + 0.3 * t * (i % 3.0) + (0.7 * t + i).sin() * (1.0 + i / 4.0) + ((i * 31.0 + t * 17.0) % 7.0)
    };
    let data: Vec<Vec<f64>> = (0..rows).map(|i| (0..columns).map(|t| value(i, t)).collect()).collect();
    Matrix::from_rows(columns, data.iter().map(Vec::as_slice))
}

fn synthetic_did() -> Weighting {
    Weighting {
        units: UnitWeighting::Simplex { ridge: 1.5, intercept: Intercept::Fitted },
        periods: PeriodWeighting::Simplex { ridge: 1e-3 },
        effort: effort(1.0),
    }
}

fn set(treated: &[usize], barred: &[usize]) -> Assignment {
    Assignment { treated: treated.to_vec(), barred: barred.to_vec() }
}

/// The duality gap at all weight on period 2, once by the Gram matrix and once from the outcomes of the controls alone.
#[test]
fn the_period_problem_of_some_controls_is_the_one_written_on_their_outcomes() {
    const PRE: usize = 6;
    let outcomes = outcomes(9, 10);
    let gram = PeriodGram::new(&outcomes, 9, PRE, 0.5);
    // One row out (by difference) and all but two out (formed anew).
    for others in [vec![4], vec![0, 1, 2, 3, 5, 7, 8], vec![]] {
        let control: Vec<bool> = (0..9).map(|row| !others.contains(&row)).collect();
        let controls: Vec<usize> = (0..9).filter(|row| control[*row]).collect();
        let target = gram.target(&control);
        let problem = target.problem();
        let mut x = vec![vec![0.0; PRE]];
        x[0][2] = 1.0;
        let stopping = crate::simplex::Stopping { min_decrease: 0.0, max_iterations: 0 };
        let gap = crate::simplex::frank_wolfe(&[problem], &mut x, stopping)[0].duality_gap;

        let centred = |value: &dyn Fn(usize) -> f64| {
            let mean = controls.iter().map(|&row| value(row)).sum::<f64>() / controls.len() as f64;
            controls.iter().map(|&row| value(row) - mean).collect::<Vec<f64>>()
        };
        let columns: Vec<Vec<f64>> = (0..PRE).map(|t| centred(&|row| outcomes.at(row, t))).collect();
        let post = centred(&|row| mean(&outcomes.row(row)[PRE..]));
        let n = controls.len() as f64;
        let gradient: Vec<f64> = (0..PRE)
            .map(|t| {
                let along: f64 = (0..controls.len()).map(|i| columns[t][i] * (columns[2][i] - post[i])).sum();
                along + if t == 2 { n * 0.25 } else { 0.0 }
            })
            .collect();
        let least = gradient.iter().copied().fold(f64::INFINITY, f64::min);
        let expected = 2.0 * (gradient[2] - least) / n;
        assert!((gap - expected).abs() < 1e-8 * expected.max(1.0), "{gap} {expected} without {others:?}");
    }
}

#[test]
fn many_assignments_come_out_as_one_by_one_and_a_repeated_one_is_solved_once() {
    let outcomes = outcomes(11, 12);
    let workspace = Workspace::new(&outcomes, 10, 9, synthetic_did());
    let first = workspace.fit(&set(&[10], &[]), None);
    let start = Start { units: &first.unit_weights, periods: &first.period_weights };
    let sets: Vec<Assignment> = [3, 0, 7, 3, 9, 1, 3, 0].iter().map(|&row| set(&[row], &[10])).collect();
    let steps = std::sync::Mutex::new(Vec::new());
    let fits = workspace.fit_all(&sets, start, &|done, total| {
        if let Ok(mut steps) = steps.lock() {
            steps.push((done, total));
        }
    });
    for (assignment, fit) in sets.iter().zip(&fits) {
        assert_eq!(fit, &workspace.fit(assignment, Some(start)));
        assert_eq!(fit.unit_weights[assignment.treated[0]], 0.0);
    }
    assert_eq!(fits.len(), 8);
    assert!(steps.into_inner().is_ok_and(|steps| steps.contains(&(5, 5)) && steps.len() <= 5));
}

#[test]
fn a_barred_row_stands_for_a_row_that_is_not_there() {
    let whole = outcomes(8, 12);
    let rows: Vec<&[f64]> = (0..8).filter(|&row| row != 2).map(|row| whole.row(row)).collect();
    let without = Matrix::from_rows(12, rows);
    let barred = Workspace::new(&whole, 7, 9, synthetic_did()).fit(&set(&[7], &[2]), None);
    let absent = Workspace::new(&without, 6, 9, synthetic_did()).fit(&set(&[6], &[]), None);
    assert!((barred.estimate - absent.estimate).abs() < 1e-3, "{} {}", barred.estimate, absent.estimate);
    assert_eq!(barred.unit_weights[2], 0.0);
}

#[test]
fn the_noise_level_pools_the_first_differences_of_donors_before_the_start() {
    let rows = [[1.0, 2.0, 5.0, 100.0], [4.0, 4.0, 2.0, -100.0], [0.0, 50.0, 0.0, 0.0]];
    let design = Design {
        donors: vec!["a".to_owned(), "b".to_owned()],
        treated: vec!["c".to_owned()],
        periods: (0..4)
            .map(|t| commonweal_quantity::Period::from_ordinal(commonweal_quantity::Frequency::Step, t))
            .collect(),
        pre_periods: 3,
        outcomes: Matrix::from_rows(4, rows.iter().map(<[f64; 4]>::as_slice)),
        dropped: Vec::new(),
        warnings: Vec::new(),
    };
    // 1, 3, 0, −2: mean 0.5, squares 0.25 + 6.25 + 0.25 + 6.25 = 13, over 3.
    assert!((noise_level(&design) - (13.0_f64 / 3.0).sqrt()).abs() < 1e-15);
}
