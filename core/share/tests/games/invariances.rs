//! Names, units and bystanders change nothing.

use commonweal_share::banzhaf::banzhaf;
use commonweal_share::gately::gately;
use commonweal_share::nucleolus::{Complaint, nucleolus, prenucleolus};
use commonweal_share::shapley::shapley;
use commonweal_share::tau::tau;
use commonweal_share::weighted_shapley::weighted_shapley;
use commonweal_share::{Coalition, Game};
use proptest::prelude::*;

use crate::{games, near};

type Solution = fn(&Game) -> Option<Vec<f64>>;

/// Every solution of a game, `None` where it does not exist.
const SOLUTIONS: [(&str, Solution); 8] = [
    ("shapley", |game| Some(shapley(game))),
    ("weighted", |game| weighted_shapley(game, &vec![2.0; game.players()]).ok()),
    ("banzhaf", |game| Some(banzhaf(game))),
    ("nucleolus", |game| nucleolus(game, Complaint::Whole).ok().map(|found| found.allocation)),
    ("prenucleolus", |game| prenucleolus(game, Complaint::Whole).ok().map(|found| found.allocation)),
    ("per head", |game| prenucleolus(game, Complaint::PerHead).ok().map(|found| found.allocation)),
    ("gately", |game| gately(game).ok()),
    ("tau", |game| tau(game).ok()),
];

/// The game with worths k·v(S) + Σ `a_i`.
fn rescaled(game: &Game, k: f64, added: &[f64]) -> Game {
    Game::tabulate(game.players(), |coalition| k * game.worth(coalition) + coalition.sum(added)).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn relabelling_the_bodies_relabels_the_answer(game in games(5), turn in 0_usize..5) {
        let order: Vec<usize> = (0..game.players()).map(|body| (body + turn) % game.players()).rev().collect();
        let moved = game.relabelled(&order).unwrap();
        for (name, solution) in SOLUTIONS {
            if let (Some(here), Some(there)) = (solution(&game), solution(&moved)) {
                let expected: Vec<f64> = order.iter().map(|body| here[*body]).collect();
                prop_assert!(near(&there, &expected, 1e-6), "{name}: {there:?} {expected:?}");
            }
        }
    }

    #[test]
    fn other_units_and_what_each_has_anyway_carry_through(game in games(5), k in 0.01..100.0_f64, add in -50.0..50.0_f64) {
        let added: Vec<f64> = (0..game.players()).map(|body| add * body as f64).collect();
        let other = rescaled(&game, k, &added);
        for (name, solution) in SOLUTIONS {
            if let (Some(here), Some(there)) = (solution(&game), solution(&other)) {
                let expected: Vec<f64> = here.iter().zip(&added).map(|(x, added)| k * x + added).collect();
                prop_assert!(near(&there, &expected, 1e-6 * k.max(1.0)), "{name}: {there:?} {expected:?}");
            }
        }
    }

    #[test]
    fn a_body_that_adds_nothing_gets_nothing_and_changes_nothing_for_the_others(game in games(4)) {
        let bystander = game.players();
        let larger = Game::tabulate(bystander + 1, |coalition| game.worth(coalition.without(bystander))).unwrap();
        for (name, solution) in SOLUTIONS.iter().filter(|(name, _)| matches!(*name, "shapley" | "weighted" | "banzhaf")) {
            let (mut with, without) = (solution(&larger).unwrap(), solution(&game).unwrap());
            prop_assert!(with.pop().unwrap().abs() < 1e-9, "{name}");
            prop_assert!(near(&with, &without, 1e-9), "{name}: {with:?} {without:?}");
        }
        // The nucleolus has the property where the core is not empty.
        if let Ok(found) = nucleolus(&larger, Complaint::Whole) && found.largest_excess() <= 0.0 {
            prop_assert!(found.allocation[bystander].abs() < 1e-6, "{found:?}");
        }
    }

    #[test]
    fn every_value_but_banzhafs_adds_up_to_the_worth_of_all(game in games(5)) {
        for (name, solution) in SOLUTIONS.iter().filter(|(name, _)| *name != "banzhaf") {
            if let Some(value) = solution(&game) {
                let gap = value.iter().sum::<f64>() - game.worth(Coalition::grand(game.players()));
                prop_assert!(gap.abs() < 1e-6, "{name}: {gap}");
            }
        }
    }
}
