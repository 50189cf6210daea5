//! The logs of a place kept in memory, for a program that serves many requests.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use commonweal_record::entry::BodyId;
use commonweal_record::key::KeyId;

use super::place::REGISTER;
use super::{OpenLog, Place, RecordError};

/// One log, shared.
type Shared = Arc<RwLock<OpenLog>>;

/// The logs that were asked for, each folded once and then kept up with what this process and others append.
pub struct Logs {
    place: Arc<Place>,
    open: Mutex<BTreeMap<String, Shared>>,
}

impl Logs {
    /// None open yet.
    pub fn new(place: Arc<Place>) -> Self {
        Self { place, open: Mutex::default() }
    }

    /// The place.
    pub fn place(&self) -> &Arc<Place> {
        &self.place
    }

    /// Looks at a log as it stands now, by its slug.
    ///
    /// # Errors
    /// [`RecordError::NoLog`], [`RecordError::Damaged`], and what the store says.
    pub fn look<T>(&self, slug: &str, look: impl FnOnce(&OpenLog) -> T) -> Result<T, RecordError> {
        let log = self.opened(slug)?;
        {
            let read = log.read().unwrap_or_else(PoisonError::into_inner);
            if read.is_current()? {
                return Ok(look(&read));
            }
        }
        let mut write = log.write().unwrap_or_else(PoisonError::into_inner);
        write.refresh()?;
        Ok(look(&write))
    }

    /// Works on a log, one at a time.
    ///
    /// # Errors
    /// As for [`look`](Self::look), and those of `work`.
    pub fn work<T>(
        &self,
        slug: &str,
        work: impl FnOnce(&mut OpenLog) -> Result<T, RecordError>,
    ) -> Result<T, RecordError> {
        let log = self.opened(slug)?;
        let mut write = log.write().unwrap_or_else(PoisonError::into_inner);
        write.refresh()?;
        work(&mut write)
    }

    /// The logs that know a body and have never had this key of it, the register first.
    ///
    /// # Errors
    /// As for [`look`](Self::look).
    pub fn without_key(&self, body: &BodyId, key: KeyId) -> Result<Vec<String>, RecordError> {
        self.those(|log| {
            let known = log.view().partnership.members.bodies.contains_key(body);
            known && log.view().log.body_key(key).is_none()
        })
    }

    /// The logs in which a key of a body is valid, the register first.
    ///
    /// # Errors
    /// As for [`look`](Self::look).
    pub fn with_key(&self, body: &BodyId, key: KeyId) -> Result<Vec<String>, RecordError> {
        self.those(|log| log.view().log.valid_keys(body).contains(&key))
    }

    fn those(&self, are: impl Fn(&OpenLog) -> bool) -> Result<Vec<String>, RecordError> {
        let mut slugs: Vec<String> = self.place.logs()?.into_iter().map(|(slug, _)| slug).collect();
        slugs.sort_by_key(|slug| slug != REGISTER);
        let mut found = Vec::new();
        for slug in slugs {
            if self.look(&slug, &are)? {
                found.push(slug);
            }
        }
        Ok(found)
    }

    /// How many logs are open, and how many entries they have together.
    pub fn held(&self) -> (usize, u64) {
        let open: Vec<Shared> =
            self.open.lock().unwrap_or_else(PoisonError::into_inner).values().cloned().collect();
        let entries = |log: &Shared| log.read().unwrap_or_else(PoisonError::into_inner).view().log.size();
        (open.len(), open.iter().map(entries).sum())
    }

    fn opened(&self, slug: &str) -> Result<Shared, RecordError> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(log) = open.get(slug) {
            return Ok(Arc::clone(log));
        }
        let log = Arc::new(RwLock::new(self.place.log(slug)?));
        open.insert(slug.to_owned(), Arc::clone(&log));
        Ok(log)
    }
}

impl std::fmt::Debug for Logs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Logs({:?})", self.place)
    }
}
