//! What a change is worth, to whose budget, cash or not, counted once.
//!
//! The data flow, top to bottom: [`parameters`] are dated figures with their sources; a [`plan::Plan`] says which [`effect`] is
//! valued at which unit cost, in whose pocket, and what it cost; built, it is a [`model::Model`] of figures with their
//! [`distribution`]s and lines that are products of them; [`valuation::value`] computes it as expected, to the penny, and by
//! [`simulate::simulate`] for many draws.
//!
//! | module | what it computes |
//! |---|---|
//! | [`discount`] | factors of a declining schedule of rates |
//! | [`chain`] | each avoided link counted once |
//! | [`options`] | options compared: net value, scores, gates, and the preferred one where that is robust |
//! | [`information`] | the worth of knowing more before deciding |
//! | [`tornado`] | what each uncertain figure alone does |
//! | [`equity`] | weights by income, and whether the gap narrows |
//! | [`import`] | unit costs from the National Cost Collection, or from one's own copy of others |
//!
//! Everything is a pure function of its arguments: randomness enters as a seed, keyed by figure and draw ([`stream`]).

pub mod chain;
pub mod discount;
pub mod distribution;
pub mod effect;
pub mod equity;
pub mod import;
pub mod information;
pub mod model;
pub mod options;
pub mod parameters;
pub mod plan;
pub mod simulate;
pub mod stream;
pub mod summary;
pub mod tornado;
pub mod valuation;
