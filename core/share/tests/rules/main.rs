//! What must hold for every rule of division, and where money becomes pence.
#![expect(clippy::unwrap_used, reason = "a test that cannot set its scene should stop")]

mod claims;
mod jumps;
mod limits;
mod settlement;
