//! Councils past and present, as mySociety publishes them: codes of three letters, GSS codes, who was replaced by whom.

use std::collections::BTreeMap;

use commonweal_find::register::{Entry, Field, How, Identifier, List, Succession};

use crate::Directory;
use crate::rows::{Cells, rows};
use crate::wrong::{Remedy, Wrong};

/// The Office for National Statistics' codes of places.
const GSS: &str = "GSS";
/// The three letters of the local-authority register.
const LETTERS: &str = "local-authority-code";

/// Columns that hold a field as it is.
const FIELDS: [(&str, Field); 9] = [
    ("official-name", Field::Name),
    ("nice-name", Field::Place),
    ("local-authority-type-name", Field::Kind),
    ("region", Field::Region),
    ("pop-2020", Field::Population),
    ("lat", Field::Latitude),
    ("long", Field::Longitude),
    ("start-date", Field::Opened),
    ("end-date", Field::Closed),
];

pub(crate) fn read(bytes: &[u8]) -> Directory {
    let (rows, mut wrong) = rows(bytes);
    let Some((header, rows)) = rows.split_first() else {
        wrong.push(Wrong::new(1, 1, Remedy::Empty));
        return Directory { wrong, ..Directory::default() };
    };
    let columns: BTreeMap<&str, usize> = header.cells.iter().map(|name| name.trim()).zip(0..).collect();
    for wanted in ["local-authority-code", "official-name"] {
        if !columns.contains_key(wanted) {
            let found = header.cells.clone();
            wrong.push(header.wrong(0, Remedy::NoColumn { wanted: wanted.to_owned(), found }));
            return Directory { wrong, ..Directory::default() };
        }
    }
    let (mut entries, mut successions) = (Vec::new(), Vec::new());
    for row in rows {
        match entry(row, &columns) {
            Ok((entry, followed)) => {
                entries.push(entry);
                successions.extend(followed);
            }
            Err(found) => wrong.push(found),
        }
    }
    let districts = rows.iter().filter_map(|row| district(row, &columns));
    for (county, place, people) in districts {
        if let Some(county) = entries.iter_mut().find(|entry| entry.identifier.code() == county) {
            county.add(List::Areas, place, people);
        }
    }
    wrong.sort_by_key(|wrong| wrong.at);
    Directory { entries, successions, wrong, ..Directory::default() }
}

fn entry(row: &Cells, columns: &BTreeMap<&str, usize>) -> Result<(Entry, Vec<Succession>), Wrong> {
    let column = |name: &str| columns.get(name).copied().unwrap_or(usize::MAX);
    let letters = column("local-authority-code");
    let identifier = row.identifier(letters, LETTERS, row.needed(letters, "the code")?)?;
    let mut entry = Entry::new(row.place(letters), identifier.clone());
    let mut successions = Vec::new();
    row.needed(column("official-name"), "the name")?;
    for (name, field) in FIELDS {
        row.tell(&mut entry, field, column(name))?;
    }
    let gss = column("gss-code");
    if let Some(code) = row.cell(gss) {
        let now = row.identifier(gss, GSS, code)?;
        for before in codes(row, column("former-gss-codes"), GSS)? {
            successions.push(Succession { from: before, to: now.clone(), how: How::Recoded, on: None });
        }
        entry.fields.entry(Field::Place).or_insert_with(|| code.to_owned());
        entry.also.push(now);
    }
    let ended = row.day(column("end-date"))?;
    for after in codes(row, column("replaced-by"), LETTERS)? {
        successions.push(Succession { from: identifier.clone(), to: after, how: How::Succeeded, on: ended });
    }
    Ok((entry, successions))
}

/// Of a district that is still there: its county's letters, its own code, and how many people live there.
fn district<'r>(row: &'r Cells, columns: &BTreeMap<&str, usize>) -> Option<(&'r str, &'r str, String)> {
    let cell = |name: &str| row.cell(*columns.get(name)?);
    let people = Field::Population.check(cell("pop-2020")?).ok()?;
    let told = (cell("county-la")?, cell("gss-code")?, people);
    cell("end-date").is_none().then_some(told)
}

/// Codes separated by commas.
fn codes(row: &Cells, column: usize, scheme: &str) -> Result<Vec<Identifier>, Wrong> {
    let codes =
        row.cell(column).unwrap_or_default().split(',').map(str::trim).filter(|code| !code.is_empty());
    codes.map(|code| row.identifier(column, scheme, code)).collect()
}
