//! Are two bodies aligned? Views, values and outcomes as each side's people answer them, what each knows of the other's plans and ways, what it expects of the
//! other, and whether it stays itself.
//!
//! Both sides answer the same questions on a scale of 1 to 5, separately. [`align`] compares them: agreement within and between the bodies
//! ([`Comparison`]), which of three modes it is ([`mode`]), comfort and expected roles ([`human_factors`]). A question that fewer people of a side answered than
//! the minimum group is left out of everything. What each number means is in `docs/methods/alignment.md`.
//!
//! | module | what is in it |
//! |---|---|
//! | [`answers`] | sides, respondents, questions by area |
//! | [`file`](mod@file) | answers from a CSV file |
//! | [`tally`] | answers counted by question and side, without those that are suppressed |
//! | [`comparison`] | agreement within and between, by area and by question |
//! | [`mode`] | naive, unravelling, genuine: the inequalities and how near each is |
//! | [`confidence`] | the probability of each mode over draws of the respondents |
//! | [`human_factors`] | comfort or threat, and the role that each expects of the other |

pub mod answers;
pub mod comparison;
pub mod confidence;
pub mod file;
pub mod human_factors;
pub mod mode;
pub mod tally;
mod told;

pub use answers::{Area, Question, Respondent, Side};
pub use comparison::Comparison;
pub use mode::{CannotTell, Mode, Reading};
pub use told::Told;

use serde::Serialize;

use confidence::Probabilities;
use human_factors::HumanFactors;
use mode::{Borders, Criterion, Measures};
use tally::Tallies;

/// What is chosen before the answers are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Terms {
    /// Fewest people of a side who must have answered a question before anything is said of it; 1 where each side gives one answer as a body.
    pub minimum_group: usize,
    /// Where each inequality has its border.
    pub borders: Borders,
    /// Seed of the draws.
    pub seed: u64,
    /// How often the respondents are drawn.
    pub draws: usize,
    /// Coverage of the intervals.
    pub level: f64,
}

impl Default for Terms {
    fn default() -> Self {
        Self { minimum_group: 5, borders: Borders::default(), seed: 1, draws: 1_000, level: 0.95 }
    }
}

/// How two bodies are aligned.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Alignment {
    /// The two bodies.
    pub bodies: [String; 2],
    /// How many people of each answered.
    pub respondents: [usize; 2],
    /// Which mode it is, or why that cannot be told.
    pub reading: Reading,
    /// How far inside its borders each mode lies, below nought outside; none where something was not asked.
    pub margins: Option<[(Mode, f64); 3]>,
    /// Each figure that the modes look at, with its border.
    pub criteria: Vec<Criterion>,
    /// The probability of each mode, where there are enough people to draw from.
    pub probabilities: Option<Probabilities>,
    /// Agreement by area and by question.
    pub comparison: Comparison,
    /// Comfort and roles.
    pub human_factors: HumanFactors,
    /// Questions that were left out: fewer people of a side answered them than the minimum group.
    pub left_out: Vec<Question>,
    /// What was chosen beforehand.
    pub terms: Terms,
}

/// Compares the answers of two bodies.
pub fn align(sides: [&Side; 2], terms: &Terms) -> Alignment {
    let tallies = Tallies::of(sides, terms.minimum_group);
    let measures = Measures::of(&tallies);
    let bodies = sides.map(|side| side.body.clone());
    let probabilities = confidence::probabilities(&tallies, terms);
    Alignment {
        reading: reading(sides, &measures, probabilities.as_ref(), terms),
        margins: mode::margins(&measures, &terms.borders),
        criteria: mode::criteria(&bodies, &measures, &terms.borders),
        probabilities,
        comparison: Comparison::of(&tallies, terms),
        human_factors: human_factors::compare(sides, &tallies, terms.minimum_group),
        respondents: sides.map(|side| side.respondents.len()),
        bodies,
        left_out: tallies.left_out,
        terms: *terms,
    }
}

fn reading(
    sides: [&Side; 2],
    measures: &Measures,
    probabilities: Option<&Probabilities>,
    terms: &Terms,
) -> Reading {
    let few = sides.iter().find(|side| side.respondents.len() < terms.minimum_group);
    if let Some(side) = few {
        let (body, found) = (side.body.clone(), side.respondents.len());
        return Reading::CannotTell(CannotTell::TooFew { body, found, needed: terms.minimum_group });
    }
    let reading = mode::read(&sides.map(|side| side.body.clone()), measures, &terms.borders);
    match (reading, probabilities) {
        (Reading::Told(mode), Some(probabilities)) if probabilities.of(mode) < terms.borders.sure => {
            Reading::CannotTell(CannotTell::NotSure { mode, probability: probabilities.of(mode) })
        }
        (reading, _) => reading,
    }
}

#[cfg(test)]
mod tests;
