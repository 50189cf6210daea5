//! Who gives services that are about a need, among many bodies.

use std::cmp::Reverse;

use crate::best::best;
use crate::meaning::{InCommon, Meaning, Meanings};
use crate::profiles::Profiles;

/// How near the services of a body are to a need: the greater, the nearer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Nearness(Reverse<usize>);

/// What of the services of many bodies is about a need.
#[derive(Debug, Clone)]
pub struct About<'p> {
    profiles: &'p Profiles,
    /// What each has in common with the need, and the service; the nearest first, and of equals by name.
    services: Vec<(InCommon, usize)>,
    /// By service: its place in `services`.
    places: Vec<Option<usize>>,
    /// By body.
    nearest: Vec<Option<Nearness>>,
}

/// The bodies that give services about a need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Givers {
    /// The first of them: those that serve people where the asker does, then the nearest, then as they came; each with whether it does.
    pub first: Vec<(usize, bool)>,
    /// How many there are.
    pub count: usize,
    /// How many of them serve people where the asker does.
    pub serve_here: usize,
}

impl<'p> About<'p> {
    /// `services` are the [`Meanings`] of [`Profiles::services`]. O(services of all bodies).
    pub fn new(need: &Meaning, profiles: &'p Profiles, services: &Meanings) -> Self {
        let services = services.close_to(need);
        let mut places = vec![None; profiles.services().len()];
        let mut rank = Vec::with_capacity(services.len());
        for (at, (in_common, service)) in services.iter().enumerate() {
            let same = at.checked_sub(1).filter(|before| services[*before].0 == *in_common);
            rank.push(same.map_or(at, |before| rank[before]));
            if let Some(place) = places.get_mut(*service) {
                *place = Some(at);
            }
        }
        let nearest = (0..profiles.len()).map(|body| {
            let first = profiles.services_of(body).filter_map(|service| places[service]).min()?;
            Some(Nearness(Reverse(rank[first])))
        });
        let nearest = nearest.collect();
        Self { profiles, services, places, nearest }
    }

    /// How near the nearest of a body's services is; none where none is about the need.
    pub fn nearness(&self, body: usize) -> Option<Nearness> {
        self.nearest.get(body).copied().flatten()
    }

    /// The services of a body that are about the need, the nearest first.
    pub fn services(&self, body: usize) -> Vec<&'p str> {
        let names = self.profiles.services();
        self.places_of(body).into_iter().map(|at| names[self.services[at].1].as_str()).collect()
    }

    /// What the nearest of a body's services has in common with the need.
    pub fn in_common(&self, body: usize) -> Option<&InCommon> {
        self.places_of(body).first().map(|at| &self.services[*at].0)
    }

    fn places_of(&self, body: usize) -> Vec<usize> {
        let mut places: Vec<usize> =
            self.profiles.services_of(body).filter_map(|service| self.places[service]).collect();
        places.sort_unstable();
        places
    }

    /// The others that give services about the need, the first `most` of them told.
    pub fn givers(&self, of: Option<usize>, most: usize) -> Givers {
        let near = |body| of.is_some_and(|of| self.profiles.share_a_place(of, body));
        let others = (0..self.profiles.len()).filter(|body| of != Some(*body));
        let found: Vec<(bool, Nearness, usize)> =
            others.filter_map(|body| Some((near(body), self.nearness(body)?, body))).collect();
        let (count, serve_here) = (found.len(), found.iter().filter(|it| it.0).count());
        let first = best(found, most, |one, other| {
            (other.0, other.1).cmp(&(one.0, one.1)).then_with(|| one.2.cmp(&other.2))
        });
        Givers {
            first: first.into_iter().map(|(is_near, _, body)| (body, is_near)).collect(),
            count,
            serve_here,
        }
    }
}
