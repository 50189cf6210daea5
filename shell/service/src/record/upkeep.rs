//! Back-ups, restoring them, moving to another store.

use std::collections::BTreeSet;
use std::path::Path;
use std::thread;

use commonweal_record::entry::Origin;
use commonweal_record::tree::Hash;
use commonweal_store::copy::{self, Copied};
pub use commonweal_store::floor::Standing;
use commonweal_store::{LogHead, Store, StoreError};

use super::database::folder_of;
use super::place::permit;
use super::policy::Action;
use super::view::for_each_row;
use super::{Database, Place, RecordError, Surroundings, View};

/// What was restored, and whether it may be written.
#[derive(Debug)]
pub struct Restored {
    /// What was copied.
    pub copied: Copied,
    /// Documents that a tombstone names, erased again.
    pub erased: usize,
    /// Each log with its standing against the floor.
    pub standings: Vec<(String, Standing)>,
}

/// A log that was moved, with root and state hash alike on both sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// The log.
    pub origin: String,
    /// Its entries.
    pub entries: u64,
    /// The root over them.
    pub root: Hash,
    /// The state hash.
    pub state_hash: Hash,
}

impl Place {
    /// Writes a consistent copy of the database while others write. The host's key and the floors do not go along: keep them elsewhere.
    ///
    /// # Errors
    /// [`RecordError::Exists`], [`RecordError::File`] for a folder that is not there, and what the store says.
    pub fn back_up(&self, path: &Path) -> Result<(), RecordError> {
        self.permit(Action::BackUp)?;
        folder_of(path)?;
        self.store.backup_to(path).map_err(|error| match error {
            StoreError::BackupExists { path } => RecordError::Exists { path },
            other => other.into(),
        })
    }

    /// Copies everything to another, empty database, and compares roots and states.
    ///
    /// # Errors
    /// [`RecordError::NotEmpty`], [`RecordError::StatesDiffer`], and what the stores say.
    pub fn migrate(&self, to: &Database) -> Result<Vec<Moved>, RecordError> {
        self.permit(Action::Migrate)?;
        let target = to.open_or_make(&self.folder)?;
        must_be_empty(target.as_ref(), to)?;
        let copied = copy::everything(self.store.as_ref(), target.as_ref())?;
        copied.logs.into_iter().map(|(head, root)| self.compare(target.as_ref(), head, root)).collect()
    }

    /// Erases whatever the tombstones of a log name and the vault still holds, and says how much that was. An erasure is recorded before it is
    /// done, and a back-up may be older than both.
    ///
    /// # Errors
    /// [`RecordError::Damaged`], and what the store says.
    pub(crate) fn replay_tombstones(&self, log: &str) -> Result<usize, RecordError> {
        let held: BTreeSet<String> = self.store.blobs()?.into_iter().collect();
        let mut erased = 0;
        for told in &self.log(log)?.view().partnership.log.tombstones {
            let name = told.fact.blob.to_string();
            if held.contains(&name) {
                self.store.erase_blob(&name)?;
                erased += 1;
            }
        }
        Ok(erased)
    }

