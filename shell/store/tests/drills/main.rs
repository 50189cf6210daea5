//! Drills: what a store says is there stays there, whatever is done to it.
//!
//! Without arguments (as in `cargo test`) each drill runs in a short form. At length:
//! `cargo xtask drill kill --rounds 10000`, `cargo xtask drill power --rounds 5000`, `cargo xtask drill retry --rounds 10000`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod disk;
mod kill;
mod power;
mod retry;
#[path = "../support/mod.rs"]
mod support;

use support::Place;

const HELP: &str = "\
Drills of the stores.

Usage: cargo xtask drill <DRILL> [--rounds N] [--seed N] [--store sqlite|postgres]

  kill    processes are killed while they write (rounds: kills, by 1 to 4 processes at a time)
  power   the power fails while SQLite writes, on a simulated disk; the control without flushes must lose
  retry   answers get lost and connections are cut (rounds: requests that met a fault)
  all     each of them in its short form (also without any argument)";

/// What the command line asks for.
pub(crate) struct Orders {
    pub(crate) rounds: u64,
    pub(crate) seed: u64,
    pub(crate) stores: Vec<Kind>,
}

/// Which store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Sqlite,
    Postgres,
}

impl Kind {
    /// A place for a store of the kind, if this machine can have one.
    pub(crate) fn place(self) -> Option<Place> {
        match self {
            Self::Sqlite => Some(Place::sqlite()),
            Self::Postgres => Place::postgres(),
        }
    }
}

fn orders(words: &[String], rounds: u64) -> Orders {
    let value = |name: &str| words.iter().skip_while(|word| *word != name).nth(1);
    let number = |name: &str, default| value(name).map_or(default, |text| text.parse().expect("a number"));
    let stores = match value("--store").map(String::as_str) {
        Some("sqlite") => vec![Kind::Sqlite],
        Some("postgres") => vec![Kind::Postgres],
        _ => vec![Kind::Sqlite, Kind::Postgres],
    };
    Orders { rounds: number("--rounds", rounds), seed: number("--seed", 1), stores }
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.first().map(String::as_str) {
        Some("child") => kill::child(&words[1..]),
        Some("kill") => kill::drill(&orders(&words, 40)),
        Some("power") => power::drill(&orders(&words, 60)),
        Some("retry") => retry::drill(&orders(&words, 300)),
        Some("help") => println!("{HELP}"),
        // Words for the usual test harness (a filter, --nocapture) are not for us.
        _ => {
            kill::drill(&orders(&[], 40));
            power::drill(&orders(&[], 60));
            retry::drill(&orders(&[], 300));
        }
    }
}
