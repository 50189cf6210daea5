//! The Shapley value: each body's average contribution over all orders of joining.
//!
//! `φ_i` = Σ_{S∌i} s!(n−s−1)!/n! · [v(S∪i) − v(S)]. L. S. Shapley, "A value for n-person games", Contributions to the Theory of Games II
//! (Princeton, 1953), 307–317.

pub mod sampled;

use crate::game::Game;
use crate::member_sums::member_sums;

/// The Shapley value of every body; the values add up to v(N).
///
/// With w(s) = s!(n−s−1)!/n!, `φ_i` = Σ_{S∋i} v(S)·[w(s−1) + w(s)] − `Σ_S` v(S)·w(s), where w(n) = 0: the second sum is the same
/// for all, so that it follows from `Σφ_i` = v(N). The first is a sum for each member, in O(2ⁿ).
pub fn shapley(game: &Game) -> Vec<f64> {
    let players = game.players();
    let weights = order_weights(players);
    let coefficient: Vec<f64> =
        (0..=players).map(|size| if size == 0 { 0.0 } else { weights[size - 1] + weights[size] }).collect();
    let mut value = member_sums(players, game.worths(), &coefficient);
    let common = (value.iter().sum::<f64>() - game.total()) / players as f64;
    for sum in &mut value {
        *sum -= common;
    }
    value
}

/// w(s) = s!(n−s−1)!/n! for s < n, by w(0) = 1/n and w(s) = w(s−1)·s/(n−s); w(n) = 0.
pub(crate) fn order_weights(players: usize) -> Vec<f64> {
    let mut weights = vec![1.0 / players as f64];
    for size in 1..players {
        weights.push(weights[size - 1] * size as f64 / (players - size) as f64);
    }
    weights.push(0.0);
    weights
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coalition::Coalition;
    use proptest::prelude::*;

    /// By the definition: all n! orders.
    fn over_all_orders(game: &Game) -> Vec<f64> {
        fn join(game: &Game, before: Coalition, value: &mut [f64], orders: &mut f64) {
            if before == Coalition::grand(game.players()) {
                *orders += 1.0;
                return;
            }
            for body in (0..game.players()).filter(|body| !before.contains(*body)) {
                let mut orders_below = 0.0;
                join(game, before.with(body), value, &mut orders_below);
                value[body] += orders_below * (game.worth(before.with(body)) - game.worth(before));
                *orders += orders_below;
            }
        }
        let (mut value, mut orders) = (vec![0.0; game.players()], 0.0);
        join(game, Coalition::EMPTY, &mut value, &mut orders);
        value.iter().map(|sum| sum / orders).collect()
    }

    fn games() -> impl Strategy<Value = Game> {
        (1_usize..7).prop_flat_map(|players| {
            proptest::collection::vec(-1e6..1e6, (1 << players) - 1)
                .prop_map(move |rest| Game::new(players, [vec![0.0], rest].concat()).unwrap())
        })
    }

    proptest! {
        #[test]
        fn the_folds_give_the_average_over_all_orders(game in games()) {
            for (fast, slow) in shapley(&game).iter().zip(over_all_orders(&game)) {
                prop_assert!((fast - slow).abs() < 1e-7, "{} {}", fast, slow);
            }
        }

        #[test]
        fn the_values_add_up_to_the_worth_of_all(game in games()) {
            prop_assert!((shapley(&game).iter().sum::<f64>() - game.total()).abs() < 1e-7);
        }
    }
}
