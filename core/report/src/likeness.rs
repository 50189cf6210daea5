//! Mirrors and unlike partners as text, JSON and CSV: every figure with its reason.

use std::fmt::Write as _;

use commonweal_find::integration::Integration;
use commonweal_find::mirror::{Duplicate, Mirror};
use commonweal_find::profile::{Aspect, Part};
use commonweal_quantity::Pence;
use serde_json::json;

use crate::sharing::field;

/// Candidates that the text lists.
const LISTED: usize = 10;

/// The mirrors of a body with what both have twice.
pub fn mirrors_text(of: &str, found: &[(Mirror, Vec<Duplicate>)]) -> String {
    let mut text = format!(
        "Bodies of the same kind most like {of}; a score is the product of its parts, from 0 to 1.\n"
    );
    for (mirror, twice) in found.iter().take(LISTED) {
        let _ = writeln!(text, "\n{:.3}  {}  ({})", mirror.score, mirror.name, mirror.key);
        parts_text(&mut text, &mirror.parts);
        for it in twice.iter().take(LISTED) {
            let _ = writeln!(
                text,
                "       twice   {}: {} here, {} there",
                it.name,
                Pence(it.cost_pence),
                Pence(it.other_pence)
            );
        }
        if !twice.is_empty() {
            let sum = Pence(twice.iter().fold(0, |sum, it| sum.saturating_add(it.twice_pence)));
            let _ = writeln!(
                text,
                "       had both one set, at most {sum} a year less, before what the change costs"
            );
        }
    }
    more(&mut text, found.len());
    text.push_str(
        "\nCould one set of directors, managers and systems suffice? Likeness asks the question; it does not answer it.\n",
    );
    text
}

/// Unlike partners with why they would be better together.
pub fn integration_text(of: &str, found: &Integration) -> String {
    let mut text = format!("Bodies unlike {of} with a reason to work together.\n");
    if found.first.is_empty() {
        text.push_str("\nNobody: no other body is known to serve its people, or to need or offer what it offers or needs.\n");
    }
    for candidate in found.first.iter().take(LISTED) {
        let kind = candidate.kind.as_deref().unwrap_or("kind not known");
        let _ = writeln!(text, "\n{:.3}  {}  ({}; {kind})", candidate.score, candidate.name, candidate.key);
        for reason in &candidate.rationale {
            let _ = writeln!(text, "       better together: {reason}");
        }
        parts_text(&mut text, &candidate.parts);
    }
    more(&mut text, found.first.len());
    if found.without_rationale > 0 {
        let _ = writeln!(
            text,
            "\n{} bodies are left out: nothing says why they would be better together.",
            found.without_rationale
        );
    }
    text
}

fn parts_text(text: &mut String, parts: &[Part]) {
    for part in parts {
        let score = part.score.map_or_else(|| "  ?  ".to_owned(), |score| format!("{score:.3}"));
        let _ = writeln!(text, "       {score}   {}", part.reason);
    }
}

fn more(text: &mut String, count: usize) {
    if count > LISTED {
        let _ = writeln!(text, "\nand {} more: --format csv lists all", count - LISTED);
    }
}

/// A row a candidate: key, name, score, and each part; empty where it is not known.
pub fn mirrors_csv(found: &[(Mirror, Vec<Duplicate>)]) -> String {
    let mut text = "body,name,score,services,population,deprivation,distance,twice_pence\n".to_owned();
    for (mirror, twice) in found {
        let sum = twice.iter().fold(0_i64, |sum, it| sum.saturating_add(it.twice_pence));
        let sum = if twice.is_empty() { String::new() } else { sum.to_string() };
        let part = |aspect| score_of(&mirror.parts, aspect);
        let _ = writeln!(
            text,
            "{},{},{},{},{},{},{},{sum}",
            field(&mirror.key),
            field(&mirror.name),
            mirror.score,
            part(Aspect::Services),
            part(Aspect::Population),
            part(Aspect::Deprivation),
            part(Aspect::Distance),
        );
    }
    text
}

/// A row a candidate: key, name, score, each part, and the rationale.
pub fn integration_csv(found: &Integration) -> String {
    let mut text = "body,name,score,services,people,skills,rationale\n".to_owned();
    for it in &found.first {
        let part = |aspect| score_of(&it.parts, aspect);
        let _ = writeln!(
            text,
            "{},{},{},{},{},{},{}",
            field(&it.key),
            field(&it.name),
            it.score,
            part(Aspect::Services),
            part(Aspect::People),
            part(Aspect::Skills),
            field(&it.rationale.join("; ")),
        );
    }
    text
}

fn score_of(parts: &[Part], aspect: Aspect) -> String {
    let part = parts.iter().find(|part| part.aspect == aspect);
    part.and_then(|part| part.score).map_or_else(String::new, |score| score.to_string())
}

/// All of it.
pub fn mirrors_json(of: &str, found: &[(Mirror, Vec<Duplicate>)]) -> String {
    let found: Vec<_> =
        found.iter().map(|(mirror, twice)| json!({ "mirror": mirror, "twice": twice })).collect();
    format!("{:#}\n", json!({ "of": of, "found": found }))
}

/// All of it.
pub fn integration_json(of: &str, found: &Integration) -> String {
    format!("{:#}\n", json!({ "of": of, "found": found.first, "without_rationale": found.without_rationale }))
}
