//! Writes a made-up country of partnerships into a database: the size that the product is built for, to measure it by.
//!
//! `cargo run --release -p commonweal-bench --bin register_world -- world.db [--partnerships 5500] [--facts 1000000] [--bodies 40000]`;
//! the database is a file or `postgres://...`, and must not hold a record yet. Bodies, places and partnerships are fictional and say so;
//! their keys follow from the seed and are public. Every fact is signed and admitted by the rules that the service admits by, and whatever
//! the fold finds wrong ends the writing. One seed gives one country, whatever the number of threads.

mod country;
mod names;
mod partnership;
mod teller;

use std::error::Error;
use std::path::PathBuf;
use std::sync::mpsc::sync_channel;
use std::time::Instant as Clock;

use clap::Parser;
use commonweal_record::entry::Origin;
use commonweal_service::record::{Database, KeyFile, Place};
use commonweal_store::{PostgresStore, Row, SqliteStore, Store};
use rayon::prelude::*;

use country::Country;

type Failure = Box<dyn Error + Send + Sync>;

/// Logs that wait to be written while others are being made.
const WAITING: usize = 64;

#[derive(Debug, Parser)]
struct Arguments {
    /// A file that is not there yet, or an empty server.
    database: String,
    /// How many partnerships.
    #[arg(long, default_value_t = 5_500)]
    partnerships: u64,
    /// How many facts in all, those of the register of bodies among them.
    #[arg(long, default_value_t = 1_000_000)]
    facts: u64,
    /// How many bodies.
    #[arg(long, default_value_t = 40_000)]
    bodies: u64,
    /// Another seed, another country.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// A log with what is to be added to it.
struct Made {
    origin: Origin,
    rows: Vec<Row>,
}

fn main() -> Result<(), Failure> {
    let arguments = Arguments::parse();
    let began = Clock::now();
    let database: Database = arguments.database.parse()?;
    let folder = database.host_folder();
    let Arguments { partnerships, facts, bodies, seed, .. } = arguments;
    let place = Place::init(database, &folder, "record.example", teller::surroundings(seed))?;
    let host = KeyFile::read(&folder.join("host.key"))?;
    let country = Country::new(seed, partnerships, facts, bodies, host.key)?;
    let store: Box<dyn Store> = match place.database() {
        Database::Sqlite(path) => Box::new(SqliteStore::open(path)?),
        Database::Postgres(address) => {
            Box::new(PostgresStore::open(address, &folder.join("documents.keys"))?)
        }
    };
    let register = country.register(&place.log("register")?.view().clone())?;
    let mut written = register.rows.len() as u64 + 1;
    store.import(register.origin.as_str(), &mut std::iter::once(register.rows))?;
    written += write_partnerships(&country, store.as_ref())?;
    println!(
        "{written} facts of {bodies} bodies in {partnerships} partnerships and a register, written in {:.1} s",
        began.elapsed().as_secs_f64()
    );
    // The last writer to leave brings the log of writes into the file.
    drop(store);
    let database = place.database().clone();
    drop(place);
    if let Database::Sqlite(path) = &database {
        println!("{} MB in {}", size_of(path)? / 1_000_000, path.display());
    }
    Ok(())
}

/// Makes the logs on all threads and writes them on this one, a commit each; gives the number of facts.
fn write_partnerships(country: &Country, store: &dyn Store) -> Result<u64, Failure> {
    let (sender, logs) = sync_channel::<Made>(WAITING);
    std::thread::scope(|scope| {
        let making = scope.spawn(move || {
            let make = |sender: &mut std::sync::mpsc::SyncSender<Made>, number| {
                sender.send(country.partnership(number)?).map_err(|_| Failure::from("the writing has ended"))
            };
            (0..country.partnerships()).into_par_iter().try_for_each_with(sender, make)
        });
        let mut written = 0;
        for Made { origin, rows } in logs {
            store.create_log(origin.as_str())?;
            written += rows.len() as u64;
            store.import(origin.as_str(), &mut std::iter::once(rows))?;
        }
        making.join().map_err(|_| "a thread broke off")??;
        Ok(written)
    })
}

fn size_of(path: &PathBuf) -> Result<u64, Failure> {
    Ok(std::fs::metadata(path)?.len())
}
