use serde::Serialize;

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
