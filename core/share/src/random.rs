//! Random streams keyed by (run, purpose, draw): the same on one thread or many, and an extra draw in one place moves
//! nothing elsewhere.

use rand::SeedableRng;
use rand::rngs::ChaCha8Rng;

/// What a stream is for. The number is part of the key and never changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u64)]
pub(crate) enum Purpose {
    /// Orders of joining.
    Orders = 1001,
}

/// The stream of one draw.
pub(crate) fn stream(run: u64, purpose: Purpose, draw: u64) -> ChaCha8Rng {
    let mut key = [0; 32];
    key[..8].copy_from_slice(&run.to_le_bytes());
    key[8..16].copy_from_slice(&(purpose as u64).to_le_bytes());
    key[16..24].copy_from_slice(&draw.to_le_bytes());
    ChaCha8Rng::from_seed(key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::Rng;

    #[test]
    fn streams_differ_by_run_and_draw_and_repeat() {
        let first = |run, draw| stream(run, Purpose::Orders, draw).next_u64();
        assert_eq!(first(1, 0), first(1, 0));
        assert_ne!(first(1, 0), first(2, 0));
        assert_ne!(first(1, 0), first(1, 1));
    }
}
