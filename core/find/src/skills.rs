//! Needs and offers matched by skill, whatever the sector.

use std::collections::{BTreeMap, BTreeSet};

use crate::register::{Body, Field, Identifier, List, Register};

/// A skill, with who needs it and who offers it.
#[derive(Debug, Clone, PartialEq)]
pub struct Skill {
    /// In small letters.
    pub key: String,
    /// As the first who tells it writes it.
    pub name: String,
    /// How far it is met.
    pub bond: Bond,
    /// The keys of those who need it, in order.
    pub needed_by: Vec<Identifier>,
    /// The keys of those who offer it, in order.
    pub offered_by: Vec<Identifier>,
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

/// Every skill that a body which has not closed needs or offers: those met across sectors first, then by name. O(n log n) in needs and
/// offers.
pub fn skills(register: &Register) -> Vec<Skill> {
    let mut found: BTreeMap<&str, (&str, Side<'_>, Side<'_>)> = BTreeMap::new();
    for body in register.bodies().filter(|body| body.value(Field::Closed).is_none()) {
        for list in [List::Needs, List::Offers] {
            for (key, name) in body.list(list) {
                let (_, needs, offers) =
                    found.entry(key).or_insert_with(|| (name, Side::default(), Side::default()));
                (if list == List::Needs { needs } else { offers }).add(body);
            }
        }
    }
    let skill = |(key, (name, needs, offers)): (&str, (&str, Side<'_>, Side<'_>))| Skill {
        key: key.to_owned(),
        name: name.to_owned(),
        bond: bond(&needs, &offers),
        needed_by: needs.keys(),
        offered_by: offers.keys(),
    };
    let mut found: Vec<Skill> = found.into_iter().map(skill).collect();
    found.sort_by_key(|skill| skill.bond);
    found
}

/// Those who need a skill, or those who offer it.
#[derive(Default)]
struct Side<'r> {
    bodies: Vec<&'r Body>,
    /// In small letters, of those whose sector is told.
    sectors: BTreeSet<String>,
}

impl<'r> Side<'r> {
    /// Bodies come in order, each perhaps several times: two sources may tell one need.
    fn add(&mut self, body: &'r Body) {
        if self.bodies.last().is_none_or(|last| last.key != body.key) {
            self.bodies.push(body);
            self.sectors.extend(body.value(Field::Sector).map(str::to_ascii_lowercase));
        }
    }

    fn keys(&self) -> Vec<Identifier> {
        self.bodies.iter().map(|body| body.key.clone()).collect()
    }
}

/// How far a skill is met: by the best of its pairs of different bodies. A department is another body than the one that it is part of.
fn bond(needs: &Side<'_>, offers: &Side<'_>) -> Bond {
    if needs.bodies.is_empty() {
        return Bond::Unasked;
    }
    // Of two sides that tell sectors only those have no two that differ which both tell the same one.
    let is_one = needs.sectors.len() == 1 && needs.sectors == offers.sectors;
    if !needs.sectors.is_empty() && !offers.sectors.is_empty() && !is_one {
        return Bond::AcrossSectors;
    }
    match (needs.bodies.as_slice(), offers.bodies.as_slice()) {
        (_, []) => Bond::Unmet,
        ([need], [offer]) if need.key == offer.key => Bond::Unmet,
        _ => Bond::Within,
    }
}
