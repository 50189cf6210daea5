//! How far raters agree: statistics of ratings on a scale, with missing ratings.
//!
//! Each statistic answers another question; none is *the* agreement. Those that are corrected for chance ([`alpha`],
//! [`chance_corrected`]) fall on skewed answers though nearly all say the same, and those of one question ([`ordered`]) know nothing of
//! chance: they are shown side by side. What cannot be computed has its reason ([`Undefined`]), never a NaN.
//!
//! | module | what it computes |
//! |---|---|
//! | [`ratings`] | the checked matrix of ratings |
//! | [`values_by_units`] | how often each level was given to each unit |
//! | [`alpha`] | Krippendorff's α, nominal, ordinal, interval and ratio, with its bootstrap interval |
//! | [`chance_corrected`] | Fleiss' κ, Gwet's AC1, Brennan and Prediger, Conger |
//! | [`ordered`] | van der Eijk's A, polarisation, Tastle and Wierman's consensus, Leik's D |
//! | [`diversity`] | Gini and Simpson, Shannon |
//! | [`within_group`] | `r_wg`, `r_wg(j)`, average deviation |
//! | [`concordance`] | Kendall's W |

pub mod alpha;
pub mod chance_corrected;
pub mod concordance;
pub mod diversity;
pub mod ordered;
pub mod ratings;
mod reading;
mod undefined;
pub mod values_by_units;
pub mod within_group;

pub use ratings::{Ratings, RatingsError};
pub use undefined::Undefined;
pub use values_by_units::ValuesByUnits;
