//! What a change is worth, to whose budget, cash or not, counted once.

pub mod discount;
pub mod parameters;
