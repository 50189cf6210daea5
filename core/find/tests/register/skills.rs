use commonweal_find::register::{Entry, Field, List, Register};
use commonweal_find::skills::{Bond, Skill, skills};
use proptest::prelude::*;

use crate::{entry, source, whole};

fn body(line: u64, sector: &str, needs: &[&str], offers: &[&str]) -> Entry {
    let mut body = entry(line, &format!("X/{line}"), &format!("Body {line}"));
    body.fields.insert(Field::Sector, sector.to_owned());
    for (list, items) in [(List::Needs, needs), (List::Offers, offers)] {
        for item in items {
            body.add(list, item.to_lowercase(), *item);
        }
    }
    body
}

fn bonds(entries: &[Entry]) -> Vec<(String, Bond)> {
    let mut register = Register::default();
    whole(&mut register, &source("all", "2026-01-01"), entries);
    skills(&register).into_iter().map(|skill| (skill.name, skill.bond)).collect()
}

#[test]
fn a_need_is_met_by_an_offer_from_another_sector_however_it_is_written_and_stands_first() {
    let found = bonds(&[
        body(1, "police", &["Estates advice", "Falls response"], &[]),
        body(2, "fire", &[], &["falls RESPONSE"]),
        body(3, "police", &[], &["Estates advice"]),
    ]);
    let expected = [("Falls response", Bond::AcrossSectors), ("Estates advice", Bond::Within)];
    assert_eq!(found, expected.map(|(name, bond)| (name.to_owned(), bond)));
}

#[test]
fn nobody_meets_a_need_of_its_own() {
    assert_eq!(bonds(&[body(1, "fire", &["Drivers"], &["Drivers"])]), [("Drivers".to_owned(), Bond::Unmet)]);
    assert_eq!(bonds(&[body(1, "fire", &[], &["Drivers"])]), [("Drivers".to_owned(), Bond::Unasked)]);
}

#[test]
fn who_has_closed_neither_needs_nor_offers() {
    let mut closed = body(2, "fire", &[], &["Drivers"]);
    closed.fields.insert(Field::Closed, "2026-01-01".to_owned());
    assert_eq!(bonds(&[body(1, "police", &["Drivers"], &[]), closed])[0].1, Bond::Unmet);
}

#[test]
fn a_need_that_two_sources_tell_is_one_need() {
    let mut register = Register::default();
    let bodies = [body(1, "police", &["Drivers"], &[])];
    whole(&mut register, &source("one", "2026-01-01"), &bodies);
    whole(&mut register, &source("two", "2026-01-01"), &bodies);
    assert_eq!(skills(&register)[0].needed_by.len(), 1);
}

/// The best of every pair of different bodies, one by one.
fn slowly(register: &Register, skill: &Skill) -> Bond {
    let mut best = if skill.needed_by.is_empty() { Bond::Unasked } else { Bond::Unmet };
    for need in &skill.needed_by {
        for offer in skill.offered_by.iter().filter(|offer| *offer != need) {
            let sector = |key| register.body(key).and_then(|body| body.value(Field::Sector));
            let differ = match (sector(need), sector(offer)) {
                (Some(one), Some(other)) => !one.eq_ignore_ascii_case(other),
                _ => false,
            };
            best = best.min(if differ { Bond::AcrossSectors } else { Bond::Within });
        }
    }
    best
}

proptest! {
    #[test]
    fn how_far_a_skill_is_met_is_what_comparing_every_pair_finds(
        told in proptest::collection::vec((prop_oneof!["fire", "FIRE", "police", ""], 0_u8..3, 0_u8..3), 1..7)
    ) {
        const SKILLS: [&[&str]; 3] = [&[], &["Drivers"], &["Drivers", "Estates"]];
        let entry = |(line, (sector, needs, offers)): (usize, &(String, u8, u8))| {
            let line = u64::try_from(line).unwrap();
            let mut entry = body(line, sector, SKILLS[usize::from(*needs)], SKILLS[usize::from(*offers)]);
            entry.fields.retain(|_, value| !value.is_empty());
            entry
        };
        let entries: Vec<Entry> = told.iter().enumerate().map(entry).collect();
        let mut register = Register::default();
        whole(&mut register, &source("all", "2026-01-01"), &entries);
        let found = skills(&register);
        for skill in &found {
            prop_assert_eq!(skill.bond, slowly(&register, skill), "{:?}", skill);
        }
        prop_assert!(found.is_sorted_by_key(|skill| (skill.bond, skill.key.clone())), "{:?}", found);
    }
}
