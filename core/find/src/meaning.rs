//! What a need in somebody's own words is about, and which services are about the same.
//!
//! A text names a *concept* where one of the concept's phrases stands in it, word for word, whatever its case. What two texts have in
//! common is, from the strongest: concepts that both name; words that both say; and the part of public service that their concepts
//! belong to. The phrases are a table in plain sight (`concepts`); nothing is learnt and nothing guessed, and each match says why.

mod concepts;
mod many;

use std::collections::BTreeSet;

use concepts::{CONCEPTS, Concept, is_empty};
pub use many::Meanings;

/// What a text is about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Meaning {
    /// Each concept, as its place in the table, with the phrase that names it here.
    named: Vec<(usize, &'static str)>,
    /// Words that say something, in small letters, without the ending of the plural.
    words: BTreeSet<String>,
}

/// What two texts have in common; the greater, the more.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct InCommon {
    /// Concepts that both name.
    concepts: usize,
    /// Words that both say.
    words: usize,
    /// Parts of public service that both belong to.
    parts: usize,
    /// Why, a sentence without its stop.
    pub why: String,
}

impl Meaning {
    /// Of a text.
    pub fn of(text: &str) -> Self {
        let words = words(text);
        let says = |phrase: &str| {
            let phrase: Vec<&str> = phrase.split(' ').collect();
            words.windows(phrase.len()).any(|part| part.iter().zip(&phrase).all(|(one, other)| one == other))
        };
        let named = |(at, concept): (usize, &Concept)| {
            concept.phrases().find(|phrase| says(phrase)).map(|phrase| (at, phrase))
        };
        let named = CONCEPTS.iter().enumerate().filter_map(named).collect();
        let tells = |word: &&String| word.chars().count() > 2 && !is_empty(word);
        Self { named, words: words.iter().filter(tells).map(|word| singular(word).to_owned()).collect() }
    }

    /// Whether nothing in it says what it is about.
    pub fn is_empty(&self) -> bool {
        self.named.is_empty() && self.words.is_empty()
    }

    /// What it has in common with another; none where nothing.
    pub fn in_common(&self, other: &Self) -> Option<InCommon> {
        let mut why = Vec::new();
        let mut concepts = 0;
        let mut parts: BTreeSet<&str> = BTreeSet::new();
        for (at, phrase) in &self.named {
            if let Some((_, theirs)) = other.named.iter().find(|(theirs, _)| theirs == at) {
                concepts += 1;
                let name = CONCEPTS[*at].name;
                why.push(if phrase == theirs {
                    format!("both are about {name}")
                } else {
                    format!("'{phrase}' and '{theirs}' are both about {name}")
                });
            } else if let Some((theirs, said)) =
                other.named.iter().find(|(theirs, _)| CONCEPTS[*theirs].part == CONCEPTS[*at].part)
                && parts.insert(CONCEPTS[*theirs].part)
            {
                why.push(format!("'{phrase}' and '{said}' both belong to {}", CONCEPTS[*theirs].part));
            }
        }
        let words: Vec<&str> = self.words.intersection(&other.words).map(String::as_str).collect();
        if concepts == 0 && !words.is_empty() {
            why.insert(0, format!("both say '{}'", words.join("', '")));
        }
        let (words, parts) = (words.len(), parts.len());
        (concepts + words + parts > 0).then(|| InCommon { concepts, words, parts, why: why.join("; ") })
    }
}

impl InCommon {
    /// Whether it is more than the same part of public service.
    pub fn is_close(&self) -> bool {
        self.concepts + self.words > 0
    }
}

/// The words of a text in small letters; `A&E` is one.
fn words(text: &str) -> Vec<String> {
    let text = text.to_lowercase().replace(" & ", "&").replace(['’', '\''], "");
    let is_between = |letter: char| !letter.is_alphanumeric() && letter != '&';
    text.split(is_between).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Without the ending of a plural; words on -ss keep theirs.
fn singular(word: &str) -> &str {
    match word.strip_suffix('s') {
        Some(one) if one.chars().count() > 2 && !one.ends_with('s') => one,
        _ => word,
    }
}
