//! The logs of a place kept in memory, for a program that serves many requests.

mod register;
mod snapshot;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use commonweal_record::entry::{BodyId, Origin};
use commonweal_record::key::KeyId;

use super::summary::Sought;
use super::{OpenLog, Place, REGISTER, RecordError};
use register::Register;

pub use register::Summaries;

/// One log; nothing until it is first asked for.
type Slot = Arc<RwLock<Option<OpenLog>>>;

/// The logs that were asked for, each folded once and then kept up with what this process and others append.
pub struct Logs {
    place: Arc<Place>,
    slots: Mutex<BTreeMap<String, Slot>>,
    origins: Mutex<BTreeMap<String, Origin>>,
    register: Register,
}

impl Logs {
    /// None open yet.
    pub fn new(place: Arc<Place>) -> Self {
        Self { place, slots: Mutex::default(), origins: Mutex::default(), register: Register::default() }
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
        let origin = self.origin(slug)?;
        let size = self.place.size(&origin)?;
        self.look_at(origin, size, look)
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
        let origin = self.origin(slug)?;
        let slot = self.slot(&origin);
        let mut held = slot.write().unwrap_or_else(PoisonError::into_inner);
        let log = self.followed(&mut held, origin)?;
        log.refresh()?;
        work(log)
    }

    /// The logs that know a body and have never had this key of it, the register first.
    ///
    /// # Errors
    /// As for [`look`](Self::look).
    pub fn without_key(&self, body: &BodyId, key: KeyId) -> Result<Vec<String>, RecordError> {
        self.those(body, |log| {
            let known = log.view().partnership.members.bodies.contains_key(body);
            known && log.view().log.body_key(key).is_none()
        })
    }

    /// The logs in which a key of a body is valid, the register first.
    ///
    /// # Errors
    /// As for [`look`](Self::look).
    pub fn with_key(&self, body: &BodyId, key: KeyId) -> Result<Vec<String>, RecordError> {
        self.those(body, |log| log.view().log.valid_keys(body).contains(&key))
    }

    /// Looks at the log of every partnership that knows one of the bodies, in the order of their slugs.
    ///
    /// # Errors
    /// As for [`look`](Self::look), and those of `look`.
    pub fn each_knowing<E: From<RecordError>>(
        &self,
        bodies: &[&BodyId],
        mut look: impl FnMut(&str, &OpenLog) -> Result<(), E>,
    ) -> Result<(), E> {
        let summaries = self.summaries()?;
        let bodies: Vec<Sought> = bodies.iter().map(|body| Sought::from(*body)).collect();
        let known = summaries.iter().filter(|(_, summary)| bodies.iter().any(|body| summary.knows(body)));
        for (slug, _) in known {
            self.look(slug, |log| look(slug, log))??;
        }
        Ok(())
    }

    /// Of the logs that know the body, those that `are`.
    fn those(&self, body: &BodyId, are: impl Fn(&OpenLog) -> bool) -> Result<Vec<String>, RecordError> {
        let summaries = self.summaries()?;
        let body = Sought::from(body);
        let known =
            summaries.iter().filter(|(_, summary)| summary.knows(&body)).map(|(slug, _)| slug.as_str());
        let mut found = Vec::new();
        for slug in std::iter::once(REGISTER).chain(known) {
            if self.look(slug, &are)? {
                found.push(slug.to_owned());
            }
        }
        Ok(found)
    }

    /// How many logs are open, and how many entries they have together.
    pub fn held(&self) -> (usize, u64) {
        let slots: Vec<Slot> = self.slots().values().cloned().collect();
        let entries = |slot: &Slot| {
            let held = slot.read().unwrap_or_else(PoisonError::into_inner);
            held.as_ref().map_or(0, |log| log.view().log.size())
        };
        (slots.len(), slots.iter().map(entries).sum())
    }

    fn look_at<T>(
        &self,
        origin: Origin,
        size: u64,
        look: impl FnOnce(&OpenLog) -> T,
    ) -> Result<T, RecordError> {
        let slot = self.slot(&origin);
        {
            let held = slot.read().unwrap_or_else(PoisonError::into_inner);
            if let Some(log) = held.as_ref().filter(|log| log.view().log.size() >= size) {
                return Ok(look(log));
            }
        }
        let mut held = slot.write().unwrap_or_else(PoisonError::into_inner);
        let log = self.followed(&mut held, origin)?;
        log.refresh()?;
        Ok(look(log))
    }

    fn is_open(&self, origin: &Origin) -> bool {
        self.slots().contains_key(origin.as_str())
    }

    fn followed<'h>(
        &self,
        held: &'h mut Option<OpenLog>,
        origin: Origin,
    ) -> Result<&'h mut OpenLog, RecordError> {
        let log = match held.take() {
            Some(log) => log,
            None => self.place.follow(origin)?,
        };
        Ok(held.insert(log))
    }

    /// The origin of a slug. Where it is new, the store is asked for all of them, once for all that are new.
    fn origin(&self, slug: &str) -> Result<Origin, RecordError> {
        if let Some(origin) = self.known().get(slug) {
            return Ok(origin.clone());
        }
        self.learn(&self.place.heads()?);
        let known = self.known().get(slug).cloned();
        known.map_or_else(|| self.place.origin(slug), Ok)
    }

    /// Which origin each slug stands for, as the store has it now.
    fn learn(&self, heads: &BTreeMap<String, (Origin, u64)>) {
        *self.known() = heads.iter().map(|(slug, (origin, _))| (slug.clone(), origin.clone())).collect();
    }

    fn slot(&self, origin: &Origin) -> Slot {
        Arc::clone(self.slots().entry(origin.to_string()).or_default())
    }

    fn slots(&self) -> MutexGuard<'_, BTreeMap<String, Slot>> {
        self.slots.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn known(&self) -> MutexGuard<'_, BTreeMap<String, Origin>> {
        self.origins.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for Logs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Logs({:?})", self.place)
    }
}

#[cfg(test)]
mod tests;
