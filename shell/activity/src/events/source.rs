use std::path::PathBuf;

use crate::table::{Column, Role, Table};

/// A file of events and its columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventSource {
    /// The file.
    pub path: PathBuf,
    /// Column of pseudonyms of persons.
    pub person: String,
    /// Column of days: dates, time stamps, or whole numbers of days.
    pub at: String,
    /// Column of services.
    pub service: String,
    /// Column of bodies.
    pub body: String,
    /// Column of costs in pounds; without one each event costs 0.
    pub cost: Option<String>,
    /// Field delimiter of a CSV file; guessed from the header line where `None`.
    pub delimiter: Option<u8>,
}

impl EventSource {
    /// The wanted columns: person, day, service, body, and cost where there is one.
    pub(super) fn table(&self) -> Table<'_> {
        let column = |name, role| Column { name, role };
        let mut columns = vec![
            column(self.person.as_str(), Role::Person),
            column(&self.at, Role::Day),
            column(&self.service, Role::Service),
            column(&self.body, Role::Body),
        ];
        columns.extend(self.cost.as_deref().map(|name| column(name, Role::Cost)));
        Table { path: &self.path, delimiter: self.delimiter, columns }
    }
}
