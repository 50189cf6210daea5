//! How sure a mode is: its share of draws of the respondents with replacement.

use rand::RngExt;
use serde::Serialize;

use super::Terms;
use super::mode::{Measures, Mode, Reading, read};
use super::tally::Tallies;
use crate::random::{Purpose, stream};

/// Fewest people of a side that can be drawn from.
const FEWEST_PEOPLE: usize = 3;

/// The share of draws in which each mode is read.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Probabilities {
    /// Naive.
    pub naive: f64,
    /// Unravelling.
    pub unravelling: f64,
    /// Genuine.
    pub genuine: f64,
    /// None of them.
    pub none: f64,
    /// How many draws there were.
    pub draws: usize,
}

impl Probabilities {
    /// That of a mode.
    pub fn of(&self, mode: Mode) -> f64 {
        match mode {
            Mode::Naive => self.naive,
            Mode::Unravelling => self.unravelling,
            Mode::Genuine => self.genuine,
        }
    }
}

/// Reads the mode for many draws of each side's people with replacement. None where a side has fewer than three people, who cannot stand for others, or
/// nothing is drawn, or something was not asked. A draw in which a question of an area is left without an answer counts as none.
pub fn probabilities(tallies: &Tallies, terms: &Terms) -> Option<Probabilities> {
    let known = super::mode::margins(&Measures::of(tallies), &terms.borders).is_some();
    if !known || terms.draws == 0 || [0, 1].into_iter().any(|side| tallies.people(side) < FEWEST_PEOPLE) {
        return None;
    }
    let nobody = [String::new(), String::new()];
    let mut told = [0_usize; 3];
    for draw in (0_u64..).take(terms.draws) {
        let counts = tallies.count(|side| {
            let purpose = if side == 0 { Purpose::FirstSide } else { Purpose::SecondSide };
            let (mut random, people) = (stream(terms.seed, purpose, draw), tallies.people(side));
            (0..people).map(|_| random.random_range(0..people)).collect()
        });
        let measures = Measures::of_counts(tallies, &counts);
        if let Reading::Told(mode) = read(&nobody, &measures, &terms.borders) {
            told[mode as usize] += 1;
        }
    }
    let share = |count: usize| count as f64 / terms.draws as f64;
    let [naive, unravelling, genuine] = told.map(share);
    let none = share(terms.draws - told.iter().sum::<usize>());
    Some(Probabilities { naive, unravelling, genuine, none, draws: terms.draws })
}
