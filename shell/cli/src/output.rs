//! Writing results: to standard output, and to files.

use std::io::{IsTerminal, Write};
use std::path::Path;

use commonweal_evaluate::protocol::OutputFormat;
use commonweal_report::{EvaluationReport, Style};

use crate::failure::Failure;
use crate::readable;

/// The only control sequences that the report itself writes.
const BOLD_ON_AND_OFF: [&str; 2] = ["\x1b[1m", "\x1b[0m"];

/// Prints a report. Names in it come from the data file: what could steer a terminal is written out. CSV is left as it is
/// unless a terminal shows it, since other programs join on its names.
pub(crate) fn print_report(report: &EvaluationReport, format: OutputFormat) -> Result<(), Failure> {
    match format {
        OutputFormat::Text => print(&text(report, style())),
        OutputFormat::Json => print(&readable::escaped_json(&report.to_json())),
        OutputFormat::Csv => print_csv(&report.to_csv()),
    }
}

/// Prints CSV: as it is for other programs, written out for a terminal.
pub(crate) fn print_csv(csv: &str) -> Result<(), Failure> {
    if std::io::stdout().is_terminal() { print(&readable::escaped(csv)) } else { print(csv) }
}

fn text(report: &EvaluationReport, style: Style) -> String {
    let mut text = readable::escaped(&report.to_text(style));
    if style == Style::Colour {
        for sequence in BOLD_ON_AND_OFF {
            text = text.replace(&readable::escaped(sequence), sequence);
        }
    }
    text
}

/// Prints on standard output, ending with a line break. A reader who has gone away (`| head`) is not an error.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    let end = if text.ends_with('\n') { "" } else { "\n" };
    match write!(out, "{text}{end}").and_then(|()| out.flush()) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(Failure::StandardOutput),
    }
}

/// Refuses, before the work is done, a file whose folder there is not.
pub(crate) fn check_place(path: &Path) -> Result<(), Failure> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    match folder.map(std::fs::metadata) {
        Some(Err(source)) => Err(Failure::Write { path: path.to_owned(), source }),
        _ if path.is_dir() => {
            Err(Failure::Write { path: path.to_owned(), source: std::io::ErrorKind::IsADirectory.into() })
        }
        _ => Ok(()),
    }
}

/// Writes a file whole.
pub(crate) fn write(path: &Path, content: impl AsRef<[u8]>) -> Result<(), Failure> {
    std::fs::write(path, content).map_err(|source| Failure::Write { path: path.to_owned(), source })
}

/// Colour at a terminal, unless the user asks for none.
pub(crate) fn style() -> Style {
    let choice = anstream::AutoStream::choice(&std::io::stdout());
    let colour = std::io::stdout().is_terminal() && choice != anstream::ColorChoice::Never;
    if colour { Style::Colour } else { Style::Plain }
}
