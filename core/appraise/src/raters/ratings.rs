//! The checked matrix of ratings.

use super::ValuesByUnits;
use super::reading::{Levels, MISSING, MOST_LEVELS, Scale, read};

/// Ratings of units by raters; a rater may leave units out.
///
/// Each rating is kept as the place of its value among the levels, units one after the other.
#[derive(Debug, Clone, PartialEq)]
pub struct Ratings {
    levels: Vec<f64>,
    raters: usize,
    places: Vec<u8>,
}

/// Why values are no matrix of ratings.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum RatingsError {
    /// Nobody rates.
    #[error("there are no raters; give each row of ratings one column a rater")]
    NoRaters,
    /// A last unit that is cut short.
    #[error(
        "{values} ratings do not fill whole units of {raters} raters; mark those that were not given as missing"
    )]
    Ragged {
        /// How many ratings there are.
        values: usize,
        /// How many raters.
        raters: usize,
    },
    /// No number.
    #[error(
        "rater {rater} of unit {unit} gives no finite number; mark a rating that was not given as missing"
    )]
    NotFinite {
        /// The rater, from 1.
        rater: usize,
        /// The unit, from 1.
        unit: usize,
    },
    /// A rating outside the scale.
    #[error("rater {rater} of unit {unit} gives {value}, which is not on the scale {scale}; correct it")]
    OffScale {
        /// The rater, from 1.
        rater: usize,
        /// The unit, from 1.
        unit: usize,
        /// The rating.
        value: f64,
        /// The scale in words.
        scale: String,
    },
    /// Measurements rather than ratings.
    #[error("there are more than {MOST_LEVELS} different ratings; round them to the steps of a scale")]
    TooManyLevels,
}

impl Ratings {
    /// The ratings of each unit by all raters, units one after the other; the levels of the scale are those that were given.
    ///
    /// # Errors
    /// [`RatingsError`]: no raters, a unit cut short, no finite number, too many different ones.
    pub fn new(raters: usize, values: impl IntoIterator<Item = Option<f64>>) -> Result<Self, RatingsError> {
        Self::read(&[], Scale::AsRated, raters, values)
    }

    /// The same on a scale whose levels are known, given in rising order; some may never be chosen.
    ///
    /// # Errors
    /// [`RatingsError`]: the same, and a rating that is not on the scale.
    pub fn on_scale(
        levels: &[f64],
        raters: usize,
        values: impl IntoIterator<Item = Option<f64>>,
    ) -> Result<Self, RatingsError> {
        Self::read(levels, Scale::Known, raters, values)
    }

    fn read(
        levels: &[f64],
        scale: Scale,
        raters: usize,
        values: impl IntoIterator<Item = Option<f64>>,
    ) -> Result<Self, RatingsError> {
        // One that is given as NaN is refused as infinity is.
        let refused_if_nan = |value: f64| if value.is_nan() { f64::INFINITY } else { value };
        let doubles = values.into_iter().map(|value| value.map_or(f64::NAN, refused_if_nan));
        let doubles: Vec<f64> = doubles.collect();
        let mut places = Vec::with_capacity(doubles.len());
        let levels = read(Levels::new(scale, levels)?, raters, &doubles, &mut places)?;
        Ok(Self { levels, raters, places })
    }

    /// The levels of the scale, rising.
    pub fn levels(&self) -> &[f64] {
        &self.levels
    }

    /// How many raters there are.
    pub fn raters(&self) -> usize {
        self.raters
    }

    /// How many units there are.
    pub fn units(&self) -> usize {
        self.places.len() / self.raters
    }

    /// The rating of a unit by a rater, each from 0.
    pub fn rating(&self, unit: usize, rater: usize) -> Option<f64> {
        self.place(unit, rater).and_then(|place| self.levels.get(place).copied())
    }

    /// The place of a rating among the levels.
    pub(super) fn place(&self, unit: usize, rater: usize) -> Option<usize> {
        let place = *self.places.get(unit * self.raters + rater)?;
        (place != MISSING).then_some(usize::from(place))
    }

    /// How often each level was given to each unit.
    pub fn values_by_units(&self) -> ValuesByUnits {
        ValuesByUnits::of_places(&self.levels, self.raters, &self.places)
    }
}

#[cfg(test)]
mod tests;
