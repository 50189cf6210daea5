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

use serde::Serialize;

use crate::best::best;
use crate::profile::{Aspect, Part, UNKNOWN, a_few, percent};
use crate::profiles::{Body, Profiles};

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
#[derive(Debug, Clone, PartialEq)]
pub struct Integration {
    /// The first of them: the best first; of equals, those that serve more people, then by key.
    pub first: Vec<Unlike>,
    /// How many there are.
    pub count: usize,
    /// How many were left out because nothing says why they would be better together.
    pub without_rationale: usize,
}

/// The bodies unlike `of` that have a rationale, the first `most` of them told; before everything else those of which `before` is the
/// greatest. O(bodies × (services + places + skills of one)).
pub fn unlike<R: Ord>(
    of: usize,
    profiles: &Profiles,
    before: impl Fn(usize) -> R,
    most: usize,
) -> Integration {
    let compare = |(at, body)| {
        let scores = Scores::new(of, at, profiles)?;
        Some(Compared { at, body, before: before(at), score: scores.product(), scores })
    };
    let others = profiles.bodies().filter(|(at, _)| *at != of);
    let found: Vec<Compared<'_, R>> = others.filter_map(compare).collect();
    let count = found.len();
    let without_rationale = profiles.len().saturating_sub(1 + count);
    let people = |it: &Compared<'_, R>| it.body.population.unwrap_or(f64::NEG_INFINITY);
    let first = best(found, most, |one, other| {
        let by_score = other.before.cmp(&one.before).then_with(|| other.score.total_cmp(&one.score));
        by_score
            .then_with(|| people(other).total_cmp(&people(one)))
            .then_with(|| one.body.key.cmp(&other.body.key))
    });
    let told = |it: Compared<'_, R>| {
        let (parts, rationale) = it.scores.told(of, it.at, profiles);
        let Body { key, name, kind, .. } = it.body.clone();
        Unlike { key, name, kind, score: it.score, parts, rationale }
    };
    Integration { first: first.into_iter().map(told).collect(), count, without_rationale }
}

struct Compared<'p, R> {
    at: usize,
    body: &'p Body,
    before: R,
    score: f64,
    scores: Scores,
}

/// The parts, without their reasons.
struct Scores {
    difference: Option<f64>,
    share: Option<f64>,
    complement: Option<f64>,
}

impl Scores {
    /// Of two bodies that have a rationale.
    fn new(of: usize, other: usize, profiles: &Profiles) -> Option<Self> {
        let share = shared_people(of, other, profiles).map(|(share, _)| share);
        let (theirs, ours) = (profiles.met(of, other).count(), profiles.met(other, of).count());
        if theirs + ours == 0 && share.is_none_or(|share| share <= 0.0) {
            return None;
        }
        let needs = profiles.count_of_needs(of) + profiles.count_of_needs(other);
        let complement = (needs > 0).then(|| (theirs + ours) as f64 / needs as f64);
        let difference = profiles.likeness(of, other).map(|alike| 1.0 - alike);
        Some(Self { difference, share, complement })
    }

    fn product(&self) -> f64 {
        let known = |score: Option<f64>| score.unwrap_or(UNKNOWN);
        known(self.difference) * known(self.share) * (0.5 + 0.5 * known(self.complement))
    }

    /// The parts with their reasons, and the rationale.
    fn told(&self, of: usize, other: usize, profiles: &Profiles) -> (Vec<Part>, Vec<String>) {
        let mut rationale = Vec::new();
        let services = self.difference.map_or_else(
            || "it is not known which services both give".to_owned(),
            |difference| format!("their services are {} unlike", percent(difference)),
        );
        let people = shared_people(of, other, profiles).map_or_else(
            || "it is not known where those live whom both serve".to_owned(),
            |(share, places)| {
                let places: Vec<&str> = places.into_iter().map(|(_, place)| profiles.place(place)).collect();
                format!(
                    "{} of the smaller's people live where the other serves: {}",
                    percent(share),
                    a_few(&places)
                )
            },
        );
        if self.share.is_some_and(|share| share > 0.0) {
            rationale.push(people.clone());
        }
        let [theirs, ours] =
            [(of, other), (other, of)].map(|(needs, offers)| profiles.met(needs, offers).collect::<Vec<_>>());
        for (met, words) in
            [(&theirs, "it offers what is needed here"), (&ours, "it needs what is offered here")]
        {
            if !met.is_empty() {
                rationale.push(format!("{words}: {}", a_few(met)));
            }
        }
        let needs = profiles.count_of_needs(of) + profiles.count_of_needs(other);
        let skills = if needs == 0 {
            "neither says which skills it needs".to_owned()
        } else {
            format!("{} of {needs} needs are met by the other", theirs.len() + ours.len())
        };
        let part = |aspect, score, reason| Part { aspect, score, reason };
        let parts = vec![
            part(Aspect::Services, self.difference, services),
            part(Aspect::People, self.share, people),
            part(Aspect::Skills, self.complement, skills),
        ];
        (parts, rationale)
    }
}

/// The share of the smaller's people who live where the other serves, and those places by how many live there; none where it is not
/// known of either.
fn shared_people(one: usize, other: usize, profiles: &Profiles) -> Option<(f64, Vec<(f64, usize)>)> {
    let smaller = f64::min(profiles.body(one)?.people, profiles.body(other)?.people);
    if smaller <= 0.0 {
        return None;
    }
    let both = profiles.people_in_common(one, other).filter(|(people, _)| *people > 0.0);
    let mut both: Vec<(f64, usize)> = both.collect();
    both.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
    let share = both.iter().map(|(people, _)| people).sum::<f64>() / smaller;
    Some((share.min(1.0), both))
}
