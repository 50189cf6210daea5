//! The family that difference-in-differences, synthetic control and synthetic difference-in-differences belong to: a
//! weighted double difference.
//!
//! For a treated set S with controls C, unit weights ω over C and period weights λ over the pre-period,
//!
//! ```text
//! gapₜ = mean of S at t − Σ_{i∈C} ωᵢ Yᵢₜ        shifted gapₜ = gapₜ − Σ_{s<T0} λₛ gapₛ
//! τ̂   = mean over t ≥ T0 of the shifted gaps
//! ```
//!
//! The three estimators differ only in how ω and λ are chosen ([`Weighting`]). Because a placebo is the same computation
//! with another S, all of them share one [`Workspace`]: the Gram matrix of the units' pre-periods, computed once.

use crate::design::Design;
use crate::matrix::{Matrix, dot, mean, root_mean_square};
use crate::simplex::{SimplexProblem, Solved, Stopping, frank_wolfe, normalise, sparsify};

/// How unit weights are chosen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum UnitWeighting {
    /// 1 / |C| each.
    Uniform,
    /// Least squares of the treated pre-period on the donors', over the simplex.
    Simplex {
        /// Ridge ζ_ω.
        ridge: f64,
        /// Whether a constant gap between treated and donors is free.
        intercept: Intercept,
    },
}

/// How period weights are chosen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum PeriodWeighting {
    /// No comparison with the pre-period: λ = 0.
    None,
    /// 1 / T0 each.
    Uniform,
    /// Least squares of the donors' post-period mean on their pre-period, over the simplex, constant free.
    Simplex {
        /// Ridge ζ_λ.
        ridge: f64,
    },
}

/// Whether a constant is fitted beside the weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Intercept {
    Fitted,
    Zero,
}

/// How far to go with the simplex solver: a first rough pass, whose small weights are dropped, then a second.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Effort {
    pub min_decrease: f64,
    pub rough_iterations: usize,
    pub iterations: usize,
}

/// A member of the family.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Weighting {
    pub units: UnitWeighting,
    pub periods: PeriodWeighting,
    pub effort: Effort,
}

/// One treated set within a workspace: rows treated, and rows that may not be controls.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Assignment {
    /// Treated rows, in increasing order.
    pub treated: Vec<usize>,
    /// Rows that are neither treated nor controls, in increasing order.
    pub barred: Vec<usize>,
}

/// Weights to begin from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Start<'a> {
    /// One a row of the workspace.
    pub units: &'a [f64],
    /// One a pre-period.
    pub periods: &'a [f64],
}

/// The result of one assignment.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Fit {
    /// ω, one a row of the workspace; zero for rows that are not controls.
    pub unit_weights: Vec<f64>,
    /// λ, one a pre-period.
    pub period_weights: Vec<f64>,
    /// Shifted gaps, one a period.
    pub gaps: Vec<f64>,
    /// Σ λ gap over the pre-period: what the gaps were shifted by.
    pub shift: f64,
    /// τ̂.
    pub estimate: f64,
    /// How the unit weights were reached, where solved for.
    pub units_solved: Option<Solved>,
    /// How the period weights were reached, where solved for.
    pub periods_solved: Option<Solved>,
}

impl Fit {
    /// Root mean square of the shifted gaps before the start.
    pub(crate) fn pre_rmspe(&self, pre_periods: usize) -> f64 {
        root_mean_square(&self.gaps[..pre_periods])
    }

    /// Root mean square of the shifted gaps from the start on.
    pub(crate) fn post_rmspe(&self, pre_periods: usize) -> f64 {
        root_mean_square(&self.gaps[pre_periods..])
    }
}

/// Mean of some rows.
pub(crate) fn mean_rows(matrix: &Matrix, rows: &[usize]) -> Vec<f64> {
    let mut sum = vec![0.0; matrix.columns()];
    for &row in rows {
        sum.iter_mut().zip(matrix.row(row)).for_each(|(s, v)| *s += v);
    }
    sum.iter_mut().for_each(|s| *s /= rows.len() as f64);
    sum
}

/// σ̂: standard deviation (n − 1) of the donors' first differences over the pre-period, all pooled.
pub(crate) fn noise_level(design: &Design) -> f64 {
    let differences: Vec<f64> = (0..design.donor_count())
        .flat_map(|row| {
            design.outcomes.row(row)[..design.pre_periods].windows(2).map(|pair| pair[1] - pair[0])
        })
        .collect();
    if differences.len() < 2 {
        return 0.0;
    }
    let centre = mean(&differences);
    let squares: f64 = differences.iter().map(|d| (d - centre) * (d - centre)).sum();
    (squares / (differences.len() - 1) as f64).sqrt()
}

