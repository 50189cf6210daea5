//! The levels of a scale, and how a rating is found among them.

use super::whole_numbers::WholeNumbers;
use crate::raters::RatingsError;

/// Different ratings that fit beside the mark of a missing one.
pub(crate) const MOST_LEVELS: usize = 255;
/// Bits of a NaN, which is never looked up.
const NOTHING: (u64, u8) = (u64::MAX, 0);

/// Whether ratings may add to the levels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scale {
    /// The levels are those that were given.
    AsRated,
    /// The levels are known beforehand.
    Known,
}

/// What is wrong with a rating; where it stands is told by whoever knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wrong {
    NotFinite,
    OffScale,
    TooMany,
}

/// The levels so far, rising, with a small table that finds most of them at once.
#[derive(Debug, Clone)]
pub(crate) struct Levels {
    rising: Vec<f64>,
    scale: Scale,
    /// For each slot of a hash of the bits, the rating that was last found by it and its place.
    recent: [(u64, u8); 256],
    whole_numbers: Option<WholeNumbers>,
}

impl Levels {
    /// No level yet, or those of a known scale.
    pub(crate) fn new(scale: Scale, levels: &[f64]) -> Result<Self, RatingsError> {
        if levels.len() > MOST_LEVELS {
            return Err(RatingsError::TooManyLevels);
        }
        let mut rising: Vec<f64> = levels.iter().copied().map(unsigned_nought).collect();
        rising.sort_by(f64::total_cmp);
        let whole_numbers = WholeNumbers::of(&rising);
        Ok(Self { rising, scale, recent: [NOTHING; 256], whole_numbers })
    }

    /// The levels, rising.
    pub(super) fn rising(&self) -> &[f64] {
        &self.rising
    }

    /// The levels as a run of whole numbers, where they are one.
    pub(super) fn whole_numbers(&self) -> Option<WholeNumbers> {
        self.whole_numbers
    }

    /// The place of a rating that is a level already.
    pub(super) fn find(&mut self, rating: f64) -> Option<u8> {
        let bits = unsigned_nought(rating).to_bits();
        let slot = usize::from(bits.wrapping_mul(0x9E37_79B9_7F4A_7C15).to_be_bytes()[0]);
        let (known, place) = self.recent[slot];
        if known == bits {
            return Some(place);
        }
        let at = self.rising.partition_point(|level| *level < rating);
        let found = rating.is_finite() && self.rising.get(at) == Some(&rating);
        let place = u8::try_from(at).ok().filter(|_| found)?;
        self.recent[slot] = (bits, place);
        Some(place)
    }

    /// Makes a rating that is no level a further one, and gives its place; those above it move up by one.
    pub(super) fn add(&mut self, rating: f64) -> Result<u8, Wrong> {
        if !rating.is_finite() {
            return Err(Wrong::NotFinite);
        }
        if self.scale == Scale::Known {
            return Err(Wrong::OffScale);
        }
        if self.rising.len() == MOST_LEVELS {
            return Err(Wrong::TooMany);
        }
        let at = self.rising.partition_point(|level| *level < rating);
        self.rising.insert(at, unsigned_nought(rating));
        self.recent = [NOTHING; 256];
        self.whole_numbers = WholeNumbers::of(&self.rising);
        u8::try_from(at).map_err(|_| Wrong::TooMany)
    }
}

/// Nought has two signs and is one level.
fn unsigned_nought(rating: f64) -> f64 {
    rating + 0.0
}
