//! Entries and sealed blobs in and out of SQLite.

use commonweal_record::tree::Hash;
use rusqlite::{Connection, OptionalExtension, Transaction};

use super::connection::failed;
use crate::StoreError;
use crate::append::{Known, Proposal};
use crate::row::{EntryId, Extent, LogHead, Row, Tip};

/// A log's number in the tables.
pub(super) fn number(connection: &Connection, origin: &str) -> Result<i64, StoreError> {
    let failed = failed("looking a log up");
    let mut statement =
        connection.prepare_cached("SELECT number FROM log WHERE origin = ?1").map_err(&failed)?;
    let found = statement.query_row([origin], |row| row.get(0)).optional().map_err(failed)?;
    found.ok_or_else(|| StoreError::NoLog { origin: origin.to_owned() })
}

pub(super) fn extent(connection: &Connection) -> Result<Extent, StoreError> {
    let failed = failed("counting the entries");
    let query = "SELECT count(*), coalesce(sum(size), 0) FROM log";
    let mut statement = connection.prepare_cached(query).map_err(&failed)?;
    let columns = |row: &rusqlite::Row<'_>| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?));
    let (logs, entries) = statement.query_row([], columns).map_err(failed)?;
    Ok(Extent { logs: logs.cast_unsigned(), entries: entries.cast_unsigned() })
}

const TIPS: &str = "SELECT l.origin, l.size, e.leaf FROM log AS l \
                    LEFT JOIN entry AS e ON e.log = l.number AND e.seq = l.size - 1 ORDER BY l.origin";

pub(super) fn tips(connection: &Connection) -> Result<Vec<Tip>, StoreError> {
    let failed = failed("reading the ends of the logs");
    let mut statement = connection.prepare_cached(TIPS).map_err(&failed)?;
    let columns = |row: &rusqlite::Row<'_>| {
        let (size, leaf) = (row.get::<_, i64>(1)?.cast_unsigned(), row.get::<_, Option<[u8; 32]>>(2)?);
        Ok(Tip { origin: row.get(0)?, size, leaf: leaf.map(Hash) })
    };
    let tips: Vec<Tip> = statement.query_map([], columns).and_then(Iterator::collect).map_err(&failed)?;
    tips.into_iter().map(Tip::checked).collect()
}

/// One statement, so that head and last entry are of one moment.
const HEAD: &str =
    "SELECT number, size, (SELECT max(seq) FROM entry WHERE log = number) FROM log WHERE origin = ?1";

/// A log's number in the tables, and its head, beyond which nothing may stand.
pub(super) fn head(connection: &Connection, origin: &str) -> Result<(i64, LogHead), StoreError> {
    let failed = failed("reading the head");
    let mut statement = connection.prepare_cached(HEAD).map_err(&failed)?;
    let columns = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get::<_, i64>(1)?, row.get(2)?));
    let found = statement.query_row([origin], columns).optional();
    let Some((number, size, last)) = found.map_err(&failed)? else {
        return Err(StoreError::NoLog { origin: origin.to_owned() });
    };
    let head = LogHead { origin: origin.to_owned(), size: size.cast_unsigned() };
    head.check(last)?;
    Ok((number, head))
}

fn from_columns(row: &rusqlite::Row<'_>) -> rusqlite::Result<Row> {
    Ok(Row {
        seq: row.get::<_, i64>(0)?.cast_unsigned(),
        id: row.get(1)?,
        stream: row.get(2)?,
        version: row.get::<_, i64>(3)?.cast_unsigned(),
        leaf: Hash(row.get(4)?),
        bytes: row.get(5)?,
    })
}

/// One statement, so that head and entries are of one moment.
const READ: &str = "SELECT e.seq, e.id, e.stream, e.version, e.leaf, e.bytes FROM log AS l JOIN entry AS e ON e.log = l.number \
                    WHERE l.origin = ?1 AND e.seq >= ?2 AND e.seq < l.size ORDER BY e.seq LIMIT ?3";

pub(super) fn read(
    connection: &Connection,
    origin: &str,
    from: u64,
    limit: usize,
) -> Result<Vec<Row>, StoreError> {
    let failed = failed("reading entries");
    number(connection, origin)?;
    let mut statement = connection.prepare_cached(READ).map_err(&failed)?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let from = i64::try_from(from).unwrap_or(i64::MAX);
    let rows = statement.query_map((origin, from, limit), from_columns).map_err(&failed)?;
    rows.collect::<Result<_, _>>().map_err(failed)
}

const FIND: &str = "SELECT seq, id, stream, version, leaf, bytes FROM entry WHERE log = ?1 AND id = ?2";

pub(super) fn find(connection: &Connection, log: i64, id: EntryId) -> Result<Option<Row>, StoreError> {
    let failed = failed("looking an entry up");
    let mut statement = connection.prepare_cached(FIND).map_err(&failed)?;
    statement.query_row((log, id), from_columns).optional().map_err(failed)
}

/// What the database knows about the proposals.
pub(super) fn known(
    transaction: &Transaction<'_>,
    log: i64,
    proposals: &[Proposal],
) -> Result<Known, StoreError> {
    let failed = failed("looking a stream up");
    let query = "SELECT max(version) FROM entry WHERE log = ?1 AND stream = ?2";
    let mut statement = transaction.prepare_cached(query).map_err(&failed)?;
    let mut known = Known::default();
    for proposal in proposals {
        if let Some(row) = find(transaction, log, proposal.id)? {
            known.by_id.insert(proposal.id, row);
        }
        if known.next_version.contains_key(&proposal.stream) {
            continue;
        }
        let last: Option<i64> =
            statement.query_row((log, &proposal.stream), |row| row.get(0)).map_err(&failed)?;
        known.next_version.insert(proposal.stream.clone(), last.map_or(0, |last| last.cast_unsigned() + 1));
    }
    Ok(known)
}

/// Inserts rows at the head, which [`move_head`] then moves.
pub(super) fn insert(transaction: &Transaction<'_>, log: i64, rows: &[Row]) -> Result<(), StoreError> {
    let failed = failed("adding entries");
    let query =
        "INSERT INTO entry (log, seq, id, stream, version, leaf, bytes) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    let mut statement = transaction.prepare_cached(query).map_err(&failed)?;
    for row in rows {
        let (seq, version) = (row.seq.cast_signed(), row.version.cast_signed());
        statement
            .execute((log, seq, row.id, &row.stream, version, row.leaf.0, &row.bytes))
            .map_err(&failed)?;
    }
    Ok(())
}

pub(super) fn move_head(transaction: &Transaction<'_>, log: i64, size: u64) -> Result<(), StoreError> {
    let failed = failed("moving the head");
    let mut statement =
        transaction.prepare_cached("UPDATE log SET size = ?2 WHERE number = ?1").map_err(&failed)?;
    statement.execute((log, size.cast_signed())).map_err(failed).map(|_| ())
}

pub(super) fn sealed(connection: &Connection, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
    let query = "SELECT sealed FROM blob WHERE name = ?1";
    connection.query_row(query, [name], |row| row.get(0)).optional().map_err(failed("reading a blob"))
}

pub(super) fn put_sealed(transaction: &Transaction<'_>, name: &str, sealed: &[u8]) -> Result<(), StoreError> {
    let query = "INSERT INTO blob (name, sealed) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET sealed = excluded.sealed";
    transaction.execute(query, (name, sealed)).map_err(failed("keeping a blob")).map(|_| ())
}
