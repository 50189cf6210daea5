//! The register of partnerships: searched by name, place, aim or body, and filtered by style.

use commonweal_service::record::summary::{Summary, Words};
use maud::{Markup, html};

use crate::answer::Answer;
use crate::component::{Column, button, empty, table};
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

/// Partnerships on a page.
const PAGE: usize = 50;

/// The partnerships that were asked for, a line each.
pub(crate) fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let asked = visit.asked("q").unwrap_or_default().trim();
    let style = visit.asked("style").unwrap_or_default();
    let wanted = Words::of(asked);
    let summaries = visit.app.logs.summaries()?;
    let style_asked = Some(style).filter(|style| !style.is_empty());
    let found: Vec<_> = summaries.iter().filter(|(_, summary)| summary.fits(&wanted, style_asked)).collect();
    let from = visit.asked("from").and_then(|from| from.parse().ok()).unwrap_or(0_usize).min(found.len());
    let (all, rest) = (found.len(), found.len().saturating_sub(from + PAGE));
    let columns = [
        Column::Text("Partnership"),
        Column::Text("Place"),
        Column::Text("Style"),
        Column::Figure("Partners"),
        Column::Figure("Decisions"),
    ];
    let shown: Vec<_> =
        found.iter().skip(from).take(PAGE).map(|(slug, summary)| row(slug, summary)).collect();
    let main = html! {
        h1 class="govuk-heading-l" { "Partnerships" }
        (search(asked, style))
        p class="govuk-body" role="status" { (words::count(all, "partnership", "partnerships")) @if !asked.is_empty() { " for '" (asked) "'" } }
        @if shown.is_empty() && asked.is_empty() && style.is_empty() {
            (empty("No partnership is here yet.", html! { "One of the bodies proposes the first: " code { "commonweal partnership propose" } "." }))
        } @else if shown.is_empty() {
            (empty("Nothing fits.", html! { "Try fewer words, or " a class="govuk-link" href="/partnerships" { "see all of them" } "." }))
        } @else {
            (table("Partnerships", &columns, shown))
        }
        @if rest > 0 {
            p class="govuk-body" { a class="govuk-link" href=(format!("/partnerships?q={}&style={}&from={}", words::in_address(asked), words::in_address(style), from + PAGE)) { "Next page, " (words::grouped(rest)) " more" } }
        }
    };
    Ok(visit.page("Partnerships", &main))
}

fn search(asked: &str, style: &str) -> Markup {
    html! {
        form method="get" action="/partnerships" class="cw-search" role="search" {
            div class="govuk-form-group" {
                label class="govuk-label" for="q" { "Name, place, aim or body" }
                input class="govuk-input" id="q" name="q" type="search" value=(asked);
            }
            div class="govuk-form-group" {
                label class="govuk-label" for="style" { "Style" }
                select class="govuk-select" id="style" name="style" {
                    option value="" { "Any" }
                    @for (word, label) in STYLES { option value=(word) selected[word == style] { (label) } }
                }
            }
            (button("Search"))
        }
    }
}

const STYLES: [(&str, &str); 3] =
    [("mirror", "Mirror"), ("integration", "Integration"), ("upstream", "Upstream")];

fn row(slug: &str, summary: &Summary) -> Vec<Markup> {
    let line = &summary.line;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    vec![
        html! { a class="govuk-link" href={ "/partnerships/" (slug) } { (line.name.as_deref().unwrap_or(slug)) } },
        html! { (text(&line.place)) },
        html! { (words::capital(&text(&line.style))) },
        html! { (words::grouped(line.partners.len())) },
        html! { (words::grouped(line.decisions)) },
    ]
}
