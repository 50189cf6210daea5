//! Upstream counts that came from elsewhere, kept beside the logs for the pages: without persons, without small numbers.

mod known;

use std::fs;
use std::path::{Path, PathBuf};

use commonweal_find::upstream::{Asked, Counts, Exchange, ExchangeError, ToldSteps, candidates, together};
use commonweal_report::finding::{Found, Upstream};
use commonweal_store::{Change, Expected, Kept, KeyValue, KeyValueError, StoreError, Value};

use crate::held::Mark;
use crate::record::policy::Action;
use crate::record::{Place, RecordError};

pub use known::{Pathway, Pathways};

/// By question.
const TABLE: &str = "pathway";
/// Changed by each import.
const IMPORTS: Mark = Mark { table: "pathway_import" };
/// Keys read at a time.
const PAGE: usize = 200;

/// Why counts are not told, read or kept.
#[derive(Debug, thiserror::Error)]
pub enum PathwaysError {
    /// The place, or a right that is missing.
    #[error(transparent)]
    Record(Box<RecordError>),
    /// A file cannot be opened.
    #[error("cannot read {}: {source}; name a file that is there and may be read", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file is not one of these.
    #[error("{}: {reason}; write the file anew with 'commonweal find upstream --export'", path.display())]
    Json {
        /// The file.
        path: PathBuf,
        /// What the reader said, with line and column.
        reason: String,
    },
    /// What is in a file cannot be.
    #[error("{}: {source}", path.display())]
    Exchange {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: ExchangeError,
    },
    /// Counts that cannot be told or added up.
    #[error(transparent)]
    Counts(#[from] ExchangeError),
    /// A kept value that is none.
    #[error("the kept counts of '{key}' are damaged: {reason}; import them again")]
    Damaged {
        /// The key.
        key: String,
        /// Why.
        reason: String,
    },
    /// The store.
    #[error(transparent)]
    Store(#[from] KeyValueError),
}

impl From<RecordError> for PathwaysError {
    fn from(error: RecordError) -> Self {
        Self::Record(Box::new(error))
    }
}

impl From<StoreError> for PathwaysError {
    fn from(error: StoreError) -> Self {
        Self::Store(error.into())
    }
}

/// The file's text.
pub fn exchange_text(exchange: &Exchange) -> String {
    // Names and finite numbers alone: nothing of it can fail to be written.
    serde_json::to_string_pretty(exchange).unwrap_or_default() + "\n"
}

/// Adds up the counts of several places and keeps them, in the place of what was kept of the same question.
///
/// # Errors
/// [`PathwaysError`]; [`PathwaysError::Record`] for whoever has not the host's key.
pub fn keep(place: &Place, files: &[PathBuf]) -> Result<Exchange, PathwaysError> {
    place.permit(Action::Import)?;
    let read: Vec<Exchange> = files.iter().map(|path| read(path)).collect::<Result<_, _>>()?;
    let (counts, names) = together(&read)?;
    let first = read.first().ok_or(ExchangeError::None)?;
    let asked = Asked { target: &first.target, gap_days: first.gap_days, window_days: first.window_days };
    // What each place told is large enough already; bodies that one suppressed stay counted as such.
    let smallest = read.iter().map(|file| file.smallest).max().unwrap_or_default();
    let steps = ToldSteps::together(read.iter().map(|file| &file.steps));
    let mut kept = Exchange::of(&asked, &counts, &names, &steps, 0)?;
    (kept.smallest, kept.suppressed) = (smallest, read.iter().map(|file| file.suppressed).sum());
    let bytes = exchange_text(&kept).into_bytes();
    let value = Some(Value { bytes, kept: Kept::Open, until: None });
    let store: &dyn KeyValue = place.store.as_ref();
    let change = Change { table: TABLE, key: key(&kept), expected: Expected::Any, value };
    store.write(&[change, IMPORTS.changed()])?;
    Ok(kept)
}

/// Everything that is kept, by question.
fn kept(place: &Place) -> Result<Vec<Exchange>, PathwaysError> {
    let (mut all, mut after): (Vec<Exchange>, Option<String>) = (Vec::new(), None);
    loop {
        let page = place.store.list(TABLE, "", after.as_deref(), PAGE)?;
        let Some((last, _)) = page.last() else { return Ok(all) };
        after = Some(last.clone());
        for (key, found) in page {
            let damaged = |error: serde_json::Error| PathwaysError::Damaged {
                key: key.clone(),
                reason: error.to_string(),
            };
            all.push(serde_json::from_slice(&found.value.bytes).map_err(damaged)?);
        }
    }
}

/// The statistics of what was told, which says nothing of the days and persons of the logs.
pub fn told(exchange: &Exchange) -> Upstream {
    let names: Vec<&String> = exchange.bodies.keys().collect();
    let counts = Counts {
        targets: exchange.targets,
        target_cost: exchange.target_cost,
        targets_too_early: exchange.targets_too_early,
        targets_begun_within: exchange.targets_begun_within,
        bodies: exchange.bodies.values().copied().collect(),
        lags: names
            .iter()
            .map(|name| exchange.lags.get(*name).into_iter().flatten().copied().collect())
            .collect(),
    };
    let found = candidates(&counts).into_iter().map(|candidate| {
        let body = names.get(candidate.number).map_or_else(String::new, |name| (*name).clone());
        Found { body, candidate, corrected: None }
    });
    Upstream {
        target: exchange.target.clone(),
        gap_days: exchange.gap_days,
        window_days: exchange.window_days,
        log: None,
        targets: exchange.targets,
        targets_too_early: exchange.targets_too_early,
        targets_begun_within: exchange.targets_begun_within,
        target_cost: exchange.target_cost,
        bodies: found.collect(),
        steps: Some(exchange.steps.clone()),
    }
}

fn read(path: &Path) -> Result<Exchange, PathwaysError> {
    let bytes = fs::read(path).map_err(|source| PathwaysError::File { path: path.to_path_buf(), source })?;
    let refused = |error: serde_json::Error| PathwaysError::Json {
        path: path.to_path_buf(),
        reason: error.to_string(),
    };
    let file: Exchange = serde_json::from_slice(&bytes).map_err(refused)?;
    file.check().map_err(|source| PathwaysError::Exchange { path: path.to_path_buf(), source })?;
    Ok(file)
}

/// The question, with letters that keys may have.
fn key(exchange: &Exchange) -> String {
    let target: Vec<String> = exchange.target.bytes().map(|byte| format!("{byte:02x}")).collect();
    let target = target.concat();
    format!("{target}/{}/{}", exchange.gap_days, exchange.window_days)
}
