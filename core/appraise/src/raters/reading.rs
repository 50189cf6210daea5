//! Doubles read into places on a scale.

mod levels;
mod whole_numbers;

use pulp::Arch;

use super::RatingsError;
use levels::Wrong;
pub(super) use levels::{Levels, MOST_LEVELS, Scale};
use whole_numbers::Lookup;

/// The mark of a rating that was not given, where its place would stand.
pub(super) const MISSING: u8 = u8::MAX;
/// About as many ratings are looked at together: they and their places stay in the first-level cache.
const BLOCK: usize = 1024;

/// What is kept of the places.
pub(super) trait Keep {
    /// Takes the places of whole units, of which the last may be cut short.
    fn take(&mut self, places: &[u8]);
    /// Moves this place and those above it up by one: a new level has come below them.
    fn move_up(&mut self, from: u8);
}

impl Keep for Vec<u8> {
    fn take(&mut self, places: &[u8]) {
        self.extend_from_slice(places);
    }

    fn move_up(&mut self, from: u8) {
        move_up(self, from);
    }
}

/// Reads ratings, units one after the other, and gives their levels, rising; NaN is a rating that was not given.
///
/// Blocks whose ratings all lie on a scale of neighbouring whole numbers are read at once. Any other is read rating by rating, as is one that brings a
/// new level: there are few of these, since a level is new but once.
pub(super) fn read(
    mut levels: Levels,
    raters: usize,
    ratings: &[f64],
    kept: &mut impl Keep,
) -> Result<Vec<f64>, RatingsError> {
    if raters == 0 {
        return Err(RatingsError::NoRaters);
    }
    let arch = Arch::new();
    let block = (BLOCK / raters).max(1) * raters;
    let mut room = vec![MISSING; block.min(ratings.len())];
    for (at, ratings) in (0..).step_by(block).zip(ratings.chunks(block)) {
        let places = &mut room[..ratings.len()];
        let scale = levels.whole_numbers();
        if !scale.is_some_and(|scale| arch.dispatch(Lookup { scale, ratings, places })) {
            one_by_one(&mut levels, ratings, places, kept)
                .map_err(|(wrong, within)| error(wrong, &levels, raters, at + within, ratings[within]))?;
        }
        kept.take(places);
    }
    if !ratings.len().is_multiple_of(raters) {
        return Err(RatingsError::Ragged { values: ratings.len(), raters });
    }
    Ok(levels.rising().to_vec())
}

/// Finds the places of ratings in turn; what is wrong with the first wrong one, and which that is.
fn one_by_one(
    levels: &mut Levels,
    ratings: &[f64],
    places: &mut [u8],
    kept: &mut impl Keep,
) -> Result<(), (Wrong, usize)> {
    for (at, rating) in ratings.iter().enumerate() {
        places[at] = if rating.is_nan() {
            MISSING
        } else if let Some(place) = levels.find(*rating) {
            place
        } else {
            let new = levels.add(*rating).map_err(|wrong| (wrong, at))?;
            kept.move_up(new);
            move_up(&mut places[..at], new);
            new
        };
    }
    Ok(())
}

fn move_up(places: &mut [u8], from: u8) {
    for place in places {
        *place = place.wrapping_add(u8::from((from..MISSING).contains(place)));
    }
}

fn error(wrong: Wrong, levels: &Levels, raters: usize, at: usize, value: f64) -> RatingsError {
    let (rater, unit) = (at % raters + 1, at / raters + 1);
    match wrong {
        Wrong::NotFinite => RatingsError::NotFinite { rater, unit },
        Wrong::TooMany => RatingsError::TooManyLevels,
        Wrong::OffScale => {
            let scale = levels.rising().iter().map(f64::to_string).collect::<Vec<_>>().join(", ");
            RatingsError::OffScale { rater, unit, value, scale }
        }
    }
}

#[cfg(test)]
mod tests;
