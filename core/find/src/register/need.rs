//! The need of the population that a body serves, and where the figure is from.

use std::collections::{BTreeMap, BTreeSet};

use commonweal_quantity::Period;

use super::{Body, Field, Identifier, List, Register};

/// The scheme of the codes of places: those of the Office for National Statistics.
const PLACES: &str = "GSS";
/// Least share of those served whose places tell a figure: an average over fewer would be of others.
const LEAST_COVERED: f64 = 0.8;

/// A figure of the need of those whom a body serves.
#[derive(Debug, Clone, PartialEq)]
pub struct Need {
    /// The figure.
    pub value: f64,
    /// Where it is from.
    pub basis: Basis,
}

/// Where a figure of need is from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Basis {
    /// A source tells it of the body.
    Told {
        /// The source.
        source: String,
        /// The day of which it first told it so.
        since: Period,
    },
    /// It is the average over the places where those live whom the body serves, by how many live in each.
    Places {
        /// Places that tell it.
        places: usize,
        /// Who tells it of them, and who tells where people live.
        sources: BTreeSet<String>,
    },
}

/// The body of each place: a council by its code, under the name of its place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places(BTreeMap<String, Identifier>);

impl Places {
    /// The places that bodies with a code of a place serve. Of several open ones of a name the first by key.
    pub fn of(register: &Register) -> Self {
        let mut places = BTreeMap::new();
        let has_code = |body: &&Body| body.identifiers.keys().any(|it| it.scheme() == PLACES);
        for body in register.bodies().filter(has_code).filter(|body| body.value(Field::Closed).is_none()) {
            if let Some(place) = body.value(Field::Place) {
                places.entry(place.to_lowercase()).or_insert_with(|| body.key.clone());
            }
        }
        Self(places)
    }

    /// The body of a place, by the place's code or name.
    fn body<'r>(&self, register: &'r Register, place: &str) -> Option<&'r Body> {
        let code = Identifier::new(PLACES, place).ok();
        let by_code = code.and_then(|code| register.body(&code));
        by_code.or_else(|| register.body(self.0.get(&place.to_lowercase())?))
    }

    /// What a place is called: its name where it is told by a code that the register knows.
    pub fn name<'p>(&self, register: &'p Register, place: &'p str) -> &'p str {
        self.body(register, place).and_then(|body| body.value(Field::Place)).unwrap_or(place)
    }

    /// How many of those whom a body serves live in each place, by the place's name: shares where nobody tells numbers. Where only its
    /// place is told, everybody lives there.
    pub fn people(&self, register: &Register, body: &Body) -> BTreeMap<String, f64> {
        let mut people = BTreeMap::new();
        if let Some((_, areas)) = body.list_of_one(List::Areas) {
            for (place, amount) in areas {
                let amount: f64 = amount.parse().unwrap_or_default();
                *people.entry(self.name(register, place).to_owned()).or_insert(0.0) += amount;
            }
        } else if let Some(place) = body.value(Field::Place) {
            let all = body.number(Field::Population).unwrap_or(1.0);
            people.insert(self.name(register, place).to_owned(), all);
        }
        people
    }

    /// A figure of the need of those whom a body serves: as it is told of it, or else
    ///
    /// ```text
    /// Σ people · figure of the place / Σ people, over the places that tell it
    /// ```
    ///
    /// None where neither is known, or the places that tell it are not those of four in five.
    pub fn need(&self, register: &Register, body: &Body, field: Field) -> Option<Need> {
        if let Some((source, told)) = body.told(field) {
            let basis = Basis::Told { source: source.to_owned(), since: told.since };
            return Some(Need { value: told.value.parse().ok()?, basis });
        }
        let (mut all, mut covered, mut sum, mut places) = (0.0, 0.0, 0.0, 0);
        let mut sources: BTreeSet<String> =
            body.list_of_one(List::Areas).map(|(source, _)| source.to_owned()).into_iter().collect();
        for (place, people) in self.people(register, body) {
            all += people;
            let Some(council) = self.body(register, &place) else { continue };
            let Some((source, _)) = council.told(field) else { continue };
            let Some(figure) = council.number(field) else { continue };
            covered += people;
            sum += people * figure;
            places += 1;
            sources.insert(source.to_owned());
        }
        let is_enough = covered > 0.0 && covered >= LEAST_COVERED * all;
        is_enough.then(|| Need { value: sum / covered, basis: Basis::Places { places, sources } })
    }
}
