//! A plan: one TOML file with the bodies, what is shared, the rule and the limits.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};

use super::amounts::position;
use super::{FileError, Place};
use crate::coalition::{Coalition, MOST_BODIES};
use crate::corridor::{Corridor, CorridorError, Due, Effect, Point, Terms};
use crate::division::{Basis, Problem};
use crate::game::lines::{BenefitLine, Presence};
use crate::limits::Limit;
use crate::pence::nearest;
use crate::rule::Rule;

const EXAMPLE: &str = "a plan as in 'commonweal share --help'";

/// An amount as a number or as text.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Amount(f64);

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = toml::Value::deserialize(deserializer)?;
        let amount = match &value {
            toml::Value::Integer(number) => Some(*number as f64),
            toml::Value::Float(number) => Some(*number).filter(|number| number.is_finite()),
            toml::Value::String(text) => super::amount(text),
            _ => None,
        };
        let refused = || {
            serde::de::Error::custom(format!(
                "{value} is not an amount; write 1234.50, \"£1,234.50\" or \"£1.2m\""
            ))
        };
        amount.map(Self).ok_or_else(refused)
    }
}

type PerBody = BTreeMap<String, Amount>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawLine {
    name: Option<String>,
    needs: Vec<String>,
    at_least: Option<usize>,
    amount: Amount,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLimit {
    floor: Option<Amount>,
    cap: Option<Amount>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTerms {
    free: Option<Amount>,
    rate: f64,
    cap: Option<Amount>,
}

/// Which figure of the effect the pay follows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Follows {
    #[default]
    Estimate,
    BorneOut,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCorridor {
    estimate: Amount,
    low: Option<Amount>,
    high: Option<Amount>,
    gain: Option<RawTerms>,
    loss: Option<RawTerms>,
    points: Option<Vec<(Amount, Amount)>>,
    #[serde(default)]
    follows: Follows,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawPlan {
    #[serde(default)]
    bodies: Vec<String>,
    rule: Option<String>,
    total: Option<Amount>,
    #[serde(default)]
    struck: PerBody,
    #[serde(default)]
    benefit: Vec<RawLine>,
    #[serde(default)]
    claims: PerBody,
    #[serde(default)]
    costs: PerBody,
    #[serde(default)]
    contributions: PerBody,
    #[serde(default)]
    benefits: PerBody,
    #[serde(default)]
    needs: PerBody,
    #[serde(default)]
    weights: PerBody,
    #[serde(default)]
    groups: Vec<Vec<String>>,
    #[serde(default)]
    limits: BTreeMap<String, RawLimit>,
    corridor: Option<RawCorridor>,
}

/// Why a plan cannot be carried out.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum PlanError {
    /// It is not a plan.
    #[error(transparent)]
    File(#[from] FileError),
    /// Its rule is none.
    #[error("rule: {0}")]
    Rule(#[from] crate::rule::UnknownRule),
    /// Its corridor is none.
    #[error("[corridor]: {0}")]
    Corridor(#[from] CorridorError),
    /// It says no rule, and none is given.
    #[error("the plan names no rule; add rule = \"shapley\" to it, or give --rule")]
    NoRule,
    /// It has nothing to share, or two things.
    #[error(
        "the plan must say in one way what is shared: [[benefit]] lines, total = AMOUNT, [struck], [corridor] or [costs]; it says {0}"
    )]
    Basis(&'static str),
    /// The rule's numbers are not in it.
    #[error("the rule {rule} needs a table [{table}] with a number for each body")]
    NoTable {
        /// The rule.
        rule: Rule,
        /// The table.
        table: &'static str,
    },
    /// Money that cannot be held.
    #[error(transparent)]
    Share(#[from] crate::error::ShareError),
}

/// Reads a plan; `rule` takes the place of the plan's own.
///
/// # Errors
/// [`PlanError`] with the line, column or key at fault.
pub fn read(text: &str, rule: Option<Rule>) -> Result<(Problem, Rule), PlanError> {
    let plan: RawPlan =
        toml::from_str(text).map_err(|error| super::table::not_toml(text, &error, EXAMPLE))?;
    let rule = match (rule, &plan.rule) {
        (Some(rule), _) => rule,
        (None, Some(name)) => name.parse()?,
        (None, None) => return Err(PlanError::NoRule),
    };
    let bodies = plan.all_bodies()?;
    let due = plan.corridor.as_ref().map(due_under).transpose()?;
    let (basis, struck) = plan.basis(rule, &bodies, due.map(|(_, amount)| amount))?;
    let mut groups = Vec::new();
    for group in &plan.groups {
        groups.push(coalition(&bodies, group, "groups")?);
    }
    let limits = (!plan.limits.is_empty()).then(|| limits(&plan.limits, &bodies)).transpose()?;
    let weights =
        (!plan.weights.is_empty()).then(|| in_order(&plan.weights, &bodies, "weights")).transpose()?;
    let due = due.map(|(due, _)| due);
    Ok((Problem { limits, weights, groups, struck, due, ..Problem::new(bodies, basis) }, rule))
}

impl RawPlan {
    /// The bodies as listed, or all that the plan names, in alphabetical order.
    fn all_bodies(&self) -> Result<Vec<String>, FileError> {
        let tables = [
            &self.struck,
            &self.claims,
            &self.costs,
            &self.contributions,
            &self.benefits,
            &self.needs,
            &self.weights,
        ];
        let named = tables.into_iter().flat_map(|table| table.keys()).chain(self.limits.keys());
        let needed = self.benefit.iter().flat_map(|line| &line.needs);
        let mut bodies = self.bodies.clone();
        if bodies.is_empty() {
            bodies = named.chain(needed).cloned().collect();
            bodies.sort();
            bodies.dedup();
        }
        let place = || Place::Entry("bodies".to_owned());
        if let Some(at) = (1..bodies.len()).find(|at| bodies[..*at].contains(&bodies[*at])) {
            return Err(FileError::Twice {
                what: format!("'{}'", bodies[at]),
                first: place(),
                second: place(),
            });
        }
        if bodies.len() > MOST_BODIES { Err(FileError::TooManyBodies { place: place() }) } else { Ok(bodies) }
    }

    /// What is shared, and what struck whom.
    fn basis(
        &self,
        rule: Rule,
        bodies: &[String],
        corridor: Option<f64>,
    ) -> Result<(Basis, Option<Vec<commonweal_quantity::Pence>>), PlanError> {
        let shocked = (!self.struck.is_empty()).then_some(());
        let amounts = [self.total.map(|_| ()), corridor.map(|_| ()), shocked].into_iter().flatten().count();
        let others =
            [!self.benefit.is_empty(), !self.costs.is_empty()].into_iter().filter(|there| *there).count();
        match (amounts, others) {
            (0, 0) => return Err(PlanError::Basis("nothing")),
            (1, 0) | (0, 1) => {}
            _ => return Err(PlanError::Basis("more than one")),
        }
        if !self.benefit.is_empty() {
            return Ok((Basis::Lines(self.lines(bodies)?), None));
        }
        if !self.costs.is_empty() {
            return Ok((Basis::Facility(in_order(&self.costs, bodies, "costs")?), None));
        }
        let (what, numbers) = self.numbers(rule, bodies)?;
        if shocked.is_none() {
            let amount = corridor.or(self.total.map(|total| total.0)).unwrap_or_default();
            return Ok((Basis::Amount { what, numbers, amount }, None));
        }
        let struck = bodies.iter().map(|body| nearest(self.struck.get(body).map_or(0.0, |amount| amount.0)));
        let struck = struck.collect::<Result<Vec<_>, _>>()?;
        self.struck
            .keys()
            .try_for_each(|name| position(bodies, name, &Place::Entry("struck".to_owned())).map(|_| ()))?;
        let amount = -struck.iter().map(|pence| pence.0 as f64).sum::<f64>() / 100.0;
        Ok((Basis::Amount { what, numbers, amount }, Some(struck)))
    }

    /// The numbers that the rule goes by.
    fn numbers(&self, rule: Rule, bodies: &[String]) -> Result<(&'static str, Vec<f64>), PlanError> {
        let (what, name, table) = match rule {
            Rule::Equal => return Ok(("part", vec![1.0; bodies.len()])),
            Rule::ByContribution => ("contribution", "contributions", &self.contributions),
            Rule::ByBenefit => ("benefit", "benefits", &self.benefits),
            Rule::ByNeed => ("need", "needs", &self.needs),
            _ => ("claim", "claims", &self.claims),
        };
        if table.is_empty() {
            return Err(PlanError::NoTable { rule, table: name });
        }
        Ok((what, in_order(table, bodies, name)?))
    }

    fn lines(&self, bodies: &[String]) -> Result<Vec<BenefitLine>, FileError> {
        let line = |(at, line): (usize, &RawLine)| {
            let name = line.name.clone().unwrap_or_else(|| format!("benefit {}", at + 1));
            let needs = line.at_least.map_or(Presence::All, Presence::AtLeast);
            Ok(BenefitLine { bodies: coalition(bodies, &line.needs, &name)?, needs, amount: line.amount.0 })
        };
        self.benefit.iter().enumerate().map(line).collect()
    }
}

fn coalition(bodies: &[String], names: &[String], entry: &str) -> Result<Coalition, FileError> {
    let place = Place::Entry(entry.to_owned());
    names.iter().try_fold(Coalition::EMPTY, |all, name| Ok(all.with(position(bodies, name, &place)?)))
}

/// The numbers in the order of the bodies; who has none has nought, as long as nobody else is named.
fn in_order(table: &PerBody, bodies: &[String], entry: &str) -> Result<Vec<f64>, FileError> {
    for name in table.keys() {
        position(bodies, name, &Place::Entry(entry.to_owned()))?;
    }
    Ok(bodies.iter().map(|body| table.get(body).map_or(0.0, |amount| amount.0)).collect())
}

fn limits(table: &BTreeMap<String, RawLimit>, bodies: &[String]) -> Result<Vec<Limit>, FileError> {
    let mut limits = vec![Limit::NONE; bodies.len()];
    for (name, limit) in table {
        limits[position(bodies, name, &Place::Entry(format!("limits.{name}")))?] = Limit {
            floor: limit.floor.map_or(Limit::NONE.floor, |floor| floor.0),
            cap: limit.cap.map_or(Limit::NONE.cap, |cap| cap.0),
        };
    }
    Ok(limits)
}

/// What is due under the corridor, and the figure that is paid.
fn due_under(raw: &RawCorridor) -> Result<(Due, f64), CorridorError> {
    let terms = |raw: Option<RawTerms>| Terms {
        free: raw.and_then(|raw| raw.free).map_or(0.0, |free| free.0),
        rate: raw.map_or(0.0, |raw| raw.rate),
        most: raw.and_then(|raw| raw.cap).map_or(f64::INFINITY, |cap| cap.0),
    };
    let corridor = match &raw.points {
        Some(points) => {
            let point = |(effect, shared): &(Amount, Amount)| Point { effect: effect.0, shared: shared.0 };
            Corridor::through(points.iter().map(point).collect())?
        }
        None => Corridor::agreed(terms(raw.gain), terms(raw.loss))?,
    };
    let end = |end: Option<Amount>| end.map_or(raw.estimate.0, |end| end.0);
    let due = corridor.due(Effect { estimate: raw.estimate.0, low: end(raw.low), high: end(raw.high) })?;
    let paid = if raw.follows == Follows::BorneOut { due.borne_out } else { due.at_estimate };
    Ok((due, paid))
}
