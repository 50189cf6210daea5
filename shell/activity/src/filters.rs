//! Which rows to keep, and what to say where a filter keeps none.

use std::collections::BTreeSet;

use crate::cell::Cell;
use crate::error::ActivityError;
use crate::source::PanelSource;
use commonweal_quantity::nearest::nearest;

/// Most distinct values of a column that are remembered to suggest one.
const MOST_REMEMBERED: usize = 1_000;
/// Most values that a message lists.
const MOST_LISTED: usize = 10;
/// Longest value that a message lists.
const LONGEST_LISTED: usize = 60;

/// The filters on one column: any of its values will do.
#[derive(Debug)]
struct ColumnFilter {
    column: String,
    wanted: Vec<Wanted>,
    /// Values met that are not wanted.
    others: BTreeSet<String>,
}

#[derive(Debug)]
struct Wanted {
    value: String,
    met: bool,
}

/// The filters of a source, column by column.
#[derive(Debug)]
pub(crate) struct Filters {
    columns: Vec<ColumnFilter>,
    scratch: String,
}

impl Filters {
    pub(crate) fn of(source: &PanelSource) -> Self {
        let wanted = |column: &str| -> Vec<Wanted> {
            let of_column = source.filters.iter().filter(|filter| filter.column == column);
            of_column.map(|filter| Wanted { value: filter.value.trim().to_owned(), met: false }).collect()
        };
        let columns = source.filter_columns().into_iter().map(|column| ColumnFilter {
            column: column.to_owned(),
            wanted: wanted(column),
            others: BTreeSet::new(),
        });
        Self { columns: columns.collect(), scratch: String::new() }
    }

    /// The first column whose filters the row fails. Every column is looked at, so that each value is known to occur or not.
    pub(crate) fn failed(&mut self, cells: &[Cell<'_>]) -> Option<&str> {
        let mut failed = None;
        for (index, (filter, cell)) in self.columns.iter_mut().zip(cells).enumerate() {
            let text = cell.text(&mut self.scratch);
            if let Some(wanted) = filter.wanted.iter_mut().find(|wanted| wanted.value == text) {
                wanted.met = true;
                continue;
            }
            failed = failed.or(Some(index));
            if filter.others.len() < MOST_REMEMBERED && !filter.others.contains(text) {
                filter.others.insert(shortened(text, LONGEST_LISTED));
            }
        }
        failed.and_then(|index| self.columns.get(index)).map(|filter| filter.column.as_str())
    }

    /// Whether each value asked for occurs in its column.
    pub(crate) fn check(&self, file: &str) -> Result<(), ActivityError> {
        for filter in &self.columns {
            if let Some(wanted) = filter.wanted.iter().find(|wanted| !wanted.met) {
                let met = filter.wanted.iter().filter(|other| other.met).map(|other| other.value.as_str());
                let known: BTreeSet<&str> = met.chain(filter.others.iter().map(String::as_str)).collect();
                let mut values: Vec<String> =
                    known.iter().take(MOST_LISTED).map(|value| format!("'{value}'")).collect();
                if known.len() > MOST_LISTED {
                    values.push("others".to_owned());
                }
                return Err(ActivityError::FilterMatchesNothing {
                    file: file.to_owned(),
                    column: filter.column.clone(),
                    value: wanted.value.clone(),
                    nearest: nearest(&wanted.value, known).map(Into::into),
                    values,
                });
            }
        }
        Ok(())
    }
}

/// The text, cut with an ellipsis after `longest` characters.
pub(crate) fn shortened(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((cut, _)) => format!("{}…", text.get(..cut).unwrap_or_default()),
        None => text.to_owned(),
    }
}
