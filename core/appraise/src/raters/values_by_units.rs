//! How often each level of a scale was given to each unit.

use super::RatingsError;
use super::reading::{Keep, Levels, MISSING, MOST_LEVELS, Scale, read};

/// Up to this many levels, counting one after the other is quicker than a histogram.
const FEW_LEVELS: usize = 16;

/// Krippendorff's values-by-units matrix (2011, "Computing Krippendorff's alpha-reliability"), a row a unit: all that is needed where it does not
/// matter who rated.
#[derive(Debug, Clone, PartialEq)]
pub struct ValuesByUnits {
    levels: Vec<f64>,
    raters: usize,
    rows: Rows,
}

impl ValuesByUnits {
    /// Counts the ratings of each unit by all raters, units one after the other, NaN being a rating that was not given; the levels are those that were given.
    /// No rating is kept, and neighbouring whole numbers are read fastest.
    ///
    /// # Errors
    /// [`RatingsError`]: no raters, a unit cut short, infinity, too many different ratings.
    pub fn from_doubles(raters: usize, ratings: &[f64]) -> Result<Self, RatingsError> {
        let levels = Levels::new(Scale::AsRated, &[])?;
        let mut rows = Rows { raters, ..Rows::default() };
        let levels = read(levels, raters, ratings, &mut rows)?;
        Ok(Self { levels, raters, rows })
    }

    /// Counts places among `levels`, of which units of so many raters stand one after the other.
    pub(super) fn of_places(levels: &[f64], raters: usize, places: &[u8]) -> Self {
        let mut rows = Rows { raters, levels: levels.len(), ..Rows::default() };
        rows.take(places);
        Self { levels: levels.to_vec(), raters, rows }
    }

    /// The levels of the scale, rising.
    pub fn levels(&self) -> &[f64] {
        &self.levels
    }

    /// How many raters there are.
    pub fn raters(&self) -> usize {
        self.raters
    }

    /// How often each level was given to a unit, unit by unit.
    pub fn units(&self) -> impl Iterator<Item = &[u32]> {
        self.rows.each()
    }
}

/// A row of counts a unit.
#[derive(Debug, Clone, PartialEq, Default)]
struct Rows {
    raters: usize,
    levels: usize,
    units: usize,
    counts: Vec<u32>,
}

impl Rows {
    fn each(&self) -> impl Iterator<Item = &[u32]> {
        (0..self.units).map(|unit| &self.counts[unit * self.levels..(unit + 1) * self.levels])
    }
}

impl Keep for Rows {
    fn take(&mut self, places: &[u8]) {
        for unit in places.chunks_exact(self.raters) {
            if self.levels <= FEW_LEVELS {
                self.counts.extend((0..MISSING).take(self.levels).map(|level| how_many(unit, level)));
            } else {
                let mut counts = [0_u32; MOST_LEVELS + 1];
                for place in unit {
                    counts[usize::from(*place)] += 1;
                }
                self.counts.extend_from_slice(&counts[..self.levels]);
            }
            self.units += 1;
        }
    }

    fn move_up(&mut self, from: u8) {
        let wider = self.each().flat_map(|row| {
            let (below, above) = row.split_at(usize::from(from));
            below.iter().chain(&[0]).chain(above).copied()
        });
        self.counts = wider.collect();
        self.levels += 1;
    }
}

/// How often `level` stands in `places`: in bytes that are emptied before they overflow, so that the loop runs in wide registers.
fn how_many(places: &[u8], level: u8) -> u32 {
    let part = |part: &[u8]| part.iter().fold(0_u8, |sum, place| sum.wrapping_add(u8::from(*place == level)));
    places.chunks(usize::from(u8::MAX)).map(|places| u32::from(part(places))).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::raters::Ratings;

    fn counts(raters: usize, ratings: &[f64]) -> Vec<Vec<u32>> {
        ValuesByUnits::from_doubles(raters, ratings).unwrap().units().map(<[u32]>::to_vec).collect()
    }

    #[test]
    fn a_unit_that_nobody_rated_has_its_row_and_a_later_level_its_column() {
        let nan = f64::NAN;
        assert_eq!(counts(2, &[nan, nan, 4.0, nan, -1.0, 4.0]), [vec![0, 0], vec![0, 1], vec![1, 1]]);
        assert_eq!(counts(1, &[nan, nan]), [vec![0; 0], vec![]]);
    }

    #[test]
    fn a_scale_keeps_the_levels_that_nobody_chose() {
        let ratings = Ratings::on_scale(&[1.0, 2.0, 3.0], 2, [Some(3.0), Some(1.0)]).unwrap();
        assert_eq!(ratings.values_by_units().units().collect::<Vec<_>>(), [[1, 0, 1]]);
    }

    proptest! {
        #[test]
        fn counting_by_level_and_by_histogram_is_counting_one_by_one(
            levels in prop_oneof![Just(5_u8), Just(40_u8)],
            raters in 1_usize..600,
            seed in prop::collection::vec(any::<u8>(), 1..200),
        ) {
            let ratings: Vec<f64> = (0..raters * 3)
                .map(|at| seed[at % seed.len()].wrapping_mul(u8::try_from(at % 251).unwrap()))
                .map(|byte| if byte % 7 == 3 { f64::NAN } else { f64::from(byte % levels) })
                .collect();
            let counted = ValuesByUnits::from_doubles(raters, &ratings).unwrap();
            prop_assert_eq!(counted.units().count(), 3);
            for (unit, counts) in ratings.chunks(raters).zip(counted.units()) {
                for (level, count) in counted.levels().iter().zip(counts) {
                    let slow = unit.iter().filter(|rating| *rating == level).count();
                    prop_assert_eq!(slow, usize::try_from(*count).unwrap());
                }
            }
        }
    }
}
