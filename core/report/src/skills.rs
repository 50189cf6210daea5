//! Needs and offers by skill, as text, JSON and CSV.

use std::fmt::Write as _;

use commonweal_find::register::{Body, Field, Identifier, Register};
use commonweal_find::skills::{Bond, Skill};
use serde_json::json;

use crate::register::written;
use crate::sharing::field as quoted;

/// Skills with who needs and who offers each, of a register.
pub fn skills_text(register: &Register, skills: &[Skill]) -> String {
    if skills.is_empty() {
        return "Nobody in the register says what it needs or offers: columns 'needs' and 'offers' of a table tell it.\n"
            .to_owned();
    }
    let mut text = String::new();
    for skill in skills {
        let _ = writeln!(text, "{}", skill.name);
        for (words, bodies) in [("needed by ", &skill.needed_by), ("offered by", &skill.offered_by)] {
            for body in listed(register, bodies) {
                let _ = writeln!(text, "  {words}  {}", with_sector(body));
            }
        }
        if let Some(words) = bond_words(skill.bond) {
            let _ = writeln!(text, "  {words}");
        }
    }
    text
}

/// What is to be said of how far a need is met; nothing where it is met by the same sector.
pub fn bond_words(bond: Bond) -> Option<&'static str> {
    match bond {
        Bond::AcrossSectors => Some("met by an offer from another sector"),
        Bond::Within => None,
        Bond::Unmet => Some("nobody else offers it"),
        Bond::Unasked => Some("nobody else needs it"),
    }
}

/// A row a skill, side and body of a register.
pub fn skills_csv(register: &Register, skills: &[Skill]) -> String {
    let mut text = "skill,side,body,name,sector\n".to_owned();
    for skill in skills {
        for (side, bodies) in [("need", &skill.needed_by), ("offer", &skill.offered_by)] {
            for body in listed(register, bodies) {
                let sector = body.value(Field::Sector).unwrap_or_default();
                let cells = [&skill.name, side, &body.key.to_string(), &body.name(), sector].map(quoted);
                let _ = writeln!(text, "{}", cells.join(","));
            }
        }
    }
    text
}

/// The skills with the keys of who needs and offers each.
pub fn skills_json(skills: &[Skill]) -> String {
    let keys = |bodies: &[Identifier]| bodies.iter().map(ToString::to_string).collect::<Vec<_>>();
    let skill = |it: &Skill| {
        let across = it.bond == Bond::AcrossSectors;
        json!({ "skill": it.name, "needed_by": keys(&it.needed_by), "offered_by": keys(&it.offered_by), "across_sectors": across })
    };
    written(&json!({ "skills": skills.iter().map(skill).collect::<Vec<_>>() }))
}

fn listed<'r>(register: &'r Register, keys: &'r [Identifier]) -> impl Iterator<Item = &'r Body> {
    keys.iter().filter_map(|key| register.body(key))
}

/// A name with the sector, where it is told.
pub fn with_sector(body: &Body) -> String {
    let sector = body.value(Field::Sector).map_or_else(String::new, |sector| format!(" ({sector})"));
    format!("{}{sector}", body.name())
}
