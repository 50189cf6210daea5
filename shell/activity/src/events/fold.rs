use commonweal_find::upstream::Events;

use super::EventNames;

/// What is made of a log of events: parts are made side by side, each of whole persons, and put together in the order of the log.
pub trait EventFold: Sync {
    /// What is made of some of the persons.
    type Part: Send;

    /// A part of nobody yet. The services and bodies of its events are all in `names`; the first of them stands after `rows_before` rows.
    fn begin(&self, names: &EventNames, rows_before: u64) -> Self::Part;

    /// Adds the events of further persons, none of whom was in an earlier call.
    fn take(&self, part: &mut Self::Part, events: &Events<'_>);

    /// Puts a part to those before it.
    fn end(&mut self, part: Self::Part, names: &EventNames);
}
