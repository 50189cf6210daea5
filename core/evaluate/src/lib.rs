//! What a collaboration changed, against what would have happened anyway.
//!
//! The data flow, top to bottom: observations become a checked [`panel::Panel`]; a [`protocol::Protocol`] says who was
//! treated, from when, and who may stand as comparison; [`design::Design`] is the balanced matrix that every estimator
//! reads, with the reason for each unit left out; the estimators give an [`estimate::Estimate`] each, with its inference
//! named and its diagnostics beside it; an [`evaluation::Evaluation`] is all that a report needs.
//!
//! | module | estimand |
//! |---|---|
//! | [`control_chart`] | special-cause variation in the treated series alone (no counterfactual) |
//! | [`difference_in_differences`] | average effect on the treated under parallel trends |
//! | [`synthetic_control`] | average effect on the treated, counterfactual a weighted donor |
//! | [`synthetic_did`] | average effect on the treated, weights on donors and on periods |
//!
//! Everything is a pure function of its arguments: randomness enters as a seed, keyed by purpose and draw ([`random`]).

mod assignment;
pub mod control_chart;
pub mod design;
mod diagnostics;
pub mod difference_in_differences;
pub mod estimate;
mod estimators;
pub mod evaluation;
mod hash;
pub mod inference;
pub mod matrix;
pub mod panel;
pub mod protocol;
pub mod random;
pub mod scale;
mod simplex;
pub mod synthetic_control;
pub mod synthetic_did;
pub mod two_way_fixed_effects;
mod weighting;
