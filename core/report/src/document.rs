//! A document to be read from top to bottom: headings, paragraphs, lists, tables. Terminal, page and PDF print the same one.

mod pdf;
mod text;

use commonweal_record::fact::Date;

pub use pdf::{PdfError, to_pdf};
pub use text::to_text;

/// A document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// What it is called.
    pub title: String,
    /// Of whom, and as of when.
    pub subtitle: String,
    /// The day on which it was made.
    pub day: Date,
    /// What is in it.
    pub blocks: Vec<Block>,
}

/// A piece of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// The heading of a section.
    Heading(String),
    /// The heading of a part of a section.
    Subheading(String),
    /// A paragraph.
    Text(String),
    /// A list; the order of its items means nothing.
    List(Vec<String>),
    /// A table.
    Table(Table),
}

/// A table. Every row has as many cells as there are columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Vec<String>>,
    /// Whether the last row sums the others.
    pub ends: Ends,
}

/// Whether a table's last row sums the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ends {
    /// It does.
    WithTotal,
    /// It is a row like the others.
    WithRow,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Column {
    /// Of words.
    Text(&'static str),
    /// Of figures, which stand right-aligned and are never broken.
    Figure(&'static str),
}

impl Column {
    /// Its heading.
    pub fn heading(&self) -> &'static str {
        match self {
            Self::Text(heading) | Self::Figure(heading) => heading,
        }
    }

    /// Whether it holds figures.
    pub fn is_figure(&self) -> bool {
        matches!(self, Self::Figure(_))
    }
}
