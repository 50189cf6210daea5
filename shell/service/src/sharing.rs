//! Share by a rule and settle balances, from files.

pub mod shock;

use std::io::Read;
use std::path::{Path, PathBuf};

use commonweal_quantity::{MoneyError, Pence};
use commonweal_report::sharing::Payments;
use commonweal_share::division::{DivisionError, Payment, divide};
use commonweal_share::files::amounts::Amounts;
use commonweal_share::files::plan::{self, PlanError};
use commonweal_share::files::worths::{Missing, WorthTable};
use commonweal_share::files::{FileError, Form, limits};
use commonweal_share::game::MOST_PLAYERS;
use commonweal_share::journal::hledger::{Dated, to_hledger};
use commonweal_share::settlement::{SettlementError, settle};
use commonweal_share::{Basis, Coalition, Division, Problem, Rule, Worths};

/// Largest file that is read: all coalitions of 24 bodies take less.
const LARGEST_BYTES: u64 = 2_000_000_000;

/// Where what is shared comes from.
#[derive(Debug, Clone, PartialEq)]
pub enum Source {
    /// The worth of coalitions.
    Worths {
        /// The file.
        file: PathBuf,
        /// Gains or costs, or as the column says.
        worths: Option<Worths>,
        /// What a coalition that it does not name is worth.
        missing: Missing,
    },
    /// A number a body, and an amount to divide; without one, the cost of what each user needs of a facility.
    Claims {
        /// The file.
        file: PathBuf,
        /// The amount, below nought a loss.
        estate: Option<f64>,
    },
    /// A plan.
    Plan {
        /// The file.
        file: PathBuf,
    },
}

/// What is asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// Where what is shared comes from.
    pub source: Source,
    /// The rule; a plan may name one itself.
    pub rule: Option<Rule>,
    /// Limits on own interest.
    pub limits: Option<PathBuf>,
    /// A weight a body.
    pub weights: Option<PathBuf>,
    /// Run that random orders are keyed by.
    pub run: u64,
}

/// Why nothing was shared.
#[derive(Debug, thiserror::Error)]
pub enum SharingError {
    /// A file cannot be opened.
    #[error("{} cannot be read: {source}; check the path and its permissions", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file is no text.
    #[error("{} is not text in UTF-8; save it as CSV (UTF-8), JSON or TOML", path.display())]
    NotText {
        /// The file.
        path: PathBuf,
    },
    /// A file says something that cannot be read.
    #[error("{}, {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What is wrong, with its place.
        source: FileError,
    },
    /// A plan cannot be carried out.
    #[error("{}, {source}", path.display())]
    Plan {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        source: PlanError,
    },
    /// No rule is given.
    #[error("no rule is given; add --rule with one of {}", commonweal_share::rule::names())]
    NoRule,
    /// Claims without an amount.
    #[error("the rule {0} divides an amount among the claims; add --estate AMOUNT, below nought for a loss")]
    NoEstate(Rule),
    /// The problem has no answer.
    #[error("{}: {source}", path.display())]
    Division {
        /// The file.
        path: PathBuf,
        /// Why.
        source: DivisionError,
    },
    /// A journal of something that nobody owes.
    #[error(
        "there is no journal to write: only a plan with [struck], a shock that is made everybody's, posts an entry; add what struck whom, or leave --journal out"
    )]
    NoJournal,
    /// Balances cannot be settled.
    #[error("{}: {source}", path.display())]
    Settlement {
        /// The file.
        path: PathBuf,
        /// Why.
        source: SettlementError,
    },
}

/// Divides what the question is about.
///
/// # Errors
/// [`SharingError`], naming the file and, inside it, the place.
pub fn share(question: &Question) -> Result<Division, SharingError> {
    let (path, mut problem, rule) = problem(question)?;
    problem.run = question.run;
    if let Some(file) = &question.weights {
        let weights = read_amounts(file)?.in_order_of(&problem.bodies, "weight");
        problem.weights = Some(weights.map_err(|source| SharingError::File { path: file.clone(), source })?);
    }
    if let Some(file) = &question.limits {
        let text = read(file)?;
        let read = limits::read(&text, form(file, &text), &problem.bodies);
        problem.limits = Some(read.map_err(|source| SharingError::File { path: file.clone(), source })?);
    }
    divide(&problem, rule).map_err(|source| SharingError::Division { path, source })
}

