//! `commonweal evaluate`.

use std::path::Path;

use commonweal_evaluate::protocol::{OutputFormat, Protocol};
use commonweal_report::EvaluationReport;
use commonweal_service::{evaluation, protocol_file};

use crate::arguments::EvaluateArguments;
use crate::failure::Failure;
use crate::output;
use crate::progress::Bars;

/// Reads the protocol where one is named, lets the flags take the place of its keys, evaluates, prints, writes the page.
pub(crate) fn run(arguments: EvaluateArguments) -> Result<(), Failure> {
    let (file, flags) = arguments.into_protocol();
    let protocol = match file {
        Some(path) => protocol_file::read(&path)?.overridden_by(flags),
        None => flags,
    };
    let report = evaluate(&protocol, &command_line())?;
    output::print(&match protocol.format.unwrap_or_default() {
        OutputFormat::Text => report.to_text(output::style()),
        OutputFormat::Json => report.to_json(),
        OutputFormat::Csv => report.to_csv(),
    })?;
    if let Some(page) = &protocol.report {
        output::write(Path::new(page), &report.to_html())?;
    }
    Ok(())
}

/// Evaluates with progress bars.
pub(crate) fn evaluate(protocol: &Protocol, command: &str) -> Result<EvaluationReport, Failure> {
    let bars = Bars::new();
    let report = evaluation::run(protocol, command, &|progress| bars.show(progress));
    bars.finish();
    Ok(report?)
}

/// The command line as it would be typed again.
fn command_line() -> String {
    let words = std::env::args().skip(1);
    let quoted = words.map(|word| shlex::try_quote(&word).map_or_else(|_| word.clone(), |quoted| quoted.into_owned()));
    std::iter::once("commonweal".to_owned()).chain(quoted).collect::<Vec<_>>().join(" ")
}
