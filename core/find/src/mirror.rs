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

use std::collections::BTreeMap;

use serde::Serialize;

use crate::profile::{
    Aspect, Part, Profile, a_few, distance_km, grouped, in_common, likeness, percent, product, ratio,
};

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

/// Why nobody can be looked for.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum MirrorError {
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

/// The other bodies of the kind of `of`, the most alike first; of equals, by key. `totals` are the [`totals`](crate::profile::totals) of
/// `all`. O(bodies × services).
///
/// # Errors
/// [`MirrorError`].
pub fn mirrors(
    of: &Profile,
    all: &[Profile],
    totals: &BTreeMap<String, f64>,
    half_distance_km: f64,
) -> Result<Vec<Mirror>, MirrorError> {
    if !(half_distance_km > 0.0 && half_distance_km.is_finite()) {
        return Err(MirrorError::HalfDistance { half_distance_km });
    }
    let kind = of.kind.as_deref().ok_or_else(|| MirrorError::NoKind { name: of.name.clone() })?;
    let is_same = |other: &&Profile| {
        other.key != of.key && other.kind.as_deref().is_some_and(|other| other.eq_ignore_ascii_case(kind))
    };
    let compared = all.iter().filter(is_same).map(|other| {
        let parts = parts(of, other, totals, half_distance_km);
        Mirror { key: other.key.clone(), name: other.name.clone(), score: product(&parts), parts }
    });
    let mut found: Vec<Mirror> = compared.collect();
    if found.is_empty() {
        const MOST_LISTED: usize = 20;
        let mut kinds: Vec<String> = all.iter().filter_map(|profile| profile.kind.clone()).collect();
        kinds.sort();
        kinds.dedup();
        kinds.truncate(MOST_LISTED);
        return Err(MirrorError::Alone { kind: kind.to_owned(), kinds });
    }
    found.sort_by(|one, other| other.score.total_cmp(&one.score).then_with(|| one.key.cmp(&other.key)));
    Ok(found)
}

fn parts(of: &Profile, other: &Profile, totals: &BTreeMap<String, f64>, half_distance_km: f64) -> Vec<Part> {
    let alike = likeness(of, other, totals);
    let services = alike.map_or_else(
        || "it is not known which services both give".to_owned(),
        |alike| {
            format!(
                "their services are {} alike; in common: {}",
                percent(alike),
                a_few(&in_common(of, other))
            )
        },
    );
    let size = ratio(of.population, other.population);
    let population = match (size, other.population) {
        (Some(size), Some(people)) => {
            format!("it serves {} people, the smaller {} of the larger", grouped(people), percent(size))
        }
        _ => "it is not known how many people both serve".to_owned(),
    };
    let need = ratio(of.deprivation, other.deprivation);
    let deprivation = match (need, of.deprivation, other.deprivation) {
        (Some(_), Some(mine), Some(theirs)) => {
            format!("the deprivation of those served is {theirs:.1}, here {mine:.1}")
        }
        _ => "it is not known how deprived those are whom both serve".to_owned(),
    };
    let apart = of.position.zip(other.position).map(|(one, other)| distance_km(one, other));
    let distance = apart.map_or_else(
        || "it is not known how far they are apart".to_owned(),
        |apart| format!("it is {apart:.0} km away"),
    );
    let near = apart.map(|apart| 0.5_f64.powf(apart / half_distance_km));
    let part = |aspect, score, reason| Part { aspect, score, reason };
    vec![
        part(Aspect::Services, alike, services),
        part(Aspect::Population, size, population),
        part(Aspect::Deprivation, need, deprivation),
        part(Aspect::Distance, near, distance),
    ]
}
