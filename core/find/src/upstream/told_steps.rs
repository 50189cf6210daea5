use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Nodes, Steps};

/// Which follows which, by name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ToldSteps {
    /// What the names are of.
    pub of: Nodes,
    /// The steps, the one that most persons took first; empty too where there were too many services or bodies to count them.
    pub steps: Vec<NamedStep>,
    /// Steps that are not told because too few persons took them.
    pub suppressed: u64,
}

/// A step, and how many took it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedStep {
    /// The service or body that is left.
    pub from: String,
    /// The one that follows.
    pub to: String,
    /// Persons.
    pub persons: u64,
    /// How often in all; none where this would tell of a few persons.
    pub times: Option<u64>,
}

impl ToldSteps {
    /// All steps counted, `names` being those of their numbers.
    pub fn new(steps: &Steps, of: Nodes, names: &[String]) -> Self {
        let name = |number: u32| names.get(number as usize).cloned().unwrap_or_default();
        let named = steps.all().into_iter().map(|step| NamedStep {
            from: name(step.from),
            to: name(step.to),
            persons: step.persons,
            times: Some(step.times),
        });
        let mut told = Self { of, steps: named.collect(), suppressed: 0 };
        told.sort();
        told
    }

    /// Without the steps that fewer than `smallest` persons took, and without the times of those that a few took again.
    #[must_use]
    pub fn without_small(&self, smallest: u64) -> Self {
        let is_told = |step: &&NamedStep| step.persons >= smallest;
        let again = |step: &NamedStep| step.times.unwrap_or_default().saturating_sub(step.persons);
        let steps = self.steps.iter().filter(is_told).map(|step| NamedStep {
            times: step.times.filter(|_| !(1..smallest).contains(&again(step))),
            ..step.clone()
        });
        let steps: Vec<NamedStep> = steps.collect();
        let suppressed = self.suppressed + (self.steps.len() - steps.len()) as u64;
        Self { of: self.of, steps, suppressed }
    }

    /// The steps of several places together, as far as they are told; those of bodies are not added to those of services, and the
    /// first place says which.
    pub fn together<'a>(places: impl IntoIterator<Item = &'a Self>) -> Self {
        let mut places = places.into_iter().peekable();
        let of = places.peek().map(|first| first.of).unwrap_or_default();
        let mut sums: BTreeMap<(&str, &str), (u64, Option<u64>)> = BTreeMap::new();
        let mut suppressed = 0;
        for place in places.filter(|place| place.of == of) {
            suppressed += place.suppressed;
            for NamedStep { from, to, persons, times } in &place.steps {
                let (all, all_times) = sums.entry((from, to)).or_insert((0, Some(0)));
                *all = all.saturating_add(*persons);
                *all_times = all_times.zip(*times).map(|(one, other)| one.saturating_add(other));
            }
        }
        let step = |((from, to), (persons, times)): ((&str, &str), _)| NamedStep {
            from: from.to_owned(),
            to: to.to_owned(),
            persons,
            times,
        };
        let mut told = Self { of, steps: sums.into_iter().map(step).collect(), suppressed };
        told.sort();
        told
    }

    fn sort(&mut self) {
        self.steps.sort_by(|one, other| {
            other.persons.cmp(&one.persons).then_with(|| (&one.from, &one.to).cmp(&(&other.from, &other.to)))
        });
    }
}
