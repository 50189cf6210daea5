//! The effect that benefits rest on: events a year, how sure, and whether what would have happened anyway is taken off.

use commonweal_quantity::Frequency;
use serde::{Deserialize, Serialize};
use statrs::distribution::{ContinuousCDF, Normal};

use crate::distribution::Distribution;

/// How an effect was estimated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Design {
    /// Synthetic difference-in-differences.
    SyntheticDid,
    /// Synthetic control.
    SyntheticControl,
    /// Difference-in-differences.
    Did,
    /// A randomised trial.
    Randomised,
    /// A comparison of before and after, without a comparison group.
    BeforeAfter,
    /// Assumed, or taken from elsewhere without a comparison here.
    Assumed,
}

impl Design {
    /// Whether the estimate is already net of deadweight: it was made against what would have happened anyway.
    pub fn is_net(self) -> bool {
        !matches!(self, Self::BeforeAfter | Self::Assumed)
    }

    /// The name in a sentence.
    pub fn title(self) -> &'static str {
        match self {
            Self::SyntheticDid => "synthetic difference-in-differences",
            Self::SyntheticControl => "synthetic control",
            Self::Did => "difference-in-differences",
            Self::Randomised => "a randomised trial",
            Self::BeforeAfter => "before and after, without a comparison",
            Self::Assumed => "an assumption",
        }
    }
}

/// An effect ready to be valued.
#[derive(Debug, Clone, PartialEq)]
pub struct Effect {
    /// Events a year among all treated, below nought where there are fewer.
    pub a_year: Distribution,
    /// How it was estimated.
    pub design: Design,
    /// The outcome in words, where it is known.
    pub outcome: Option<String>,
    /// What must be said of it.
    pub warnings: Vec<String>,
}

/// Why there is no effect to value.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum EffectError {
    /// It is not what `commonweal evaluate --format json` writes.
    #[error("is not the result of 'commonweal evaluate --format json' ({0}); write it anew")]
    NotAnEvaluation(String),
    /// The method was not run.
    #[error("has no estimate by {wanted}; it has {}: name one of them as method", .there.join(", "))]
    NoSuchMethod {
        /// The method asked for.
        wanted: String,
        /// Those that were run.
        there: Vec<String>,
    },
    /// There is an estimate, and nothing says how sure it is.
    #[error(
        "gives no standard error and no finite interval for {method}, and a value of unknown certainty is not told; choose another inference or method"
    )]
    NoUncertainty {
        /// The method.
        method: String,
    },
    /// The effect is a proportion.
    #[error(
        "is on the logarithmic scale, whose effects are proportions of an outcome that changes; evaluate without log to value it"
    )]
    Logarithmic,
    /// The effect is a rate, and nobody says of how many people.
    #[error("is a {scale}; say how many people it is for: population = 120000")]
    NoPopulation {
        /// The scale.
        scale: String,
    },
    /// The periods are steps, and nobody says how many make a year.
    #[error("counts by steps; say how many of them make a year: periods-a-year = 12")]
    NoYear,
    /// The interval is none.
    #[error(
        "has the interval {lower} to {upper} around {estimate}, which does not hold it; write the lower end first"
    )]
    Interval {
        /// Lower end.
        lower: f64,
        /// Upper end.
        upper: f64,
        /// The estimate.
        estimate: f64,
    },
}

/// How far from its middle an estimate may lie in its interval, as a share of the half-width, before it is said.
const LOPSIDED: f64 = 0.1;

#[derive(Deserialize)]
struct Document {
    outcome: String,
    scale: String,
    panel: Panel,
    methods: Vec<MethodResult>,
}

#[derive(Deserialize)]
struct Panel {
    frequency: Frequency,
    treated: Vec<String>,
}

#[derive(Deserialize)]
struct MethodResult {
    method: String,
    estimate: Option<f64>,
    standard_error: Option<f64>,
    interval: Option<Ends>,
}

#[derive(Deserialize, Clone, Copy)]
struct Ends {
    lower: Option<f64>,
    upper: Option<f64>,
    level: f64,
}

/// What a plan adds to an evaluation.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reading {
    /// The method to take; the first comparative one where left out.
    pub method: Option<Design>,
    /// The people that a rate is for.
    pub population: Option<f64>,
    /// Steps in a year.
    pub periods_a_year: Option<f64>,
}

