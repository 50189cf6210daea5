//! The integration finder: unlike bodies that serve the same people or place, and what one needs and the other offers.
//!
//! ```text
//! services  1 − likeness: how unlike what they give is
//! people    Σ min(a, b) over places / the smaller of Σ a and Σ b: how many of the smaller's people live where the other serves
//! skills    needs of either that the other's offers meet / needs of both
//! score     services · people · (½ + ½·skills)
//! ```
//!
//! A part that is not known counts as ½. Being unlike is no reason to work together: a candidate without a *rationale*, neither people in
//! common nor a need that is met, is left out and counted.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::profile::{Aspect, Part, Profile, UNKNOWN, a_few, likeness, percent};

/// An unlike body with a reason to work together.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Unlike {
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: Option<String>,
    /// From 0 to 1.
    pub score: f64,
    /// What it was compared by, each with its reason.
    pub parts: Vec<Part>,
    /// Why the two would be better together, each reason in words.
    pub rationale: Vec<String>,
}

/// What the finder found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Integration {
    /// The best first; of equals, those that serve more people, then by key.
    pub found: Vec<Unlike>,
    /// How many were left out because nothing says why they would be better together.
    pub without_rationale: usize,
}

/// The bodies unlike `of` that have a rationale. `totals` are the [`totals`](crate::profile::totals) of `all`. O(bodies × (services + places)).
pub fn unlike(of: &Profile, all: &[Profile], totals: &BTreeMap<String, f64>) -> Integration {
    let others: Vec<&Profile> = all.iter().filter(|other| other.key != of.key).collect();
    let compared = others.iter().map(|other| (compare(of, other, totals), other.population));
    let mut found: Vec<(Unlike, Option<f64>)> =
        compared.filter(|(other, _)| !other.rationale.is_empty()).collect();
    let without_rationale = others.len() - found.len();
    found.sort_by(|(one, people), (other, others)| {
        let more_people = others.partial_cmp(people).unwrap_or(Ordering::Equal);
        other.score.total_cmp(&one.score).then(more_people).then_with(|| one.key.cmp(&other.key))
    });
    Integration { found: found.into_iter().map(|(other, _)| other).collect(), without_rationale }
}

fn compare(of: &Profile, other: &Profile, totals: &BTreeMap<String, f64>) -> Unlike {
    let alike = likeness(of, other, totals);
    let difference = alike.map(|alike| 1.0 - alike);
    let mut rationale = Vec::new();
    let services = difference.map_or_else(
        || "it is not known which services both give".to_owned(),
        |difference| format!("their services are {} unlike", percent(difference)),
    );
    let shared = shared_people(of, other);
    let people = shared.as_ref().map_or_else(
        || "it is not known where those live whom both serve".to_owned(),
        |(share, places)| {
            format!(
                "{} of the smaller's people live where the other serves: {}",
                percent(*share),
                a_few(places)
            )
        },
    );
    if shared.as_ref().is_some_and(|(share, _)| *share > 0.0) {
        rationale.push(people.clone());
    }
    let (theirs, ours) = (met(&of.needs, &other.offers), met(&other.needs, &of.offers));
    let needs = of.needs.len() + other.needs.len();
    let complement = (needs > 0).then(|| (theirs.len() + ours.len()) as f64 / needs as f64);
    for (met, words) in [(&theirs, "it offers what is needed here"), (&ours, "it needs what is offered here")]
    {
        if !met.is_empty() {
            rationale.push(format!("{words}: {}", a_few(met)));
        }
    }
    let skills = if needs == 0 {
        "neither says which skills it needs".to_owned()
    } else {
        format!("{} of {needs} needs are met by the other", theirs.len() + ours.len())
    };
    let share = shared.map(|(share, _)| share);
    let known = |score: Option<f64>| score.unwrap_or(UNKNOWN);
    let score = known(difference) * known(share) * (0.5 + 0.5 * known(complement));
    let part = |aspect, score, reason| Part { aspect, score, reason };
    let parts = vec![
        part(Aspect::Services, difference, services),
        part(Aspect::People, share, people),
        part(Aspect::Skills, complement, skills),
    ];
    Unlike {
        key: other.key.clone(),
        name: other.name.clone(),
        kind: other.kind.clone(),
        score,
        parts,
        rationale,
    }
}

/// The share of the smaller's people who live where the other serves, and those places by how many live there; none where it is not
/// known of either.
fn shared_people<'p>(one: &'p Profile, other: &Profile) -> Option<(f64, Vec<&'p str>)> {
    let sum = |profile: &Profile| profile.people_by_place.values().sum::<f64>();
    let smaller = f64::min(sum(one), sum(other));
    if smaller <= 0.0 {
        return None;
    }
    let both = one.people_by_place.iter().filter_map(|(place, mine)| {
        let people = f64::min(*mine, *other.people_by_place.get(place)?);
        (people > 0.0).then_some((people, place.as_str()))
    });
    let mut both: Vec<(f64, &str)> = both.collect();
    both.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.1.cmp(other.1)));
    let share = both.iter().map(|(people, _)| people).sum::<f64>() / smaller;
    Some((share.min(1.0), both.into_iter().map(|(_, place)| place).collect()))
}

fn met<'s>(needs: &'s BTreeSet<String>, offers: &'s BTreeSet<String>) -> Vec<&'s str> {
    needs.intersection(offers).map(String::as_str).collect()
}
