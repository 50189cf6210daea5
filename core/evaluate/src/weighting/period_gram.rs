//! The Gram matrix of the periods over any set of controls, from the one over all donors less the rows that are not
//! controls.

use crate::matrix::{Matrix, inner_products, mean, mean_rows, subtract_outer_products};
use crate::simplex::{Hessian, SimplexProblem};

/// Pre-periods and post mean of the donors, and their inner products.
#[derive(Debug)]
pub(super) struct PeriodGram<'a> {
    outcomes: &'a Matrix,
    pre_periods: usize,
    /// `ζ_λ`.
    ridge: f64,
    /// Donors' pre-periods and post mean, each centred over all donors: `N0 × (T0 + 1)`.
    centred: Matrix,
    /// `centredᵀ centred`.
    gram: Matrix,
}

/// The problem of one set of controls.
pub(super) struct PeriodTarget {
    hessian: Hessian,
    linear: Vec<f64>,
    constant: f64,
    controls: usize,
}

impl PeriodTarget {
    pub(super) fn problem(&self) -> SimplexProblem<'_> {
        SimplexProblem {
            hessian: &self.hessian,
            linear: &self.linear,
            constant: self.constant,
            rows: self.controls,
        }
    }
}

impl<'a> PeriodGram<'a> {
    pub(super) fn new(outcomes: &'a Matrix, donors: usize, pre_periods: usize, ridge: f64) -> Self {
        let rows: Vec<usize> = (0..donors).collect();
        let centred = centred_rows(outcomes, &rows, pre_periods);
        let gram = inner_products(&centred.transposed());
        Self { outcomes, pre_periods, ridge, centred, gram }
    }

    /// Least squares of the controls' post mean on their pre-periods, both centred over the controls.
    pub(super) fn target(&self, control: &[bool]) -> PeriodTarget {
        let t0 = self.pre_periods;
        let controls = control.iter().filter(|&&control| control).count();
        let gram = self.gram_of(control, controls);
        PeriodTarget {
            hessian: Hessian::new(&gram, t0, controls as f64 * self.ridge * self.ridge),
            linear: gram.row(t0)[..t0].to_vec(),
            constant: gram.at(t0, t0),
            controls,
        }
    }

    /// `Σ (yᵢ − ȳ)(yᵢ − ȳ)ᵀ` over the controls.
    fn gram_of(&self, control: &[bool], controls: usize) -> Matrix {
        let others: Vec<usize> = (0..control.len()).filter(|&row| !control[row]).collect();
        if others.is_empty() {
            return self.gram.clone();
        }
        if self.would_cancel(&others) {
            let rows: Vec<usize> = (0..control.len()).filter(|&row| control[row]).collect();
            return inner_products(&centred_rows(self.outcomes, &rows, self.pre_periods).transposed());
        }
        let mut rows: Vec<&[f64]> = others.iter().map(|&row| self.centred.row(row)).collect();
        // Centred over all donors, the controls' sum is minus the others' sum.
        let mut sum = mean_rows(&self.centred, &others);
        let factor = others.len() as f64 / (controls as f64).sqrt();
        for s in &mut sum {
            *s *= factor;
        }
        rows.push(&sum);
        let mut gram = self.gram.clone();
        subtract_outer_products(&mut gram, &rows);
        gram
    }

    /// Whether the rows taken out make up more than half of a period's sum of squares, so that the difference would
    /// lose digits.
    fn would_cancel(&self, others: &[usize]) -> bool {
        let mut squares = vec![0.0; self.gram.columns()];
        for &row in others {
            squares.iter_mut().zip(self.centred.row(row)).for_each(|(sum, value)| *sum += value * value);
        }
        squares.iter().enumerate().any(|(column, &square)| square > 0.5 * self.gram.at(column, column))
    }
}

/// Pre-periods and post mean of some rows, each column centred over them.
fn centred_rows(outcomes: &Matrix, rows: &[usize], pre_periods: usize) -> Matrix {
    let mut centred = Matrix::zeros(rows.len(), pre_periods + 1);
    for (target, &row) in rows.iter().enumerate() {
        let (pre, post) = outcomes.row(row).split_at(pre_periods);
        let target = centred.row_mut(target);
        target[..pre_periods].copy_from_slice(pre);
        target[pre_periods] = mean(post);
    }
    let all: Vec<usize> = (0..rows.len()).collect();
    let centre = mean_rows(&centred, &all);
    for row in 0..rows.len() {
        centred.row_mut(row).iter_mut().zip(&centre).for_each(|(v, c)| *v -= c);
    }
    centred
}
