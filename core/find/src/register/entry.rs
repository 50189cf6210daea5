use std::collections::BTreeMap;
use std::fmt;

use super::{Field, Identifier, List};

/// Where in a file something stands, each from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Line; the row of a spreadsheet.
    pub line: u64,
    /// Column: of the row's fields, or of the line's characters in JSON.
    pub column: u64,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

/// What a directory tells of one body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Where it stands.
    pub at: Place,
    /// By which it is known, the directory's own first.
    pub identifier: Identifier,
    /// Its other identifiers.
    pub also: Vec<Identifier>,
    /// What is told, as [`Field::check`] gives it; empty values are left out.
    pub fields: BTreeMap<Field, String>,
    /// Services, skills, posts and areas, by the directory's id.
    pub lists: BTreeMap<List, BTreeMap<String, String>>,
}

impl Entry {
    /// Of which nothing is told yet.
    pub fn new(at: Place, identifier: Identifier) -> Self {
        Self { at, identifier, also: Vec::new(), fields: BTreeMap::new(), lists: BTreeMap::new() }
    }

    /// Adds an item to a list.
    pub fn add(&mut self, list: List, id: impl Into<String>, value: impl Into<String>) {
        self.lists.entry(list).or_default().insert(id.into(), value.into());
    }
}
