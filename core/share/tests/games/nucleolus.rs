//! The nucleolus against its definition.

use commonweal_share::claims::{ClaimsRule, divide};
use commonweal_share::game::costs;
use commonweal_share::nucleolus::{Complaint, nucleolus, nucleolus_of_costs, prenucleolus};
use commonweal_share::{Coalition, Game, ShareError, airport};
use proptest::prelude::*;

use crate::games;

/// All excesses, largest first.
fn complaints(game: &Game, complaint: Complaint, x: &[f64]) -> Vec<f64> {
    let last = game.worths().len() - 1;
    let excess = |s: usize| {
        let coalition = Coalition::at(s);
        let weight = if complaint == Complaint::Whole { 1.0 } else { coalition.size() as f64 };
        (game.worth(coalition) - coalition.sum(x)) / weight
    };
    let mut all: Vec<f64> = (1..last).map(excess).collect();
    all.sort_by(|a, b| b.total_cmp(a));
    all
}

/// Whether the first list comes before the second lexicographically, differences within the tolerance aside.
fn no_worse(first: &[f64], second: &[f64], tolerance: f64) -> bool {
    let decisive = first.iter().zip(second).map(|(a, b)| a - b).find(|gap| gap.abs() > tolerance);
    decisive.is_none_or(|gap| gap < 0.0)
}

/// The division with an amount moved from one body to another, as far as imputations allow.
fn moved(game: &Game, x: &[f64], from: usize, to: usize, amount: f64, imputations: bool) -> Vec<f64> {
    let mut other = x.to_vec();
    let spare = if imputations { x[from] - game.alone()[from] } else { f64::INFINITY };
    let amount = amount.min(spare.max(0.0));
    other[from] -= amount;
    other[to] += amount;
    other
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_transfer_between_two_bodies_lessens_the_largest_complaint(
        game in games(6), from in 0_usize..6, to in 0_usize..6, amount in 0.001..50.0_f64, per_head: bool,
    ) {
        let complaint = if per_head { Complaint::PerHead } else { Complaint::Whole };
        let (from, to) = (from % game.players(), to % game.players());
        let mut candidates = vec![(prenucleolus(&game, complaint).unwrap(), false)];
        match nucleolus(&game, complaint) {
            Ok(found) => candidates.push((found, true)),
            Err(error) => prop_assert!(matches!(error, ShareError::NoImputation { .. }), "{error}"),
        }
        for (found, imputations) in candidates {
            let x = &found.allocation;
            prop_assert!((x.iter().sum::<f64>() - game.total()).abs() < 1e-6);
            let other = moved(&game, x, from, to, amount, imputations);
            let (here, there) = (complaints(&game, complaint, x), complaints(&game, complaint, &other));
            prop_assert!(no_worse(&here, &there, 1e-5), "{x:?} {other:?}\n{here:?}\n{there:?}");
            prop_assert!((found.largest_excess() - here[0]).abs() < 1e-5, "{found:?} {here:?}");
            if imputations {
                prop_assert!(x.iter().zip(game.alone()).all(|(x, alone)| *x >= alone - 1e-6));
            }
        }
    }
}

#[test]
fn symmetric_and_additive_games_are_divided_as_they_must() {
    let symmetric = Game::tabulate(10, |coalition| (coalition.size() * coalition.size()) as f64).unwrap();
    assert!(
        nucleolus(&symmetric, Complaint::Whole).unwrap().allocation.iter().all(|x| (x - 10.0).abs() < 1e-9)
    );
    let additive = Game::tabulate(6, |coalition| coalition.members().map(|body| body as f64).sum()).unwrap();
    let found = nucleolus(&additive, Complaint::Whole).unwrap();
    assert!(found.allocation.iter().enumerate().all(|(body, x)| (x - body as f64).abs() < 1e-9));
    assert_eq!(
        nucleolus(&Game::new(1, vec![0.0, 5.0]).unwrap(), Complaint::Whole).unwrap().allocation,
        [5.0]
    );
}

#[test]
fn where_bodies_are_worth_more_apart_there_is_no_nucleolus_but_a_prenucleolus() {
    let game = Game::new(3, vec![0.0, 0.0, 0.0, 10.0, 0.0, 0.0, 0.0, 2.0]).unwrap();
    let found = prenucleolus(&game, Complaint::Whole).unwrap().allocation;
    assert!(crate::near(&found, &[3.0, 3.0, -4.0], 1e-9), "{found:?}");
    let worse = Game::new(2, vec![0.0, 3.0, 4.0, 5.0]).unwrap();
    let refused = nucleolus(&worse, Complaint::Whole);
    assert_eq!(refused, Err(ShareError::NoImputation { together: 5.0, apart: 7.0 }));
}

/// Many groups with the same complaint: where a solver cycles or settles too much.
#[test]
fn degenerate_games_of_a_dozen_bodies_have_the_nucleolus_of_their_closed_form() {
    let needs: Vec<f64> = (0..12).map(|body| f64::from(body * body % 7 + 1) * 1e5).collect();
    let facility = costs::airport(&needs).unwrap();
    let found = nucleolus_of_costs(&facility, Complaint::Whole).unwrap().allocation;
    assert!(crate::near(&found, &airport::nucleolus(&needs).unwrap(), 1e-3), "{found:?}");
    for part in [0.1, 0.5, 0.9] {
        let estate = part * needs.iter().sum::<f64>();
        let found =
            nucleolus(&costs::bankruptcy(&needs, estate).unwrap(), Complaint::Whole).unwrap().allocation;
        let talmud = divide(ClaimsRule::Talmud, &needs, estate).unwrap();
        assert!(crate::near(&found, &talmud, 1e-3), "{part}: {found:?} {talmud:?}");
    }
}

#[test]
fn voting_and_market_games_are_proved_too() {
    let votes: Vec<f64> = [vec![7.0; 5], vec![1.0; 8]].concat();
    let council = costs::weighted_majority(&votes, 37.0).unwrap();
    // Who can block alone shares the whole: the core is the divisions among them.
    let found = nucleolus(&council, Complaint::Whole).unwrap().allocation;
    assert!(found[..5].iter().all(|x| (x - 0.2).abs() < 1e-9), "{found:?}");
    let majority =
        costs::weighted_majority(&[5.0, 4.0, 3.0, 3.0, 2.0, 2.0, 2.0, 1.0, 1.0, 1.0, 1.0], 13.0).unwrap();
    assert!(nucleolus(&majority, Complaint::Whole).unwrap().largest_excess() > 0.0);
    for complaint in [Complaint::Whole, Complaint::PerHead] {
        let gloves = Game::tabulate(12, |group| {
            let left = Coalition(group.0 & 0b111_1111).size();
            left.min(group.size() - left) as f64
        });
        let found = nucleolus(&gloves.unwrap(), complaint).unwrap().allocation;
        assert!(found[..7].iter().all(|x| x.abs() < 1e-9), "the seven left gloves are too many: {found:?}");
    }
}
