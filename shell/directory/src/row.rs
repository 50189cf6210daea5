//! What one row tells of a body: values are checked as they are taken, and the first wrong one is told with its column.

use commonweal_find::register::{Entry, Field, Identifier, Place};
use commonweal_quantity::{Frequency, Period};

use crate::rows::Cells;
use crate::wrong::{Remedy, Wrong};

impl Cells {
    /// The text of a column, from 0; nothing where it is empty or not there.
    pub(crate) fn cell(&self, column: usize) -> Option<&str> {
        self.cells.get(column).map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
    }

    pub(crate) fn place(&self, column: usize) -> Place {
        Place { line: self.line, column: column as u64 + 1 }
    }

    pub(crate) fn wrong(&self, column: usize, remedy: Remedy) -> Wrong {
        Wrong { at: self.place(column), remedy }
    }

    /// What must be told.
    pub(crate) fn needed(&self, column: usize, what: &str) -> Result<&str, Wrong> {
        self.cell(column).ok_or_else(|| self.wrong(column, Remedy::Missing { what: what.to_owned() }))
    }

    /// An identifier of a scheme.
    pub(crate) fn identifier(&self, column: usize, scheme: &str, code: &str) -> Result<Identifier, Wrong> {
        Identifier::new(scheme, code).map_err(|error| self.wrong(column, Remedy::Identifier(error)))
    }

    /// Puts what a column tells into a field; an empty one tells nothing.
    pub(crate) fn tell(&self, entry: &mut Entry, field: Field, column: usize) -> Result<(), Wrong> {
        if let Some(value) = self.cell(column) {
            let value = field.check(value).map_err(|error| self.wrong(column, Remedy::Field(error)))?;
            entry.fields.insert(field, value);
        }
        Ok(())
    }

    /// A day as YYYY-MM-DD; nothing where the column is empty.
    pub(crate) fn day(&self, column: usize) -> Result<Option<Period>, Wrong> {
        let Some(text) = self.cell(column) else { return Ok(None) };
        let day = text.parse::<Period>().ok().filter(|day| day.frequency() == Frequency::Day);
        let value = text.chars().take(40).collect();
        day.map(Some).ok_or_else(|| self.wrong(column, Remedy::Day { value, form: "2026-04-01" }))
    }

    /// A day as YYYYMMDD, put as YYYY-MM-DD into a field.
    pub(crate) fn tell_compact_day(
        &self,
        entry: &mut Entry,
        field: Field,
        column: usize,
    ) -> Result<(), Wrong> {
        let Some(text) = self.cell(column) else { return Ok(()) };
        let refused = || {
            let value = text.chars().take(40).collect();
            self.wrong(column, Remedy::Day { value, form: "20260401" })
        };
        let parts = (text.get(..4), text.get(4..6), text.get(6..8), text.len());
        let (Some(year), Some(month), Some(day), 8) = parts else { return Err(refused()) };
        let value = field.check(&format!("{year}-{month}-{day}")).map_err(|_| refused())?;
        entry.fields.insert(field, value);
        Ok(())
    }
}
