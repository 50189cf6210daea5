//! The protocol of an evaluation: what is asked, written down before the outcomes are looked at.
//!
//! A protocol is a small TOML file. Each key means the same as the command-line flag of its name, and a flag given beside a
//! protocol takes the key's place ([`Protocol::overridden_by`]). [`Protocol::plan`] checks it and fills in the defaults.
//!
//! ```toml
//! title = "Falls response in Saltmere"
//! outcome = "A&E attendances a month"
//! data = "attendances.csv"
//! unit = "trust"
//! period = "month"
//! value = "attendances"
//! where = { metric = "ae_attendances_total" }
//! treated = ["Saltmere"]
//! from = "2021-10"
//! exclude = { Thornby = "merged with Wexmoor in April 2022" }
//! method = "all"
//! caveats = ["Months before June 2015 are apportioned from weekly returns."]
//! ```

mod choices;
mod error;
mod fields;
mod plan;

pub use choices::{ColumnFilter, Delimiter, FixAfter, MethodChoice, OutputFormat};
pub use error::ProtocolError;
pub use fields::unexplained_exclusions;
pub use plan::{Plan, PlanError, SourcePlan};

use std::collections::BTreeMap;

use commonweal_quantity::{Frequency, Period, toml_text};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::control_chart::ImprovementDirection;
use crate::hash::hexadecimal;
use crate::inference::{InferenceChoice, PlaceboDraws};

/// Everything that a protocol file or the command line may say; what is left out is `None` or empty.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Protocol {
    /// Title of the report.
    #[serde(deserialize_with = "fields::text", skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What is measured, in words.
    #[serde(deserialize_with = "fields::text", skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// The data file; in a protocol file, relative to that file.
    #[serde(deserialize_with = "fields::text", skip_serializing_if = "Option::is_none")]
    pub data: Option<String>,
    /// Column that names the unit.
    #[serde(deserialize_with = "fields::text", skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Column that names the period.
    #[serde(deserialize_with = "fields::text", skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    /// Column that holds the outcome.
    #[serde(deserialize_with = "fields::text", skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Column that holds the population; makes the outcome a rate.
    #[serde(deserialize_with = "fields::text", skip_serializing_if = "Option::is_none")]
    pub population: Option<String>,
    /// Population that a rate is for; 1,000 where left out.
    #[serde(deserialize_with = "fields::number", skip_serializing_if = "Option::is_none")]
    pub per: Option<f64>,
    /// Rows to keep.
    #[serde(rename = "where", deserialize_with = "fields::filters", skip_serializing_if = "Vec::is_empty")]
    pub filters: Vec<ColumnFilter>,
    /// What separates the fields of a CSV file; guessed from its header where left out.
    #[serde(deserialize_with = "fields::choice", skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<Delimiter>,
    /// How long the periods are; seen from the data where left out.
    #[serde(deserialize_with = "fields::choice", skip_serializing_if = "Option::is_none")]
    pub frequency: Option<Frequency>,
    /// Whether several values of one unit and period are added up rather than refused.
    #[serde(deserialize_with = "fields::truth", skip_serializing_if = "Option::is_none")]
    pub sum_duplicates: Option<bool>,
    /// Units that the collaboration reached.
    #[serde(deserialize_with = "fields::texts", skip_serializing_if = "Vec::is_empty")]
    pub treated: Vec<String>,
    /// First period of the collaboration.
    #[serde(deserialize_with = "fields::choice", skip_serializing_if = "Option::is_none")]
    pub from: Option<Period>,
    /// First period to look at.
    #[serde(deserialize_with = "fields::choice", skip_serializing_if = "Option::is_none")]
    pub since: Option<Period>,
    /// Last period to look at.
    #[serde(deserialize_with = "fields::choice", skip_serializing_if = "Option::is_none")]
    pub until: Option<Period>,
    /// Units that may not stand as comparison, each with its reason.
    #[serde(deserialize_with = "fields::reasons", skip_serializing_if = "BTreeMap::is_empty")]
    pub exclude: BTreeMap<String, String>,
    /// Units that stay in the donor pool whatever the screening says.
    #[serde(deserialize_with = "fields::texts", skip_serializing_if = "Vec::is_empty")]
    pub keep: Vec<String>,
    /// Largest relative change between consecutive periods that a donor may show.
    #[serde(deserialize_with = "fields::number", skip_serializing_if = "Option::is_none")]
    pub max_jump: Option<f64>,
    /// Whether difference-in-differences also uses units with missing values (two-way fixed effects).
    #[serde(deserialize_with = "fields::truth", skip_serializing_if = "Option::is_none")]
    pub keep_incomplete: Option<bool>,
    /// Whether to evaluate the logarithm of the outcome.
    #[serde(deserialize_with = "fields::truth", skip_serializing_if = "Option::is_none")]
    pub log: Option<bool>,
    /// Which methods to run; all where left out.
    #[serde(deserialize_with = "fields::methods", skip_serializing_if = "Option::is_none")]
    pub method: Option<MethodChoice>,
    /// Which inference.
    #[serde(deserialize_with = "fields::choice", skip_serializing_if = "Option::is_none")]
    pub inference: Option<InferenceChoice>,
    /// How many placebos: `"all"` or a number.
    #[serde(deserialize_with = "fields::choice", skip_serializing_if = "Option::is_none")]
    pub placebos: Option<PlaceboDraws>,
    /// How many bootstrap resamples.
    #[serde(deserialize_with = "fields::whole_number", skip_serializing_if = "Option::is_none")]
    pub bootstraps: Option<usize>,
    /// Seed of all random draws.
    #[serde(deserialize_with = "fields::whole_number", skip_serializing_if = "Option::is_none")]
    pub seed: Option<u64>,
    /// Coverage of the intervals.
    #[serde(deserialize_with = "fields::number", skip_serializing_if = "Option::is_none")]
    pub level: Option<f64>,
    /// Control chart: which way is better.
    #[serde(deserialize_with = "fields::choice", skip_serializing_if = "Option::is_none")]
    pub improvement: Option<ImprovementDirection>,
    /// Control chart: the target.
    #[serde(deserialize_with = "fields::number", skip_serializing_if = "Option::is_none")]
    pub target: Option<f64>,
    /// Control chart: limits from the first so many periods, or from those before the start.
    #[serde(deserialize_with = "fields::choice", skip_serializing_if = "Option::is_none")]
    pub fix_after: Option<FixAfter>,
    /// Control chart: periods at which new limits begin.
    #[serde(deserialize_with = "fields::periods", skip_serializing_if = "Vec::is_empty")]
    pub rebase: Vec<Period>,
    /// What a reader must be told of the data; shown beside the figures.
    #[serde(deserialize_with = "fields::texts", skip_serializing_if = "Vec::is_empty")]
    pub caveats: Vec<String>,
    /// What to print.
    #[serde(deserialize_with = "fields::choice", skip_serializing_if = "Option::is_none")]
    pub format: Option<OutputFormat>,
    /// Where to write the page; in a protocol file, relative to that file.
    #[serde(deserialize_with = "fields::text", skip_serializing_if = "Option::is_none")]
    pub report: Option<String>,
}

