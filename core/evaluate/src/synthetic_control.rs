//! Synthetic control on the outcomes alone.
//!
//! ```text
//! ω̂ = argmin over the simplex   Σ_{t<T0} (Σ ωᵢ Yᵢₜ − Ȳ_tr,t)² / T0 + ζ² ‖ω‖²,   ζ = 10⁻⁶ σ̂
//! τ̂ = mean over t ≥ T0 of (Ȳ_tr,t − Σ ω̂ᵢ Yᵢₜ)
//! ```
//!
//! No constant is fitted: the counterfactual is a weighted donor, at its own level. There are no covariates and hence no
//! V matrix: every pre-period counts alike. A treated unit above or below every donor cannot be reproduced; the pre-period
//! fit shows it.
//!
//! Source: Abadie, Diamond and Hainmueller (2010), JASA 105(490), 493–505; solver and ridge as in the R package
//! synthdid, `sc_estimate`.

use crate::design::Design;
use crate::estimate::{Estimate, Method};
use crate::estimators::estimate;
use crate::inference::{EstimateError, InferenceOptions, OnStep};
use crate::synthetic_did::effort;
use crate::weighting::{Intercept, PeriodWeighting, UnitWeighting, Weighting, noise_level};

/// No period weights, a ridge just above zero, no constant.
pub(crate) fn weighting(design: &Design) -> Weighting {
    let noise = noise_level(design);
    Weighting {
        units: UnitWeighting::Simplex { ridge: 1e-6 * noise, intercept: Intercept::Zero },
        periods: PeriodWeighting::None,
        effort: effort(noise),
    }
}

/// Average effect on the treated by synthetic control.
///
/// # Errors
/// [`EstimateError`] where the units, placebos or resamples are too many or too few.
pub fn synthetic_control(
    design: &Design,
    options: &InferenceOptions,
    on_step: OnStep<'_>,
) -> Result<Estimate, EstimateError> {
    estimate(Method::SyntheticControl, design, weighting, options, on_step)
}
