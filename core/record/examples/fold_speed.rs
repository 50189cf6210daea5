//! Measures reading payloads and folding them: `cargo run --release -p commonweal-record --example fold_speed`.

#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a measurement prints and reads the clock"
)]

use std::time::{Duration, Instant as Clock};

use commonweal_record::canonical::{self, Value};
use commonweal_record::entry::{BodyId, Instant};
use commonweal_record::partnership::Partnership;

const ENTRIES: u64 = 400_000;

/// Payload bytes of the entry `n`: votes, promises, contributions and benefits by three bodies.
fn payload(n: u64) -> (&'static str, u64, String) {
    let id = n / 8;
    match n % 8 {
        0 => (
            "decision_proposed",
            1,
            format!(r#"{{"decision":"{id}","options":[],"title":"Open a shared ward"}}"#),
        ),
        1..=3 => ("vote_cast", 1, format!(r#"{{"decision":"{id}","vote":"for"}}"#)),
        4 => (
            "promise_made",
            1,
            format!(r#"{{"due":"2027-01-31","promise":"{id}","what":"a nurse at the front door"}}"#),
        ),
        5 => ("promise_kept", 1, format!(r#"{{"promise":"{id}"}}"#)),
        6 => ("contribution_made", 2, r#"{"contribution":{"pence":"125000","type":"money"}}"#.to_owned()),
        _ => ("benefit_stated", 1, r#"{"benefit":"beds free by noon"}"#.to_owned()),
    }
}

fn founded(bodies: &[BodyId], at: Instant) -> Partnership {
    let mut state = Partnership::default();
    for (seq, body) in (0..).zip(bodies) {
        let text =
            format!(r#"{{"body":"{body}","legal_form":"council","name":"{body}","purpose":"to serve"}}"#);
        if let Ok(registered) = canonical::parse(text.as_bytes()) {
            state.tell(body, 2 * seq, at, ("body_registered", 1, &registered));
        }
        state.tell(
            body,
            2 * seq + 1,
            at,
            ("partner_joined", 1, &Value::Object(std::collections::BTreeMap::new())),
        );
    }
    state
}

fn per_second(took: Duration) -> u128 {
    u128::from(ENTRIES) * 1_000_000 / took.as_micros().max(1)
}

fn main() {
    let bodies: Vec<BodyId> = ["ash", "birch", "cedar"].iter().filter_map(|name| name.parse().ok()).collect();
    let Some(at) = Instant::from_unix(1_791_000_000) else { return };
    let told: Vec<(&str, u64, String)> = (0..ENTRIES).map(payload).collect();

    let start = Clock::now();
    let values: Vec<Value> =
        told.iter().filter_map(|(_, _, text)| canonical::admit(text.as_bytes()).ok()).collect();
    let parsing = start.elapsed();

    let mut state = founded(&bodies, at);
    let start = Clock::now();
    for ((seq, body), ((kind, schema, _), value)) in
        (6..).zip(bodies.iter().cycle()).zip(told.iter().zip(&values))
    {
        state.tell(body, seq, at, (kind, *schema, value));
    }
    let folding = start.elapsed();

    let start = Clock::now();
    let hash = state.state_hash();
    let hashing = start.elapsed();
    println!("{ENTRIES} payloads, {} findings, state {hash}", state.findings.len());
    println!("parse: {} per second", per_second(parsing));
    println!("read and fold: {} per second", per_second(folding));
    println!("parse, read and fold: {} per second", per_second(parsing + folding));
    println!("state hash: {} ms", hashing.as_millis());
}
