//! Ratings read into their places on the scale.

use pulp::Arch;

use super::levels::{Levels, Wrong};
use super::whole_numbers::Lookup;
use super::{MISSING, RatingsError};

/// Ratings that are looked at together: they and their places stay in the first-level cache.
const BLOCK: usize = 1024;

/// The places of the ratings read so far, and the levels met among them.
struct Reading {
    levels: Levels,
    places: Vec<u8>,
}

/// The levels, rising, and the place of each rating among them; NaN is a rating that was not given.
///
/// Blocks whose ratings all lie on a scale of neighbouring whole numbers are read at once. Any other is read rating by rating, as is one that brings a
/// new level: there are few of these, since a level is new but once.
pub(super) fn read(
    levels: Levels,
    raters: usize,
    ratings: &[f64],
) -> Result<(Vec<f64>, Vec<u8>), RatingsError> {
    let arch = Arch::new();
    let mut reading = Reading { levels, places: Vec::with_capacity(ratings.len()) };
    let mut room = [MISSING; BLOCK];
    for ratings in ratings.chunks(BLOCK) {
        let places = &mut room[..ratings.len()];
        let whole_numbers = reading.levels.whole_numbers();
        if whole_numbers.is_some_and(|scale| arch.dispatch(Lookup { scale, ratings, places })) {
            reading.places.extend_from_slice(places);
        } else {
            reading.one_by_one(raters, ratings)?;
        }
    }
    Ok((reading.levels.rising().to_vec(), reading.places))
}

impl Reading {
    fn one_by_one(&mut self, raters: usize, ratings: &[f64]) -> Result<(), RatingsError> {
        for rating in ratings {
            let place = if rating.is_nan() { Ok(MISSING) } else { self.place(*rating) };
            let place = place.map_err(|wrong| self.error(wrong, *rating, raters))?;
            self.places.push(place);
        }
        Ok(())
    }

    fn place(&mut self, rating: f64) -> Result<u8, Wrong> {
        if let Some(place) = self.levels.find(rating) {
            return Ok(place);
        }
        let new = self.levels.add(rating)?;
        for place in &mut self.places {
            *place = place.wrapping_add(u8::from((new..MISSING).contains(place)));
        }
        Ok(new)
    }

    /// What is wrong with the next rating.
    fn error(&self, wrong: Wrong, value: f64, raters: usize) -> RatingsError {
        let (rater, unit) = (self.places.len() % raters + 1, self.places.len() / raters + 1);
        match wrong {
            Wrong::NotFinite => RatingsError::NotFinite { rater, unit },
            Wrong::TooMany => RatingsError::TooManyLevels,
            Wrong::OffScale => {
                let scale = self.levels.rising().iter().map(f64::to_string).collect::<Vec<_>>().join(", ");
                RatingsError::OffScale { rater, unit, value, scale }
            }
        }
    }
}
