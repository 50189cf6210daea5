//! What is next: the next meeting, decisions to take, promises due, reviews due.

use commonweal_record::fact::Date;
use commonweal_record::partnership::{Meeting, MeetingSeries, Promise};
use maud::{Markup, html};

use crate::component::{Colour, empty, tag};
use crate::pages::shared::Look;
use crate::pages::{lessons, meetings};

/// Promises shown here.
const MOST: usize = 5;

/// What is next, the most urgent first.
pub(super) fn section(look: &Look<'_>) -> Markup {
    let rows: Vec<[Markup; 3]> = next_meetings(look)
        .into_iter()
        .chain(decisions(look))
        .chain(promises(look))
        .chain(reviews(look))
        .collect();
    html! {
        h2 class="govuk-heading-m" { "What is next" }
        @if rows.is_empty() {
            (empty("Nothing is planned.", html! { "Call a meeting, propose a decision, or promise something by a day." }))
            (look.record_button("meeting_called", "", "Call a meeting"))
        } @else {
            ul class="cw-needs" {
                @for [what, when, state] in rows {
                    li {
                        p class="cw-needs__what" { (what) }
                        p class="cw-needs__when" { (when) " " (state) }
                    }
                }
            }
        }
    }
}

/// The next meeting that was called and not held; and that of the agreement's series, where it is sooner.
fn next_meetings(look: &Look<'_>) -> Vec<[Markup; 3]> {
    let ahead = |meeting: &&Meeting| {
        meeting.held.is_none() && look.today.is_none_or(|today| meeting.called.fact.on >= today)
    };
    let called = look.partnership.meetings.values().filter(ahead).map(|meeting| &meeting.called);
    let called = called.min_by_key(|called| called.fact.on);
    let sooner = |(_, day): &(_, Date)| called.is_none_or(|called| *day < called.fact.on);
    let link = |proof: &Markup| html! { a class="govuk-link" href=(look.address("/meetings")) { "The next meeting" } " (" (proof) ")" };
    let of_series = of_series(look).filter(sooner).map(|(series, day)| {
        [link(&html! { (series.term) }), html! { (day.in_words()) }, tag(Colour::Grey, "Not called yet")]
    });
    let called = called.map(|called| {
        [link(&look.proof(called.seq)), html! { (called.fact.on.in_words()) }, tag(Colour::Blue, "Called")]
    });
    of_series.into_iter().chain(called).collect()
}

/// The next meeting of a series, unless one was called for its day.
fn of_series(look: &Look<'_>) -> Option<(MeetingSeries, Date)> {
    let today = look.today?;
    let all = look.partnership.meeting_series().into_iter();
    let next = all.filter_map(|series| series.next(today).map(|day| (series, day)));
    next.filter(|(_, day)| meetings::called_on(look, *day).is_none()).min_by_key(|(_, day)| *day)
}

fn decisions<'l>(look: &'l Look<'_>) -> impl Iterator<Item = [Markup; 3]> + 'l {
    let open = look.partnership.decisions.iter().filter(|(_, decision)| decision.taken.is_none());
    open.map(|(id, decision)| {
        let proposed = &decision.proposed;
        let waiting = decision.waiting_for();
        [
            html! { "Decide: " a class="govuk-link" href={ (look.address("/decisions/")) (id) } { (proposed.fact.title) } " (" (look.proof(proposed.seq)) ")" },
            html! { "Open" },
            html! {
                @if waiting.is_empty() { (tag(Colour::Blue, "To vote")) }
                @for body in &waiting { (tag(Colour::Yellow, "Waits")) " for the board of " (look.name_of(body)) " " }
            },
        ]
    })
}

fn promises(look: &Look<'_>) -> Vec<[Markup; 3]> {
    let is_open = |promise: &&Promise| promise.kept.is_none() && promise.broken.is_none();
    let mut open: Vec<&Promise> = look.partnership.programme.promises.values().filter(is_open).collect();
    open.sort_by_key(|promise| promise.made.fact.due);
    let row = |promise: &&Promise| {
        let made = &promise.made;
        [
            html! { (look.name_of(&made.body)) " promised: " (made.fact.what) " (" (look.proof(made.seq)) ")" },
            html! { (made.fact.due.in_words()) },
            due(made.fact.due, look.today),
        ]
    };
    open.iter().take(MOST).map(row).collect()
}

fn reviews<'l>(look: &'l Look<'_>) -> impl Iterator<Item = [Markup; 3]> + 'l {
    let open = look.partnership.evidence.reviews.values().filter(|review| review.published.is_none());
    open.map(|review| {
        let promised = &review.promised;
        let overdue = lessons::is_overdue(review, look.today);
        [
            html! { a class="govuk-link" href=(look.address("/lessons")) { "Review: " (promised.fact.title) } " (" (look.proof(promised.seq)) ")" },
            html! { (promised.fact.publish_by.in_words()) },
            if overdue { tag(Colour::Red, "Overdue") } else { tag(Colour::Blue, "Promised") },
        ]
    })
}

/// Overdue from the day after.
fn due(day: Date, today: Option<Date>) -> Markup {
    if today.is_some_and(|today| today > day) {
        tag(Colour::Red, "Overdue")
    } else {
        tag(Colour::Blue, "Open")
    }
}
