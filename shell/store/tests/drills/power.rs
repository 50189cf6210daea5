//! R2: the power fails while SQLite writes, on a simulated disk.
//!
//! With a flush at each commit nothing acknowledged is lost. The control, which flushes now and then, must lose something: otherwise the
//! drill would prove nothing.

use std::path::Path;
use std::time::Instant;

use commonweal_store::{Flush, Outcome, SqliteOptions, SqliteStore, Store};
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};

use crate::disk::Disk;
use crate::support::{Line, ORIGIN, Place, Sheet, line, text_of};
use crate::{Kind, Orders};

/// Failures on one disk before it is wiped.
const FAILURES_A_DISK: u64 = 20;
/// Most writes and flushes between two failures.
const MOST_OPERATIONS: u64 = 400;

#[derive(Debug, Default)]
struct Tally {
    failures: u64,
    acknowledged: u64,
    /// Failures after which an acknowledged entry was missing.
    with_loss: u64,
}

pub(crate) fn drill(orders: &Orders) {
    if !orders.stores.contains(&Kind::Sqlite) {
        return println!(
            "power: PostgreSQL's own files cannot be put on the simulated disk; see docs/guides/store.md"
        );
    }
    let disk = Disk::default();
    sqlite_vfs::register("failing", disk.clone(), false).expect("the file system is registered once");
    for flush in [Flush::EachCommit, Flush::NowAndThen] {
        let start = Instant::now();
        let tally = many(&disk, flush, orders);
        println!("power, flush {flush:?}: {tally:?} ({:.1} s)", start.elapsed().as_secs_f64());
        let lost = tally.with_loss > 0;
        // The control must lose, or the drill proves nothing.
        assert_eq!(lost, flush == Flush::NowAndThen, "flush {flush:?}");
    }
}

fn many(disk: &Disk, flush: Flush, orders: &Orders) -> Tally {
    let mut random = ChaCha8Rng::seed_from_u64(orders.seed);
    let mut tally = Tally::default();
    let place = Place::sqlite();
    let options = SqliteOptions { flush, vfs: Some("failing".to_owned()), ..SqliteOptions::default() };
    while tally.failures < orders.rounds {
        disk.wipe();
        let store = SqliteStore::open_with(&place.file(), &options).unwrap();
        store.create_log(ORIGIN).unwrap();
        drop(store);
        let mut size = 0;
        for _ in 0..FAILURES_A_DISK.min(orders.rounds - tally.failures) {
            let size_before = size;
            let acknowledged = until_failure(disk, &place.file(), &options, size, &mut random);
            disk.restart(&mut random);
            size = after(&place.file(), &options);
            tally.failures += 1;
            tally.acknowledged += acknowledged - size_before;
            tally.with_loss += u64::from(size < acknowledged);
        }
    }
    tally
}

/// Line `number` of the one writer, of a length that varies, so that pages and sectors are cut everywhere.
fn lengthy(number: u64, random: &mut ChaCha8Rng) -> Line {
    let length = random.random_range(0..20_000);
    Line { text: format!("{number} {}", "x".repeat(length)), ..line(1, number) }
}

/// Appends from `size` on until the power fails; gives the size that was acknowledged.
fn until_failure(
    disk: &Disk,
    file: &Path,
    options: &SqliteOptions,
    size: u64,
    random: &mut ChaCha8Rng,
) -> u64 {
    let store = SqliteStore::open_with(file, options).unwrap();
    disk.fail_after(random.random_range(1..MOST_OPERATIONS));
    let mut acknowledged = size;
    loop {
        let lines: Vec<Line> = (acknowledged..acknowledged + random.random_range(1..4))
            .map(|number| lengthy(number, random))
            .collect();
        match store.append(ORIGIN, &mut Sheet::after(acknowledged, &lines)) {
            Ok(outcomes) => {
                assert!(
                    outcomes.iter().all(|outcome| matches!(outcome, Outcome::Appended(_))),
                    "{outcomes:?}"
                );
                acknowledged += outcomes.len() as u64;
            }
            Err(_) => return acknowledged,
        }
    }
}

/// The size after the power is back: whatever was lost, what is there is whole and without a gap.
fn after(file: &Path, options: &SqliteOptions) -> u64 {
    let store = SqliteStore::open_with(file, options).unwrap();
    let size = store.head(ORIGIN).unwrap().size;
    let rows = store.read(ORIGIN, 0, usize::MAX).unwrap();
    assert_eq!(rows.len() as u64, size);
    for (seq, row) in (0..).zip(&rows) {
        assert_eq!(row.seq, seq, "a gap");
        row.check(ORIGIN).unwrap();
        assert!(text_of(row).starts_with(&format!("{seq} ")));
    }
    size
}
