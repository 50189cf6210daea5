//! Logs whose causes are known because they were planted: frail people meet everybody more often and fall more often, so that a naive
//! comparison flags every body.

use commonweal_find::upstream::{Candidate, candidates};
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};
use rand_distr::{Distribution, Gamma, Poisson};

use crate::log::{Row, TARGET, counted, question, sorted};

const BODIES: u32 = 300;
const DAYS: i32 = 1_096;

/// People of unequal frailty; a contact with a body below `causes` brings a fall 2 to 60 days later with probability 0.15.
fn log(people: u32, causes: u32, seed: u64) -> Vec<Row> {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let frailty = Gamma::new(1.2, 1.0 / 1.2).unwrap();
    let mut rows = Vec::new();
    for person in 0..people {
        let frail: f64 = frailty.sample(&mut random);
        let home: [u32; 3] = std::array::from_fn(|_| random.random_range(0..BODIES));
        for _ in 0..poisson(15.0 * frail, &mut random) {
            let body = if random.random_bool(0.7) {
                home[random.random_range(0..3)]
            } else {
                random.random_range(0..BODIES)
            };
            let day = random.random_range(0..DAYS);
            rows.push(Row { person, day, service: 1, body, cost: 0.0 });
            if body < causes && random.random_bool(0.15) {
                rows.push(fall(person, day + random.random_range(2..61), &mut random));
            }
        }
        for _ in 0..poisson(0.5 * frail, &mut random) {
            let day = random.random_range(0..DAYS);
            rows.push(fall(person, day, &mut random));
        }
    }
    sorted(rows)
}

fn poisson(mean: f64, random: &mut ChaCha8Rng) -> usize {
    let drawn: f64 = Poisson::new(mean + 1e-9).unwrap().sample(random);
    (0..10_000).take_while(|count| f64::from(*count) < drawn).count()
}

fn fall(person: u32, day: i32, random: &mut ChaCha8Rng) -> Row {
    Row { person, day, service: TARGET, body: BODIES, cost: f64::from(random.random_range(500..5_000)) }
}

fn found(people: u32, causes: u32, seed: u64) -> Vec<Candidate> {
    candidates(&counted(&log(people, causes, seed), BODIES + 1, &question(1, 90)))
}

/// The seed is fixed: there is no chance of a false alarm.
#[test]
fn a_planted_cause_ranks_first_among_hundreds_of_busy_innocents() {
    let found = found(30_000, 1, 1);
    assert_eq!(found[0].number, 0);
    assert!(found[0].q_value < 0.001, "{:?}", found[0]);
    assert!(found[0].matched_or_lo.unwrap() > 1.5);
    let flagged = found.iter().filter(|candidate| candidate.q_value <= 0.05).count();
    assert!(flagged <= 3, "{flagged} flagged");
}

/// At q = 5% a log without a cause flags a body in at most 5% of logs. In 60 logs more than 9 would come about by chance with
/// probability below 0.1% were it 5%; the p-values are conservative, so that far fewer do.
#[test]
fn logs_without_a_cause_flag_a_body_no_more_often_than_stated() {
    let logs = 60;
    let flagged =
        (0..logs).filter(|seed| found(2_000, 0, 100 + seed).iter().any(|body| body.q_value <= 0.05));
    let flagged = flagged.count();
    println!("{flagged} of {logs} logs without a cause flag a body");
    assert!(flagged <= 9, "{flagged} of {logs}");
}
