//! The register's lines as they are kept beside the logs. Losing them costs the time of folding every log once.

use std::collections::BTreeMap;
use std::sync::Arc;

use commonweal_record::entry::Origin;
use commonweal_store::{Change, Expected, Kept, KeyValueError, Tip, Value};

use super::register::Summaries;
use crate::record::place::slug_of;
use crate::record::summary::{Line, Summary};
use crate::record::{Place, RecordError};

/// By origin.
const TABLE: &str = "summary";
/// Lines read or written at a time.
const PAGE: usize = 1_000;

/// The lines that rest on the entries which the store has: so many, and the last of them the same.
///
/// # Errors
/// What the store says; a line that cannot be read is left out.
pub(super) fn read(place: &Place) -> Result<Summaries, RecordError> {
    let tips: BTreeMap<String, Tip> =
        place.store.tips()?.into_iter().map(|tip| (tip.origin.clone(), tip)).collect();
    let mut summaries = Summaries::new();
    let mut after: Option<String> = None;
    loop {
        let page = place.store.list(TABLE, "", after.as_deref(), PAGE)?;
        for (origin, kept) in &page {
            let (Some(tip), Ok(line)) = (tips.get(origin), serde_json::from_slice::<Line>(&kept.value.bytes))
            else {
                continue;
            };
            if rests_on(&line, tip)
                && let Ok(origin) = origin.parse::<Origin>()
            {
                summaries.insert(slug_of(&origin).to_owned(), Arc::new(Summary::from(line)));
            }
        }
        match page.last() {
            Some((last, _)) => after = Some(last.clone()),
            None => return Ok(summaries),
        }
    }
}

fn rests_on(line: &Line, tip: &Tip) -> bool {
    line.size == tip.size && tip.leaf.map_or_else(String::new, |leaf| leaf.to_string()) == line.leaf
}

/// Keeps lines.
///
/// # Errors
/// What the store says: some pages of lines may then be kept and others not.
pub(super) fn write(place: &Place, lines: &[(Origin, Arc<Summary>)]) -> Result<(), RecordError> {
    for page in lines.chunks(PAGE) {
        let changes = page.iter().map(|(origin, summary)| {
            let bytes = serde_json::to_vec(&summary.line).map_err(|error| no_snapshot(&error))?;
            let value = Some(Value { bytes, kept: Kept::Open, until: None });
            Ok(Change { table: TABLE, key: origin.to_string(), expected: Expected::Any, value })
        });
        place.store.write(&changes.collect::<Result<Vec<_>, RecordError>>()?).map_err(
            |error| match error {
                KeyValueError::Store(error) => error.into(),
                KeyValueError::Changed { .. } => no_snapshot(&error),
            },
        )?;
    }
    Ok(())
}

fn no_snapshot(reason: &dyn std::error::Error) -> RecordError {
    RecordError::Machine { what: "snapshot of the register", reason: reason.to_string() }
}
