//! The bodies that the finders compare, made ready once for many questions: services, places and skills as numbers, in the order of
//! their names.

mod lists;
mod names;

use std::collections::BTreeMap;

use crate::profile::Profile;
use lists::{Lists, side_by_side};
use names::Names;

/// Many bodies, each known by its place in the order in which they came.
#[derive(Debug, Clone, Default)]
pub struct Profiles {
    bodies: Vec<Body>,
    /// Their places, in the order of their keys.
    by_key: Vec<usize>,
    kinds: Names,
    /// The bodies of each kind, by the kind in small letters.
    of_kind: BTreeMap<String, Vec<usize>>,
    services: Names,
    places: Names,
    skills: Names,
    /// How much of all there is of a service each body gives: Σ over bodies is 1.
    shares: Lists<f64>,
    /// How many live in each place of those whom a body serves.
    people: Lists<f64>,
    needs: Lists<()>,
    offers: Lists<()>,
}

/// A body without its lists.
#[derive(Debug, Clone)]
pub(crate) struct Body {
    pub(crate) key: String,
    pub(crate) name: String,
    pub(crate) kind: Option<String>,
    pub(crate) population: Option<f64>,
    pub(crate) deprivation: Option<f64>,
    pub(crate) position: Option<(f64, f64)>,
    /// Σ over places of those whom it serves.
    pub(crate) people: f64,
}

impl Profiles {
    /// Of bodies whose keys differ. O(n log n) in the services, places and skills that they name.
    pub fn of(profiles: Vec<Profile>) -> Self {
        let mut ready = Self {
            kinds: Names::of(profiles.iter().filter_map(|it| it.kind.as_ref())),
            services: Names::of(profiles.iter().flat_map(|it| it.services.keys())),
            places: Names::of(profiles.iter().flat_map(|it| it.people_by_place.keys())),
            skills: Names::of(profiles.iter().flat_map(|it| it.needs.union(&it.offers))),
            ..Self::default()
        };
        let mut totals = vec![0.0; ready.services.all().len()];
        for (service, amount) in profiles.iter().flat_map(|it| ready.services.numbered(&it.services)) {
            totals[service] += amount;
        }
        for profile in profiles {
            ready.push(profile, &totals);
        }
        let Self { bodies, by_key, .. } = &mut ready;
        by_key.extend(0..bodies.len());
        by_key.sort_by(|one, other| bodies[*one].key.cmp(&bodies[*other].key));
        ready
    }

    fn push(&mut self, profile: Profile, totals: &[f64]) {
        let at = self.bodies.len();
        let share = |(service, amount): (usize, &f64)| {
            (service, if totals[service] > 0.0 { amount / totals[service] } else { 0.0 })
        };
        self.shares.push(self.services.numbered(&profile.services).map(share));
        let people = self.places.numbered(&profile.people_by_place);
        self.people.push(people.map(|(place, people)| (place, *people)));
        for (lists, skills) in [(&mut self.needs, &profile.needs), (&mut self.offers, &profile.offers)] {
            lists.push(self.skills.numbered(skills.iter().map(|skill| (skill, ()))));
        }
        if let Some(kind) = &profile.kind {
            self.of_kind.entry(kind.to_ascii_lowercase()).or_default().push(at);
        }
        let Profile { key, name, kind, population, deprivation, position, people_by_place, .. } = profile;
        let people = people_by_place.values().sum();
        self.bodies.push(Body { key, name, kind, population, deprivation, position, people });
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.bodies.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.bodies.is_empty()
    }

    /// The place of a body, by its key.
    pub fn find(&self, key: &str) -> Option<usize> {
        let at = self.by_key.binary_search_by(|at| self.bodies[*at].key.as_str().cmp(key)).ok()?;
        Some(self.by_key[at])
    }

    /// Key and name of each body, in order.
    pub fn keys_and_names(&self) -> impl Iterator<Item = (&str, &str)> {
        self.bodies.iter().map(|body| (body.key.as_str(), body.name.as_str()))
    }

    /// The key of a body; nothing where there is no such place.
    pub fn key(&self, body: usize) -> &str {
        self.bodies.get(body).map_or("", |body| &body.key)
    }

    /// Every service that one gives, by name.
    pub fn services(&self) -> &[String] {
        self.services.all()
    }

    /// The places, in [`Profiles::services`], of the services that a body gives.
    pub fn services_of(&self, body: usize) -> impl Iterator<Item = usize> {
        self.shares.of(body).iter().map(|(service, _)| *service)
    }

    /// Whether both serve people of one place.
    pub fn share_a_place(&self, one: usize, other: usize) -> bool {
        let mut places = side_by_side(self.people.of(one), self.people.of(other));
        places.any(|(_, mine, theirs)| mine.is_some() && theirs.is_some())
    }

    /// How alike the services of two bodies are: Σ min(a, b)/Σ max(a, b) over services, each amount in shares of the service's total over
    /// all bodies (Ruzicka 1958, *Biológia* 13:647–661; of services that are only named, the index of Jaccard weighted by rarity).
    ///
    /// From 0, no service in common, to 1, the same amount of each; none where either gives none that is known.
    pub fn likeness(&self, one: usize, other: usize) -> Option<f64> {
        let (mine, theirs) = (self.shares.of(one), self.shares.of(other));
        if mine.is_empty() || theirs.is_empty() {
            return None;
        }
        let (mut least, mut most) = (0.0, 0.0);
        for (_, mine, theirs) in side_by_side(mine, theirs) {
            let (mine, theirs) = (mine.unwrap_or_default(), theirs.unwrap_or_default());
            least += f64::min(mine, theirs);
            most += f64::max(mine, theirs);
        }
        (most > 0.0).then(|| least / most)
    }

    pub(crate) fn body(&self, at: usize) -> Option<&Body> {
        self.bodies.get(at)
    }

    pub(crate) fn bodies(&self) -> impl Iterator<Item = (usize, &Body)> {
        self.bodies.iter().enumerate()
    }

    pub(crate) fn kinds(&self) -> &[String] {
        self.kinds.all()
    }

    /// The bodies of a kind, letters compared without case.
    pub(crate) fn of_kind(&self, kind: &str) -> &[usize] {
        self.of_kind.get(&kind.to_ascii_lowercase()).map_or(&[], Vec::as_slice)
    }

    /// The services that both give, by name.
    pub(crate) fn services_in_common(&self, one: usize, other: usize) -> Vec<&str> {
        let services = side_by_side(self.shares.of(one), self.shares.of(other));
        let both = services.filter(|(_, mine, theirs)| mine.is_some() && theirs.is_some());
        both.map(|(service, ..)| self.services.name(service)).collect()
    }

    /// For each place where people of both live, by name: the smaller of the two numbers of people, and the place.
    pub(crate) fn people_in_common(&self, one: usize, other: usize) -> impl Iterator<Item = (f64, usize)> {
        let places = side_by_side(self.people.of(one), self.people.of(other));
        places.filter_map(|(place, mine, theirs)| Some((f64::min(mine?, theirs?), place)))
    }

    pub(crate) fn place(&self, number: usize) -> &str {
        self.places.name(number)
    }

    pub(crate) fn count_of_needs(&self, body: usize) -> usize {
        self.needs.of(body).len()
    }

    /// The needs of the one that the other's offers meet, by name.
    pub(crate) fn met(&self, needs: usize, offers: usize) -> impl Iterator<Item = &str> {
        let skills = side_by_side(self.needs.of(needs), self.offers.of(offers));
        let met = skills.filter(|(_, need, offer)| need.is_some() && offer.is_some());
        met.map(|(skill, ..)| self.skills.name(skill))
    }
}
