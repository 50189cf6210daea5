//! A log from SQLite to PostgreSQL and back, as `commonweal migrate` does it: bytes and leaf hashes checked on the way in, hashed anew from
//! what was written, and the states folded on both sides.

use std::time::Instant as Clock;

use commonweal_record::entry::{Admission, Attest, Entry, Instant, Origin, Seen, SignedIntent};
use commonweal_record::key::SecretKey;
use commonweal_record::tree::{Hash, leaf_hash};
use commonweal_service::record::upkeep::Moved;
use commonweal_service::record::{Database, Place, Surroundings};
use commonweal_store::{Row, SqliteStore, Store};

use crate::Failure;
use crate::room::Room;
use crate::signed::Signer;

const ORIGIN: &str = "speed.example/northdown/1-00000000000000aa";
/// Entries made at a time.
const PAGE: u64 = 5_000;
/// 22 November 2026.
const BEGAN: u64 = 1_795_305_600;

pub(crate) fn measure(entries: u64) -> Result<(), Failure> {
    let (first, last) = (Room::sqlite()?, Room::sqlite()?);
    let Some(between) = Room::postgres()? else { return Ok(()) };
    let place = first.place()?;
    let began = Clock::now();
    let bytes = fill(&first.path().join("record.sqlite"), entries)?;
    println!(
        "{entries} entries of {} bytes written in {:.1} s",
        bytes / entries,
        began.elapsed().as_secs_f64()
    );
    let began = Clock::now();
    let there = place.migrate(&between.database())?;
    let half = began.elapsed().as_secs_f64();
    let back = reopened(&first, between.database())?.migrate(&last.database())?;
    let whole = began.elapsed().as_secs_f64();
    if there != back {
        return Err("the way back gave something else".into());
    }
    println!("SQLite to PostgreSQL {half:.1} s, back {:.1} s, together {whole:.1} s", whole - half);
    for Moved { origin, entries, root, state_hash } in back {
        println!("{origin}: {entries} entries, root {root}, state {state_hash}");
    }
    Ok(())
}

/// The place at its new database, with the host's folder that it had.
fn reopened(first: &Room, database: Database) -> Result<Place, Failure> {
    Ok(Place::open(database, &first.path().join("host"), Surroundings::of_this_machine())?)
}

/// Writes a log of signed entries, and gives their bytes.
fn fill(file: &std::path::Path, entries: u64) -> Result<u64, Failure> {
    let store = SqliteStore::open(file)?;
    store.create_log(ORIGIN)?;
    let log: Origin = ORIGIN.parse()?;
    let key = SecretKey::from_bytes(&[1; 32]);
    let seen = Seen { root: Hash::EMPTY_ROOT, size: 0 };
    let signer = Signer { log: &log, seen, key: &key, attest: Attest::Host };
    let mut written = 0;
    let mut failure = None;
    let mut pages = (0..entries).step_by(usize::try_from(PAGE)?).map_while(|from| {
        let rows = (from..entries.min(from + PAGE)).map(|seq| row(&signer, seq));
        let rows = rows.collect::<Result<Vec<_>, _>>().map_err(|error| failure = Some(error)).ok()?;
        written += rows.iter().map(|row| row.bytes.len() as u64).sum::<u64>();
        Some(rows)
    });
    store.import(ORIGIN, &mut pages)?;
    failure.map_or(Ok(written), Err)
}

/// Entry 0 opens the log; then each promise is made and, in the entry after it, kept.
fn row(signer: &Signer<'_>, seq: u64) -> Result<Row, Failure> {
    let signed = match seq {
        0 => {
            let key = signer.key.public().to_base64();
            let payload = format!(r#"{{"host_key":"{key}","name":"Northdown","origin":"{ORIGIN}"}}"#);
            signer.sign("log_opened", &payload, "log", 0, 0)?
        }
        _ => signer.promise(seq.div_ceil(2), (seq - 1) % 2)?,
    };
    let SignedIntent { intent, signature } = signed;
    let at = Instant::from_unix(BEGAN + seq).ok_or("no such instant")?;
    let (id, stream, version) = (intent.id.0, intent.stream.to_string(), intent.expected);
    let bytes = Entry { admission: Admission { at, seq }, intent, signature }.to_bytes();
    Ok(Row { seq, id, stream, version, leaf: leaf_hash(&bytes), bytes })
}
