//! R5: requests that meet faults around their commit and are asked again: exactly one entry each.

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use commonweal_store::{
    Batch, Blob, Change, EntryId, Extent, KeyValue, KeyValueError, LogHead, Outcome, Row, Store, StoreError,
    StoredCheckpoint, Tip, Unwritten, Versioned, Writer,
};
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};

use crate::support::{Diary, ORIGIN, Place, all_rows, line, text_of};
use crate::{Kind, Orders};

const CLIENTS: u64 = 32;

/// A store of which half the commits go wrong: before them, or after them so that only the answer is lost.
struct Faulty {
    store: Arc<dyn Store>,
    random: Mutex<ChaCha8Rng>,
    /// Requests that were in a commit that went wrong.
    met: AtomicU64,
}

impl KeyValue for Faulty {
    fn get(&self, table: &str, key: &str) -> Result<Option<Versioned>, StoreError> {
        self.store.get(table, key)
    }
    fn write(&self, changes: &[Change<'_>]) -> Result<(), KeyValueError> {
        self.store.write(changes)
    }
    fn list(
        &self,
        table: &str,
        prefix: &str,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<(String, Versioned)>, StoreError> {
        self.store.list(table, prefix, after, limit)
    }
    fn tables(&self) -> Result<Vec<String>, StoreError> {
        self.store.tables()
    }
    fn sweep(&self, now: u64) -> Result<u64, StoreError> {
        self.store.sweep(now)
    }
}

impl Store for Faulty {
    fn append(&self, origin: &str, batch: &mut dyn Batch) -> Result<Vec<Outcome>, StoreError> {
        let met = batch.proposals().len() as u64;
        let fault = self.random.lock().unwrap().random_range(0..4);
        match fault {
            0 => {
                self.met.fetch_add(met, Ordering::Relaxed);
                Err(StoreError::Database { doing: "a drill", source: "fault before the commit".into() })
            }
            1 => {
                self.store.append(origin, batch)?;
                self.met.fetch_add(met, Ordering::Relaxed);
                Err(StoreError::CommitUnknown {
                    origin: origin.to_owned(),
                    source: "the answer is lost".into(),
                })
            }
            _ => self.store.append(origin, batch).inspect_err(|_| {
                self.met.fetch_add(met, Ordering::Relaxed);
            }),
        }
    }

    fn logs(&self) -> Result<Vec<LogHead>, StoreError> {
        self.store.logs()
    }
    fn extent(&self) -> Result<Extent, StoreError> {
        self.store.extent()
    }
    fn tips(&self) -> Result<Vec<Tip>, StoreError> {
        self.store.tips()
    }
    fn create_log(&self, origin: &str) -> Result<(), StoreError> {
        self.store.create_log(origin)
    }
    fn head(&self, origin: &str) -> Result<LogHead, StoreError> {
        self.store.head(origin)
    }
    fn read(&self, origin: &str, from: u64, limit: usize) -> Result<Vec<Row>, StoreError> {
        self.store.read(origin, from, limit)
    }
    fn find(&self, origin: &str, id: EntryId) -> Result<Option<Row>, StoreError> {
        self.store.find(origin, id)
    }
    fn import(&self, origin: &str, pages: &mut dyn Iterator<Item = Vec<Row>>) -> Result<u64, StoreError> {
        self.store.import(origin, pages)
    }
    fn put_checkpoint(&self, origin: &str, checkpoint: &StoredCheckpoint) -> Result<(), StoreError> {
        self.store.put_checkpoint(origin, checkpoint)
    }
    fn checkpoints(&self, origin: &str) -> Result<Vec<StoredCheckpoint>, StoreError> {
        self.store.checkpoints(origin)
    }
    fn put_blob(&self, name: &str, blob: &Blob) -> Result<(), StoreError> {
        self.store.put_blob(name, blob)
    }
    fn blob(&self, name: &str) -> Result<Option<Blob>, StoreError> {
        self.store.blob(name)
    }
    fn blobs(&self) -> Result<Vec<String>, StoreError> {
        self.store.blobs()
    }
    fn erase_blob(&self, name: &str) -> Result<(), StoreError> {
        self.store.erase_blob(name)
    }
    fn wait_for_change(&self, origin: &str, known: u64, timeout: Duration) -> Result<u64, StoreError> {
        self.store.wait_for_change(origin, known, timeout)
    }
    fn backup_to(&self, path: &Path) -> Result<(), StoreError> {
        self.store.backup_to(path)
    }
}

pub(crate) fn drill(orders: &Orders) {
    for kind in &orders.stores {
        let Some(place) = kind.place() else { continue };
        let start = Instant::now();
        let store = place.with_log();
        let random = Mutex::new(ChaCha8Rng::seed_from_u64(orders.seed));
        let faulty = Arc::new(Faulty { store: Arc::clone(&store), random, met: AtomicU64::new(0) });
        let writer =
            Writer::open(Arc::clone(&faulty) as Arc<dyn Store>, ORIGIN, &place.floors(), Diary::default())
                .unwrap();
        let cut = AtomicU64::new(0);
        let done = AtomicBool::new(false);
        let (asked, again) = thread::scope(|scope| {
            if *kind == Kind::Postgres {
                scope.spawn(|| cut_connections(&place, &done, &cut));
            }
            let clients: Vec<_> = (0..CLIENTS)
                .map(|client| {
                    let (writer, faulty) = (&writer, &faulty);
                    scope.spawn(move || {
                        one_client(client, writer, || faulty.met.load(Ordering::Relaxed) >= orders.rounds)
                    })
                })
                .collect();
            let sums = clients
                .into_iter()
                .map(|client| client.join().unwrap())
                .fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
            done.store(true, Ordering::Relaxed);
            sums
        });
        let mut texts: Vec<String> = all_rows(store.as_ref()).iter().map(text_of).collect();
        assert_eq!(texts.len() as u64, asked, "entries for {asked} requests");
        texts.sort_unstable();
        texts.dedup();
        assert_eq!(texts.len() as u64, asked, "some request has two entries");
        println!(
            "retry, {kind:?}: {} requests met a fault ({} connections cut), {again} asked again by their callers; {asked} requests, one entry each ({:.1} s)",
            faulty.met.load(Ordering::Relaxed),
            cut.load(Ordering::Relaxed),
            start.elapsed().as_secs_f64()
        );
    }
}

/// Writes lines until enough has gone wrong; gives the requests made and how often the caller itself had to ask again.
fn one_client(client: u64, writer: &Writer<Diary>, enough: impl Fn() -> bool) -> (u64, u64) {
    let (mut count, mut again) = (0, 0);
    while !enough() {
        loop {
            match writer.write(line(client, count)) {
                Ok(_) => break,
                Err(Unwritten::Store(_)) => again += 1,
                Err(other) => panic!("{other}"),
            }
        }
        count += 1;
    }
    (count, again)
}

/// Ends the server's side of a connection of this drill every few milliseconds.
fn cut_connections(place: &Place, done: &AtomicBool, cut: &AtomicU64) {
    let mut client = place.server.as_ref().unwrap().client();
    let query = "SELECT count(*) FILTER (WHERE pg_terminate_backend(pid)) FROM (SELECT DISTINCT pid FROM pg_locks \
                 WHERE relation = 'log'::regclass AND pid <> pg_backend_pid()) AS busy";
    while !done.load(Ordering::Relaxed) {
        thread::sleep(Duration::from_millis(7));
        let ended: i64 = client.query_one(query, &[]).unwrap().get(0);
        cut.fetch_add(ended.cast_unsigned(), Ordering::Relaxed);
    }
}
