//! What must hold for every rule of division, and where money becomes pence.

mod claims;
mod journals;
mod jumps;
mod limits;
mod settlement;
