//! Writing results: to standard output, and to files.

use std::io::{IsTerminal, Write};
use std::path::Path;

use commonweal_report::Style;

use crate::failure::Failure;

/// Prints on standard output, ending with a line break. A reader who has gone away (`| head`) is not an error.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    let end = if text.ends_with('\n') { "" } else { "\n" };
    match write!(out, "{text}{end}").and_then(|()| out.flush()) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(Failure::StandardOutput),
    }
}

/// Writes a file whole.
pub(crate) fn write(path: &Path, text: &str) -> Result<(), Failure> {
    std::fs::write(path, text).map_err(|source| Failure::Write { path: path.to_owned(), source })
}

/// Colour at a terminal, unless the user asks for none.
pub(crate) fn style() -> Style {
    let choice = anstream::AutoStream::choice(&std::io::stdout());
    let colour = std::io::stdout().is_terminal() && choice != anstream::ColorChoice::Never;
    if colour { Style::Colour } else { Style::Plain }
}
