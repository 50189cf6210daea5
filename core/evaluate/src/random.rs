//! What random streams of an evaluation are for.

use rand::rngs::ChaCha8Rng;

/// What a stream is for. The number is part of the key and never changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u64)]
pub enum Purpose {
    /// Choosing pseudo-treated donors.
    Placebo = 1,
    /// Drawing units with replacement.
    Bootstrap = 2,
    /// Simulating a panel.
    Simulation = 3,
    /// Generating the example place.
    Example = 4,
}

/// The stream of one draw.
pub fn stream(seed: u64, purpose: Purpose, draw: u64) -> ChaCha8Rng {
    commonweal_quantity::random::stream(seed, purpose as u64, draw)
}