/// The effect of an evaluation: the average a unit and period, times units, times periods a year.
///
/// Its distribution is normal, with the evaluation's standard error; where there is none, with the half-width of the interval over
/// the normal quantile of its level.
///
/// # Errors
/// [`EffectError`], which reads on after the name of the file.
pub fn of_evaluation(json: &str, reading: &Reading) -> Result<Effect, EffectError> {
    let document: Document =
        serde_json::from_str(json).map_err(|error| EffectError::NotAnEvaluation(error.to_string()))?;
    let (design, result) = chosen(&document, reading.method)?;
    let no_uncertainty = || EffectError::NoUncertainty { method: design.title().to_owned() };
    let estimate = result.estimate.filter(|estimate| estimate.is_finite()).ok_or_else(no_uncertainty)?;
    let sd = result
        .standard_error
        .or_else(|| result.interval.and_then(half_width))
        .filter(|sd| sd.is_finite() && *sd > 0.0);
    let sd = sd.ok_or_else(no_uncertainty)?;
    let a_year = scale(&document, reading)?;
    Ok(Effect {
        a_year: Distribution::Normal { mean: estimate * a_year, sd: sd * a_year },
        design,
        outcome: Some(document.outcome),
        warnings: Vec::new(),
    })
}

fn chosen(document: &Document, wanted: Option<Design>) -> Result<(Design, &MethodResult), EffectError> {
    let comparative: Vec<(Design, &MethodResult)> =
        document.methods.iter().filter_map(|result| Some((design(&result.method)?, result))).collect();
    let found = comparative.iter().find(|(design, _)| wanted.is_none_or(|wanted| wanted == *design));
    found.copied().ok_or_else(|| EffectError::NoSuchMethod {
        wanted: wanted.map_or("a method with a comparison", Design::title).to_owned(),
        there: document.methods.iter().map(|result| result.method.clone()).collect(),
    })
}

fn design(method: &str) -> Option<Design> {
    match method {
        "synthetic-did" => Some(Design::SyntheticDid),
        "synthetic-control" => Some(Design::SyntheticControl),
        "did" => Some(Design::Did),
        _ => None,
    }
}

fn half_width(ends: Ends) -> Option<f64> {
    Some((ends.upper? - ends.lower?) / 2.0 / normal_quantile(ends.level))
}

/// The number of standard errors on either side of a normal interval of this level.
fn normal_quantile(level: f64) -> f64 {
    Normal::standard().inverse_cdf(f64::midpoint(1.0, level))
}

/// What an effect a unit and period is multiplied by to be events a year.
fn scale(document: &Document, reading: &Reading) -> Result<f64, EffectError> {
    let periods = reading.periods_a_year.or(match document.panel.frequency {
        Frequency::Day => Some(365.25),
        Frequency::Week => Some(365.25 / 7.0),
        Frequency::Month => Some(12.0),
        Frequency::Quarter => Some(4.0),
        Frequency::Year => Some(1.0),
        Frequency::Step => None,
    });
    let periods = periods.ok_or(EffectError::NoYear)?;
    if document.scale == "level" {
        return Ok(periods * document.panel.treated.len() as f64);
    }
    match (document.scale.strip_prefix("rate per ").map(str::parse::<f64>), reading.population) {
        (Some(Ok(per)), Some(population)) if per > 0.0 => Ok(periods * population / per),
        (Some(Ok(_)), _) => Err(EffectError::NoPopulation { scale: document.scale.clone() }),
        _ => Err(EffectError::Logarithmic),
    }
}

