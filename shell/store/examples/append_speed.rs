//! How fast 64 clients append to each store, beside the raw database with the same rows, in one run.
//!
//! `cargo run --release -p commonweal-store --example append_speed [ENTRIES]`; PostgreSQL where `COMMONWEAL_TEST_POSTGRES` names a server.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::thread;
use std::time::{Duration, Instant};

use commonweal_store::{Row, Store};
use rusqlite::TransactionBehavior;

#[path = "../tests/support/mod.rs"]
mod support;

use support::{Line, Place, all_rows, line};

const CLIENTS: u64 = 64;
/// Entries of a raw commit: as many as there are clients to wait.
const TOGETHER: usize = 64;
/// Bytes of an entry, about those of a signed fact.
const ENTRY_BYTES: usize = 530;

fn main() {
    let entries: u64 =
        std::env::args().nth(1).map_or(40_000, |text| text.parse().expect("a number of entries"));
    for (name, place) in [("SQLite", Some(Place::sqlite())), ("PostgreSQL", Place::postgres())] {
        let Some(place) = place else { continue };
        let store = place.with_log();
        let (elapsed, mut waits) = ours(&place, &store, entries);
        let rows = all_rows(store.as_ref());
        assert_eq!(rows.len() as u64, entries);
        waits.sort_unstable();
        let quantile = |share: usize| waits[(waits.len() - 1) * share / 100].as_secs_f64() * 1e3;
        println!(
            "{name}, through the store: {:.0} entries/s, p50 {:.1} ms, p99 {:.1} ms",
            entries as f64 / elapsed.as_secs_f64(),
            quantile(50),
            quantile(99)
        );
        for together in [TOGETHER, 1] {
            let rows = &rows[..if together == 1 { rows.len() / 10 } else { rows.len() }];
            let elapsed = raw(name, rows, together);
            println!(
                "{name}, raw, {together} a commit: {:.0} entries/s",
                rows.len() as f64 / elapsed.as_secs_f64()
            );
        }
    }
}

fn padded(client: u64, number: u64) -> Line {
    let mut line = line(client, number);
    line.text.push_str(&".".repeat(ENTRY_BYTES.saturating_sub(line.text.len() + 6)));
    line
}

/// Each client waits for each of its entries; gives the whole time and every wait.
fn ours(place: &Place, store: &std::sync::Arc<dyn Store>, entries: u64) -> (Duration, Vec<Duration>) {
    let writer = place.writer(store);
    let start = Instant::now();
    let waits = thread::scope(|scope| {
        let clients: Vec<_> = (0..CLIENTS)
            .map(|client| {
                let writer = &writer;
                scope.spawn(move || {
                    let share = entries / CLIENTS + u64::from(client < entries % CLIENTS);
                    let timed = |number| {
                        let start = Instant::now();
                        writer.write(padded(client, number)).expect("written");
                        start.elapsed()
                    };
                    (0..share).map(timed).collect::<Vec<_>>()
                })
            })
            .collect();
        clients.into_iter().flat_map(|client| client.join().expect("no panic")).collect()
    });
    (start.elapsed(), waits)
}

/// The same rows into the same tables by plain statements on one connection, so many a commit.
fn raw(name: &str, rows: &[Row], together: usize) -> Duration {
    match name {
        "SQLite" => raw_sqlite(rows, together).expect("raw writes"),
        _ => raw_postgres(rows, together).expect("raw writes"),
    }
}

fn raw_sqlite(rows: &[Row], together: usize) -> rusqlite::Result<Duration> {
    let place = Place::sqlite();
    drop(place.with_log());
    let mut connection = rusqlite::Connection::open(place.file())?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    let start = Instant::now();
    for batch in rows.chunks(together) {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        {
            let mut insert =
                transaction.prepare_cached("INSERT INTO entry VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6)")?;
            for row in batch {
                let (seq, version) = (row.seq.cast_signed(), row.version.cast_signed());
                insert.execute((seq, row.id, &row.stream, version, row.leaf.0, &row.bytes))?;
            }
            let size = batch[batch.len() - 1].seq.cast_signed() + 1;
            transaction.prepare_cached("UPDATE log SET size = ?1")?.execute([size])?;
        }
        transaction.commit()?;
    }
    Ok(start.elapsed())
}

fn raw_postgres(rows: &[Row], together: usize) -> Result<Duration, postgres::Error> {
    let place = Place::postgres().expect("there was a server a moment ago");
    drop(place.with_log());
    let mut client = place.server.as_ref().expect("a server").client();
    let insert = client.prepare(
        "INSERT INTO entry SELECT 1, * FROM unnest($1::bigint[], $2::bytea[], $3::text[], $4::bigint[], $5::bytea[], $6::bytea[])",
    )?;
    let head = client.prepare("UPDATE log SET size = $1")?;
    let start = Instant::now();
    for batch in rows.chunks(together) {
        let seqs: Vec<i64> = batch.iter().map(|row| row.seq.cast_signed()).collect();
        let ids: Vec<&[u8]> = batch.iter().map(|row| row.id.as_slice()).collect();
        let streams: Vec<&str> = batch.iter().map(|row| row.stream.as_str()).collect();
        let versions: Vec<i64> = batch.iter().map(|row| row.version.cast_signed()).collect();
        let leaves: Vec<&[u8]> = batch.iter().map(|row| row.leaf.0.as_slice()).collect();
        let bytes: Vec<&[u8]> = batch.iter().map(|row| row.bytes.as_slice()).collect();
        let mut transaction = client.transaction()?;
        transaction.execute(&insert, &[&seqs, &ids, &streams, &versions, &leaves, &bytes])?;
        transaction.execute(&head, &[&(seqs[seqs.len() - 1] + 1)])?;
        transaction.commit()?;
    }
    Ok(start.elapsed())
}
