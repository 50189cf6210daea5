//! One entry of a plan under examination: where it stands, so that what is wrong with it is told with its line.

use std::ops::Range;

use commonweal_quantity::nearest::{nearest, suggestion};
use commonweal_quantity::toml_text::TomlError;

use super::{PlanError, Spread};
use crate::distribution::Distribution;

/// An entry with its place.
pub(super) struct Entry<'a> {
    pub(super) text: &'a str,
    pub(super) span: Range<usize>,
    /// "benefit 'Admissions avoided'".
    pub(super) name: String,
}

impl Entry<'_> {
    /// The entry `cause`.
    pub(super) fn wrong(&self, cause: &str) -> PlanError {
        TomlError::at(self.text, self.span.clone(), &format!("{} {cause}", self.name)).into()
    }

    /// A key that the entry needs.
    pub(super) fn needed<T>(&self, key: &str, value: Option<T>, example: &str) -> Result<T, PlanError> {
        value.ok_or_else(|| self.wrong(&format!("has no {key}; add {key} = {example}")))
    }

    /// The index of `name` among `names`, answered with the nearest where it is none of them.
    pub(super) fn one_of(
        &self,
        key: &str,
        name: &str,
        names: &[String],
        whence: &str,
    ) -> Result<usize, PlanError> {
        names.iter().position(|known| known == name).ok_or_else(|| {
            let meant = suggestion(nearest(name, names.iter().map(String::as_str)));
            let there = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
            self.wrong(&format!("has {key} = \"{name}\", which is not {whence}{meant} (there: {there})"))
        })
    }

    /// A share, each of its ends from 0 to 1.
    pub(super) fn share(&self, key: &str, spread: Spread) -> Result<Distribution, PlanError> {
        let distribution =
            self.within(key, spread, 0.0, 1.0, "a share from 0 to 1, such as 0.25 or \"25%\"")?;
        if matches!(distribution, Distribution::Normal { .. }) {
            return Err(self.wrong(&format!(
                "has a {key} with mean and sd, which reaches beyond 0 and 1; write {{ low = 0.1, mode = 0.2, high = 0.4 }}"
            )));
        }
        Ok(distribution)
    }

    /// A figure whose ends lie within `least` and `most`; a normal one has its mean within.
    pub(super) fn within(
        &self,
        key: &str,
        spread: Spread,
        least: f64,
        most: f64,
        remedy: &str,
    ) -> Result<Distribution, PlanError> {
        let fits = |value: f64| (least..=most).contains(&value);
        let whole = match spread.0 {
            Distribution::Fixed { value } => fits(value),
            Distribution::Normal { mean, sd } => fits(mean) && sd > 0.0 && sd.is_finite(),
            Distribution::Uniform { low, high } => fits(low) && fits(high) && low < high,
            Distribution::Triangular { low, mode, high } => {
                fits(low) && fits(high) && low < high && (low..=high).contains(&mode)
            }
        };
        if whole { Ok(spread.0) } else { Err(self.wrong(&format!("has a {key} that is not {remedy}"))) }
    }

    /// A plain number within `least` and `most`.
    pub(super) fn number(
        &self,
        key: &str,
        value: f64,
        least: f64,
        most: f64,
        remedy: &str,
    ) -> Result<f64, PlanError> {
        self.within(key, Spread(Distribution::fixed(value)), least, most, remedy).map(Distribution::mean)
    }
}
