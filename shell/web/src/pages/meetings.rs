//! Meetings: the next one, agendas, who came, minutes; and the calendar feed.

pub(crate) mod calendar;

use commonweal_record::fact::{Date, MeetingId};
use commonweal_record::partnership::Meeting;
use maud::{Markup, html};

use super::shared::{Look, of_partnership};
use crate::answer::Answer;
use crate::component::{Colour, bullets, empty, inset, summary_list, tag};
use crate::csv;
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

/// The meetings of a partnership: those to come, then those past, latest first.
pub(crate) fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    of_partnership(visit, "Meetings", |look| {
        let (mut past, mut coming): (Vec<_>, Vec<_>) =
            look.partnership.meetings.iter().partition(|(_, meeting)| is_past(meeting, look.today));
        coming.sort_by_key(|(_, meeting)| meeting.called.fact.on);
        past.sort_by_key(|(_, meeting)| std::cmp::Reverse(meeting.called.fact.on));
        Ok(html! {
            (series(look))
            div class="govuk-button-group" {
                (look.record_button("meeting_called", "", "Call a meeting"))
                a class="govuk-link" href=(look.address("/meetings.ics")) { "Calendar feed" }
            }
            @if look.partnership.meetings.is_empty() {
                (empty("No meeting has been called yet.", html! {
                    "Call the first with its day and agenda. Anybody can subscribe to the calendar feed; minutes, attendance and actions follow here."
                }))
            }
            @if !coming.is_empty() {
                h2 class="govuk-heading-m" { "To come" }
                @for (id, it) in coming { (meeting(look, id, it)) }
            }
            @if !past.is_empty() {
                h2 class="govuk-heading-m" { "Past" }
                @for (id, it) in past { (meeting(look, id, it)) }
            }
            @if !look.partnership.meetings.is_empty() { (csv::links(look.slug, &["meetings"])) }
        })
    })
}

fn is_past(meeting: &Meeting, today: Option<Date>) -> bool {
    meeting.held.is_some() || today.is_some_and(|today| meeting.called.fact.on < today)
}

/// The next meeting of the series that the agreement sets, and how it comes to be called.
fn series(look: &Look<'_>) -> Markup {
    html! {
        @for series in look.partnership.meeting_series() {
            (inset(&html! {
                p { (words::sentence(&series.in_words())) " (" (series.term) ")" }
                @if let Some(day) = look.today.and_then(|today| series.next(today)) {
                    p {
                        "The next is on " strong { (day.in_words()) } ". "
                        @match called_on(look, day) {
                            Some(id) => a class="govuk-link" href={ "#meeting-" (id) } { "See its agenda" },
                            None => (look.record_link("meeting_called", &on(day), &html! { "Call it, with its agenda" })),
                        }
                    }
                }
            }))
        }
    }
}

/// The meeting that was called for a day.
pub(super) fn called_on<'l>(look: &'l Look<'_>, day: Date) -> Option<&'l MeetingId> {
    let mut all = look.partnership.meetings.iter();
    all.find(|(_, meeting)| meeting.called.fact.on == day).map(|(id, _)| id)
}

/// What the form of a meeting is filled with for a day.
fn on(day: Date) -> String {
    let text = day.to_string();
    let parts = [("year", 0..4), ("month", 5..7), ("day", 8..10)];
    let parts = parts.map(|(part, at)| format!("on.{part}={}", text.get(at).unwrap_or_default()));
    format!("?{}", parts.join("&"))
}

fn meeting(look: &Look<'_>, id: &MeetingId, meeting: &Meeting) -> Markup {
    let called = &meeting.called;
    let state = match (&meeting.held, meeting.minutes.is_empty()) {
        (None, _) if is_past(meeting, look.today) => tag(Colour::Yellow, "Not recorded as held"),
        (None, _) => tag(Colour::Blue, "Called"),
        (Some(_), true) => tag(Colour::Yellow, "Minutes to approve"),
        (Some(_), false) => tag(Colour::Green, "Held"),
    };
    let mut rows = vec![
        (
            "Agenda",
            html! {
                @if called.fact.items.is_empty() { "Nothing yet" } @else {
                    (bullets(called.fact.items.iter().map(|item| html! {
                        @match &item.decision {
                            Some(decision) => a class="govuk-link" href=(look.address(&format!("/decisions/{decision}"))) { (item.title) },
                            None => (item.title),
                        }
                    })))
                }
            },
        ),
        ("Called by", html! { (look.name_of(&called.body)) ", " (look.proof(called.seq)) }),
    ];
    if let Some(held) = &meeting.held {
        rows.push((
            "Who came",
            bullets(held.fact.attendance.0.iter().map(|(body, people)| {
                html! {
                    (look.name_of(body)) ": " (words::count(people.len(), "person", "people"))
                }
            })),
        ));
    }
    for approved in &meeting.minutes {
        rows.push(("Minutes", html! { "Approved by " (look.name_of(&approved.body)) " on " (words::day(approved.at)) ", " (look.proof(approved.seq)) }));
    }
    html! {
        h3 class="govuk-heading-s" id=(format!("meeting-{id}")) { (called.fact.on.in_words()) " " (state) }
        (summary_list(rows))
        div class="govuk-button-group" {
            @if meeting.held.is_none() { (look.record_button("meeting_held", &format!("?meeting={id}"), "Record that it was held")) }
            @else if meeting.minutes.is_empty() { (look.record_button("minute_approved", &format!("?meeting={id}"), "Approve the minutes")) }
        }
    }
}
