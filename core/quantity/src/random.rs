//! Random streams keyed by (run, purpose, draw): the same on one thread or many, and an extra draw in one place moves
//! nothing elsewhere.

use rand::SeedableRng;
use rand::rngs::ChaCha8Rng;

/// The stream of one draw of a run. `purpose` is the number of what it is for: each room has its own numbers, and a number
/// never changes.
pub fn stream(run: u64, purpose: u64, draw: u64) -> ChaCha8Rng {
    let mut key = [0; 32];
    key[..8].copy_from_slice(&run.to_le_bytes());
    key[8..16].copy_from_slice(&purpose.to_le_bytes());
    key[16..24].copy_from_slice(&draw.to_le_bytes());
    ChaCha8Rng::from_seed(key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::Rng;

    #[test]
    fn streams_differ_by_every_part_of_their_key_and_repeat() {
        let first = |run, purpose, draw| stream(run, purpose, draw).next_u64();
        let base = first(1, 1, 0);
        assert_eq!(base, first(1, 1, 0));
        assert_ne!(base, first(2, 1, 0));
        assert_ne!(base, first(1, 2, 0));
        assert_ne!(base, first(1, 1, 1));
    }
}
