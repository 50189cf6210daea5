//! The definition, read out slowly, beside the one pass.

use std::collections::{BTreeMap, BTreeSet};

use commonweal_find::upstream::{BodyCounts, Counts, Events, LagBin, Question, count};
use proptest::prelude::*;

use crate::log::{Row, TARGET, counted, question, sorted};

const BODIES: u32 = 5;

/// Every target event against every event of the same person.
fn slowly(rows: &[Row], question: &Question) -> Counts {
    let mut counts = Counts::new(BODIES);
    let (gap, window) = (question.windows.gap_days(), question.windows.window_days());
    let mut excess: BTreeMap<(u32, u32), (i64, f64)> = BTreeMap::new();
    for event in rows.iter().filter(|row| row.service == TARGET) {
        if event.day < question.observed_from + gap + 2 * window - 1 {
            counts.targets_too_early += 1;
            continue;
        }
        counts.targets += 1;
        counts.target_cost += event.cost;
        let is_before = |row: &Row| row.person == event.person && event.day - row.day >= gap + 2 * window;
        counts.targets_begun_within += u64::from(!rows.iter().any(is_before));
        let others = || rows.iter().filter(|row| row.person == event.person && row.service != TARGET);
        let met = |from: i32| -> BTreeSet<u32> {
            let lags = from..from + window;
            others().filter(|row| lags.contains(&(event.day - row.day))).map(|row| row.body).collect()
        };
        let (hazard, control) = (met(gap), met(gap + window));
        for body in hazard.union(&control) {
            let (h, c) = (hazard.contains(body), control.contains(body));
            let found: &mut BodyCounts = &mut counts.bodies[*body as usize];
            found.reach += u64::from(h);
            found.expected += u64::from(c);
            found.n10 += u64::from(h && !c);
            found.n01 += u64::from(c && !h);
            let sum = excess.entry((*body, event.person)).or_default();
            sum.0 += i64::from(h) - i64::from(c);
            sum.1 += event.cost * (f64::from(u8::from(h)) - f64::from(u8::from(c)));
            if h {
                found.reach_cost += event.cost;
                found.additive_cost += event.cost / hazard.len() as f64;
                found.additive_events += 1.0 / hazard.len() as f64;
                let lag = |row: &Row| event.day - row.day;
                let last =
                    others().filter(|row| row.body == *body && lag(row) >= gap).map(lag).min().unwrap();
                found.lag_days += u64::from(last.unsigned_abs());
                let one = LagBin { until_days: last.unsigned_abs(), events: 1 };
                counts.lags[*body as usize].add(&[one].into_iter().collect());
            }
        }
    }
    for ((body, _), (events, cost)) in excess {
        let found = &mut counts.bodies[body as usize];
        found.excess_squares += events.unsigned_abs().pow(2);
        found.excess_cost += cost;
        found.excess_cost_squares += cost * cost;
    }
    counts
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let row = (0_u32..6, 0_i32..120, 0_u16..3, 0..BODIES, 0_u32..1_000).prop_map(
        |(person, day, service, body, pounds)| Row { person, day, service, body, cost: f64::from(pounds) },
    );
    prop::collection::vec(row, 0..120).prop_map(sorted)
}

proptest! {
    // Whole pounds are added without rounding but in shares of k, so that all but those are equal to the bit.
    #[test]
    fn the_pass_gives_what_the_definition_gives(rows in rows(), gap in 0_i32..10, window in 1_i32..30) {
        let question = question(gap, window);
        let (mut fast, mut slow) = (counted(&rows, BODIES, &question), slowly(&rows, &question));
        for (fast, slow) in fast.bodies.iter_mut().zip(&mut slow.bodies) {
            prop_assert!((fast.additive_cost - slow.additive_cost).abs() < 1e-6);
            (fast.additive_cost, slow.additive_cost) = (0.0, 0.0);
            prop_assert!((fast.additive_events - slow.additive_events).abs() < 1e-9);
            (fast.additive_events, slow.additive_events) = (0.0, 0.0);
        }
        prop_assert_eq!(fast, slow);
    }

    #[test]
    fn counts_add_up_over_persons(rows in rows(), cut in 0_u32..6) {
        let question = question(1, 20);
        let part = |keep: &dyn Fn(u32) -> bool| {
            let rows: Vec<Row> = rows.iter().copied().filter(|row| keep(row.person)).collect();
            counted(&rows, BODIES, &question)
        };
        let mut sum = part(&|person| person < cut);
        sum.add(&part(&|person| person >= cut));
        let whole = counted(&rows, BODIES, &question);
        let counts = |counts: &Counts| -> Vec<[u64; 5]> {
            let row = |body: &BodyCounts| [body.reach, body.expected, body.n10, body.n01, body.excess_squares];
            counts.bodies.iter().map(row).collect()
        };
        prop_assert_eq!(counts(&sum), counts(&whole));
    }

    #[test]
    fn additive_shares_sum_to_the_cost_of_the_events_that_somebody_reached(rows in rows()) {
        let question = question(1, 20);
        let counts = counted(&rows, BODIES, &question);
        let reached = |event: &&Row| {
            event.service == TARGET
                && event.day >= question.first_day()
                && rows.iter().any(|row| {
                    row.person == event.person && row.service != TARGET && (1..21).contains(&(event.day - row.day))
                })
        };
        let cost: f64 = rows.iter().filter(reached).map(|row| row.cost).sum();
        let shares: f64 = counts.bodies.iter().map(|body| body.additive_cost).sum();
        prop_assert!((cost - shares).abs() < 1e-6, "{} is not {}", shares, cost);
    }

    #[test]
    fn pieces_are_of_whole_persons_and_leave_nothing_out(rows in rows(), size in 1_usize..40) {
        let person: Vec<u32> = rows.iter().map(|row| row.person).collect();
        let day: Vec<i32> = rows.iter().map(|row| row.day).collect();
        let (service, body, cost) = (vec![1; rows.len()], vec![1; rows.len()], vec![0.0; rows.len()]);
        let events = Events::new(&person, &day, &service, &body, &cost).unwrap();
        let pieces = events.pieces(size);
        prop_assert_eq!(pieces.iter().map(Events::len).sum::<usize>(), rows.len());
        let question = question(1, 10);
        let alone: Vec<u64> = pieces.iter().map(|piece| count(piece, 5, &question).unwrap().targets).collect();
        prop_assert_eq!(alone.iter().sum::<u64>(), 0);
    }
}
