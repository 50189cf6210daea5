//! The file of options.
//!
//! ```toml
//! title = "Who answers falls in Saltmere (fictional)"
//! base-year = "2024/25"
//! horizon-years = 3
//! vintage = "green-book-2026"
//!
//! [pockets]
//! council = "Saltmere Council (fictional)"
//!
//! [gates]
//! lawful = "The law allows it"
//!
//! [criteria.trust]
//! title = "Trusted by those who fall"
//! weight = 1.0
//!
//! [[options]]
//! name = "As it is"
//! kind = "business-as-usual"
//! delivered-by = "ambulance service"
//! passes = ["lawful"]
//! scores = { trust = 40 }
//!
//! [[options]]
//! name = "Volunteers' response"
//! kind = "do-minimum"
//! delivered-by = "charity"
//! passes = ["lawful"]
//! scores = { trust = { low = 50, mode = 70, high = 80 } }
//!
//! [[options.costs]]
//! name = "Training"
//! pocket = "council"
//! amount = "£10,000"
//! ```

use std::collections::BTreeMap;

use commonweal_quantity::PriceYear;
use commonweal_quantity::toml_text::{self, fields};
use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::OptionsError;
use crate::discount::Timing;
use crate::plan::{BenefitEntry, CostEntry, EffectEntry, Plan, Spread};

/// Everything that the file may say; what is left out is `None` or empty. Keys that a plan has as well mean the same; they are written out again,
/// since serde's `flatten` neither refuses unknown keys nor tells the line and column of a mistake.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct OptionsFile {
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
    /// When in its year money falls due.
    pub timing: Option<Timing>,
    /// Coverage of the intervals.
    #[serde(deserialize_with = "fields::number")]
    pub level: Option<f64>,
    /// How many draws.
    #[serde(deserialize_with = "fields::whole_number")]
    pub draws: Option<usize>,
    /// Seed of the draws.
    #[serde(deserialize_with = "fields::whole_number")]
    pub seed: Option<u64>,
    /// The probability of being best from which on an option may be preferred; 0.8 where left out.
    #[serde(deserialize_with = "fields::number")]
    pub sure: Option<f64>,
    /// Files of figures beside the published ones, relative to this one.
    #[serde(deserialize_with = "fields::texts")]
    pub parameters: Vec<String>,
    /// Budgets.
    pub pockets: BTreeMap<String, String>,
    /// The links of the chain.
    #[serde(deserialize_with = "fields::texts")]
    pub chain: Vec<String>,
    /// Effects by name, which any option may use.
    pub effects: BTreeMap<String, Spanned<EffectEntry>>,
    /// Critical success factors: a short name for each, and what it asks.
    pub gates: BTreeMap<String, String>,
    /// What has no price, by a short name.
    pub criteria: BTreeMap<String, Spanned<CriterionEntry>>,
    /// The options.
    pub options: Vec<Spanned<OptionEntry>>,
    /// What a reader must be told.
    #[serde(deserialize_with = "fields::texts")]
    pub caveats: Vec<String>,
}

/// Something that has no price.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct CriterionEntry {
    /// What it is, in words.
    #[serde(deserialize_with = "fields::text")]
    pub title: Option<String>,
    /// Its agreed weight; all add up to 1.
    #[serde(deserialize_with = "fields::number")]
    pub weight: Option<f64>,
    /// The least and the most that anybody would give it; the weight alone where left out.
    pub range: Option<[f64; 2]>,
}

/// What part an option plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OptionKind {
    /// Going on as now: what the others are measured against.
    BusinessAsUsual,
    /// The least that meets the need.
    DoMinimum,
    /// Any other.
    Change,
}

/// One option.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct OptionEntry {
    /// What it is called.
    #[serde(deserialize_with = "fields::text")]
    pub name: Option<String>,
    /// What part it plays; there is no default.
    pub kind: Option<OptionKind>,
    /// Who delivers it, in words; there is no default sector.
    #[serde(deserialize_with = "fields::text")]
    pub delivered_by: Option<String>,
    /// The gates that it passes.
    #[serde(deserialize_with = "fields::texts")]
    pub passes: Vec<String>,
    /// The gates that it does not, each with the reason.
    pub fails: BTreeMap<String, String>,
    /// Its score on each criterion, 0 the worst that can be and 100 the best.
    pub scores: BTreeMap<String, Spread>,
    /// Its benefits, as in a plan.
    pub benefits: Vec<Spanned<BenefitEntry>>,
    /// Its costs, as in a plan.
    pub costs: Vec<Spanned<CostEntry>>,
}

impl OptionsFile {
    /// Reads a file of options.
    ///
    /// # Errors
    /// [`OptionsError::At`] with line and column.
    pub fn from_toml(text: &str) -> Result<Self, OptionsError> {
        Ok(toml_text::read(text)?)
    }

    /// The evaluations that the effects name, as they name them.
    pub fn evaluations(&self) -> Vec<&str> {
        self.effects.values().filter_map(|effect| effect.get_ref().evaluation.as_deref()).collect()
    }

    /// The plan of one option.
    pub(super) fn plan_of(&self, option: &OptionEntry) -> Plan {
        Plan {
            title: option.name.clone(),
            base_year: self.base_year,
            horizon_years: self.horizon_years,
            vintage: self.vintage.clone(),
            timing: self.timing,
            level: self.level,
            draws: self.draws,
            seed: self.seed,
            pockets: self.pockets.clone(),
            chain: self.chain.clone(),
            effects: self.effects.clone(),
            benefits: option.benefits.clone(),
            costs: option.costs.clone(),
            ..Plan::default()
        }
    }
}
