//! Signing a checkpoint: re-read, recompute, compare, raise the floor, and only then let the signature out.

use commonweal_record::entry::{Entry, Origin};
use commonweal_record::log_state::{LogState, Signatures};
use commonweal_record::note::{Checkpoint, sign_checkpoint};
use commonweal_store::floor::{Floor, Standing};
use commonweal_store::{Store, StoredCheckpoint};

use super::policy::Action;
use super::view::for_each_row;
use super::{Place, RecordError};

impl Place {
    /// Signs a checkpoint of all entries of a log, or gives the one that covers them already.
    ///
    /// The entries are read again through a second connection; those beyond the floor are checked with their signatures. The tree must be
    /// that which this process has loaded, and go on from the floor.
    ///
    /// # Errors
    /// [`RecordError::ReadOnly`], [`RecordError::ReadTwoWays`], [`RecordError::Damaged`]: nothing is signed.
    pub fn checkpoint(&self, slug: &str) -> Result<StoredCheckpoint, RecordError> {
        let permit = self.permit(Action::SignCheckpoint)?;
        let log = self.log(slug)?;
        let origin = log.view().log.origin();
        let second = self.database.open(&self.folder)?;
        if let Standing::ReadOnly(reason) = self.floors.standing(second.as_ref(), origin.as_str())? {
            return Err(reason.into());
        }
        let floor = self.floors.get(origin.as_str())?;
        let trusted = floor.as_ref().map_or(0, |floor| floor.size);
        let stored = reread(second.as_ref(), origin, log.view().log.size(), trusted)?;
        let (loaded, size, root) = (log.view().log.root(), stored.size(), stored.root());
        if loaded != root {
            let log = origin.to_string();
            return Err(RecordError::ReadTwoWays { log, size, loaded, stored: root });
        }
        let known = self.store.checkpoints(origin.as_str())?;
        match known.last().filter(|known| known.size == size) {
            Some(known) if size == trusted => Ok(known.clone()),
            _ => self.sign(&permit, &Checkpoint { origin: origin.clone(), size, root }, floor.as_ref()),
        }
    }

    fn sign(
        &self,
        _: &super::policy::Permit,
        checkpoint: &Checkpoint,
        floor: Option<&Floor>,
    ) -> Result<StoredCheckpoint, RecordError> {
        let (origin, size) = (checkpoint.origin.clone(), checkpoint.size);
        let note = sign_checkpoint(checkpoint, &self.host()?.key).to_string();
        let new = Floor { size, root: checkpoint.root, note: note.clone() };
        self.floors.raise(origin.as_str(), floor, &new)?;
        let stored = StoredCheckpoint { size, note };
        self.store.put_checkpoint(origin.as_str(), &stored)?;
        Ok(stored)
    }
}

/// The first `size` entries, read and hashed anew; the signatures of those from `trusted` on are verified.
fn reread(store: &dyn Store, origin: &Origin, size: u64, trusted: u64) -> Result<LogState, RecordError> {
    let mut state = LogState::new(origin.clone());
    for_each_row(store, origin.as_str(), 0, |row| {
        if row.seq >= size {
            return Ok(());
        }
        row.check(origin.as_str())?;
        let damaged = |what| RecordError::Damaged { log: origin.to_string(), seq: row.seq, what };
        let entry = Entry::from_bytes(&row.bytes).map_err(|error| damaged(error.to_string()))?;
        let signatures = if row.seq < trusted { Signatures::Trust } else { Signatures::Verify };
        state.check(&entry, signatures).map_err(|error| damaged(error.to_string()))?;
        state.push(&entry, row.leaf);
        Ok::<_, RecordError>(())
    })?;
    Ok(state)
}
