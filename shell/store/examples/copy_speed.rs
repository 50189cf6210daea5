//! How long a log takes from SQLite to PostgreSQL and back, with every byte hashed on the way in and again from what was written.
//!
//! `cargo run --release -p commonweal-store --example copy_speed [ENTRIES]`, with `COMMONWEAL_TEST_POSTGRES` naming a server.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::time::Instant;

use commonweal_record::tree::leaf_hash;
use commonweal_store::copy::everything;
use commonweal_store::{Row, Store};

#[path = "../tests/support/mod.rs"]
mod support;

use support::{ORIGIN, Place, id};

/// Bytes of an entry, about those of a signed fact.
const ENTRY_BYTES: usize = 530;
const PAGE: u64 = 5_000;

fn main() {
    let entries: u64 =
        std::env::args().nth(1).map_or(100_000, |text| text.parse().expect("a number of entries"));
    let (first, last) = (Place::sqlite(), Place::sqlite());
    let Some(between) = Place::postgres() else { return };
    let source = first.with_log();
    fill(source.as_ref(), entries);
    let start = Instant::now();
    let there = everything(source.as_ref(), between.open().as_ref()).expect("copied there");
    let half = start.elapsed();
    let start = Instant::now();
    let back = everything(between.open().as_ref(), last.open().as_ref()).expect("copied back");
    assert_eq!(there, back);
    println!(
        "{entries} entries, root {}: SQLite to PostgreSQL {:.1} s, PostgreSQL to SQLite {:.1} s",
        back.logs[0].1,
        half.as_secs_f64(),
        start.elapsed().as_secs_f64()
    );
}

fn fill(store: &dyn Store, entries: u64) {
    let row = |seq: u64| {
        let mut bytes = format!("{seq} ").into_bytes();
        bytes.resize(ENTRY_BYTES, b'.');
        // As random ids are: no order in them.
        let id = id(seq.wrapping_mul(0x9e37_79b9_7f4a_7c15), seq);
        Row {
            seq,
            id,
            stream: format!("meeting/{}", seq % 997),
            version: seq / 997,
            leaf: leaf_hash(&bytes),
            bytes,
        }
    };
    for from in (0..entries).step_by(usize::try_from(PAGE).expect("a page")) {
        let rows: Vec<Row> = (from..entries.min(from + PAGE)).map(row).collect();
        store.import(ORIGIN, &mut std::iter::once(rows)).expect("filled");
    }
}
