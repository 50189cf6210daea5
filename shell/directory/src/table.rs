//! Any table with a header: columns are fields by their names, or as the reader of the file says.

use commonweal_find::register::{Entry, Field, Identifier};

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
    /// Names of services, separated by semicolons.
    Services,
}

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
        "services" => Some(Holds::Services),
        word => word.parse().ok().map(Holds::Field),
    }
}

/// Why no row of this header could be read.
fn unfit(header: &Cells, columns: &[(usize, Holds)], reading: &Reading) -> Option<Wrong> {
    let has = |wanted: Holds| columns.iter().find(|(_, holds)| *holds == wanted).map(|(at, _)| *at);
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
            (Holds::Services, Some(text)) => {
                for service in text.split(';').map(str::trim).filter(|service| !service.is_empty()) {
                    entry.services.insert(service.to_owned(), service.to_owned());
                }
            }
            _ => (),
        }
    }
    Ok(entry)
}
