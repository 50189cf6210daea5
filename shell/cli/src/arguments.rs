//! The command line: verbs, flags, help.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use commonweal_evaluate::control_chart::ImprovementDirection;
use commonweal_evaluate::inference::{InferenceChoice, PlaceboDraws};
use commonweal_evaluate::protocol::{
    ColumnFilter, Delimiter, FixAfter, MethodChoice, OutputFormat, Protocol, unexplained_exclusions,
};
use commonweal_quantity::{Frequency, Period};

use crate::record_arguments::RecordVerb;
use crate::values::{name, number, whole_number};

const EXAMPLES: &str = "\
Examples:
  commonweal demo
      Build a fictional place, evaluate it, write the page.
  commonweal evaluate protocol.toml
      Evaluate by a protocol file.
  commonweal evaluate --help
      All flags, with worked examples.
  commonweal value plan.toml
      Put an effect in pounds, by budget, cash or not.
  commonweal init
      Begin a record of partnerships; 'log' reads it, 'verify' checks it.

Exit codes:
  0  done
  1  a result could not be written
  2  the command, the protocol or the fact is wrong
  3  a data file, database or bundle cannot be read
  4  the data does not answer the question, or the record does not admit the fact
  5  something is wrong with the record, and is named";

const EVALUATE_EXAMPLES: &str = "\
Examples:
  commonweal evaluate --data attendances.csv --unit trust --period month --value attendances \\
      --treated Saltmere --from 2021-10 --report saltmere.html
      Did attendances change in Saltmere from October 2021? All methods, and a page.

  commonweal evaluate --data panel.csv --unit org_code --period period --value value \\
      --where metric=ae_attendances_total --treated RJL --exclude RAL,RBD \\
      --since 2013-07 --from 2015-10 --until 2018-03 --method synthetic-did --format json
      One metric of a long file, a window, two donors left out, JSON for another program.

  commonweal evaluate protocol.toml --seed 7
      A protocol file; a flag takes the place of the key of its name.

A protocol is a TOML file whose keys are these flags:
  data = \"attendances.csv\"
  unit = \"trust\"
  period = \"month\"
  value = \"attendances\"
  treated = [\"Saltmere\"]
  from = \"2021-10\"
  exclude = { Inglebarrow = \"merged in September 2022\" }

Exit codes:
  0  done
  1  a result could not be written
  2  the command or the protocol is wrong
  3  the data file cannot be read
  4  the data does not answer the question";

const DEMO_EXAMPLES: &str = "\
Examples:
  commonweal demo
      Writes into commonweal-demo and prints what was found.
  commonweal demo --dir /tmp/saltmere
      Writes somewhere else.

Exit codes:
  0  done
  1  a file could not be written
  2  the command is wrong";

/// Collaboration between public-service organisations, evidenced: what did it change?
#[derive(Debug, Parser)]
#[command(name = "commonweal", version, after_help = EXAMPLES, max_term_width = 100)]
pub(crate) struct Commonweal {
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Find whom to work with: somebody upstream, a mirror, an unlike partner.
    #[command(subcommand, after_help = crate::find::FIND_EXAMPLES)]
    Find(crate::find::FindVerb),
    /// Whether to work together, and on what terms, before anybody starts.
    #[command(subcommand, after_help = crate::appraise::EXAMPLES)]
    Appraise(crate::appraise::AppraiseVerb),
    /// The register of bodies: who there is to work with, as published directories tell it.
    #[command(subcommand, after_help = crate::register::EXAMPLES)]
    Register(crate::register::RegisterVerb),
    /// What did the collaboration change, against what would have happened anyway?
    #[command(after_help = EVALUATE_EXAMPLES)]
    Evaluate(Box<EvaluateArguments>),
    /// What is a change worth, to whose budget, and is it cash?
    #[command(after_help = crate::value::EXAMPLES)]
    Value(crate::value::ValueArguments),
    /// Who gains and who bears: share a gain, a cost or a loss by a rule, to the penny.
    #[command(after_help = crate::share::SHARE_EXAMPLES)]
    Share(Box<crate::share::ShareArguments>),
    /// The fewest payments that settle who owes whom.
    #[command(after_help = crate::share::SETTLE_EXAMPLES)]
    Settle(crate::share::SettleArguments),
    /// The money of a partnership's record: for accounting tools and spreadsheets.
    #[command(subcommand, after_help = crate::money::EXAMPLES)]
    Money(crate::money::MoneyVerb),
    /// The board pack of a partnership, as PDF or text.
    #[command(after_help = crate::money::PACK_EXAMPLES)]
    Pack(crate::money::PackArguments),
    /// Build a fictional example place with a known truth, evaluate it, write the page.
    #[command(after_help = DEMO_EXAMPLES)]
    Demo(DemoArguments),
    #[command(flatten)]
    Record(RecordVerb),
    /// People: inviting them, and letting them go.
    #[command(subcommand, after_help = crate::person::EXAMPLES)]
    Person(crate::person::PersonVerb),
    /// Witness partners' logs, have one's own witnessed, mirror.
    #[command(subcommand, after_help = crate::witness::EXAMPLES)]
    Witness(crate::witness::WitnessVerb),
    /// Serve the pages of the partnerships in a record, until stopped.
    #[command(after_help = crate::serve::EXAMPLES)]
    Serve(crate::serve::ServeArguments),
}

#[derive(Debug, Args)]
pub(crate) struct DemoArguments {
    /// Folder to write into; made where it does not exist.
    #[arg(long, value_name = "DIR", default_value = "commonweal-demo")]
    pub(crate) dir: PathBuf,
    /// Whether to serve the place's pages at the end: auto does where the output is a terminal.
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Serving::Auto)]
    pub(crate) serve: Serving,
    /// Where to serve them.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8080")]
    pub(crate) listen: SocketAddr,
}

