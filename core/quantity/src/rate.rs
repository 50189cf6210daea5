//! A count over a population, per so many people: `12.3 per 1,000`.

use std::fmt;
use std::str::FromStr;

use crate::digits::{all_digits, group, ungroup};

/// A rate: events a period for each `per` of the population.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rate {
    value: f64,
    per: u64,
}

/// Why a rate cannot be had.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum RateError {
    /// The text has not the form of a rate.
    #[error("'{0}' is not a rate: write it like 12.3 per 1,000")]
    Unreadable(String),
    /// Nobody to count among.
    #[error(
        "the population is zero, so there is no rate of {count}; leave the cell empty or correct the population"
    )]
    ZeroPopulation {
        /// What was counted.
        count: f64,
    },
    /// A rate per nobody.
    #[error("a rate per 0 means nothing; write it per 1,000 or per 100,000")]
    PerZero,
    /// Negative, infinite or not a number.
    #[error("{0} is not the value of a rate; a rate is a finite number, nought or more")]
    NotARate(f64),
}

impl Rate {
    /// `count / population × per`.
    ///
    /// # Errors
    /// [`RateError::ZeroPopulation`], [`RateError::PerZero`], and [`RateError::NotARate`] for a count that is negative or
    /// not finite.
    pub fn of(count: f64, population: u64, per: u64) -> Result<Self, RateError> {
        if population == 0 {
            return Err(RateError::ZeroPopulation { count });
        }
        Self::new(count / population as f64 * per as f64, per)
    }

    /// `value` for each `per` of the population.
    ///
    /// # Errors
    /// [`RateError::PerZero`] and [`RateError::NotARate`].
    pub fn new(value: f64, per: u64) -> Result<Self, RateError> {
        if per == 0 {
            return Err(RateError::PerZero);
        }
        // A negative nought would be printed with its sign; adding nought takes it off.
        if value.is_finite() && value >= 0.0 {
            Ok(Self { value: value + 0.0, per })
        } else {
            Err(RateError::NotARate(value))
        }
    }

    /// Events for each [`Rate::per`] of the population.
    pub fn value(self) -> f64 {
        self.value
    }

    /// The number of people that the rate is for.
    pub fn per(self) -> u64 {
        self.per
    }

    /// The same rate per another number of people.
    ///
    /// # Errors
    /// As for [`Rate::new`].
    pub fn restated(self, per: u64) -> Result<Self, RateError> {
        Self::new(self.value / self.per as f64 * per as f64, per)
    }

    /// How many events the rate means in a population.
    pub fn count_in(self, population: u64) -> f64 {
        self.value / self.per as f64 * population as f64
    }
}

impl fmt::Display for Rate {
    /// All digits of the value; as many decimals as asked for under a precision (`{rate:.1}`).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match f.precision() {
            Some(decimals) => write!(f, "{:.decimals$} per {}", self.value, group(self.per)),
            None => write!(f, "{} per {}", self.value, group(self.per)),
        }
    }
}

impl FromStr for Rate {
    type Err = RateError;

    fn from_str(text: &str) -> Result<Self, RateError> {
        let text = text.trim();
        let read = || {
            let (value, per) = text.split_once(" per ")?;
            let (whole, decimals) = value.split_once('.').unwrap_or((value, "0"));
            let whole = ungroup(whole).filter(|_| all_digits(decimals))?;
            let value: f64 = format!("{whole}.{decimals}").parse().ok()?;
            Some((value, ungroup(per)?.parse().ok()?))
        };
        let (value, per) = read().ok_or_else(|| RateError::Unreadable(text.to_owned()))?;
        Self::new(value, per)
    }
}

stored_as_text!(Rate);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_rate_is_count_over_population_for_each_so_many() {
        let rate = Rate::of(246.0, 20_000, 1_000).unwrap();
        assert_eq!(rate.to_string(), "12.3 per 1,000");
        assert_eq!(format!("{:.1}", rate.restated(100_000).unwrap()), "1230.0 per 100,000");
        assert!((rate.count_in(20_000) - 246.0).abs() < 1e-9);
        assert_eq!("1,230.5 per 100000".parse(), Rate::new(1_230.5, 100_000));
        assert_eq!(Rate::new(-0.0, 10).unwrap().to_string(), "0 per 10");
    }

    #[test]
    fn each_impossible_rate_is_refused_by_its_own_name() {
        assert_eq!(Rate::of(3.0, 0, 1_000), Err(RateError::ZeroPopulation { count: 3.0 }));
        assert_eq!(Rate::of(3.0, 10, 0), Err(RateError::PerZero));
        assert_eq!(Rate::of(-3.0, 10, 10), Err(RateError::NotARate(-3.0)));
        assert!(matches!(Rate::of(f64::NAN, 10, 10), Err(RateError::NotARate(_))));
        for text in [
            "",
            "12.3",
            "12.3 per",
            "per 1,000",
            "-1 per 10",
            "1e3 per 10",
            "inf per 10",
            "1. per 10",
            "1 per 1,00",
        ] {
            assert!(matches!(text.parse::<Rate>(), Err(RateError::Unreadable(_))), "{text}");
        }
        assert_eq!("1 per 0".parse::<Rate>(), Err(RateError::PerZero));
    }

    proptest! {
        #[test]
        fn printing_and_reading_back_is_the_identity(value in 0.0..=f64::MAX, small in 0.0f64..1e6, per in 1u64..) {
            for value in [value, small] {
                let rate = Rate::new(value, per).unwrap();
                prop_assert_eq!(rate.to_string().parse(), Ok(rate));
            }
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in ".{0,24}", near_miss in "[-0-9,.]{0,12}( per )?[0-9,]{0,24}") {
            let _ = (text.parse::<Rate>(), near_miss.parse::<Rate>());
        }
    }
}
