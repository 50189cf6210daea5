//! A problem of sharing, divided by a rule: parts in pence, whether anybody would object, and what the figures rest on.

mod solve;
mod stability;

use commonweal_quantity::{MoneyError, Pence};
use serde::Serialize;

use crate::claims::ClaimsError;
use crate::coalition::Coalition;
use crate::corridor::{CorridorError, Due};
use crate::error::ShareError;
use crate::files::worths::{Missing, WorthTable};
use crate::game::lines::BenefitLine;
use crate::game::{Game, Worths};
use crate::journal::{Entry, JournalError, shared_loss};
use crate::limits::{Limit, LimitError, Side, within};
use crate::pence::{largest_remainder, nearest};
use crate::rule::Rule;
use crate::settlement::{SettlementError, settle};

/// What is to be shared.
#[derive(Debug, Clone, PartialEq)]
pub enum Basis {
    /// The worth of every coalition.
    Game {
        /// The worths.
        game: Game,
        /// Gains or costs.
        worths: Worths,
    },
    /// Worths of some coalitions of more bodies than a table holds; the others are worth nothing, or what their members are worth alone.
    Sparse {
        /// The worths that are given.
        table: WorthTable,
        /// What the others are worth.
        missing: Missing,
    },
    /// Benefit lines, which arise when bodies work together.
    Lines(Vec<BenefitLine>),
    /// An amount, below nought a loss, and a number for each body: its claim, contribution, benefit or need.
    Amount {
        /// What the numbers are, in one word.
        what: &'static str,
        /// A number for each body.
        numbers: Vec<f64>,
        /// The amount in pounds.
        amount: f64,
    },
    /// The cost of what each user needs of one facility.
    Facility(Vec<f64>),
}

/// A problem of sharing.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// The bodies by name.
    pub bodies: Vec<String>,
    /// What is to be shared.
    pub basis: Basis,
    /// Limits on own interest, one a body, where there are any.
    pub limits: Option<Vec<Limit>>,
    /// Weights, one a body, for rules that take them beside worths.
    pub weights: Option<Vec<f64>>,
    /// Groups that negotiate as one, for the Owen value.
    pub groups: Vec<Coalition>,
    /// What a shock took from each, which the division makes everybody's; its sum is the amount.
    pub struck: Option<Vec<Pence>>,
    /// What the amount is due under, where a corridor says.
    pub due: Option<Due>,
    /// Run that random orders are keyed by, where values are sampled.
    pub run: u64,
}

impl Problem {
    /// This between these bodies, with nothing else said; random orders, where there are any, are those of run 1.
    pub fn new(bodies: Vec<String>, basis: Basis) -> Self {
        Self {
            bodies,
            basis,
            limits: None,
            weights: None,
            groups: Vec::new(),
            struck: None,
            due: None,
            run: 1,
        }
    }
}

/// One body's part.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Part {
    /// Whose.
    pub body: String,
    /// The part in pounds as the rule has it, within limits.
    pub estimate: f64,
    /// The part in whole pence.
    pub pence: Pence,
    /// The same in words: "£1,234.56".
    pub amount: String,
    /// What the rule gave before limits, where a limit changed anything.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before_limits: Option<f64>,
    /// The value before it was scaled to the total, where the rule scales.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unscaled: Option<f64>,
    /// Half the width of the 95% interval, where the value was sampled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_bound: Option<f64>,
}

/// Whether a group would do better alone.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Stability {
    /// Whether the division is in the core: no group would do better alone.
    pub in_core: bool,
    /// Whether any division is, where that was found out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub core_is_empty: Option<bool>,
    /// Who objects most.
    pub objecting: Vec<String>,
    /// What they would gain, in pounds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub would_gain: Option<f64>,
    /// The objection in words, or nothing.
    pub objection: Option<String>,
    /// The finding in a sentence.
    pub words: String,
}

/// A limit that changed the division.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bound {
    /// Whose.
    pub body: String,
    /// Floor or cap.
    pub side: Side,
    /// The limit in pounds.
    pub limit: f64,
    /// In words.
    pub words: String,
}

/// A payment by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Payment {
    /// Who pays.
    pub from: String,
    /// Whom.
    pub to: String,
    /// How much.
    pub pence: Pence,
    /// In words.
    pub amount: String,
}

/// A division with what it rests on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Division {
    /// The rule by name.
    pub rule: &'static str,
    /// The method in words.
    pub method: &'static str,
    /// What is shared: "gains", "costs", "a loss".
    pub sharing: &'static str,
    /// All of it in pence.
    pub total_pence: Pence,
    /// In words.
    pub total: String,
    /// The parts, in the order of the bodies; their pence add up to the total.
    #[serde(rename = "shares")]
    pub parts: Vec<Part>,
    /// Whether a group would do better alone, where worths are known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub core: Option<Stability>,
    /// What was checked of the figures, a sentence each.
    pub verification: Vec<String>,
    /// The distinct levels of complaint that settle a nucleolus, largest first, in pounds.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub complaints: Vec<f64>,
    /// The least-core value in pounds: the largest complaint, made as small as it can be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub least_core_value: Option<f64>,
    /// The limits that bind.
    pub limits: Vec<Bound>,
    /// What a corridor gives at the estimate and over its interval.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub corridor: Option<Due>,
    /// The payments that share a shock.
    pub payments: Vec<Payment>,
    /// The journal entry that shares a shock.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub journal: Option<Entry>,
    /// What a reader must be told.
    pub warnings: Vec<String>,
}

