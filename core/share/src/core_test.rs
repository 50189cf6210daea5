//! Stability: would any group of bodies do better on its own? Whether a division is in the core.

use crate::coalition::Coalition;
use crate::game::{Game, Worths, subset_sums};

/// A coalition that would do better by itself.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Objection {
    /// Who objects.
    pub coalition: Coalition,
    /// What it could have by itself.
    pub alone: f64,
    /// What the division gives it.
    pub given: f64,
    /// What it would gain by going alone, above nought.
    pub gain: f64,
}

impl Objection {
    /// The objection in words; `money` writes amounts.
    pub fn in_words(&self, names: &[String], worths: Worths, money: impl Fn(f64) -> String) -> String {
        let who = self.coalition.named(names);
        let others = if self.coalition.size() == 1 { "alone" } else { "without the others" };
        match worths {
            Worths::Gains => format!(
                "{who} would do better {others} by {}: {} against {} under this division",
                money(self.gain),
                money(self.alone),
                money(self.given)
            ),
            Worths::Costs => format!(
                "{who} would pay less {others} by {}: {} against {} under this division",
                money(self.gain),
                money(self.alone),
                money(self.given)
            ),
        }
    }
}

/// The coalition with the most to gain by going alone, or `None` where the division is in the core: no coalition gains more than
/// `tolerance`. Among equal gains the smallest coalition is named, then the first.
///
/// The core (D. B. Gillies, "Solutions to general non-zero-sum games", Contributions to the Theory of Games IV, 1959, 47–85) holds the divisions with
/// x(N) = v(N) and x(S) ≥ v(S) for all S; with costs, x(S) ≤ c(S).
pub fn strongest_objection(
    game: &Game,
    worths: Worths,
    allocation: &[f64],
    tolerance: f64,
) -> Option<Objection> {
    let given = subset_sums(allocation);
    let gain = |index: usize| match worths {
        Worths::Gains => game.worths()[index] - given[index],
        Worths::Costs => given[index] - game.worths()[index],
    };
    // The grand coalition is given its worth but for rounding, and has nobody to leave.
    let last = game.worths().len() - 1;
    let most = (1..last).map(gain).max_by(f64::total_cmp)?;
    let near = (1..last).filter(|index| gain(*index) >= most - tolerance);
    let strongest = near.min_by_key(|index| (index.count_ones(), *index))?;
    let objection = Objection {
        coalition: Coalition::at(strongest),
        alone: game.worths()[strongest],
        given: given[strongest],
        gain: gain(strongest),
    };
    (most > tolerance).then_some(objection)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Vec<String> {
        ["Council", "Trust", "Charity"].map(str::to_owned).to_vec()
    }

    #[test]
    fn the_group_with_most_to_gain_is_named_with_what_it_gains() {
        let glove = Game::new(3, vec![0.0, 0.0, 0.0, 0.0, 0.0, 6.0, 6.0, 6.0]).unwrap();
        let objection = strongest_objection(&glove, Worths::Gains, &[1.0, 2.0, 3.0], 1e-9).unwrap();
        assert_eq!((objection.coalition, objection.gain), (Coalition(0b101), 2.0));
        let words = objection.in_words(&names(), Worths::Gains, |amount| format!("£{amount}"));
        assert_eq!(
            words,
            "Council and Charity would do better without the others by £2: £6 against £4 under this division"
        );
        assert_eq!(strongest_objection(&glove, Worths::Gains, &[0.0, 0.0, 6.0], 1e-9), None);
    }

    #[test]
    fn with_costs_the_group_that_could_pay_less_objects() {
        let costs = Game::new(2, vec![0.0, 5.0, 7.0, 9.0]).unwrap();
        let objection = strongest_objection(&costs, Worths::Costs, &[6.0, 3.0], 1e-9).unwrap();
        let words = objection.in_words(&names(), Worths::Costs, |amount| format!("£{amount}"));
        assert_eq!(words, "Council would pay less alone by £1: £5 against £6 under this division");
        assert_eq!(strongest_objection(&costs, Worths::Costs, &[4.5, 4.5], 1e-9), None);
    }

    #[test]
    fn among_equal_objections_the_smallest_group_speaks() {
        let game = Game::new(3, vec![0.0, 3.0, 0.0, 3.0, 0.0, 3.0, 0.0, 3.0]).unwrap();
        let objection = strongest_objection(&game, Worths::Gains, &[0.0, 0.0, 3.0], 1e-9).unwrap();
        assert_eq!(objection.coalition, Coalition(0b001));
    }
}
