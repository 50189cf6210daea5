//! Counts over panels, with their Monte Carlo standard errors.

/// What one estimator said of one panel.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outcome {
    /// Estimate less true effect.
    pub error: f64,
    /// Standard error, where there was one.
    pub standard_error: Option<f64>,
    /// Whether p ≤ 1 − level, where there was a p-value.
    pub rejects: Option<bool>,
    /// Whether the interval covers the true effect, where there was one.
    pub covers: Option<bool>,
}

/// A share of panels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rate {
    /// How many.
    pub count: usize,
    /// Out of how many.
    pub of: usize,
}

impl Rate {
    /// The share.
    pub fn share(self) -> f64 {
        self.count as f64 / self.of.max(1) as f64
    }

    /// √(p(1−p)/n): the Monte Carlo standard error of the share.
    pub fn standard_error(self) -> f64 {
        (self.share() * (1.0 - self.share()) / self.of.max(1) as f64).sqrt()
    }

    /// How many standard errors (of a share that is truly `expected`) the share lies from `expected`.
    pub fn deviation_from(self, expected: f64) -> f64 {
        (self.share() - expected) / (expected * (1.0 - expected) / self.of.max(1) as f64).sqrt()
    }
}

/// The outcomes of one arm on many panels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tally {
    /// Panels whose null of no effect was rejected.
    pub rejected: Rate,
    /// Panels whose interval covers the effect.
    pub covered: Rate,
    /// Panels for which no p-value was given.
    pub refused: usize,
    /// Mean of estimate less effect.
    pub bias: f64,
    /// Standard deviation of the estimates.
    pub spread: f64,
    /// Root mean squared error of the estimates.
    pub rmse: f64,
    /// Mean standard error claimed.
    pub claimed: f64,
    /// Number of panels.
    pub panels: usize,
}

impl Tally {
    /// Counts outcomes.
    pub fn of(outcomes: &[Outcome]) -> Self {
        let panels = outcomes.len();
        let count =
            |flags: Vec<bool>| Rate { count: flags.iter().filter(|&&it| it).count(), of: flags.len() };
        let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len().max(1) as f64;
        let errors: Vec<f64> = outcomes.iter().map(|it| it.error).collect();
        let bias = mean(&errors);
        let squares: Vec<f64> = errors.iter().map(|error| (error - bias).powi(2)).collect();
        let spread = mean(&squares).sqrt();
        let claims: Vec<f64> = outcomes.iter().filter_map(|it| it.standard_error).collect();
        let rejected = count(outcomes.iter().filter_map(|it| it.rejects).collect());
        Self {
            rejected,
            covered: count(outcomes.iter().filter_map(|it| it.covers).collect()),
            refused: panels - rejected.of,
            bias,
            spread,
            rmse: bias.hypot(spread),
            claimed: mean(&claims),
            panels,
        }
    }

    /// Monte Carlo standard error of `bias`.
    pub fn bias_error(&self) -> f64 {
        self.spread / (self.panels.max(1) as f64).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tally_separates_bias_from_spread_and_leaves_refusals_out_of_the_rates() {
        let seen = |error: f64, rejects: Option<bool>| Outcome {
            error,
            standard_error: rejects.map(|_| 2.0),
            rejects,
            covers: rejects.map(|it| !it),
        };
        let outcomes = [seen(0.0, Some(true)), seen(2.0, Some(false)), seen(4.0, None)];
        let tally = Tally::of(&outcomes);
        assert_eq!((tally.rejected, tally.covered), (Rate { count: 1, of: 2 }, Rate { count: 1, of: 2 }));
        assert_eq!((tally.refused, tally.panels), (1, 3));
        assert!((tally.bias - 2.0).abs() < 1e-15 && (tally.claimed - 2.0).abs() < 1e-15);
        assert!((tally.spread - (8.0_f64 / 3.0).sqrt()).abs() < 1e-15);
        assert!((tally.rmse - (20.0_f64 / 3.0).sqrt()).abs() < 1e-12);
    }

    #[test]
    fn a_share_of_ten_per_cent_in_a_hundred_is_two_and_a_bit_errors_above_five() {
        let rate = Rate { count: 10, of: 100 };
        assert!((rate.standard_error() - 0.03).abs() < 1e-12);
        assert!((rate.deviation_from(0.05) - 2.294).abs() < 1e-3);
    }
}
