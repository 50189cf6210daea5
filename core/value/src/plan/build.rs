//! A checked plan: the model that is computed, and what travels with its figures.

use std::collections::BTreeMap;

use commonweal_quantity::PriceYear;
use commonweal_quantity::nearest::{nearest, suggestion};
use serde::Serialize;

use super::entry::Entry;
use super::{EffectEntry, Plan, PlanError, benefit, cost};
use crate::chain::{Claim, LINKS, LinkClaimed, count_once};
use crate::discount::{Schedule, Timing};
use crate::distribution::Distribution;
use crate::effect::{self, Effect, Reading};
use crate::equity::{Better, Group};
use crate::model::{Factor, Line, Model, Quantity};
use crate::parameters::{Parameters, Provenance, UsedDeflator, Vintage};

/// Years that a plan may look at: no schedule of rates says more.
const HORIZON: std::ops::RangeInclusive<usize> = 1..=300;
/// Draws that may be asked for: more would change no figure that is printed.
const DRAWS: std::ops::RangeInclusive<usize> = 100..=10_000_000;
/// Draws where a plan says nothing of them.
const DEFAULT_DRAWS: usize = 100_000;

/// A published or own figure that a line uses, as it was used.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct UsedFigure {
    /// The line.
    pub line: String,
    /// The figure in words.
    pub title: String,
    /// Pounds a unit, in the prices of its own year.
    pub pounds: f64,
    /// How it was restated.
    pub deflator: UsedDeflator,
    /// Where it is from.
    pub provenance: Provenance,
}

/// How the groups of a plan are weighed.
#[derive(Debug, Clone, PartialEq)]
pub struct Equity {
    /// The groups, the most deprived first.
    pub groups: Vec<Group>,
    /// Events a year that they share.
    pub effect: f64,
    /// Which way is better.
    pub better: Better,
    /// The income of weight one, and η.
    pub baseline: Option<(f64, f64)>,
}

/// A checked plan: nothing is left to default.
#[derive(Debug, Clone, PartialEq)]
pub struct Built {
    /// Title of the report.
    pub title: String,
    /// The year in whose prices the result is.
    pub base_year: PriceYear,
    /// The key of the vintage.
    pub vintage_key: String,
    /// The discount rates.
    pub vintage: Vintage,
    /// When in its year money falls due.
    pub timing: Timing,
    /// Coverage of the intervals.
    pub level: f64,
    /// How many draws.
    pub draws: usize,
    /// Their seed.
    pub seed: u64,
    /// What is computed.
    pub model: Model,
    /// The schedule of each line, in the order of the model's.
    pub schedules: Vec<String>,
    /// Who claims which link.
    pub chain: Vec<LinkClaimed>,
    /// The groups, where there are some.
    pub equity: Option<Equity>,
    /// The figures that the lines use.
    pub figures: Vec<UsedFigure>,
    /// What must be said beside the result.
    pub warnings: Vec<String>,
    /// What the plan says must be told.
    pub caveats: Vec<String>,
}

/// One effect of the plan, read.
pub(super) struct ReadEffect {
    pub(super) quantity: usize,
    pub(super) effect: Effect,
    pub(super) better: Better,
    pub(super) event: String,
}

/// What is gathered while the plan is read from top to bottom.
pub(super) struct Building<'a> {
    pub(super) text: &'a str,
    pub(super) parameters: &'a Parameters,
    pub(super) base_year: PriceYear,
    pub(super) timing: Timing,
    pub(super) vintage: &'a Vintage,
    pub(super) horizon_years: usize,
    pub(super) pockets: Vec<String>,
    pub(super) effects: BTreeMap<String, ReadEffect>,
    pub(super) quantities: Vec<Quantity>,
    pub(super) lines: Vec<Line>,
    pub(super) schedules: Vec<String>,
    pub(super) claims: Vec<Claim>,
    pub(super) figures: Vec<UsedFigure>,
    pub(super) warnings: Vec<String>,
}