/// Whether the demo ends by serving.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Serving {
    /// Where the output is a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

#[derive(Debug, Args)]
pub(crate) struct EvaluateArguments {
    /// Protocol file; flags take the place of its keys.
    #[arg(value_name = "PROTOCOL.toml")]
    protocol: Option<PathBuf>,
    #[command(flatten)]
    data: DataArguments,
    #[command(flatten)]
    question: QuestionArguments,
    #[command(flatten)]
    method: MethodArguments,
    #[command(flatten)]
    chart: ChartArguments,
    #[command(flatten)]
    result: ResultArguments,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "The data")]
struct DataArguments {
    /// Data file: CSV or Parquet, CSV also gzip or zstd.
    #[arg(long, value_name = "FILE")]
    data: Option<String>,
    /// Column that names the unit (a trust, a council, a practice).
    #[arg(long, value_name = "COLUMN")]
    unit: Option<String>,
    /// Column that names the period.
    #[arg(long, value_name = "COLUMN")]
    period: Option<String>,
    /// Column that holds the outcome.
    #[arg(long, value_name = "COLUMN")]
    value: Option<String>,
    /// Column that holds the population; the outcome becomes a rate.
    #[arg(long, value_name = "COLUMN")]
    population: Option<String>,
    /// Population that the rate is for [default: 1000].
    #[arg(long, value_name = "N", value_parser = number, allow_negative_numbers = true)]
    per: Option<f64>,
    /// Keep rows whose column holds this value; repeat for more columns, or for more values of one.
    #[arg(long = "where", value_name = "COLUMN=VALUE")]
    filters: Vec<ColumnFilter>,
    /// What separates the fields of a CSV file: one character, or tab [default: guessed from the header].
    #[arg(long, value_name = "C")]
    delimiter: Option<Delimiter>,
    /// Length of the periods: day, week, month, quarter, year or step [default: seen from the data].
    #[arg(long, value_name = "FREQUENCY")]
    frequency: Option<Frequency>,
    /// Add up several values of one unit and period, instead of refusing them.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    sum_duplicates: Option<bool>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "The question")]
struct QuestionArguments {
    /// Units that the collaboration reached, separated by commas; a name that holds a comma goes into a protocol.
    #[arg(long, value_name = "UNIT", value_delimiter = ',', value_parser = name)]
    treated: Vec<String>,
    /// First period of the collaboration.
    #[arg(long, value_name = "PERIOD", allow_negative_numbers = true)]
    from: Option<Period>,
    /// Last period to look at [default: the last there is].
    #[arg(long, value_name = "PERIOD", allow_negative_numbers = true)]
    until: Option<Period>,
    /// First period to look at [default: the first there is].
    #[arg(long, value_name = "PERIOD", allow_negative_numbers = true)]
    since: Option<Period>,
    /// Units that may not stand as comparison, separated by commas; a protocol can give each its reason.
    #[arg(long, value_name = "UNIT", value_delimiter = ',', value_parser = name)]
    exclude: Vec<String>,
    /// Units that stay in the donor pool although the screening would leave them out.
    #[arg(long, value_name = "UNIT", value_delimiter = ',', value_parser = name)]
    keep: Vec<String>,
    /// Leave out donors that change by more than this share between consecutive periods (0.5 is 50%).
    #[arg(long, value_name = "SHARE", value_parser = number, allow_negative_numbers = true)]
    max_jump: Option<f64>,
    /// Evaluate the logarithm: effects become proportional.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    log: Option<bool>,
    /// What is measured, in words, for the report.
    #[arg(long, value_name = "TEXT")]
    outcome: Option<String>,
    /// Something a reader must be told of the data; repeat for more.
    #[arg(long, alias = "caveat", value_name = "TEXT")]
    caveats: Vec<String>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "The method")]
