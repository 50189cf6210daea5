//! Random streams keyed by (seed, purpose, draw): the same on one thread or many, and an extra draw in one place moves
//! nothing elsewhere.

use rand::SeedableRng;
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
    let mut key = [0; 32];
    key[..8].copy_from_slice(&seed.to_le_bytes());
    key[8..16].copy_from_slice(&(purpose as u64).to_le_bytes());
    key[16..24].copy_from_slice(&draw.to_le_bytes());
    ChaCha8Rng::from_seed(key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::Rng;

    #[test]
    fn streams_differ_by_every_part_of_their_key_and_repeat() {
        let first = |seed, purpose, draw| stream(seed, purpose, draw).next_u64();
        let base = first(1, Purpose::Units, 0);
        assert_eq!(base, first(1, Purpose::Units, 0));
        assert_ne!(base, first(2, Purpose::Units, 0));
        assert_ne!(base, first(1, Purpose::FirstSide, 0));
        assert_ne!(base, first(1, Purpose::Units, 1));
    }
}
