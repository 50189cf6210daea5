//! The file of options checked: a model, scores and gates for each.

use std::collections::BTreeMap;

use commonweal_quantity::PriceYear;
use commonweal_quantity::nearest::{nearest, suggestion};
use commonweal_quantity::toml_text::TomlError;
use serde::Serialize;
use toml::Spanned;

use super::OptionsError;
use super::file::{CriterionEntry, OptionEntry, OptionKind, OptionsFile};
use super::weights::Criterion;
use crate::distribution::Distribution;
use crate::model::Model;
use crate::parameters::Parameters;
use crate::plan::{Built, UsedFigure};

/// More than anybody compares.
const MOST_OPTIONS: usize = 20;
/// A column of draws is kept for each option.
const MOST_DRAWS: usize = 1_000_000;
/// The least that the best score can be, and the most.
const SCORES: std::ops::RangeInclusive<f64> = 0.0..=100.0;
/// Weights that were rounded to a thousandth still add up.
const ROUNDING: f64 = 1e-3;

/// A gate that an option does not pass.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Failed {
    /// What the gate asks.
    pub gate: String,
    /// Why the option does not pass.
    pub reason: String,
}

/// An option ready to be computed.
#[derive(Debug, Clone, PartialEq)]
pub struct BuiltOption {
    /// What it is called.
    pub name: String,
    /// What part it plays.
    pub kind: OptionKind,
    /// Who delivers it.
    pub delivered_by: String,
    /// The gates that it does not pass.
    pub failed: Vec<Failed>,
    /// Its scores in the order of the criteria.
    pub scores: Vec<Distribution>,
    /// Its costs and benefits.
    pub model: Model,
}

/// All options ready to be computed.
#[derive(Debug, Clone, PartialEq)]
pub struct BuiltOptions {
    /// Title of the report.
    pub title: String,
    /// The year in whose prices the result is.
    pub base_year: PriceYear,
    /// The edition of the discount rates, in words.
    pub vintage: String,
    /// Years looked at.
    pub horizon_years: usize,
    /// Coverage of the intervals.
    pub level: f64,
    /// How many draws.
    pub draws: usize,
    /// Their seed.
    pub seed: u64,
    /// The probability of being best from which on an option may be preferred.
    pub sure: f64,
    /// What the gates ask.
    pub gates: Vec<String>,
    /// What has no price.
    pub criteria: Vec<Criterion>,
    /// The options in the order of the file.
    pub options: Vec<BuiltOption>,
    /// The figures that their lines use.
    pub figures: Vec<UsedFigure>,
    /// What must be said beside the result.
    pub warnings: Vec<String>,
    /// What the file says must be told.
    pub caveats: Vec<String>,
}

impl OptionsFile {
    /// Checks the file against `parameters` and `evaluations` (the text of each that [`OptionsFile::evaluations`] names). `text` is the file itself, for the lines of
    /// messages.
    ///
    /// # Errors
    /// [`OptionsError`]: what is missing, out of range, unknown or said twice, with line and remedy.
    pub fn build(
        &self,
        text: &str,
        parameters: &Parameters,
        evaluations: &BTreeMap<String, String>,
    ) -> Result<BuiltOptions, OptionsError> {
        self.check_kinds()?;
        let criteria = self.criteria(text)?;
        let sure = self.sure.unwrap_or(0.8);
        if !(sure > 0.5 && sure < 1.0) {
            let remedy = "a probability above 0.5 and below 1, such as 0.8";
            return Err(OptionsError::OutOfRange { key: "sure", value: sure, remedy });
        }
        let mut options: Vec<BuiltOption> = Vec::new();
        let (mut common, mut figures, mut warnings) = (None, Vec::new(), Vec::new());
        for entry in &self.options {
            let reading = Reading { file: self, text, entry };
            let (option, built) = reading.option(&options, &criteria, parameters, evaluations)?;
            if let Some(mut built) = built {
                figures.extend(built.figures.drain(..).map(|figure| {
                    let line = format!("{}: {}", option.name, figure.line);
                    UsedFigure { line, ..figure }
                }));
                warnings
                    .extend(built.warnings.drain(..).map(|warning| format!("{}: {warning}", option.name)));
                common = Some(built);
            }
            options.push(option);
        }
        // There is a do-minimum, which was built, so that this is never said.
        let none = OptionsError::Count { found: self.options.len(), most: MOST_OPTIONS };
        let common: Built = common.ok_or(none)?;
        if common.draws > MOST_DRAWS {
            let remedy = "draw at most 1,000,000 times";
            return Err(OptionsError::OutOfRange { key: "draws", value: common.draws as f64, remedy });
        }
        warnings.extend(one_deliverer(&options));
        Ok(BuiltOptions {
            title: self.title.clone().unwrap_or_else(|| "Options appraisal".to_owned()),
            base_year: common.base_year,
            vintage: common.vintage.title,
            horizon_years: common.model.horizon_years,
            level: common.level,
            draws: common.draws,
            seed: common.seed,
            sure,
            gates: self.gates.values().cloned().collect(),
            criteria,
            options,
            figures,
            warnings,
            caveats: self.caveats.clone(),
        })
    }

