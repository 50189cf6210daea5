//! The mirror finder: bodies of the same kind that give nearly the same services to a comparable population near by.
//!
//! For the body that asks and each other of its kind four parts, each from 0 to 1, are multiplied, so that one that fails fails all:
//!
//! ```text
//! services     Σ min(a, b)/Σ max(a, b) over services, in shares of each service's total
//! population   the smaller over the larger number of persons served
//! deprivation  the smaller over the larger deprivation of those served
//! distance     0.5^(km/h): half at the half-distance h
//! ```
//!
//! A part that is not known counts as ½ and is told as not known. The question that a mirror asks of both is whether one set of directors,
//! managers and systems could suffice; [`duplicates`] prices what they have twice.

mod posts;

use serde::Serialize;

use crate::best::best;
use crate::profile::{Aspect, Part, UNKNOWN, a_few, distance_km, grouped, percent, ratio};
use crate::profiles::{Body, Profiles};

pub use posts::{Duplicate, Post, duplicates};

/// Distance at which a candidate counts half, kilometres, where nothing else is asked for.
pub const HALF_DISTANCE_KM: f64 = 50.0;

/// A body that is much like the one that asks.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Mirror {
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// The product of the parts, from 0 to 1.
    pub score: f64,
    /// What it was compared by, each with its reason.
    pub parts: Vec<Part>,
}

/// What the finder found.
#[derive(Debug, Clone, PartialEq)]
pub struct Mirrors {
    /// The first of them: the most alike first; of equals, by key.
    pub first: Vec<Mirror>,
    /// How many others of its kind there are.
    pub count: usize,
}

/// Why nobody can be looked for.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum MirrorError {
    /// There is no such body.
    #[error("there is no body {of} of {count}; number them from 0")]
    NoBody {
        /// What was asked for.
        of: usize,
        /// How many there are.
        count: usize,
    },
    /// The kind of the body that asks is not known.
    #[error(
        "it is not known what kind of body {name} is; a mirror is of the same kind, so tell its kind first"
    )]
    NoKind {
        /// The body.
        name: String,
    },
    /// No other body is of its kind.
    #[error("nobody else is of the kind '{kind}'; the kinds there are: {}", kinds.join(", "))]
    Alone {
        /// The kind.
        kind: String,
        /// Up to twenty that there are.
        kinds: Vec<String>,
    },
    /// A half-distance that is none.
    #[error("the half-distance is {half_distance_km} km: give a number above 0, such as 50")]
    HalfDistance {
        /// What was given.
        half_distance_km: f64,
    },
}

/// The others of the kind of a body, the first `most` of them told. O(bodies of the kind × services of one).
///
/// # Errors
/// [`MirrorError`].
pub fn mirrors(
    of: usize,
    profiles: &Profiles,
    half_distance_km: f64,
    most: usize,
) -> Result<Mirrors, MirrorError> {
    if !(half_distance_km > 0.0 && half_distance_km.is_finite()) {
        return Err(MirrorError::HalfDistance { half_distance_km });
    }
    let own = profiles.body(of).ok_or(MirrorError::NoBody { of, count: profiles.len() })?;
    let kind = own.kind.as_deref().ok_or_else(|| MirrorError::NoKind { name: own.name.clone() })?;
    let others = profiles.of_kind(kind).iter().filter(|other| **other != of);
    let found: Vec<Compared<'_>> = others
        .filter_map(|at| {
            let body = profiles.body(*at)?;
            let scores = Scores::new(own, body, profiles.likeness(of, *at), half_distance_km);
            Some(Compared { at: *at, body, score: scores.product(), scores })
        })
        .collect();
    let count = found.len();
    if count == 0 {
        const MOST_LISTED: usize = 20;
        let kinds = profiles.kinds().iter().take(MOST_LISTED).cloned().collect();
        return Err(MirrorError::Alone { kind: kind.to_owned(), kinds });
    }
    let first = best(found, most, |one, other| {
        other.score.total_cmp(&one.score).then_with(|| one.body.key.cmp(&other.body.key))
    });
    let told = |it: Compared<'_>| Mirror {
        key: it.body.key.clone(),
        name: it.body.name.clone(),
        score: it.score,
        parts: it.scores.told(own, it.body, || profiles.services_in_common(of, it.at)),
    };
    Ok(Mirrors { first: first.into_iter().map(told).collect(), count })
}

struct Compared<'p> {
    at: usize,
    body: &'p Body,
    score: f64,
    scores: Scores,
}

/// The parts, without their reasons.
struct Scores {
    services: Option<f64>,
    population: Option<f64>,
    deprivation: Option<f64>,
    apart_km: Option<f64>,
    near: Option<f64>,
}

impl Scores {
    fn new(of: &Body, other: &Body, services: Option<f64>, half_distance_km: f64) -> Self {
        let apart_km = of.position.zip(other.position).map(|(one, other)| distance_km(one, other));
        Self {
            services,
            population: ratio(of.population, other.population),
            deprivation: ratio(of.deprivation, other.deprivation),
            apart_km,
            near: apart_km.map(|apart| 0.5_f64.powf(apart / half_distance_km)),
        }
    }

    fn product(&self) -> f64 {
        let parts = [self.services, self.population, self.deprivation, self.near];
        parts.into_iter().map(|part| part.unwrap_or(UNKNOWN)).product()
    }

    fn told<'p>(&self, of: &Body, other: &Body, in_common: impl FnOnce() -> Vec<&'p str>) -> Vec<Part> {
        let services = self.services.map_or_else(
            || "it is not known which services both give".to_owned(),
            |alike| {
                format!("their services are {} alike; in common: {}", percent(alike), a_few(&in_common()))
            },
        );
        let population = match (self.population, other.population) {
            (Some(size), Some(people)) => {
                format!("it serves {} people, the smaller {} of the larger", grouped(people), percent(size))
            }
            _ => "it is not known how many people both serve".to_owned(),
        };
        let deprivation = match (self.deprivation, of.deprivation, other.deprivation) {
            (Some(_), Some(mine), Some(theirs)) => {
                format!("the deprivation of those served is {theirs:.1}, here {mine:.1}")
            }
            _ => "it is not known how deprived those are whom both serve".to_owned(),
        };
        let distance = self.apart_km.map_or_else(
            || "it is not known how far they are apart".to_owned(),
            |apart| format!("it is {apart:.0} km away"),
        );
        let part = |aspect, score, reason| Part { aspect, score, reason };
        vec![
            part(Aspect::Services, self.services, services),
            part(Aspect::Population, self.population, population),
            part(Aspect::Deprivation, self.deprivation, deprivation),
            part(Aspect::Distance, self.near, distance),
        ]
    }
}