/// What all assignments over one outcome matrix share.
#[derive(Debug)]
pub(crate) struct Workspace<'a> {
    outcomes: &'a Matrix,
    pre_periods: usize,
    /// Number of leading rows that may be controls.
    donors: usize,
    weighting: Weighting,
    /// Post-period mean of each row.
    post_mean: Vec<f64>,
    /// Inner products of the rows' (centred) pre-periods, all rows; the ridge is on the diagonal of `hessian` only.
    gram: Matrix,
    /// Donors' block of `gram` plus T0·ζ² on the diagonal.
    hessian: Matrix,
    /// Donors' pre-periods and post mean, each centred over all donors: `donors × (T0 + 1)`.
    centred: Matrix,
    /// `centredᵀ centred`.
    period_gram: Matrix,
}

impl<'a> Workspace<'a> {
    pub(crate) fn new(outcomes: &'a Matrix, donors: usize, pre_periods: usize, weighting: Weighting) -> Self {
        let post_mean = (0..outcomes.rows()).map(|row| mean(&outcomes.row(row)[pre_periods..])).collect();
        let mut workspace = Self {
            outcomes,
            pre_periods,
            donors,
            weighting,
            post_mean,
            gram: Matrix::zeros(0, 0),
            hessian: Matrix::zeros(0, 0),
            centred: Matrix::zeros(0, 0),
            period_gram: Matrix::zeros(0, 0),
        };
        if let UnitWeighting::Simplex { ridge, intercept } = weighting.units {
            workspace.gram = workspace.unit_gram(intercept);
            let mut hessian = Matrix::zeros(donors, donors);
            for row in 0..donors {
                hessian.row_mut(row).copy_from_slice(&workspace.gram.row(row)[..donors]);
                hessian.row_mut(row)[row] += pre_periods as f64 * ridge * ridge;
            }
            workspace.hessian = hessian;
        }
        if let PeriodWeighting::Simplex { .. } = weighting.periods {
            workspace.centred = workspace.centred_donors();
            workspace.period_gram = gram_of_columns(&workspace.centred);
        }
        workspace
    }

    fn unit_gram(&self, intercept: Intercept) -> Matrix {
        let rows = self.outcomes.rows();
        let mut pre = Matrix::zeros(rows, self.pre_periods);
        for row in 0..rows {
            let series = &self.outcomes.row(row)[..self.pre_periods];
            let centre = match intercept {
                Intercept::Fitted => mean(series),
                Intercept::Zero => 0.0,
            };
            pre.row_mut(row).iter_mut().zip(series).for_each(|(p, v)| *p = v - centre);
        }
        let mut gram = Matrix::zeros(rows, rows);
        for i in 0..rows {
            for j in 0..=i {
                let product = dot(pre.row(i), pre.row(j));
                gram.row_mut(i)[j] = product;
                gram.row_mut(j)[i] = product;
            }
        }
        gram
    }

    fn centred_donors(&self) -> Matrix {
        let width = self.pre_periods + 1;
        let mut centred = Matrix::zeros(self.donors, width);
        for row in 0..self.donors {
            let target = centred.row_mut(row);
            target[..self.pre_periods].copy_from_slice(&self.outcomes.row(row)[..self.pre_periods]);
            target[self.pre_periods] = self.post_mean[row];
        }
        let all: Vec<usize> = (0..self.donors).collect();
        let centre = mean_rows(&centred, &all);
        for row in 0..self.donors {
            centred.row_mut(row).iter_mut().zip(&centre).for_each(|(v, c)| *v -= c);
        }
        centred
    }

    /// Estimates one assignment.
    pub(crate) fn fit(
        &self,
        assignment: &Assignment,
        start: Option<Start<'_>>,
        scratch: &mut Vec<f64>,
    ) -> Fit {
        let mut control = vec![true; self.donors];
        for &row in assignment.treated.iter().chain(&assignment.barred) {
            if let Some(flag) = control.get_mut(row) {
                *flag = false;
            }
        }
        let (period_weights, periods_solved) = self.period_weights(&control, start, scratch);
        let (unit_weights, units_solved) = self.unit_weights(assignment, &control, start, scratch);
        let fixed = self.fit_with(&assignment.treated, unit_weights, period_weights);
        Fit { units_solved, periods_solved, ..fixed }
    }

    /// Estimates with weights given.
    pub(crate) fn fit_with(
        &self,
        treated: &[usize],
        unit_weights: Vec<f64>,
        period_weights: Vec<f64>,
    ) -> Fit {
        let mut gaps = mean_rows(self.outcomes, treated);
        for (row, &weight) in unit_weights.iter().enumerate().filter(|(_, weight)| **weight != 0.0) {
            gaps.iter_mut().zip(self.outcomes.row(row)).for_each(|(gap, value)| *gap -= weight * value);
        }
        let shift = dot(&period_weights, &gaps[..self.pre_periods]);
        gaps.iter_mut().for_each(|gap| *gap -= shift);
        let estimate = mean(&gaps[self.pre_periods..]);
        Fit { unit_weights, period_weights, gaps, shift, estimate, units_solved: None, periods_solved: None }
    }