    fn check_kinds(&self) -> Result<(), OptionsError> {
        let found = self.options.len();
        if !(2..=MOST_OPTIONS).contains(&found) {
            return Err(OptionsError::Count { found, most: MOST_OPTIONS });
        }
        let of = |kind| self.options.iter().filter(|option| option.get_ref().kind == Some(kind)).count();
        let usual = of(OptionKind::BusinessAsUsual);
        if usual != 1 {
            let remedy = "exactly one goes on as now; what the others would change is measured against it";
            return Err(OptionsError::Kind { kind: "business-as-usual", found: usual, remedy });
        }
        let least = of(OptionKind::DoMinimum);
        if least == 0 {
            let remedy = "add the least that would meet the need, so that more has something to beat";
            return Err(OptionsError::Kind { kind: "do-minimum", found: least, remedy });
        }
        Ok(())
    }

    fn criteria(&self, text: &str) -> Result<Vec<Criterion>, OptionsError> {
        let criteria = self.criteria.iter().map(|(key, entry)| criterion(text, key, entry));
        let criteria = criteria.collect::<Result<Vec<Criterion>, _>>()?;
        if criteria.is_empty() {
            return Ok(criteria);
        }
        let sum = criteria.iter().map(|criterion| criterion.weight).sum::<f64>();
        if (sum - 1.0).abs() > ROUNDING {
            return Err(OptionsError::Weights { sum });
        }
        Ok(criteria)
    }
}

fn criterion(text: &str, key: &str, entry: &Spanned<CriterionEntry>) -> Result<Criterion, OptionsError> {
    let raw = entry.get_ref();
    let wrong = |cause: &str| -> OptionsError {
        TomlError::at(text, entry.span(), &format!("criterion '{key}' {cause}")).into()
    };
    let weight =
        raw.weight.ok_or_else(|| wrong("has no weight; add weight = 0.4, agreed among the partners"))?;
    let [least, most] = raw.range.unwrap_or([weight, weight]);
    if !(0.0 <= least && least <= weight && weight <= most && most <= 1.0) {
        return Err(wrong(
            "needs 0 ≤ lower end ≤ weight ≤ upper end ≤ 1; write weight = 0.4 and range = [0.3, 0.6]",
        ));
    }
    let title = raw.title.clone().unwrap_or_else(|| key.to_owned());
    Ok(Criterion { key: key.to_owned(), title, weight, least, most })
}

/// All options but business as usual in one pair of hands.
fn one_deliverer(options: &[BuiltOption]) -> Option<String> {
    let mut changes = options.iter().filter(|option| option.kind != OptionKind::BusinessAsUsual);
    let first = changes.next()?;
    let all = changes.all(|option| option.delivered_by == first.delivered_by);
    all.then(|| {
        format!(
            "Every option but business as usual is delivered by: {}. Nobody else was considered; a partner of another sector might do it better.",
            first.delivered_by
        )
    })
}

/// One entry under examination.
struct Reading<'a> {
    file: &'a OptionsFile,
    text: &'a str,
    entry: &'a Spanned<OptionEntry>,
}

