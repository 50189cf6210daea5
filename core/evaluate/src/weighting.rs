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

mod period_gram;
#[cfg(test)]
mod tests;
mod workspace;

use crate::design::Design;
pub(crate) use crate::matrix::mean_rows;
use crate::matrix::{mean, root_mean_square};
use crate::simplex::Solved;
pub(crate) use workspace::Workspace;

/// How unit weights are chosen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum UnitWeighting {
    /// 1 / |C| each.
    Uniform,
    /// Least squares of the treated pre-period on the donors', over the simplex.
    Simplex {
        /// Ridge `ζ_ω`.
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
        /// Ridge `ζ_λ`.
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
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
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
