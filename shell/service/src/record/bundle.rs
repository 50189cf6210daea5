//! A log in one file (docs/record.md, section 9).

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use commonweal_record::canonical::{self, Value};
use commonweal_record::entry::{Entry, Origin};
use commonweal_record::partnership::LogFacts;
use commonweal_record::tree::{Hash, leaf_hash};
use commonweal_store::StoredCheckpoint;
use commonweal_witness::WitnessKey;
use sha2::{Digest, Sha256};

use super::finality::{judge, witnesses_at};
use super::policy::Action;
use super::view::for_each_row;
use super::{Place, RecordError};

/// Sums on a line.
const SUMS_A_LINE: usize = 256;

/// Whether documents go along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Documents {
    /// Those whose hashes entries carry: they can then be erased no more.
    Included,
    /// None.
    LeftOut,
}

/// How many witnesses a reader of the bundle should ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needed {
    /// As many as the record asks for; the bundle then ends where nothing more is final.
    AsRecorded,
    /// This many of those that the record names, final or not.
    Given(u64),
}

/// What a bundle holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// The log.
    pub origin: Origin,
    /// Its entries.
    pub entries: u64,
    /// Later entries, which are not final yet.
    pub left_out: u64,
    /// Documents.
    pub documents: u64,
}

impl Place {
    /// Writes a log into a file, which anyone can verify: up to its last checkpoint, or, where the record states a witness policy, up to the last
    /// that is final by it. Where the host's key is here, a checkpoint of all entries is signed first.
    ///
    /// # Errors
    /// [`RecordError::NoCheckpoint`], [`RecordError::NothingFinal`], [`RecordError::TooManyWitnesses`], [`RecordError::File`], and as for
    /// signing a checkpoint.
    pub fn export(
        &self,
        slug: &str,
        path: &Path,
        needed: Needed,
        documents: Documents,
    ) -> Result<Exported, RecordError> {
        let new = path.with_extension("new");
        let file = File::create(&new).map_err(RecordError::file(&new))?;
        let mut bundle = Lines::new(BufWriter::new(file), &new);
        let exported = self.write_bundle(slug, &mut bundle, needed, documents);
        let finished = exported.and_then(|exported| bundle.finish().map(|()| exported));
        match finished {
            Ok(exported) => fs::rename(&new, path).map_err(RecordError::file(path)).map(|()| exported),
            Err(error) => {
                // The half-written file is of no use to anybody; the first error is the one to tell.
                drop(fs::remove_file(&new));
                Err(error)
            }
        }
    }

    /// The bundle that [`export`](Self::export) writes, without documents, as the record's own policy has it.
    ///
    /// # Errors
    /// As for exporting.
    pub fn bundle(&self, slug: &str) -> Result<Vec<u8>, RecordError> {
        let mut bytes = Vec::new();
        let mut bundle = Lines::new(&mut bytes, Path::new("the bundle"));
        self.write_bundle(slug, &mut bundle, Needed::AsRecorded, Documents::LeftOut)?;
        bundle.finish()?;
        Ok(bytes)
    }

    /// The last checkpoint that the host has signed.
    ///
    /// # Errors
    /// [`RecordError::NoLog`], and what the store says.
    pub fn last_checkpoint(&self, slug: &str) -> Result<Option<StoredCheckpoint>, RecordError> {
        Ok(self.store.checkpoints(self.origin(slug)?.as_str())?.pop())
    }

    fn write_bundle<W: Write>(
        &self,
        slug: &str,
        bundle: &mut Lines<W>,
        needed: Needed,
        documents: Documents,
    ) -> Result<Exported, RecordError> {
        self.permit(Action::Export)?;
        self.checkpoint(slug)?;
        let log = self.log(slug)?;
        let origin = log.view().log.origin().clone();
        let checkpoints = self.store.checkpoints(origin.as_str())?;
        let facts = &log.view().partnership.log;
        let size = exportable(facts, &origin, &checkpoints, needed)?;
        let policy = policy(facts, &origin, size, needed)?;
        bundle.value(&Value::object([
            ("bundle", Value::Integer(1)),
            ("entries", count(size)),
            ("origin", Value::text(origin.as_str())),
        ]))?;
        bundle.value(&policy)?;
        for checkpoint in checkpoints.iter().filter(|checkpoint| checkpoint.size <= size) {
            bundle.value(&Value::object([("checkpoint", Value::text(checkpoint.note.as_str()))]))?;
        }
        let mut carried = BTreeSet::new();
        for_each_row(self.store.as_ref(), origin.as_str(), 0, |row| {
            if row.seq >= size {
                return Ok(());
            }
            if documents == Documents::Included
                && let Ok(entry) = Entry::from_bytes(&row.bytes)
            {
                collect_hashes(&entry.intent.payload, &mut carried);
            }
            bundle.line(&row.bytes)
        })?;
        let documents = self.write_documents(&carried, bundle)?;
        Ok(Exported { origin, entries: size, left_out: log.view().log.size() - size, documents })
    }

