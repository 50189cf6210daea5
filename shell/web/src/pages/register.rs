//! The register of partnerships.

use maud::html;

use super::shared;
use crate::answer::Answer;
use crate::component::{Column, empty, table};
use crate::layout::{Page, frame};
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

/// Every partnership, a line each.
pub(crate) fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let mut rows = Vec::new();
    for slug in visit.app.partnerships()? {
        let row = visit.app.logs.look(&slug, |log| {
            let partnership = &log.view().partnership;
            let proposed = partnership.members.proposed.last().map(|told| &told.fact);
            vec![
                html! { a class="govuk-link" href=(format!("/partnerships/{slug}")) { (shared::name(partnership, &slug)) } },
                html! { (proposed.map_or("", |it| it.place.as_str())) },
                html! { (proposed.map_or("", |it| it.style.phrase())) },
                html! { (words::grouped(partnership.members.current().count())) },
            ]
        })?;
        rows.push(row);
    }
    let columns = [Column::Text("Partnership"), Column::Text("Place"), Column::Text("Style"), Column::Figure("Partners")];
    let main = html! {
        h1 class="govuk-heading-l" { "Partnerships" }
        @if rows.is_empty() {
            (empty("No partnership is here yet.", html! { "The first is proposed by one of the bodies: " code { "commonweal partnership propose" } "." }))
        } @else {
            (table("Partnerships of this place", &columns, rows))
        }
    };
    Ok(Answer::page(frame(&Page { title: "Partnerships", path: visit.path, main })))
}
