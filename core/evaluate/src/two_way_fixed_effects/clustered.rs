//! Cluster-robust errors, one cluster a unit, and when they are refused.
//!
//! ```text
//! V̂ = c · Σ_i (Σ_t D̃_it ê_it)² / (Σ_it D̃_it²)²        c = G/(G−1) · (n−1)/(n−k)
//! ```
//!
//! CR1 of Liang and Zeger (1986) with Stata's factor. n counts cells, G units; k counts τ and the period effects (periods + 1
//! with the constant) but not the unit effects, because they are nested in the clusters: the convention of `reghdfe`, of R's
//! `fixest` and of `pyfixest`. The t distribution has G − 1 degrees of freedom.

use statrs::distribution::{ContinuousCDF, StudentsT};

use super::sample::Sample;
use crate::estimate::{Interval, IntervalConstruction};

/// Below this number of treated or of comparison clusters, [`FEW_CLUSTERS_WARNING`] applies.
pub const FEW_CLUSTERS: usize = 10;

/// What a reader must be told where clusters are few on either side.
pub const FEW_CLUSTERS_WARNING: &str = "fewer than ten treated or comparison units: cluster-robust standard errors are then too small, \
     often by far; go by the placebos";

/// Residuals within this share of the largest outcome are rounding.
const ROUNDING: f64 = 16.0 * f64::EPSILON;

/// Spread of the estimate when units are independent of each other and cells of one unit are not.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ClusterRobust {
    /// τ̂, in the unit of the outcome.
    pub att: f64,
    /// √V̂, in the unit of the outcome.
    pub standard_error: f64,
    /// τ̂ / standard error.
    pub t: f64,
    /// G − 1.
    pub degrees_of_freedom: usize,
    /// Two-sided p-value of τ = 0.
    pub p_value: f64,
    /// G, the units used.
    pub clusters: usize,
    /// Treated units observed on both sides of the start.
    pub treated_clusters: usize,
    /// Untreated units observed on both sides of the start.
    pub comparison_clusters: usize,
}

impl ClusterRobust {
    /// τ̂ ± the quantile of t with G − 1 degrees of freedom × the standard error.
    pub fn interval_at(&self, level: f64) -> Interval {
        let quantile = StudentsT::new(0.0, 1.0, self.degrees_of_freedom as f64)
            .map_or(f64::INFINITY, |student| student.inverse_cdf(f64::midpoint(1.0, level)));
        let reach = quantile * self.standard_error;
        Interval {
            lower: self.att - reach,
            upper: self.att + reach,
            level,
            construction: IntervalConstruction::StudentT,
        }
    }

    /// The warning that belongs beside the figures, where one does.
    pub fn warning(&self) -> Option<&'static str> {
        (self.treated_clusters.min(self.comparison_clusters) < FEW_CLUSTERS).then_some(FEW_CLUSTERS_WARNING)
    }
}

/// Why there is no cluster-robust error. The estimate stands; placebos can still say how sure it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClusterRobustRefusal {
    /// Least squares fits the one treated unit's mean on both sides of the start.
    #[error(
        "only one treated unit is observed on both sides of the start: its residuals add up to zero by construction, so a clustered error would not count its own noise; use placebos"
    )]
    OneTreatedCluster,
    /// The same on the other side.
    #[error(
        "only one untreated unit is observed on both sides of the start: the residuals of the donors add up to zero by construction, so a clustered error would not count their noise; add donors"
    )]
    OneComparisonCluster,
    /// No residual beyond rounding.
    #[error(
        "the effects fit every cell exactly, so there is no noise to measure; check that the outcomes are real"
    )]
    NoResidualVariation,
}

/// `treatment` is D̃, `residuals` are ê, both units × columns of the sample and nought where a cell is missing.
pub(super) fn cluster_robust(
    sample: &Sample,
    att: f64,
    treatment: &[f64],
    treatment_squares: f64,
    residuals: &[f64],
) -> Result<ClusterRobust, ClusterRobustRefusal> {
    let (treated_clusters, comparison_clusters) = sample.units_on_both_sides();
    if treated_clusters <= 1 {
        return Err(ClusterRobustRefusal::OneTreatedCluster);
    }
    if comparison_clusters <= 1 {
        return Err(ClusterRobustRefusal::OneComparisonCluster);
    }
    // Squares of outcomes may leave the range of floating point: residuals are counted in units of the largest outcome.
    let largest = sample.outcomes.iter().fold(0.0_f64, |largest, outcome| largest.max(outcome.abs()));
    let exact = residuals.iter().all(|residual| residual.abs() <= ROUNDING * largest);
    let rows = |values| <[f64]>::chunks_exact(values, sample.columns);
    let scores = rows(treatment).zip(rows(residuals)).map(|(d, e)| super::dot(d, e) / largest);
    let meat: f64 = scores.map(|score| score * score).sum();
    if exact || meat == 0.0 {
        return Err(ClusterRobustRefusal::NoResidualVariation);
    }
    let clusters = sample.units();
    // Two units on each side and two cells a period at least, so that n − k and G − 1 are above nought.
    let (n, g, k) = (sample.cells as f64, clusters as f64, (sample.columns + 1) as f64);
    let correction = g / (g - 1.0) * (n - 1.0) / (n - k);
    let standard_error = (correction * meat).sqrt() * largest / treatment_squares;
    let t = att / standard_error;
    let p_value =
        StudentsT::new(0.0, 1.0, g - 1.0).map_or(1.0, |student| (2.0 * student.cdf(-t.abs())).min(1.0));
    Ok(ClusterRobust {
        att,
        standard_error,
        t,
        degrees_of_freedom: clusters - 1,
        p_value,
        clusters,
        treated_clusters,
        comparison_clusters,
    })
}
