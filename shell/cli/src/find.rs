//! `commonweal find`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use commonweal_evaluate::protocol::{Delimiter, OutputFormat};
use commonweal_find::upstream::{Days, Dialect, SqlQuestion, statement};
use commonweal_report::finding::{Upstream, to_csv, to_json, to_text};
use commonweal_service::finding::pathways::{PathwaysError, exchange_text, keep, told};
use commonweal_service::finding::{
    EventSource, FindingError, Nodes, UpstreamQuestion, Windows, correct, day, upstream,
};

use crate::failure::Failure;
use crate::output;
use crate::progress::Bars;
use crate::record_arguments::Where;
use crate::values::whole_number;

pub(crate) const FIND_EXAMPLES: &str = "\
Examples:
  commonweal find upstream --events contacts.csv --person id --at day --service service --body provider --target 999
      Whom people met before they needed the service, more than they meet them anyway.
  commonweal find mirror 'Saltmere Council' --bodies bodies.csv --services services.csv
      Who of the same kind gives nearly the same services near by.
  commonweal find integration 'Saltmere Police' --bodies bodies.csv --places places.csv --skills skills.csv
      Who serves the same people with other services, or offers what is needed.
  commonweal find mirror GB-NHS/RXX
      The same among the bodies of the register, without a table.
  commonweal find portfolio --body saltmere-acute
      Its partnerships by style, and which style it lacks.
  commonweal find skills
      What bodies of the register need, and who offers it; needs met from another sector first.
  commonweal find import north.json south.json
      What 'find upstream' exported where the data is, added up and kept for the pages.

Exit codes:
  0  done
  1  a result could not be written
  2  the command is wrong
  3  a file or the database cannot be read
  4  the data does not answer the question, or only the host may do it";

pub(crate) const EXAMPLES: &str = "\
Examples:
  commonweal find upstream --events contacts.csv --person pseudonym --at date --service service --body provider \\
      --cost cost --target \"A&E attendance\"
      Whom people met in the 90 days before an attendance, more than they meet them anyway.
  commonweal find upstream --events contacts.parquet --person id --at day --service service --body org \\
      --target 999 --gap 7 --window 60 --format csv > upstream.csv
      Every body with every figure, for another program: small numbers are not taken out.

  commonweal find upstream --emit-sql postgresql --events warehouse.contacts --person id --at day --service service --body org \\
      --cost cost --target 999 > upstream.sql
      The same counts as one statement, to be run where the data is and may not leave.

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
    /// Take in what 'find upstream --export' wrote elsewhere, add it up, and keep it for the pages.
    Import(ImportArguments),
    /// A mirror: who of the same kind gives nearly the same services near by, and what both have twice.
    #[command(after_help = crate::find_likeness::MIRROR_EXAMPLES)]
    Mirror(crate::find_likeness::MirrorArguments),
    /// An unlike partner: who serves the same people or place with other services, or offers what is needed.
    #[command(after_help = crate::find_likeness::INTEGRATION_EXAMPLES)]
    Integration(crate::find_likeness::IntegrationArguments),
    /// The partnerships of a body, or all, by style; says when a style is missing.
    Portfolio(crate::find_portfolio::PortfolioArguments),
    /// Needs and offers of the register matched by skill, whatever the sector.
    Skills(crate::find_likeness::SkillsArguments),
}

#[derive(Debug, Args)]
pub(crate) struct UpstreamArguments {
    /// Events, one a row: CSV (also gzip or zstd) or Parquet; with --emit-sql, the name of their table.
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
    /// Which follows which directly: count the steps between services or between bodies.
    #[arg(long, value_enum, value_name = "OF", default_value_t = StepsOf::Services, conflicts_with = "emit_sql")]
    steps: StepsOf,
    /// Print a SQL statement that gives the same counts where the events are, instead of reading them: postgresql, duckdb, spark or tsql.
    #[arg(long, value_name = "DIALECT")]
    emit_sql: Option<Dialect>,
    /// What the column of days holds in that table.
    #[arg(long, value_enum, value_name = "WHAT", default_value_t = DayColumn::Dates, requires = "emit_sql")]
    at_holds: DayColumn,
    /// Take the calendar's trend out, by people without the service on the same days; reads the events twice more.
    #[arg(long, conflicts_with = "emit_sql")]
    placebo: bool,
    /// Field delimiter of a CSV file; found out where it is not given.
    #[arg(long, value_name = "CHAR")]
    delimiter: Option<Delimiter>,
    /// Write the counts without persons and small numbers into a file that may leave this place; 'find import' takes it in.
    #[arg(long, value_name = "FILE.json")]
    export: Option<PathBuf>,
    /// Smallest number that the exported file tells.
    #[arg(long, value_name = "N", value_parser = whole_number::<u64>, default_value = "10", requires = "export")]
    smallest: u64,
    /// What to print: text, json or csv.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: OutputFormat,
}