    fn write_documents<W: Write>(
        &self,
        carried: &BTreeSet<String>,
        bundle: &mut Lines<W>,
    ) -> Result<u64, RecordError> {
        let mut written = 0;
        for name in self.store.blobs()?.into_iter().filter(|name| carried.contains(name)) {
            let Some(blob) = self.store.blob(&name)? else { continue };
            bundle.value(&Value::object([(
                "blob",
                Value::object([
                    ("data", Value::text(STANDARD.encode(&blob.data))),
                    ("hash", Value::text(name.as_str())),
                    ("salt", Value::text(STANDARD.encode(blob.salt))),
                ]),
            )]))?;
            written += 1;
        }
        Ok(written)
    }
}

fn count(number: u64) -> Value {
    Value::Integer(i64::try_from(number).unwrap_or(i64::MAX))
}

/// Size of the checkpoint at which the bundle ends.
fn exportable(
    facts: &LogFacts,
    origin: &Origin,
    checkpoints: &[StoredCheckpoint],
    needed: Needed,
) -> Result<u64, RecordError> {
    let last = checkpoints.last().ok_or_else(|| RecordError::NoCheckpoint { log: origin.to_string() })?;
    if needed != Needed::AsRecorded || facts.witnesses_needed_at(u64::MAX).is_none() {
        return Ok(last.size);
    }
    let mut not_final = None;
    for checkpoint in checkpoints.iter().rev() {
        match judge(facts, checkpoint).open {
            None => return Ok(checkpoint.size),
            Some(reason) => {
                not_final.get_or_insert(reason);
            }
        }
    }
    match not_final {
        Some(reason) => Err(RecordError::NothingFinal { log: origin.to_string(), reason: Box::new(reason) }),
        None => Ok(last.size),
    }
}

/// The witnesses that the entries of the bundle name, and how many of them are needed.
fn policy(facts: &LogFacts, origin: &Origin, size: u64, needed: Needed) -> Result<Value, RecordError> {
    let witnesses = witnesses_at(facts, size);
    let k = match needed {
        Needed::AsRecorded => facts.witnesses_needed_at(size).unwrap_or(0),
        Needed::Given(k) => k,
    };
    if k > witnesses.len() as u64 {
        let (log, named) = (origin.to_string(), witnesses.len());
        return Err(RecordError::TooManyWitnesses { log, named, asked: k });
    }
    let witness = |witness: &WitnessKey| {
        Value::object([
            ("key", Value::text(witness.key.to_base64())),
            ("name", Value::text(witness.name.as_str())),
        ])
    };
    let witnesses = witnesses.iter().map(witness).collect();
    Ok(Value::object([("policy", Value::object([("k", count(k)), ("witnesses", Value::List(witnesses))]))]))
}

fn collect_hashes(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Text(text) if text.parse::<Hash>().is_ok() => {
            found.insert(text.clone());
        }
        Value::List(values) => values.iter().for_each(|value| collect_hashes(value, found)),
        Value::Object(members) => members.values().for_each(|value| collect_hashes(value, found)),
        _ => {}
    }
}

/// Lines with the sum of each.
struct Lines<W: Write> {
    out: W,
    path: std::path::PathBuf,
    sums: Vec<Hash>,
}

impl<W: Write> Lines<W> {
    fn new(out: W, path: &Path) -> Self {
        Self { out, path: path.to_path_buf(), sums: Vec::new() }
    }

    fn put(&mut self, bytes: &[u8]) -> Result<(), RecordError> {
        let written = self.out.write_all(bytes).and_then(|()| self.out.write_all(b"\n"));
        written.map_err(RecordError::file(&self.path))
    }

    fn line(&mut self, bytes: &[u8]) -> Result<(), RecordError> {
        self.sums.push(leaf_hash(bytes));
        self.put(bytes)
    }

    fn value(&mut self, value: &Value) -> Result<(), RecordError> {
        self.line(&canonical::to_bytes(value))
    }

    fn finish(mut self) -> Result<(), RecordError> {
        let sums = std::mem::take(&mut self.sums);
        let mut hasher = Sha256::new();
        for chunk in sums.chunks(SUMS_A_LINE) {
            let hashes = chunk.iter().map(|hash| Value::text(hash.to_string())).collect();
            let line = canonical::to_bytes(&Value::object([("sums", Value::List(hashes))]));
            hasher.update(&line);
            hasher.update(b"\n");
            self.put(&line)?;
        }
        let lines = sums.len() + sums.len().div_ceil(SUMS_A_LINE);
        let sha256 = Hash(hasher.finalize().into());
        let end =
            Value::object([("lines", count(lines as u64)), ("sha256", Value::text(sha256.to_string()))]);
        self.put(&canonical::to_bytes(&Value::object([("end", end)])))?;
        self.out.flush().map_err(RecordError::file(&self.path))
    }
}