/// An effect that a plan states: an estimate with its interval, or with its standard error.
///
/// # Errors
/// [`EffectError::Interval`], and [`EffectError::NoUncertainty`] where neither is given.
pub fn stated(
    estimate: f64,
    interval: Option<(f64, f64)>,
    level: f64,
    standard_error: Option<f64>,
    design: Design,
) -> Result<Effect, EffectError> {
    let mut warnings = Vec::new();
    if let Some((lower, upper)) = interval {
        if !(lower < upper && (lower..=upper).contains(&estimate)) {
            return Err(EffectError::Interval { lower, upper, estimate });
        }
        let (half, off) = ((upper - lower) / 2.0, (estimate - f64::midpoint(lower, upper)).abs());
        if standard_error.is_none() && off > LOPSIDED * half {
            warnings.push(format!(
                "the interval {lower} to {upper} is lopsided around {estimate}; it is taken as a normal one of the same width"
            ));
        }
    }
    let sd = standard_error
        .or_else(|| interval.map(|(lower, upper)| (upper - lower) / 2.0 / normal_quantile(level)));
    let sd = sd.filter(|sd| sd.is_finite() && *sd > 0.0);
    let sd = sd.ok_or_else(|| EffectError::NoUncertainty { method: design.title().to_owned() })?;
    Ok(Effect { a_year: Distribution::Normal { mean: estimate, sd }, design, outcome: None, warnings })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evaluation(scale: &str, error: &str) -> String {
        format!(
            r#"{{"schema": "commonweal.evaluation/1", "outcome": "admissions", "scale": "{scale}",
                "panel": {{"frequency": "month", "treated": ["A", "B"]}},
                "methods": [{{"method": "control-chart"}},
                    {{"method": "synthetic-did", "estimate": -5.0, "standard_error": {error}, "interval": {{"lower": -9.0, "upper": -1.0, "level": 0.95}}}},
                    {{"method": "did", "estimate": -7.0, "standard_error": 2.0, "interval": null}}]}}"#
        )
    }

    #[test]
    fn an_effect_a_unit_and_month_becomes_one_of_all_units_a_year() {
        let effect = of_evaluation(&evaluation("level", "1.5"), &Reading::default()).unwrap();
        assert_eq!(effect.a_year, Distribution::Normal { mean: -120.0, sd: 36.0 });
        assert!(effect.design.is_net());
        let did = Reading { method: Some(Design::Did), ..Reading::default() };
        assert_eq!(of_evaluation(&evaluation("level", "1.5"), &did).unwrap().a_year.mean(), -168.0);
    }

    #[test]
    fn without_a_standard_error_the_interval_says_how_sure_it_is() {
        let effect = of_evaluation(&evaluation("level", "null"), &Reading::default()).unwrap();
        let Distribution::Normal { sd, .. } = effect.a_year else { panic!("not normal") };
        assert!((sd - 24.0 * 4.0 / 1.959_963_984_540_054).abs() < 1e-9);
    }

    #[test]
    fn a_rate_is_of_the_population_it_is_for() {
        let reading = Reading { population: Some(50_000.0), ..Reading::default() };
        let effect = of_evaluation(&evaluation("rate per 1000", "1.5"), &reading).unwrap();
        assert_eq!(effect.a_year.mean(), -5.0 * 12.0 * 50.0);
    }

    #[test]
    fn each_evaluation_that_cannot_be_valued_says_why() {
        let refused = |json: &str, reading: &Reading| of_evaluation(json, reading).unwrap_err();
        let plain = Reading::default();
        assert!(matches!(refused("{}", &plain), EffectError::NotAnEvaluation(_)));
        assert_eq!(refused(&evaluation("log", "1"), &plain), EffectError::Logarithmic);
        assert!(matches!(
            refused(&evaluation("rate per 1000", "1"), &plain),
            EffectError::NoPopulation { .. }
        ));
        let synthetic_control = Reading { method: Some(Design::SyntheticControl), ..Reading::default() };
        assert!(matches!(
            refused(&evaluation("level", "1"), &synthetic_control),
            EffectError::NoSuchMethod { .. }
        ));
        let steps = evaluation("level", "1").replace("month", "step");
        assert_eq!(refused(&steps, &plain), EffectError::NoYear);
        let unsure = evaluation("level", "null").replace("-9.0", "null");
        assert!(matches!(refused(&unsure, &plain), EffectError::NoUncertainty { .. }));
    }

    #[test]
    fn a_stated_effect_needs_an_interval_that_holds_it_or_a_standard_error() {
        let effect = stated(-10.0, Some((-14.0, -6.0)), 0.95, None, Design::Assumed).unwrap();
        assert!(effect.warnings.is_empty() && !effect.design.is_net());
        let lopsided = stated(-7.0, Some((-14.0, -6.0)), 0.95, None, Design::Did).unwrap();
        assert!(lopsided.warnings[0].contains("lopsided"));
        assert!(matches!(
            stated(1.0, Some((2.0, 3.0)), 0.95, None, Design::Did),
            Err(EffectError::Interval { .. })
        ));
        assert!(matches!(stated(1.0, None, 0.95, None, Design::Did), Err(EffectError::NoUncertainty { .. })));
    }
}
