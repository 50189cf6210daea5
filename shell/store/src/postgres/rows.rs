//! Entries in and out of PostgreSQL.

use commonweal_record::tree::Hash;
use postgres::binary_copy::BinaryCopyInWriter;
use postgres::types::Type;

use super::connection::{Connection, failed};
use crate::StoreError;
use crate::append::{Known, Proposal};
use crate::row::{EntryId, Extent, LogHead, Row, Tip};

/// A log's number in the tables.
pub(super) fn number(connection: &mut Connection, origin: &str) -> Result<i64, StoreError> {
    let statement = connection.prepare("SELECT number FROM log WHERE origin = $1")?;
    let found = connection.client.query_opt(&statement, &[&origin]).map_err(failed("looking a log up"))?;
    found.map(|row| row.get(0)).ok_or_else(|| StoreError::NoLog { origin: origin.to_owned() })
}

/// A log's number in the tables, and its head, as last committed, beyond which nothing may stand.
pub(super) fn head(connection: &mut Connection, origin: &str) -> Result<(i64, LogHead), StoreError> {
    let query =
        "SELECT number, size, (SELECT max(seq) FROM entry WHERE log = number) FROM log WHERE origin = $1";
    head_by(connection, query, origin)
}

/// As [`head`], and nobody else moves it before the transaction ends.
pub(super) fn lock_head(connection: &mut Connection, origin: &str) -> Result<(i64, LogHead), StoreError> {
    let query = "SELECT number, size, (SELECT max(seq) FROM entry WHERE log = number) FROM log WHERE origin = $1 FOR UPDATE";
    head_by(connection, query, origin)
}

fn head_by(
    connection: &mut Connection,
    query: &'static str,
    origin: &str,
) -> Result<(i64, LogHead), StoreError> {
    let statement = connection.prepare(query)?;
    let found = connection.client.query_opt(&statement, &[&origin]).map_err(failed("reading the head"))?;
    let Some(row) = found else { return Err(StoreError::NoLog { origin: origin.to_owned() }) };
    let head = LogHead { origin: origin.to_owned(), size: row.get::<_, i64>(1).cast_unsigned() };
    head.check(row.get(2))?;
    Ok((row.get(0), head))
}

pub(super) fn extent(connection: &mut Connection) -> Result<Extent, StoreError> {
    let statement = connection.prepare("SELECT count(*), coalesce(sum(size), 0)::bigint FROM log")?;
    let row = connection.client.query_one(&statement, &[]).map_err(failed("counting the entries"))?;
    let count = |column| row.get::<_, i64>(column).cast_unsigned();
    Ok(Extent { logs: count(0), entries: count(1) })
}

const TIPS: &str = "SELECT l.origin, l.size, e.leaf FROM log AS l \
                    LEFT JOIN entry AS e ON e.log = l.number AND e.seq = l.size - 1 ORDER BY l.origin";

pub(super) fn tips(connection: &mut Connection) -> Result<Vec<Tip>, StoreError> {
    let statement = connection.prepare(TIPS)?;
    let rows = connection.client.query(&statement, &[]).map_err(failed("reading the ends of the logs"))?;
    let tip = |row: &postgres::Row| {
        let leaf: Option<&[u8]> = row.get(2);
        let leaf = leaf.and_then(|leaf| leaf.try_into().ok()).map(Hash);
        Tip { origin: row.get(0), size: row.get::<_, i64>(1).cast_unsigned(), leaf }.checked()
    };
    rows.iter().map(tip).collect()
}

/// A value of the wrong length cannot get past the table's constraints; should one, it is damage and not a panic.
fn from_columns(row: &postgres::Row, origin: &str) -> Result<Row, StoreError> {
    let seq = row.get::<_, i64>(0).cast_unsigned();
    let damaged = |what: &str| StoreError::Damaged { origin: origin.to_owned(), seq, what: what.to_owned() };
    Ok(Row {
        seq,
        id: row.get::<_, &[u8]>(1).try_into().map_err(|_| damaged("its id has not 16 bytes"))?,
        stream: row.get(2),
        version: row.get::<_, i64>(3).cast_unsigned(),
        leaf: Hash(row.get::<_, &[u8]>(4).try_into().map_err(|_| damaged("its leaf hash has not 32 bytes"))?),
        bytes: row.get(5),
    })
}

/// One statement, so that head and entries are of one moment. The end of the range is there for the planner, which before the first
/// ANALYZE would sort the whole rest of the log for the sake of a page.
const READ: &str = "SELECT e.seq, e.id, e.stream, e.version, e.leaf, e.bytes FROM log AS l JOIN entry AS e ON e.log = l.number \
                    WHERE l.origin = $1 AND e.seq >= $2 AND e.seq < $3 AND e.seq < l.size ORDER BY e.seq";

pub(super) fn read(
    connection: &mut Connection,
    origin: &str,
    from: u64,
    limit: usize,
) -> Result<Vec<Row>, StoreError> {
    number(connection, origin)?;
    let statement = connection.prepare(READ)?;
    let from = i64::try_from(from).unwrap_or(i64::MAX);
    let end = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(from);
    let rows =
        connection.client.query(&statement, &[&origin, &from, &end]).map_err(failed("reading entries"))?;
    rows.iter().map(|row| from_columns(row, origin)).collect()
}

