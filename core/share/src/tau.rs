//! The τ-value: a compromise between the most that a body may hope for and the least that it can insist on.

use crate::coalition::Coalition;
use crate::error::ShareError;
use crate::game::Game;

/// m + α(M − m) with α such that the values add up to v(N): `M_i` = v(N) − v(N∖i) is the most that i may hope for, and
/// `m_i` = max_{S∋i} [v(S) − Σ_{j∈S∖i} `M_j`] the least, what remains to it when it pays the others in S their hopes.
///
/// S. H. Tijs, "Bounds for the core and the τ-value", Game Theory and Mathematical Economics (North-Holland, 1981), 123–132.
///
/// # Errors
/// [`ShareError::NotDefined`] where some `m_i` > `M_i`, or v(N) is not between Σm and ΣM (the game is not quasi-balanced).
pub fn tau(game: &Game) -> Result<Vec<f64>, ShareError> {
    let most = game.separable();
    let mut least = vec![f64::NEG_INFINITY; game.players()];
    for coalition in (1..game.worths().len()).map(Coalition::at) {
        let remains = game.worth(coalition) - coalition.sum(&most);
        for body in coalition.members() {
            least[body] = least[body].max(remains + most[body]);
        }
    }
    let (hopes, rights): (f64, f64) = (most.iter().sum(), least.iter().sum());
    let slack = 1e-9 * game.worths().iter().fold(0.0, |most: f64, worth| most.max(worth.abs()));
    let crossed = least.iter().zip(&most).any(|(least, most)| *least > most + slack);
    if crossed || game.total() > hopes + slack || game.total() < rights - slack {
        let because =
            "the most that bodies may hope for and the least that they can insist on leave no compromise";
        return Err(ShareError::NotDefined { method: "tau value", because });
    }
    let gap = hopes - rights;
    let step = if gap > slack { (game.total() - rights) / gap } else { 0.0 };
    Ok(least.iter().zip(most).map(|(least, most)| least + step * (most - least)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hopes_and_rights_meet_in_proportion() {
        let game = Game::new(3, vec![0.0, 0.0, 0.0, 1.0, 0.0, 2.0, 1.0, 3.0]).unwrap();
        let value = tau(&game).unwrap();
        assert!(value.iter().zip([1.2, 0.6, 1.2]).all(|(a, b)| (a - b).abs() < 1e-12), "{value:?}");
    }

    #[test]
    fn where_hopes_are_too_small_there_is_no_compromise() {
        let majority = Game::tabulate(3, |coalition| f64::from(u8::from(coalition.size() > 1))).unwrap();
        assert!(matches!(tau(&majority), Err(ShareError::NotDefined { method: "tau value", .. })));
        let additive = Game::new(2, vec![0.0, 1.0, 2.0, 3.0]).unwrap();
        assert_eq!(tau(&additive), Ok(vec![1.0, 2.0]));
    }
}
