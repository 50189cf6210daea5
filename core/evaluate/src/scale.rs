//! The scale on which an outcome is evaluated.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The scale of the outcome; an effect is additive on it.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Scale {
    /// As given: an effect is a number of the outcome's own units, a unit and period.
    #[default]
    Level,
    /// Value / population × `per`: an effect is a change of the rate.
    Rate {
        /// The population that the rate is for, for example 1,000.
        per: f64,
    },
    /// Natural logarithm: an effect τ is a change by exp(τ) − 1.
    Log,
}

impl Scale {
    /// The proportional change that an effect on this scale means, where it means one.
    pub fn proportional_change(self, effect: f64) -> Option<f64> {
        matches!(self, Self::Log).then(|| effect.exp_m1())
    }
}

impl fmt::Display for Scale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Level => f.write_str("level"),
            Self::Rate { per } => write!(f, "rate per {per}"),
            Self::Log => f.write_str("log"),
        }
    }
}
