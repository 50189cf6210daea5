//! What every coalition is worth: a cooperative game with transferable utility.

pub mod costs;
pub mod lines;

use serde::Serialize;

use crate::coalition::Coalition;
use crate::error::ShareError;

/// Most bodies of a game whose coalitions are tabulated: 2²⁴ worths take 128 MiB.
pub const MOST_PLAYERS: usize = 24;
/// Largest size of a worth: 90 trillion pounds, whose sums over coalitions are still exact to a penny.
pub(crate) const LARGEST: f64 = 9e13;

/// Whether worths are what coalitions gain or what they pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Worths {
    /// What a coalition earns or saves: more is better.
    Gains,
    /// What a coalition pays: less is better.
    Costs,
}

/// The worth v(S) of every coalition S of `players` bodies, v(∅) = 0.
#[derive(Debug, Clone, PartialEq)]
pub struct Game {
    players: usize,
    worth: Vec<f64>,
}

impl Game {
    /// From the worths in the order of coalition indices: ∅, {0}, {1}, {0,1}, {2}, …
    ///
    /// # Errors
    /// No or too many bodies, another length than 2ⁿ, a worth that is not finite or too large, or one of the empty coalition.
    pub fn new(players: usize, worth: Vec<f64>) -> Result<Self, ShareError> {
        check_players(players)?;
        let needed = 1 << players;
        if worth.len() != needed {
            return Err(ShareError::WrongLength { given: worth.len(), needed, players });
        }
        check_amounts("worth", &worth)?;
        if worth[0] != 0.0 {
            return Err(ShareError::EmptyCoalitionWorth(worth[0]));
        }
        Ok(Self { players, worth })
    }

    /// From a function of the coalition, asked once for each, the empty one excepted.
    ///
    /// # Errors
    /// As [`Game::new`].
    pub fn tabulate(players: usize, worth_of: impl Fn(Coalition) -> f64) -> Result<Self, ShareError> {
        check_players(players)?;
        let worth =
            (0..1 << players).map(|index| if index == 0 { 0.0 } else { worth_of(Coalition::at(index)) });
        Self::new(players, worth.collect())
    }

    /// How many bodies play.
    pub fn players(&self) -> usize {
        self.players
    }

    /// The worths by coalition index.
    pub fn worths(&self) -> &[f64] {
        &self.worth
    }

    /// What a coalition of its bodies is worth.
    pub fn worth(&self, coalition: Coalition) -> f64 {
        self.worth.get(coalition.index()).copied().unwrap_or_default()
    }

    /// What all together are worth.
    pub fn total(&self) -> f64 {
        self.worth(Coalition::grand(self.players))
    }

    /// What each is worth alone.
    pub fn alone(&self) -> Vec<f64> {
        (0..self.players).map(|body| self.worth(Coalition::alone(body))).collect()
    }

    /// What each adds to all the others: v(N) − v(N∖i).
    pub fn separable(&self) -> Vec<f64> {
        let grand = Coalition::grand(self.players);
        (0..self.players).map(|body| self.total() - self.worth(grand.without(body))).collect()
    }

    /// The savings game of a cost game: what a coalition saves against each paying alone, Σ c(i) − c(S).
    #[must_use]
    pub fn savings(&self) -> Self {
        let apart = subset_sums(&self.alone());
        let worth = apart.iter().zip(&self.worth).map(|(apart, together)| apart - together).collect();
        Self { players: self.players, worth }
    }

    /// The same game with bodies relabelled: the body at position `order[k]` comes to position k.
    ///
    /// # Errors
    /// [`ShareError::WrongCount`] where the order does not name each body.
    pub fn relabelled(&self, order: &[usize]) -> Result<Self, ShareError> {
        let seen = order.iter().fold(Coalition::EMPTY, |seen, body| seen.with((*body).min(63)));
        if seen != Coalition::grand(self.players) || order.len() != self.players {
            return Err(ShareError::WrongCount {
                what: "positions",
                given: order.len(),
                bodies: self.players,
            });
        }
        Self::tabulate(self.players, |coalition| {
            self.worth(coalition.members().fold(Coalition::EMPTY, |old, body| old.with(order[body])))
        })
    }
}

/// Σ_{i∈S} `values_i` for every coalition S, by doubling.
pub(crate) fn subset_sums(values: &[f64]) -> Vec<f64> {
    let mut sums = Vec::with_capacity(1 << values.len());
    sums.push(0.0);
    for value in values {
        for lower in 0..sums.len() {
            sums.push(sums[lower] + value);
        }
    }
    sums
}

fn check_players(players: usize) -> Result<(), ShareError> {
    match players {
        0 => Err(ShareError::NoBodies),
        1..=MOST_PLAYERS => Ok(()),
        _ => Err(ShareError::TooManyPlayers(players)),
    }
}

/// Refuses numbers that are not finite or too large to be summed to a penny.
pub(crate) fn check_amounts(what: &'static str, amounts: &[f64]) -> Result<(), ShareError> {
    match amounts.iter().position(|amount| !amount.is_finite() || amount.abs() > LARGEST) {
        None => Ok(()),
        Some(at) if amounts[at].is_finite() => Err(ShareError::TooLarge { what, position: at + 1 }),
        Some(at) => Err(ShareError::NotFinite { what, position: at + 1 }),
    }
}

/// Refuses, besides, numbers below nought.
pub(crate) fn check_not_negative(what: &'static str, amounts: &[f64]) -> Result<(), ShareError> {
    check_amounts(what, amounts)?;
    match amounts.iter().position(|amount| *amount < 0.0) {
        None => Ok(()),
        Some(at) => Err(ShareError::Negative { what, position: at + 1, value: amounts[at] }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_wrong_table_is_refused_by_name() {
        assert_eq!(Game::new(0, vec![0.0]), Err(ShareError::NoBodies));
        assert_eq!(Game::new(25, vec![]), Err(ShareError::TooManyPlayers(25)));
        assert_eq!(
            Game::new(2, vec![0.0; 3]),
            Err(ShareError::WrongLength { given: 3, needed: 4, players: 2 })
        );
        assert_eq!(
            Game::new(1, vec![0.0, f64::NAN]),
            Err(ShareError::NotFinite { what: "worth", position: 2 })
        );
        assert_eq!(Game::new(1, vec![0.0, 1e14]), Err(ShareError::TooLarge { what: "worth", position: 2 }));
        assert_eq!(Game::new(1, vec![2.0, 3.0]), Err(ShareError::EmptyCoalitionWorth(2.0)));
    }

    #[test]
    fn savings_are_what_a_coalition_pays_less_than_its_members_apart() {
        let costs = Game::new(2, vec![0.0, 5.0, 7.0, 9.0]).unwrap();
        assert_eq!(costs.savings().worths(), [0.0, 0.0, 0.0, 3.0]);
        assert_eq!(costs.separable(), [2.0, 4.0]);
    }

    #[test]
    fn relabelling_moves_each_worth_with_its_bodies() {
        let game = Game::new(3, vec![0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]).unwrap();
        let moved = game.relabelled(&[2, 0, 1]).unwrap();
        assert_eq!(moved.alone(), [4.0, 1.0, 2.0]);
        assert_eq!(moved.worth(Coalition(0b011)), 5.0);
        assert!(matches!(game.relabelled(&[0, 0, 1]), Err(ShareError::WrongCount { .. })));
    }
}
