//! CSV files of the NHS Organisation Data Service: no header, 27 columns, days as YYYYMMDD. Columns are those of its "Standard format"
//! (code, name, national grouping, health geography, five lines of address, postcode, open date, close date, ...).

use commonweal_find::register::{Entry, Field};

use crate::rows::{Cells, rows};
use crate::wrong::{Remedy, Wrong};
use crate::{Directory, Reading};

/// org-id.guide's prefix of these codes.
pub(crate) const SCHEME: &str = "GB-NHS";
/// Columns up to the close date.
const NEEDED: usize = 12;

pub(crate) fn read(bytes: &[u8], reading: &Reading) -> Directory {
    let (rows, mut wrong) = rows(bytes);
    if rows.is_empty() && wrong.is_empty() {
        wrong.push(Wrong::new(1, 1, Remedy::Empty));
    }
    let scheme = reading.scheme.as_deref().unwrap_or(SCHEME);
    let mut entries = Vec::new();
    for row in &rows {
        match entry(row, scheme) {
            Ok(entry) => entries.push(entry),
            Err(found) => wrong.push(found),
        }
    }
    wrong.sort_by_key(|wrong| wrong.at);
    Directory { entries, wrong, ..Directory::default() }
}

fn entry(row: &Cells, scheme: &str) -> Result<Entry, Wrong> {
    let found = row.cells.len();
    if found < NEEDED {
        return Err(row.wrong(found.saturating_sub(1), Remedy::Short { found, needed: NEEDED }));
    }
    let identifier = row.identifier(0, scheme, row.needed(0, "the code")?)?;
    let mut entry = Entry::new(row.place(0), identifier);
    row.needed(1, "the name")?;
    row.tell(&mut entry, Field::Name, 1)?;
    let address: Vec<&str> = (4..9).filter_map(|column| row.cell(column)).collect();
    if !address.is_empty() {
        let address = Field::Address.check(&address.join(", "));
        entry.fields.insert(Field::Address, address.map_err(|error| row.wrong(4, Remedy::Field(error)))?);
    }
    row.tell(&mut entry, Field::Postcode, 9)?;
    row.tell_compact_day(&mut entry, Field::Opened, 10)?;
    row.tell_compact_day(&mut entry, Field::Closed, 11)?;
    Ok(entry)
}
