//! The checked matrix of ratings.

/// The mark of a rating that was not given.
const MISSING: u8 = u8::MAX;
/// Different ratings that fit beside the mark of a missing one.
const MOST_LEVELS: usize = 255;
/// Up to this many levels, counting one after the other is quicker than a histogram.
const FEW_LEVELS: usize = 16;

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
        Self::read(raters, Levels::default(), values)
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
        let mut known = Levels { closed: true, ..Levels::default() };
        for level in levels {
            known.push(*level).ok_or(RatingsError::TooManyLevels)?;
        }
        Self::read(raters, known, values)
    }

    fn read(
        raters: usize,
        mut levels: Levels,
        values: impl IntoIterator<Item = Option<f64>>,
    ) -> Result<Self, RatingsError> {
        if raters == 0 {
            return Err(RatingsError::NoRaters);
        }
        let values = values.into_iter();
        let mut places = Vec::with_capacity(values.size_hint().0);
        for value in values {
            let place = match value {
                None => MISSING,
                Some(value) => levels.place(value).map_err(|wrong| {
                    let at = (places.len() % raters + 1, places.len() / raters + 1);
                    wrong.at(value, at, &levels)
                })?,
            };
            places.push(place);
        }
        if !places.len().is_multiple_of(raters) {
            return Err(RatingsError::Ragged { values: places.len(), raters });
        }
        let (levels, moved) = levels.sorted();
        for place in &mut places {
            *place = moved[usize::from(*place)];
        }
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

    /// How often each level was given to a unit, unit by unit, into a row that is used again.
    pub(super) fn for_each_unit(&self, mut visit: impl FnMut(&[u32])) {
        let mut counts = vec![0_u32; MOST_LEVELS + 1];
        let levels = self.levels.len();
        for unit in self.places.chunks_exact(self.raters) {
            if levels <= FEW_LEVELS {
                for (count, level) in counts.iter_mut().take(levels).zip(0..=MISSING) {
                    *count = how_many(unit, level);
                }
            } else {
                counts.fill(0);
                for place in unit {
                    counts[usize::from(*place)] += 1;
                }
            }
            visit(&counts[..levels]);
        }
    }
}

/// How often `level` stands in `places`: in bytes that are emptied before they overflow, so that the loop runs in wide registers.
fn how_many(places: &[u8], level: u8) -> u32 {
    let part = |part: &[u8]| part.iter().fold(0_u8, |sum, place| sum.wrapping_add(u8::from(*place == level)));
    places.chunks(usize::from(u8::MAX)).map(|places| u32::from(part(places))).sum()
}

/// The levels in the order in which they were met, with a small table that finds most of them at once.
#[derive(Debug, Clone)]
struct Levels {
    met: Vec<f64>,
    /// Whether the scale is known, so that no level may be added.
    closed: bool,
    /// For each slot of a hash of the bits, the level that was last found by it.
    recent: [(u64, u8); 256],
}

/// What is wrong with a value; its place is told by whoever knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wrong {
    NotFinite,
    OffScale,
    TooMany,
}

impl Wrong {
    fn at(self, value: f64, (rater, unit): (usize, usize), levels: &Levels) -> RatingsError {
        match self {
            Self::NotFinite => RatingsError::NotFinite { rater, unit },
            Self::TooMany => RatingsError::TooManyLevels,
            Self::OffScale => {
                let scale = levels.met.iter().map(f64::to_string).collect::<Vec<_>>().join(", ");
                RatingsError::OffScale { rater, unit, value, scale }
            }
        }
    }
}

impl Default for Levels {
    fn default() -> Self {
        // The bits of a NaN, which is never looked up.
        Self { met: Vec::new(), closed: false, recent: [(u64::MAX, 0); 256] }
    }
}

impl Levels {
    fn place(&mut self, value: f64) -> Result<u8, Wrong> {
        // Nought has two signs and is one level.
        let bits = (value + 0.0).to_bits();
        let slot = usize::from(bits.wrapping_mul(0x9E37_79B9_7F4A_7C15).to_be_bytes()[0]);
        let (known, place) = self.recent[slot];
        if known == bits {
            return Ok(place);
        }
        if !value.is_finite() {
            return Err(Wrong::NotFinite);
        }
        let place = match self.met.iter().position(|level| *level == value) {
            Some(at) => u8::try_from(at).map_err(|_| Wrong::TooMany)?,
            None if self.closed => return Err(Wrong::OffScale),
            None => self.push(value).ok_or(Wrong::TooMany)?,
        };
        self.recent[slot] = (bits, place);
        Ok(place)
    }

    fn push(&mut self, value: f64) -> Option<u8> {
        let place = u8::try_from(self.met.len()).ok().filter(|place| *place != MISSING)?;
        self.met.push(value + 0.0);
        Some(place)
    }

    /// The levels rising, and where each place has moved to.
    fn sorted(self) -> (Vec<f64>, Vec<u8>) {
        let mut order: Vec<usize> = (0..self.met.len()).collect();
        order.sort_by(|a, b| self.met[*a].total_cmp(&self.met[*b]));
        let mut moved = vec![MISSING; MOST_LEVELS + 1];
        for (new, old) in (0..=MISSING).zip(&order) {
            moved[*old] = new;
        }
        (order.into_iter().map(|place| self.met[place]).collect(), moved)
    }
}

#[cfg(test)]
mod tests;
