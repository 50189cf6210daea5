//! Limits on own interest, from a file.

use super::amounts::position;
use super::{FileError, Form, Table};
use crate::limits::Limit;

const BODY: [&str; 6] = ["body", "name", "partner", "organisation", "player", "who"];
const FLOOR: [&str; 9] =
    ["floor", "min", "minimum", "least", "at_least", "lower", "low", "from", "no_less_than"];
const CAP: [&str; 11] =
    ["cap", "max", "maximum", "most", "at_most", "upper", "high", "to", "ceiling", "limit", "no_more_than"];

/// The limit of each body, in the order of `bodies`; who has no row, or an empty cell, has no limit on that side.
///
/// # Errors
/// What is wrong with its place: no rows, neither a column of floors nor one of caps, an unknown body, a body twice, no amount.
pub fn read(text: &str, form: Form, bodies: &[String]) -> Result<Vec<Limit>, FileError> {
    let table = Table::read(text, form, "a header 'body,floor,cap' and rows such as 'Council,0,300000'")?;
    let name = table.column(&BODY).unwrap_or(0);
    let (mut floor, mut cap) = (table.column(&FLOOR), table.column(&CAP));
    if floor.is_none() && cap.is_none() {
        if table.columns.len() != 3 || table.columns.iter().any(|column| !column.is_empty()) {
            return Err(table.lacks("floor or cap"));
        }
        (floor, cap) = (Some(1), Some(2));
    }
    let mut limits = vec![Limit::NONE; bodies.len()];
    let mut places = vec![None; bodies.len()];
    for row in &table.rows {
        if row.cells.len() > table.columns.len() {
            return Err(FileError::UnquotedComma { place: row.place.clone() });
        }
        let body = position(bodies, row.cell(name), &row.place)?;
        if let Some(first) = places[body].replace(row.place.clone()) {
            let what = format!("the limits of '{}'", bodies[body]);
            return Err(FileError::Twice { what, first, second: row.place.clone() });
        }
        let side = |column: Option<usize>| match column {
            Some(column) if !row.cell(column).is_empty() => table.amount(row, column).map(Some),
            _ => Ok(None),
        };
        limits[body] = Limit {
            floor: side(floor)?.unwrap_or(Limit::NONE.floor),
            cap: side(cap)?.unwrap_or(Limit::NONE.cap),
        };
    }
    Ok(limits)
}
