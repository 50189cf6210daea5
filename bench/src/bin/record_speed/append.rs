//! Signed facts recorded by 64 clients who each wait until theirs is on disk, by the service's own path: the signature, the policy and the
//! admission are checked, and the entries committed in groups. Signing is not timed, as the bodies sign on machines of their own.

use std::thread;
use std::time::{Duration, Instant};

use commonweal_record::entry::{Attest, Seen, SignedIntent};
use commonweal_record::fact::Fact;
use commonweal_service::record::{Author, Database, Intake, KeyFile, OpenLog, Place};
use commonweal_store::{PostgresStore, Row, SqliteStore, Store};

use crate::Failure;
use crate::raw;
use crate::room::Room;
use crate::signed::{BODY, Signer};

const CLIENTS: usize = 64;
/// Entries of a raw commit: as many as there are clients to wait.
const TOGETHER: usize = 64;

pub(crate) fn measure(entries: u64) -> Result<(), Failure> {
    one(&Room::sqlite()?, entries, Room::sqlite)?;
    match Room::postgres()? {
        None => Ok(()),
        Some(room) => one(&room, entries, || Room::postgres()?.ok_or_else(|| "the server went away".into())),
    }
}

fn one(room: &Room, entries: u64, fresh: impl Fn() -> Result<Room, Failure>) -> Result<(), Failure> {
    let place = room.place()?;
    let (log, key) = partnership(room, &place)?;
    let (origin, begun) = (log.view().log.origin().clone(), log.view().log.size());
    let seen = Seen { root: log.view().log.root(), size: begun };
    let signer = Signer { log: &origin, seen, key: &key.key, attest: Attest::Body };
    let wanted = usize::try_from(entries)?;
    // Neighbouring promises go to different clients, so that streams grow side by side.
    let shares = (0..CLIENTS).map(|client| (client..wanted).step_by(CLIENTS));
    let shares = shares.map(|share| share.map(|number| signer.promise(number as u64, 0)).collect());
    let shares: Vec<Vec<SignedIntent>> = shares.collect::<Result<_, Failure>>()?;
    let intake = log.intake()?;
    let (elapsed, mut waits) = by_clients(&intake, shares)?;
    waits.sort_unstable();
    let quantile = |share: usize| waits[(waits.len() - 1) * share / 100].as_secs_f64() * 1e3;
    println!(
        "{}, signed, by the service: {:.0} entries/s, p50 {:.1} ms, p99 {:.1} ms",
        room.name(),
        entries as f64 / elapsed.as_secs_f64(),
        quantile(50),
        quantile(99)
    );
    drop(intake);
    let rows = stored(room, origin.as_str())?;
    if rows.len() as u64 != begun + entries {
        return Err(
            format!("{} entries are stored, and {} were acknowledged", rows.len(), begun + entries).into()
        );
    }
    for together in [TOGETHER, 1] {
        let rows = &rows[..if together == 1 { rows.len() / 10 } else { rows.len() }];
        let room = fresh()?;
        open(&room)?.create_log(origin.as_str())?;
        let rate = rows.len() as f64 / raw::write(&room, rows, together)?.as_secs_f64();
        println!("{}, raw, {together} a commit: {rate:.0} entries/s", room.name());
    }
    Ok(())
}

/// A partnership of one body with a key.
fn partnership(room: &Room, place: &Place) -> Result<(OpenLog, KeyFile), Failure> {
    let body = BODY.parse()?;
    let registered = r#"{"body":"northdown-acute","legal_form":"foundation_trust","name":"Northdown Acute","purpose":"hospital care for Northdown"}"#;
    let Fact::BodyRegistered(registered) = fact("body_registered", registered)? else {
        return Err("not a registration".into());
    };
    place.add_body(registered)?;
    let file = room.path().join("body.key");
    place.new_key(&body, &file, None)?;
    let key = KeyFile::read(&file)?;
    let proposed =
        r#"{"aims":["care nearer home"],"name":"Northdown Together","place":"Northdown","style":"upstream"}"#;
    let proposed = fact("partnership_proposed", proposed)?;
    let (mut log, _) = place.propose("northdown", &body, proposed, Some(&key.key))?;
    for (kind, payload) in
        [("benefit_stated", r#"{"benefit":"beds free by noon"}"#), ("partner_joined", "{}")]
    {
        log.attest(&place.statement(&body, fact(kind, payload)?)?, Author::Officer(&key.key))?;
    }
    Ok((log, key))
}

fn fact(kind: &str, payload: &str) -> Result<Fact, Failure> {
    Ok(Fact::from_payload(kind, 1, &commonweal_record::canonical::admit(payload.as_bytes())?)?)
}

/// The whole time, and how long each entry was waited for.
fn by_clients(intake: &Intake, shares: Vec<Vec<SignedIntent>>) -> Result<(Duration, Vec<Duration>), Failure> {
    let start = Instant::now();
    let client = |share: Vec<SignedIntent>| {
        let timed = |signed| {
            let start = Instant::now();
            intake.submit(signed).map(|_| start.elapsed())
        };
        share.into_iter().map(timed).collect::<Result<Vec<_>, _>>()
    };
    let waits = thread::scope(|scope| {
        let clients: Vec<_> = shares.into_iter().map(|share| scope.spawn(|| client(share))).collect();
        let waits = clients.into_iter().map(|client| client.join().map_err(|_| "a client broke off"));
        waits.collect::<Result<Vec<_>, _>>()
    })?;
    let elapsed = start.elapsed();
    let waits: Vec<Vec<Duration>> = waits.into_iter().collect::<Result<_, _>>()?;
    Ok((elapsed, waits.concat()))
}

fn open(room: &Room) -> Result<Box<dyn Store>, Failure> {
    Ok(match room.database() {
        Database::Sqlite(path) => Box::new(SqliteStore::open(&path)?),
        Database::Postgres(address) => Box::new(PostgresStore::open(&address, &room.path().join("keys"))?),
    })
}

fn stored(room: &Room, origin: &str) -> Result<Vec<Row>, Failure> {
    let rows = open(room)?.read(origin, 0, usize::MAX)?;
    rows.iter().try_for_each(|row| row.check(origin))?;
    Ok(rows)
}
