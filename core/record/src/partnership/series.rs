//! The meetings that an agreement in force sets, week after week.

use super::{Partnership, TermPlace};
use crate::entry::Instant;
use crate::fact::kinds::agreement::{Term, Weekday};
use crate::fact::{AgreementId, ClauseId, Date, Whole};

/// Meetings that follow one another by a term in force.
///
/// The first is on the first such weekday on or after the day on which the version was drafted; each other follows `every_weeks` weeks after the
/// one before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingSeries {
    /// The day of the week.
    pub weekday: Weekday,
    /// Weeks from one meeting to the next.
    pub every_weeks: Whole<1, 52>,
    /// The clause that says so.
    pub term: TermPlace,
    /// When the version with the clause was drafted.
    pub drafted: Instant,
    first: Date,
}

impl MeetingSeries {
    /// What the clause says: "the partners meet on a Wednesday every week".
    pub fn in_words(&self) -> String {
        Term::MeetingSchedule { weekday: self.weekday, every_weeks: self.every_weeks }.in_words()
    }

    /// The first meeting on or after `day`; none where the calendar, which goes to the year 9999, ends before.
    pub fn next(&self, day: Date) -> Option<Date> {
        let between = 7 * self.every_weeks.get();
        let gone = self.first.days_until(day).max(0);
        let steps = (gone + between - 1) / between;
        self.first.after_days(steps * between)
    }
}

impl Partnership {
    /// The series of meetings of all agreements in force.
    pub fn meeting_series(&self) -> Vec<MeetingSeries> {
        let in_force = self.agreements.iter().filter_map(|(id, agreement)| {
            let version = agreement.versions.get(&agreement.in_force?)?;
            Some((id, version))
        });
        let all = in_force.flat_map(|(id, version)| {
            let drafted = version.drafted.at;
            version.terms().into_iter().filter_map(move |(clause, term)| series(id, clause, term, drafted))
        });
        all.collect()
    }
}

fn series(
    agreement: &AgreementId,
    clause: &ClauseId,
    term: &Term,
    drafted: Instant,
) -> Option<MeetingSeries> {
    let Term::MeetingSchedule { weekday, every_weeks } = term else { return None };
    let day = Date::of(drafted);
    let ahead = (monday_is_0(*weekday) - day.days_after_monday()).rem_euclid(7);
    let term = TermPlace { agreement: agreement.clone(), clause: clause.clone() };
    let first = day.after_days(ahead)?;
    Some(MeetingSeries { weekday: *weekday, every_weeks: *every_weeks, term, drafted, first })
}

fn monday_is_0(weekday: Weekday) -> i64 {
    match weekday {
        Weekday::Monday => 0,
        Weekday::Tuesday => 1,
        Weekday::Wednesday => 2,
        Weekday::Thursday => 3,
        Weekday::Friday => 4,
        Weekday::Saturday => 5,
        Weekday::Sunday => 6,
    }
}
