//! Worth from benefit lines: each line needs some bodies present, and then adds its amount.

use crate::coalition::{Coalition, MOST_BODIES};
use crate::error::ShareError;
use crate::game::{Game, check_amounts};

/// How many of a line's bodies must be present for it to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Every one of them.
    All,
    /// At least so many of them.
    AtLeast(usize),
}

/// A benefit (or, below nought, a cost) that arises once enough of its bodies work together.
#[derive(Debug, Clone, PartialEq)]
pub struct BenefitLine {
    /// The bodies that bring it about.
    pub bodies: Coalition,
    /// How many of them it needs.
    pub needs: Presence,
    /// What it adds to the worth.
    pub amount: f64,
}

impl BenefitLine {
    /// What it adds to a coalition.
    pub fn adds_to(&self, coalition: Coalition) -> f64 {
        let present = Coalition(self.bodies.0 & coalition.0).size();
        let needed = match self.needs {
            Presence::All => self.bodies.size(),
            Presence::AtLeast(bodies) => bodies,
        };
        if present >= needed { self.amount } else { 0.0 }
    }
}

/// What the lines add to a coalition together.
pub fn worth_of(lines: &[BenefitLine], coalition: Coalition) -> f64 {
    lines.iter().map(|line| line.adds_to(coalition)).sum()
}

/// The game of the lines, tabulated.
///
/// # Errors
/// An amount that is not finite; a line that needs nobody, more than it has, or somebody who is not there; too many bodies.
pub fn game(players: usize, lines: &[BenefitLine]) -> Result<Game, ShareError> {
    check(players, lines)?;
    Game::tabulate(players, |coalition| worth_of(lines, coalition))
}

/// The Shapley value of the lines, in closed form for any number of bodies: a line treats its bodies alike and leaves all others
/// as they are, so that by symmetry, null players and additivity each line is divided equally among its bodies.
///
/// # Errors
/// As [`game`], but up to [`MOST_BODIES`] bodies.
pub fn shapley(players: usize, lines: &[BenefitLine]) -> Result<Vec<f64>, ShareError> {
    check(players, lines)?;
    let mut value = vec![0.0; players];
    for line in lines {
        for body in line.bodies.members() {
            value[body] += line.amount / line.bodies.size() as f64;
        }
    }
    Ok(value)
}

fn check(players: usize, lines: &[BenefitLine]) -> Result<(), ShareError> {
    if players > MOST_BODIES {
        return Err(ShareError::TooManyBodies(players));
    }
    let amounts: Vec<f64> = lines.iter().map(|line| line.amount).collect();
    check_amounts("benefit", &amounts)?;
    let out_of_place = lines.iter().position(|line| {
        let needs_too_many =
            matches!(line.needs, Presence::AtLeast(count) if count == 0 || count > line.bodies.size());
        line.bodies.is_empty() || needs_too_many || !Coalition::grand(players).includes(line.bodies)
    });
    match out_of_place {
        Some(at) => {
            Err(ShareError::WrongCount { what: "bodies of a benefit line", given: at + 1, bodies: players })
        }
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shapley::shapley as by_enumeration;

    fn line(bodies: u64, needs: Presence, amount: f64) -> BenefitLine {
        BenefitLine { bodies: Coalition(bodies), needs, amount }
    }

    #[test]
    fn a_line_counts_once_enough_of_its_bodies_are_there() {
        let lines = [line(0b011, Presence::All, 10.0), line(0b111, Presence::AtLeast(2), 5.0)];
        let game = game(3, &lines).unwrap();
        assert_eq!(game.worths(), [0.0, 0.0, 0.0, 15.0, 0.0, 5.0, 5.0, 15.0]);
    }

    #[test]
    fn the_closed_form_is_the_shapley_value_by_enumeration() {
        let lines = [
            line(0b00111, Presence::All, 12.0),
            line(0b11111, Presence::AtLeast(2), 7.0),
            line(0b01010, Presence::AtLeast(1), -3.0),
            line(0b10000, Presence::All, 1.0),
        ];
        let (fast, slow) = (shapley(5, &lines).unwrap(), by_enumeration(&game(5, &lines).unwrap()));
        for (fast, slow) in fast.iter().zip(slow) {
            assert!((fast - slow).abs() < 1e-12, "{fast} {slow}");
        }
    }

    #[test]
    fn a_line_that_cannot_be_met_is_refused() {
        for wrong in
            [line(0, Presence::All, 1.0), line(0b100, Presence::All, 1.0), line(1, Presence::AtLeast(2), 1.0)]
        {
            assert!(matches!(game(2, &[wrong]), Err(ShareError::WrongCount { .. })));
        }
        assert!(matches!(game(1, &[line(1, Presence::All, f64::NAN)]), Err(ShareError::NotFinite { .. })));
    }
}
