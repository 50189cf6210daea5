//! Published cases of sharing: games, claims, airports, contracts. Every row of the goldens is computed by the product, none is passed over.
//!
//! Inputs are restated here from the sources that the goldens name; answers are read from the goldens.
#![allow(clippy::unwrap_used)]

mod games;
mod problems;

use std::collections::{BTreeMap, BTreeSet};

use commonweal_share::Game;
use commonweal_share::nucleolus::{Complaint, nucleolus};
use commonweal_validation::{records, shared};

/// Printed cells that are not the nucleolus of the printed costs. With them the groups without T and without M have excesses that are not as small as
/// they can be: the printed 18.60 and 19.21 for M and T add up to what the nucleolus gives them, 18.32 and 19.49, and only the latter pass
/// Kohlberg's criterion.
const MISPRINTED: [(&str, &str, usize); 2] =
    [("sweden_water_6", "nucleolus_cost", 5), ("sweden_water_6", "nucleolus_cost", 6)];

/// One unit of the last digit printed.
fn printed_unit(printed: &str) -> f64 {
    let decimals = printed.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    10_f64.powi(-i32::try_from(decimals).unwrap())
}

#[test]
fn every_published_case_is_reproduced() {
    let Some(path) = shared("goldens/sharing/goldens_sharing.csv") else { return };
    let sweden = shared("goldens/sharing/sweden_costs_binary.txt").map(|path| numbers(&path).0).unwrap();
    let ours: BTreeMap<(String, String), Vec<f64>> =
        games::answers(&sweden).into_iter().chain(problems::answers()).collect();
    let rows = records(&path, b',').unwrap();
    assert_eq!(rows.len(), 305);
    let mut seen = BTreeSet::new();
    for row in rows {
        let [case, solution, player, computed, published] = [0, 1, 2, 3, 4].map(|column| row[column].clone());
        let at: usize = player.parse().unwrap();
        let key = (case.clone(), solution.clone());
        let found =
            *ours.get(&key).and_then(|parts| parts.get(at - 1)).unwrap_or_else(|| panic!("{key:?} {at}"));
        let reference: f64 = computed.parse().unwrap();
        let near = 1e-9 * reference.abs().max(1.0) * if solution.contains("nucleolus") { 10.0 } else { 1.0 };
        assert!((found - reference).abs() <= near, "{case} {solution} {at}: {found}, reference {reference}");
        if !published.is_empty() && !MISPRINTED.contains(&(&case, &solution, at)) {
            let printed: f64 = published.parse().unwrap();
            let unit = printed_unit(&published).max(near);
            assert!(
                (found - printed).abs() <= unit * 1.000_001,
                "{case} {solution} {at}: {found}, published {published}"
            );
        }
        seen.insert(key);
    }
    assert_eq!(seen.len(), ours.len(), "every answer of ours has its reference");
}

/// The worths of a file, one a line by coalition index, and the numbers of its closing comment.
fn numbers(path: &std::path::Path) -> (Vec<f64>, Vec<f64>) {
    let text = std::fs::read_to_string(path).unwrap();
    let (comments, worths): (Vec<&str>, Vec<&str>) = text.lines().partition(|line| line.starts_with('#'));
    let parse = |word: &str| word.parse::<f64>().unwrap();
    let comment = comments.iter().flat_map(|line| line.trim_start_matches('#').split_whitespace()).map(parse);
    (worths.into_iter().filter(|line| !line.is_empty()).map(parse).collect(), comment.collect())
}

#[test]
fn random_games_have_the_nucleolus_that_another_solver_found() {
    for players in [4, 6, 8, 10, 12] {
        let Some(path) = shared(&format!("goldens/sharing/nucl_game_n{players}.txt")) else { return };
        let (worths, reference) = numbers(&path);
        let found = nucleolus(&Game::new(players, worths).unwrap(), Complaint::Whole).unwrap();
        assert_eq!(reference.len(), players);
        // The references are printed to twelve decimals by a solver with a tolerance of its own.
        for (found, reference) in found.allocation.iter().zip(reference) {
            assert!((found - reference).abs() < 1e-7, "{players}: {found} {reference}");
        }
    }
}

#[test]
fn the_misprinted_cells_of_the_swedish_case_are_no_nucleolus() {
    let Some(path) = shared("goldens/sharing/sweden_costs_binary.txt") else { return };
    let costs = Game::new(6, numbers(&path).0).unwrap();
    let largest_complaints = |paid: &[f64]| -> Vec<f64> {
        let mut all: Vec<f64> = (1..63)
            .map(commonweal_share::Coalition::at)
            .map(|coalition| coalition.sum(paid) - costs.worth(coalition))
            .collect();
        all.sort_by(|a, b| b.total_cmp(a));
        all
    };
    let ours = commonweal_share::nucleolus::nucleolus_of_costs(&costs, Complaint::Whole).unwrap().allocation;
    let mut printed = ours.clone();
    (printed[4], printed[5]) = (18.60, 19.21);
    let (ours, printed) = (largest_complaints(&ours), largest_complaints(&printed));
    let decisive = ours.iter().zip(&printed).map(|(a, b)| a - b).find(|gap| gap.abs() > 1e-6).unwrap();
    assert!(decisive < 0.0, "a complaint under the printed cells is {} larger", -decisive);
}
