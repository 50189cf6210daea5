//! Bodies that ever more people meet look like causes; the same days of people without a target event take that away.

use commonweal_find::upstream::{BodyCounts, Events, Placebo, TargetDays, corrected};
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};

use crate::log::{Row, TARGET, counted, question, sorted};

const BODIES: u32 = 4;
const DAYS: i32 = 1_000;

/// Everybody meets each body more often the later it is; half of the people have one fall, which body 0 brings about in one of three.
fn growing(people: u32, seed: u64) -> Vec<Row> {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut rows = Vec::new();
    for person in 0..people {
        for body in 0..BODIES {
            for _ in 0..3 {
                // The density of the later of two days grows in proportion to the day.
                let day = random.random_range(0..DAYS).max(random.random_range(0..DAYS));
                rows.push(Row { person, day, service: 1, body, cost: 0.0 });
                if body == 0 && person % 2 == 0 && random.random_bool(0.1) {
                    let day = day + random.random_range(2..61);
                    rows.push(Row { person, day, service: TARGET, body: BODIES, cost: 1.0 });
                }
            }
        }
        if person % 2 == 0 {
            rows.push(Row {
                person,
                day: random.random_range(0..DAYS),
                service: TARGET,
                body: BODIES,
                cost: 1.0,
            });
        }
    }
    sorted(rows)
}

fn both(rows: &[Row]) -> Vec<(BodyCounts, BodyCounts)> {
    let question = question(1, 90);
    let person: Vec<u32> = rows.iter().map(|row| row.person).collect();
    let day: Vec<i32> = rows.iter().map(|row| row.day).collect();
    let service: Vec<u16> = rows.iter().map(|row| row.service).collect();
    let body: Vec<u32> = rows.iter().map(|row| row.body).collect();
    let cost = vec![1.0; rows.len()];
    let events = Events::new(&person, &day, &service, &body, &cost).unwrap();
    let mut days = TargetDays::default();
    days.add(&events, &question);
    let mut placebo = Placebo::new(BODIES + 1, &question, &days, 0);
    placebo.take(&events).unwrap();
    let counts = counted(rows, BODIES + 1, &question);
    counts.bodies.into_iter().zip(placebo.finish().bodies).collect()
}

/// The seed is fixed: there is no chance of a false alarm.
#[test]
fn a_trend_makes_innocents_look_like_causes_until_the_calendar_is_taken_out() {
    let found = both(&growing(60_000, 1));
    for (number, (body, placebo)) in found.iter().enumerate().take(BODIES as usize) {
        let crude = body.n10 as f64 / body.n01 as f64;
        let it = corrected(body, placebo).unwrap();
        println!(
            "body {number}: {crude:.3}, calendar {:.3}, corrected {:.3}",
            it.placebo_or, it.corrected_or
        );
        assert!(it.placebo_or > 1.08, "the trend is there: {it:?}");
        if number == 0 {
            assert!(it.corrected_or_lo > 1.5, "the cause stays one: {it:?}");
        } else {
            assert!(crude > 1.08, "{number}: {crude}");
            assert!((it.corrected_or - 1.0).abs() < 0.06, "{number}: {it:?}");
            assert!(it.corrected_or_lo < 1.0 && it.corrected_or_hi > 1.0, "{number}: {it:?}");
        }
    }
}

#[test]
fn the_interval_is_that_of_four_counts() {
    let of = |n10: u64, n01: u64| BodyCounts { n10, n01, ..BodyCounts::default() };
    let it = corrected(&of(40, 20), &of(50, 40)).unwrap();
    assert!((it.corrected_or - 1.6).abs() < 1e-12 && (it.placebo_or - 1.25).abs() < 1e-12);
    // exp(1.959964·√(1/40 + 1/20 + 1/50 + 1/40)) = exp(1.959964·0.346410) = 1.9719
    assert!((it.corrected_or_hi / it.corrected_or - 1.9719).abs() < 1e-4, "{it:?}");
    assert!((it.corrected_or / it.corrected_or_lo - 1.9719).abs() < 1e-4, "{it:?}");
    assert_eq!(corrected(&of(0, 20), &of(50, 40)), None);
    assert_eq!(corrected(&of(40, 20), &of(50, 0)), None);
}

#[test]
fn whoever_has_a_target_event_is_no_placebo_and_the_rest_are_counted_on_its_days() {
    let row = |person, day, service, body| Row { person, day, service, body, cost: 0.0 };
    // Person 1 falls on day 300; person 2 never does, and met body 0 ten days before that day; the days of a log with one fall are all 300.
    let rows = sorted(vec![row(1, 290, 1, 1), row(1, 300, TARGET, 4), row(2, 290, 1, 0), row(2, 700, 1, 0)]);
    let found = both(&rows);
    assert_eq!((found[0].1.reach, found[0].1.n10), (4, 4), "four placebo days of person 2");
    assert_eq!(found[1].1.reach, 0, "person 1 is none");
}
