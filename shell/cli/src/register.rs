//! `commonweal register`: directories of bodies read into the register, and the register read.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use commonweal_evaluate::protocol::OutputFormat;
use commonweal_quantity::Period;
use commonweal_report::register::{Listing, body_json, body_text, list_csv, list_json, list_text};
use commonweal_service::register::directory::{Form, Reading};
use commonweal_service::register::model::{Coverage, Field, Identifier, Query, Source};
use commonweal_service::register::{Import, Imported, RegisterError, import, load, preview};

use crate::failure::Failure;
use crate::output;
use crate::readable;
use crate::record_arguments::Where;
use crate::values::day;

pub(crate) const EXAMPLES: &str = "\
Examples:
  commonweal register import etr.csv --form ods --source 'NHS ODS trusts' --as-of 2026-04-01 --licence 'OGL v3' \\
      --always kind='NHS trust' --always sector=health
      The trusts of the NHS Organisation Data Service; read again later, only what changed changes.
  commonweal register import services.json --form open-referral --source 'Saltmere directory' --as-of 2026-04-01 --licence 'OGL v3'
      Who gives which services, from an Open Referral UK directory.
  commonweal register import population.csv --form table --scheme GSS --column place_code=code --column total=population \\
      --source 'Mid-year estimates' --as-of 2025-06-30 --licence 'OGL v3'
      One more field for bodies that are known already; other columns are left out, and named.
  commonweal register list hospital --region 'South East' --format csv
      Search.
  commonweal register show GB-NHS/RXX
      What is told of one body, by whom, since when.

Exit codes:
  0  done
  1  a result could not be written
  2  the command is wrong
  3  the file or the database cannot be read, or not all of the file: what could be read is in
  4  only the host may do it, or nobody is listed so";

#[derive(Debug, Subcommand)]
pub(crate) enum RegisterVerb {
    /// Read a directory of bodies into the register.
    Import(Box<ImportArguments>),
    /// Search the register.
    List(ListArguments),
    /// What is told of one body.
    Show {
        /// One of its identifiers: GB-NHS/RXX.
        #[arg(value_name = "SCHEME/CODE")]
        identifier: String,
        /// What to print: text or json.
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        format: OutputFormat,
        #[command(flatten)]
        place: Where,
    },
}

#[derive(Debug, Args)]
pub(crate) struct ImportArguments {
    /// The directory.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// How it is written.
    #[arg(long, value_enum, value_name = "FORM")]
    form: GivenForm,
    /// Whose it is: the name by which it is known again.
    #[arg(long, value_name = "NAME")]
    source: String,
    /// The day of which it tells.
    #[arg(long, value_name = "DAY", value_parser = day)]
    as_of: Period,
    /// Under which licence it is published.
    #[arg(long, value_name = "TEXT")]
    licence: String,
    /// The list that codes are of which do not say it themselves, such as GB-NHS or GSS.
    #[arg(long, value_name = "SCHEME")]
    scheme: Option<String>,
    /// What a column of a table holds, where its name does not say it: a field, code, identifiers or services. Repeat.
    #[arg(long = "column", value_name = "COLUMN=FIELD", value_parser = pair)]
    columns: Vec<(String, String)>,
    /// What holds for every body of the file that does not say otherwise. Repeat.
    #[arg(long, value_name = "FIELD=VALUE", value_parser = told)]
    always: Vec<(Field, String)>,
    /// How much of what the source lists is in the file: of a whole, whom it leaves out is listed no longer [default: as the form is used].
    #[arg(long, value_enum, value_name = "HOW-MUCH")]
    covers: Option<GivenCoverage>,
    /// Say what would change, and change nothing.
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    place: Where,
}

/// How a directory is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum GivenForm {
    /// NHS Organisation Data Service, CSV without a header (etr.csv and its like).
    Ods,
    /// NHS Organisation Data Service, JSON of its ORD interface.
    OdsApi,
    /// Open Referral UK or HSDS 3.0, JSON.
    OpenReferral,
    /// Councils with their GSS codes, CSV as mySociety publishes them.
    Councils,
    /// The lists of identifiers of org-id.guide, JSON.
    OrgIdLists,
    /// Who followed whom: code before, code after, day.
    Successions,
    /// Any CSV or XLSX with a header.
    Table,
}

/// How much of what a source lists a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum GivenCoverage {
    /// All of it.
    Whole,
    /// Some of it.
    Part,
}

