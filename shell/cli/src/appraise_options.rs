//! `commonweal appraise options`.

use std::path::PathBuf;

use clap::Args;
use commonweal_evaluate::protocol::OutputFormat;
use commonweal_report::Style;
use commonweal_report::options::{to_csv, to_json, to_text};
use commonweal_service::options::in_file;
use commonweal_service::valuation::Overrides;

use crate::failure::Failure;
use crate::output;
use crate::readable;
use crate::values::whole_number;

pub(crate) const EXAMPLES: &str = "\
Examples:
  commonweal appraise options options.toml
      Net value, rank, regret, and the preferred option where that is robust, from a file such as
        base-year = \"2024/25\"
        horizon-years = 3
        vintage = \"green-book-2026\"
        [pockets]
        council = \"Saltmere Council\"
        [gates]
        lawful = \"The law allows it\"
        [criteria.trust]
        weight = 1.0
        [[options]]
        name = \"As it is\"
        kind = \"business-as-usual\"
        delivered-by = \"ambulance service\"
        passes = [\"lawful\"]
        scores = { trust = 40 }
        [[options]]
        name = \"Volunteers' response\"
        kind = \"do-minimum\"
        delivered-by = \"charity\"
        passes = [\"lawful\"]
        scores = { trust = { low = 50, mode = 70, high = 80 } }
        [[options.costs]]
        name = \"Training\"
        pocket = \"council\"
        amount = \"£10,000\"
      [[options.benefits]], [[options.costs]] and [effects] are those of a plan: commonweal value --help
  commonweal appraise options options.toml --draws 1000000 --format json
      A million draws, and every figure.

Exit codes:
  0  done
  1  a result could not be written
  2  the command or the file of options is wrong
  3  a file that it needs cannot be read or used";

#[derive(Debug, Args)]
pub(crate) struct OptionsArguments {
    /// The options: what each costs and is worth, its scores, the gates.
    #[arg(value_name = "OPTIONS.toml")]
    options: PathBuf,
    /// How many draws [default: 100,000].
    #[arg(long, value_name = "N", value_parser = whole_number::<usize>, allow_negative_numbers = true)]
    draws: Option<usize>,
    /// Seed of the draws [default: 1].
    #[arg(long, value_name = "N", value_parser = whole_number::<u64>, allow_negative_numbers = true)]
    seed: Option<u64>,
    /// What to print: text, json or csv.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: OutputFormat,
}

/// Appraises, and prints.
pub(crate) fn run(arguments: &OptionsArguments) -> Result<(), Failure> {
    let OptionsArguments { options, draws, seed, format } = arguments;
    let appraisal = in_file(options, Overrides { draws: *draws, seed: *seed })?;
    match format {
        OutputFormat::Text => output::print(&readable::escaped(&to_text(&appraisal, Style::Plain))),
        OutputFormat::Json => output::print(&readable::escaped_json(&to_json(&appraisal))),
        OutputFormat::Csv => output::print_csv(&to_csv(&appraisal)),
    }
}
