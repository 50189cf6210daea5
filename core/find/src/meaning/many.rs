//! Many texts, of which a few are about a need.

use std::collections::{BTreeMap, BTreeSet};

use super::{InCommon, Meaning};

/// What each of many texts is about, with the texts of each concept and word.
#[derive(Debug, Clone, Default)]
pub struct Meanings {
    all: Vec<Meaning>,
    by_concept: BTreeMap<usize, Vec<usize>>,
    by_word: BTreeMap<String, Vec<usize>>,
}

impl Meanings {
    /// Of texts, each known by its place among them.
    pub fn of<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let mut ready = Self { all: texts.into_iter().map(Meaning::of).collect(), ..Self::default() };
        for (at, meaning) in ready.all.iter().enumerate() {
            for (concept, _) in &meaning.named {
                ready.by_concept.entry(*concept).or_default().push(at);
            }
            for word in &meaning.words {
                ready.by_word.entry(word.clone()).or_default().push(at);
            }
        }
        ready
    }

    /// The places of the texts that have a concept or a word in common with a need, the most in common first; of equals, as they came.
    /// O(n log n) in those texts alone.
    pub fn close_to(&self, need: &Meaning) -> Vec<(InCommon, usize)> {
        let concepts = need.named.iter().filter_map(|(concept, _)| self.by_concept.get(concept));
        let words = need.words.iter().filter_map(|word| self.by_word.get(word));
        let close: BTreeSet<usize> = concepts.chain(words).flatten().copied().collect();
        let in_common = |at: usize| Some((need.in_common(self.all.get(at)?)?, at));
        let mut close: Vec<(InCommon, usize)> = close.into_iter().filter_map(in_common).collect();
        close.sort_by(|one, other| other.0.cmp(&one.0));
        close
    }
}
