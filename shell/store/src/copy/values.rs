//! The small mutable values from any store to any store.

use crate::StoreError;
use crate::key_value::{Change, Expected, KeyValue, KeyValueError};

/// Keys carried at a time.
const PAGE: usize = 500;

/// Copies all values; one that `to` has already is replaced. Gives their number.
///
/// # Errors
/// What the stores say.
pub(super) fn values(from: &dyn KeyValue, to: &dyn KeyValue) -> Result<usize, StoreError> {
    let mut copied = 0;
    for table in from.tables()? {
        let mut after = None;
        loop {
            let page = from.list(&table, "", after.as_deref(), PAGE)?;
            let Some((last, _)) = page.last() else { break };
            after = Some(last.clone());
            copied += page.len();
            let changes: Vec<Change<'_>> = page
                .into_iter()
                .map(|(key, found)| Change {
                    table: &table,
                    key,
                    expected: Expected::Any,
                    value: Some(found.value),
                })
                .collect();
            to.write(&changes).map_err(|error| match error {
                KeyValueError::Store(error) => error,
                // Nothing is expected of what is there.
                KeyValueError::Changed { .. } => StoreError::Busy { doing: "copying values" },
            })?;
        }
    }
    Ok(copied)
}
