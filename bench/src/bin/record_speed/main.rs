//! How fast the record is: signed entries appended by many clients at once, and a log moved from store to store.
//!
//! `cargo run --release -p commonweal-bench --bin record_speed append|move [ENTRIES]`. PostgreSQL is measured where
//! `COMMONWEAL_TEST_POSTGRES` names a server, in schemas of its own that are removed again. All facts are invented.

mod append;
mod moving;
mod raw;
mod room;
mod signed;

use std::error::Error;

type Failure = Box<dyn Error + Send + Sync>;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let entries = |usual: u64| arguments.get(1).map_or(Ok(usual), |text| text.parse());
    match arguments.first().map(String::as_str) {
        Some("append") => append::measure(entries(40_000)?),
        Some("move") => moving::measure(entries(1_000_000)?),
        _ => Err("say what is to be measured: 'append' or 'move', then how many entries".into()),
    }
}
