//! Dated figures with their sources: unit costs, deflators, discount rates, optimism bias, the elasticity of equity weights.
//!
//! Ours are the files of `parameters/`, compiled in; a user's own files are read beside them in the same form. A figure
//! without source, year, licence or price base is refused, with its file, line and key.

mod deflator;
mod discount_rates;
mod error;
mod file;
mod optimism;
mod provenance;
mod unit_cost;

pub use deflator::{DeflatorSeries, NoDeflator, UsedDeflator};
pub use discount_rates::Vintage;
pub use error::ParameterError;
pub use optimism::{Bounds, OptimismBias, combined_optimism_bias};
pub(crate) use provenance::NO_LICENCE;
pub use provenance::Provenance;
pub use unit_cost::{CostKind, UnitCost};

use std::collections::BTreeMap;

/// The files of `parameters/`, by their names.
const PUBLISHED: [(&str, &str); 4] = [
    ("unit_costs.toml", include_str!("../../../parameters/unit_costs.toml")),
    ("deflators.toml", include_str!("../../../parameters/deflators.toml")),
    ("discount_rates.toml", include_str!("../../../parameters/discount_rates.toml")),
    ("appraisal.toml", include_str!("../../../parameters/appraisal.toml")),
];

/// The elasticity of the marginal utility of income, with its source.
#[derive(Debug, Clone, PartialEq)]
pub struct Elasticity {
    /// η of the weight (income / baseline)^−η.
    pub value: f64,
    /// Where it is from.
    pub provenance: Provenance,
}

/// All figures that a valuation may use, by their keys.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Parameters {
    /// Unit costs.
    pub unit_costs: BTreeMap<String, UnitCost>,
    /// Price indices.
    pub deflators: BTreeMap<String, DeflatorSeries>,
    /// Discount rates.
    pub vintages: BTreeMap<String, Vintage>,
    /// Optimism bias by kind of project.
    pub optimism_bias: BTreeMap<String, OptimismBias>,
    /// The elasticity of equity weights.
    pub elasticity: Option<Elasticity>,
}

impl Parameters {
    /// The published figures that come with the program.
    ///
    /// # Errors
    /// [`ParameterError`] where one of our own files is not whole.
    pub fn published() -> Result<Self, ParameterError> {
        PUBLISHED.into_iter().try_fold(Self::default(), |all, (name, text)| all.with_file(name, text))
    }

    /// These figures and those of a file in TOML, named `file` in messages and as where its figures stand.
    ///
    /// # Errors
    /// [`ParameterError`]: the text is not TOML, a figure lacks source, year, licence or price base, or a key is taken.
    pub fn with_file(self, file: &str, text: &str) -> Result<Self, ParameterError> {
        self.joined(file::read(file, text)?)
    }

    /// These figures and `others`; what exists is never replaced.
    ///
    /// # Errors
    /// [`ParameterError::Taken`] with both places.
    pub fn joined(mut self, others: Self) -> Result<Self, ParameterError> {
        join("unit cost", &mut self.unit_costs, others.unit_costs, |cost| &cost.provenance)?;
        join("price index", &mut self.deflators, others.deflators, |series| &series.provenance)?;
        join("vintage", &mut self.vintages, others.vintages, |vintage| &vintage.provenance)?;
        join("optimism bias", &mut self.optimism_bias, others.optimism_bias, |bias| &bias.provenance)?;
        if let Some(theirs) = others.elasticity {
            if let Some(ours) = &self.elasticity {
                return Err(taken("elasticity", "equity", &ours.provenance, &theirs.provenance));
            }
            self.elasticity = Some(theirs);
        }
        Ok(self)
    }
}

fn join<T>(
    what: &'static str,
    ours: &mut BTreeMap<String, T>,
    theirs: BTreeMap<String, T>,
    provenance: fn(&T) -> &Provenance,
) -> Result<(), ParameterError> {
    for (key, figure) in theirs {
        if let Some(existing) = ours.get(&key) {
            return Err(taken(what, &key, provenance(existing), provenance(&figure)));
        }
        ours.insert(key, figure);
    }
    Ok(())
}

fn taken(what: &'static str, key: &str, ours: &Provenance, theirs: &Provenance) -> ParameterError {
    ParameterError::Taken { what, key: key.to_owned(), first: ours.file.clone(), second: theirs.file.clone() }
}

#[cfg(test)]
mod tests;
