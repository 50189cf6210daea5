//! The plan of a valuation: what changed, what it is worth a unit, whose budget, what it cost.
//!
//! A plan is a TOML file:
//!
//! ```toml
//! title = "Falls answered together in Saltmere"
//! base-year = "2024/25"
//! horizon-years = 5
//! vintage = "green-book-2026"
//!
//! [pockets]
//! hospital = "Saltmere Hospital"
//! council = "Saltmere Council"
//!
//! [effects.falls]
//! evaluation = "evaluation.json"
//!
//! [[benefits]]
//! name = "Admissions avoided"
//! effect = "falls"
//! unit-cost = "non-elective-long-stay"
//! pocket = "hospital"
//! sort = "capacity-freed"
//! drop-off = 0.1
//!
//! [[costs]]
//! name = "Response team"
//! pocket = "council"
//! amount = "£400,000"
//! years = 5
//! ```

mod benefit;
mod build;
mod cost;
mod effects;
mod entry;
mod error;
mod groups;
mod spread;

pub use build::{Built, UsedFigure};
pub use error::PlanError;
pub use groups::Equity;
pub use spread::{Bias, OwnCost, Spread};

use std::collections::BTreeMap;

use commonweal_quantity::PriceYear;
use commonweal_quantity::toml_text::{self, fields};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use toml::Spanned;

use crate::discount::Timing;
use crate::effect::Design;
use crate::equity::Better;
use crate::model::Sort;

/// Everything that a plan may say; what is left out is `None` or empty.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Plan {
    /// Title of the report.
    #[serde(deserialize_with = "fields::text")]
    pub title: Option<String>,
    /// The year in whose prices the result is stated.
    #[serde(deserialize_with = "fields::choice")]
    pub base_year: Option<PriceYear>,
    /// Years that are looked at, year 0 included.
    #[serde(deserialize_with = "fields::whole_number")]
    pub horizon_years: Option<usize>,
    /// The edition of the discount rates.
    #[serde(deserialize_with = "fields::text")]
    pub vintage: Option<String>,
    /// When in its year money falls due; at the start where left out.
    pub timing: Option<Timing>,
    /// Coverage of the intervals; 0.95 where left out.
    #[serde(deserialize_with = "fields::number")]
    pub level: Option<f64>,
    /// How many draws.
    #[serde(deserialize_with = "fields::whole_number")]
    pub draws: Option<usize>,
    /// Seed of the draws.
    #[serde(deserialize_with = "fields::whole_number")]
    pub seed: Option<u64>,
    /// Files of figures beside the published ones, relative to the plan.
    #[serde(deserialize_with = "fields::texts")]
    pub parameters: Vec<String>,
    /// Budgets: a short name for each, and its name in words.
    pub pockets: BTreeMap<String, String>,
    /// The links of the chain, first to last.
    #[serde(deserialize_with = "fields::texts")]
    pub chain: Vec<String>,
    /// Effects by name.
    pub effects: BTreeMap<String, Spanned<EffectEntry>>,
    /// Benefit lines.
    pub benefits: Vec<Spanned<BenefitEntry>>,
    /// Cost lines.
    pub costs: Vec<Spanned<CostEntry>>,
    /// Groups of the people served, the most deprived first.
    pub groups: Vec<Spanned<GroupEntry>>,
    /// Which effect the groups share, and their weights.
    pub equity: Option<Spanned<EquityEntry>>,
    /// What a reader must be told.
    #[serde(deserialize_with = "fields::texts")]
    pub caveats: Vec<String>,
}

/// One effect: from an evaluation, or stated.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct EffectEntry {
    /// The result of an evaluation in JSON, relative to the plan.
    #[serde(deserialize_with = "fields::text")]
    pub evaluation: Option<String>,
    /// Its method; of a stated effect, how it was estimated.
    pub method: Option<Design>,
    /// The people that a rate is for.
    #[serde(deserialize_with = "fields::number")]
    pub population: Option<f64>,
    /// Periods in a year, where the evaluation counts by steps.
    #[serde(deserialize_with = "fields::number")]
    pub periods_a_year: Option<f64>,
    /// Events a year, below nought where there are fewer.
    #[serde(deserialize_with = "fields::number")]
    pub a_year: Option<f64>,
    /// Its interval.
    pub interval: Option<[f64; 2]>,
    /// The coverage of that interval.
    #[serde(deserialize_with = "fields::number")]
    pub level: Option<f64>,
    /// Its standard error.
    #[serde(deserialize_with = "fields::number")]
    pub standard_error: Option<f64>,
    /// Whether fewer or more is better; fewer where left out.
    pub better: Option<Better>,
    /// The event whose chain the benefits of this effect claim; the effect's name where left out.
    #[serde(deserialize_with = "fields::text")]
    pub event: Option<String>,
}

