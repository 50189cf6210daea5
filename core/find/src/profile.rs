//! What the finders of mirrors and of unlike partners know of a body, and how they explain what they make of it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

/// A body as the finders see it. What is not known is left empty, never guessed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Profile {
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// What kind of body it is.
    pub kind: Option<String>,
    /// How much it gives of each service, in any unit that is the same for all bodies; 1 where a service is only named.
    pub services: BTreeMap<String, f64>,
    /// Persons served.
    pub population: Option<f64>,
    /// Deprivation of those served, higher is worse.
    pub deprivation: Option<f64>,
    /// Latitude and longitude, degrees.
    pub position: Option<(f64, f64)>,
    /// How many of the people it serves live in each place.
    pub people_by_place: BTreeMap<String, f64>,
    /// Skills that it needs, in lower case.
    pub needs: BTreeSet<String>,
    /// Skills that it offers, in lower case.
    pub offers: BTreeSet<String>,
}

/// What two bodies are compared by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Aspect {
    /// The services that they give.
    Services,
    /// How many people they serve.
    Population,
    /// How deprived those are.
    Deprivation,
    /// How far they are apart.
    Distance,
    /// The people and places that both serve.
    People,
    /// What one needs and the other offers.
    Skills,
}

/// One part of a comparison: a figure from 0 to 1, and the reason for it in words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Part {
    /// By what.
    pub aspect: Aspect,
    /// From 0 to 1; none where what it takes is not known.
    pub score: Option<f64>,
    /// Why, in words.
    pub reason: String,
}

/// What a part that is not known counts as: neither for the candidate nor against.
pub const UNKNOWN: f64 = 0.5;

/// The smaller over the larger of two amounts that are above 0.
pub(crate) fn ratio(one: Option<f64>, other: Option<f64>) -> Option<f64> {
    let (one, other) = (one?, other?);
    (one > 0.0 && other > 0.0).then(|| f64::min(one, other) / f64::max(one, other))
}

/// Kilometres over the ground between two places given as latitude and longitude in degrees, on a sphere of 6,371 km (haversine).
pub fn distance_km(one: (f64, f64), other: (f64, f64)) -> f64 {
    let (latitude, others) = (one.0.to_radians(), other.0.to_radians());
    let half = |degrees: f64| (degrees.to_radians() / 2.0).sin().powi(2);
    let chord = half(other.0 - one.0) + latitude.cos() * others.cos() * half(other.1 - one.1);
    2.0 * 6_371.0 * chord.clamp(0.0, 1.0).sqrt().asin()
}

/// A few names in words: `a, b, c and 4 more`.
pub(crate) fn a_few(names: &[&str]) -> String {
    const FEW: usize = 3;
    match names.len() {
        0 => "none".to_owned(),
        count if count <= FEW => names.join(", "),
        count => format!("{} and {} more", names[..FEW].join(", "), count - FEW),
    }
}

/// A whole number with separators.
pub(crate) fn grouped(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A share as a whole percentage.
pub(crate) fn percent(share: f64) -> String {
    format!("{:.0}%", 100.0 * share)
}
