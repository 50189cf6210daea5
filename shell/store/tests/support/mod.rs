//! What the contract suite, the drills and the measurements share: a place for a store, and a host whose entries are plain text.

#![allow(dead_code, reason = "each of the programs that include this uses a part of it")]

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc;

use commonweal_store::floor::Floors;
use commonweal_store::{
    Batch, EntryId, Host, LogHead, PostgresStore, Proposal, Row, SqliteStore, Store, Writer,
};
use postgres::{Client, NoTls};

/// The log that most tests write to.
pub(crate) const ORIGIN: &str = "example.org/fenwick/1-00000000000000aa";

/// Where the tests look for a PostgreSQL server.
pub(crate) const VARIABLE: &str = "COMMONWEAL_TEST_POSTGRES";

/// Schemas made so far by this process.
static COUNT: AtomicU64 = AtomicU64::new(0);

/// A folder, and for PostgreSQL a schema, that are gone when the test is.
pub(crate) struct Place {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) server: Option<Schema>,
}

/// A schema of its own in the server's database.
pub(crate) struct Schema {
    server: String,
    name: String,
}

impl Place {
    pub(crate) fn sqlite() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), server: None }
    }

    /// Nothing, said aloud, where there is no server.
    pub(crate) fn postgres() -> Option<Self> {
        let Ok(server) = std::env::var(VARIABLE) else {
            println!("skipped: no PostgreSQL server; 'cargo xtask test' starts one, or set {VARIABLE}");
            return None;
        };
        let name = format!("test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let mut client = Client::connect(&server, NoTls).unwrap();
        client.batch_execute(&format!("CREATE SCHEMA {name}")).unwrap();
        Some(Self { folder: tempfile::tempdir().unwrap(), server: Some(Schema { server, name }) })
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.folder.path().join("record.sqlite")
    }

    /// The file of the blobs' keys.
    pub(crate) fn keys(&self) -> PathBuf {
        self.folder.path().join("record.sqlite.keys")
    }

    pub(crate) fn open(&self) -> Arc<dyn Store> {
        match &self.server {
            None => Arc::new(SqliteStore::open(&self.file()).unwrap()),
            Some(schema) => Arc::new(PostgresStore::open(&schema.address(), &self.keys()).unwrap()),
        }
    }

    /// A store with the empty log [`ORIGIN`].
    pub(crate) fn with_log(&self) -> Arc<dyn Store> {
        let store = self.open();
        store.create_log(ORIGIN).unwrap();
        store
    }

    pub(crate) fn floors(&self) -> Floors {
        Floors::open(&self.folder.path().join("floors")).unwrap()
    }

    pub(crate) fn writer(&self, store: &Arc<dyn Store>) -> Writer<Diary> {
        Writer::open(Arc::clone(store), ORIGIN, &self.floors(), Diary::default()).unwrap()
    }

    /// Runs a statement behind the store's back; gives the error's text.
    pub(crate) fn tamper(&self, statement: &str) -> Result<(), String> {
        match &self.server {
            None => {
                let connection = rusqlite::Connection::open(self.file()).unwrap();
                connection.execute_batch(statement).map_err(|error| error.to_string())
            }
            Some(schema) => {
                let mut client = schema.client();
                client.batch_execute(statement).map_err(|error| format!("{error:?}"))
            }
        }
    }
}

impl Schema {
    pub(crate) fn address(&self) -> String {
        let Self { server, name } = self;
        if server.starts_with("postgres") {
            let mark = if server.contains('?') { '&' } else { '?' };
            return format!("{server}{mark}options=-csearch_path%3D{name}");
        }
        format!("{server} options='-c search_path={name}'")
    }

    pub(crate) fn client(&self) -> Client {
        Client::connect(&self.address(), NoTls).unwrap()
    }
}

impl Drop for Schema {
    fn drop(&mut self) {
        if let Ok(mut client) = Client::connect(&self.server, NoTls) {
            client.batch_execute(&format!("DROP SCHEMA {} CASCADE", self.name)).ok();
        }
    }
}

/// A wish to have a line written.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) id: EntryId,
    pub(crate) stream: String,
    pub(crate) version: u64,
    pub(crate) text: String,
}

