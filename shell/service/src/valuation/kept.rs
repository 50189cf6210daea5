//! What is kept of a valuation: the plan that was brought, and what a page shows of it, beside the log and under the evaluation's name.
//!
//! The effect is that of the evaluation that was run again here. The record is neither changed by what is kept nor depends on it.

use std::collections::BTreeSet;

use commonweal_record::fact::kinds::evidence::{EvaluationAttached, ValuationAttached};
use commonweal_record::fact::{EvaluationId, Which};
use commonweal_record::partnership::Told;
use commonweal_store::{Change, Expected, Kept, Value};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::worth::{Worth, WorthError};
use crate::evaluation::kept as evaluations;
use crate::record::{Acting, OpenLog, Place};

const RESULTS: &str = "valuation_result";
/// The hash of the plan that was brought last.
const LATEST: &str = "valuation_latest";

/// A valuation of the record, with what is kept of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Attached<'l> {
    /// What the record says.
    pub told: &'l Told<ValuationAttached>,
    /// What its plan gives here, where that is kept and gives the figures of the record.
    pub worth: Option<Worth>,
}

/// What there is of the worth of an evaluation.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Beside<'l> {
    /// Valuations of the record, the newest first.
    pub attached: Vec<Attached<'l>>,
    /// What the plan that was brought last gives, where the record does not carry it.
    pub draft: Option<Worth>,
}

/// What there is of the worth of an evaluation, in the record and beside it.
///
/// # Errors
/// [`WorthError::Damaged`], and what the store says.
pub fn beside<'l>(
    place: &Place,
    log: &'l OpenLog,
    evaluation: &EvaluationId,
) -> Result<Beside<'l>, WorthError> {
    let (partnership, key) = (&log.view().partnership, key(log, evaluation));
    let Some(evaluated) = partnership.evidence.evaluations.get(evaluation) else {
        return Ok(Beside::default());
    };
    let data = evaluated.attached.fact.data.to_string();
    let of_data = |plan: &str| -> Result<Option<Worth>, WorthError> {
        Ok(result(place, &key, plan)?.filter(|worth| worth.data == data))
    };
    let mut beside = Beside::default();
    for told in valuations(log, evaluation) {
        let worth = of_data(&told.fact.plan.to_string())?.filter(|worth| worth.figures.are_of(&told.fact));
        beside.attached.push(Attached { told, worth });
    }
    if let Some(latest) = latest(place, &key)?
        && !beside.attached.iter().any(|it| it.worth.as_ref().is_some_and(|it| it.plan_sha256 == latest))
    {
        beside.draft = of_data(&latest)?;
    }
    Ok(beside)
}

/// The valuations of an evaluation, the newest first.
fn valuations<'l>(log: &'l OpenLog, evaluation: &EvaluationId) -> Vec<&'l Told<ValuationAttached>> {
    let all = log.view().partnership.evidence.valuations.values();
    let mut own: Vec<_> = all.filter(|told| told.fact.evaluation == *evaluation).collect();
    own.sort_by_key(|told| std::cmp::Reverse(told.seq));
    own
}

/// Values a plan that somebody brought, on what the evaluation found here, and keeps both.
///
/// # Errors
/// [`WorthError`]; then nothing is kept.
pub fn bring(
    place: &Place,
    log: &OpenLog,
    acting: &Acting,
    evaluation: &EvaluationId,
    plan: &[u8],
) -> Result<(), WorthError> {
    log.permit(Which::ValuationAttached, acting)?;
    keep(place, log, evaluation, plan)
}

/// As [`bring`], for whoever holds the place itself.
///
/// # Errors
/// As for [`bring`].
pub fn keep(place: &Place, log: &OpenLog, evaluation: &EvaluationId, plan: &[u8]) -> Result<(), WorthError> {
    let recorded = attached(log, evaluation)?;
    let beside = evaluations::beside(place, &evaluations::Key::of(log, evaluation), recorded);
    let found = beside.map_err(Box::new)?.found;
    let found = found.ok_or_else(|| WorthError::NotRunHere { evaluation: evaluation.clone() })?;
    let run_at = place.surroundings().now().map(|now| now.to_string()).unwrap_or_default();
    let worth = Worth { run_at, data: recorded.data.to_string(), ..Worth::of(plan, &found.json)? };
    let key = key(log, evaluation);
    let mut changes = Vec::new();
    if let Some(before) = latest(place, &key)?
        && before != worth.plan_sha256
        && !valuations(log, evaluation).iter().any(|told| told.fact.plan.to_string() == before)
    {
        changes.push(without(RESULTS, result_key(&key, &before)));
    }
    changes.push(put(RESULTS, result_key(&key, &worth.plan_sha256), &worth)?);
    changes.push(put(LATEST, key, &worth.plan_sha256)?);
    Ok(place.store.write(&changes)?)
}

/// Removes all that was kept of the worth of an evaluation; the record is as it was.
///
/// # Errors
/// [`WorthError::Denied`], and what the store says.
pub fn forget(
    place: &Place,
    log: &OpenLog,
    acting: &Acting,
    evaluation: &EvaluationId,
) -> Result<(), WorthError> {
    log.permit(Which::ValuationAttached, acting)?;
    let key = key(log, evaluation);
    let recorded = valuations(log, evaluation).into_iter().map(|told| told.fact.plan.to_string());
    let plans: BTreeSet<String> = recorded.chain(latest(place, &key)?).collect();
    let mut changes: Vec<Change<'static>> =
        plans.iter().map(|plan| without(RESULTS, result_key(&key, plan))).collect();
    changes.push(without(LATEST, key));
    Ok(place.store.write(&changes)?)
}

fn attached<'l>(log: &'l OpenLog, evaluation: &EvaluationId) -> Result<&'l EvaluationAttached, WorthError> {
    let found = log.view().partnership.evidence.evaluations.get(evaluation);
    found
        .map(|found| &found.attached.fact)
        .ok_or_else(|| WorthError::NotAttached { evaluation: evaluation.clone() })
}

fn key(log: &OpenLog, evaluation: &EvaluationId) -> String {
    format!("{}#{evaluation}", log.view().log.origin())
}

fn result_key(key: &str, plan: &str) -> String {
    format!("{key}#{plan}")
}

fn result(place: &Place, key: &str, plan: &str) -> Result<Option<Worth>, WorthError> {
    read(place, RESULTS, &result_key(key, plan))
}

fn latest(place: &Place, key: &str) -> Result<Option<String>, WorthError> {
    read(place, LATEST, key)
}

fn read<T: DeserializeOwned>(place: &Place, table: &str, key: &str) -> Result<Option<T>, WorthError> {
    let found = place.store.get(table, key)?;
    Ok(found.map(|found| serde_json::from_slice(&found.value.bytes)).transpose()?)
}

fn put<T: Serialize>(table: &'static str, key: String, value: &T) -> Result<Change<'static>, WorthError> {
    let value = Value { bytes: serde_json::to_vec(value)?, kept: Kept::Open, until: None };
    Ok(Change { table, key, expected: Expected::Any, value: Some(value) })
}

fn without(table: &'static str, key: String) -> Change<'static> {
    Change { table, key, expected: Expected::Any, value: None }
}
