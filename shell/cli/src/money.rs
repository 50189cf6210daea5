//! `commonweal money`: the money of a partnership's record, for accounting tools, spreadsheets and programs; and `commonweal pack`.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};
use commonweal_appraise::pooled_fund::period::FundPeriod;
use commonweal_record::fact::Date;
use commonweal_record::partnership::Partnership;
use commonweal_report::accounts::{journal_sheet, to_hledger, workbook};
use commonweal_report::document::{Document, to_pdf, to_text};
use commonweal_report::fund;
use commonweal_report::pack::board_pack;
use commonweal_service::record::OpenLog;

use crate::failure::Failure;
use crate::output;
use crate::readable;
use crate::record_arguments::Where;

pub(crate) const EXAMPLES: &str = "\
Examples:
  commonweal money journal saltmere
      What was posted, as plain text that hledger and ledger read.
  commonweal money journal saltmere --format csv --output saltmere.csv
      A row a line, for another program.
  commonweal money journal saltmere --format xlsx --output saltmere.xlsx
      A workbook: journal, balances, contributions, benefits, shared gains and losses, settlement.
  commonweal money fund saltmere
      What the law asks of a pooled fund (section 75), and what is still missing.
  commonweal money fund saltmere --period 2026-Q2 --format pdf --output q2.pdf
      The report on a quarter, April to June 2026; --period 2026-27 is the annual return.

Exit codes:
  0  done
  1  a file could not be written
  2  the command is wrong, or there is no such partnership
  3  the database cannot be read
  4  the partnership has no pooled fund
  5  something is wrong with the record, and is named";

pub(crate) const PACK_EXAMPLES: &str = "\
Examples:
  commonweal pack saltmere board.pdf
      Overview, decisions, readiness, evidence and money, as of today.
  commonweal pack saltmere
      The same in the terminal.

Exit codes:
  0  done
  1  a file could not be written
  2  the command is wrong, or there is no such partnership
  3  the database cannot be read
  5  something is wrong with the record, and is named";

#[derive(Debug, Subcommand)]
pub(crate) enum MoneyVerb {
    /// What was posted, line by line.
    Journal {
        /// The partnership.
        #[arg(value_name = "SLUG")]
        log: String,
        /// How to write it.
        #[arg(long, value_enum, default_value_t = JournalFormat::Hledger)]
        format: JournalFormat,
        /// The file to write [default: standard output].
        #[arg(long, value_name = "FILE", required_if_eq("format", "xlsx"))]
        output: Option<PathBuf>,
        #[command(flatten)]
        place: Where,
    },
    /// A pooled fund: what the law asks of it, and its reports.
    Fund {
        /// The partnership.
        #[arg(value_name = "SLUG")]
        log: String,
        /// Report on a quarter (2026-Q2) or a financial year (2026-27) [default: what the law asks of the agreement].
        #[arg(long, value_name = "PERIOD")]
        period: Option<FundPeriod>,
        /// How to write it.
        #[arg(long, value_enum, default_value_t = FundFormat::Text)]
        format: FundFormat,
        /// The file to write [default: standard output].
        #[arg(long, value_name = "FILE", required_if_eq("format", "pdf"))]
        output: Option<PathBuf>,
        #[command(flatten)]
        place: Where,
    },
}

/// How something about a fund is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FundFormat {
    /// For people.
    Text,
    /// For programs; of a report.
    Json,
    /// For paper.
    Pdf,
}

#[derive(Debug, Args)]
pub(crate) struct PackArguments {
    /// The partnership.
    #[arg(value_name = "SLUG")]
    log: String,
    /// The PDF to write [default: text on standard output].
    #[arg(value_name = "FILE.pdf")]
    file: Option<PathBuf>,
    #[command(flatten)]
    place: Where,
}

/// How a journal is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum JournalFormat {
    /// Plain text for hledger, ledger and their kin.
    Hledger,
    /// A row a line.
    Csv,
    /// A workbook with a sheet for each kind of money.
    Xlsx,
}

/// Does what a verb of money says.
pub(crate) fn run(verb: &MoneyVerb) -> Result<(), Failure> {
    match verb {
        MoneyVerb::Journal { log, format, output, place } => journal(log, *format, output.as_deref(), place),
        MoneyVerb::Fund { log, period, format, output, place } => {
            let (log, today) = opened(log, place)?;
            write_fund(&log, *period, *format, output.as_deref(), today)
        }
    }
}

/// Prints the board pack, or writes it as PDF.
pub(crate) fn pack(arguments: &PackArguments) -> Result<(), Failure> {
    let (log, today) = opened(&arguments.log, &arguments.place)?;
    let made = board_pack(&log.view().partnership, &arguments.log, today);
    write_document(&made, arguments.file.as_deref())
}

/// A log, and the day.
fn opened(log: &str, place: &Where) -> Result<(OpenLog, Date), Failure> {
    let place = place.open()?;
    let today = place.surroundings().today().ok_or(Failure::NoDay)?;
    Ok((place.log(log)?, today))
}

fn name(partnership: &Partnership) -> &str {
    partnership.members.proposed.last().map_or("", |told| told.fact.name.as_str())
}

fn write_fund(
    log: &OpenLog,
    period: Option<FundPeriod>,
    format: FundFormat,
    file: Option<&Path>,
    today: Date,
) -> Result<(), Failure> {
    let partnership = &log.view().partnership;
    let name = name(partnership);
    let document = match period {
        None if format == FundFormat::Json => return Err(Failure::NoFundPeriod),
        None => fund::contents(partnership, name, today)?,
        Some(period) => {
            let report = fund::report(partnership, period, today)?;
            if format == FundFormat::Json {
                return write_text(&fund::to_json(&report), file, readable::escaped_json);
            }
            fund::document(&report, name, today)
        }
    };
    match format {
        FundFormat::Pdf => write_document(&document, file),
        FundFormat::Text | FundFormat::Json => write_text(&to_text(&document), file, readable::escaped),
    }
}

/// Writes a document: as PDF into a file, as text where there is none.
fn write_document(document: &Document, file: Option<&Path>) -> Result<(), Failure> {
    match file {
        Some(file) => output::write(file, &to_pdf(document)?),
        None => write_text(&to_text(document), None, readable::escaped),
    }
}

fn write_text(text: &str, file: Option<&Path>, safe: fn(&str) -> String) -> Result<(), Failure> {
    match file {
        Some(file) => output::write(file, text),
        None => output::print(&safe(text)),
    }
}

fn journal(log: &str, format: JournalFormat, file: Option<&Path>, place: &Where) -> Result<(), Failure> {
    let log = place.open()?.log(log)?;
    let partnership = &log.view().partnership;
    match (format, file) {
        (JournalFormat::Hledger, Some(file)) => output::write(file, to_hledger(partnership)),
        (JournalFormat::Hledger, None) => output::print(&readable::escaped(&to_hledger(partnership))),
        (JournalFormat::Csv, Some(file)) => output::write(file, journal_sheet(partnership).to_csv()),
        (JournalFormat::Csv, None) => output::print_csv(&journal_sheet(partnership).to_csv()),
        (JournalFormat::Xlsx, file) => {
            output::write(file.unwrap_or(Path::new("")), &workbook(partnership, name(partnership))?)
        }
    }
}
