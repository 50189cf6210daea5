use std::ops::RangeBounds;

use super::{Events, UpstreamError};

/// One event of somebody.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Event {
    /// The day, counted from any fixed day.
    pub day: i32,
    /// The service, by number.
    pub service: u16,
    /// The body, by number.
    pub body: u32,
    /// Its cost, pounds.
    pub cost: f64,
}

/// Events as they are gathered, a column each: [`Events`] once they are sorted by person, then by day.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EventBatch {
    /// Persons, numbered in the order in which they come; a number says nothing beyond its batch.
    pub person: Vec<u32>,
    /// Days, counted from any fixed day.
    pub day: Vec<i32>,
    /// Services by number.
    pub service: Vec<u16>,
    /// Bodies by number.
    pub body: Vec<u32>,
    /// Costs, pounds.
    pub cost: Vec<f64>,
}

impl EventBatch {
    /// Number of events.
    pub fn len(&self) -> usize {
        self.person.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.person.is_empty()
    }

    /// Adds an event.
    pub fn push(&mut self, person: u32, event: Event) {
        self.person.push(person);
        self.day.push(event.day);
        self.service.push(event.service);
        self.body.push(event.body);
        self.cost.push(event.cost);
    }

    /// Those of its events that stand in `range`, seen to be in order.
    ///
    /// # Errors
    /// [`UpstreamError::Order`].
    pub fn events(&self, range: impl RangeBounds<usize>) -> Result<Events<'_>, UpstreamError> {
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
    pub fn drop_front(&mut self, count: usize) {
        self.person.drain(..count);
        self.day.drain(..count);
        self.service.drain(..count);
        self.body.drain(..count);
        self.cost.drain(..count);
    }

    /// Takes the events from `from` on away.
    #[must_use]
    pub fn split_off(&mut self, from: usize) -> Self {
        Self {
            person: self.person.split_off(from),
            day: self.day.split_off(from),
            service: self.service.split_off(from),
            body: self.body.split_off(from),
            cost: self.cost.split_off(from),
        }
    }

    /// Adds the events of `other` as further events of the last person.
    pub fn append_to_person(&mut self, other: &Self) {
        let person = self.person.last().copied().unwrap_or_default();
        self.person.resize(self.person.len() + other.len(), person);
        self.day.extend_from_slice(&other.day);
        self.service.extend_from_slice(&other.service);
        self.body.extend_from_slice(&other.body);
        self.cost.extend_from_slice(&other.cost);
    }
}
