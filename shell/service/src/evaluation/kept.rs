//! What is kept of an evaluation that was run again: what a page shows of it, beside the log and under the evaluation's name.
//!
//! Aggregates alone: series and weights of units, as the report prints them, and never the panel. The record is neither changed by it nor
//! depends on it.

use commonweal_record::entry::{Instant, Origin};
use commonweal_record::fact::EvaluationId;
use commonweal_record::fact::kinds::evidence::EvaluationAttached;
use commonweal_report::EvaluationReport;
use commonweal_store::{Change, Expected, Kept, KeyValueError, Value};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::again::{AgainError, compared};
use crate::record::{OpenLog, Place};

const RESULTS: &str = "evaluation_result";
const ATTEMPTS: &str = "evaluation_attempt";
/// The key that whoever is at work holds.
const AT_WORK: &str = "at work";
/// Longest that an evaluation may take before another may begin.
const LONGEST_SECONDS: u64 = 15 * 60;
/// How long it is told why one came to nothing.
const TOLD_SECONDS: u64 = 24 * 60 * 60;

/// Under what the result of an evaluation is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key(String);

impl Key {
    /// Of an evaluation of a log.
    pub fn of(log: &OpenLog, evaluation: &EvaluationId) -> Self {
        Self::in_log(log.view().log.origin(), evaluation)
    }

    fn in_log(origin: &Origin, evaluation: &EvaluationId) -> Self {
        Self(format!("{origin}#{evaluation}"))
    }
}

/// A section of the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Its name.
    pub id: String,
    /// Its heading.
    pub heading: String,
    /// What stands under it, as HTML.
    pub html: String,
}

/// A table of the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its rows.
    pub csv: String,
}

/// What an evaluation found, as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// Hash of the protocol.
    protocol: String,
    /// Hash of the panel.
    data: String,
    /// When it was run, in the form of the record.
    pub run_at: String,
    /// The program that ran it.
    pub program: String,
    /// The finding in a sentence or two.
    pub headline: String,
    /// The sections of the report, diagnostics first.
    pub sections: Vec<Section>,
    /// Its tables.
    pub tables: Vec<Table>,
    /// All of it for a program (`commonweal.evaluation/1`).
    pub json: String,
}

impl Found {
    /// When it was run.
    pub fn at(&self) -> Option<Instant> {
        self.run_at.parse().ok()
    }

    fn is_of(&self, recorded: &EvaluationAttached) -> bool {
        self.protocol == recorded.protocol.to_string() && self.data == recorded.data.to_string()
    }
}

/// How an attempt to run an evaluation again stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Attempt {
    /// It is being run.
    Running,
    /// It came to nothing.
    Failed {
        /// Why, and what to do.
        why: String,
    },
}

/// What there is of an evaluation beside the record.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Beside {
    /// What it found.
    pub found: Option<Found>,
    /// How the latest attempt stands, unless it succeeded.
    pub attempt: Option<Attempt>,
}

/// What there is of an evaluation beside the record. A result for other files than those of the record counts for nothing.
///
/// # Errors
/// [`AgainError::Damaged`], and what the store says.
pub fn beside(place: &Place, key: &Key, recorded: &EvaluationAttached) -> Result<Beside, AgainError> {
    let found = read::<Found>(place, RESULTS, &key.0)?.filter(|found| found.is_of(recorded));
    Ok(Beside { found, attempt: read(place, ATTEMPTS, &key.0)? })
}

/// Keeps what an evaluation found, in place of what was kept before, if its figures are those of the record.
///
/// # Errors
/// [`AgainError::OtherFigures`], and what the store says.
pub fn keep(
    place: &Place,
    key: &Key,
    recorded: &EvaluationAttached,
    report: &EvaluationReport,
) -> Result<(), AgainError> {
    compared(recorded, report)?;
    let sections = report.parts().into_iter().map(|part| Section {
        id: part.id.to_owned(),
        heading: part.heading.to_owned(),
        html: part.html,
    });
    let tables = report.tables_csv().into_iter().map(|(name, csv)| Table { name: name.to_owned(), csv });
    let found = Found {
        protocol: recorded.protocol.to_string(),
        data: recorded.data.to_string(),
        run_at: place.surroundings().now().map(|now| now.to_string()).unwrap_or_default(),
        program: format!("commonweal {}", env!("CARGO_PKG_VERSION")),
        headline: report.headline(),
        sections: sections.collect(),
        tables: tables.collect(),
        json: report.to_json(),
    };
    write(place, &[put(RESULTS, &key.0, &found, Expected::Any, None)?])
}

/// Takes the one place for such work.
///
/// # Errors
/// [`AgainError::AtWork`], and what the store says.
pub(super) fn claim(place: &Place, key: &Key) -> Result<(), AgainError> {
    let now = now(place);
    let held = place.store.get(ATTEMPTS, AT_WORK)?;
    let expected = match held {
        None => Expected::Absent,
        Some(held) if held.value.until.is_some_and(|until| until < now) => Expected::Version(held.version),
        Some(_) => return Err(AgainError::AtWork),
    };
    let until = Some(now + LONGEST_SECONDS);
    let changes = [
        put(ATTEMPTS, AT_WORK, &key.0, expected, until)?,
        put(ATTEMPTS, &key.0, &Attempt::Running, Expected::Any, until)?,
    ];
    match write(place, &changes) {
        Err(AgainError::Store(KeyValueError::Changed { .. })) => Err(AgainError::AtWork),
        other => other,
    }
}

/// Gives the place back, and tells why the work came to nothing, where it did.
///
/// # Errors
/// What the store says.
pub(super) fn settle(place: &Place, key: &Key, failure: Option<String>) -> Result<(), AgainError> {
    let attempt = match failure {
        Some(why) => {
            let until = Some(now(place) + TOLD_SECONDS);
            put(ATTEMPTS, &key.0, &Attempt::Failed { why }, Expected::Any, until)?
        }
        None => without(ATTEMPTS, &key.0),
    };
    write(place, &[attempt, without(ATTEMPTS, AT_WORK)])
}

/// Removes what was kept.
///
/// # Errors
/// What the store says.
pub(super) fn remove(place: &Place, key: &Key) -> Result<(), AgainError> {
    write(place, &[without(RESULTS, &key.0)])
}

fn now(place: &Place) -> u64 {
    place.surroundings().now().and_then(Instant::unix_seconds).unwrap_or_default()
}

fn read<T: DeserializeOwned>(place: &Place, table: &str, key: &str) -> Result<Option<T>, AgainError> {
    let now = now(place);
    let found = place.store.get(table, key)?.map(|found| found.value);
    let alive = found.filter(|value| value.until.is_none_or(|until| now <= until));
    Ok(alive.map(|value| serde_json::from_slice(&value.bytes)).transpose()?)
}

fn put<T: Serialize>(
    table: &'static str,
    key: &str,
    value: &T,
    expected: Expected,
    until: Option<u64>,
) -> Result<Change<'static>, AgainError> {
    let value = Value { bytes: serde_json::to_vec(value)?, kept: Kept::Open, until };
    Ok(Change { table, key: key.to_owned(), expected, value: Some(value) })
}

fn without(table: &'static str, key: &str) -> Change<'static> {
    Change { table, key: key.to_owned(), expected: Expected::Any, value: None }
}

fn write(place: &Place, changes: &[Change<'_>]) -> Result<(), AgainError> {
    Ok(place.store.write(changes)?)
}
