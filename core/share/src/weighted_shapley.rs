//! The weighted Shapley value: what only a coalition together brings about is divided among it in proportion to weights.

use crate::error::ShareError;
use crate::game::{Game, check_not_negative};

/// Σ_{S∋i} `d(S)·weight_i` / weight(S), where d are the Harsanyi dividends: v(S) = Σ_{T⊆S} d(T).
///
/// With equal weights it is the Shapley value. O(n·2ⁿ). E. Kalai and D. Samet, "On weighted Shapley values", International Journal of
/// Game Theory 16 (1987), 205–222.
///
/// # Errors
/// Another number of weights than bodies, or a weight that is not above nought.
pub fn weighted_shapley(game: &Game, weights: &[f64]) -> Result<Vec<f64>, ShareError> {
    if weights.len() != game.players() {
        return Err(ShareError::WrongCount { what: "weights", given: weights.len(), bodies: game.players() });
    }
    check_not_negative("weight", weights)?;
    if let Some(at) = weights.iter().position(|weight| *weight == 0.0) {
        return Err(ShareError::WeightNotAboveNought(at + 1));
    }
    let mut per_weight = dividends(game);
    for (index, dividend) in per_weight.iter_mut().enumerate().skip(1) {
        *dividend /= crate::coalition::Coalition::at(index).sum(weights);
    }
    let value = (0..game.players()).map(|body| {
        let with = per_weight.iter().enumerate().filter(|(index, _)| index >> body & 1 == 1);
        weights[body] * with.map(|(_, dividend)| dividend).sum::<f64>()
    });
    Ok(value.collect())
}

/// The Harsanyi dividend of every coalition: its worth less the dividends of all smaller ones in it, by a Möbius transform.
///
/// J. C. Harsanyi, "A simplified bargaining model for the n-person cooperative game", International Economic Review 4 (1963), 194–220.
pub fn dividends(game: &Game) -> Vec<f64> {
    let mut dividend = game.worths().to_vec();
    for body in 0..game.players() {
        let bit = 1 << body;
        for block in dividend.chunks_mut(2 * bit) {
            let (without, with) = block.split_at_mut(bit);
            with.iter_mut().zip(without).for_each(|(with, without)| *with -= *without);
        }
    }
    dividend
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coalition::Coalition;
    use crate::shapley::shapley;

    #[test]
    fn dividends_of_the_parts_add_up_to_every_worth() {
        let game = Game::tabulate(4, |coalition| (coalition.0 * 7 % 13) as f64).unwrap();
        let dividend = dividends(&game);
        for whole in (0..16).map(Coalition::at) {
            let parts = (0..16).map(Coalition::at).filter(|part| whole.includes(*part));
            assert_eq!(parts.map(|part| dividend[part.index()]).sum::<f64>(), game.worth(whole));
        }
    }

    #[test]
    fn equal_weights_give_the_shapley_value_and_a_pure_bargain_is_divided_by_weight() {
        let game = Game::tabulate(4, |coalition| (coalition.0 * 7 % 13) as f64).unwrap();
        for (weighted, plain) in weighted_shapley(&game, &[3.0; 4]).unwrap().iter().zip(shapley(&game)) {
            assert!((weighted - plain).abs() < 1e-12);
        }
        let bargain = Game::new(2, vec![0.0, 0.0, 0.0, 9.0]).unwrap();
        assert_eq!(weighted_shapley(&bargain, &[1.0, 2.0]), Ok(vec![3.0, 6.0]));
    }

    #[test]
    fn weights_that_cannot_be_used_are_refused() {
        let game = Game::new(2, vec![0.0, 0.0, 0.0, 9.0]).unwrap();
        assert_eq!(weighted_shapley(&game, &[1.0, 0.0]), Err(ShareError::WeightNotAboveNought(2)));
        assert!(matches!(weighted_shapley(&game, &[1.0]), Err(ShareError::WrongCount { .. })));
        assert!(matches!(weighted_shapley(&game, &[1.0, -2.0]), Err(ShareError::Negative { .. })));
    }
}