    fn compare(&self, target: &dyn Store, head: LogHead, root: Hash) -> Result<Moved, RecordError> {
        let (original, copy) = thread::scope(|scope| {
            let copy = scope.spawn(|| state(target, &head));
            let original = state(self.store.as_ref(), &head);
            (original, copy.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
        });
        let (original, copy) = (original?, copy?);
        if original != copy {
            return Err(RecordError::StatesDiffer { log: head.origin, original, copy });
        }
        Ok(Moved { origin: head.origin, entries: head.size, root, state_hash: original })
    }
}

/// The state that a log's entries reach, up to a head: others may be adding to it.
fn state(store: &dyn Store, head: &LogHead) -> Result<Hash, RecordError> {
    let mut view = View::new(head.origin.parse::<Origin>()?);
    for_each_row(store, &head.origin, 0, |row| {
        if row.seq >= head.size {
            return Ok(());
        }
        view.follow(row).map_err(|what| RecordError::Damaged { log: head.origin.clone(), seq: row.seq, what })
    })?;
    Ok(view.partnership.state_hash())
}

/// Puts a back-up into an empty database, erases again what its tombstones name, and says of each log whether its floor lets it be written.
/// It takes the host, whose folder holds the floors.
///
/// # Errors
/// [`RecordError::Denied`], [`RecordError::NoBackup`], [`RecordError::NotEmpty`], and what the stores say.
pub fn restore(
    backup: &Path,
    database: Database,
    folder: &Path,
    surroundings: Surroundings,
) -> Result<Restored, RecordError> {
    // Before anything is made: a refusal leaves no half of a database behind.
    permit(Place::read_host(folder)?.as_ref(), Action::Restore)?;
    let source = Database::Sqlite(backup.to_path_buf()).open(folder).map_err(|error| match error {
        RecordError::NoDatabase { .. } => RecordError::NoBackup { path: backup.to_path_buf() },
        other => other,
    })?;
    let target = database.open_or_make(folder)?;
    must_be_empty(target.as_ref(), &database)?;
    let copied = copy::everything(source.as_ref(), target.as_ref())?;
    let place = Place::open(database, folder, surroundings)?;
    let (mut erased, mut standings) = (0, Vec::new());
    for (head, _) in &copied.logs {
        erased += place.replay_tombstones(&head.origin)?;
        standings.push((head.origin.clone(), place.floors.standing(place.store.as_ref(), &head.origin)?));
    }
    Ok(Restored { copied, erased, standings })
}

fn must_be_empty(store: &dyn Store, database: &Database) -> Result<(), RecordError> {
    match store.logs()?.len() {
        0 => Ok(()),
        logs => Err(RecordError::NotEmpty { database: database.to_string(), logs }),
    }
}

#[cfg(test)]
mod tests {
    use commonweal_store::Blob;

    use super::*;
    use crate::record::payload::{Given, fact};

    /// A back-up taken between the tombstone and the erasure that it records.
    #[test]
    fn what_a_tombstone_of_the_back_up_names_is_erased_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let (host, blob) = (path("record.host"), Blob { salt: [7; 32], data: b"minutes".to_vec() });
        let hash = Hash::of_parts(&[&blob.salt, &blob.data]).to_string();
        let surroundings = Surroundings::of_this_machine();
        let database = |name: &str| Database::Sqlite(path(name));
        let place =
            Place::init(database("record.db"), &host, "record.example", surroundings.clone()).unwrap();
        let body = "saltmere".parse().unwrap();
        let fields = [("body", "saltmere"), ("legal_form", "charity"), ("name", "S"), ("purpose", "care")];
        let fields = fields.map(|(field, value)| Given::new(field, value));
        let commonweal_record::fact::Fact::BodyRegistered(registered) =
            fact("body_registered", &fields).unwrap()
        else {
            panic!("another kind");
        };
        place.add_body(registered).unwrap();
        let key = path("saltmere.key");
        place.new_key(&body, &key, None).unwrap();
        let key = crate::record::KeyFile::read(&key).unwrap();
        let fields = [("name", "S"), ("style", "integration"), ("place", "S"), ("aims", "care")];
        let proposal = fact("partnership_proposed", &fields.map(|(field, value)| Given::new(field, value)));
        let (mut log, _) = place.propose("s", &body, proposal.unwrap(), Some(&key.key)).unwrap();
        let mut say = |kind: &str, fields: &[(&str, &str)]| {
            let given: Vec<_> = fields.iter().map(|(field, value)| Given::new(field, *value)).collect();
            let statement = place.statement(&body, fact(kind, &given).unwrap()).unwrap();
            log.attest(&statement, crate::record::Author::Officer(&key.key)).unwrap();
        };
        say("partner_joined", &[]);
        place.store.put_blob(&hash, &blob).unwrap();
        say("agreement_drafted", &[("agreement", "1"), ("version", "1"), ("document", hash.as_str())]);
        say("tombstone", &[("blob", hash.as_str()), ("reason", "request")]);
        place.store.put_blob(&hash, &blob).unwrap();
        place.back_up(&path("backup.db")).unwrap();
        let restored = restore(&path("backup.db"), database("restored.db"), &host, surroundings.clone());
        assert_eq!(restored.unwrap().erased, 1);
        let restored = Place::open(database("restored.db"), &host, surroundings).unwrap();
        assert_eq!(restored.store.blob(&hash).unwrap(), None);
        assert!(place.store.blob(&hash).unwrap().is_some(), "only the restored copy was touched");
    }
}
