//! Whether a division is in the core, where worths are known.

use super::{Basis, Problem, Stability, money};
use crate::core_test::strongest_objection;
use crate::game::{Game, MOST_PLAYERS, Worths, costs, lines};
use crate::nucleolus::{Complaint, prenucleolus};

/// Most bodies for which it is also found out whether any division is in the core.
const MOST_FOR_EMPTINESS: usize = 16;

/// The core test of the parts in pounds, to a part in 10⁹ of the largest worth; `None` where no worths are known.
pub(super) fn of(problem: &Problem, parts: &[f64]) -> Option<Stability> {
    let (game, worths) = game_of(problem)?;
    let largest = game.worths().iter().fold(0.0, |most: f64, worth| most.max(worth.abs()));
    let tolerance = 1e-9 * largest;
    let Some(objection) = strongest_objection(&game, worths, parts, tolerance) else {
        let words = "the division is in the core: no group would do better alone".to_owned();
        return Some(Stability {
            in_core: true,
            core_is_empty: Some(false),
            objecting: Vec::new(),
            would_gain: None,
            objection: None,
            words,
        });
    };
    let core_is_empty = emptiness(&game, worths, 10.0 * tolerance);
    let consequence = match core_is_empty {
        Some(true) => "; no division satisfies every group",
        Some(false) => "; the nucleolus would satisfy every group",
        None => "",
    };
    let in_words = objection.in_words(&problem.bodies, worths, money);
    Some(Stability {
        in_core: false,
        core_is_empty,
        objecting: objection
            .coalition
            .members()
            .filter_map(|body| problem.bodies.get(body))
            .cloned()
            .collect(),
        would_gain: Some(objection.gain),
        words: format!("{in_words}{consequence}"),
        objection: Some(in_words),
    })
}

fn game_of(problem: &Problem) -> Option<(Game, Worths)> {
    let few = problem.bodies.len() <= MOST_PLAYERS;
    match &problem.basis {
        Basis::Game { game, worths } => Some((game.clone(), *worths)),
        Basis::Lines(benefit_lines) if few => {
            lines::game(problem.bodies.len(), benefit_lines).ok().map(|game| (game, Worths::Gains))
        }
        Basis::Facility(needs) if few => costs::airport(needs).ok().map(|game| (game, Worths::Costs)),
        _ => None,
    }
}

fn emptiness(game: &Game, worths: Worths, tolerance: f64) -> Option<bool> {
    if game.players() > MOST_FOR_EMPTINESS {
        return None;
    }
    let found = match worths {
        Worths::Gains => prenucleolus(game, Complaint::Whole),
        Worths::Costs => prenucleolus(&game.savings(), Complaint::Whole),
    };
    found.ok().map(|found| found.largest_excess() > tolerance)
}
