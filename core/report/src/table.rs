//! A table of the view model: printed rounded for people, written in full as CSV.

use commonweal_quantity::Period;

use crate::number::{Precision, number};
use crate::words;

/// Whether a column holds words or figures; figures stand right-aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Words.
    Text,
    /// Figures.
    Number,
}

/// A column: its heading for people, its name for programs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Column {
    pub(crate) heading: String,
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
}

impl Column {
    pub(crate) fn text(name: &'static str, heading: &str) -> Self {
        Self { heading: heading.to_owned(), name, kind: Kind::Text }
    }

    pub(crate) fn number(name: &'static str, heading: &str) -> Self {
        Self { heading: heading.to_owned(), name, kind: Kind::Number }
    }
}

/// One cell: as people read it, and in full.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cell {
    pub(crate) shown: String,
    pub(crate) data: String,
}

impl Cell {
    /// The same words for people and programs.
    pub(crate) fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { shown: text.clone(), data: text }
    }

    /// A number that is printed as `shown`.
    pub(crate) fn shown(value: Option<f64>, shown: impl Into<String>) -> Self {
        Self { shown: shown.into(), data: value.map_or_else(String::new, in_full) }
    }

    /// A number at `precision`; a dash where there is none.
    pub(crate) fn number(value: Option<f64>, precision: Precision) -> Self {
        Self::shown(value, value.map_or_else(|| "–".to_owned(), |value| number(value, precision)))
    }

    /// A period: "Oct 2015" for people, "2015-10" for programs.
    pub(crate) fn period(period: Period) -> Self {
        Self { shown: words::period(period), data: period.to_string() }
    }
}

/// The shortest decimal that reads back as the same number; empty where it is not finite.
fn in_full(value: f64) -> String {
    let plain = value == 0.0 || (1e-5..1e16).contains(&value.abs());
    match (value.is_finite(), plain) {
        (false, _) => String::new(),
        (true, true) => value.to_string(),
        (true, false) => format!("{value:e}"),
    }
}

/// A table with its caption. Every row has as many cells as there are columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Table {
    pub(crate) caption: String,
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<Vec<Cell>>,
}

impl Table {
    /// The table as CSV (RFC 4180 quoting, lines ended by a line feed), figures in full.
    pub(crate) fn to_csv(&self) -> String {
        let mut csv = String::new();
        push_line(&mut csv, self.columns.iter().map(|column| column.name));
        for row in &self.rows {
            push_line(&mut csv, row.iter().map(|cell| cell.data.as_str()));
        }
        csv
    }
}

fn push_line<'a>(csv: &mut String, fields: impl Iterator<Item = &'a str>) {
    for (index, field) in fields.enumerate() {
        if index > 0 {
            csv.push(',');
        }
        if field.contains(['"', ',', '\n', '\r']) {
            csv.push('"');
            csv.push_str(&field.replace('"', "\"\""));
            csv.push('"');
        } else {
            csv.push_str(field);
        }
    }
    csv.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn csv_quotes_what_would_break_a_line_and_keeps_every_digit() {
        let table = Table {
            caption: "Weights".to_owned(),
            columns: vec![Column::text("unit", "Unit"), Column::number("weight", "Weight")],
            rows: vec![
                vec![Cell::text("Upton, \"North\""), Cell::number(Some(0.1 + 0.2), Precision::decimals(1))],
                vec![Cell::text("Downton"), Cell::number(Some(f64::NAN), Precision::decimals(1))],
            ],
        };
        assert_eq!(table.to_csv(), "unit,weight\n\"Upton, \"\"North\"\"\",0.30000000000000004\nDownton,\n");
    }
}
