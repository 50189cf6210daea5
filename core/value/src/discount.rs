//! Discounting by a declining schedule of rates.
//!
//! The factor of year t is D(t) = Π_{s=1..t} 1/(1 + r(s)), r(s) being the rate of the s-th year after the base (HM Treasury, The
//! Green Book, Annex 6, Table 8): the rate declines by years, so the factor is a running product and not (1 + r)^−t.

use serde::{Deserialize, Serialize};

/// The last year that is discounted; far beyond any appraisal.
pub const LAST_YEAR: usize = 1_000;

/// From a year on, this rate.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// The first year at this rate; year 1 is the year after the base.
    pub from: u32,
    /// The rate a year, in real terms.
    pub rate: f64,
}

/// Discount rates by year.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Schedule(Vec<Step>);

/// When in its year an amount falls due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Timing {
    /// At the start: year 0 is not discounted. The Green Book's tables.
    #[default]
    StartOfYear,
    /// In the middle: half a year later than at the start.
    MidYear,
}

/// Why steps make no schedule.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum ScheduleError {
    /// The first year has no rate.
    #[error("does not begin at year 1; begin it with {{ from = 1, rate = … }}")]
    Beginning,
    /// A step does not come after the one before it.
    #[error("is not in order of years at year {0}; write each step after the one before it")]
    Order(u32),
    /// The rate is none.
    #[error("has the rate {0}; a rate is a number above -1 and below 1, such as 0.035")]
    Rate(f64),
}

impl Schedule {
    /// Checks the steps.
    ///
    /// # Errors
    /// [`ScheduleError`], which reads on after "a schedule that".
    pub fn new(steps: Vec<Step>) -> Result<Self, ScheduleError> {
        if steps.first().is_none_or(|step| step.from != 1) {
            return Err(ScheduleError::Beginning);
        }
        if let Some(pair) = steps.windows(2).find(|pair| pair[1].from <= pair[0].from) {
            return Err(ScheduleError::Order(pair[1].from));
        }
        match steps.iter().find(|step| !(step.rate > -1.0 && step.rate < 1.0)) {
            Some(step) => Err(ScheduleError::Rate(step.rate)),
            None => Ok(Self(steps)),
        }
    }

    /// The steps.
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    /// The rate of the `year`-th year after the base, from 1.
    pub fn rate(&self, year: u32) -> f64 {
        self.0.iter().rev().find(|step| step.from <= year).map_or(0.0, |step| step.rate)
    }

    /// The factors of years 0 to `years` − 1; at mid-year each is D(t)·(1 + r(t + 1))^−½. At most [`LAST_YEAR`] of them.
    pub fn factors(&self, years: usize, timing: Timing) -> Vec<f64> {
        let mut start = 1.0;
        let mut factors = Vec::new();
        for year in (1_u32..).take(years.min(LAST_YEAR + 1)) {
            let rate = self.rate(year);
            factors.push(match timing {
                Timing::StartOfYear => start,
                Timing::MidYear => start / (1.0 + rate).sqrt(),
            });
            start /= 1.0 + rate;
        }
        factors
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn declining() -> Schedule {
        Schedule::new(vec![
            Step { from: 1, rate: 0.035 },
            Step { from: 31, rate: 0.03 },
            Step { from: 76, rate: 0.025 },
        ])
        .unwrap()
    }

    #[test]
    fn a_constant_rate_gives_the_annuity_of_the_closed_form() {
        let sum: f64 = declining().factors(31, Timing::StartOfYear).iter().skip(1).sum();
        assert!((sum - (1.0 - 1.035_f64.powi(-30)) / 0.035).abs() < 1e-12);
    }

    #[test]
    fn the_rate_of_a_later_year_applies_to_that_year_alone() {
        let factors = declining().factors(101, Timing::StartOfYear);
        assert!((factors[31] / factors[30] - 1.0 / 1.03).abs() < 1e-15);
        let by_hand = 1.035_f64.powi(-30) * 1.03_f64.powi(-45) * 1.025_f64.powi(-25);
        assert!((factors[100] - by_hand).abs() < 1e-15);
    }

    #[test]
    fn mid_year_lies_half_a_year_after_the_start() {
        let start = declining().factors(40, Timing::StartOfYear);
        let middle = declining().factors(40, Timing::MidYear);
        for year in 0..39 {
            assert!((middle[year] - (start[year] * start[year + 1]).sqrt()).abs() < 1e-15, "{year}");
        }
    }

    #[test]
    fn each_wrong_schedule_is_refused_by_its_own_name() {
        let step = |from, rate| Step { from, rate };
        assert_eq!(Schedule::new(vec![]), Err(ScheduleError::Beginning));
        assert_eq!(Schedule::new(vec![step(2, 0.03)]), Err(ScheduleError::Beginning));
        assert_eq!(Schedule::new(vec![step(1, 0.03), step(1, 0.02)]), Err(ScheduleError::Order(1)));
        assert_eq!(Schedule::new(vec![step(1, 3.5)]), Err(ScheduleError::Rate(3.5)));
    }

    proptest! {
        #[test]
        fn factors_fall_while_rates_are_above_zero(first in 0.001..0.2f64, then in 0.001..0.2f64, from in 2u32..50) {
            let schedule = Schedule::new(vec![Step { from: 1, rate: first }, Step { from, rate: then }]).unwrap();
            for timing in [Timing::StartOfYear, Timing::MidYear] {
                prop_assert!(schedule.factors(60, timing).windows(2).all(|pair| pair[1] < pair[0]));
            }
        }
    }
}
