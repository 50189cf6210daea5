//! The way into a log, for any number of threads at once.

use std::sync::Arc;

use commonweal_record::entry::{Origin, SignedIntent};
use commonweal_record::fact::Payload;
use commonweal_record::fact::kinds::log::Tombstone;
use commonweal_store::floor::Floors;
use commonweal_store::{Store, Writer, Written};

use super::{Gate, OpenLog, Recorded, Submission, not_recorded};
use crate::record::policy::{Relation, Role};
use crate::record::{RecordError, Surroundings};

/// Takes signed intents from many threads, and commits together what arrives together. Policy and admission, with the signature, are
/// decided one by one under the log's lock.
pub struct Intake {
    pub(super) store: Arc<dyn Store>,
    pub(super) floors: Floors,
    pub(super) surroundings: Surroundings,
    pub(super) log: Origin,
    pub(super) writer: Writer<Gate>,
}

impl Intake {
    /// Records an intent that was signed elsewhere by a key of its body, and waits until that is settled.
    ///
    /// # Errors
    /// As for [`OpenLog::submit`].
    pub fn submit(&self, signed: SignedIntent) -> Result<Recorded, RecordError> {
        if signed.intent.kind == Tombstone::KIND {
            return self.erase(signed);
        }
        let (log, stream) = (self.log.to_string(), signed.intent.stream.to_string());
        let submission = Submission { signed, role: Role::Officer, relation: Relation::Own };
        let written = self.writer.write(submission).map_err(|error| not_recorded(error, log, stream))?;
        Ok(Recorded { receipt: written.receipt(), before: matches!(written, Written::Before(_)) })
    }

    /// What is erased must be carried by an entry of the log, which is read for it from end to end.
    fn erase(&self, signed: SignedIntent) -> Result<Recorded, RecordError> {
        let (store, floors) = (Arc::clone(&self.store), self.floors.clone());
        OpenLog::open(store, self.log.clone(), floors, self.surroundings.clone())?.submit(signed)
    }
}

impl std::fmt::Debug for Intake {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Intake({})", self.log)
    }
}
