//! `commonweal find`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use commonweal_evaluate::protocol::{Delimiter, OutputFormat};
use commonweal_report::finding::{to_csv, to_json, to_text};
use commonweal_service::finding::{EventSource, FindingError, UpstreamQuestion, Windows, day, upstream};

use crate::failure::Failure;
use crate::output;
use crate::progress::Bars;
use crate::values::whole_number;

pub(crate) const EXAMPLES: &str = "\
Examples:
  commonweal find upstream --events contacts.csv --person pseudonym --at date --service service --body provider \\
      --cost cost --target \"A&E attendance\"
      Whom people met in the 90 days before an attendance, more than they meet them anyway.
  commonweal find upstream --events contacts.parquet --person id --at day --service service --body org \\
      --target 999 --gap 7 --window 60 --format csv > upstream.csv
      Every body with every figure, for another program: small numbers are not taken out.

Events sorted by person and day are read as they come, in little memory; others are put aside in temporary files first.

Exit codes:
  0  done
  1  a result could not be written
  2  the command is wrong
  3  the events cannot be read
  4  the events do not answer the question";

#[derive(Debug, Subcommand)]
pub(crate) enum FindVerb {
    /// Somebody upstream: whom people met before a demand, more than they meet them anyway.
    #[command(after_help = EXAMPLES)]
    Upstream(Box<UpstreamArguments>),
}

#[derive(Debug, Args)]
pub(crate) struct UpstreamArguments {
    /// Events, one a row: CSV (also gzip or zstd) or Parquet.
    #[arg(long, value_name = "FILE")]
    events: PathBuf,
    /// Column of pseudonyms of persons.
    #[arg(long, value_name = "COL")]
    person: String,
    /// Column of days: dates, time stamps, or whole numbers of days.
    #[arg(long, value_name = "COL")]
    at: String,
    /// Column of services.
    #[arg(long, value_name = "COL")]
    service: String,
    /// Column of bodies.
    #[arg(long, value_name = "COL")]
    body: String,
    /// Column of costs in pounds; without it, events are counted alone.
    #[arg(long, value_name = "COL")]
    cost: Option<String>,
    /// The service that is wanted less, as its column names it.
    #[arg(long, value_name = "SERVICE")]
    target: String,
    /// Days before the target event whose contacts do not count; with 0 those of its own day do.
    #[arg(long, value_name = "DAYS", value_parser = whole_number::<i32>, default_value = "1")]
    gap: i32,
    /// Length of the window before the gap, and of the window before that which it is held against.
    #[arg(long, value_name = "DAYS", value_parser = whole_number::<i32>, default_value = "90")]
    window: i32,
    /// First day on which everybody was under observation; the first day in the file where it is not given.
    #[arg(long, value_name = "DAY", value_parser = day)]
    observed_from: Option<i32>,
    /// Field delimiter of a CSV file; found out where it is not given.
    #[arg(long, value_name = "CHAR")]
    delimiter: Option<Delimiter>,
    /// What to print: text, json or csv.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: OutputFormat,
}

pub(crate) fn run(verb: FindVerb) -> Result<(), Failure> {
    let FindVerb::Upstream(arguments) = verb;
    let format = arguments.format;
    let question = arguments.into_question()?;
    let bars = Bars::new();
    let found = upstream(&question, &mut |progress| bars.show_reading(progress));
    bars.finish();
    let found = found?;
    match format {
        OutputFormat::Text => output::print(&to_text(&found)),
        OutputFormat::Json => output::print(&format!("{}\n", to_json(&found))),
        OutputFormat::Csv => output::print(&to_csv(&found)),
    }
}

impl UpstreamArguments {
    fn into_question(self) -> Result<UpstreamQuestion, FindingError> {
        Ok(UpstreamQuestion {
            windows: Windows::new(self.gap, self.window)?,
            source: EventSource {
                path: self.events,
                person: self.person,
                at: self.at,
                service: self.service,
                body: self.body,
                cost: self.cost,
                delimiter: self.delimiter.map(Delimiter::byte),
            },
            target: self.target,
            observed_from: self.observed_from,
        })
    }
}