/// One benefit.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct BenefitEntry {
    /// What it is called.
    #[serde(deserialize_with = "fields::text")]
    pub name: Option<String>,
    /// The effect that it rests on.
    #[serde(deserialize_with = "fields::text")]
    pub effect: Option<String>,
    /// Units a year, where there is no effect.
    pub units_a_year: Option<Spread>,
    /// Units for each event: bed days an admission.
    pub each: Option<Spread>,
    /// The share of the events that this line values.
    #[serde(deserialize_with = "fields::number")]
    pub share: Option<f64>,
    /// The unit cost: a key, or one's own.
    #[serde(deserialize_with = "spread::unit_cost")]
    pub unit_cost: Option<OwnCost>,
    /// Whose budget.
    #[serde(deserialize_with = "fields::text")]
    pub pocket: Option<String>,
    /// What sort.
    pub sort: Option<Sort>,
    /// The share of a capacity that is released as cash.
    #[serde(deserialize_with = "fields::number")]
    pub cash_share: Option<f64>,
    /// The links of the chain that it claims; those that the unit cost covers where left out.
    pub claims: Option<Vec<String>>,
    /// Years before the benefit begins.
    #[serde(deserialize_with = "fields::whole_number")]
    pub lag_years: Option<usize>,
    /// Years that it lasts; to the end of the horizon where left out.
    #[serde(deserialize_with = "fields::whole_number")]
    pub years: Option<usize>,
    /// Share lost from each year to the next.
    pub drop_off: Option<Spread>,
    /// Share that would have happened anyway.
    pub deadweight: Option<Spread>,
    /// Share that is only moved from elsewhere.
    pub displacement: Option<Spread>,
    /// Share that experience says is overstated.
    pub optimism_bias: Option<Spread>,
    /// The schedule of discount rates: standard, health.
    #[serde(deserialize_with = "fields::text")]
    pub discount: Option<String>,
}

/// One cost.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct CostEntry {
    /// What it is called.
    #[serde(deserialize_with = "fields::text")]
    pub name: Option<String>,
    /// Whose budget.
    #[serde(deserialize_with = "fields::text")]
    pub pocket: Option<String>,
    /// The amount of each year.
    pub amount: Option<Spread>,
    /// The amounts of years 0, 1, … where they differ.
    pub by_year: Option<Vec<Spread>>,
    /// The year in whose prices it is stated; the base year where left out.
    #[serde(deserialize_with = "fields::choice")]
    pub price_year: Option<PriceYear>,
    /// The year in which it begins.
    #[serde(deserialize_with = "fields::whole_number")]
    pub from: Option<usize>,
    /// Years that it is paid; one where left out.
    #[serde(deserialize_with = "fields::whole_number")]
    pub years: Option<usize>,
    /// Optimism bias: a share, or a kind of project.
    #[serde(deserialize_with = "spread::bias")]
    pub optimism_bias: Option<Bias>,
    /// The share of the bias that management takes off.
    #[serde(deserialize_with = "fields::number")]
    pub mitigation: Option<f64>,
    /// The marginal excess burden of the tax that pays it, as a share.
    #[serde(deserialize_with = "fields::number")]
    pub excess_tax_burden: Option<f64>,
    /// Where the amount comes from.
    #[serde(deserialize_with = "fields::text")]
    pub source: Option<String>,
}

/// One group of the people served.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct GroupEntry {
    /// What it is called.
    #[serde(deserialize_with = "fields::text")]
    pub name: Option<String>,
    /// Its people.
    #[serde(deserialize_with = "fields::number")]
    pub population: Option<f64>,
    /// Their income a year in pounds.
    #[serde(deserialize_with = "fields::number")]
    pub income: Option<f64>,
    /// Events among them a year, before.
    #[serde(deserialize_with = "fields::number")]
    pub before: Option<f64>,
    /// The share of the effect that falls to them.
    #[serde(deserialize_with = "fields::number")]
    pub share: Option<f64>,
}

/// How the groups are weighed.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct EquityEntry {
    /// The effect that the groups share.
    #[serde(deserialize_with = "fields::text")]
    pub effect: Option<String>,
    /// The income of weight one.
    #[serde(deserialize_with = "fields::number")]
    pub baseline_income: Option<f64>,
    /// η; the published one where left out.
    #[serde(deserialize_with = "fields::number")]
    pub elasticity: Option<f64>,
}

impl Plan {
    /// Reads a plan.
    ///
    /// # Errors
    /// [`PlanError`] with line and column, for text that is not TOML, a key there is not, or a value that does not fit its
    /// key.
    pub fn from_toml(text: &str) -> Result<Self, PlanError> {
        Ok(toml_text::read(text)?)
    }

    /// The evaluations that the effects name, as they name them.
    pub fn evaluations(&self) -> Vec<&str> {
        self.effects.values().filter_map(|effect| effect.get_ref().evaluation.as_deref()).collect()
    }
}

/// SHA-256 of a text, in hexadecimal: what a plan or an evaluation is recorded by.
pub fn sha256(text: &str) -> String {
    use std::fmt::Write;
    Sha256::digest(text).iter().fold(String::new(), |mut hexadecimal, byte| {
        // Writing to a String cannot fail.
        let _ = write!(hexadecimal, "{byte:02x}");
        hexadecimal
    })
}

#[cfg(test)]
mod tests;
