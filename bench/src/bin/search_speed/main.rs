//! How long a search of the registers takes at the size that the product is built for: partnerships and bodies, by words, filters and
//! both, with queries that find everything, nothing, or nothing but for a slip, asked of the released program over HTTP.
//!
//! `cargo build --release -p commonweal-cli`, then
//! `cargo run --release -p commonweal-bench --bin search_speed -- world.db [--bodies 40000] [--repeats 40]`, on a database of
//! `register_world`, into whose register of bodies so many made-up ones are read first. One request at a time over one connection, so that
//! a time is what one person waits for: the search, the page, and its way through HTTP.

mod listed;
#[expect(dead_code, reason = "the country's other names are for its partnerships")]
#[path = "../register_world/names.rs"]
mod names;
mod queries;
#[expect(dead_code, reason = "memory and processor time are for the load")]
#[path = "../page_load/server.rs"]
mod server;

use std::error::Error;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use clap::Parser;
use rand::SeedableRng;
use rand::rngs::ChaCha8Rng;
use rand::seq::SliceRandom;
use ureq::Agent;

use server::Server;

type Failure = Box<dyn Error + Send + Sync>;

#[derive(Debug, Parser)]
struct Arguments {
    /// A database that `register_world` wrote.
    database: PathBuf,
    /// The program.
    #[arg(long, default_value = "target/release/commonweal")]
    program: PathBuf,
    /// Bodies to list.
    #[arg(long, default_value_t = 40_000)]
    bodies: u64,
    /// How often each query is asked.
    #[arg(long, default_value_t = 40)]
    repeats: usize,
    /// Another seed, another order.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

fn main() -> Result<(), Failure> {
    let Arguments { database, program, bodies, repeats, seed } = Arguments::parse();
    let database = database.to_str().ok_or("a database whose path is text")?;
    listed::import(&program, database, bodies)?;
    let server = Server::start(&program, database)?;
    let queries = queries::all(bodies);
    let begun = Instant::now();
    server.page("/register")?;
    println!("the first look at the register of bodies: {:.2} s", begun.elapsed().as_secs_f64());
    server.page("/partnerships")?;

    let mut asked: Vec<usize> = (0..queries.len()).flat_map(|query| vec![query; repeats]).collect();
    asked.shuffle(&mut ChaCha8Rng::seed_from_u64(seed));
    let agent: Agent = Agent::config_builder().timeout_global(Some(Duration::from_mins(1))).build().into();
    let mut times: Vec<Vec<Duration>> = vec![Vec::new(); queries.len()];
    for query in asked {
        let address = format!("{}{}", server.address, queries[query].path);
        let begun = Instant::now();
        agent.get(address).header("accept-encoding", "gzip").call()?.body_mut().read_to_vec()?;
        times[query].push(begun.elapsed());
    }
    println!("{:58} {:>7} {:>7} {:>7}", "milliseconds", "p50", "p99", "worst");
    for (query, times) in queries.iter().zip(&mut times) {
        print_times(&query.name, times);
    }
    for of in [queries::BODIES, queries::PARTNERSHIPS] {
        let of_one = queries.iter().zip(&times).filter(|(query, _)| query.path.starts_with(of));
        let mut all: Vec<Duration> = of_one.flat_map(|(_, times)| times).copied().collect();
        print_times(&format!("all searches of {of}"), &mut all);
    }
    Ok(())
}

fn print_times(name: &str, times: &mut [Duration]) {
    times.sort_unstable();
    let quantile = |per_cent: usize| {
        let place = (times.len().saturating_sub(1) * per_cent).div_ceil(100);
        times.get(place).map_or(0.0, |time| time.as_secs_f64() * 1e3)
    };
    println!("{name:58} {:>7.1} {:>7.1} {:>7.1}", quantile(50), quantile(99), quantile(100));
}
