//! Appraisals: a list of tasks for each side, the answers side by side, and how it ends. Whoever has an account comes by the appraisal's id,
//! whoever was asked without one by a link; the pages are the same.

mod aligned;
pub(crate) mod compare;
pub(crate) mod ending;
mod history;
pub(crate) mod link;
pub(crate) mod options;
mod question;
pub(crate) mod section;
mod talk;
pub(crate) mod tasks;

use commonweal_service::appraisal::seat::read;
use commonweal_service::appraisal::waiting::{self, Own, Waits};
use commonweal_service::appraisal::{Appraisal, By};
use maud::{Markup, html};

use crate::answer::Answer;
use crate::component::{Colour, Column, empty, table, tag};
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

pub(crate) use history::of as history_of;

/// By what the visitor comes.
fn by<'v>(visit: &'v Visit<'_>) -> By<'v> {
    let acting = visit.person.as_ref().map_or(&[][..], |person| person.acting.as_slice());
    match visit.part("token") {
        "" => By::Account(visit.part("appraisal"), acting),
        secret => By::Link(secret),
    }
}

/// The address of the appraisal for whoever visits.
fn root(visit: &Visit<'_>) -> String {
    match visit.part("token") {
        "" => format!("/appraisals/{}", visit.part("appraisal")),
        secret => format!("/appraise/{secret}"),
    }
}

fn appraisal(visit: &Visit<'_>) -> Result<Appraisal, Problem> {
    Ok(read(visit.app.logs.place(), by(visit))?)
}

/// What stands above each page of an appraisal.
fn heading(visit: &Visit<'_>, appraisal: &Appraisal, title: &str) -> Markup {
    heading_below(&root(visit), "Back to the appraisal", appraisal, title)
}

/// What stands above a page that is reached from another one than the list of tasks.
fn heading_below(above: &str, back: &str, appraisal: &Appraisal, title: &str) -> Markup {
    html! {
        a class="govuk-back-link" href=(above) { (back) }
        span class="govuk-caption-l" { (appraisal.own().name) ", with " (appraisal.other().name) }
        h1 class="govuk-heading-l" { (title) }
    }
}

/// The appraisals of the bodies of whoever is signed in, each with what waits for them, the longest waiting first.
///
/// # Errors
/// What the store says.
pub(crate) fn own(visit: &Visit<'_>) -> Result<Vec<Own>, Problem> {
    let place = visit.app.logs.place();
    let mut own = Vec::new();
    for acting in visit.person.iter().flat_map(|person| &person.acting) {
        own.extend(waiting::of(place, &acting.body)?);
    }
    own.sort_by_key(|own| (own.waits.is_none(), own.waits.map(|(_, since)| since)));
    Ok(own)
}

/// What waits, as something to do.
pub(crate) fn to_do(own: &Own) -> Option<String> {
    let with = &own.appraisal.other().name;
    Some(match own.waits?.0 {
        Waits::Answers => format!("answer the appraisal with {with}"),
        Waits::End => format!("say how the appraisal with {with} ends"),
        Waits::Record => format!("put what you concluded about {with} on the record"),
        Waits::AnotherLook(_) => format!("look again: {with} was 'not now'"),
    })
}

/// Every appraisal of one's bodies.
pub(crate) fn list(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let own = own(visit)?;
    let columns =
        [Column::Text("With"), Column::Text("For"), Column::Text("The need"), Column::Text("State")];
    let rows = own.iter().map(|it| {
        let appraisal = &it.appraisal;
        vec![
            html! { a class="govuk-link" href={ "/appraisals/" (appraisal.id) } { (appraisal.other().name) } },
            html! { (appraisal.own().name) },
            html! { (appraisal.need()) },
            html! { @match to_do(it) { Some(_) => (tag(Colour::Yellow, "Waits for you")), None => (tag(Colour::Grey, "Nothing to do")) } },
        ]
    });
    let main = html! {
        h1 class="govuk-heading-l" { "Appraisals" }
        @if own.is_empty() {
            (empty("Your bodies have no appraisal yet.", html! { "Start from a need: " a class="govuk-link" href="/find" { "find whom to work with" } ", then choose 'Appraise this'." }))
        } @else {
            (table("Appraisals of your bodies", &columns, rows))
            p class="govuk-body" { a class="govuk-link" href="/find" { "Find whom to work with" } }
        }
    };
    Ok(visit.page("Appraisals", &main))
}

/// The need, the style and the place.
fn about(appraisal: &Appraisal) -> Markup {
    html! {
        p class="govuk-body-l" { "The need: " (words::sentence(appraisal.need())) }
        p class="govuk-hint" { (words::capital(appraisal.style().phrase())) ", for " (appraisal.place()) ", opened " (words::day(appraisal.opened())) "." }
    }
}
