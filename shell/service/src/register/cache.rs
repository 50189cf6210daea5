//! The register in memory, for a program that serves many requests.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use commonweal_find::meaning::Meanings;
use commonweal_find::profiles::Profiles;
use commonweal_find::register::{Body, Index, Places, Query, Register};
use commonweal_find::skills::{Skill, skills};

use super::RegisterError;
use super::kept::IMPORTS;
use crate::finding::likeness::profiles_of_register;
use crate::held::Held;
use crate::record::Place;

/// The register, and what is made of it once for many questions.
#[derive(Debug, Default)]
pub struct Known {
    /// The register.
    pub register: Register,
    /// What it is searched by.
    pub index: Index,
    /// The body of each place.
    pub places: Places,
    /// Every body that has not closed, as the finders see it, by identifier.
    pub profiles: Profiles,
    /// What each of their services is about.
    pub services: Meanings,
    /// What they need and offer.
    pub skills: Vec<Skill>,
}

impl Known {
    /// Of a register.
    pub fn of(register: Register) -> Self {
        let (index, places) = (Index::of(&register), Places::of(&register));
        let profiles = profiles_of_register(&register, &places);
        let services = Meanings::of(profiles.services().iter().map(String::as_str));
        let skills = skills(&register);
        Self { register, index, places, profiles, services, skills }
    }

    /// The bodies that a query finds, by name.
    pub fn search(&self, query: &Query) -> Vec<&Body> {
        self.index.search(query).into_iter().filter_map(|key| self.register.body(key)).collect()
    }

    /// The body of a name, as [`Register::named`] finds it.
    pub fn named(&self, name: &str) -> Option<&Body> {
        self.register.body(self.index.named(name)?)
    }

    /// The place of a body among [`Known::profiles`]; none where it has closed.
    pub fn profile(&self, body: &Body) -> Option<usize> {
        self.profiles.find(&body.key.to_string())
    }

    /// The body of a place among [`Known::profiles`].
    pub fn profiled(&self, place: usize) -> Option<&Body> {
        self.register.body(&self.profiles.key(place).parse().ok()?)
    }
}

impl Deref for Known {
    type Target = Register;

    fn deref(&self) -> &Register {
        &self.register
    }
}

/// The register as it was last read, and read again when somebody has imported since.
pub struct Registered {
    place: Arc<Place>,
    held: Held<Known>,
}

impl Registered {
    /// Not read yet.
    pub fn new(place: Arc<Place>) -> Self {
        Self { place, held: Held::new(IMPORTS) }
    }

    /// The register as it stands now.
    ///
    /// # Errors
    /// As for [`load`](super::load).
    pub fn now(&self) -> Result<Arc<Known>, RegisterError> {
        self.held.now(self.place.store.as_ref(), || Ok(Known::of(super::load(&self.place)?)))
    }
}

impl fmt::Debug for Registered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Registered")
    }
}
