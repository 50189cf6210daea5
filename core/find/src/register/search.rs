use std::collections::{BTreeMap, BTreeSet};

use commonweal_quantity::nearest::nearest;
use memchr::memmem::Finder;

use super::{Body, Field, Identifier, Register};

/// What somebody looks for; what is empty does not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// Words that its name, identifiers, place or services must all have, whatever their case.
    pub words: String,
    /// Its kind.
    pub kind: Option<String>,
    /// Its sector.
    pub sector: Option<String>,
    /// Words of its region or place.
    pub place: Option<String>,
}

/// What a register is searched by, made ready once for many searches.
#[derive(Debug, Clone, Default)]
pub struct Index {
    /// By name.
    lines: Vec<Line>,
    kinds: BTreeMap<String, usize>,
    sectors: BTreeMap<String, usize>,
    /// Words of names and places, in small letters.
    vocabulary: BTreeSet<String>,
}

/// A body as it is searched by, all in small letters.
#[derive(Debug, Clone)]
struct Line {
    name: String,
    key: Identifier,
    text: String,
    kind: Option<String>,
    sector: Option<String>,
    place: String,
}

/// Shorter words are not corrected: too many are near.
const SHORTEST_CORRECTED: usize = 4;

impl Index {
    /// Of every body. O(n log n) in the bodies.
    pub fn of(register: &Register) -> Self {
        let mut index = Self::default();
        for body in register.bodies() {
            let told = |field| body.value(field).map(str::to_owned);
            for (counts, value) in
                [(&mut index.kinds, told(Field::Kind)), (&mut index.sectors, told(Field::Sector))]
            {
                if let Some(value) = value {
                    *counts.entry(value).or_insert(0) += 1;
                }
            }
            let line = Line::of(body);
            let words = line.name.split(is_between).chain(line.place.split(is_between));
            index
                .vocabulary
                .extend(words.filter(|word| word.chars().count() >= SHORTEST_CORRECTED).map(str::to_owned));
            index.lines.push(line);
        }
        index.lines.sort_by(|one, other| one.name.cmp(&other.name).then_with(|| one.key.cmp(&other.key)));
        index
    }

    /// The keys of the bodies that a query finds, by name. O(text) of all bodies.
    pub fn search(&self, query: &Query) -> Vec<&Identifier> {
        let small = |text: &Option<String>| text.as_ref().map(|text| text.to_lowercase());
        let finders = |text: &str| -> Vec<Finder<'static>> {
            text.to_lowercase().split_whitespace().map(|word| Finder::new(word).into_owned()).collect()
        };
        let (words, place) = (finders(&query.words), finders(query.place.as_deref().unwrap_or_default()));
        let (kind, sector) = (small(&query.kind), small(&query.sector));
        let is = |wanted: &Option<String>, value: &Option<String>| wanted.is_none() || wanted == value;
        let has =
            |text: &str, words: &[Finder<'_>]| words.iter().all(|word| word.find(text.as_bytes()).is_some());
        let fits = |line: &&Line| {
            is(&kind, &line.kind)
                && is(&sector, &line.sector)
                && has(&line.place, &place)
                && has(&line.text, &words)
        };
        self.lines.iter().filter(fits).map(|line| &line.key).collect()
    }

    /// The words with each that nobody has in the place of the nearest that somebody has; none where nothing is near, or nothing is wrong.
    pub fn did_you_mean(&self, words: &str) -> Option<String> {
        let words = words.to_lowercase();
        let mut corrected = Vec::new();
        for word in words.split_whitespace() {
            let finder = Finder::new(word);
            if self.lines.iter().any(|line| finder.find(line.text.as_bytes()).is_some()) {
                corrected.push(word);
                continue;
            }
            let length = word.chars().count();
            if length < SHORTEST_CORRECTED {
                return None;
            }
            let near = |other: &&String| other.chars().count().abs_diff(length) * 3 <= length;
            corrected.push(nearest(word, self.vocabulary.iter().filter(near).map(String::as_str))?);
        }
        let corrected = corrected.join(" ");
        (corrected != words.split_whitespace().collect::<Vec<_>>().join(" ")).then_some(corrected)
    }

    /// The key of the body of a name, letters compared without case; none where several are called so. O(log n).
    pub fn named(&self, name: &str) -> Option<&Identifier> {
        let name = name.to_lowercase();
        let from = self.lines.partition_point(|line| line.name < name);
        let mut called = self.lines.iter().skip(from).take_while(|line| line.name == name);
        called.next().filter(|_| called.next().is_none()).map(|line| &line.key)
    }

    /// Each kind of body with how many are of it.
    pub fn kinds(&self) -> &BTreeMap<String, usize> {
        &self.kinds
    }

    /// Each sector with how many bodies are of it.
    pub fn sectors(&self) -> &BTreeMap<String, usize> {
        &self.sectors
    }
}

impl Register {
    /// The bodies that one query finds, by name; for many queries, make an [`Index`] once.
    pub fn search(&self, query: &Query) -> Vec<&Body> {
        Index::of(self).search(query).into_iter().filter_map(|key| self.body(key)).collect()
    }
}

impl Line {
    fn of(body: &Body) -> Self {
        let small = |field| body.value(field).map(str::to_lowercase);
        let mut text = body.key.to_string();
        let mut also = |part: &str| {
            text.push('\n');
            text.push_str(part);
        };
        for identifier in body.identifiers.keys().filter(|identifier| **identifier != body.key) {
            also(&identifier.to_string());
        }
        let fields = [Field::Name, Field::Kind, Field::Place, Field::Region, Field::Postcode, Field::Address];
        for field in fields {
            also(body.value(field).unwrap_or_default());
        }
        for service in body.services() {
            also(service);
        }
        let places = [small(Field::Place), small(Field::Region)];
        Self {
            name: body.name().to_lowercase(),
            key: body.key.clone(),
            text: text.to_lowercase(),
            kind: small(Field::Kind),
            sector: small(Field::Sector),
            place: places.into_iter().flatten().collect::<Vec<_>>().join("\n"),
        }
    }
}

fn is_between(letter: char) -> bool {
    !letter.is_alphanumeric()
}
