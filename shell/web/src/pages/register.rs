//! The register of partnerships: searched by name, place, aim or body, and filtered by style.

use commonweal_record::fact::kinds::members::Style;
use commonweal_record::partnership::Partnership;
use maud::{Markup, html};

use super::shared;
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
    let wanted = asked.to_lowercase();
    let mut rows = Vec::new();
    visit.app.logs.each(|slug, log| {
        let partnership = &log.view().partnership;
        if fits(partnership, slug, &wanted, style) {
            rows.push(row(partnership, slug));
        }
        Ok::<_, Problem>(())
    })?;
    let from = visit.asked("from").and_then(|from| from.parse().ok()).unwrap_or(0_usize).min(rows.len());
    let (all, rest) = (rows.len(), rows.len().saturating_sub(from + PAGE));
    let columns = [
        Column::Text("Partnership"),
        Column::Text("Place"),
        Column::Text("Style"),
        Column::Figure("Partners"),
        Column::Figure("Decisions"),
    ];
    let shown: Vec<_> = rows.into_iter().skip(from).take(PAGE).collect();
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

fn word(style: Style) -> &'static str {
    match style {
        Style::Mirror => "mirror",
        Style::Integration => "integration",
        Style::Upstream => "upstream",
    }
}

/// Whether every word asked for stands somewhere in name, place, aims or names of partners.
pub(crate) fn fits(partnership: &Partnership, slug: &str, wanted: &str, style: &str) -> bool {
    let proposed = partnership.members.proposed.last().map(|told| &told.fact);
    if !style.is_empty() && proposed.is_none_or(|it| word(it.style) != style) {
        return false;
    }
    let mut parts = vec![shared::name(partnership, slug)];
    if let Some(proposed) = proposed {
        parts.push(proposed.place.as_str());
        parts.extend(proposed.aims.iter().map(commonweal_record::fact::Text::as_str));
    }
    parts.extend(partnership.members.current().map(|body| shared::body_name(partnership, body)));
    let text = parts.join(" ").to_lowercase();
    wanted.split_whitespace().all(|word| text.contains(word))
}

fn row(partnership: &Partnership, slug: &str) -> Vec<Markup> {
    let proposed = partnership.members.proposed.last().map(|told| &told.fact);
    vec![
        html! { a class="govuk-link" href={ "/partnerships/" (slug) } { (shared::name(partnership, slug)) } },
        html! { (proposed.map_or("", |it| it.place.as_str())) },
        html! { (words::capital(proposed.map_or("", |it| word(it.style)))) },
        html! { (words::grouped(partnership.members.current().count())) },
        html! { (words::grouped(partnership.decisions.len())) },
    ]
}
