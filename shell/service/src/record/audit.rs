//! Verifying a bundle or a live database. What is checked, and how, is `core/verify`'s alone, which shares nothing with the writer; here
//! bytes are fetched and handed over.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use commonweal_record::entry::Entry;
use commonweal_store::{Row, Store};
pub use commonweal_verify::Depth;
use commonweal_verify::{EntryChecker, Finding, Policy, Trust, Verifier};

use super::{Database, RecordError};

/// How an SQLite file begins.
const SQLITE: &[u8] = b"SQLite format 3\0";

/// What is verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A bundle.
    Bundle(PathBuf),
    /// A database.
    Database(Database),
}

impl Subject {
    /// A server by its URL; a file by how it begins.
    ///
    /// # Errors
    /// [`RecordError::File`].
    pub fn of(text: &str) -> Result<Self, RecordError> {
        let Ok(database) = text.parse::<Database>();
        let Database::Sqlite(path) = &database else { return Ok(Self::Database(database)) };
        let mut head = Vec::new();
        let file = File::open(path).map_err(RecordError::file(path))?;
        file.take(SQLITE.len() as u64).read_to_end(&mut head).map_err(RecordError::file(path))?;
        Ok(if head == SQLITE { Self::Database(database) } else { Self::Bundle(path.clone()) })
    }
}

/// A log with which nothing is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// The log.
    pub origin: String,
    /// Its entries.
    pub entries: u64,
    /// The root over them, 64 hexadecimal digits.
    pub root: String,
    /// The host's key id.
    pub host_key: String,
    /// Entries that the last checkpoint covers.
    pub signed: u64,
    /// Who has cosigned it.
    pub cosigners: Vec<String>,
    /// What the reader should know.
    pub warnings: Vec<String>,
}

/// The first thing wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// The log or the file.
    pub log: String,
    /// Where in it: `entry 7`.
    pub place: String,
    /// The rule's name.
    pub rule: String,
    /// The section of docs/record.md that states it; none for the database's own tables.
    pub section: Option<u8>,
    /// What was met.
    pub what: String,
    /// What to do.
    pub remedy: String,
}

/// What an audit found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Audit {
    /// Logs with which nothing is wrong.
    pub verified: Vec<Verified>,
    /// What is wrong with others: the first thing of each.
    pub wrong: Vec<Wrong>,
}

/// Verifies. `host_key` is the host's public key, where the reader knows it.
///
/// # Errors
/// [`RecordError::File`], [`RecordError::NoDatabase`], or a database that cannot be opened: nothing was verified.
pub fn audit(subject: &Subject, host_key: Option<[u8; 32]>, depth: Depth) -> Result<Audit, RecordError> {
    match subject {
        Subject::Bundle(path) => bundle(path, host_key, depth),
        Subject::Database(database) => {
            let store = database.open(&database.host_folder())?;
            let mut audit = Audit::default();
            for head in store.logs()? {
                match log(store.as_ref(), &head.origin, head.size, host_key, depth) {
                    Ok(verified) => audit.verified.push(verified),
                    Err(wrong) => audit.wrong.push(*wrong),
                }
            }
            Ok(audit)
        }
    }
}

fn bundle(path: &Path, host_key: Option<[u8; 32]>, depth: Depth) -> Result<Audit, RecordError> {
    let mut verifier = Verifier::new(Trust { host_key, witnesses: None }, depth);
    let mut file = BufReader::new(File::open(path).map_err(RecordError::file(path))?);
    let mut line = Vec::new();
    while file.read_until(b'\n', &mut line).map_err(RecordError::file(path))? > 0 {
        verifier.line(&line);
        line.clear();
    }
    let mut audit = Audit::default();
    match verifier.finish() {
        Ok(verified) => audit.verified.push(Verified {
            origin: verified.origin,
            entries: verified.entries,
            root: commonweal_record::tree::Hash(verified.root).to_string(),
            host_key: verified.host_key,
            signed: verified.entries,
            cosigners: verified.cosigners,
            warnings: verified.warnings,
        }),
        Err(report) => audit.wrong.push(wrong(&path.display().to_string(), &report.first)),
    }
    Ok(audit)
}

