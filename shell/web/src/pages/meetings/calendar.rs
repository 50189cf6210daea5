//! The meetings as a calendar that programs subscribe to (RFC 5545).

use commonweal_record::entry::Instant;
use commonweal_record::fact::MeetingId;
use commonweal_record::partnership::{Meeting, Partnership};
use icalendar::{Calendar, Component, Event, EventLike};

use crate::answer::Answer;
use crate::pages::shared;
use crate::problem::Problem;
use crate::visit::Visit;

/// The feed. Meetings have a day and no hour, so they are events of a whole day.
pub(crate) fn feed(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let slug = visit.part("slug");
    let text = visit.look(|log| calendar(&log.view().partnership, slug, log.view().log.origin().as_str()))?;
    Ok(Answer::document("text/calendar; charset=utf-8", text))
}

fn calendar(partnership: &Partnership, slug: &str, origin: &str) -> String {
    let name = shared::name(partnership, slug);
    let mut calendar = Calendar::new().name(&format!("{name}: meetings")).done();
    for (id, meeting) in &partnership.meetings {
        if let Some(event) = event(name, origin, id, meeting) {
            calendar.push(event);
        }
    }
    calendar.to_string()
}

fn event(name: &str, origin: &str, id: &MeetingId, meeting: &Meeting) -> Option<Event> {
    let called = &meeting.called;
    let day: chrono::NaiveDate = called.fact.on.to_string().parse().ok()?;
    let agenda: Vec<&str> = called.fact.items.iter().map(|item| item.title.as_str()).collect();
    let mut event = Event::new();
    event
        .uid(&format!("{id}@{}", origin.replace('/', ".")))
        .summary(&format!("{name}: partnership meeting"))
        .description(&agenda.join("\n"))
        .all_day(day)
        .timestamp(stamp(called.at)?);
    Some(event.done())
}

fn stamp(at: Instant) -> Option<chrono::DateTime<chrono::Utc>> {
    at.to_string().parse().ok()
}
