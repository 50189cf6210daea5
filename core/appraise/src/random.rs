//! What random streams of an appraisal are for.

use rand::rngs::ChaCha8Rng;

/// What a stream is for. The number is part of the key and never changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u64)]
pub(crate) enum Purpose {
    /// Drawing units with replacement.
    Units = 2001,
    /// Drawing the respondents of the first side with replacement.
    FirstSide = 2002,
    /// Drawing the respondents of the second side with replacement.
    SecondSide = 2003,
}

/// The stream of one draw.
pub(crate) fn stream(seed: u64, purpose: Purpose, draw: u64) -> ChaCha8Rng {
    commonweal_quantity::random::stream(seed, purpose as u64, draw)
}
