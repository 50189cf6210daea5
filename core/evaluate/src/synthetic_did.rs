//! Synthetic difference-in-differences.
//!
//! ```text
//! ω̂ = argmin over the simplex, ω₀ free   Σ_{t<T0} (ω₀ + Σ ωᵢ Yᵢₜ − Ȳ_tr,t)² / T0 + ζ_ω² ‖ω‖²
//! λ̂ = argmin over the simplex, λ₀ free   Σ_{i donor} (λ₀ + Σ λₜ Yᵢₜ − Ȳᵢ,post)² / N0 + ζ_λ² ‖λ‖²
//! τ̂ = (Ȳ_tr,post − Σ λ̂ₜ Ȳ_tr,t) − Σ ω̂ᵢ (Ȳᵢ,post − Σ λ̂ₜ Yᵢₜ)
//! ζ_ω = (N1 · T1)^¼ σ̂,   ζ_λ = 10⁻⁶ σ̂,   σ̂ = sd (n − 1) of the donors' pre-period first differences, pooled
//! ```
//!
//! Solved by Frank–Wolfe as in the R package: 100 rough iterations, weights up to a quarter of the largest dropped, then
//! up to 10,000 more, stopping when the objective falls by at most (10⁻⁵ σ̂)². It stops before the exact optimum (Prop 99:
//! −15.60383 against −15.60540), and so do we, for the sake of comparison; the duality gap is in the diagnostics.
//!
//! Source: Arkhangelsky, Athey, Hirshberg, Imbens and Wager (2021), American Economic Review 111(12), 4088–4118.

use crate::design::Design;
use crate::estimate::{Estimate, Method};
use crate::estimators::estimate;
use crate::inference::{EstimateError, InferenceOptions, OnStep};
use crate::weighting::{Effort, Intercept, PeriodWeighting, UnitWeighting, Weighting, noise_level};

/// Iterations and stopping rule shared by the simplex estimators.
pub(crate) fn effort(noise: f64) -> Effort {
    Effort { min_decrease: 1e-5 * noise, rough_iterations: 100, iterations: 10_000 }
}

/// `ζ_ω` and `ζ_λ` of a design.
pub(crate) fn weighting(design: &Design) -> Weighting {
    let noise = noise_level(design);
    let treated_cells = (design.treated_count() * design.post_periods()) as f64;
    Weighting {
        units: UnitWeighting::Simplex {
            ridge: treated_cells.powf(0.25) * noise,
            intercept: Intercept::Fitted,
        },
        periods: PeriodWeighting::Simplex { ridge: 1e-6 * noise },
        effort: effort(noise),
    }
}

/// Average effect on the treated by synthetic difference-in-differences.
///
/// # Errors
/// [`EstimateError`] where the units, placebos or resamples are too many or too few.
pub fn synthetic_did(
    design: &Design,
    options: &InferenceOptions,
    on_step: OnStep<'_>,
) -> Result<Estimate, EstimateError> {
    estimate(Method::SyntheticDid, design, weighting, options, on_step)
}
