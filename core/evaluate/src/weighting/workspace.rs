//! What all assignments over one outcome matrix share, and the fit of one assignment or many.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::period_gram::PeriodGram;
use super::{
    Assignment, Effort, Fit, Intercept, PeriodWeighting, Start, UnitWeighting, Weighting, mean_rows,
};
use crate::matrix::{Matrix, dot, inner_products, mean};
use crate::simplex::{Hessian, SimplexProblem, Solved, Stopping, frank_wolfe, normalise, sparsify};

/// The outcome matrix and its Gram matrices, computed once.
#[derive(Debug)]
pub(crate) struct Workspace<'a> {
    outcomes: &'a Matrix,
    pre_periods: usize,
    /// Number of leading rows that may be controls.
    donors: usize,
    weighting: Weighting,
    /// For solved unit weights.
    units: Option<UnitGram>,
    /// For solved period weights.
    periods: Option<PeriodGram<'a>>,
}

#[derive(Debug)]
struct UnitGram {
    /// Inner products of the rows' (centred) pre-periods, all rows.
    gram: Matrix,
    /// Donors' block of `gram` plus T0·ζ² on the diagonal.
    hessian: Hessian,
}

/// Weights of several assignments, and how they were reached.
struct Weights {
    weights: Vec<Vec<f64>>,
    solved: Vec<Option<Solved>>,
}

impl Weights {
    fn given(weights: Vec<Vec<f64>>) -> Self {
        let solved = vec![None; weights.len()];
        Self { weights, solved }
    }
}

impl<'a> Workspace<'a> {
    pub(crate) fn new(outcomes: &'a Matrix, donors: usize, pre_periods: usize, weighting: Weighting) -> Self {
        let units = match weighting.units {
            UnitWeighting::Uniform => None,
            UnitWeighting::Simplex { ridge, intercept } => {
                let gram = unit_gram(outcomes, pre_periods, intercept);
                let hessian = Hessian::new(&gram, donors, pre_periods as f64 * ridge * ridge);
                Some(UnitGram { gram, hessian })
            }
        };
        let periods = match weighting.periods {
            PeriodWeighting::None | PeriodWeighting::Uniform => None,
            PeriodWeighting::Simplex { ridge } => Some(PeriodGram::new(outcomes, donors, pre_periods, ridge)),
        };
        Self { outcomes, pre_periods, donors, weighting, units, periods }
    }

    /// Estimates one assignment.
    pub(crate) fn fit(&self, assignment: &Assignment, start: Option<Start<'_>>) -> Fit {
        self.fit_together(&[assignment], start).swap_remove(0)
    }

    /// Estimates many assignments on all cores; one that occurs several times is solved once. `on_step` hears (done,
    /// total) of the different ones.
    pub(crate) fn fit_all(
        &self,
        assignments: &[Assignment],
        start: Start<'_>,
        on_step: &(dyn Fn(usize, usize) + Sync),
    ) -> Vec<Fit> {
        let mut different: Vec<&Assignment> = assignments.iter().collect();
        different.sort_unstable();
        different.dedup();
        let done = AtomicUsize::new(0);
        let fits: Vec<Fit> = different
            .par_chunks(self.solved_together())
            .flat_map_iter(|chunk| {
                let fits = self.fit_together(chunk, Some(start));
                let before = done.fetch_add(chunk.len(), Ordering::Relaxed);
                on_step(before + chunk.len(), different.len());
                fits
            })
            .collect();
        let fit_of: BTreeMap<&Assignment, &Fit> = different.into_iter().zip(&fits).collect();
        assignments.iter().filter_map(|assignment| fit_of.get(assignment).copied().cloned()).collect()
    }

    /// How many small problems are advanced in turn on one core; large ones would only crowd its cache.
    fn solved_together(&self) -> usize {
        const SMALL: usize = 64;
        if self.donors.max(self.pre_periods) <= SMALL { 8 } else { 1 }
    }

    fn fit_together(&self, assignments: &[&Assignment], start: Option<Start<'_>>) -> Vec<Fit> {
        let controls: Vec<Vec<bool>> =
            assignments.iter().map(|assignment| self.controls(assignment)).collect();
        let units = self.unit_weights(assignments, &controls, start);
        let periods = self.period_weights(&controls, start);
        let units = units.weights.into_iter().zip(units.solved);
        let periods = periods.weights.into_iter().zip(periods.solved);
        assignments
            .iter()
            .zip(units.zip(periods))
            .map(|(assignment, ((unit_weights, units_solved), (period_weights, periods_solved)))| {
                let fixed = self.fit_with(&assignment.treated, unit_weights, period_weights);
                Fit { units_solved, periods_solved, ..fixed }
            })
            .collect()
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
        for gap in &mut gaps {
            *gap -= shift;
        }
        let estimate = mean(&gaps[self.pre_periods..]);
        Fit { unit_weights, period_weights, gaps, shift, estimate, units_solved: None, periods_solved: None }
    }

