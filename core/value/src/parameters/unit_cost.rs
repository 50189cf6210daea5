//! What one more, or one fewer, of something costs.

use commonweal_quantity::{Pence, PriceBasis, PriceYear};
use serde::{Deserialize, Serialize};

use super::Provenance;

/// Whether a unit cost holds the fixed costs too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CostKind {
    /// All costs over all activity: what one fewer saves in cash is less.
    Average,
    /// What one more or one fewer really adds or saves.
    Marginal,
}

/// A unit cost with its price base and its source.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct UnitCost {
    /// What it is called in words.
    pub title: String,
    /// The amount for one unit.
    pub pence: Pence,
    /// The year in whose prices it is stated.
    pub price_year: PriceYear,
    /// Whether it is real or nominal.
    pub basis: PriceBasis,
    /// What one unit is: an attendance, an episode, a bed day.
    pub unit: String,
    /// Whether it holds fixed costs.
    pub kind: CostKind,
    /// The links of the chain whose cost it already holds.
    pub covers: Vec<String>,
    /// Where it is from.
    pub provenance: Provenance,
}

impl UnitCost {
    /// The amount in pounds.
    pub fn pounds(&self) -> f64 {
        self.pence.0 as f64 / 100.0
    }
}
