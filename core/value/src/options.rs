//! Options appraisal: who might deliver a service and in what structure, on social and public value, none of them taken for granted.
//!
//! Each option is costed like a [`crate::plan::Plan`] with the same price base, discount rates, optimism bias and counting once (HM Treasury, *The Green Book*,
//! chapters 4 and 5). What has no price is scored on criteria with agreed weights, and critical success factors are gates: an option passes them or
//! is out. [`appraise`] draws all options together, so that a figure that two of them share moves both alike, and prefers an option only where that is robust;
//! else it says what would decide. What each number means is in `docs/methods/options.md`.
//!
//! | module | what is in it |
//! |---|---|
//! | [`file`](mod@file) | the TOML file |
//! | [`sheet`] | what people write down in forms, as that file |
//! | [`build`] | the file checked: a model for each option |
//! | [`weights`] | scores under every set of weights within the agreed ranges |
//! | [`switching`] | by how much a line would have to change before two options come level |
//! | [`decision`] | the preferred option, or what would decide |
//! | [`appraisal`] | everything together |

pub mod appraisal;
pub mod build;
pub mod decision;
mod error;
pub mod file;
pub mod sheet;
pub mod switching;
pub mod weights;

pub use appraisal::{OptionsAppraisal, appraise};
pub use build::BuiltOptions;
pub use error::OptionsError;
pub use file::OptionsFile;
