//! How fast the pages come at the size that the product is built for: the released program is started on a database, and asked for pages at
//! a constant rate, whether or not it has answered before, beside its stylesheet, which is the same stack without a page.
//!
//! `cargo build --release -p commonweal-cli`, then
//! `cargo run --release -p commonweal-bench --bin page_load -- world.db [--rate 300] [--seconds 60]`, on a database of `register_world`. A request's
//! time begins when it was due, not when a connection was free, so that a pause of the server is counted on every request that it held up.
//! The asking takes processor time of the same machine.

mod asking;
mod people;
mod server;
mod sites;

use std::error::Error;
use std::path::PathBuf;
use std::time::Duration;

use clap::Parser;

use asking::{Asked, Pace, Visit, ask_all, quantile};
use server::Server;
use sites::{SORTS, Sites, Sort};

type Failure = Box<dyn Error + Send + Sync>;

#[derive(Debug, Parser)]
struct Arguments {
    /// A database that `register_world` wrote: a file or `postgres://...`.
    database: String,
    /// The program.
    #[arg(long, default_value = "target/release/commonweal")]
    program: PathBuf,
    /// Requests a second.
    #[arg(long, default_value_t = 300)]
    rate: u32,
    /// For so long.
    #[arg(long, default_value_t = 60)]
    seconds: u32,
    /// Another seed, other partnerships in another order.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

fn main() -> Result<(), Failure> {
    let arguments = Arguments::parse();
    let somebody = people::sign_in(&arguments.database)?;
    // What is new in the register is kept, so that the start that is timed is an ordinary one.
    let first = Server::start(&arguments.program, &arguments.database)?;
    let sites = Sites::of(&first)?;
    std::thread::sleep(Duration::from_secs(2));
    drop(first);

    let server = Server::start(&arguments.program, &arguments.database)?;
    server.page("/")?;
    let home = server.since_start();
    server.page("/partnerships")?;
    let register = server.since_start();
    println!(
        "cold start to the first page {:.2} s, to the register {:.2} s",
        home.as_secs_f64(),
        register.as_secs_f64()
    );
    println!("resident {} MB", server.resident_bytes()? / 1_000_000);

    let pace = Pace { rate: arguments.rate, seconds: arguments.seconds, seed: arguments.seed };
    let asked = ask_all(&server, &sites, &somebody, pace)?;
    println!(
        "{} requests at {} a second, {} of them not answered with 200",
        asked.len(),
        pace.rate,
        asked.iter().filter(|it| !it.answered).count()
    );
    println!("{:28} {:>8} {:>8} {:>8} {:>8}", "milliseconds", "requests", "p50", "p99", "most");
    for sort in SORTS {
        for visit in [Visit::Later, Visit::First] {
            print_times(&asked, sort, visit);
        }
    }
    println!(
        "resident {} MB, {:.1} s of processor time",
        server.resident_bytes()? / 1_000_000,
        server.processor_seconds()?
    );
    Ok(())
}

/// A line of the table, where there is anything in it.
fn print_times(asked: &[Asked], sort: Sort, visit: Visit) {
    let those = asked.iter().filter(|it| it.sort == sort && it.visit == visit);
    let mut times: Vec<Duration> = those.map(|it| it.took).collect();
    times.sort_unstable();
    if times.is_empty() {
        return;
    }
    let which = if visit == Visit::First { ", first visit" } else { "" };
    println!(
        "{:28} {:>8} {:>8.1} {:>8.1} {:>8.1}",
        format!("{}{which}", sort.name()),
        times.len(),
        quantile(&times, 0.5),
        quantile(&times, 0.99),
        quantile(&times, 1.0)
    );
}
