//! The same rows into the same tables by plain statements on one connection: what the database itself can do.

use std::time::{Duration, Instant};

use commonweal_store::Row;
use postgres::Client;
use rusqlite::{Connection, TransactionBehavior};

use crate::Failure;
use crate::room::Room;

/// How long the rows take into log number 1 of a fresh database, so many a commit.
pub(crate) fn write(room: &Room, rows: &[Row], together: usize) -> Result<Duration, Failure> {
    match room.client()? {
        None => sqlite(&mut Connection::open(room.path().join("record.sqlite"))?, rows, together),
        Some(mut client) => postgres(&mut client, rows, together),
    }
}

fn sqlite(connection: &mut Connection, rows: &[Row], together: usize) -> Result<Duration, Failure> {
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
            transaction.prepare_cached("UPDATE log SET size = ?1")?.execute([size(batch)])?;
        }
        transaction.commit()?;
    }
    Ok(start.elapsed())
}

fn postgres(client: &mut Client, rows: &[Row], together: usize) -> Result<Duration, Failure> {
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
        transaction.execute(&head, &[&size(batch)])?;
        transaction.commit()?;
    }
    Ok(start.elapsed())
}

/// The log's size after a batch.
fn size(batch: &[Row]) -> i64 {
    batch.last().map_or(0, |last| last.seq.cast_signed() + 1)
}