#[derive(Debug, Args)]
pub(crate) struct ImportArguments {
    /// Files that 'find upstream --export' wrote; several answers to one question are added up.
    #[arg(value_name = "FILE.json", required = true)]
    files: Vec<PathBuf>,
    /// What to print: text, json or csv.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: OutputFormat,
    #[command(flatten)]
    place: Where,
}

/// What a table's column of days holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DayColumn {
    /// Dates or time stamps.
    Dates,
    /// Whole numbers of days.
    Numbers,
}

/// What steps lead from and to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum StepsOf {
    /// Services.
    Services,
    /// Bodies.
    Bodies,
}

pub(crate) fn run(verb: FindVerb) -> Result<(), Failure> {
    match verb {
        FindVerb::Upstream(arguments) => find_upstream(*arguments),
        FindVerb::Import(arguments) => {
            let kept = keep(&arguments.place.open()?, &arguments.files)?;
            show(&told(&kept), arguments.format)
        }
        FindVerb::Mirror(arguments) => crate::find_likeness::mirror(arguments),
        FindVerb::Integration(arguments) => crate::find_likeness::integration(arguments),
        FindVerb::Portfolio(arguments) => crate::find_portfolio::run(arguments),
        FindVerb::Skills(arguments) => crate::find_likeness::skills(&arguments),
    }
}

fn find_upstream(arguments: UpstreamArguments) -> Result<(), Failure> {
    if let Some(dialect) = arguments.emit_sql {
        return output::print(&arguments.as_sql(dialect)?);
    }
    let format = arguments.format;
    let placebo = arguments.placebo;
    let export = arguments.export.clone().map(|path| (path, arguments.smallest));
    let question = arguments.into_question()?;
    let bars = Bars::new();
    let mut show_progress = |progress| bars.show_reading(progress);
    let mut found = upstream(&question, &mut show_progress);
    if placebo && let Ok(answer) = &mut found {
        correct(&question, answer, &mut show_progress)?;
    }
    bars.finish();
    let found = found?;
    if let Some((path, smallest)) = export {
        let exchange = found.exchange(smallest).map_err(PathwaysError::from)?;
        output::write(&path, exchange_text(&exchange))?;
    }
    let found = found.upstream;
    show(&found, format)
}

fn show(found: &Upstream, format: OutputFormat) -> Result<(), Failure> {
    match format {
        OutputFormat::Text => output::print(&to_text(found)),
        OutputFormat::Json => output::print(&format!("{}\n", to_json(found))),
        OutputFormat::Csv => output::print(&to_csv(found)),
    }
}

impl UpstreamArguments {
    fn as_sql(&self, dialect: Dialect) -> Result<String, FindingError> {
        let question = SqlQuestion {
            table: &self.events.to_string_lossy(),
            person: &self.person,
            at: &self.at,
            days: match self.at_holds {
                DayColumn::Dates => Days::Dates,
                DayColumn::Numbers => Days::Numbers,
            },
            service: &self.service,
            body: &self.body,
            cost: self.cost.as_deref(),
            target: &self.target,
            windows: Windows::new(self.gap, self.window)?,
            observed_from: self.observed_from,
        };
        Ok(statement(&question, dialect))
    }

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
            steps_of: match self.steps {
                StepsOf::Services => Nodes::Services,
                StepsOf::Bodies => Nodes::Bodies,
            },
        })
    }
}
