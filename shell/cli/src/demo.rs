//! `commonweal demo`.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use commonweal_report::{EvaluationReport, ValuationReport};
use commonweal_service::evaluation::kept;
use commonweal_service::example::partnership::{self, Evaluated, ExampleRecord};
use commonweal_service::example::{self, Example, appraisal, directory};
use commonweal_service::protocol_file;
use commonweal_service::record::audit::{self, Depth, Subject};
use commonweal_service::record::{Database, Place, Surroundings};
use commonweal_service::valuation::worth::Worth;
use commonweal_service::valuation::{self, Overrides};
use commonweal_web::{App, Between, Options};

use crate::arguments::{DemoArguments, Serving};
use crate::evaluate::evaluate;
use crate::failure::Failure;
use crate::output;

/// Writes the example place, evaluates it, says what was found, what is true, and where the page is; serves its pages.
pub(crate) fn run(arguments: &DemoArguments) -> Result<(), Failure> {
    let example = example::write(&arguments.dir)?;
    let protocol = protocol_file::read(&example.protocol)?;
    let command = format!("commonweal evaluate {}", example.protocol.display());
    let report = evaluate(&protocol, &command)?;
    let page = arguments.dir.join("evaluation.html");
    output::write(&page, report.to_html())?;
    output::write(&arguments.dir.join("evaluation.json"), report.to_json())?;
    let value_command = format!("commonweal value {}", example.plan.display());
    let valued = valuation::run(&example.plan, Overrides::default(), &value_command)?;
    let value_page = arguments.dir.join("value.html");
    output::write(&value_page, valued.to_html())?;
    let evaluated = Evaluated {
        protocol: example.protocol.clone(),
        data: example.data.clone(),
        report: arguments.dir.join("evaluation.json"),
        worth: Some(Worth::of(example::PLAN.as_bytes(), &report.to_json())?),
        ..figures(&report)
    };
    let record = partnership::write(&arguments.dir, &evaluated)?;
    let checked = audit::audit(&Subject::Bundle(record.bundle.clone()), None, Depth::Signatures)?;
    if let Some(wrong) = checked.wrong.into_iter().next() {
        return Err(Failure::NotVerified(Box::new(wrong)));
    }
    keep(&record, &report)?;
    directory::write(&place_of(&record)?, &arguments.dir).map_err(Box::new)?;
    appraisal::write(&place_of(&record)?)?;
    say(&report, &example, &record, &page, &command)?;
    say_value(&valued, &value_page, &value_command)?;
    let serves = match arguments.serve {
        Serving::Auto => std::io::stdout().is_terminal(),
        Serving::Always => true,
        Serving::Never => false,
    };
    if serves { serve(arguments, &record) } else { Ok(()) }
}

/// Serves the place, with people whom anybody may play.
fn serve(arguments: &DemoArguments, record: &ExampleRecord) -> Result<(), Failure> {
    let listening = commonweal_web::listen(&Options { listen: arguments.listen, between: Between::Nobody })?;
    let place = place_of(record)?;
    let address = format!("http://localhost:{}", listening.address()?.port());
    let app = App::new(Arc::new(place), &address)?.with_example_people()?;
    let people: Vec<String> = app.example_sign_ins().into_iter().map(|line| format!("  {line}\n")).collect();
    output::print(&format!(
        "\nServing the place at {address}/ until stopped with Ctrl-C. Come in as one of its people:\n{}",
        people.concat()
    ))?;
    Ok(listening.serve(app)?)
}

fn say(
    report: &EvaluationReport,
    example: &Example,
    record: &ExampleRecord,
    page: &Path,
    command: &str,
) -> Result<(), Failure> {
    output::print(&format!(
        "{headline}\n\
        The place is fictional and generated, so the truth is known: {treated} really had {effect:.1} fewer\n\
        admissions a month, on average, than it would have had.\n\n\
        The page:           {page}\n\
        The data:           {data}\n\
        The protocol:       {protocol}\n\
        All the figures:    {command}\n\n\
        Its partnership's record, of {entries} entries, with keys that are public because they are an example's:\n\
        The record:         {database}\n\
        Read it:            commonweal log {slug} --database {database}\n\
        Verify it:          commonweal verify {bundle}\n\
        See its pages:      commonweal serve --database {database}\n",
        headline = report.to_headline(output::style()),
        treated = example.truth.treated,
        effect = -example.truth.average_effect,
        page = page.display(),
        data = example.data.display(),
        protocol = example.protocol.display(),
        entries = record.entries,
        database = record.database.display(),
        slug = partnership::SLUG,
        bundle = record.bundle.display(),
    ))
}

/// What it is worth, who pays and who gains.
fn say_value(valued: &ValuationReport, page: &Path, command: &str) -> Result<(), Failure> {
    output::print(&format!(
        "\nWhat it is worth, with published unit costs and invented costs of its own:\n{words}\n\
        The page:           {page}\n\
        All the figures:    {command}\n",
        words = valued.to_words(output::style()),
        page = page.display(),
    ))
}

/// Estimate and interval of the method that the verdict rests on, to one decimal.
fn figures(report: &EvaluationReport) -> Evaluated {
    let estimate = report.estimates().next();
    let interval = estimate.and_then(|estimate| estimate.interval);
    let figure = |value: Option<f64>| format!("{:.1}", value.unwrap_or_default());
    Evaluated {
        estimate: figure(estimate.map(|estimate| estimate.estimate)),
        lower: figure(interval.map(|interval| interval.lower)),
        upper: figure(interval.map(|interval| interval.upper)),
        protocol: PathBuf::new(),
        data: PathBuf::new(),
        report: PathBuf::new(),
        worth: None,
    }
}

/// The place of the record, opened.
fn place_of(record: &ExampleRecord) -> Result<Place, Failure> {
    let database = Database::Sqlite(record.database.clone());
    let host = database.host_folder();
    Ok(Place::open(database, &host, Surroundings::of_this_machine())?)
}

/// Keeps what was found, and what it is worth, beside the record, so that its pages show both.
fn keep(record: &ExampleRecord, report: &EvaluationReport) -> Result<(), Failure> {
    let place = place_of(record)?;
    let log = place.log(partnership::SLUG)?;
    for (id, evaluation) in &log.view().partnership.evidence.evaluations {
        kept::keep(&place, &kept::Key::of(&log, id), &evaluation.attached.fact, report)?;
        valuation::kept::keep(&place, &log, id, example::PLAN.as_bytes())?;
    }
    Ok(())
}
