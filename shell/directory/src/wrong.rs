use std::fmt;

use commonweal_find::register::{FieldError, IdentifierError, Place};

/// Something in a file that could not be read: where, what, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{at}: {remedy}")]
pub struct Wrong {
    /// Where.
    pub at: Place,
    /// What, and what to do.
    pub remedy: Remedy,
}

/// What is wrong, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remedy {
    /// Bytes that are no text.
    NotText,
    /// A quote that is not closed.
    OpenQuote,
    /// A row that is shorter than its kind.
    Short {
        /// Fields that it has.
        found: usize,
        /// Fields that are needed.
        needed: usize,
    },
    /// Something that must be told is not.
    Missing {
        /// What.
        what: String,
    },
    /// A column that must be there is not.
    NoColumn {
        /// Which.
        wanted: String,
        /// Those that are there.
        found: Vec<String>,
    },
    /// A code without a list.
    NoScheme,
    /// An identifier that is none.
    Identifier(IdentifierError),
    /// A value that its field does not take.
    Field(FieldError),
    /// A day that is none.
    Day {
        /// What was written.
        value: String,
        /// How it is to be written.
        form: &'static str,
    },
    /// JSON that is none, or of another shape.
    Json {
        /// What the reader said.
        reason: String,
    },
    /// A spreadsheet that cannot be opened.
    Sheet {
        /// What the reader said.
        reason: String,
    },
    /// Nothing in the file.
    Empty,
    /// A column that this table must have is not there.
    NeedsColumn {
        /// Which.
        wanted: String,
        /// Those that are there.
        found: Vec<String>,
    },
    /// One body on two rows.
    Twice {
        /// Which.
        name: String,
    },
    /// A body that the table of bodies does not have.
    UnknownBody {
        /// What was written.
        name: String,
    },
    /// An amount that is none.
    Amount {
        /// What was written.
        value: String,
    },
    /// A cost that is none.
    Cost {
        /// What was written.
        value: String,
    },
    /// Neither a need nor an offer.
    NeedOrOffer {
        /// What was written.
        value: String,
    },
}

impl Wrong {
    pub(crate) fn new(line: u64, column: u64, remedy: Remedy) -> Self {
        Self { at: Place { line, column }, remedy }
    }
}

impl fmt::Display for Remedy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotText => f.write_str("some bytes are no UTF-8 text; save the file as UTF-8"),
            Self::OpenQuote => f.write_str("a quote is opened and not closed; close it, or double a quote within a text"),
            Self::Short { found, needed } => {
                write!(f, "the row has {found} fields and needs {needed}; add what is missing, if only commas")
            }
            Self::Missing { what } => write!(f, "{what} is missing; fill it in, or take the row out"),
            Self::NoColumn { wanted, found } => write!(
                f,
                "no column is called '{wanted}'; the columns are {}; rename one, or name it with --column COLUMN={wanted}",
                found.join(", ")
            ),
            Self::NoScheme => {
                f.write_str("the code does not say which list it is of; name the list with --scheme, such as --scheme GB-NHS")
            }
            Self::Identifier(error) => error.fmt(f),
            Self::Field(error) => error.fmt(f),
            Self::Day { value, form } => write!(f, "'{value}' is no day; write it as {form}"),
            Self::Json { reason } => write!(f, "{reason}; get the file anew, or mend it there"),
            Self::Sheet { reason } => {
                write!(f, "the spreadsheet cannot be opened ({reason}); save it as .xlsx or .csv anew")
            }
            Self::NeedsColumn { wanted, found } => write!(
                f,
                "no column is called '{wanted}'; the columns are {}; rename the one that holds it",
                found.join(", ")
            ),
            Self::Twice { name } => write!(f, "'{name}' stands on an earlier row too; keep one"),
            Self::UnknownBody { name } => {
                write!(f, "'{name}' is not among the bodies; add its row to that table, or correct the name")
            }
            Self::Amount { value } => write!(f, "'{value}' is no amount; write a number from 0 up"),
            Self::Cost { value } => write!(f, "'{value}' is no cost; write pounds in a year, such as 120000 or £1,234.50"),
            Self::NeedOrOffer { value } => write!(f, "'{value}' is neither; write need or offer"),
            Self::Empty => f.write_str("the file has no rows; get it anew, or look whether it is the right one"),
        }
    }
}