/// Why a problem cannot be divided by a rule.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum DivisionError {
    /// The method has no answer.
    #[error(transparent)]
    Share(#[from] ShareError),
    /// The claims have none.
    #[error(transparent)]
    Claims(#[from] ClaimsError),
    /// The limits cannot be kept.
    #[error("the limits cannot be kept: {0}")]
    Limits(#[from] LimitError),
    /// The corridor is none.
    #[error(transparent)]
    Corridor(#[from] CorridorError),
    /// The journal does not balance.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The payments do not settle.
    #[error(transparent)]
    Settlement(#[from] SettlementError),
    /// A sum that cannot be held.
    #[error(transparent)]
    Money(#[from] MoneyError),
    /// The rule needs something else to work on.
    #[error("the rule {rule} needs {needs}, and {given} is given; {remedy}")]
    Unfit {
        /// The rule.
        rule: Rule,
        /// What it needs.
        needs: &'static str,
        /// What there is.
        given: &'static str,
        /// What to do.
        remedy: &'static str,
    },
}

/// Divides a problem by a rule, within its limits, to the penny.
///
/// # Errors
/// [`DivisionError`]: the rule does not fit the problem or has no answer, the limits cannot be kept.
pub fn divide(problem: &Problem, rule: Rule) -> Result<Division, DivisionError> {
    let solution = solve::solve(problem, rule)?;
    let total: f64 = solution.total;
    let (parts, limits) = limited(problem, &solution.parts, total)?;
    let total_pence = nearest(total)?;
    let pence = largest_remainder(total_pence, &parts)?;
    let mut warnings = solution.warnings;
    if (total * 100.0 - total_pence.0 as f64).abs() > 1e-4 {
        warnings.push(format!("the total is not a whole number of pence; it is rounded to {total_pence}"));
    }
    let (journal, payments) = shared_shock(problem, &pence)?;
    let core = stability::of(problem, &parts);
    let changed = !limits.is_empty();
    let part = |at: usize| Part {
        body: problem.bodies[at].clone(),
        // Nought has one sign.
        estimate: parts[at] + 0.0,
        pence: pence[at],
        amount: pence[at].to_string(),
        before_limits: changed.then_some(solution.parts[at]),
        unscaled: solution.unscaled.as_ref().map(|values| values[at]),
        error_bound: solution.error_bound.as_ref().map(|bounds| bounds[at]),
    };
    Ok(Division {
        rule: rule.name(),
        method: solve::method(rule),
        sharing: solution.sharing,
        total: total_pence.to_string(),
        total_pence,
        parts: (0..parts.len()).map(part).collect(),
        core,
        verification: solution.verification,
        complaints: solution.complaints.iter().map(|level| tidy(*level, total)).collect(),
        least_core_value: solution.least_core_value.map(|value| tidy(value, total)),
        limits,
        corridor: problem.due,
        payments,
        journal,
        warnings,
    })
}

/// The parts within limits, which are read in the direction of the total: of a loss, floor and cap are of what each bears.
fn limited(problem: &Problem, parts: &[f64], total: f64) -> Result<(Vec<f64>, Vec<Bound>), DivisionError> {
    let Some(limits) = &problem.limits else { return Ok((parts.to_vec(), Vec::new())) };
    let direction = if total < 0.0 { -1.0 } else { 1.0 };
    let sizes: Vec<f64> = parts.iter().map(|part| part * direction).collect();
    let found = within(&sizes, limits)?;
    let bounds = found.bindings.iter().map(|binding| {
        let (body, side) = (&problem.bodies[binding.body], binding.side);
        let word = if side == Side::Cap { "cap" } else { "floor" };
        Bound {
            body: body.clone(),
            side,
            limit: binding.limit,
            words: format!(
                "{body} is held at its {word} of {}; the rule alone would give {}",
                money(binding.limit),
                money(binding.before)
            ),
        }
    });
    Ok((found.parts.iter().map(|part| part * direction).collect(), bounds.collect()))
}

/// The entry and the fewest payments that make a shock everybody's.
fn shared_shock(problem: &Problem, pence: &[Pence]) -> Result<(Option<Entry>, Vec<Payment>), DivisionError> {
    let Some(struck) = &problem.struck else { return Ok((None, Vec::new())) };
    let falls: Vec<Pence> = pence.iter().map(|part| part.checked_neg()).collect::<Result<_, _>>()?;
    let entry = shared_loss("A loss shared", &problem.bodies, struck, &falls)?;
    let owed: Vec<Pence> =
        struck.iter().zip(&falls).map(|(s, f)| s.checked_sub(*f)).collect::<Result<_, _>>()?;
    let payments = settle(&owed)?.transfers.into_iter().map(|transfer| Payment {
        from: problem.bodies[transfer.from].clone(),
        to: problem.bodies[transfer.to].clone(),
        pence: transfer.pence,
        amount: transfer.pence.to_string(),
    });
    Ok((entry, payments.collect()))
}

/// A figure without the last digits of a computation: to a part in 10¹² of the total.
fn tidy(figure: f64, total: f64) -> f64 {
    let scale = 10_f64.powf((12.0 - total.abs().max(1.0).log10().ceil()).max(0.0));
    (figure * scale).round() / scale + 0.0
}

/// An amount of pounds in words, to the penny.
pub(crate) fn money(pounds: f64) -> String {
    nearest(pounds).map_or_else(|_| format!("£{pounds}"), |pence| pence.to_string())
}
