//! `commonweal share` and `commonweal settle`.

use std::path::PathBuf;

use clap::{ArgGroup, Args, ValueEnum};
use commonweal_evaluate::protocol::OutputFormat;
use commonweal_quantity::Period;
use commonweal_report::sharing::{to_csv, to_json, to_text};
use commonweal_service::sharing::{Question, Source, journal, settle_file, share};
use commonweal_share::files::worths::Missing;
use commonweal_share::{Rule, Worths};

use crate::failure::Failure;
use crate::output;
use crate::readable;
use crate::values::{amount, day, whole_number};

pub(crate) const SHARE_EXAMPLES: &str = "\
Examples:
  commonweal share --rule shapley --worths worths.csv
      What every coalition is worth, in a file such as
        coalition,worth
        Council,0
        Trust,\"£10,000\"
        Council+Trust,\"£36,000.50\"
  commonweal share --rule nucleolus --costs costs.csv --format json
      The same with what every coalition pays. JSON and TOML do as well: {\"Council+Trust\": 36000.50}
  commonweal share --rule talmud --claims claims.csv --estate £200,000
      Claims on less than they add up to (body,claim); --estate -£1m shares a loss.
  commonweal share --rule by-need --claims needs.csv --estate 50000 --limits limits.csv
      In proportion to needs, within limits (body,floor,cap).
  commonweal share --rule airport --claims runways.csv
      One facility, and what each user would need to pay alone (body,cost).
  commonweal share --plan plan.toml
      A plan holds all of it; a cut to one that is shared by all, and the payments that do it:
        rule = \"by-contribution\"
        [struck]
        Trust = \"£1m\"
        [contributions]
        Trust = 40
        Council = 60
        [limits.Council]
        cap = \"£500,000\"
  commonweal share --plan plan.toml --journal cut.journal --date 2026-04-01
      The same, with the entry for plain-text accounting tools (hledger, ledger).

Rules:
  of worths: shapley, weighted-shapley (--weights), banzhaf, owen, nucleolus, prenucleolus,
      per-capita-nucleolus, least-core, gately, scrb, tau
  of claims: proportional, constrained-equal-awards (cea), constrained-equal-losses (cel), talmud,
      random-arrival, minimal-overlap, adjusted-proportional
  of a number a body: by-contribution, by-benefit, by-need, equal, airport, airport-nucleolus

Exit codes:
  0  done
  1  a result could not be written
  2  the command or the plan is wrong
  3  a file cannot be read
  4  the rule has no answer for these figures";

pub(crate) const SETTLE_EXAMPLES: &str = "\
Examples:
  commonweal settle balances.csv
      What each is owed, below nought what it owes, in a file such as
        body,balance
        Trust,\"£600,000.00\"
        Council,-450000
        Charity,-150000
  commonweal settle balances.csv --format csv
      The payments for another program.

Exit codes:
  0  done
  1  a result could not be written
  2  the command is wrong
  3  the file cannot be read
  4  the balances do not cancel";

#[derive(Debug, Args)]
#[command(group(ArgGroup::new("source").required(true).args(["worths", "costs", "claims", "plan"])))]
pub(crate) struct ShareArguments {
    /// How to share, by name; 'Rules' below lists all. A plan may name its own.
    #[arg(long, value_name = "RULE", required_unless_present = "plan")]
    rule: Option<Rule>,
    /// What every coalition of bodies is worth: CSV, JSON or TOML.
    #[arg(long, value_name = "FILE")]
    worths: Option<PathBuf>,
    /// What every coalition of bodies pays.
    #[arg(long, value_name = "FILE")]
    costs: Option<PathBuf>,
    /// What each body claims, contributed, gains or needs.
    #[arg(long, value_name = "FILE")]
    claims: Option<PathBuf>,
    /// A plan: bodies, what is shared, rule and limits in one TOML file.
    #[arg(long, value_name = "PLAN.toml")]
    plan: Option<PathBuf>,
    /// The amount that the claims are on; below nought, a loss to be borne.
    #[arg(long, value_name = "AMOUNT", value_parser = amount, allow_hyphen_values = true, conflicts_with_all = ["worths", "costs", "plan"])]
    estate: Option<f64>,
    /// Least and most for each body: body,floor,cap.
    #[arg(long, value_name = "FILE")]
    limits: Option<PathBuf>,
    /// A weight for each body: body,weight.
    #[arg(long, value_name = "FILE")]
    weights: Option<PathBuf>,
    /// What a coalition is worth that the file does not name.
    #[arg(long, value_enum, value_name = "WORTH", default_value_t = MissingWorth::Refuse)]
    missing: MissingWorth,
    /// Seed of sampled values, which only more than 24 bodies need.
    #[arg(long, value_name = "N", value_parser = whole_number::<u64>, default_value = "1")]
    seed: u64,
    /// What to print: text, json or csv.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: OutputFormat,
    /// Write the entry that shares a shock as a plain-text journal (hledger, ledger).
    #[arg(long, value_name = "FILE", requires = "date")]
    journal: Option<PathBuf>,
    /// The day of the entry.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day, requires = "journal")]
    date: Option<Period>,
}

/// What a coalition without a row is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum MissingWorth {
    /// Refuse, and name it.
    Refuse,
    /// Nothing.
    Zero,
    /// What its members are worth alone.
    Additive,
}

#[derive(Debug, Args)]
pub(crate) struct SettleArguments {
    /// What each body is owed, below nought what it owes: CSV, JSON or TOML.
    #[arg(value_name = "FILE")]
    balances: PathBuf,
    /// What to print: text, json or csv.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: OutputFormat,
}

impl ShareArguments {
    fn into_question(self) -> Question {
        let missing = match self.missing {
            MissingWorth::Refuse => Missing::Refused,
            MissingWorth::Zero => Missing::Zero,
            MissingWorth::Additive => Missing::Additive,
        };
        let source = match (self.worths, self.costs, self.claims, self.plan) {
            (Some(file), ..) => Source::Worths { file, worths: None, missing },
            (_, Some(file), ..) => Source::Worths { file, worths: Some(Worths::Costs), missing },
            (_, _, Some(file), _) => Source::Claims { file, estate: self.estate },
            (_, _, _, plan) => Source::Plan { file: plan.unwrap_or_default() },
        };
        Question { source, rule: self.rule, limits: self.limits, weights: self.weights, run: self.seed }
    }
}

/// Shares, and prints the division.
pub(crate) fn run(arguments: ShareArguments) -> Result<(), Failure> {
    let format = arguments.format;
    let journal_wanted = arguments.journal.clone().zip(arguments.date);
    let division = share(&arguments.into_question())?;
    if let Some((path, date)) = journal_wanted {
        output::write(&path, &journal(&division, &date.to_string())?)?;
    }
    match format {
        OutputFormat::Text => output::print(&readable::escaped(&to_text(&division))),
        OutputFormat::Json => output::print(&readable::escaped_json(&to_json(&division))),
        OutputFormat::Csv => output::print_csv(&to_csv(&division)),
    }
}

/// Settles, and prints the payments.
pub(crate) fn settle(arguments: &SettleArguments) -> Result<(), Failure> {
    let payments = settle_file(&arguments.balances)?;
    match arguments.format {
        OutputFormat::Text => output::print(&readable::escaped(&payments.to_text())),
        OutputFormat::Json => output::print(&readable::escaped_json(&payments.to_json())),
        OutputFormat::Csv => output::print_csv(&payments.to_csv()),
    }
}