const FIND: &str = "SELECT seq, id, stream, version, leaf, bytes FROM entry WHERE log = $1 AND id = ANY ($2)";

pub(super) fn find(
    connection: &mut Connection,
    log: i64,
    origin: &str,
    ids: &[EntryId],
) -> Result<Vec<Row>, StoreError> {
    let statement = connection.prepare(FIND)?;
    let ids: Vec<&[u8]> = ids.iter().map(<[u8; 16]>::as_slice).collect();
    let rows = connection.client.query(&statement, &[&log, &ids]).map_err(failed("looking entries up"))?;
    rows.iter().map(|row| from_columns(row, origin)).collect()
}

const NEXT_VERSIONS: &str = "SELECT s, (SELECT max(version) + 1 FROM entry WHERE log = $1 AND stream = s) FROM unnest($2::text[]) AS s";

/// What the database knows about the proposals.
pub(super) fn known(
    connection: &mut Connection,
    log: i64,
    origin: &str,
    proposals: &[Proposal],
) -> Result<Known, StoreError> {
    let ids: Vec<EntryId> = proposals.iter().map(|proposal| proposal.id).collect();
    let by_id = find(connection, log, origin, &ids)?.into_iter().map(|row| (row.id, row)).collect();
    let mut streams: Vec<&str> = proposals.iter().map(|proposal| proposal.stream.as_str()).collect();
    streams.sort_unstable();
    streams.dedup();
    let statement = connection.prepare(NEXT_VERSIONS)?;
    let rows =
        connection.client.query(&statement, &[&log, &streams]).map_err(failed("looking streams up"))?;
    let next = |row: &postgres::Row| Some((row.get(0), row.get::<_, Option<i64>>(1)?.cast_unsigned()));
    Ok(Known { by_id, next_version: rows.iter().filter_map(next).collect() })
}

const INSERT: &str = "INSERT INTO entry (log, seq, id, stream, version, leaf, bytes) SELECT $1, * FROM \
                      unnest($2::bigint[], $3::bytea[], $4::text[], $5::bigint[], $6::bytea[], $7::bytea[])";

/// Moves the head and tells those who listen; both happen at the commit.
const MOVE_HEAD: &str = "WITH moved AS (UPDATE log SET size = $2 WHERE number = $1 RETURNING origin) \
                         SELECT pg_notify('commonweal_log', origin) FROM moved";

/// Inserts rows at the head, which [`move_head`] then moves: one round trip each, however many rows there are.
pub(super) fn insert(connection: &mut Connection, log: i64, rows: &[Row]) -> Result<(), StoreError> {
    let statement = connection.prepare(INSERT)?;
    let seqs: Vec<i64> = rows.iter().map(|row| row.seq.cast_signed()).collect();
    let ids: Vec<&[u8]> = rows.iter().map(|row| row.id.as_slice()).collect();
    let streams: Vec<&str> = rows.iter().map(|row| row.stream.as_str()).collect();
    let versions: Vec<i64> = rows.iter().map(|row| row.version.cast_signed()).collect();
    let leaves: Vec<&[u8]> = rows.iter().map(|row| row.leaf.0.as_slice()).collect();
    let bytes: Vec<&[u8]> = rows.iter().map(|row| row.bytes.as_slice()).collect();
    connection
        .client
        .execute(&statement, &[&log, &seqs, &ids, &streams, &versions, &leaves, &bytes])
        .map_err(failed("adding entries"))
        .map(|_| ())
}

pub(super) fn move_head(connection: &mut Connection, log: i64, size: u64) -> Result<(), StoreError> {
    let statement = connection.prepare(MOVE_HEAD)?;
    connection
        .client
        .query(&statement, &[&log, &size.cast_signed()])
        .map_err(failed("moving the head"))
        .map(|_| ())
}

const COPY: &str = "COPY entry (log, seq, id, stream, version, leaf, bytes) FROM STDIN (FORMAT binary)";

/// As [`insert`], by COPY: for rows by the thousand.
pub(super) fn copy_in(connection: &mut Connection, log: i64, rows: &[Row]) -> Result<(), StoreError> {
    let failed = failed("copying entries");
    let types = [Type::INT8, Type::INT8, Type::BYTEA, Type::TEXT, Type::INT8, Type::BYTEA, Type::BYTEA];
    let mut writer = BinaryCopyInWriter::new(connection.client.copy_in(COPY).map_err(&failed)?, &types);
    for row in rows {
        let (seq, version) = (row.seq.cast_signed(), row.version.cast_signed());
        let (id, leaf) = (row.id.as_slice(), row.leaf.0.as_slice());
        writer.write(&[&log, &seq, &id, &row.stream, &version, &leaf, &row.bytes]).map_err(&failed)?;
    }
    writer.finish().map_err(failed).map(|_| ())
}