impl Protocol {
    /// Reads a protocol.
    ///
    /// # Errors
    /// [`ProtocolError`] with line and column, for text that is not TOML, a key there is not, or a value that
    /// does not fit its key.
    pub fn from_toml(text: &str) -> Result<Self, ProtocolError> {
        Ok(toml_text::read(text)?)
    }

    /// The protocol as TOML: the keys that are set, in a fixed order.
    ///
    /// # Errors
    /// [`ProtocolError`] where a value has no form in TOML (a seed above 2⁶³ − 1).
    pub fn to_toml(&self) -> Result<String, ProtocolError> {
        toml::to_string(self).map_err(|error| ProtocolError::NoForm { cause: error.to_string() })
    }

    /// SHA-256 of [`Protocol::to_toml`], leaving out where the data lies (it has a hash of its own), what to print and
    /// where: two runs with equal hashes asked the same.
    ///
    /// # Errors
    /// As for [`Protocol::to_toml`].
    pub fn sha256(&self) -> Result<String, ProtocolError> {
        let asked = Self { data: None, format: None, report: None, ..self.clone() };
        Ok(hexadecimal(&Sha256::digest(asked.to_toml()?)))
    }

    /// This protocol with each key that `flags` sets taken from there.
    #[must_use]
    pub fn overridden_by(self, flags: Self) -> Self {
        fn list<T>(flags: Vec<T>, key: Vec<T>) -> Vec<T> {
            if flags.is_empty() { key } else { flags }
        }
        Self {
            title: flags.title.or(self.title),
            outcome: flags.outcome.or(self.outcome),
            data: flags.data.or(self.data),
            unit: flags.unit.or(self.unit),
            period: flags.period.or(self.period),
            value: flags.value.or(self.value),
            population: flags.population.or(self.population),
            per: flags.per.or(self.per),
            filters: list(flags.filters, self.filters),
            delimiter: flags.delimiter.or(self.delimiter),
            frequency: flags.frequency.or(self.frequency),
            sum_duplicates: flags.sum_duplicates.or(self.sum_duplicates),
            treated: list(flags.treated, self.treated),
            from: flags.from.or(self.from),
            since: flags.since.or(self.since),
            until: flags.until.or(self.until),
            exclude: if flags.exclude.is_empty() { self.exclude } else { flags.exclude },
            keep: list(flags.keep, self.keep),
            max_jump: flags.max_jump.or(self.max_jump),
            keep_incomplete: flags.keep_incomplete.or(self.keep_incomplete),
            log: flags.log.or(self.log),
            method: flags.method.or(self.method),
            inference: flags.inference.or(self.inference),
            placebos: flags.placebos.or(self.placebos),
            bootstraps: flags.bootstraps.or(self.bootstraps),
            seed: flags.seed.or(self.seed),
            level: flags.level.or(self.level),
            improvement: flags.improvement.or(self.improvement),
            target: flags.target.or(self.target),
            fix_after: flags.fix_after.or(self.fix_after),
            rebase: list(flags.rebase, self.rebase),
            caveats: list(flags.caveats, self.caveats),
            format: flags.format.or(self.format),
            report: flags.report.or(self.report),
        }
    }
}
