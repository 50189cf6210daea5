//! An effect in words: how many fewer or more, of what, how often.

use commonweal_evaluate::estimate::{Estimate, Interval};
use commonweal_evaluate::evaluation::Evaluation;
use commonweal_evaluate::scale::Scale;
use commonweal_quantity::Frequency;

use crate::number::{Precision, number, percent};

/// Whether the outcome counts things ("fewer") or measures a level ("lower").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Count,
    Measure,
}

/// The words for effects of one estimate: its scale, its unit of time and the digits that it supports.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct EffectWords {
    scale: Scale,
    outcome: Outcome,
    frequency: Frequency,
    treated: usize,
    precision: Precision,
}

impl EffectWords {
    /// The words for `estimate`, which belongs to `evaluation`.
    pub(crate) fn of(evaluation: &Evaluation, estimate: &Estimate) -> Self {
        Self {
            scale: evaluation.scale,
            outcome: outcome(evaluation),
            frequency: evaluation.panel.frequency,
            treated: evaluation.panel.treated.len(),
            precision: Precision::of_estimate(estimate, evaluation.scale),
        }
    }

    /// The effect on the printed scale: 100·(exp(τ) − 1) for logarithms, itself otherwise.
    pub(crate) fn printed_value(self, effect: f64) -> f64 {
        self.scale.proportional_change(effect).map_or(effect, |change| change * 100.0)
    }

    /// "−360", "−12%": for tables.
    pub(crate) fn signed(self, effect: f64) -> String {
        self.with_unit(&number(self.printed_value(effect), self.precision), effect)
    }

    /// "360 fewer", "12% lower", "1.3 per 1,000 higher", "0" where it rounds to nothing.
    pub(crate) fn phrase(self, effect: f64) -> String {
        if effect.is_infinite() {
            return format!("any number {}", self.direction(effect));
        }
        if self.rounds_to_zero(effect) {
            return "no difference".to_owned();
        }
        let magnitude = number(self.printed_value(effect).abs(), self.precision);
        let size = format!("{}{}", self.with_unit(&magnitude, effect), self.per_population());
        format!("{size} {}", self.direction(effect))
    }

    /// "810 fewer to 150 more", "150 to 810 fewer": the range of an interval.
    pub(crate) fn range(self, interval: Interval) -> String {
        let (lower, upper) = (interval.lower, interval.upper);
        if lower.is_infinite() && upper.is_infinite() {
            return "without a limit either way".to_owned();
        }
        let one_sided = lower * upper > 0.0
            && lower.is_finite()
            && upper.is_finite()
            && !self.rounds_to_zero(lower)
            && !self.rounds_to_zero(upper);
        if !one_sided {
            return format!("{} to {}", self.phrase(lower), self.phrase(upper));
        }
        let (near, far) = if lower > 0.0 { (lower, upper) } else { (upper, lower) };
        let near_size = number(self.printed_value(near).abs(), self.precision);
        format!("{} to {}", self.with_unit(&near_size, near), self.phrase(far))
    }

    /// "−810 to 150": for tables.
    pub(crate) fn signed_range(self, interval: Interval) -> String {
        format!("{} to {}", self.signed(interval.lower), self.signed(interval.upper))
    }

    /// "95% interval".
    pub(crate) fn level(interval: Interval) -> String {
        format!("{} interval", percent(interval.level))
    }

    /// "a month", "in an average month", with "for each of the 3 units" where several were treated.
    pub(crate) fn per(self) -> String {
        let time = self.time();
        if self.treated > 1 { format!("{time} for each of the {} units", self.treated) } else { time }
    }

    fn time(self) -> String {
        let noun = self.frequency.noun();
        match (self.outcome, self.scale) {
            (Outcome::Count, Scale::Level) => format!("a {noun}"),
            _ => format!("in an average {noun}"),
        }
    }

    /// The heading of an effect's column or axis: "Effect a month", "Effect, per cent".
    pub(crate) fn heading(self) -> String {
        match self.scale {
            Scale::Log => format!("Effect in an average {}, per cent", self.frequency.noun()),
            Scale::Rate { per } => {
                format!("Effect per {}, average {}", plain(per), self.frequency.noun())
            }
            Scale::Level => format!("Effect, {}", self.time()),
        }
    }

    /// The heading of the gap of one period.
    pub(crate) fn gap_heading(self) -> &'static str {
        match self.scale {
            Scale::Log => "Actual over counterfactual, per cent difference",
            Scale::Level | Scale::Rate { .. } => "Actual minus counterfactual",
        }
    }

    /// "Fewer", "More", "Lower", "Higher".
    pub(crate) fn direction(self, effect: f64) -> &'static str {
        match (self.outcome, self.scale, effect < 0.0) {
            (Outcome::Count, Scale::Level, true) => "fewer",
            (Outcome::Count, Scale::Level, false) => "more",
            (_, _, true) => "lower",
            (_, _, false) => "higher",
        }
    }

    /// A standard error, on the scale of the estimation.
    pub(crate) fn standard_error(self, error: f64) -> String {
        match self.scale {
            Scale::Log => format!("{} log points", number(error, Precision::of_spread(error))),
            Scale::Level | Scale::Rate { .. } => number(error, self.precision),
        }
    }

    fn rounds_to_zero(self, effect: f64) -> bool {
        !number(self.printed_value(effect), self.precision).bytes().any(|byte| (b'1'..=b'9').contains(&byte))
    }

    fn with_unit(self, figure: &str, effect: f64) -> String {
        if self.scale == Scale::Log && effect.is_finite() { format!("{figure}%") } else { figure.to_owned() }
    }

    fn per_population(self) -> String {
        match self.scale {
            Scale::Rate { per } => format!(" per {}", plain(per)),
            Scale::Level | Scale::Log => String::new(),
        }
    }
}

fn plain(value: f64) -> String {
    number(value, Precision::decimals(if value.fract() == 0.0 { 0 } else { 2 }))
}

/// An outcome counts things where each treated total (mean × number of units) is a whole number.
fn outcome(evaluation: &Evaluation) -> Outcome {
    let units = evaluation.panel.treated.len().max(1) as f64;
    let mut totals = evaluation.estimates.iter().flat_map(|e| &e.path).map(|point| point.actual * units);
    let whole =
        |total: f64| total.is_finite() && (total - total.round()).abs() <= 1e-6 * total.abs().max(1.0);
    let any = evaluation.estimates.iter().any(|e| !e.path.is_empty());
    if any && totals.all(whole) { Outcome::Count } else { Outcome::Measure }
}
