//! Optimism bias: the share by which estimates of costs and durations have fallen short.

use serde::{Deserialize, Serialize};

use super::Provenance;

/// The published range of a bias, as shares of the estimate.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bounds {
    /// Where nothing has been done about it: the starting point of an appraisal.
    pub upper: f64,
    /// Where all causes are managed.
    pub lower: f64,
}

/// Optimism bias of one kind of project.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OptimismBias {
    /// Of capital expenditure; of operating expenditure for outsourcing.
    pub capital: Bounds,
    /// Of the duration of works, where one was published.
    pub duration: Option<Bounds>,
    /// Where it is from.
    pub provenance: Provenance,
}

/// The bias of a project of several kinds: Σ share × bias, the shares being those of the capital expenditure (Mott MacDonald
/// 2002, worked example). `None` where the shares do not add up to one within a millionth.
pub fn combined_optimism_bias(parts: &[(f64, f64)]) -> Option<f64> {
    let whole: f64 = parts.iter().map(|(share, _)| share).sum();
    ((whole - 1.0).abs() <= 1e-6).then(|| parts.iter().map(|(share, bias)| share * bias).sum())
}
