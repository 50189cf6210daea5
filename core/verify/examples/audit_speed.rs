//! How fast a log is audited on one core, with and without signatures, each entry from memory.
//!
//! `cargo run --release -p commonweal-verify --example audit_speed [ENTRIES]`

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a measurement holds a clock and may stop"
)]

#[path = "../tests/verify/writer.rs"]
#[allow(dead_code, unreachable_pub)]
mod writer;

use std::time::Instant;

use commonweal_verify::{Depth, EntryChecker, Policy};
use writer::{LogWriter, ORIGIN, draft, key, key_added, log_opened, note};

fn main() {
    let number: usize = std::env::args().nth(1).map_or(1_000_000, |number| number.parse().unwrap());
    let mut log = LogWriter::new();
    let (host, body) = (log.host.clone(), key(2));
    log.push(&log_opened(&host));
    log.push(&key_added("acute-trust", "host", &host, &body));
    let began = Instant::now();
    let mut size = 0;
    for seq in 2..number {
        // Signers have seen the last of checkpoints that are 256 entries apart.
        if seq % 256 == 0 {
            log.see();
        }
        let payload = format!(
            r#"{{"reason":"Discharge planning starts at admission; the respite bed is booked the same day — agreed by all","text":"promise {seq} kept"}}"#
        );
        let mut fact = draft("acute-trust", "body", &body, "promise_kept", payload);
        let (day, hour, minute, second) = (1 + seq / 86_400, seq / 3600 % 24, seq / 60 % 60, seq % 60);
        fact.at = Some(format!("2026-12-{day:02}T{hour:02}:{minute:02}:{second:02}Z"));
        log.push(&fact);
        size += log.entries[seq].len();
    }
    println!("{number} entries of {} bytes written in {:.1} s", size / number, began.elapsed().as_secs_f64());
    let checkpoint = note(ORIGIN, number, &log.root(), &host, &[]);
    for depth in [Depth::Hashes, Depth::Signatures] {
        let began = Instant::now();
        let mut checker = EntryChecker::new(ORIGIN, None, depth);
        for entry in &log.entries {
            checker.push(entry.as_bytes()).unwrap();
        }
        checker.judge(&checkpoint, &Policy::default()).unwrap();
        let seconds = began.elapsed().as_secs_f64();
        println!("{depth:?}: {seconds:.1} s, {:.0} entries/s", number as f64 / seconds);
    }
}
