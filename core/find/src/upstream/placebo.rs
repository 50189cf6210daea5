//! The calendar taken out: the same windows before days on which nothing happened, of people who never had a target event.
//!
//! A body that more and more people meet looks like a cause, because the hazard window is the later of the two. People without a target
//! event, looked at on the same days of the calendar, show the same trend and no cause; the odds ratio over theirs is what is left
//! (the case-time-control design, Suissa 1995, *Epidemiology* 6(3):248–253).

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Serialize;

use super::{BodyCounts, Counts, Event, EventBatch, Events, Kernel, Question, UpstreamError};

/// Placebo days of a person.
const DAYS_A_PERSON: u64 = 4;
/// The number of the service that a placebo day counts as; services are numbered from 0, and no log has so many.
const PLACEBO: u16 = u16::MAX;
/// The golden ratio's fraction: multiples of it fall evenly over the unit interval, however many are taken (Weyl's sequence).
const GOLDEN: f64 = 0.618_033_988_749_894_9;
/// Normal quantile of a 95% interval.
const Z: f64 = 1.959_964;

/// On which days of the calendar target events fell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TargetDays {
    days: BTreeMap<i32, u64>,
    events: u64,
}

impl TargetDays {
    /// Adds those target events that have the whole look-back.
    pub fn add(&mut self, events: &Events<'_>, question: &Question) {
        let targets =
            events.service().iter().zip(events.day()).filter(|(service, _)| **service == question.target);
        for (_, day) in targets.filter(|(_, day)| **day >= question.first_day()) {
            *self.days.entry(*day).or_default() += 1;
            self.events += 1;
        }
    }

    /// Adds those of another part of the log.
    pub fn add_all(&mut self, other: &Self) {
        for (day, count) in &other.days {
            *self.days.entry(*day).or_default() += count;
        }
        self.events += other.events;
    }

    /// Each day with the share of the events up to its end.
    fn shares(&self) -> Vec<(f64, i32)> {
        let mut before = 0;
        let shares = self.days.iter().map(|(day, count)| {
            before += count;
            (before as f64 / self.events as f64, *day)
        });
        shares.collect()
    }
}

/// Counts placebo days: four for each person without a target event, spread over the calendar as the target events are.
#[derive(Debug)]
pub struct Placebo {
    kernel: Kernel,
    target: u16,
    shares: Vec<(f64, i32)>,
    person: u64,
}

impl Placebo {
    /// Of nobody yet, for bodies numbered below `bodies`. Persons are numbered from `first_person` on: the number says on which days a
    /// person is looked at, so that parts of a log should not number theirs alike.
    pub fn new(bodies: u32, question: &Question, days: &TargetDays, first_person: u64) -> Self {
        let kernel = Kernel::new(bodies, Question { target: PLACEBO, ..*question });
        Self { kernel, target: question.target, shares: days.shares(), person: first_person }
    }

    /// Counts the events of further persons: none of them may have been in an earlier call.
    ///
    /// # Errors
    /// [`UpstreamError::Body`].
    pub fn take(&mut self, events: &Events<'_>) -> Result<(), UpstreamError> {
        let mut batch = EventBatch::default();
        let person = events.person();
        let mut from = 0;
        while from < person.len() {
            let to = from + person[from..].iter().take_while(|it| **it == person[from]).count();
            if !events.service()[from..to].contains(&self.target) {
                add(&mut batch, events, from..to, &self.shares, self.person);
            }
            self.person += 1;
            from = to;
        }
        self.kernel.take(&batch.events(..)?)
    }

    /// The counts.
    pub fn finish(self) -> Counts {
        self.kernel.finish()
    }
}

/// Adds a person's events, with placebo days among them.
fn add(batch: &mut EventBatch, events: &Events<'_>, range: Range<usize>, shares: &[(f64, i32)], number: u64) {
    let person = events.person()[range.start];
    let event = |day, service, body| Event { day, service, body, cost: 0.0 };
    let mut rows: Vec<Event> =
        range.map(|at| event(events.day()[at], events.service()[at], events.body()[at])).collect();
    for draw in 0..DAYS_A_PERSON {
        let share = ((number * DAYS_A_PERSON + draw) as f64 * GOLDEN).fract();
        let at = shares.partition_point(|(until, _)| *until <= share);
        rows.extend(shares.get(at).map(|(_, day)| event(*day, PLACEBO, 0)));
    }
    rows.sort_by_key(|event| event.day);
    for event in rows {
        batch.push(person, event);
    }
}

/// An odds ratio with the calendar's trend taken out.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Corrected {
    /// The odds ratio of placebo days: what the calendar alone gives.
    pub placebo_or: f64,
    /// The matched odds ratio over that.
    pub corrected_or: f64,
    /// Lower limit of its 95% interval.
    pub corrected_or_lo: f64,
    /// Upper limit.
    pub corrected_or_hi: f64,
}

/// (n10/n01)/(p10/p01), with the interval of its logarithm, whose variance is 1/n10 + 1/n01 + 1/p10 + 1/p01; none where one of the four
/// is 0.
pub fn corrected(body: &BodyCounts, placebo: &BodyCounts) -> Option<Corrected> {
    let counts = [body.n10, body.n01, placebo.n10, placebo.n01];
    if counts.contains(&0) {
        return None;
    }
    let [n10, n01, p10, p01] = counts.map(|count| count as f64);
    let placebo_or = p10 / p01;
    let corrected_or = n10 / n01 / placebo_or;
    let spread = (Z * (1.0 / n10 + 1.0 / n01 + 1.0 / p10 + 1.0 / p01).sqrt()).exp();
    let (corrected_or_lo, corrected_or_hi) = (corrected_or / spread, corrected_or * spread);
    Some(Corrected { placebo_or, corrected_or, corrected_or_lo, corrected_or_hi })
}
