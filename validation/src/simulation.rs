//! Simulated panels with a known effect: how often each inference cries wolf, and how well an effect is recovered.
//!
//! [`process`] draws a panel, [`scenario`] says which panels and which estimators, [`tally`] counts, [`page`] writes the
//! result down.

pub mod page;
pub mod process;
pub mod scenario;
pub mod tally;
