//! `commonweal value`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use commonweal_report::{Style, ValuationReport};
use commonweal_service::valuation::{self, Overrides};

use crate::failure::Failure;
use crate::values::whole_number;
use crate::{evaluate, output, readable};

pub(crate) const EXAMPLES: &str = "\
Examples:
  commonweal value plan.toml
      What the plan is worth, who pays and who gains, is it cash, how sure.
  commonweal value plan.toml --draws 1000000 --report value.html
      A million draws, and a page with its pictures.
  commonweal evaluate protocol.toml --format json > result.json
      The effect that a plan names with evaluation = \"result.json\".

A plan is a TOML file:
  base-year = \"2024/25\"
  horizon-years = 5
  vintage = \"green-book-2026\"
  [pockets]
  hospital = \"Saltmere Hospital\"
  council = \"Saltmere Council\"
  [effects.falls]
  evaluation = \"result.json\"
  [[benefits]]
  name = \"Admissions avoided\"
  effect = \"falls\"
  unit-cost = \"non-elective-long-stay\"
  pocket = \"hospital\"
  sort = \"capacity-freed\"
  [[costs]]
  name = \"Response team\"
  pocket = \"council\"
  amount = \"£400,000\"
  years = 5

Exit codes:
  0  done
  1  a result could not be written
  2  the command or the plan is wrong
  3  a file that it needs cannot be read or used";

#[derive(Debug, Args)]
pub(crate) struct ValueArguments {
    /// The plan: what changed, what it is worth a unit, whose budget, what it cost.
    #[arg(value_name = "PLAN.toml")]
    plan: PathBuf,
    /// How many draws [default: 100,000].
    #[arg(long, value_name = "N", value_parser = whole_number::<usize>, allow_negative_numbers = true)]
    draws: Option<usize>,
    /// Seed of the draws [default: 1].
    #[arg(long, value_name = "N", value_parser = whole_number::<u64>, allow_negative_numbers = true)]
    seed: Option<u64>,
    /// What to print.
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Text)]
    format: Format,
    /// Write the page, one self-contained HTML file.
    #[arg(long, value_name = "FILE.html")]
    report: Option<PathBuf>,
}

/// What is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// Everything, for programs.
    Json,
    /// The lines, for a spreadsheet.
    Csv,
}

/// Values the plan, writes the page, prints.
pub(crate) fn run(arguments: &ValueArguments) -> Result<(), Failure> {
    if let Some(page) = &arguments.report {
        evaluate::refuse_to_replace(page, Some(&arguments.plan), "plan")?;
        output::check_place(page)?;
    }
    let overrides = Overrides { draws: arguments.draws, seed: arguments.seed };
    let report = valuation::run(&arguments.plan, overrides, &evaluate::command_line())?;
    if let Some(page) = &arguments.report {
        output::write(page, report.to_html())?;
    }
    print(&report, arguments.format)?;
    match &arguments.report {
        Some(page) if arguments.format == Format::Text => {
            output::print(&format!("\nThe page: {}\n", page.display()))
        }
        _ => Ok(()),
    }
}

/// Names come from the plan: what could steer a terminal is written out.
fn print(report: &ValuationReport, format: Format) -> Result<(), Failure> {
    match format {
        Format::Text => output::print(&readable::escaped(&report.to_text(Style::Plain))),
        Format::Json => output::print(&readable::escaped_json(&report.to_json())),
        Format::Csv => output::print(&readable::escaped(&report.to_csv())),
    }
}
