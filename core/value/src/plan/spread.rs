//! Figures as a plan writes them: a number, an amount of money, a percentage, or a table that says how sure they are.

use commonweal_quantity::toml_text::fields::{text_of, unfit};
use commonweal_quantity::{Pence, PriceYear};
use serde::{Deserialize, Deserializer};
use toml::Value;

use crate::distribution::Distribution;
use crate::parameters::CostKind;

const FORMS: &str = "a number, \"25%\", \"£1,200\", { mean = 10, sd = 2 }, { low = 1, high = 3 } or { low = 1, mode = 2, high = 3 }";

/// A figure and how sure it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread(pub Distribution);

impl<'de> Deserialize<'de> for Spread {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        spread(&Value::deserialize(deserializer)?).map(Self)
    }
}

fn spread<E: serde::de::Error>(value: &Value) -> Result<Distribution, E> {
    let Value::Table(table) = value else { return number(value).map(Distribution::fixed) };
    let part = |key: &str| table.get(key).map(number::<E>).transpose();
    let ends = [part("mean")?, part("sd")?, part("low")?, part("mode")?, part("high")?];
    match ends {
        [Some(mean), Some(sd), None, None, None] if table.len() == 2 => Ok(Distribution::Normal { mean, sd }),
        [None, None, Some(low), None, Some(high)] if table.len() == 2 => {
            Ok(Distribution::Uniform { low, high })
        }
        [None, None, Some(low), Some(mode), Some(high)] if table.len() == 3 => {
            Ok(Distribution::Triangular { low, mode, high })
        }
        _ => Err(unfit(FORMS, value)),
    }
}

/// A number, or a text with a percentage or an amount of money; money is in pounds.
fn number<E: serde::de::Error>(value: &Value) -> Result<f64, E> {
    let read = match value {
        Value::Float(number) => Some(*number),
        Value::Integer(number) => Some(*number as f64),
        Value::String(text) => match text.trim().strip_suffix('%') {
            Some(percent) => percent.trim().parse::<f64>().ok().map(|percent| percent / 100.0),
            None => return text.parse::<Pence>().map(|pence| pence.0 as f64 / 100.0).map_err(E::custom),
        },
        _ => None,
    };
    read.filter(|number| number.is_finite()).ok_or_else(|| unfit(FORMS, value))
}

/// A unit cost: the key of one, with an own spread where wished; or an own one with its source.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct OwnCost {
    /// The key of a unit cost.
    pub key: Option<String>,
    /// An own amount; beside a key, how sure its figure is.
    pub amount: Option<Spread>,
    /// The year in whose prices the own amount is stated.
    pub price_year: Option<PriceYear>,
    /// Who says so.
    pub source: Option<String>,
    /// Under which licence.
    pub licence: Option<String>,
    /// The links of the chain that it covers.
    pub covers: Vec<String>,
    /// Whether it holds fixed costs.
    pub cost_kind: Option<CostKind>,
}

/// A key in quotes, or a table.
pub(super) fn unit_cost<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<OwnCost>, D::Error> {
    match Value::deserialize(deserializer)? {
        Value::String(key) => Ok(Some(OwnCost { key: Some(key), ..OwnCost::default() })),
        table @ Value::Table(_) => {
            OwnCost::deserialize(table).map(Some).map_err(|error| serde::de::Error::custom(error.message()))
        }
        other => Err(unfit(
            "the key of a unit cost in quotes, or a table { amount = \"£120\", price-year = \"2024/25\", source = \"…\", licence = \"…\" }",
            &other,
        )),
    }
}

/// Optimism bias of a cost.
#[derive(Debug, Clone, PartialEq)]
pub enum Bias {
    /// A kind of project, whose published upper bound is taken.
    Kind(String),
    /// A share.
    Share(f64),
}

/// A share, or the name of a kind of project.
pub(super) fn bias<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Bias>, D::Error> {
    let value = Value::deserialize(deserializer)?;
    let named = matches!(&value, Value::String(text) if !text.contains('%'));
    if named {
        text_of(&value).map(|kind| Some(Bias::Kind(kind)))
    } else {
        number(&value).map(|share| Some(Bias::Share(share)))
    }
}