impl Reading<'_> {
    fn wrong(&self, cause: &str) -> OptionsError {
        let called = self.entry.get_ref().name.as_deref().unwrap_or_default();
        TomlError::at(self.text, self.entry.span(), &format!("option '{called}' {cause}")).into()
    }

    fn option(
        &self,
        before: &[BuiltOption],
        criteria: &[Criterion],
        parameters: &Parameters,
        evaluations: &BTreeMap<String, String>,
    ) -> Result<(BuiltOption, Option<Built>), OptionsError> {
        let raw = self.entry.get_ref();
        let name =
            raw.name.clone().ok_or_else(|| self.wrong("has no name; add name = \"Volunteers' response\""))?;
        if before.iter().any(|option| option.name == name) {
            return Err(self.wrong("has the name of another option; give each its own"));
        }
        let kind = raw.kind.ok_or_else(|| {
            self.wrong("has no kind; add kind = \"business-as-usual\", \"do-minimum\" or \"change\"")
        })?;
        let delivered_by = raw.delivered_by.clone().ok_or_else(|| {
            self.wrong("does not say who delivers it; add delivered-by = \"charity\": no sector is taken for granted")
        })?;
        let (failed, scores) = (self.failed()?, self.scores(criteria)?);
        let empty = raw.benefits.is_empty() && raw.costs.is_empty();
        let built = if empty && kind == OptionKind::BusinessAsUsual {
            None
        } else {
            let built = self.file.plan_of(raw).build(self.text, parameters, evaluations);
            Some(built.map_err(|source| OptionsError::Plan { option: name.clone(), source })?)
        };
        let nothing = || Model {
            quantities: Vec::new(),
            pockets: self.file.pockets.values().cloned().collect(),
            lines: Vec::new(),
            horizon_years: self.file.horizon_years.unwrap_or_default(),
        };
        let model = built.as_ref().map_or_else(nothing, |built| built.model.clone());
        Ok((BuiltOption { name, kind, delivered_by, failed, scores, model }, built))
    }

    /// The gates that it fails; each gate is either passed or failed.
    fn failed(&self) -> Result<Vec<Failed>, OptionsError> {
        let (raw, gates) = (self.entry.get_ref(), &self.file.gates);
        for named in raw.passes.iter().chain(raw.fails.keys()) {
            if !gates.contains_key(named) {
                let meant = suggestion(nearest(named, gates.keys().map(String::as_str)));
                return Err(
                    self.wrong(&format!("names the gate '{named}', which is not one of [gates]{meant}"))
                );
            }
        }
        for gate in gates.keys() {
            match (raw.passes.contains(gate), raw.fails.contains_key(gate)) {
                (true, true) => {
                    return Err(self.wrong(&format!("passes and fails the gate '{gate}'; keep one")));
                }
                (false, false) => {
                    let cause = format!(
                        "does not say whether it passes the gate '{gate}'; add it to passes, or to fails with the reason"
                    );
                    return Err(self.wrong(&cause));
                }
                _ => {}
            }
        }
        let failed = raw.fails.iter().filter_map(|(gate, reason)| {
            Some(Failed { gate: gates.get(gate)?.clone(), reason: reason.clone() })
        });
        Ok(failed.collect())
    }

    fn scores(&self, criteria: &[Criterion]) -> Result<Vec<Distribution>, OptionsError> {
        let raw = self.entry.get_ref();
        let keys = || criteria.iter().map(|criterion| criterion.key.as_str());
        if let Some(stray) = raw.scores.keys().find(|scored| !keys().any(|key| key == scored.as_str())) {
            let meant = suggestion(nearest(stray, keys()));
            return Err(self.wrong(&format!("scores '{stray}', which is not one of [criteria]{meant}")));
        }
        let score = |key: &str| {
            let spread = raw.scores.get(key).ok_or_else(|| {
                self.wrong(&format!(
                    "has no score for '{key}'; add it to scores, from 0 the worst to 100 the best"
                ))
            })?;
            let (low, middle, high) = match spread.0 {
                Distribution::Fixed { value } => (value, value, value),
                Distribution::Uniform { low, high } => (low, low, high),
                Distribution::Triangular { low, mode, high } => (low, mode, high),
                Distribution::Normal { .. } => (f64::NAN, f64::NAN, f64::NAN),
            };
            let ordered = low <= middle && middle <= high && (spread.0.is_fixed() || low < high);
            if ordered && SCORES.contains(&low) && SCORES.contains(&high) {
                return Ok(spread.0);
            }
            Err(self.wrong(&format!(
                "has a score for '{key}' that is not from 0 to 100; write 60, {{ low = 50, high = 70 }} or {{ low = 50, mode = 60, high = 80 }}"
            )))
        };
        keys().map(score).collect()
    }
}

#[cfg(test)]
mod tests;
