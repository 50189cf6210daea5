//! A log of a live database: the entries as they are stored, the columns beside them, then the checkpoints.

use std::collections::BTreeSet;

use commonweal_record::entry::Entry;
use commonweal_store::{LogHead, Row, Store, StoreError, StoredCheckpoint};
use commonweal_verify::{Depth, EntryChecker};

use super::{Examined, Verified, Wrong, entry, wrong};

const TABLE_REMEDY: &str = "the database was changed behind the program's back, or its disk is failing: restore a back-up or a partner's mirror";

/// Entries read at a time.
const PAGE: usize = 2_000;

pub(super) fn verify(
    store: &dyn Store,
    head: &LogHead,
    host_key: Option<[u8; 32]>,
    depth: Depth,
) -> Result<Verified, Box<Wrong>> {
    let origin = head.origin.as_str();
    let mut examined = Examined::new(origin, host_key, depth);
    entries(store, head, &mut examined.checker)?;
    // What stands beyond the head is found by asking for it.
    store.head(origin).map_err(|error| unreadable(origin, &entry(head.size), &error))?;
    let checkpoints = store.checkpoints(origin).map_err(|error| unreadable(origin, "checkpoints", &error))?;
    for (number, StoredCheckpoint { size, note }) in (1..).zip(&checkpoints) {
        if note.lines().nth(1) != Some(&size.to_string()) {
            let (place, what) =
                (format!("checkpoint {number}"), "its column 'size' says something else than its note");
            return Err(Box::new(damaged(origin, place, "table", what.to_owned())));
        }
    }
    examined.conclude(origin, checkpoints.iter().map(|it| (it.size, it.note.as_str())))
}

fn entries(store: &dyn Store, head: &LogHead, checker: &mut EntryChecker) -> Result<(), Box<Wrong>> {
    let LogHead { origin, size } = head;
    let mut ids = BTreeSet::new();
    while checker.size() < *size {
        let from = checker.size();
        // Where a page cannot be read, its rows one by one, up to the one at fault.
        let rows = store.read(origin, from, PAGE).or_else(|_| store.read(origin, from, 1));
        let rows = rows.map_err(|error| unreadable(origin, &entry(from), &error))?;
        if rows.is_empty() {
            return Err(table(origin, from, "it is missing, though the log counts it".to_owned()));
        }
        for row in &rows {
            let seq = checker.size();
            if row.seq != seq {
                return Err(table(origin, seq, format!("entry {} stands in its place", row.seq)));
            }
            checker
                .push_stored(&row.bytes, &row.leaf.0)
                .map_err(|finding| Box::new(wrong(origin, &finding)))?;
            columns(origin, row, &mut ids)?;
        }
    }
    Ok(())
}

/// The columns beside an entry, by which the database finds it, must say what the entry says.
fn columns(origin: &str, row: &Row, ids: &mut BTreeSet<[u8; 16]>) -> Result<(), Box<Wrong>> {
    let Ok(entry) = Entry::from_bytes(&row.bytes) else { return Ok(()) };
    let intent = &entry.intent;
    let differs = |column: &str| table(origin, row.seq, format!("its column '{column}' says something else"));
    if row.id != intent.id.0 || !ids.insert(row.id) {
        return Err(differs("id"));
    }
    if row.stream != intent.stream.as_str() {
        return Err(differs("stream"));
    }
    if row.version != intent.expected {
        return Err(differs("version"));
    }
    Ok(())
}

#[expect(clippy::unnecessary_box_returns, reason = "it becomes the error of a result, which is boxed")]
fn table(log: &str, seq: u64, what: String) -> Box<Wrong> {
    Box::new(damaged(log, entry(seq), "table", what))
}

#[expect(clippy::unnecessary_box_returns, reason = "it becomes the error of a result, which is boxed")]
fn unreadable(log: &str, place: &str, error: &StoreError) -> Box<Wrong> {
    match error {
        StoreError::Damaged { seq, what, .. } => table(log, *seq, what.clone()),
        other => Box::new(damaged(log, place.to_owned(), "unreadable", other.to_string())),
    }
}

fn damaged(log: &str, place: String, rule: &str, what: String) -> Wrong {
    let (log, rule, remedy) = (log.to_owned(), rule.to_owned(), TABLE_REMEDY.to_owned());
    Wrong { log, place, rule, section: None, what, remedy }
}
