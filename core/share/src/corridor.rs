//! Gain and loss corridors: how much of a measured effect is shared, with a cap and a floor and without a cliff.
//!
//! A corridor is a line through agreed points, flat before the first and after the last. It is continuous however it is agreed: where a contract would
//! begin to pay at a threshold with the first pound, the points say over which stretch the pay catches up.

use serde::Serialize;
use statrs::distribution::{Continuous, ContinuousCDF, Normal};

use crate::game::LARGEST;

/// An agreed point: so much effect, so much shared. Both in pounds, gains above nought, losses below.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Point {
    /// The effect.
    pub effect: f64,
    /// What is shared of it.
    pub shared: f64,
}

/// What is agreed on one side, gains or losses, both as sizes above nought.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Terms {
    /// Up to here, nothing is shared.
    pub free: f64,
    /// The part of each pound beyond that is shared, from 0 to 1.
    pub rate: f64,
    /// The most that is shared.
    pub most: f64,
}

/// A continuous, never falling line from effect to what is shared of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Corridor {
    points: Vec<Point>,
}

/// An effect with its uncertainty.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effect {
    /// The estimate.
    pub estimate: f64,
    /// Lower end of its interval.
    pub low: f64,
    /// Upper end of its interval.
    pub high: f64,
}

/// What is due under a corridor when the effect is uncertain.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Due {
    /// At the estimate.
    pub at_estimate: f64,
    /// At the lower end of the interval.
    pub at_low: f64,
    /// At the upper end.
    pub at_high: f64,
    /// At the point of the interval nearest to no effect: what the evidence bears out, nought where it cannot tell the effect from none.
    pub borne_out: f64,
}

/// Why something is no corridor.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum CorridorError {
    /// No point.
    #[error("a corridor needs at least one point: an effect and what is shared of it")]
    NoPoints,
    /// A number that cannot be used.
    #[error("the number {value} at point {position} is not finite or beyond 90 trillion; correct it")]
    NotANumber {
        /// Which point, from 1.
        position: usize,
        /// The number.
        value: f64,
    },
    /// Two shares for one effect, or effects out of order.
    #[error(
        "point {position} is at the effect {effect}, not above the point before it; a jump is a cliff: put the points in order and some way apart"
    )]
    Cliff {
        /// Which point, from 1.
        position: usize,
        /// Its effect.
        effect: f64,
    },
    /// More effect, less shared.
    #[error(
        "at point {position} less is shared than at the point before it, although the effect is larger; that would reward doing worse: correct it"
    )]
    Falling {
        /// Which point, from 1.
        position: usize,
    },
    /// A rate outside 0 to 1.
    #[error("the sharing rate {0} is not between 0 and 1; 0.5 is half of each pound")]
    Rate(f64),
    /// A size below nought.
    #[error("the {what} is {value}; it is a size, nought or more")]
    Negative {
        /// Which.
        what: &'static str,
        /// The number.
        value: f64,
    },
    /// An interval that does not hold its estimate.
    #[error("the interval from {low} to {high} does not hold its estimate {estimate}; correct it")]
    Interval {
        /// The estimate.
        estimate: f64,
        /// Lower end.
        low: f64,
        /// Upper end.
        high: f64,
    },
}

impl Corridor {
    /// The line through these points.
    ///
    /// # Errors
    /// No point, a number that is not finite, effects that do not rise (a cliff), shares that fall.
    pub fn through(points: Vec<Point>) -> Result<Self, CorridorError> {
        for (at, point) in points.iter().enumerate() {
            let wrong =
                [point.effect, point.shared].into_iter().find(|v| !v.is_finite() || v.abs() > LARGEST);
            if let Some(value) = wrong {
                return Err(CorridorError::NotANumber { position: at + 1, value });
            }
        }
        for (at, pair) in points.windows(2).enumerate() {
            if pair[1].effect <= pair[0].effect {
                return Err(CorridorError::Cliff { position: at + 2, effect: pair[1].effect });
            }
            if pair[1].shared < pair[0].shared {
                return Err(CorridorError::Falling { position: at + 2 });
            }
        }
        if points.is_empty() { Err(CorridorError::NoPoints) } else { Ok(Self { points }) }
    }

    /// Nothing within the free band, then a constant part of each pound up to the most, on either side.
    ///
    /// # Errors
    /// [`CorridorError::Rate`] and [`CorridorError::Negative`].
    pub fn agreed(gains: Terms, losses: Terms) -> Result<Self, CorridorError> {
        let mut points = vec![Point { effect: 0.0, shared: 0.0 }];
        for (terms, sign) in [(gains, 1.0), (losses, -1.0)] {
            if !(0.0..=1.0).contains(&terms.rate) {
                return Err(CorridorError::Rate(terms.rate));
            }
            for (what, value) in [("free band", terms.free), ("most that is shared", terms.most)] {
                if value.is_nan() || value < 0.0 {
                    return Err(CorridorError::Negative { what, value });
                }
            }
            if terms.rate == 0.0 || terms.most == 0.0 {
                continue;
            }
            let full = (terms.free + terms.most / terms.rate).min(LARGEST);
            let side = [(terms.free, 0.0), (full, (full - terms.free) * terms.rate)];
            let side = side.map(|(effect, shared)| Point { effect: sign * effect, shared: sign * shared });
            points.extend(side.into_iter().filter(|point| point.effect != 0.0));
        }
        points.sort_by(|a, b| a.effect.total_cmp(&b.effect));
        Self::through(points)
    }

