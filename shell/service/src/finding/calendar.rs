//! The calendar's trend taken out of what the upstream finder found: two more passes over the log.

use std::collections::BTreeMap;

use commonweal_activity::{ActivityError, EventBatch, EventNames, Order, read_events};
use commonweal_find::upstream::{Counts, Events, Question, TargetDays, UpstreamError, corrected, placebo};

use super::{Answer, FindingError, Progress, UpstreamQuestion};

/// Gives each body of an answer its corrected odds ratio, where it can be had.
///
/// # Errors
/// [`FindingError`].
pub fn correct(
    question: &UpstreamQuestion,
    answer: &mut Answer,
    progress: &mut dyn FnMut(Progress),
) -> Result<(), FindingError> {
    let mut days = TargetDays::default();
    let observed_from = answer.observed_from;
    each_batch(question, observed_from, progress, &mut |events, asked, _| {
        days.add(events, asked);
        Ok(())
    })?;
    let (mut total, mut persons) = (Counts::new(0), 0);
    let names = each_batch(question, observed_from, progress, &mut |events, asked, bodies| {
        let (counts, more) = placebo(events, bodies, asked, &days, persons)?;
        total.add(&counts);
        persons += more;
        Ok(())
    })?;
    let placebo: BTreeMap<&String, _> = names.bodies.all().iter().zip(&total.bodies).collect();
    for found in &mut answer.upstream.bodies {
        let counts = answer.counts.bodies.get(found.candidate.number);
        found.corrected =
            counts.zip(placebo.get(&found.body)).and_then(|(body, placebo)| corrected(body, placebo));
    }
    Ok(())
}

type Batch<'b> = dyn FnMut(&Events<'_>, &Question, u32) -> Result<(), UpstreamError> + 'b;

/// Reads the log through once: whole persons at a time, with the question in the log's own numbers and the number of bodies so far.
fn each_batch(
    question: &UpstreamQuestion,
    observed_from: i32,
    progress: &mut dyn FnMut(Progress),
    take: &mut Batch<'_>,
) -> Result<EventNames, FindingError> {
    let mut names = EventNames::default();
    let mut refused = None;
    let mut one = |batch: &EventBatch, met: &EventNames| -> Result<(), UpstreamError> {
        // Until the service is met, a number that none has stands for it.
        let target = met.services.find(&question.target).and_then(|number| u16::try_from(number).ok());
        let asked =
            Question { target: target.unwrap_or(u16::MAX - 1), windows: question.windows, observed_from };
        let events = Events::new(&batch.person, &batch.day, &batch.service, &batch.body, &batch.cost)?;
        take(&events, &asked, u32::try_from(met.bodies.len()).unwrap_or(u32::MAX))
    };
    let mut read = |batches: &[EventBatch], met: &EventNames| {
        for batch in batches {
            if let Err(error) = one(batch, met) {
                refused.get_or_insert(error);
            }
        }
        names.clone_from(met);
    };
    // Sorted or not was found out before; reading in any order is right for both.
    let file = || question.source.path.display().to_string();
    let report: Result<_, ActivityError> = read_events(&question.source, Order::Any, progress, &mut read);
    report?;
    refused.map_or(Ok(names), |source| Err(FindingError::Events { file: file(), source }))
}