fn problem(question: &Question) -> Result<(PathBuf, Problem, Rule), SharingError> {
    let rule = || question.rule.ok_or(SharingError::NoRule);
    match &question.source {
        Source::Plan { file } => {
            let text = read(file)?;
            let (problem, rule) = plan::read(&text, question.rule)
                .map_err(|source| SharingError::Plan { path: file.clone(), source })?;
            Ok((file.clone(), problem, rule))
        }
        Source::Worths { file, worths, missing } => {
            let rule = rule()?;
            let text = read(file)?;
            let in_file = |source| SharingError::File { path: file.clone(), source };
            let mut table = WorthTable::read(&text, form(file, &text)).map_err(in_file)?;
            table.worths = worths.unwrap_or(table.worths);
            let (bodies, basis) = of_worths(table, *missing, rule, file)?;
            Ok((file.clone(), Problem::new(bodies, basis), rule))
        }
        Source::Claims { file, estate } => {
            let rule = rule()?;
            let Amounts { bodies, amounts, .. } = read_amounts(file)?;
            let basis = match estate {
                Some(amount) => Basis::Amount { what: noun(rule), numbers: amounts, amount: *amount },
                None if matches!(rule, Rule::Airport | Rule::AirportNucleolus) => Basis::Facility(amounts),
                None => return Err(SharingError::NoEstate(rule)),
            };
            Ok((file.clone(), Problem::new(bodies, basis), rule))
        }
    }
}

/// The basis of a table of worths: a facility where the rule wants one and only single bodies are named, a game, or a sparse one for more than
/// 24 bodies.
fn of_worths(
    table: WorthTable,
    missing: Missing,
    rule: Rule,
    file: &Path,
) -> Result<(Vec<String>, Basis), SharingError> {
    let in_file = |source| SharingError::File { path: file.to_owned(), source };
    let bodies = table.bodies.clone();
    let only_alone =
        table.worth.len() == bodies.len() && table.worth.keys().all(|coalition| coalition.size() == 1);
    if only_alone && matches!(rule, Rule::Airport | Rule::AirportNucleolus) {
        let needs = (0..bodies.len()).map(|body| table.worth_of(Coalition::alone(body), missing));
        return Ok((bodies, Basis::Facility(needs.collect())));
    }
    if bodies.len() > MOST_PLAYERS {
        match missing {
            Missing::Zero => {}
            Missing::Additive => table.check_alone().map_err(in_file)?,
            Missing::Refused => {
                let source = commonweal_share::ShareError::TooManyPlayers(bodies.len()).into();
                return Err(SharingError::Division { path: file.to_owned(), source });
            }
        }
        return Ok((bodies, Basis::Sparse { table, missing }));
    }
    let game = table.tabulated(missing).map_err(in_file)?;
    let game =
        game.map_err(|source| SharingError::Division { path: file.to_owned(), source: source.into() })?;
    Ok((bodies, Basis::Game { game, worths: table.worths }))
}

/// What a rule's numbers are.
fn noun(rule: Rule) -> &'static str {
    match rule {
        Rule::ByContribution => "contribution",
        Rule::ByBenefit => "benefit",
        Rule::ByNeed => "need",
        _ => "claim",
    }
}

/// The entry that shares a shock as a plain-text journal, for hledger, ledger and their kin; `date` is written as it is.
///
/// # Errors
/// [`SharingError::NoJournal`] where the division shares no shock.
pub fn journal(division: &Division, date: &str) -> Result<String, SharingError> {
    let entry = division.journal.as_ref().ok_or(SharingError::NoJournal)?;
    Ok(to_hledger(&[Dated { date, code: "", memo: entry.memo(), postings: entry.postings() }]))
}

/// The fewest payments that settle the balances in a file: what each body is owed, below nought what it owes.
///
/// # Errors
/// [`SharingError`], naming the file and, inside it, the place.
pub fn settle_file(file: &Path) -> Result<Payments, SharingError> {
    let balances = read_amounts(file)?;
    let pence = balances.pence().map_err(|source| SharingError::File { path: file.to_owned(), source })?;
    settle_balances(&balances.bodies, &pence)
        .map_err(|source| SharingError::Settlement { path: file.to_owned(), source })
}

/// The fewest payments that settle these balances.
///
/// # Errors
/// [`SettlementError`] where they do not cancel.
pub fn settle_balances(bodies: &[String], balances: &[Pence]) -> Result<Payments, SettlementError> {
    let settlement = settle(balances)?;
    let name = |at: usize| bodies.get(at).cloned().ok_or(SettlementError::Money(MoneyError::OutOfRange));
    let payments = settlement.transfers.iter().map(|transfer| {
        Ok(Payment {
            from: name(transfer.from)?,
            to: name(transfer.to)?,
            pence: transfer.pence,
            amount: transfer.pence.to_string(),
        })
    });
    let payments = payments.collect::<Result<Vec<_>, SettlementError>>()?;
    let count = payments.len();
    Ok(Payments { payments, count, at_least: settlement.at_least, fewest: count == settlement.at_least })
}

fn read_amounts(file: &Path) -> Result<Amounts, SharingError> {
    let text = read(file)?;
    Amounts::read(&text, form(file, &text))
        .map_err(|source| SharingError::File { path: file.to_owned(), source })
}

fn form(file: &Path, text: &str) -> Form {
    Form::of(&file.to_string_lossy(), text)
}

fn read(path: &Path) -> Result<String, SharingError> {
    let unreadable = |source| SharingError::Unreadable { path: path.to_owned(), source };
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(unreadable)?;
    file.take(LARGEST_BYTES).read_to_end(&mut bytes).map_err(unreadable)?;
    String::from_utf8(bytes).map_err(|_| SharingError::NotText { path: path.to_owned() })
}
