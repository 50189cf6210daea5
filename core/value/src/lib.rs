//! What a change is worth, to whose budget, cash or not, counted once.

pub mod chain;
pub mod discount;
pub mod distribution;
pub mod effect;
pub mod equity;
pub mod information;
pub mod model;
pub mod parameters;
pub mod plan;
pub mod simulate;
pub mod stream;
pub mod summary;
pub mod tornado;
pub mod valuation;
