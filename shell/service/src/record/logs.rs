//! The logs of a place kept in memory, for a program that serves many requests.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use commonweal_record::entry::{BodyId, Origin};
use commonweal_record::key::KeyId;

use super::{OpenLog, Place, REGISTER, RecordError};

/// One log; nothing until it is first asked for.
type Slot = Arc<RwLock<Option<OpenLog>>>;

/// The logs that were asked for, each folded once and then kept up with what this process and others append.
pub struct Logs {
    place: Arc<Place>,
    slots: Mutex<BTreeMap<String, Slot>>,
    origins: Mutex<BTreeMap<String, Origin>>,
}

impl Logs {
    /// None open yet.
    pub fn new(place: Arc<Place>) -> Self {
        Self { place, slots: Mutex::default(), origins: Mutex::default() }
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

    /// Looks at every partnership's log as it stands now, in the order of their slugs. The store is asked once how far they all go.
    ///
    /// # Errors
    /// As for [`look`](Self::look), and those of `look`.
    pub fn each<E: From<RecordError>>(
        &self,
        mut look: impl FnMut(&str, &OpenLog) -> Result<(), E>,
    ) -> Result<(), E> {
        let heads = self.place.heads()?;
        let origins = heads.iter().map(|(slug, (origin, _))| (slug.clone(), origin.clone()));
        *self.known() = origins.collect();
        for (slug, (origin, size)) in heads.into_iter().filter(|(slug, _)| slug != REGISTER) {
            self.look_at(origin, size, |log| look(&slug, log))??;
        }
        Ok(())
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

    /// The origin of a slug, asked of the store where it is new.
    fn origin(&self, slug: &str) -> Result<Origin, RecordError> {
        if let Some(origin) = self.known().get(slug) {
            return Ok(origin.clone());
        }
        let origin = self.place.origin(slug)?;
        self.known().insert(slug.to_owned(), origin.clone());
        Ok(origin)
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
mod tests {
    use commonweal_record::entry::BodyId;
    use commonweal_record::fact::kinds::members::{BodyRegistered, LegalForm, PartnershipProposed, Style};
    use commonweal_record::fact::{Fact, Sentence, Title};

    use super::*;
    use crate::record::{Database, Surroundings};

    fn registered() -> BodyRegistered {
        BodyRegistered {
            body: "acute".parse().unwrap(),
            name: Title::new("Northdown Acute").unwrap(),
            legal_form: LegalForm::NhsTrust,
            purpose: Sentence::new("hospital care").unwrap(),
        }
    }

    fn proposed(name: &str) -> Fact {
        let (name, place) = (Title::new(name).unwrap(), Title::new("Northdown").unwrap());
        let aims = vec![Sentence::new("fewer falls").unwrap()];
        Fact::from(PartnershipProposed { name, style: Style::Upstream, place, aims })
    }

    #[test]
    fn two_processes_on_one_database_see_what_the_other_appends_at_the_next_look() {
        let folder = tempfile::TempDir::new().unwrap();
        let database = || Database::Sqlite(folder.path().join("record.db"));
        let host = folder.path().join("host");
        let surroundings = Surroundings::of_this_machine;
        let one = Place::init(database(), &host, "record.example", surroundings()).unwrap();
        one.add_body(registered()).unwrap();
        let acute: BodyId = "acute".parse().unwrap();
        one.propose("falls", &acute, proposed("Falls"), None).unwrap();

        let other = Logs::new(Arc::new(Place::open(database(), &host, surroundings()).unwrap()));
        let names = || {
            let mut names = Vec::new();
            other
                .each(|slug, log| {
                    names.push((slug.to_owned(), log.view().partnership.members.proposed.len()));
                    Ok::<_, RecordError>(())
                })
                .unwrap();
            names
        };
        assert_eq!(names(), [("falls".to_owned(), 1)]);
        assert_eq!(other.look("falls", |log| log.view().partnership.members.proposed.len()).unwrap(), 1);

        let author = one.author(&proposed("x"), &acute, None).unwrap();
        let mut log = one.log("falls").unwrap();
        log.attest(&one.statement(&acute, proposed("Falls and fractures")).unwrap(), author).unwrap();
        one.propose("winter", &acute, proposed("Winter"), None).unwrap();

        assert_eq!(other.look("falls", |log| log.view().partnership.members.proposed.len()).unwrap(), 2);
        assert_eq!(names(), [("falls".to_owned(), 2), ("winter".to_owned(), 1)]);
        assert!(matches!(other.look("spring", |_| ()), Err(RecordError::NoLog { .. })));
    }
}