    /// The agreed points.
    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// What is shared of an effect: the straight line between the points around it.
    pub fn shared(&self, effect: f64) -> f64 {
        let after = self.points.partition_point(|point| point.effect <= effect);
        match (after.checked_sub(1).and_then(|before| self.points.get(before)), self.points.get(after)) {
            (Some(before), Some(after)) => {
                let along = (effect - before.effect) / (after.effect - before.effect);
                before.shared + along * (after.shared - before.shared)
            }
            (Some(last), None) => last.shared,
            (None, Some(first)) => first.shared,
            (None, None) => 0.0,
        }
    }

    /// What is due when the effect is known with an interval. All four are continuous in the estimate and both ends.
    ///
    /// # Errors
    /// [`CorridorError::Interval`] where the interval does not hold the estimate.
    pub fn due(&self, effect: Effect) -> Result<Due, CorridorError> {
        let Effect { estimate, low, high } = effect;
        if !(low <= estimate && estimate <= high && low.is_finite() && high.is_finite()) {
            return Err(CorridorError::Interval { estimate, low, high });
        }
        Ok(Due {
            at_estimate: self.shared(estimate),
            at_low: self.shared(low),
            at_high: self.shared(high),
            borne_out: self.shared(0.0_f64.clamp(low, high)),
        })
    }

    /// The mean of what is shared when the effect is normal around `estimate`.
    ///
    /// With z = (μ − a)/σ, E max(0, X − a) = (μ − a)·Φ(z) + σ·φ(z); a line of straight pieces is a sum of such terms.
    ///
    /// # Errors
    /// [`CorridorError::Negative`] for a standard error below nought or not finite.
    pub fn expected(&self, estimate: f64, standard_error: f64) -> Result<f64, CorridorError> {
        if standard_error == 0.0 {
            return Ok(self.shared(estimate));
        }
        let refused = CorridorError::Negative { what: "standard error", value: standard_error };
        let normal = Normal::standard();
        if !(standard_error.is_finite() && standard_error > 0.0) {
            return Err(refused);
        }
        let beyond = |a: f64| {
            let z = (estimate - a) / standard_error;
            (estimate - a) * normal.cdf(z) + standard_error * normal.pdf(z)
        };
        let pieces = self.points.windows(2).map(|pair| {
            let slope = (pair[1].shared - pair[0].shared) / (pair[1].effect - pair[0].effect);
            slope * (beyond(pair[0].effect) - beyond(pair[1].effect))
        });
        Ok(self.points.first().map_or(0.0, |first| first.shared) + pieces.sum::<f64>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn corridor() -> Corridor {
        let gains = Terms { free: 10.0, rate: 0.5, most: 20.0 };
        Corridor::agreed(gains, Terms { free: 0.0, rate: 0.25, most: 5.0 }).unwrap()
    }

    #[test]
    fn nothing_is_shared_in_the_band_then_a_rate_then_no_more() {
        let effects = [-100.0, -20.0, -8.0, 0.0, 10.0, 11.0, 30.0, 50.0, 99.0];
        let shared = effects.map(|effect| corridor().shared(effect));
        assert_eq!(shared, [-5.0, -5.0, -2.0, 0.0, 0.0, 0.5, 10.0, 20.0, 20.0]);
    }

    #[test]
    fn what_is_borne_out_is_the_end_of_the_interval_nearest_to_nothing() {
        let due = |estimate, low, high| corridor().due(Effect { estimate, low, high }).unwrap();
        assert_eq!(
            due(40.0, 14.0, 66.0),
            Due { at_estimate: 15.0, at_low: 2.0, at_high: 20.0, borne_out: 2.0 }
        );
        assert_eq!(due(5.0, -9.0, 19.0).borne_out, 0.0);
        assert_eq!(due(-9.0, -12.0, -4.0).borne_out, -1.0);
        let outside = corridor().due(Effect { estimate: 5.0, low: 6.0, high: 7.0 });
        assert!(matches!(outside, Err(CorridorError::Interval { .. })));
    }

    #[test]
    fn the_mean_over_a_normal_effect_is_what_a_fine_sum_gives() {
        let (estimate, error) = (12.0, 15.0);
        let normal = Normal::standard();
        let step = 1e-3;
        let slow: f64 = (-8000..8000)
            .map(|k| f64::from(k) * step)
            .map(|z| corridor().shared(estimate + z * error) * normal.pdf(z) * step)
            .sum();
        let fast = corridor().expected(estimate, error).unwrap();
        assert!((fast - slow).abs() < 1e-4, "{fast} {slow}");
        assert_eq!(corridor().expected(30.0, 0.0), Ok(10.0));
        assert!(corridor().expected(30.0, -1.0).is_err());
    }

    #[test]
    fn cliffs_and_perverse_rewards_are_refused() {
        let through = |points: &[(f64, f64)]| {
            Corridor::through(
                points.iter().map(|(effect, shared)| Point { effect: *effect, shared: *shared }).collect(),
            )
        };
        assert_eq!(through(&[]), Err(CorridorError::NoPoints));
        assert_eq!(
            through(&[(1.0, 0.0), (1.0, 5.0)]),
            Err(CorridorError::Cliff { position: 2, effect: 1.0 })
        );
        assert_eq!(through(&[(1.0, 2.0), (2.0, 1.0)]), Err(CorridorError::Falling { position: 2 }));
        assert!(matches!(through(&[(1.0, f64::NAN)]), Err(CorridorError::NotANumber { position: 1, .. })));
        let terms = |rate, free, most| {
            Corridor::agreed(Terms { free, rate, most }, Terms { free: 0.0, rate: 0.0, most: 0.0 })
        };
        assert_eq!(terms(1.5, 0.0, 1.0), Err(CorridorError::Rate(1.5)));
        assert!(matches!(terms(0.5, -1.0, 1.0), Err(CorridorError::Negative { what: "free band", .. })));
        assert_eq!(terms(0.5, 0.0, f64::INFINITY).unwrap().shared(100.0), 50.0);
    }
}
