//! Who followed whom, one a row under a header: the code before, the code after, and from which day. The columns are found by their
//! place, since every publisher calls them otherwise.

use commonweal_find::register::{How, Succession};

use crate::rows::{Cells, rows};
use crate::wrong::{Remedy, Wrong};
use crate::{Directory, Reading};

pub(crate) fn read(bytes: &[u8], reading: &Reading) -> Directory {
    let (rows, mut wrong) = rows(bytes);
    let Some(scheme) = reading.scheme.as_deref() else {
        return Directory { wrong: vec![Wrong::new(1, 1, Remedy::NoScheme)], ..Directory::default() };
    };
    if rows.len() < 2 && wrong.is_empty() {
        wrong.push(Wrong::new(1, 1, Remedy::Empty));
    }
    let mut successions = Vec::new();
    for row in rows.iter().skip(1) {
        match succession(row, scheme) {
            Ok(found) => successions.push(found),
            Err(found) => wrong.push(found),
        }
    }
    wrong.sort_by_key(|wrong| wrong.at);
    Directory { successions, wrong, ..Directory::default() }
}

fn succession(row: &Cells, scheme: &str) -> Result<Succession, Wrong> {
    let from = row.identifier(0, scheme, row.needed(0, "the code before")?)?;
    let to = row.identifier(1, scheme, row.needed(1, "the code after")?)?;
    Ok(Succession { from, to, how: How::Succeeded, on: row.day(2)? })
}
