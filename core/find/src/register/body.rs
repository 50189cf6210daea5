use std::collections::BTreeMap;

use commonweal_quantity::Period;
use serde::{Deserialize, Serialize};

use super::{Field, Identifier, List};

/// What one source says of a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// The value.
    pub value: String,
    /// The day of which the source first told it so.
    pub since: Period,
}

/// What is told of a body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// The identifier under which it was first listed.
    pub key: Identifier,
    /// Its identifiers, each with the source that first told it.
    pub identifiers: BTreeMap<Identifier, String>,
    /// By field, then by source.
    pub fields: BTreeMap<Field, BTreeMap<String, Told>>,
    /// Services, skills, posts and areas, by source, then by the source's id.
    #[serde(default)]
    pub lists: BTreeMap<List, BTreeMap<String, BTreeMap<String, String>>>,
    /// The sources that list it no longer, each with the day since which.
    pub no_longer_listed: BTreeMap<String, Period>,
}

impl Body {
    /// Of which nothing is told yet.
    pub(super) fn new(key: Identifier) -> Self {
        Self {
            key,
            identifiers: BTreeMap::new(),
            fields: BTreeMap::new(),
            lists: BTreeMap::new(),
            no_longer_listed: BTreeMap::new(),
        }
    }

    /// What was told of a field last, and by whom; of two told of the same day, the source first by name.
    pub fn told(&self, field: Field) -> Option<(&str, &Told)> {
        let told = self.fields.get(&field)?.iter();
        let last = told.rev().max_by_key(|(_, told)| told.since)?;
        Some((last.0, last.1))
    }

    /// The value told last.
    pub fn value(&self, field: Field) -> Option<&str> {
        self.told(field).map(|(_, told)| told.value.as_str())
    }

    /// The value told last, as a number.
    pub fn number(&self, field: Field) -> Option<f64> {
        self.value(field)?.parse().ok()
    }

    /// Its name, or its key where nobody tells one. Names that a publisher writes in capitals alone stand in ordinary letters.
    pub fn name(&self) -> String {
        self.value(Field::Name).map_or_else(|| self.key.to_string(), ordinary)
    }

    /// Latitude and longitude, degrees.
    pub fn position(&self) -> Option<(f64, f64)> {
        Some((self.number(Field::Latitude)?, self.number(Field::Longitude)?))
    }

    /// Every item of a list that some source tells: id and value. Of several sources the items of the first by name come first.
    pub fn list(&self, list: List) -> impl Iterator<Item = (&str, &str)> {
        let told = self.lists.get(&list).into_iter().flat_map(BTreeMap::values).flatten();
        told.map(|(id, value)| (id.as_str(), value.as_str()))
    }

    /// What one source tells of a list: of several, the first by name. For amounts, which must not be counted twice.
    pub fn list_of_one(&self, list: List) -> Option<(&str, &BTreeMap<String, String>)> {
        self.lists.get(&list)?.iter().next().map(|(source, items)| (source.as_str(), items))
    }

    /// Every service that some source tells.
    pub fn services(&self) -> impl Iterator<Item = &str> {
        self.list(List::Services).map(|(_, name)| name)
    }

    /// Whether a source tells anything of it.
    pub(super) fn is_told_by(&self, source: &str) -> bool {
        self.fields.values().any(|told| told.contains_key(source))
            || self.lists.values().any(|told| told.contains_key(source))
    }
}

/// Words from which a name in capitals alone is taken for one that its publisher shouts; fewer may be an abbreviation.
const LEAST_WORDS: usize = 3;
/// What stays in capitals.
const ABBREVIATIONS: [&str; 6] = ["NHS", "CIC", "GP", "UK", "ICB", "YMCA"];
/// What stays small but at the beginning.
const SMALL: [&str; 7] = ["AND", "OF", "THE", "FOR", "IN", "ON", "WITH"];

/// A name of several words that has no small letter, in ordinary letters; every other as it is.
fn ordinary(name: &str) -> String {
    let words: Vec<&str> = name.split(' ').collect();
    if words.len() < LEAST_WORDS || name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    let mut written = String::with_capacity(name.len());
    for (place, word) in words.into_iter().enumerate() {
        if place > 0 {
            written.push(' ');
        }
        if ABBREVIATIONS.contains(&word) {
            written.push_str(word);
        } else if place > 0 && SMALL.contains(&word) {
            written.push_str(&word.to_lowercase());
        } else {
            capitals_at_beginnings(word, &mut written);
        }
    }
    written
}

/// A capital at the beginning, and after whatever is no letter but an apostrophe.
fn capitals_at_beginnings(word: &str, written: &mut String) {
    let mut begins = true;
    for letter in word.chars() {
        if begins {
            written.push(letter);
        } else {
            written.extend(letter.to_lowercase());
        }
        begins = !letter.is_alphanumeric() && !matches!(letter, '\'' | '’');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_capitals_alone_is_put_in_ordinary_letters() {
        let written = ordinary("THE SALTMERE AND ST HELEN'S NHS TRUST (NORTH-EAST)");
        assert_eq!(written, "The Saltmere and St Helen's NHS Trust (North-East)");
    }

    #[test]
    fn an_abbreviation_and_a_name_with_small_letters_stay_as_they_are() {
        assert_eq!(ordinary("BEAT"), "BEAT");
        assert_eq!(ordinary("Saltmere MIND and BODY"), "Saltmere MIND and BODY");
    }
}
