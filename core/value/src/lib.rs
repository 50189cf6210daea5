//! What a change is worth, to whose budget, cash or not, counted once.

pub mod discount;
pub mod distribution;
pub mod model;
pub mod parameters;
pub mod simulate;
pub mod stream;