struct MethodArguments {
    /// control-chart, did, synthetic-control, synthetic-did, several separated by commas, or all [default: all].
    #[arg(long, value_name = "METHOD")]
    method: Option<MethodChoice>,
    /// auto, placebo, jackknife, bootstrap or clustered [default: auto, placebos where donors outnumber the treated].
    #[arg(long, value_name = "INFERENCE")]
    inference: Option<InferenceChoice>,
    /// How many placebos: all, or a number to draw [default: all up to 1,000, else 500].
    #[arg(long, value_name = "all|N", allow_negative_numbers = true)]
    placebos: Option<PlaceboDraws>,
    /// How many bootstrap resamples [default: 500].
    #[arg(long, value_name = "N", value_parser = whole_number::<usize>, allow_negative_numbers = true)]
    bootstraps: Option<usize>,
    /// Seed of every random draw [default: 1].
    #[arg(long, value_name = "N", value_parser = whole_number::<u64>, allow_negative_numbers = true)]
    seed: Option<u64>,
    /// Coverage of the intervals [default: 0.95].
    #[arg(long, value_name = "SHARE", value_parser = number, allow_negative_numbers = true)]
    level: Option<f64>,
    /// Let difference-in-differences also use units with missing values, by two-way fixed effects.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    keep_incomplete: Option<bool>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "The control chart")]
struct ChartArguments {
    /// Which way is better: increase, decrease or neutral [default: neutral].
    #[arg(long, value_name = "DIRECTION")]
    improvement: Option<ImprovementDirection>,
    /// The target.
    #[arg(long, value_name = "VALUE", value_parser = number, allow_negative_numbers = true)]
    target: Option<f64>,
    /// Limits from the first N periods, or from those before the start [default: from all].
    #[arg(long, value_name = "start|N", allow_negative_numbers = true)]
    fix_after: Option<FixAfter>,
    /// Periods at which new limits begin, separated by commas. A chart is never rebased by itself.
    #[arg(long, value_name = "PERIOD", value_delimiter = ',')]
    rebase: Vec<Period>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "The result")]
struct ResultArguments {
    /// Title of the report.
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// What to print: text, json or csv [default: text].
    #[arg(long, value_name = "FORMAT")]
    format: Option<OutputFormat>,
    /// Write the page, one self-contained HTML file.
    #[arg(long, value_name = "FILE.html")]
    report: Option<String>,
}

impl EvaluateArguments {
    /// The protocol file, and the flags as the keys they stand for.
    pub(crate) fn into_protocol(self) -> (Option<PathBuf>, Protocol) {
        let Self { protocol, data, question, method, chart, result } = self;
        let flags = Protocol {
            title: result.title,
            outcome: question.outcome,
            data: data.data,
            unit: data.unit,
            period: data.period,
            value: data.value,
            population: data.population,
            per: data.per,
            filters: data.filters,
            delimiter: data.delimiter,
            frequency: data.frequency,
            sum_duplicates: data.sum_duplicates,
            treated: question.treated,
            from: question.from,
            since: question.since,
            until: question.until,
            exclude: unexplained_exclusions(question.exclude),
            keep: question.keep,
            max_jump: question.max_jump,
            keep_incomplete: method.keep_incomplete,
            log: question.log,
            method: method.method,
            inference: method.inference,
            placebos: method.placebos,
            bootstraps: method.bootstraps,
            seed: method.seed,
            level: method.level,
            improvement: chart.improvement,
            target: chart.target,
            fix_after: chart.fix_after,
            rebase: chart.rebase,
            caveats: question.caveats,
            format: result.format,
            report: result.report,
        };
        (protocol, flags)
    }
}