/// The entries of a log as they are stored, then its checkpoints.
fn log(
    store: &dyn Store,
    origin: &str,
    size: u64,
    host_key: Option<[u8; 32]>,
    depth: Depth,
) -> Result<Verified, Box<Wrong>> {
    let mut checker = EntryChecker::new(origin, host_key, depth);
    entries(store, origin, size, &mut checker)?;
    let checkpoints = store.checkpoints(origin).map_err(|error| unreadable(origin, "checkpoints", &error))?;
    let mut cosigners = Vec::new();
    for (number, checkpoint) in (1..).zip(&checkpoints) {
        cosigners = checker.judge(&checkpoint.note, &Policy::default()).map_err(|finding| {
            Box::new(Wrong { place: format!("checkpoint {number}"), ..wrong(origin, &finding) })
        })?;
    }
    let signed = checkpoints.last().map_or(0, |last| last.size);
    let mut warnings = Vec::new();
    let host = checker.host_key_id().unwrap_or_default();
    if host_key.is_none() {
        warnings.push(format!("the host's key {host} is taken on first sight: compare it with the host's"));
    }
    if signed < size {
        warnings.push(format!(
            "no checkpoint covers the last {} entries: until one does, only the database vouches for them",
            size - signed
        ));
    }
    if depth == Depth::Hashes {
        warnings.push("signatures of entries were not checked".to_owned());
    }
    let root = checker.root_at(size).unwrap_or_default();
    Ok(Verified {
        origin: origin.to_owned(),
        entries: size,
        root: commonweal_record::tree::Hash(root).to_string(),
        host_key: host,
        signed,
        cosigners,
        warnings,
    })
}

fn entries(store: &dyn Store, origin: &str, size: u64, checker: &mut EntryChecker) -> Result<(), Box<Wrong>> {
    let mut ids = BTreeSet::new();
    while checker.size() < size {
        let from = checker.size();
        let rows =
            store.read(origin, from, 2_000).map_err(|error| unreadable(origin, &entry(from), &error))?;
        if rows.is_empty() {
            return Err(table(origin, from, "it is missing, though the log counts it".to_owned()));
        }
        for row in &rows {
            let seq = checker.size();
            if row.seq != seq {
                return Err(table(origin, seq, format!("entry {} stands in its place", row.seq)));
            }
            checker
                .push_stored(&row.bytes, &row.leaf.0)
                .map_err(|finding| Box::new(wrong(origin, &finding)))?;
            columns(origin, row, &mut ids)?;
        }
    }
    Ok(())
}

/// The columns beside an entry, by which the database finds it, must say what the entry says.
fn columns(origin: &str, row: &Row, ids: &mut BTreeSet<[u8; 16]>) -> Result<(), Box<Wrong>> {
    let Ok(entry) = Entry::from_bytes(&row.bytes) else { return Ok(()) };
    let intent = &entry.intent;
    let differs = |column: &str| table(origin, row.seq, format!("its column '{column}' says something else"));
    if row.id != intent.id.0 || !ids.insert(row.id) {
        return Err(differs("id"));
    }
    if row.stream != intent.stream.as_str() {
        return Err(differs("stream"));
    }
    if row.version != intent.expected {
        return Err(differs("version"));
    }
    Ok(())
}

fn entry(seq: u64) -> String {
    format!("entry {seq}")
}

fn wrong(log: &str, finding: &Finding) -> Wrong {
    Wrong {
        log: log.to_owned(),
        place: finding.place.to_string(),
        rule: finding.rule.name().to_owned(),
        section: Some(finding.rule.section()),
        what: finding.what.clone(),
        remedy: finding.rule.remedy().to_owned(),
    }
}

const TABLE_REMEDY: &str = "the database was changed behind the program's back, or its disk is failing: restore a back-up or a partner's mirror";

#[expect(clippy::unnecessary_box_returns, reason = "it becomes the error of a result, which is boxed")]
fn table(log: &str, seq: u64, what: String) -> Box<Wrong> {
    let (log, place, rule) = (log.to_owned(), entry(seq), "table".to_owned());
    Box::new(Wrong { log, place, rule, section: None, what, remedy: TABLE_REMEDY.to_owned() })
}

#[expect(clippy::unnecessary_box_returns, reason = "it becomes the error of a result, which is boxed")]
fn unreadable(log: &str, place: &str, error: &commonweal_store::StoreError) -> Box<Wrong> {
    Box::new(Wrong {
        log: log.to_owned(),
        place: place.to_owned(),
        rule: "unreadable".to_owned(),
        section: None,
        what: error.to_string(),
        remedy: TABLE_REMEDY.to_owned(),
    })
}

impl std::fmt::Display for Verified {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let cosigners =
            if self.cosigners.is_empty() { "nobody".to_owned() } else { self.cosigners.join(", ") };
        write!(
            f,
            "verified: {}: {} entries, root {}, host key {}, cosigned by {cosigners}",
            self.origin, self.entries, self.root, self.host_key
        )?;
        self.warnings.iter().try_for_each(|warning| write!(f, "\n  note: {warning}"))
    }
}

impl std::fmt::Display for Wrong {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let section = self.section.map_or(String::new(), |section| format!("§{section} "));
        let Self { log, place, rule, what, remedy, .. } = self;
        write!(f, "not verified: {log}: {place}: {section}{rule}\n{what}; {remedy}")
    }
}