impl Plan {
    /// Checks the plan against `parameters` and `evaluations` (the text of each file that [`Plan::evaluations`] names) and makes
    /// the model that is computed. `text` is the plan itself, for the lines of messages.
    ///
    /// # Errors
    /// [`PlanError`]: what is missing, out of range, unknown or claimed twice, with line, key and remedy.
    pub fn build(
        &self,
        text: &str,
        parameters: &Parameters,
        evaluations: &BTreeMap<String, String>,
    ) -> Result<Built, PlanError> {
        let base_year = self.base_year.ok_or(PlanError::Missing {
            key: "base-year",
            remedy: "the year in whose prices the result is stated, base-year = \"2024/25\"",
        })?;
        let horizon_years =
            in_range("horizon-years", self.horizon_years, None, &HORIZON, "look at 1 to 300 years")?;
        let draws =
            in_range("draws", self.draws, Some(DEFAULT_DRAWS), &DRAWS, "draw 100 to 10,000,000 times")?;
        let level = self.level.unwrap_or(0.95);
        if !(level > 0.5 && level < 1.0) {
            let remedy = "a coverage is above 0.5 and below 1, such as 0.95";
            return Err(PlanError::OutOfRange { key: "level", value: level.to_string(), remedy });
        }
        let (vintage_key, vintage) = self.vintage(parameters)?;
        let mut building = Building {
            text,
            parameters,
            base_year,
            timing: self.timing.unwrap_or_default(),
            vintage,
            horizon_years,
            pockets: self.pockets.keys().cloned().collect(),
            effects: BTreeMap::new(),
            quantities: Vec::new(),
            lines: Vec::new(),
            schedules: Vec::new(),
            claims: Vec::new(),
            figures: Vec::new(),
            warnings: Vec::new(),
        };
        for (name, entry) in &self.effects {
            building.effect(name, entry, evaluations)?;
        }
        for entry in &self.benefits {
            benefit::add(&mut building, entry)?;
        }
        for entry in &self.costs {
            cost::add(&mut building, entry)?;
        }
        if building.lines.is_empty() {
            let remedy = "add a [[benefits]] with its effect, unit-cost, pocket and sort, and a [[costs]]";
            return Err(PlanError::Missing { key: "benefits and no costs", remedy });
        }
        let links =
            if self.chain.is_empty() { LINKS.map(str::to_owned).to_vec() } else { self.chain.clone() };
        let mut events: Vec<String> = building.effects.values().map(|effect| effect.event.clone()).collect();
        events.dedup();
        let chain = count_once(&links, &events, &building.claims)?;
        let equity = self.equity(&building)?;
        Ok(Built {
            title: self.title.clone().unwrap_or_else(|| "Valuation".to_owned()),
            base_year,
            vintage_key: vintage_key.to_owned(),
            vintage: vintage.clone(),
            timing: building.timing,
            level,
            draws,
            seed: self.seed.unwrap_or(1),
            model: Model {
                quantities: building.quantities,
                pockets: self.pockets.values().cloned().collect(),
                lines: building.lines,
                horizon_years,
            },
            schedules: building.schedules,
            chain,
            equity,
            figures: building.figures,
            warnings: building.warnings,
            caveats: self.caveats.clone(),
        })
    }

    fn vintage<'a>(&'a self, parameters: &'a Parameters) -> Result<(&'a str, &'a Vintage), PlanError> {
        let there = parameters.vintages.keys().cloned().collect::<Vec<_>>().join(", ");
        let remedy = "the edition whose discount rates are meant, vintage = \"green-book-2026\"";
        let wanted = self.vintage.as_deref().ok_or(PlanError::Missing { key: "vintage", remedy })?;
        let found = parameters.vintages.get_key_value(wanted).map(|(key, vintage)| (key.as_str(), vintage));
        found.ok_or_else(|| {
            let meant = suggestion(nearest(wanted, parameters.vintages.keys().map(String::as_str)));
            let meant = if meant.is_empty() { ";".to_owned() } else { meant };
            PlanError::Vintage { wanted: wanted.to_owned(), meant, there }
        })
    }

    fn equity(&self, building: &Building<'_>) -> Result<Option<Equity>, PlanError> {
        let Some(entry) = &self.equity else { return Ok(None) };
        let place = Entry { text: building.text, span: entry.span(), name: "equity".to_owned() };
        let raw = entry.get_ref();
        let name = place.needed("effect", raw.effect.as_deref(), "\"falls\"")?;
        let names: Vec<String> = building.effects.keys().cloned().collect();
        place.one_of("effect", name, &names, "an effect of this plan")?;
        if self.groups.len() < 2 {
            return Err(
                place.wrong("has fewer than two groups to compare; add [[groups]], the most deprived first")
            );
        }
        let mut groups = Vec::new();
        for (number, entry) in (1..).zip(&self.groups) {
            let raw = entry.get_ref();
            let called = raw.name.clone().unwrap_or_else(|| number.to_string());
            let place = Entry { text: building.text, span: entry.span(), name: format!("group '{called}'") };
            let above =
                |key: &str, value: f64| place.number(key, value, f64::MIN_POSITIVE, 1e12, "a number above 0");
            groups.push(Group {
                population: above("population", place.needed("population", raw.population, "20000")?)?,
                income: raw.income.map(|income| above("income", income)).transpose()?,
                before: place.number(
                    "before",
                    place.needed("before", raw.before, "640")?,
                    0.0,
                    1e12,
                    "a number from 0 up",
                )?,
                share: place.number(
                    "share",
                    place.needed("share", raw.share, "0.3")?,
                    0.0,
                    1.0,
                    "a share from 0 to 1",
                )?,
                name: place.needed("name", raw.name.clone(), "\"most deprived fifth\"")?,
            });
        }
        let shared: f64 = groups.iter().map(|group| group.share).sum();
        if (shared - 1.0).abs() > 1e-6 {
            return Err(place.wrong(&format!(
                "has groups whose shares add up to {shared}; give out the whole effect, 1"
            )));
        }
        let elasticity = raw.elasticity.or(building.parameters.elasticity.as_ref().map(|eta| eta.value));
        let baseline = raw
            .baseline_income
            .map(|income| place.number("baseline-income", income, 1.0, 1e9, "an income in pounds"));
        let effect = building.effects.get(name);
        Ok(effect
            .map(|read| {
                Ok::<_, PlanError>(Equity {
                    groups,
                    effect: read.effect.a_year.mean(),
                    better: read.better,
                    baseline: baseline.transpose()?.zip(elasticity),
                })
            })
            .transpose()?)
    }
}

