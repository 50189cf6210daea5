//! Options that people write down in forms: the part of the file of options that rests on no evaluation and on no other file.
//!
//! A sheet may be unfinished. [`Sheet::lacks`] says what is still to be written; [`Sheet::to_toml`] gives the file, whose numbers are then computed as those of any
//! other.

mod toml_form;

use std::collections::BTreeMap;

use commonweal_quantity::{Pence, PriceYear};
use serde::{Deserialize, Serialize};

use super::file::OptionKind;
use crate::model::Sort;

/// The edition of the discount rates that sheets are computed with.
pub const VINTAGE: &str = "green-book-2026";

/// Everything that was written down.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Sheet {
    /// What every option is weighed on; none while nobody has said.
    pub frame: Option<Frame>,
    /// The options, in the order in which they were written.
    pub options: Vec<Draft>,
}

/// What every option is weighed on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Frame {
    /// The year in whose prices amounts are stated.
    pub prices: PriceYear,
    /// Over how many years.
    pub years: usize,
    /// Whose budgets may pay or gain.
    pub budgets: Vec<String>,
    /// What every option must meet, to be in at all.
    pub gates: Vec<String>,
    /// What has no price.
    pub criteria: Vec<Weight>,
}

/// Something that has no price, with its weight in percent of all.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Weight {
    /// What it is.
    pub title: String,
    /// The agreed weight; all add up to 100.
    pub percent: f64,
    /// The least and the most that anybody would give it.
    pub range: Option<[f64; 2]>,
}

/// An option.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// What it is called.
    pub name: String,
    /// What part it plays.
    pub kind: OptionKind,
    /// Who delivers it.
    pub delivered_by: String,
    /// By what a gate asks: whether the option meets it.
    pub gates: BTreeMap<String, Verdict>,
    /// By what a criterion is: the score from 0, the worst that can be, to 100.
    pub scores: BTreeMap<String, Estimate<f64>>,
    /// What it costs and what it is worth.
    pub lines: Vec<Amount>,
}

/// Whether an option meets a gate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It does.
    Met,
    /// It does not, and why.
    NotMet(String),
}

/// A figure, and between which ends it lies where that is not sure.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Estimate<T> {
    /// What is most likely.
    pub likely: T,
    /// The lowest and the highest that it can be.
    pub range: Option<[T; 2]>,
}

/// An amount of money of each year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Amount {
    /// What it is for. The same words in two options are the same figure.
    pub name: String,
    /// What it is.
    pub sort: AmountSort,
    /// Whose budget: one of the frame.
    pub budget: String,
    /// How much a year, in the prices of the frame.
    pub a_year: Estimate<Pence>,
    /// The year in which it begins, from 1.
    pub from_year: usize,
    /// For how many years; to the end where nothing is said.
    pub years: Option<usize>,
    /// Where the figure comes from.
    pub source: String,
}

/// What an amount is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AmountSort {
    /// It is spent.
    Cost,
    /// It is worth having.
    Benefit(Sort),
}

/// Something that is to be written before options can be compared.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Lack {
    /// Nobody has said what options are weighed on.
    #[error("say what every option is weighed on: over which years, in whose budgets")]
    Frame,
    /// Nothing to choose from.
    #[error("write down at least two options")]
    TooFew,
    /// What the others are measured against.
    #[error(
        "exactly one option goes on as now, and there are {found}: what the others would change is measured against it"
    )]
    BusinessAsUsual {
        /// How many there are.
        found: usize,
    },
    /// Something that more has to beat.
    #[error("add the least that would meet the need, so that more has something to beat")]
    DoMinimum,
    /// A gate without an answer.
    #[error("say whether '{option}' meets: {gate}")]
    Gate {
        /// The option.
        option: String,
        /// What is asked.
        gate: String,
    },
    /// A criterion without a score.
    #[error("score '{option}' on: {criterion}")]
    Score {
        /// The option.
        option: String,
        /// What it is scored on.
        criterion: String,
    },
    /// An amount in a budget that is no longer listed.
    #[error("in '{option}', say whose budget '{line}' is: '{budget}' is no longer among them")]
    Budget {
        /// The option.
        option: String,
        /// The amount.
        line: String,
        /// The budget that it names.
        budget: String,
    },
    /// An amount that begins or ends when all is over.
    #[error("in '{option}', let '{line}' begin and end within the {years} years")]
    TooLate {
        /// The option.
        option: String,
        /// The amount.
        line: String,
        /// The years that are looked at.
        years: usize,
    },
    /// An option that costs nothing and is worth nothing.
    #[error("say what '{option}' costs or is worth")]
    Amounts {
        /// The option.
        option: String,
    },
}

impl Sheet {
    /// What is still to be written before the options can be compared; nothing where nothing is.
    pub fn lacks(&self) -> Vec<Lack> {
        let of = |kind| self.options.iter().filter(|option| option.kind == kind).count();
        let usual = of(OptionKind::BusinessAsUsual);
        let whole = [
            self.frame.is_none().then_some(Lack::Frame),
            (self.options.len() < 2).then_some(Lack::TooFew),
            (usual != 1).then_some(Lack::BusinessAsUsual { found: usual }),
            (of(OptionKind::DoMinimum) == 0).then_some(Lack::DoMinimum),
        ];
        let of_options =
            self.frame.iter().flat_map(|frame| self.options.iter().flat_map(|it| it.lacks(frame)));
        whole.into_iter().flatten().chain(of_options).collect()
    }
}

impl Draft {
    /// What is still to be said of this option.
    pub fn lacks(&self, frame: &Frame) -> Vec<Lack> {
        let option = || self.name.clone();
        let gates = frame.gates.iter().filter(|gate| !self.gates.contains_key(*gate));
        let gates = gates.map(|gate| Lack::Gate { option: option(), gate: gate.clone() });
        let criteria = frame.criteria.iter().filter(|weight| !self.scores.contains_key(&weight.title));
        let scores = criteria.map(|weight| Lack::Score { option: option(), criterion: weight.title.clone() });
        let lines = self.lines.iter().filter_map(|line| {
            if !frame.budgets.contains(&line.budget) {
                Some(Lack::Budget { option: option(), line: line.name.clone(), budget: line.budget.clone() })
            } else if line.last_year(frame) > frame.years {
                Some(Lack::TooLate { option: option(), line: line.name.clone(), years: frame.years })
            } else {
                None
            }
        });
        let is_empty = self.lines.is_empty() && self.kind != OptionKind::BusinessAsUsual;
        let amounts = is_empty.then(|| Lack::Amounts { option: option() });
        gates.chain(scores).chain(lines).chain(amounts).collect()
    }
}

impl Amount {
    /// The last year in which it falls due, from 1; at least that in which it begins.
    fn last_year(&self, frame: &Frame) -> usize {
        let to_the_end = frame.years.max(self.from_year);
        self.years.map_or(to_the_end, |years| self.from_year.saturating_add(years).saturating_sub(1))
    }
}

#[cfg(test)]
mod tests;
