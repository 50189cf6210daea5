//! `commonweal evaluate`.

use std::path::Path;

use commonweal_evaluate::protocol::{OutputFormat, Protocol};
use commonweal_report::EvaluationReport;
use commonweal_service::{evaluation, protocol_file};

use crate::arguments::EvaluateArguments;
use crate::failure::Failure;
use crate::output;
use crate::progress::Bars;

/// Reads the protocol where one is named, lets the flags take the place of its keys, evaluates, writes the page, prints.
pub(crate) fn run(arguments: EvaluateArguments) -> Result<(), Failure> {
    let (file, flags) = arguments.into_protocol();
    let protocol = match &file {
        Some(path) => protocol_file::read(path)?.overridden_by(flags),
        None => flags,
    };
    let page = protocol.report.as_deref().map(Path::new);
    if let Some(page) = page {
        refuse_to_replace(page, protocol.data.as_deref().map(Path::new), "data file")?;
        refuse_to_replace(page, file.as_deref(), "protocol")?;
        output::check_place(page)?;
    }
    let report = evaluate(&protocol, &command_line())?;
    if let Some(page) = page {
        output::write(page, report.to_html())?;
    }
    let format = protocol.format.unwrap_or_default();
    output::print_report(&report, format)?;
    match page {
        Some(page) if format == OutputFormat::Text => {
            output::print(&format!("\nThe page: {}\n", page.display()))
        }
        _ => Ok(()),
    }
}

/// A page written over its own data would be the last of them.
pub(crate) fn refuse_to_replace(
    page: &Path,
    source: Option<&Path>,
    what: &'static str,
) -> Result<(), Failure> {
    let real = |path: &Path| std::fs::canonicalize(path).ok();
    let same = real(page).is_some_and(|page| source.and_then(real) == Some(page));
    if same { Err(Failure::Replaces { path: page.to_owned(), what }) } else { Ok(()) }
}

/// Evaluates with progress bars.
pub(crate) fn evaluate(protocol: &Protocol, command: &str) -> Result<EvaluationReport, Failure> {
    let bars = Bars::new();
    let report = evaluation::run(protocol, command, &|progress| bars.show(progress));
    bars.finish();
    Ok(report?)
}

/// The command line as it would be typed again.
pub(crate) fn command_line() -> String {
    let words = std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned());
    let quoted =
        words.map(|word| shlex::try_quote(&word).map_or_else(|_| word.clone(), std::borrow::Cow::into_owned));
    std::iter::once("commonweal".to_owned()).chain(quoted).collect::<Vec<_>>().join(" ")
}