impl Building<'_> {
    fn effect(
        &mut self,
        name: &str,
        entry: &toml::Spanned<EffectEntry>,
        evaluations: &BTreeMap<String, String>,
    ) -> Result<(), PlanError> {
        let place = Entry { text: self.text, span: entry.span(), name: format!("effect '{name}'") };
        let raw = entry.get_ref();
        let effect = match &raw.evaluation {
            Some(file) => {
                if raw.a_year.is_some() || raw.interval.is_some() || raw.standard_error.is_some() {
                    return Err(place.wrong("has an evaluation and a figure of its own; keep one of them"));
                }
                let json = evaluations.get(file).map_or("", String::as_str);
                let reading = Reading {
                    method: raw.method,
                    population: raw.population,
                    periods_a_year: raw.periods_a_year,
                };
                effect::of_evaluation(json, &reading)
                    .map_err(|error| place.wrong(&format!("rests on {file}, which {error}")))?
            }
            None => {
                let a_year = place.needed(
                    "evaluation, and no a-year",
                    raw.a_year,
                    "-700 and interval = [-970, -430], or evaluation = \"result.json\"",
                )?;
                let method = place.needed(
                    "method",
                    raw.method,
                    "\"did\", \"randomised\", \"before-after\" or \"assumed\": how it was estimated",
                )?;
                let interval = raw.interval.map(|[lower, upper]| (lower, upper));
                let level = place.number(
                    "level",
                    raw.level.unwrap_or(0.95),
                    0.5,
                    0.9999,
                    "a coverage such as 0.95",
                )?;
                effect::stated(a_year, interval, level, raw.standard_error, method)
                    .map_err(|error| place.wrong(&error.to_string()))?
            }
        };
        self.warnings.extend(effect.warnings.iter().map(|warning| format!("effect '{name}': {warning}")));
        let quantity = self.quantity(format!("effect '{name}' (events a year)"), effect.a_year);
        let read = ReadEffect {
            quantity,
            effect,
            better: raw.better.unwrap_or(Better::Fewer),
            event: raw.event.clone().unwrap_or_else(|| name.to_owned()),
        };
        self.effects.insert(name.to_owned(), read);
        Ok(())
    }

    /// Adds a figure; gives its index.
    pub(super) fn quantity(&mut self, name: String, distribution: Distribution) -> usize {
        self.quantities.push(Quantity { name, distribution });
        self.quantities.len() - 1
    }

    /// Multiplies a line by a figure: into its constant where it is known, as a factor where it is uncertain.
    pub(super) fn times(
        &mut self,
        constant: &mut f64,
        factors: &mut Vec<Factor>,
        name: String,
        distribution: Distribution,
    ) {
        match distribution {
            Distribution::Fixed { value } => *constant *= value,
            uncertain => factors.push(Factor::Times(self.quantity(name, uncertain))),
        }
    }

    /// The schedule `name` of the vintage, or the standard one.
    pub(super) fn schedule(
        &self,
        place: &Entry<'_>,
        name: Option<&str>,
    ) -> Result<(String, &Schedule), PlanError> {
        let name = name.unwrap_or("standard");
        let names: Vec<String> = self.vintage.schedules.keys().cloned().collect();
        place.one_of("discount", name, &names, "a schedule of the vintage")?;
        let schedule = self.vintage.schedules.get(name).or_else(|| self.vintage.schedules.values().next());
        let schedule = schedule.ok_or_else(|| place.wrong("has no discount rates to use"))?;
        Ok((name.to_owned(), schedule))
    }
}

fn in_range(
    key: &'static str,
    value: Option<usize>,
    default: Option<usize>,
    range: &std::ops::RangeInclusive<usize>,
    remedy: &'static str,
) -> Result<usize, PlanError> {
    let value = value.or(default).ok_or(PlanError::Missing { key, remedy })?;
    if range.contains(&value) {
        Ok(value)
    } else {
        Err(PlanError::OutOfRange { key, value: value.to_string(), remedy })
    }
}
