//! Logs of a store, as a host gives them to mirrors and a mirror to whoever must check or rebuild a log.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use commonweal_record::entry::Origin;
use commonweal_record::tree::Tree;
use commonweal_store::{Store, StoreError};

use crate::http::Response;
use crate::submission::decimal;

/// Most entries of an answer.
pub(crate) const MOST_ENTRIES: usize = 1_000;
/// An answer ends with the entry that passes this many bytes.
const ENOUGH_BYTES: usize = 4 * 1024 * 1024;

/// Sizes stay below 2⁵³ (docs/record.md, section 4), and no store need take more.
const LARGEST_SIZE: u64 = 1 << 53;

/// The logs that may be read by whoever reaches the server. A log that is not named here is not there.
///
/// The tree of each is kept in memory for proofs, 64 bytes an entry, once the first proof was asked for.
pub struct Published {
    store: Arc<dyn Store>,
    trees: BTreeMap<Origin, Mutex<Tree>>,
}

/// Why a request has no answer.
enum Unanswered {
    NotHere(String),
    Wrong(&'static str),
    Beyond { size: u64 },
    Store(StoreError),
}

impl Published {
    /// These logs of a store.
    pub fn new(store: Arc<dyn Store>, logs: impl IntoIterator<Item = Origin>) -> Self {
        Self { store, trees: logs.into_iter().map(|origin| (origin, Mutex::default())).collect() }
    }

    pub(crate) fn answer(&self, path: &str, query: &str) -> Response {
        self.try_answer(path, query).unwrap_or_else(|unanswered| match unanswered {
            Unanswered::NotHere(what) => Response::message(404, format_args!("{what} is not here")),
            Unanswered::Wrong(expected) => {
                Response::message(400, format_args!("the query must have {expected}"))
            }
            Unanswered::Beyond { size } => Response::message(
                400,
                format_args!("the log has {size} entries: ask for 'from' and 'to' within, in order"),
            ),
            Unanswered::Store(error) => {
                // The message may name files of this machine, which are nobody's business.
                let again = if matches!(error, StoreError::Busy { .. }) { 503 } else { 500 };
                Response::message(again, "the store could not be read: try again, then ask the operator")
            }
        })
    }

    fn try_answer(&self, path: &str, query: &str) -> Result<Response, Unanswered> {
        let not_here = || Unanswered::NotHere(path.escape_debug().to_string());
        let (origin, what) =
            path.strip_prefix("/log/").and_then(|rest| rest.rsplit_once('/')).ok_or_else(not_here)?;
        let (origin, tree) = origin
            .parse()
            .ok()
            .and_then(|origin: Origin| self.trees.get_key_value(&origin))
            .ok_or_else(|| Unanswered::NotHere(format!("the log '{}'", origin.escape_debug())))?;
        match what {
            "checkpoint" => self.checkpoint(origin),
            "entries" => {
                let from = number(query, "from").ok_or(Unanswered::Wrong("from=N, a place in the log"))?;
                let limit =
                    number(query, "limit").ok_or(Unanswered::Wrong("limit=N, a number of entries"))?;
                self.entries(origin, from, limit)
            }
            "proof" => {
                let from = number(query, "from").ok_or(Unanswered::Wrong("from=N, the smaller size"))?;
                let to = number(query, "to").ok_or(Unanswered::Wrong("to=N, the larger size"))?;
                self.proof(origin, tree, from, to)
            }
            _ => Err(not_here()),
        }
    }

    fn checkpoint(&self, origin: &Origin) -> Result<Response, Unanswered> {
        let checkpoints = self.store.checkpoints(origin.as_str())?;
        let last = checkpoints.last().ok_or(Unanswered::NotHere("a checkpoint of this log".to_owned()))?;
        Ok(Response::ok("text/plain; charset=utf-8", last.note.as_bytes()))
    }

    fn entries(&self, origin: &Origin, from: u64, limit: u64) -> Result<Response, Unanswered> {
        let limit = usize::try_from(limit).map_or(MOST_ENTRIES, |limit| limit.min(MOST_ENTRIES));
        // Entries are canonical JSON, which holds no raw line break.
        let mut lines = Vec::new();
        for row in self.store.read(origin.as_str(), from.min(LARGEST_SIZE), limit)? {
            lines.extend(row.bytes);
            lines.push(b'\n');
            if lines.len() > ENOUGH_BYTES {
                break;
            }
        }
        Ok(Response::ok("application/jsonl", lines))
    }

    fn proof(&self, origin: &Origin, tree: &Mutex<Tree>, from: u64, to: u64) -> Result<Response, Unanswered> {
        let mut tree = tree.lock().unwrap_or_else(PoisonError::into_inner);
        let size = self.store.head(origin.as_str())?.size;
        if from > to || to > size {
            return Err(Unanswered::Beyond { size });
        }
        while tree.size() < to {
            let rows = self.store.read(origin.as_str(), tree.size(), MOST_ENTRIES)?;
            if rows.is_empty() {
                return Err(Unanswered::Beyond { size: tree.size() });
            }
            for row in rows {
                row.check(origin.as_str())?;
                tree.push(row.leaf);
            }
        }
        let proof = tree.consistency_proof(from, to).map_err(|_| Unanswered::Beyond { size })?;
        let lines: String = proof.iter().map(|hash| hash.to_base64() + "\n").collect();
        Ok(Response::ok("text/plain; charset=utf-8", lines))
    }
}

/// The number that a query gives a name, where it does once.
fn number(query: &str, name: &str) -> Option<u64> {
    let mut given = query.split('&').filter_map(|pair| pair.split_once('=')).filter(|(key, _)| *key == name);
    let (_, value) = given.next()?;
    given.next().is_none().then(|| decimal(value)).flatten()
}

impl From<StoreError> for Unanswered {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl fmt::Debug for Published {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Published")
            .field("logs", &self.trees.keys().collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}
