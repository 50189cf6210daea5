//! A checked plan: the model that is computed, and what travels with its figures.

use std::collections::{BTreeMap, BTreeSet};

use commonweal_quantity::PriceYear;
use commonweal_quantity::nearest::{nearest, suggestion};
use commonweal_quantity::toml_text::TomlError;
use serde::Serialize;
use toml::Spanned;

use super::effects::{self, ReadEffect};
use super::entry::Entry;
use super::groups::{self, Equity};
use super::{BenefitEntry, Plan, PlanError, benefit, cost};
use crate::chain::{Claim, LINKS, LinkClaimed, count_once};
use crate::discount::{Schedule, Timing};
use crate::distribution::Distribution;
use crate::model::{Factor, Line, Model, Quantity};
use crate::parameters::{Parameters, Provenance, UsedDeflator, Vintage};

/// Years that a plan may look at: no schedule of rates says more.
const HORIZON: std::ops::RangeInclusive<usize> = 1..=300;
/// Draws that may be asked for: more would change no figure that is printed.
const DRAWS: std::ops::RangeInclusive<usize> = 100..=10_000_000;
/// Most pounds that a line may come to, and most lines: totals of so many fit pence, and no draw is infinite.
const LARGEST_POUNDS: f64 = 1e13;
const MOST_LINES: usize = 1_000;
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
        self.fill(&mut building, evaluations)?;
        let chain = self.chain(&building)?;
        let equity = groups::read(self, &building)?;
        Ok(Built {
            title: self.title.clone().unwrap_or_else(|| "Valuation".to_owned()),
            base_year,
            vintage_key: vintage_key.to_owned(),
            vintage: vintage.clone(),
            timing: building.timing,
            level: self.level()?,
            draws: self.draws()?,
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

    fn fill(
        &self,
        building: &mut Building<'_>,
        evaluations: &BTreeMap<String, String>,
    ) -> Result<(), PlanError> {
        for (name, entry) in &self.effects {
            effects::add(building, name, entry, evaluations)?;
        }
        for entry in &self.benefits {
            benefit::add(building, entry)?;
        }
        for entry in &self.costs {
            cost::add(building, entry)?;
        }
        if building.lines.is_empty() {
            let remedy = "add a [[benefits]] with its effect, unit-cost, pocket and sort, and a [[costs]]";
            return Err(PlanError::Missing { key: "benefits and no costs", remedy });
        }
        Ok(())
    }

    fn chain(&self, building: &Building<'_>) -> Result<Vec<LinkClaimed>, PlanError> {
        let links =
            if self.chain.is_empty() { LINKS.map(str::to_owned).to_vec() } else { self.chain.clone() };
        let events: BTreeSet<String> = building.effects.values().map(|effect| effect.event.clone()).collect();
        let events: Vec<String> = events.into_iter().collect();
        count_once(&links, &events, &building.claims).map_err(|error| {
            let is_it =
                |entry: &&Spanned<BenefitEntry>| entry.get_ref().name.as_deref() == Some(error.benefit());
            let span = self.benefits.iter().find(is_it).map_or(0..0, Spanned::span);
            TomlError::at(building.text, span, &error.to_string()).into()
        })
    }

    fn level(&self) -> Result<f64, PlanError> {
        let level = self.level.unwrap_or(0.95);
        if level > 0.5 && level < 1.0 {
            return Ok(level);
        }
        let remedy = "a coverage is above 0.5 and below 1, such as 0.95";
        Err(PlanError::OutOfRange { key: "level", value: level.to_string(), remedy })
    }

    fn draws(&self) -> Result<usize, PlanError> {
        in_range("draws", self.draws, Some(DEFAULT_DRAWS), &DRAWS, "draw 100 to 10,000,000 times")
    }

    fn vintage<'a>(&'a self, parameters: &'a Parameters) -> Result<(&'a str, &'a Vintage), PlanError> {
        let there = parameters.vintages.keys().cloned().collect::<Vec<_>>().join(", ");
        let remedy = "the edition whose discount rates are meant, vintage = \"green-book-2026\"";
        let wanted = self.vintage.as_deref().ok_or(PlanError::Missing { key: "vintage", remedy })?;
        let found = parameters.vintages.get_key_value(wanted).map(|(key, vintage)| (key.as_str(), vintage));
        found.ok_or_else(|| {
            let meant = suggestion(nearest(wanted, parameters.vintages.keys().map(String::as_str)));
            PlanError::Vintage { wanted: wanted.to_owned(), meant, there }
        })
    }
}

impl Building<'_> {
    /// Adds a figure; gives its index.
    pub(super) fn quantity(&mut self, name: String, distribution: Distribution) -> usize {
        self.quantities.push(Quantity { name, distribution });
        self.quantities.len() - 1
    }

    /// Adds a line, where nothing that it may be drawn as is beyond what can be added.
    pub(super) fn line(&mut self, place: &Entry<'_>, schedule: String, line: Line) -> Result<(), PlanError> {
        let size = |index: usize| self.quantities[index].distribution.size();
        let product = line.factors.iter().fold(line.constant.abs(), |product, factor| match *factor {
            Factor::Times(index) => product * size(index),
            Factor::Less(_, index) => product * (1.0 + size(index)),
        });
        let pounds = product * line.profile.iter().map(|amount| amount.abs()).sum::<f64>();
        if pounds.is_nan() || pounds > LARGEST_POUNDS {
            return Err(
                place.wrong("could come to more than £10 million million; check its figures and their units")
            );
        }
        if self.lines.len() >= MOST_LINES {
            return Err(place.wrong("is one line too many: a plan has 1,000 at most; add some of them up"));
        }
        self.schedules.push(schedule);
        self.lines.push(line);
        Ok(())
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
