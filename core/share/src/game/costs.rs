//! Games that a few numbers make: the airport game, the bankruptcy game, the weighted majority.

use crate::coalition::Coalition;
use crate::error::ShareError;
use crate::game::{Game, check_amounts, check_not_negative};

/// The airport game: a facility as large as its most demanding user needs, c(S) = max_{i∈S} `cost_i`.
///
/// S. C. Littlechild and G. Owen, "A simple expression for the Shapley value in a special case", Management Science 20 (1973), 370–372.
///
/// # Errors
/// A cost below nought or not finite, no or too many bodies.
pub fn airport(costs: &[f64]) -> Result<Game, ShareError> {
    check_not_negative("cost", costs)?;
    Game::tabulate(costs.len(), |coalition| coalition.members().map(|body| costs[body]).fold(0.0, f64::max))
}

/// The bankruptcy game: what a coalition is left with when all others are paid in full, v(S) = max(0, E − Σ_{i∉S} `claim_i`).
///
/// B. O'Neill, "A problem of rights arbitration from the Talmud", Mathematical Social Sciences 2 (1982), 345–371.
///
/// # Errors
/// A claim below nought or not finite, no or too many bodies.
pub fn bankruptcy(claims: &[f64], estate: f64) -> Result<Game, ShareError> {
    check_not_negative("claim", claims)?;
    check_not_negative("estate", &[estate])?;
    let all: f64 = claims.iter().sum();
    Game::tabulate(claims.len(), |coalition| (estate - (all - coalition.sum(claims))).max(0.0))
}

/// The weighted majority game: a coalition is worth 1 where its votes reach the quota, else 0.
///
/// # Errors
/// A vote or quota that is not finite, a quota of nought or less, no or too many bodies.
pub fn weighted_majority(votes: &[f64], quota: f64) -> Result<Game, ShareError> {
    check_amounts("vote", votes)?;
    if !(quota.is_finite() && quota > 0.0) {
        return Err(ShareError::Negative { what: "quota", position: 1, value: quota });
    }
    Game::tabulate(votes.len(), |coalition: Coalition| f64::from(u8::from(coalition.sum(votes) >= quota)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_game_is_its_definition() {
        assert_eq!(airport(&[8.0, 11.0]).unwrap().worths(), [0.0, 8.0, 11.0, 11.0]);
        assert_eq!(bankruptcy(&[100.0, 200.0], 150.0).unwrap().worths(), [0.0, 0.0, 50.0, 150.0]);
        assert_eq!(weighted_majority(&[2.0, 1.0], 3.0).unwrap().worths(), [0.0, 0.0, 0.0, 1.0]);
    }

    #[test]
    fn wrong_costs_claims_and_quotas_are_refused() {
        assert!(matches!(airport(&[-1.0]), Err(ShareError::Negative { what: "cost", .. })));
        assert!(matches!(bankruptcy(&[1.0], -1.0), Err(ShareError::Negative { what: "estate", .. })));
        assert!(matches!(weighted_majority(&[1.0], 0.0), Err(ShareError::Negative { what: "quota", .. })));
        assert!(matches!(
            weighted_majority(&[1.0], f64::NAN),
            Err(ShareError::Negative { what: "quota", .. })
        ));
    }
}
