//! Five people, worked by hand. A is body 1, B is body 2; body 0 is where the target events happen.

use commonweal_find::upstream::candidates;

use crate::log::{Row, TARGET, counted, question, sorted};

fn fall(person: u32, day: i32, cost: f64) -> Row {
    Row { person, day, service: TARGET, body: 0, cost }
}

fn contact(person: u32, day: i32, body: u32) -> Row {
    Row { person, day, service: 1, body, cost: 0.0 }
}

/// With a gap of 1 and a window of 10 days, the hazard window is lags 1 to 10, the control window 11 to 20.
///
/// Person 1 falls on day 50 (£40): A at lag 5 (H), B at lag 12 (C).
/// Person 2 falls on day 60 (£20): A at lags 3 and 13 (H and C), B at lag 10 (H).
/// Person 3 falls on day 70 (£10): A on the day of the fall (neither), B at lag 21 (neither).
/// Person 4 falls on day 80 (£30) and on day 90 (£50): A at lag 2 of the first (H), which is lag 12 of the second (C); B at lag 1 of
/// the second (H).
/// Person 5 falls on day 15, before the 20 days of look-back are there.
fn log() -> Vec<Row> {
    sorted(vec![
        fall(1, 50, 40.0),
        contact(1, 45, 1),
        contact(1, 38, 2),
        fall(2, 60, 20.0),
        contact(2, 57, 1),
        contact(2, 47, 1),
        contact(2, 50, 2),
        fall(3, 70, 10.0),
        contact(3, 70, 1),
        contact(3, 49, 2),
        fall(4, 80, 30.0),
        fall(4, 90, 50.0),
        contact(4, 78, 1),
        contact(4, 89, 2),
        fall(5, 15, 99.0),
        contact(5, 12, 1),
    ])
}

#[test]
fn the_log_worked_by_hand_gives_the_counts_worked_by_hand() {
    let counts = counted(&log(), 3, &question(1, 10));
    assert_eq!((counts.targets, counts.targets_too_early), (5, 1));
    assert!((counts.target_cost - 150.0).abs() < 1e-9);
    let [_, a, b] = counts.bodies[..] else { unreachable!() };
    // A: H for 1, 2, 4's first; C for 2, 4's second.
    assert_eq!((a.reach, a.expected, a.n10, a.n01), (3, 2, 2, 1));
    // B: H for 2 and 4's second; C for 1.
    assert_eq!((b.reach, b.expected, b.n10, b.n01), (2, 1, 2, 1));
    // A: person 1 +1, person 2 0, person 4 +1 − 1 = 0.   B: person 1 −1, person 2 +1, person 4 +1.
    assert_eq!((a.excess_squares, b.excess_squares), (1, 3));
    // A: 40 + 20 + 30;  40 + (20 − 20) + (30 − 50);  40² + (−20)².
    assert_eq!((a.reach_cost, a.excess_cost, a.excess_cost_squares), (90.0, 20.0, 2_000.0));
    // B: 20 + 50;  −40 + 20 + 50;  40² + 20² + 50².
    assert_eq!((b.reach_cost, b.excess_cost, b.excess_cost_squares), (70.0, 30.0, 4_500.0));
    // Alone at 1's and at 4's first: 40 + 30, half of 2's 20.   B: the other half, and 4's second alone.
    assert_eq!((a.additive_cost, b.additive_cost), (80.0, 60.0));
    // A: lags 5, 3, 2.  B: 10, 1.
    assert_eq!((a.lag_days, b.lag_days), (10, 11));
}

#[test]
fn the_statistics_are_those_of_the_counts() {
    let found = candidates(&counted(&log(), 3, &question(1, 10)));
    let [first, second] = &found[..] else { unreachable!() };
    // 30 − 1.96·√4500 = −101.5 against 20 − 1.96·√2000 = −67.7.
    assert_eq!((first.number, second.number), (1, 2));
    assert_eq!((first.share_of_targets, first.lift, first.matched_or), (0.6, Some(1.5), Some(2.0)));
    assert_eq!((first.excess_events, first.se_events, first.mean_lag_days), (1, 1.0, Some(10.0 / 3.0)));
    assert!((first.excess_cost_lo - (20.0 - 1.959_964 * 2_000_f64.sqrt())).abs() < 1e-9);
    // OR 2: half of what was reached, at most.
    assert_eq!((first.avoidable_events, first.avoidable_cost), (1.5, 45.0));
    // Of three discordant pairs at least two: (3 + 1)/8.
    assert!((first.p_value - 0.5).abs() < 1e-12);
}

#[test]
fn without_a_gap_contacts_of_the_same_day_count_wherever_they_stand() {
    let rows = sorted(vec![fall(3, 70, 10.0), contact(3, 70, 1), contact(3, 70, 2), fall(3, 70, 5.0)]);
    let counts = counted(&rows, 3, &question(0, 10));
    assert_eq!((counts.targets, counts.bodies[1].reach, counts.bodies[2].reach), (2, 2, 2));
    assert_eq!(counts.bodies[0].reach, 0);
}
