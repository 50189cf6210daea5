//! What a tombstone may name: a document that an entry of the same log carries, once. The vault is shared by all logs of a place.

use commonweal_record::canonical::Value;
use commonweal_record::entry::{Entry, IntentId};
use commonweal_record::fact::Payload;
use commonweal_record::fact::kinds::log::Tombstone;
use commonweal_record::tree::Hash;

use super::OpenLog;
use crate::record::RecordError;
use crate::record::view::for_each_row;

impl OpenLog {
    /// Whether a tombstone for `blob` may be recorded with the id `id`. Where an earlier one was recorded and then interrupted, the
    /// document is erased now.
    ///
    /// # Errors
    /// [`RecordError::NoDocument`], [`RecordError::ErasedAlready`], and what the store says.
    pub(super) fn may_be_erased(&self, blob: Hash, id: IntentId) -> Result<(), RecordError> {
        let log = self.view.log.origin().to_string();
        if self.store.find(&log, id.0)?.is_some() {
            return Ok(());
        }
        if let Some(told) = self.view.partnership.log.tombstones.iter().find(|told| told.fact.blob == blob) {
            self.store.erase_blob(&blob.to_string())?;
            return Err(RecordError::ErasedAlready { log, blob, seq: told.seq });
        }
        let (name, mut carried) = (blob.to_string(), false);
        for_each_row(self.store.as_ref(), &log, 0, |row| {
            let entry = Entry::from_bytes(&row.bytes);
            let intent = entry.map(|entry| entry.intent).ok().filter(|intent| intent.kind != Tombstone::KIND);
            carried |= intent.is_some_and(|intent| carries(&intent.payload, &name));
            Ok::<_, RecordError>(())
        })?;
        if carried { Ok(()) } else { Err(RecordError::NoDocument { log, blob }) }
    }
}

/// Whether a text of this content is anywhere in a value.
fn carries(value: &Value, text: &str) -> bool {
    match value {
        Value::Text(found) => found == text,
        Value::List(values) => values.iter().any(|value| carries(value, text)),
        Value::Object(members) => members.values().any(|value| carries(value, text)),
        _ => false,
    }
}
