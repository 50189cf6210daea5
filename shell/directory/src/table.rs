//! Any table with a header: columns are fields by their names, or as the reader of the file says.

use commonweal_find::register::{Entry, Field, Identifier, List};
use commonweal_quantity::Pence;

use crate::rows::{self, Cells};
use crate::wrong::{Remedy, Wrong};
use crate::{Directory, Reading, sheet};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    Field(Field),
    /// A code of the scheme that is told beside the file.
    Code,
    /// Identifiers with their schemes, separated by spaces or semicolons.
    Identifiers,
    /// Items of a list, separated by semicolons.
    Items(List),
    /// A post or system, one a row.
    Post,
    /// What it costs in a year.
    Cost,
    /// A place where some of those live whom the body serves, one a row.
    Area,
    /// How many of them, or which share.
    People,
}

/// Columns that say one thing together: the name, and what is told of it.
const TOGETHER: [(Holds, Holds, &str, List); 2] =
    [(Holds::Post, Holds::Cost, "cost", List::Posts), (Holds::Area, Holds::People, "people", List::Areas)];

pub(crate) fn read(bytes: &[u8], reading: &Reading) -> Directory {
    let (rows, mut wrong) = if sheet::is_sheet(bytes) { sheet::rows(bytes) } else { rows::rows(bytes) };
    let Some((header, rows)) = rows.split_first() else {
        if wrong.is_empty() {
            wrong.push(Wrong::new(1, 1, Remedy::Empty));
        }
        return Directory { wrong, ..Directory::default() };
    };
    let (columns, left_out) = columns(header, reading);
    if let Some(found) = unfit(header, &columns, reading) {
        wrong.push(found);
        return Directory { wrong, ..Directory::default() };
    }
    let mut entries = Vec::new();
    for row in rows {
        match entry(row, &columns, reading.scheme.as_deref()) {
            Ok(entry) => entries.push(entry),
            Err(found) => wrong.push(found),
        }
    }
    wrong.sort_by_key(|wrong| wrong.at);
    Directory { entries, wrong, left_out, ..Directory::default() }
}

/// What each column holds, and the names of those that hold nothing of a body.
fn columns(header: &Cells, reading: &Reading) -> (Vec<(usize, Holds)>, Vec<String>) {
    let (mut columns, mut left_out) = (Vec::new(), Vec::new());
    for (at, name) in header.cells.iter().enumerate() {
        let word = reading.columns.get(name.trim()).map_or(name.as_str(), String::as_str);
        match holds(word) {
            Some(holds) => columns.push((at, holds)),
            None => left_out.push(name.trim().to_owned()),
        }
    }
    (columns, left_out)
}

fn holds(word: &str) -> Option<Holds> {
    match word.trim().to_lowercase().as_str() {
        "code" => Some(Holds::Code),
        "identifier" | "identifiers" => Some(Holds::Identifiers),
        "services" => Some(Holds::Items(List::Services)),
        "needs" => Some(Holds::Items(List::Needs)),
        "offers" => Some(Holds::Items(List::Offers)),
        "post" => Some(Holds::Post),
        "cost" => Some(Holds::Cost),
        "area" => Some(Holds::Area),
        "people" => Some(Holds::People),
        word => word.parse().ok().map(Holds::Field),
    }
}

/// Why no row of this header could be read.
fn unfit(header: &Cells, columns: &[(usize, Holds)], reading: &Reading) -> Option<Wrong> {
    let has = |wanted: Holds| column(columns, wanted);
    for (name, amount, wanted, _) in TOGETHER {
        if let (Some(at), None) = (has(name), has(amount)) {
            let found = header.cells.clone();
            return Some(header.wrong(at, Remedy::NoColumn { wanted: wanted.to_owned(), found }));
        }
    }
    match (has(Holds::Identifiers), has(Holds::Code)) {
        (Some(_), _) => None,
        (None, Some(at)) => reading.scheme.is_none().then(|| header.wrong(at, Remedy::NoScheme)),
        (None, None) => {
            let found = header.cells.clone();
            Some(header.wrong(0, Remedy::NoColumn { wanted: "code".to_owned(), found }))
        }
    }
}

fn entry(row: &Cells, columns: &[(usize, Holds)], scheme: Option<&str>) -> Result<Entry, Wrong> {
    let mut identifiers: Vec<(usize, Identifier)> = Vec::new();
    for (at, holds) in columns {
        match (holds, row.cell(*at)) {
            (Holds::Code, Some(code)) => {
                identifiers.insert(0, (*at, row.identifier(*at, scheme.unwrap_or_default(), code)?));
            }
            (Holds::Identifiers, Some(text)) => {
                for text in text.split([';', ' ']).filter(|text| !text.is_empty()) {
                    let read = text.parse().map_err(|error| row.wrong(*at, Remedy::Identifier(error)));
                    identifiers.push((*at, read?));
                }
            }
            _ => (),
        }
    }
    let mut identifiers = identifiers.into_iter();
    let Some((at, first)) = identifiers.next() else {
        return Err(row.wrong(0, Remedy::Missing { what: "the code".to_owned() }));
    };
    let mut entry = Entry::new(row.place(at), first);
    entry.also = identifiers.map(|(_, identifier)| identifier).collect();
    for (at, holds) in columns {
        match (holds, row.cell(*at)) {
            (Holds::Field(field), _) => row.tell(&mut entry, *field, *at)?,
            (Holds::Items(list), Some(text)) => {
                for item in text.split(';').map(str::trim).filter(|item| !item.is_empty()) {
                    entry.add(*list, id(*list, item), item);
                }
            }
            _ => (),
        }
    }
    for (name, amount, wanted, list) in TOGETHER {
        if let (Some(at), Some(of)) = (column(columns, name), column(columns, amount))
            && let Some(name) = row.cell(at)
        {
            let text = row.needed(of, &format!("the {wanted}"))?;
            entry.add(list, name, checked(list, text).map_err(|remedy| row.wrong(of, remedy))?);
        }
    }
    Ok(entry)
}

fn column(columns: &[(usize, Holds)], wanted: Holds) -> Option<usize> {
    columns.iter().find(|(_, holds)| *holds == wanted).map(|(at, _)| *at)
}

/// By what an item of a list is known again: a skill whatever its letters.
fn id(list: List, item: &str) -> String {
    match list {
        List::Needs | List::Offers => item.to_lowercase(),
        _ => item.to_owned(),
    }
}

/// An amount as it is kept.
fn checked(list: List, text: &str) -> Result<String, Remedy> {
    let value = text.to_owned();
    if list == List::Posts {
        let cost = text.parse::<Pence>().ok().filter(|cost| cost.0 >= 0);
        return cost.map(|cost| cost.to_string()).ok_or(Remedy::Cost { value });
    }
    let amount = text.parse::<f64>().ok().filter(|amount| amount.is_finite() && *amount >= 0.0);
    amount.map(|_| value.clone()).ok_or(Remedy::Amount { value })
}
