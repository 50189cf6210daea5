//! The small choices of a protocol, each read from the same text in a file and on the command line.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::control_chart::ImprovementDirection;
use crate::estimate::Method;
use crate::inference::{InferenceChoice, PlaceboDraws};

/// Which methods to run, in the order of [`Method::ALL`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MethodChoice(Vec<Method>);

impl MethodChoice {
    /// Every method.
    pub fn all() -> Self {
        Self(Method::ALL.to_vec())
    }

    /// The methods, without repetition.
    pub fn methods(&self) -> &[Method] {
        &self.0
    }
}

impl FromStr for MethodChoice {
    type Err = String;

    /// One name, several separated by commas, or `all`.
    fn from_str(text: &str) -> Result<Self, String> {
        let mut chosen = Vec::new();
        for name in text.split(',').map(str::trim) {
            if name == "all" {
                return Ok(Self::all());
            }
            let method = Method::ALL.into_iter().find(|method| method.id() == name);
            chosen.push(method.ok_or_else(|| {
                format!("'{name}' is not a method: use control-chart, did, synthetic-control, synthetic-did or all")
            })?);
        }
        Ok(Self(Method::ALL.into_iter().filter(|method| chosen.contains(method)).collect()))
    }
}

impl Serialize for MethodChoice {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let names: Vec<&str> = self.0.iter().map(|method| method.id()).collect();
        serializer.serialize_str(&names.join(","))
    }
}

impl FromStr for PlaceboDraws {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.trim() {
            "all" => Ok(Self::All),
            number => match number.parse() {
                Ok(draws) if draws >= 2 => Ok(Self::Sample(draws)),
                _ => Err(format!(
                    "'{number}' is not a number of placebos: write all, or a whole number from 2 up"
                )),
            },
        }
    }
}

impl Serialize for PlaceboDraws {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Auto => serializer.serialize_str("auto"),
            Self::All => serializer.serialize_str("all"),
            Self::Sample(draws) => serializer.collect_str(draws),
        }
    }
}

impl FromStr for InferenceChoice {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "auto" => Ok(Self::Auto),
            "placebo" => Ok(Self::Placebo),
            "jackknife" => Ok(Self::Jackknife),
            "bootstrap" => Ok(Self::Bootstrap),
            "clustered" => Ok(Self::Clustered),
            _ => Err(format!(
                "'{text}' is not an inference: use auto, placebo, jackknife, bootstrap or clustered"
            )),
        }
    }
}

impl FromStr for ImprovementDirection {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "increase" => Ok(Self::Increase),
            "decrease" => Ok(Self::Decrease),
            "neutral" => Ok(Self::Neutral),
            _ => Err(format!("'{text}' is not a direction: use increase, decrease or neutral")),
        }
    }
}

/// Where the limits of a control chart come from, when not from all periods.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FixAfter {
    /// From the periods before the start.
    Start,
    /// From the first so many periods.
    Periods(usize),
}

impl FromStr for FixAfter {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.trim() {
            "start" => Ok(Self::Start),
            number => number.parse().map(Self::Periods).map_err(|_| {
                format!("'{number}' is not a number of periods: write start (the periods before --from) or a whole number")
            }),
        }
    }
}

impl Serialize for FixAfter {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Start => serializer.serialize_str("start"),
            Self::Periods(periods) => serializer.collect_str(periods),
        }
    }
}

/// What separates the fields of a CSV file: one ASCII character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delimiter(u8);

impl Delimiter {
    /// The character as a byte.
    pub fn byte(self) -> u8 {
        self.0
    }
}

impl FromStr for Delimiter {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "tab" | "\\t" => Ok(Self(b'\t')),
            _ => match text.as_bytes() {
                [byte] if byte.is_ascii() && !matches!(byte, b'"' | b'\n' | b'\r') => Ok(Self(*byte)),
                _ => {
                    Err(format!("'{text}' is not a delimiter: write one character such as ; or the word tab"))
                }
            },
        }
    }
}

impl fmt::Display for Delimiter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 == b'\t' { f.write_str("tab") } else { write!(f, "{}", char::from(self.0)) }
    }
}

impl Serialize for Delimiter {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Delimiter {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// A row is kept when the column holds this value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnFilter {
    /// The column.
    pub column: String,
    /// The value.
    pub value: String,
}

impl FromStr for ColumnFilter {
    type Err = String;

    /// `COLUMN=VALUE`.
    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once('=') {
            Some((column, value)) if !column.trim().is_empty() => {
                Ok(Self { column: column.trim().to_owned(), value: value.trim().to_owned() })
            }
            _ => Err(format!(
                "'{text}' is not a filter: write COLUMN=VALUE, for example metric=ae_attendances_total"
            )),
        }
    }
}

impl fmt::Display for ColumnFilter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.column, self.value)
    }
}

impl Serialize for ColumnFilter {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// What is printed on standard output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OutputFormat {
    /// For a reader at a terminal.
    #[default]
    Text,
    /// One JSON document and nothing else.
    Json,
    /// One row a method.
    Csv,
}

impl FromStr for OutputFormat {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "text" => Ok(Self::Text),
            "json" => Ok(Self::Json),
            "csv" => Ok(Self::Csv),
            _ => Err(format!("'{text}' is not a format: use text, json or csv")),
        }
    }
}
