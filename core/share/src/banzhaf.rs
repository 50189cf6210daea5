//! The Banzhaf value: each body's average contribution over all coalitions of the others, each as likely as another.

use crate::error::ShareError;
use crate::game::Game;
use crate::member_sums::member_sums;

/// `β_i` = 2^{−(n−1)} Σ_{S∌i} [v(S∪i) − v(S)], for every body. The values need not add up to v(N).
///
/// In O(2ⁿ), from Σ_{S∌i} = `Σ_S` − Σ_{S∋i}. J. F. Banzhaf, "Weighted voting doesn't work", Rutgers Law Review 19 (1965), 317–343.
pub fn banzhaf(game: &Game) -> Vec<f64> {
    let players = game.players();
    let with = member_sums(players, game.worths(), &vec![1.0; players + 1]);
    let all: f64 = game.worths().iter().sum();
    let coalitions = (1_u64 << (players - 1)) as f64;
    with.iter().map(|with| (2.0 * with - all) / coalitions).collect()
}

/// The Banzhaf values in proportion, so that they add up to v(N): `v(N)·β_i` / Σβ.
///
/// # Errors
/// [`ShareError::NotDefined`] where the Banzhaf values add up to nought and v(N) does not.
pub fn normalised_banzhaf(game: &Game) -> Result<Vec<f64>, ShareError> {
    let value = banzhaf(game);
    let sum: f64 = value.iter().sum();
    let size: f64 = value.iter().map(|value| value.abs()).sum();
    if game.total() == 0.0 && size == 0.0 {
        return Ok(value);
    }
    if sum.abs() <= 1e-12 * size || size == 0.0 {
        let because = "the Banzhaf values add up to nought, so that they cannot be scaled to the total";
        return Err(ShareError::NotDefined { method: "normalised Banzhaf value", because });
    }
    Ok(value.iter().map(|value| game.total() * value / sum).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coalition::Coalition;

    #[test]
    fn the_fast_sum_is_the_definition() {
        let game = Game::tabulate(5, |coalition| (coalition.0 * coalition.0 % 31) as f64).unwrap();
        for (body, fast) in banzhaf(&game).iter().enumerate() {
            let without = (0..32).map(Coalition::at).filter(|coalition| !coalition.contains(body));
            let slow: f64 = without.map(|s| game.worth(s.with(body)) - game.worth(s)).sum::<f64>() / 16.0;
            assert!((fast - slow).abs() < 1e-12, "{fast} {slow}");
        }
    }

    #[test]
    fn scaled_values_add_up_or_the_reason_is_given() {
        let glove = Game::new(3, vec![0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0]).unwrap();
        assert_eq!(banzhaf(&glove), [0.25, 0.25, 0.75]);
        assert_eq!(normalised_banzhaf(&glove).unwrap(), [0.2, 0.2, 0.6]);
        let cancelling = Game::new(2, vec![0.0, 2.0, -2.0, 0.0]).unwrap();
        assert!(matches!(normalised_banzhaf(&cancelling), Err(ShareError::NotDefined { .. })));
        assert_eq!(normalised_banzhaf(&Game::new(1, vec![0.0, 0.0]).unwrap()), Ok(vec![0.0]));
    }
}
