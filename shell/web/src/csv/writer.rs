//! Rows of typed cells, written so that a spreadsheet computes nothing from them.

use commonweal_record::canonical::{self, Value};
use commonweal_record::fact::Written;

use crate::problem::Problem;

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cell {
    /// Nothing is known.
    Nothing,
    /// Text, which somebody wrote.
    Text(String),
    /// A number, as the record writes it.
    Number(String),
}

/// A value of the record as a cell: texts of a list with semicolons between them, whatever else has parts as JSON.
pub(crate) fn cell(value: &impl Written) -> Cell {
    match value.member() {
        None | Some(Value::Null) => Cell::Nothing,
        Some(Value::Text(text)) => Cell::of(text),
        Some(Value::Integer(number)) => Cell::Number(number.to_string()),
        Some(Value::Bool(truth)) => Cell::Text(truth.to_string()),
        Some(Value::List(items)) if items.iter().all(|item| item.as_text().is_some()) => {
            Cell::of(items.iter().filter_map(Value::as_text).collect::<Vec<_>>().join("; "))
        }
        Some(other) => Cell::Text(String::from_utf8_lossy(&canonical::to_bytes(&other)).into_owned()),
    }
}

impl Cell {
    /// Text, or a number where it is written as one.
    pub(crate) fn of(text: impl Into<String>) -> Self {
        let text = text.into();
        if is_number(&text) { Self::Number(text) } else { Self::Text(text) }
    }

    /// As it is written: text that a spreadsheet would take for a formula gets an apostrophe before it.
    fn written(&self) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Number(number) => number.clone(),
            Self::Text(text) if text.starts_with(['=', '+', '-', '@', '\t', '\r']) => format!("'{text}"),
            Self::Text(text) => text.clone(),
        }
    }
}

/// Whether `text` is a decimal number: digits with at most one point, and a minus before them.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (units, places) = digits.split_once('.').unwrap_or((digits, "0"));
    let all = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    all(units) && all(places)
}

/// The text of a table.
///
/// # Errors
/// [`Problem::Broken`] for a row of another length than the heading.
pub(crate) fn text<'h, R: AsRef<[Cell]>>(
    heading: impl IntoIterator<Item = &'h str>,
    rows: impl IntoIterator<Item = R>,
) -> Result<String, Problem> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(heading).map_err(|_| Problem::Broken)?;
    for row in rows {
        writer.write_record(row.as_ref().iter().map(Cell::written)).map_err(|_| Problem::Broken)?;
    }
    let bytes = writer.into_inner().map_err(|_| Problem::Broken)?;
    String::from_utf8(bytes).map_err(|_| Problem::Broken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_compute_is_text_and_numbers_stay_numbers() {
        for (said, written) in [
            ("=1+1", "'=1+1"),
            ("+44 20", "'+44 20"),
            ("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("-12.5", "-12.5"),
            ("1250", "1250"),
            ("-", "'-"),
            ("-1.2.3", "'-1.2.3"),
            ("-1e5", "'-1e5"),
            ("falls", "falls"),
        ] {
            assert_eq!(Cell::of(said).written(), written);
        }
    }

    #[test]
    fn commas_quotes_and_lines_are_quoted_and_lines_end_as_the_standard_says() {
        let rows = [[Cell::Text("a, \"b\"\nc".to_owned()), Cell::Nothing]];
        assert_eq!(text(["one", "two"], rows).unwrap(), "one,two\r\n\"a, \"\"b\"\"\nc\",\r\n");
    }
}
