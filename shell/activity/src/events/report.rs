use std::ops::RangeBounds;

use commonweal_find::upstream::{Events, UpstreamError};
use serde::Serialize;

/// One event of somebody.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Event {
    pub(super) day: i32,
    pub(super) service: u16,
    pub(super) body: u32,
    pub(super) cost: f64,
}

/// Events of whole persons, a column each, sorted by person, then by day.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct EventBatch {
    /// Persons, numbered in the order in which they come; a number says nothing beyond its batch.
    pub(super) person: Vec<u32>,
    /// Days since 1 January 1970, or as the file counts them.
    pub(super) day: Vec<i32>,
    /// Services by number.
    pub(super) service: Vec<u16>,
    /// Bodies by number.
    pub(super) body: Vec<u32>,
    /// Costs, pounds.
    pub(super) cost: Vec<f64>,
}

impl EventBatch {
    /// Number of events.
    pub(super) fn len(&self) -> usize {
        self.person.len()
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.person.is_empty()
    }

    pub(super) fn push(&mut self, person: u32, event: Event) {
        self.person.push(person);
        self.day.push(event.day);
        self.service.push(event.service);
        self.body.push(event.body);
        self.cost.push(event.cost);
    }

    /// Those of its events that stand in `range`, seen to be in order.
    pub(super) fn events(&self, range: impl RangeBounds<usize>) -> Result<Events<'_>, UpstreamError> {
        let range = (range.start_bound().cloned(), range.end_bound().cloned());
        Events::new(
            self.person.get(range).unwrap_or_default(),
            self.day.get(range).unwrap_or_default(),
            self.service.get(range).unwrap_or_default(),
            self.body.get(range).unwrap_or_default(),
            self.cost.get(range).unwrap_or_default(),
        )
    }

    /// Lets go of the first `count` events.
    pub(super) fn drop_front(&mut self, count: usize) {
        self.person.drain(..count);
        self.day.drain(..count);
        self.service.drain(..count);
        self.body.drain(..count);
        self.cost.drain(..count);
    }

    /// Takes the events from `from` on away.
    pub(super) fn split_off(&mut self, from: usize) -> Self {
        Self {
            person: self.person.split_off(from),
            day: self.day.split_off(from),
            service: self.service.split_off(from),
            body: self.body.split_off(from),
            cost: self.cost.split_off(from),
        }
    }

    /// Adds the events of `other` as further events of the last person.
    pub(super) fn append_to_person(&mut self, other: &Self) {
        let person = self.person.last().copied().unwrap_or_default();
        self.person.resize(self.person.len() + other.len(), person);
        self.day.extend_from_slice(&other.day);
        self.service.extend_from_slice(&other.service);
        self.body.extend_from_slice(&other.body);
        self.cost.extend_from_slice(&other.cost);
    }
}

/// What was read, and what was left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct EventReport {
    /// Rows of the file.
    pub rows_read: u64,
    /// Rows left out because the person, the day, the service or the body is missing.
    pub rows_incomplete: u64,
    /// Rows kept whose cost is missing: they count as 0.
    pub costs_missing: u64,
    /// Persons.
    pub persons: u64,
    /// The first day.
    pub first_day: Option<i32>,
    /// The last day.
    pub last_day: Option<i32>,
}

impl EventReport {
    /// Adds what another part of the log has.
    pub(super) fn add(&mut self, other: &Self) {
        self.rows_read += other.rows_read;
        self.rows_incomplete += other.rows_incomplete;
        self.costs_missing += other.costs_missing;
        self.persons += other.persons;
        self.see_days(other.first_day.as_slice());
        self.see_days(other.last_day.as_slice());
    }

    /// Widens the days to those of `day`.
    pub(super) fn see_days(&mut self, day: &[i32]) {
        if day.is_empty() {
            return;
        }
        let widened = |(first, last): (i32, i32), day: &i32| (first.min(*day), last.max(*day));
        let (first, last) = day.iter().fold((i32::MAX, i32::MIN), widened);
        self.first_day = Some(self.first_day.map_or(first, |seen| seen.min(first)));
        self.last_day = Some(self.last_day.map_or(last, |seen| seen.max(last)));
    }
}
