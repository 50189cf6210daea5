//! What must hold for every game, whatever its worths.
#![expect(clippy::unwrap_used, reason = "a test that cannot set its scene should stop")]

mod invariances;
mod nucleolus;

use commonweal_share::Game;
use proptest::prelude::*;

/// Games of up to `most` bodies with worths in whole numbers, many of them equal: ties are where solvers go wrong.
fn games(most: usize) -> impl Strategy<Value = Game> {
    (2..=most, 1_i32..200).prop_flat_map(|(players, largest)| {
        proptest::collection::vec(0..=largest, (1 << players) - 1).prop_map(move |rest| {
            let worths = std::iter::once(0).chain(rest).map(f64::from).collect();
            Game::new(players, worths).unwrap()
        })
    })
}

fn near(left: &[f64], right: &[f64], tolerance: f64) -> bool {
    left.len() == right.len() && left.iter().zip(right).all(|(a, b)| (a - b).abs() <= tolerance)
}
