//! The calendar's trend taken out of what the upstream finder found: two more passes over the log.

use std::collections::BTreeMap;

use commonweal_activity::{EventFold, EventNames, fold_events};
use commonweal_find::upstream::{Counts, Events, Placebo, Question, TargetDays, UpstreamError, corrected};

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
    let asked = Asking { question, observed_from: answer.observed_from };
    let mut days = Days { asked, total: TargetDays::default() };
    fold_events(&question.source, answer.order, progress, &mut days)?;
    let days = days.total;
    let mut placebos =
        Placebos { asked, days, total: Counts::new(0), names: EventNames::default(), refused: None };
    fold_events(&question.source, answer.order, progress, &mut placebos)?;
    let Placebos { total, names, refused, .. } = placebos;
    if let Some(source) = refused {
        return Err(FindingError::Events { file: question.source.path.display().to_string(), source });
    }
    let placebo: BTreeMap<&String, _> = names.bodies.all().iter().zip(&total.bodies).collect();
    for found in &mut answer.upstream.bodies {
        let counts = answer.counts.bodies.get(found.candidate.number);
        found.corrected =
            counts.zip(placebo.get(&found.body)).and_then(|(body, placebo)| corrected(body, placebo));
    }
    Ok(())
}

/// The question in words, and what it lacks.
#[derive(Clone, Copy)]
struct Asking<'q> {
    question: &'q UpstreamQuestion,
    observed_from: i32,
}

impl Asking<'_> {
    /// In the log's own numbers. Until the service is met, a number that none has stands for it.
    fn of(self, names: &EventNames) -> Question {
        let target = names.services.find(&self.question.target).and_then(|number| u16::try_from(number).ok());
        Question {
            target: target.unwrap_or(u16::MAX - 1),
            windows: self.question.windows,
            observed_from: self.observed_from,
        }
    }
}

/// The days of target events.
struct Days<'q> {
    asked: Asking<'q>,
    total: TargetDays,
}

impl EventFold for Days<'_> {
    type Part = (Question, TargetDays);

    fn begin(&self, names: &EventNames, _: u64) -> Self::Part {
        (self.asked.of(names), TargetDays::default())
    }

    fn take(&self, (question, days): &mut Self::Part, events: &Events<'_>) {
        days.add(events, question);
    }

    fn end(&mut self, (_, days): Self::Part, _: &EventNames) {
        self.total.add_all(&days);
    }
}

/// The counts of placebo days.
struct Placebos<'q> {
    asked: Asking<'q>,
    days: TargetDays,
    total: Counts,
    names: EventNames,
    refused: Option<UpstreamError>,
}

impl EventFold for Placebos<'_> {
    type Part = Result<Placebo, UpstreamError>;

    fn begin(&self, names: &EventNames, rows_before: u64) -> Self::Part {
        let bodies = u32::try_from(names.bodies.len()).unwrap_or(u32::MAX);
        Ok(Placebo::new(bodies, &self.asked.of(names), &self.days, rows_before))
    }

    fn take(&self, part: &mut Self::Part, events: &Events<'_>) {
        if let Ok(placebo) = part
            && let Err(refused) = placebo.take(events)
        {
            *part = Err(refused);
        }
    }

    fn end(&mut self, part: Self::Part, names: &EventNames) {
        self.names.clone_from(names);
        match part {
            Ok(placebo) => self.total.add(&placebo.finish()),
            Err(refused) => self.refused = self.refused.take().or(Some(refused)),
        }
    }
}
