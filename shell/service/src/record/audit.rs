//! Verifying a bundle, a live database or a published log. What is checked, and how, is `core/verify`'s alone, which shares nothing with the
//! writer; here bytes are fetched and handed over. Nothing is written anywhere.

mod bundle;
mod published;
mod stored;

use std::fs::File;
use std::io::Read;
use std::path::PathBuf;

use commonweal_record::entry::Origin;
pub use commonweal_verify::Depth;
use commonweal_verify::{EntryChecker, Finding, Policy};

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
    /// A log that its host or a mirror publishes.
    Published {
        /// Where.
        url: String,
        /// The log.
        origin: Origin,
    },
}

impl Subject {
    /// A server by its URL; a file by how it begins.
    ///
    /// # Errors
    /// [`RecordError::File`], [`RecordError::NotPublished`].
    pub fn of(text: &str) -> Result<Self, RecordError> {
        if text.starts_with("http://") || text.starts_with("https://") {
            let parts = text.trim_end_matches('/').split_once("/log/");
            let read = parts.and_then(|(url, origin)| Some((url.to_owned(), origin.parse().ok()?)));
            let (url, origin) = read.ok_or_else(|| RecordError::NotPublished { url: text.to_owned() })?;
            return Ok(Self::Published { url, origin });
        }
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
/// [`RecordError::File`], [`RecordError::NoDatabase`], a database that cannot be opened, a server that gives no answer: nothing was verified.
pub fn audit(subject: &Subject, host_key: Option<[u8; 32]>, depth: Depth) -> Result<Audit, RecordError> {
    let mut audit = Audit::default();
    let mut take = |judged: Result<Verified, Box<Wrong>>| match judged {
        Ok(verified) => audit.verified.push(verified),
        Err(wrong) => audit.wrong.push(*wrong),
    };
    match subject {
        Subject::Bundle(path) => take(bundle::verify(path, host_key, depth)?),
        Subject::Published { url, origin } => take(published::verify(url, origin, host_key, depth)?),
        Subject::Database(database) => {
            let store = database.open_to_read()?;
            for head in store.logs()? {
                take(stored::verify(store.as_ref(), &head, host_key, depth));
            }
        }
    }
    Ok(audit)
}

/// What of a log was read entry by entry.
struct Examined {
    checker: EntryChecker,
    host_key: Option<[u8; 32]>,
    depth: Depth,
}

impl Examined {
    fn new(origin: &str, host_key: Option<[u8; 32]>, depth: Depth) -> Self {
        Self { checker: EntryChecker::new(origin, host_key, depth), host_key, depth }
    }

    /// Judges the checkpoints, oldest first, once all entries were checked. The last one is held against the policy that the entries under it
    /// state; what is not final is no fault of the record, but said.
    fn conclude<'n>(
        self,
        origin: &str,
        checkpoints: impl IntoIterator<Item = (u64, &'n str)>,
    ) -> Result<Verified, Box<Wrong>> {
        let (checker, size) = (&self.checker, self.checker.size());
        let (mut signed, mut cosigners, mut stated) = (0, Vec::new(), Policy::default());
        for (number, (covered, note)) in (1..).zip(checkpoints) {
            stated = checker.policy_at(covered);
            let anybody = Policy { k: 0, ..stated.clone() };
            cosigners = checker.judge(note, &anybody).map_err(|finding| {
                Box::new(Wrong { place: format!("checkpoint {number}"), ..wrong(origin, &finding) })
            })?;
            signed = covered;
        }
        let host = checker.host_key_id().unwrap_or_default();
        let mut warnings = Vec::new();
        if self.host_key.is_none() {
            warnings
                .push(format!("the host's key {host} is taken on first sight: compare it with the host's"));
        }
        if signed < size {
            warnings.push(format!(
                "no checkpoint covers the last {} entries: until one does, only the database vouches for them",
                size - signed
            ));
        }
        if stated.k == 0 {
            warnings.push("the entries ask for no witness: nothing is final".to_owned());
        } else if (cosigners.len() as u64) < stated.k {
            let (have, needed, names) = (cosigners.len(), stated.k, stated.names());
            warnings.push(format!("not final: {have} have cosigned, and {needed} of {names} must"));
        }
        if self.depth == Depth::Hashes {
            warnings.push("signatures of entries were not checked".to_owned());
        }
        let root = commonweal_record::tree::Hash(checker.root_at(size).unwrap_or_default()).to_string();
        let origin = origin.to_owned();
        Ok(Verified { origin, entries: size, root, host_key: host, signed, cosigners, warnings })
    }
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
