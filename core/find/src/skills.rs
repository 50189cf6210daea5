//! Needs and offers matched by skill, whatever the sector.

use std::collections::BTreeMap;

use crate::register::{Body, Field, List, Register};

/// A skill, with who needs it and who offers it, each by key.
#[derive(Debug, Clone, PartialEq)]
pub struct Skill<'r> {
    /// As the first who tells it writes it.
    pub name: &'r str,
    /// Who needs it.
    pub needed_by: Vec<&'r Body>,
    /// Who offers it.
    pub offered_by: Vec<&'r Body>,
}

/// How far a need is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bond {
    /// Some body needs it, and one of another sector offers it.
    AcrossSectors,
    /// Some body needs it, and another offers it, of its own sector or of one that is not told.
    Within,
    /// Nobody else offers it.
    Unmet,
    /// Nobody else needs it.
    Unasked,
}

impl Skill<'_> {
    /// How far it is met: by the best of its pairs of different bodies. A department is another body than the one that it is part of.
    pub fn bond(&self) -> Bond {
        let pairs =
            self.needed_by.iter().flat_map(|need| self.offered_by.iter().map(move |offer| (need, offer)));
        let bonds = pairs.filter(|(need, offer)| need.key != offer.key).map(|(need, offer)| {
            match (need.value(Field::Sector), offer.value(Field::Sector)) {
                (Some(one), Some(other)) if !one.eq_ignore_ascii_case(other) => Bond::AcrossSectors,
                _ => Bond::Within,
            }
        });
        bonds.min().unwrap_or(if self.needed_by.is_empty() { Bond::Unasked } else { Bond::Unmet })
    }
}

/// Every skill that a body which has not closed needs or offers: those met across sectors first, then by name.
pub fn skills(register: &Register) -> Vec<Skill<'_>> {
    let mut found: BTreeMap<&str, Skill<'_>> = BTreeMap::new();
    for body in register.bodies().filter(|body| body.value(Field::Closed).is_none()) {
        for list in [List::Needs, List::Offers] {
            for (key, name) in body.list(list) {
                let new = || Skill { name, needed_by: Vec::new(), offered_by: Vec::new() };
                let skill = found.entry(key).or_insert_with(new);
                let side = if list == List::Needs { &mut skill.needed_by } else { &mut skill.offered_by };
                // Two sources may tell one need.
                if side.last().is_none_or(|last: &&Body| last.key != body.key) {
                    side.push(body);
                }
            }
        }
    }
    let mut found: Vec<Skill<'_>> = found.into_values().collect();
    found.sort_by_key(Skill::bond);
    found
}
