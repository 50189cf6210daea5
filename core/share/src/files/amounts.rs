//! One amount a body, from a file: claims, costs, contributions, needs, weights, balances.

use commonweal_quantity::Pence;
use commonweal_quantity::nearest::{nearest, suggestion};

use super::{FileError, Form, Place, Table};

const BODY: [&str; 14] = [
    "body",
    "bodies",
    "name",
    "partner",
    "organisation",
    "organization",
    "claimant",
    "creditor",
    "player",
    "who",
    "member",
    "user",
    "party",
    "agent",
];
const AMOUNT: [&str; 26] = [
    "claim",
    "claims",
    "amount",
    "amounts",
    "cost",
    "costs",
    "weight",
    "weights",
    "need",
    "needs",
    "benefit",
    "benefits",
    "contribution",
    "contributions",
    "value",
    "balance",
    "balances",
    "owed",
    "net",
    "due",
    "exposure",
    "demand",
    "debt",
    "pounds",
    "position",
    "share",
];

/// Bodies and an amount for each, in the order of the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Amounts {
    /// The bodies by name.
    pub bodies: Vec<String>,
    /// The amount of each.
    pub amounts: Vec<f64>,
    /// Where each stands.
    pub places: Vec<Place>,
}

impl Amounts {
    /// Reads a file's text.
    ///
    /// # Errors
    /// What is wrong with its place: no rows, no such column, no name, no amount, a body twice.
    pub fn read(text: &str, form: Form) -> Result<Self, FileError> {
        let table = Table::read(text, form, "a header 'body,claim' and rows such as 'Council,120000'")?;
        let body = table.column_or(&BODY, 0, "body")?;
        let amount = match table.column(&AMOUNT) {
            None if table.columns.len() > 2 => return Err(table.lacks("claim")),
            None => 1 - body.min(1),
            Some(column) => column,
        };
        let mut found = Self { bodies: Vec::new(), amounts: Vec::new(), places: Vec::new() };
        for row in &table.rows {
            if row.cells.len() > table.columns.len() {
                return Err(FileError::UnquotedComma { place: row.place.clone() });
            }
            let name = row.cell(body);
            if name.is_empty() {
                return Err(FileError::NoName(row.place.clone()));
            }
            if let Some(first) = found.bodies.iter().position(|known| known == name) {
                let (first, second) = (found.places[first].clone(), row.place.clone());
                return Err(FileError::Twice { what: format!("'{name}'"), first, second });
            }
            found.amounts.push(table.amount(row, amount)?);
            found.bodies.push(name.to_owned());
            found.places.push(row.place.clone());
        }
        Ok(found)
    }

    /// The amounts in the order of these bodies.
    ///
    /// # Errors
    /// [`FileError::UnknownBody`] for a row of somebody else, [`FileError::NoRow`] for a body without one.
    pub fn in_order_of(&self, bodies: &[String], what: &'static str) -> Result<Vec<f64>, FileError> {
        for (name, place) in self.bodies.iter().zip(&self.places) {
            position(bodies, name, place)?;
        }
        let amount = |body: &String| {
            let at = self.bodies.iter().position(|known| known == body);
            at.map(|at| self.amounts[at]).ok_or_else(|| FileError::NoRow { body: body.clone(), what })
        };
        bodies.iter().map(amount).collect()
    }

    /// The amounts in whole pence.
    ///
    /// # Errors
    /// [`FileError::FractionOfPenny`], also for an amount too large to be exact to the penny.
    pub fn pence(&self) -> Result<Vec<Pence>, FileError> {
        let pence = |(at, amount): (usize, &f64)| {
            let refused = || FileError::FractionOfPenny { place: self.places[at].clone(), amount: *amount };
            let nearest = crate::pence::nearest(*amount).map_err(|_| refused())?;
            let exact = (nearest.0 as f64 - amount * 100.0).abs() < 1e-4;
            if exact { Ok(nearest) } else { Err(refused()) }
        };
        self.amounts.iter().enumerate().map(pence).collect()
    }
}

/// Where a name stands among the bodies.
///
/// # Errors
/// [`FileError::UnknownBody`] with what may have been meant.
pub(crate) fn position(bodies: &[String], name: &str, place: &Place) -> Result<usize, FileError> {
    bodies.iter().position(|known| known == name).ok_or_else(|| FileError::UnknownBody {
        place: place.clone(),
        name: name.to_owned(),
        known: bodies.join(", "),
        suggestion: suggestion(nearest(name, bodies.iter().map(String::as_str))),
    })
}
