//! No cliff: as any input passes any threshold, no share jumps.
//!
//! Each scan moves one input in small steps over a range with many thresholds in it. A share may change by no more than a multiple of the step that holds
//! for the rule everywhere (its Lipschitz constant); a jump of any visible size would break it.

use commonweal_share::airport;
use commonweal_share::claims::divide;
use commonweal_share::corridor::{Corridor, Effect, Terms};
use commonweal_share::game::Game;
use commonweal_share::gately::gately;
use commonweal_share::limits::{Limit, within};
use commonweal_share::nucleolus::{Complaint, nucleolus, prenucleolus};
use commonweal_share::shapley::shapley;
use commonweal_share::weighted_shapley::weighted_shapley;

use crate::claims::RULES;

const STEP: f64 = 0.01;

/// Scans from 0 to `end` (in whole numbers); the largest change of any share a step, as a multiple of the step.
fn steepest(end: u32, shares: impl Fn(f64) -> Vec<f64>) -> f64 {
    let steps = end * 100;
    let mut before = shares(0.0);
    let mut steepest: f64 = 0.0;
    for step in 1..=steps {
        let after = shares(f64::from(step) * STEP);
        let changes = before.iter().zip(&after).map(|(before, after)| (after - before).abs() / STEP);
        steepest = changes.fold(steepest, f64::max);
        before = after;
    }
    steepest
}

#[test]
fn no_claims_rule_jumps_as_the_estate_or_a_claim_grows() {
    for rule in RULES {
        let by_estate = steepest(60, |estate| divide(rule, &[10.0, 20.0, 30.0], estate).unwrap());
        assert!(by_estate <= 1.0 + 1e-6, "{rule:?} by estate: {by_estate}");
        let by_claim = steepest(60, |claim| divide(rule, &[10.0, 20.0, claim], 30.0).unwrap());
        assert!(by_claim <= 1.0 + 1e-6, "{rule:?} by claim: {by_claim}");
        let by_loss = steepest(60, |loss| divide(rule, &[10.0, 20.0, 30.0], -loss).unwrap());
        assert!(by_loss <= 1.0 + 1e-6, "{rule:?} by loss: {by_loss}");
    }
}

#[test]
fn no_solution_of_a_game_jumps_as_a_worth_grows() {
    type Solution = fn(&Game) -> Vec<f64>;
    let solutions: [(&str, Solution); 5] = [
        ("shapley", shapley),
        ("weighted", |game| weighted_shapley(game, &[1.0, 2.0, 3.0]).unwrap()),
        ("gately", |game| gately(game).unwrap()),
        ("nucleolus", |game| nucleolus(game, Complaint::Whole).unwrap().allocation),
        ("prenucleolus", |game| prenucleolus(game, Complaint::Whole).unwrap().allocation),
    ];
    for (name, solution) in solutions {
        let found = steepest(20, |pair| {
            let worths = vec![0.0, 1.0, 2.0, pair, 0.0, 9.0, 11.0, 30.0];
            solution(&Game::new(3, worths).unwrap())
        });
        assert!(found <= 3.0, "{name}: {found}");
    }
}

#[test]
fn no_airport_fee_jumps_as_one_user_needs_more() {
    for rule in [airport::shapley, airport::nucleolus] {
        let found = steepest(30, |cost| rule(&[5.0, 12.0, 12.0, cost, 20.0]).unwrap());
        assert!(found <= 1.0 + 1e-6, "{found}");
    }
}

#[test]
fn no_part_jumps_as_a_part_a_cap_or_a_floor_passes_another() {
    let cap = |cap: f64| Limit { floor: f64::NEG_INFINITY, cap };
    let floor = |floor: f64| Limit { floor, cap: f64::INFINITY };
    let by_part = steepest(40, |part| {
        within(&[part, 10.0, 20.0], &[cap(15.0), floor(12.0), Limit::NONE]).unwrap().parts
    });
    assert!(by_part <= 1.0 + 1e-6, "{by_part}");
    let by_cap =
        steepest(40, |most| within(&[30.0, 10.0, 20.0], &[cap(most), cap(25.0), Limit::NONE]).unwrap().parts);
    assert!(by_cap <= 1.0 + 1e-6, "{by_cap}");
    let by_floor = steepest(40, |least| {
        within(&[30.0, 10.0, 20.0], &[floor(least), floor(5.0), Limit::NONE]).unwrap().parts
    });
    assert!(by_floor <= 1.0 + 1e-6, "{by_floor}");
}

#[test]
fn no_corridor_jumps_as_the_effect_or_an_end_of_its_interval_moves() {
    let gains = Terms { free: 10.0, rate: 0.5, most: 8.0 };
    let corridor = Corridor::agreed(gains, Terms { free: 2.0, rate: 0.8, most: 6.0 }).unwrap();
    let by_effect = steepest(60, |effect| {
        let effect = effect - 30.0;
        let due = corridor.due(Effect { estimate: effect, low: effect - 7.0, high: effect + 7.0 }).unwrap();
        let expected = corridor.expected(effect, 4.0).unwrap();
        vec![due.at_estimate, due.at_low, due.at_high, due.borne_out, expected]
    });
    assert!(by_effect <= 0.8 + 1e-6, "{by_effect}");
    let by_width = steepest(60, |width| {
        let due = corridor.due(Effect { estimate: 20.0, low: 20.0 - width, high: 20.0 + width }).unwrap();
        vec![due.at_low, due.at_high, due.borne_out]
    });
    assert!(by_width <= 0.8 + 1e-6, "{by_width}");
}
