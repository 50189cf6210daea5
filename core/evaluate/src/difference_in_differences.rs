//! Difference-in-differences with one starting period.
//!
//! ```text
//! τ̂ = (Ȳ_tr,post − Ȳ_tr,pre) − (Ȳ_donors,post − Ȳ_donors,pre)
//! ```
//!
//! On a balanced panel this 2×2 estimate equals the two-way fixed-effects coefficient
//! ([`crate::two_way_fixed_effects`]), which also takes unbalanced panels and gives cluster-robust errors. With few treated units those
//! errors are far too small (with one they are meaningless), so placebos are the default here too.

use crate::design::Design;
use crate::estimate::{Estimate, Method};
use crate::estimators::estimate;
use crate::inference::{InferenceError, InferenceOptions, OnStep};
use crate::weighting::{Effort, PeriodWeighting, UnitWeighting, Weighting};

/// Uniform weights on donors and on pre-periods.
pub(crate) fn weighting(_: &Design) -> Weighting {
    Weighting {
        units: UnitWeighting::Uniform,
        periods: PeriodWeighting::Uniform,
        effort: Effort { min_decrease: 0.0, rough_iterations: 0, iterations: 0 },
    }
}

/// Average effect on the treated by difference-in-differences.
///
/// # Errors
/// [`InferenceError`] where the placebos or resamples asked for are too many or too few.
pub fn difference_in_differences(
    design: &Design,
    options: &InferenceOptions,
    on_step: OnStep<'_>,
) -> Result<Estimate, InferenceError> {
    estimate(Method::Did, design, weighting, options, on_step)
}