/// An id made from two numbers.
pub(crate) fn id(writer: u64, number: u64) -> EntryId {
    let mut id = [0; 16];
    id[..8].copy_from_slice(&writer.to_be_bytes());
    id[8..].copy_from_slice(&number.to_be_bytes());
    id
}

/// Line `number` of a writer, in the writer's own stream.
pub(crate) fn line(writer: u64, number: u64) -> Line {
    let text = format!("line {number} of writer {writer}");
    Line { id: id(writer, number), stream: format!("writer/{writer}"), version: number, text }
}

/// A host that writes each line with its number before it, and refuses lines with the word "secret".
#[derive(Debug, Default)]
pub(crate) struct Diary {
    size: u64,
    /// Rows followed since the last time that the diary forgot.
    pub(crate) forgotten: u64,
}

impl Host for Diary {
    type Request = Line;
    type Refusal = String;

    fn size(&self) -> u64 {
        self.size
    }

    fn forget(&mut self) {
        self.size = 0;
        self.forgotten += 1;
    }

    fn follow(&mut self, row: &Row) -> Result<(), String> {
        if row.seq != self.size {
            return Err(format!("the diary is at {}", self.size));
        }
        self.size += 1;
        Ok(())
    }

    fn proposal(&self, line: &Line) -> Proposal {
        Proposal { id: line.id, stream: line.stream.clone(), version: line.version }
    }

    fn is_same(&self, line: &Line, stored: &Row) -> bool {
        text_of(stored) == line.text
    }

    fn entry(&mut self, line: &Line, head: &LogHead) -> Result<Vec<u8>, String> {
        if line.text.contains("secret") {
            return Err("a diary keeps no secrets".to_owned());
        }
        Ok(format!("{} {}", head.size, line.text).into_bytes())
    }
}

/// Lines for one commit, and the diary's state; `gate` holds the commit open.
pub(crate) struct Sheet {
    diary: Diary,
    lines: Vec<Line>,
    proposals: Vec<Proposal>,
    pub(crate) gate: Option<(mpsc::Sender<()>, mpsc::Receiver<()>)>,
}

impl Sheet {
    pub(crate) fn of(lines: &[Line]) -> Self {
        Self::after(0, lines)
    }

    /// As [`of`](Self::of), by a diary that has followed `size` entries.
    pub(crate) fn after(size: u64, lines: &[Line]) -> Self {
        let diary = Diary { size, forgotten: 0 };
        let proposals = lines.iter().map(|line| diary.proposal(line)).collect();
        Self { diary, lines: lines.to_vec(), proposals, gate: None }
    }
}

impl Batch for Sheet {
    fn proposals(&self) -> &[Proposal] {
        &self.proposals
    }

    fn known_size(&self) -> u64 {
        self.diary.size()
    }

    fn follow(&mut self, row: &Row) -> Result<(), String> {
        self.diary.follow(row)
    }

    fn is_same(&self, index: usize, stored: &Row) -> bool {
        self.diary.is_same(&self.lines[index], stored)
    }

    fn bytes(&mut self, index: usize, head: &LogHead) -> Option<Vec<u8>> {
        if let Some((entered, leave)) = &self.gate {
            entered.send(()).unwrap();
            leave.recv().unwrap();
        }
        self.diary.entry(&self.lines[index], head).ok()
    }
}

/// The line of an entry, without its number.
pub(crate) fn text_of(row: &Row) -> String {
    let text = String::from_utf8(row.bytes.clone()).unwrap();
    text.split_once(' ').unwrap().1.to_owned()
}

/// Every row of the log, checked: no gap, every leaf hash right, every number in the bytes that of the row.
pub(crate) fn all_rows(store: &dyn Store) -> Vec<Row> {
    let head = store.head(ORIGIN).unwrap();
    let rows = store.read(ORIGIN, 0, usize::MAX).unwrap();
    assert!(rows.len() as u64 >= head.size, "the head is {} and {} rows are read", head.size, rows.len());
    for (seq, row) in (0..).zip(&rows) {
        assert_eq!(row.seq, seq, "a gap before {}", row.seq);
        row.check(ORIGIN).unwrap();
        assert!(row.bytes.starts_with(format!("{seq} ").as_bytes()));
    }
    rows
}