    fn unit_weights(
        &self,
        assignment: &Assignment,
        control: &[bool],
        start: Option<Start<'_>>,
        scratch: &mut Vec<f64>,
    ) -> (Vec<f64>, Option<Solved>) {
        let allowed = |row: usize| control[row];
        let mut weights = vec![0.0; self.donors];
        if let (Some(start), UnitWeighting::Simplex { .. }) = (start, self.weighting.units) {
            for (row, weight) in weights.iter_mut().enumerate().filter(|(row, _)| control[*row]) {
                *weight = start.units[row];
            }
        }
        normalise(&mut weights, &allowed);
        if self.weighting.units == UnitWeighting::Uniform {
            return (weights, None);
        }
        let treated = assignment.treated.len() as f64;
        let mut linear = vec![0.0; self.donors];
        let mut constant = 0.0;
        for &row in &assignment.treated {
            let products = self.gram.row(row);
            linear.iter_mut().zip(products).for_each(|(c, g)| *c += g / treated);
            constant += assignment.treated.iter().map(|&other| products[other]).sum::<f64>();
        }
        linear.iter_mut().zip(control).filter(|(_, c)| !**c).for_each(|(l, _)| *l = f64::NEG_INFINITY);
        let problem = SimplexProblem {
            hessian: &self.hessian,
            linear: &linear,
            constant: constant / (treated * treated),
            rows: self.pre_periods,
        };
        let solved = self.solve(&problem, &mut weights, scratch);
        (weights, Some(solved))
    }

    fn period_weights(
        &self,
        control: &[bool],
        start: Option<Start<'_>>,
        scratch: &mut Vec<f64>,
    ) -> (Vec<f64>, Option<Solved>) {
        let t0 = self.pre_periods;
        let ridge = match self.weighting.periods {
            PeriodWeighting::None => return (vec![0.0; t0], None),
            PeriodWeighting::Uniform => return (vec![1.0 / t0 as f64; t0], None),
            PeriodWeighting::Simplex { ridge } => ridge,
        };
        let (gram, count) = self.period_gram_of(control);
        let mut hessian = Matrix::zeros(t0, t0);
        for row in 0..t0 {
            hessian.row_mut(row).copy_from_slice(&gram.row(row)[..t0]);
            hessian.row_mut(row)[row] += count as f64 * ridge * ridge;
        }
        let problem = SimplexProblem {
            hessian: &hessian,
            linear: &gram.row(t0)[..t0],
            constant: gram.at(t0, t0),
            rows: count,
        };
        let mut weights = start.map_or_else(|| vec![1.0 / t0 as f64; t0], |start| start.periods.to_vec());
        normalise(&mut weights, &|_| true);
        let solved = self.solve(&problem, &mut weights, scratch);
        (weights, Some(solved))
    }

    /// `Σ (yᵢ − ȳ)(yᵢ − ȳ)ᵀ` over the controls only, from the sum over all donors less the others.
    fn period_gram_of(&self, control: &[bool]) -> (Matrix, usize) {
        let mut gram = self.period_gram.clone();
        let width = gram.columns();
        // Centred over all donors, the controls' sum is minus the others' sum.
        let mut others = vec![0.0; width];
        let mut count = self.donors;
        for row in (0..self.donors).filter(|&row| !control[row]) {
            count -= 1;
            let values = self.centred.row(row);
            for i in 0..width {
                others[i] += values[i];
                let value = values[i];
                gram.row_mut(i).iter_mut().zip(values).for_each(|(g, v)| *g -= value * v);
            }
        }
        for i in 0..width {
            let value = others[i] / count as f64;
            gram.row_mut(i).iter_mut().zip(&others).for_each(|(g, v)| *g -= value * v);
        }
        (gram, count)
    }

    /// A rough pass, the small weights dropped, a second pass.
    fn solve(&self, problem: &SimplexProblem<'_>, weights: &mut [f64], scratch: &mut Vec<f64>) -> Solved {
        let Effort { min_decrease, rough_iterations, iterations } = self.weighting.effort;
        frank_wolfe(problem, weights, scratch, Stopping { min_decrease, max_iterations: rough_iterations });
        sparsify(weights);
        frank_wolfe(problem, weights, scratch, Stopping { min_decrease, max_iterations: iterations })
    }
}

fn gram_of_columns(matrix: &Matrix) -> Matrix {
    let width = matrix.columns();
    let mut gram = Matrix::zeros(width, width);
    for row in 0..matrix.rows() {
        let values = matrix.row(row);
        for (i, &value) in values.iter().enumerate() {
            gram.row_mut(i).iter_mut().zip(values).for_each(|(g, v)| *g += value * v);
        }
    }
    gram
}
