//! The money of a partnership's record as sheets: journals, what each put in, what is claimed, what was shared, what settles it.
//!
//! A sheet is rows of typed values: [`Sheet::to_csv`] writes one, [`workbook`] all of them, and [`to_hledger`] the journals for accounting tools. All three
//! print what the record says and compute nothing but the payments that settle.
#![deny(clippy::float_arithmetic)]

mod journal;
mod pockets;
mod settlement;
mod shared;
mod workbook;

use commonweal_quantity::Pence;
use commonweal_record::entry::BodyId;
use commonweal_record::partnership::{Partnership, Told};

pub use journal::to_hledger;
pub use pockets::{Pocket, Sureness, includes_none, pockets, sureness};
pub use settlement::{Owed, Paid, owed, payments};
pub use workbook::{WorkbookError, workbook};

use crate::sharing::{field, plain};

/// A value of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    Nothing,
    /// Words.
    Text(String),
    /// A day, as `YYYY-MM-DD`.
    Day(String),
    /// Money.
    Money(Pence),
    /// A whole number.
    Count(i64),
}

impl Value {
    fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    fn count(number: u64) -> Self {
        i64::try_from(number).map_or(Self::Nothing, Self::Count)
    }

    /// As CSV has it: pounds with two decimals; text that a spreadsheet would take for a formula gets an apostrophe before it.
    fn written(&self) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Text(text) if text.starts_with(['=', '+', '-', '@', '\t', '\r']) => format!("'{text}"),
            Self::Text(text) | Self::Day(text) => text.clone(),
            Self::Money(pence) => plain(*pence),
            Self::Count(number) => number.to_string(),
        }
    }
}

/// A table with a name. Every row has as many values as there are columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Its name.
    pub name: &'static str,
    /// What its columns are called.
    pub columns: &'static [&'static str],
    /// Its rows.
    pub rows: Vec<Vec<Value>>,
}

impl Sheet {
    /// The sheet as CSV (RFC 4180 quoting, lines ended by a line feed).
    pub fn to_csv(&self) -> String {
        let line = |fields: Vec<String>| {
            let fields: Vec<String> = fields.iter().map(|text| field(text)).collect();
            format!("{}\n", fields.join(","))
        };
        let heading = line(self.columns.iter().map(|column| (*column).to_owned()).collect());
        let rows = self.rows.iter().map(|row| line(row.iter().map(Value::written).collect()));
        heading + &rows.collect::<String>()
    }
}

/// Every sheet, the journal first.
pub fn sheets(partnership: &Partnership) -> Vec<Sheet> {
    vec![
        journal::journal(partnership),
        journal::balances(partnership),
        shared::contributions(partnership),
        shared::benefits(partnership),
        shared::events(partnership),
        settlement::settlement(partnership),
    ]
}

/// The journal, a row a line of it.
pub fn journal_sheet(partnership: &Partnership) -> Sheet {
    journal::journal(partnership)
}

/// The day on which the host admitted a fact.
fn day<T>(told: &Told<T>) -> String {
    told.at.date().to_string()
}

/// A body by its name, or by its id where none is known.
pub(crate) fn name_of<'p>(partnership: &'p Partnership, body: &'p BodyId) -> &'p str {
    partnership.members.bodies.get(body).map_or(body.as_str(), |known| known.name())
}

/// A body as two values: its id and its name.
fn body_values(partnership: &Partnership, body: &BodyId) -> [Value; 2] {
    [Value::text(body.as_str()), Value::text(name_of(partnership, body))]
}