#[derive(Debug, Args)]
pub(crate) struct ListArguments {
    /// Words that its name, codes, place or services must all have.
    #[arg(value_name = "WORD")]
    words: Vec<String>,
    /// Its kind, as the register has it.
    #[arg(long, value_name = "TEXT")]
    kind: Option<String>,
    /// Its sector.
    #[arg(long, value_name = "TEXT")]
    sector: Option<String>,
    /// Its region or place.
    #[arg(long, value_name = "TEXT")]
    region: Option<String>,
    /// What to print: text, json or csv.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: OutputFormat,
    #[command(flatten)]
    place: Where,
}

/// Does what a verb says.
pub(crate) fn run(verb: RegisterVerb) -> Result<(), Failure> {
    match verb {
        RegisterVerb::Import(arguments) => import_file(*arguments),
        RegisterVerb::List(arguments) => list(arguments),
        RegisterVerb::Show { identifier, format, place } => {
            let wanted: Identifier = identifier.parse().map_err(RegisterError::Identifier)?;
            let register = load(&place.open()?)?;
            let body = register.body(&wanted).ok_or(RegisterError::Unknown { identifier })?;
            match format {
                OutputFormat::Json => output::print(&readable::escaped_json(&body_json(&register, body))),
                _ => output::print(&readable::escaped(&body_text(&register, body))),
            }
        }
    }
}

fn list(arguments: ListArguments) -> Result<(), Failure> {
    let ListArguments { words, kind, sector, region, format, place } = arguments;
    let register = load(&place.open()?)?;
    let query = Query { words: words.join(" "), kind, sector, place: region };
    let listing = Listing { found: register.search(&query), of: register.len() };
    match format {
        OutputFormat::Text => output::print(&readable::escaped(&list_text(&listing))),
        OutputFormat::Json => output::print(&readable::escaped_json(&list_json(&listing))),
        OutputFormat::Csv => output::print_csv(&list_csv(&listing)),
    }
}

fn import_file(arguments: ImportArguments) -> Result<(), Failure> {
    let (place, dry_run, file) = (arguments.place.open()?, arguments.dry_run, arguments.file.clone());
    let wanted = arguments.into_import();
    let imported = if dry_run { preview(&place, &wanted)? } else { import(&place, &wanted)? };
    output::print(&readable::escaped(&commonweal_report::register::import_text(&told_of(
        &imported, dry_run,
    ))))?;
    if imported.wrong.is_empty() && imported.taken.conflicts.is_empty() {
        return Ok(());
    }
    let lines = imported.wrong.iter().map(ToString::to_string);
    let lines = lines.chain(imported.taken.conflicts.iter().map(ToString::to_string)).collect();
    Err(Failure::Lines { path: file, lines })
}

fn told_of(imported: &Imported, dry_run: bool) -> commonweal_report::register::ImportTold<'_> {
    commonweal_report::register::ImportTold {
        taken: &imported.taken,
        schemes: imported.schemes.iter().map(|scheme| scheme.code.as_str()).collect(),
        left_out: &imported.left_out,
        written: if dry_run {
            commonweal_report::register::Written::WouldBe
        } else {
            commonweal_report::register::Written::Done
        },
    }
}

impl ImportArguments {
    fn into_import(self) -> Import {
        let form = match self.form {
            GivenForm::Ods => Form::Ods,
            GivenForm::OdsApi => Form::OdsApi,
            GivenForm::OpenReferral => Form::OpenReferral,
            GivenForm::Councils => Form::Councils,
            GivenForm::OrgIdLists => Form::OrgIdLists,
            GivenForm::Successions => Form::Successions,
            GivenForm::Table => Form::Table,
        };
        let usual = match form {
            Form::Ods | Form::OpenReferral | Form::Councils => Coverage::Whole,
            Form::OdsApi | Form::OrgIdLists | Form::Successions | Form::Table => Coverage::Part,
        };
        let coverage = match self.covers {
            None => usual,
            Some(GivenCoverage::Whole) => Coverage::Whole,
            Some(GivenCoverage::Part) => Coverage::Part,
        };
        let reading = Reading {
            scheme: self.scheme,
            columns: self.columns.into_iter().collect::<BTreeMap<_, _>>(),
            always: self.always.into_iter().collect::<BTreeMap<_, _>>(),
        };
        let source = Source { name: self.source, as_of: self.as_of, licence: self.licence };
        Import { path: self.file, form, reading, source, coverage }
    }
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (left, right) =
        text.split_once('=').ok_or_else(|| format!("'{text}' has no '=': write COLUMN=FIELD"))?;
    Ok((left.trim().to_owned(), right.trim().to_owned()))
}

fn told(text: &str) -> Result<(Field, String), String> {
    let (field, value) = pair(text)?;
    let field: Field =
        field.parse().map_err(|error: commonweal_service::register::model::FieldError| error.to_string())?;
    Ok((field, field.check(&value).map_err(|error| error.to_string())?))
}
