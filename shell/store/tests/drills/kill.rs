//! R1: `kill -9` of writing processes. Nothing acknowledged is lost, and there is no gap.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use commonweal_store::Store;
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};

use crate::support::{ORIGIN, Place, line, text_of};
use crate::{Kind, Orders};

/// Rounds on one database before a new one is begun.
const ROUNDS_A_PLACE: u64 = 40;
/// Threads of each process that write.
const THREADS: u64 = 3;

/// What a process said was recorded: sequence by text.
type Acknowledged = BTreeMap<String, u64>;

pub(crate) fn drill(orders: &Orders) {
    for kind in &orders.stores {
        let start = Instant::now();
        let mut random = ChaCha8Rng::seed_from_u64(orders.seed);
        let (mut kills, mut acknowledged, mut stored) = (0, 0, 0);
        while kills < orders.rounds {
            let Some(place) = kind.place() else { break };
            let store = place.with_log();
            let mut seen = 0;
            for round in 0..ROUNDS_A_PLACE {
                let processes = random.random_range(1..=4);
                let said = one_round(&place, *kind, round * 4, processes, &mut random);
                seen = check(store.as_ref(), seen, &said);
                acknowledged += said.len();
                kills += processes;
                if kills >= orders.rounds {
                    break;
                }
            }
            stored += seen;
        }
        if kills > 0 {
            let seconds = start.elapsed().as_secs_f64();
            println!(
                "kill, {kind:?}: {kills} processes killed, {acknowledged} entries acknowledged, {stored} stored, none lost, no gap ({seconds:.1} s)"
            );
        }
    }
}

/// Starts processes, lets them write for a while, kills them, and gives what they had said by then.
fn one_round(place: &Place, kind: Kind, first: u64, processes: u64, random: &mut ChaCha8Rng) -> Acknowledged {
    let mut children: Vec<Child> =
        (first..first + processes).map(|number| start(place, kind, number)).collect();
    let listeners: Vec<_> = children
        .iter_mut()
        .map(|child| {
            let lines = BufReader::new(child.stdout.take().unwrap()).lines();
            let (ready, is_ready) = mpsc::channel();
            let listener = thread::spawn(move || {
                let told = lines.map_while(Result::ok).inspect(|_| {
                    ready.send(()).ok();
                });
                told.collect::<Vec<String>>()
            });
            (listener, is_ready)
        })
        .collect();
    // Most are killed while they write, and one in eight while it opens the store.
    if random.random_range(0..8) > 0 {
        for (_, is_ready) in &listeners {
            is_ready.recv().unwrap();
        }
    }
    for child in &mut children {
        thread::sleep(Duration::from_micros(random.random_range(0..15_000)));
        child.kill().unwrap();
        child.wait().unwrap();
    }
    let mut said = Acknowledged::new();
    for (listener, _) in listeners {
        for text in listener.join().unwrap() {
            // A last line that was cut off was not said.
            if let Some((seq, text)) = text.strip_suffix('.').and_then(|text| text.split_once(' ')) {
                said.insert(text.to_owned(), seq.parse().unwrap());
            }
        }
    }
    said
}

fn start(place: &Place, kind: Kind, number: u64) -> Child {
    let address = match &place.server {
        Some(schema) => schema.address(),
        None => place.file().display().to_string(),
    };
    let folder = place.folder.path().display().to_string();
    Command::new(std::env::current_exe().unwrap())
        .args(["child", &format!("{kind:?}"), &address, &folder, &number.to_string()])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Follows the log from where the last round left it: no gap, and every word that was said is true.
fn check(store: &dyn Store, from: u64, said: &Acknowledged) -> u64 {
    let head = store.head(ORIGIN).unwrap().size;
    let rows = store.read(ORIGIN, from, usize::MAX).unwrap();
    // A server ends what a killed client had already asked it to commit, perhaps between the two readings.
    let end = from + rows.len() as u64;
    assert!(end >= head, "the head counts {head} entries, and {end} can be read");
    let found: Vec<u64> = rows.iter().map(|row| row.seq).collect();
    assert_eq!(found, (from..end).collect::<Vec<_>>(), "a gap");
    let mut at = BTreeMap::new();
    for row in &rows {
        row.check(ORIGIN).unwrap();
        assert!(at.insert(text_of(row), row.seq).is_none(), "{} is stored twice", text_of(row));
    }
    for (text, seq) in said {
        assert_eq!(at.get(text), Some(seq), "'{text}' was acknowledged as entry {seq} and is lost");
    }
    end
}

/// The process that is killed: writes, and says what is recorded.
pub(crate) fn child(words: &[String]) {
    let [kind, address, folder, number] = words else { panic!("{words:?}") };
    let folder = std::path::Path::new(folder);
    let store: Arc<dyn Store> = if kind == "Sqlite" {
        Arc::new(commonweal_store::SqliteStore::open(std::path::Path::new(address)).unwrap())
    } else {
        Arc::new(commonweal_store::PostgresStore::open(address, &folder.join("record.sqlite.keys")).unwrap())
    };
    let floors = commonweal_store::floor::Floors::open(&folder.join("floors")).unwrap();
    let host = crate::support::Diary::default();
    let writer = commonweal_store::Writer::open(store, ORIGIN, &floors, host).unwrap();
    let number: u64 = number.parse().unwrap();
    thread::scope(|scope| {
        for own in 0..THREADS {
            let writer = &writer;
            scope.spawn(move || {
                for count in 0.. {
                    let wish = line(number * THREADS + own, count);
                    let text = wish.text.clone();
                    let seq = writer.write(wish).unwrap().receipt().seq;
                    let mut out = std::io::stdout().lock();
                    out.write_all(format!("{seq} {text}.\n").as_bytes()).and_then(|()| out.flush()).unwrap();
                }
            });
        }
    });
}
