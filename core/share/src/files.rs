//! Reading what is shared from files: CSV, JSON or TOML, as text.
//!
//! Whatever the form, a file becomes a table of named columns, each row with the place that it stands at; a message names that place.

mod amount;
mod table;

pub mod amounts;
pub mod limits;
pub mod plan;
pub mod worths;

use std::fmt;

pub use amount::amount;
pub use table::Form;
pub(crate) use table::{Row, Table};

/// Where in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A line, from 1.
    Line(u64),
    /// An entry by its key.
    Entry(String),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(line) => write!(f, "line {line}"),
            Self::Entry(key) => write!(f, "entry '{key}'"),
        }
    }
}

/// Why a file cannot be read.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum FileError {
    /// Nothing in it.
    #[error("the file has no rows; write {example}")]
    Empty {
        /// What a file of this kind looks like.
        example: &'static str,
    },
    /// It is not of its form.
    #[error("{place}{detail}; write {example}")]
    Form {
        /// "line 3, column 5: ", or nothing.
        place: String,
        /// What the reader said.
        detail: String,
        /// What a file of this kind looks like.
        example: &'static str,
    },
    /// A column that is needed is not there.
    #[error("no column is called {wanted}; {}; write {example}", columns_in_words(found))]
    NoColumn {
        /// Which.
        wanted: &'static str,
        /// Which there are.
        found: Vec<String>,
        /// What a file of this kind looks like.
        example: &'static str,
    },
    /// A row that is too short.
    #[error("{place} has no {column}; write one, 0 where there is none")]
    NoCell {
        /// Where.
        place: Place,
        /// Which column.
        column: String,
    },
    /// Not an amount.
    #[error(
        "{place}, {column}: '{text}' is not an amount; write 1234.50, £1,234.50 (in quotes in a CSV file) or £1.2m"
    )]
    NotAnAmount {
        /// Where.
        place: Place,
        /// Which column.
        column: String,
        /// What stands there.
        text: String,
    },
    /// An amount that is not whole pence, where pence are owed.
    #[error("{place}: {amount} is not a whole number of pence; round it to the penny first")]
    FractionOfPenny {
        /// Where.
        place: Place,
        /// The amount in pounds.
        amount: f64,
    },
    /// An amount with a comma that was not quoted.
    #[error(
        "{place} has more fields than the header; an amount with a thousands separator stands in quotes (\"1,200\"), or without the separator"
    )]
    UnquotedComma {
        /// Where.
        place: Place,
    },
    /// The same twice.
    #[error("{second} gives {what} again, after {first}; keep one of them")]
    Twice {
        /// Which coalition or body.
        what: String,
        /// Where first.
        first: Place,
        /// Where again.
        second: Place,
    },
    /// Nobody worth something.
    #[error(
        "{place} gives {text} as the worth of nobody; nobody earns or owes nothing, so write 0 or leave the row out"
    )]
    WorthOfNobody {
        /// Where.
        place: Place,
        /// What stands there.
        text: String,
    },
    /// A row without a name.
    #[error("{0} names no body; write its name")]
    NoName(Place),
    /// A body that is not one of those who share.
    #[error("{place} names '{name}', which is not among the bodies {known}{suggestion}; correct the name")]
    UnknownBody {
        /// Where.
        place: Place,
        /// The name.
        name: String,
        /// The bodies.
        known: String,
        /// What may have been meant.
        suggestion: String,
    },
    /// A body without its row.
    #[error("'{body}' has no {what}; add a row for it, with 0 where there is none")]
    NoRow {
        /// Which body.
        body: String,
        /// What it lacks.
        what: &'static str,
    },
    /// Coalitions without a worth.
    #[error(
        "the worth of {first} is missing{}; add it, or say what a missing coalition is worth: --missing zero, or --missing additive for what its members are worth alone",
        and_more(*missing)
    )]
    MissingCoalition {
        /// The first of them by name.
        first: String,
        /// How many there are.
        missing: usize,
    },
    /// A body alone without a worth, which additive worths are made of.
    #[error(
        "the worth of {0} alone is missing, and what a missing coalition is worth is to be added up from it; add it"
    )]
    MissingAlone(String),
    /// More bodies than can be told apart.
    #[error(
        "{place} names more than {} bodies; group bodies that act together",
        crate::coalition::MOST_BODIES
    )]
    TooManyBodies {
        /// Where.
        place: Place,
    },
}

fn columns_in_words(columns: &[String]) -> String {
    if columns.iter().all(String::is_empty) {
        return "the file has no header".to_owned();
    }
    format!("the columns are {}", columns.join(", "))
}

fn and_more(missing: usize) -> String {
    match missing {
        0 | 1 => String::new(),
        2 => ", and of one coalition more".to_owned(),
        _ => format!(", and of {} coalitions more", missing - 1),
    }
}
