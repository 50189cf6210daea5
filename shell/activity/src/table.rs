//! What is wanted of a file of rows, whatever its format, and who takes the rows.

use std::path::Path;

use crate::cell::Cell;
use crate::error::{ActivityError, Place};
use crate::parquet_column::Meaning;

/// A file and its wanted columns.
#[derive(Debug, Clone)]
pub(crate) struct Table<'s> {
    pub(crate) path: &'s Path,
    /// Field delimiter of a CSV file; guessed from the header line where `None`.
    pub(crate) delimiter: Option<u8>,
    /// In the order in which their cells are handed on.
    pub(crate) columns: Vec<Column<'s>>,
}

/// A wanted column.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Column<'s> {
    pub(crate) name: &'s str,
    pub(crate) role: Role,
}

/// The part that a column plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    UnitOrFilter,
    Period,
    Value,
    Population,
    Person,
    Day,
    Service,
    Body,
    Cost,
}

/// Takes the rows of a file, one after the other.
pub(crate) trait RowSink {
    /// Takes a row: the cells of [`Table::columns`], in that order.
    ///
    /// # Errors
    /// What is wrong with the row.
    fn take(&mut self, place: Place, cells: &[Cell<'_>]) -> Result<(), ActivityError>;

    /// Rows taken so far.
    fn rows_taken(&self) -> u64;
}

impl Table<'_> {
    /// The file as messages name it.
    pub(crate) fn file_name(&self) -> String {
        self.path.display().to_string()
    }

    pub(crate) fn names(&self) -> Vec<&str> {
        self.columns.iter().map(|column| column.name).collect()
    }
}

impl Role {
    pub(crate) fn noun(self) -> &'static str {
        match self {
            Self::UnitOrFilter => "unit or filter",
            Self::Period => "period",
            Self::Value => "value",
            Self::Population => "population",
            Self::Person => "person",
            Self::Day => "day",
            Self::Service => "service",
            Self::Body => "body",
            Self::Cost => "cost",
        }
    }

    pub(crate) fn wanted(self) -> &'static str {
        match self {
            Self::UnitOrFilter => "a flat column of text, numbers, dates or truth values",
            Self::Period | Self::Day => "a flat column of dates, time stamps, text or numbers",
            Self::Value | Self::Population | Self::Cost => {
                "a flat column of numbers, or of text that writes numbers"
            }
            Self::Person | Self::Service | Self::Body => "a flat column of text or whole numbers",
        }
    }

    pub(crate) fn accepts(self, meaning: Meaning) -> bool {
        match self {
            Self::UnitOrFilter => true,
            Self::Period | Self::Day => meaning != Meaning::Truth,
            Self::Value | Self::Population | Self::Cost => {
                !matches!(meaning, Meaning::Truth | Meaning::Day | Meaning::Instant { .. })
            }
            Self::Person | Self::Service | Self::Body => {
                matches!(meaning, Meaning::Text | Meaning::Integer | Meaning::Unsigned)
            }
        }
    }
}