    /// Which donors are controls.
    fn controls(&self, assignment: &Assignment) -> Vec<bool> {
        let mut control = vec![true; self.donors];
        for &row in assignment.treated.iter().chain(&assignment.barred) {
            if let Some(flag) = control.get_mut(row) {
                *flag = false;
            }
        }
        control
    }

    fn unit_weights(
        &self,
        assignments: &[&Assignment],
        controls: &[Vec<bool>],
        start: Option<Start<'_>>,
    ) -> Weights {
        let first = |control: &Vec<bool>| {
            let mut weights = vec![0.0; self.donors];
            if let (Some(start), Some(_)) = (start, &self.units) {
                for (row, weight) in weights.iter_mut().enumerate().filter(|(row, _)| control[*row]) {
                    *weight = start.units[row];
                }
            }
            normalise(&mut weights, &|row| control[row]);
            weights
        };
        let weights: Vec<Vec<f64>> = controls.iter().map(first).collect();
        let Some(units) = &self.units else { return Weights::given(weights) };
        let targets: Vec<(Vec<f64>, f64)> = assignments
            .iter()
            .zip(controls)
            .map(|(set, control)| units.target(&set.treated, control))
            .collect();
        let problems: Vec<SimplexProblem<'_>> = targets
            .iter()
            .map(|(linear, constant)| SimplexProblem {
                hessian: &units.hessian,
                linear,
                constant: *constant,
                rows: self.pre_periods,
            })
            .collect();
        self.solve(&problems, weights)
    }

    fn period_weights(&self, controls: &[Vec<bool>], start: Option<Start<'_>>) -> Weights {
        let t0 = self.pre_periods;
        let Some(periods) = &self.periods else {
            let weight = match self.weighting.periods {
                PeriodWeighting::None => 0.0,
                PeriodWeighting::Uniform | PeriodWeighting::Simplex { .. } => 1.0 / t0 as f64,
            };
            return Weights::given(vec![vec![weight; t0]; controls.len()]);
        };
        let mut first = start.map_or_else(|| vec![1.0; t0], |start| start.periods.to_vec());
        normalise(&mut first, &|_| true);
        let targets: Vec<_> = controls.iter().map(|control| periods.target(control)).collect();
        let problems: Vec<SimplexProblem<'_>> = targets.iter().map(|target| target.problem()).collect();
        self.solve(&problems, vec![first; controls.len()])
    }

    /// A rough pass, the small weights dropped, a second pass.
    fn solve(&self, problems: &[SimplexProblem<'_>], mut weights: Vec<Vec<f64>>) -> Weights {
        let Effort { min_decrease, rough_iterations, iterations } = self.weighting.effort;
        frank_wolfe(problems, &mut weights, Stopping { min_decrease, max_iterations: rough_iterations });
        for weights in &mut weights {
            sparsify(weights);
        }
        let stopping = Stopping { min_decrease, max_iterations: iterations };
        let solved = frank_wolfe(problems, &mut weights, stopping).into_iter().map(Some).collect();
        Weights { weights, solved }
    }
}

impl UnitGram {
    /// c and bᵀb for the mean of the treated, −∞ where a row is not a control.
    fn target(&self, treated: &[usize], control: &[bool]) -> (Vec<f64>, f64) {
        let count = treated.len() as f64;
        let mut linear = vec![0.0; control.len()];
        let mut constant = 0.0;
        for &row in treated {
            let products = self.gram.row(row);
            linear.iter_mut().zip(products).for_each(|(c, g)| *c += g / count);
            constant += treated.iter().map(|&other| products[other]).sum::<f64>();
        }
        linear.iter_mut().zip(control).filter(|(_, c)| !**c).for_each(|(l, _)| *l = f64::NEG_INFINITY);
        (linear, constant / (count * count))
    }
}

/// Inner products of the rows' pre-periods, each centred where a constant is fitted.
fn unit_gram(outcomes: &Matrix, pre_periods: usize, intercept: Intercept) -> Matrix {
    let mut pre = Matrix::zeros(outcomes.rows(), pre_periods);
    for row in 0..outcomes.rows() {
        let series = &outcomes.row(row)[..pre_periods];
        let centre = match intercept {
            Intercept::Fitted => mean(series),
            Intercept::Zero => 0.0,
        };
        pre.row_mut(row).iter_mut().zip(series).for_each(|(p, v)| *p = v - centre);
    }
    inner_products(&pre)
}
