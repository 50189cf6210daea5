//! The meetings as a calendar that programs subscribe to (RFC 5545): those that were called, and the series that the agreement sets.

use commonweal_record::entry::Instant;
use commonweal_record::fact::{Date, MeetingId};
use commonweal_record::partnership::{Meeting, MeetingSeries, Partnership};
use icalendar::{Calendar, Component, Event, EventLike, Property};

use crate::answer::Answer;
use crate::pages::shared;
use crate::problem::Problem;
use crate::visit::Visit;

/// The feed. Meetings have a day and no hour, so they are events of a whole day.
pub(crate) fn feed(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let (slug, today) = (visit.part("slug"), visit.app.today());
    let text = visit.look(|log| {
        let view = log.view();
        let origin = view.log.origin().as_str().replace('/', ".");
        Feed { partnership: &view.partnership, name: shared::name(&view.partnership, slug), origin }
            .calendar(today)
    })?;
    Ok(Answer::document("text/calendar; charset=utf-8", text))
}

struct Feed<'f> {
    partnership: &'f Partnership,
    name: &'f str,
    /// What makes the names of its events its own.
    origin: String,
}

impl Feed<'_> {
    /// Where the machine does not know the day, there is no series, which goes on from today.
    fn calendar(&self, today: Option<Date>) -> String {
        let mut calendar = Calendar::new().name(&format!("{}: meetings", self.name)).done();
        for (id, meeting) in &self.partnership.meetings {
            calendar.extend(self.called(id, meeting));
        }
        if let Some(today) = today {
            for series in self.partnership.meeting_series() {
                calendar.extend(self.series(&series, today));
            }
        }
        calendar.to_string()
    }

    fn called(&self, id: &MeetingId, meeting: &Meeting) -> Option<Event> {
        let called = &meeting.called;
        let agenda: Vec<&str> = called.fact.items.iter().map(|item| item.title.as_str()).collect();
        let mut event = self.event(id.as_str(), called.fact.on, called.at)?;
        event.description(&agenda.join("\n"));
        Some(event.done())
    }

    /// The series from today on, without the days for which a meeting was called.
    fn series(&self, series: &MeetingSeries, today: Date) -> Option<Event> {
        let MeetingSeries { weekday, every_weeks, term, drafted, .. } = series;
        let by_day: String = weekday.phrase().chars().take(2).collect::<String>().to_uppercase();
        let name = format!("series-{}-{}", term.agreement, term.clause);
        let mut event = self.event(&name, series.next(today)?, *drafted)?;
        event.add_property("RRULE", format!("FREQ=WEEKLY;INTERVAL={every_weeks};BYDAY={by_day}"));
        for meeting in self.partnership.meetings.values().filter(|meeting| meeting.called.fact.on >= today) {
            let day = meeting.called.fact.on.to_string().replace('-', "");
            event.append_multi_property(Property::new("EXDATE", &day).add_parameter("VALUE", "DATE").done());
        }
        Some(event.done())
    }

    fn event(&self, id: &str, day: Date, at: Instant) -> Option<Event> {
        let day: chrono::NaiveDate = day.to_string().parse().ok()?;
        let stamp: chrono::DateTime<chrono::Utc> = at.to_string().parse().ok()?;
        let mut event = Event::new();
        event
            .uid(&format!("{id}@{}", self.origin))
            .summary(&format!("{}: partnership meeting", self.name))
            .all_day(day)
            .timestamp(stamp);
        Some(event)
    }
}
