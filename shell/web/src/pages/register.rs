//! The register of partnerships: searched by name, place, aim or body; filtered by style, sector and place; as a page and as CSV.

mod filter;
mod portfolio;

use commonweal_service::record::summary::Summary;
use maud::{Markup, html};

pub(crate) use filter::Filter;

use self::filter::{SECTORS, STYLES};
use crate::answer::Answer;
use crate::component::{Column, button, empty, table};
use crate::csv::{Cell, text};
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

/// Partnerships on a page.
const PAGE: usize = 50;

/// The partnerships that were asked for, a line each.
pub(crate) fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let filter = Filter::asked(visit);
    let (summaries, ready) = (visit.app.logs.summaries()?, filter.ready());
    let found: Vec<_> = summaries.iter().filter(|(_, summary)| ready.fits(summary)).collect();
    let styles: Vec<&str> = found.iter().filter_map(|(_, summary)| summary.line.style.as_deref()).collect();
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
    let asked = filter.in_address();
    let main = html! {
        h1 class="govuk-heading-l" { "Partnerships" }
        (search(visit, &filter))
        p class="govuk-body" role="status" { (words::count(all, "partnership", "partnerships")) @if !filter.words.is_empty() { " for '" (filter.words) "'" } }
        @if filter.style.is_empty() { (portfolio::section(styles.iter().copied())) }
        @if shown.is_empty() && filter.is_empty() {
            (empty("No partnership is here yet.", html! { "One of the bodies proposes the first: " code { "commonweal partnership propose" } "." }))
        } @else if shown.is_empty() {
            (empty("Nothing fits.", html! { "Try fewer words, or " a class="govuk-link" href="/partnerships" { "see all of them" } "." }))
        } @else {
            (table("Partnerships", &columns, shown))
            p class="govuk-body-s cw-no-print" { a class="govuk-link" href={ "/partnerships.csv?" (asked) } { "Download partnerships as CSV" } }
        }
        @if rest > 0 {
            p class="govuk-body" { a class="govuk-link" href=(format!("/partnerships?{asked}&from={}", from + PAGE)) { "Next page, " (words::grouped(rest)) " more" } }
        }
    };
    Ok(visit.page("Partnerships", &main))
}

/// The partnerships that were asked for, all of them, as CSV.
pub(crate) fn csv(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let heading = ["partnership", "name", "place", "style", "partners", "decisions", "facts"];
    let (filter, summaries) = (Filter::asked(visit), visit.app.logs.summaries()?);
    let ready = filter.ready();
    let rows = summaries.iter().filter(|(_, summary)| ready.fits(summary)).map(|(slug, summary)| {
        let line = &summary.line;
        let optional = |text: &Option<String>| text.as_deref().map_or(Cell::Nothing, Cell::of);
        [
            Cell::of(slug),
            Cell::of(line.name.as_deref().unwrap_or(slug)),
            optional(&line.place),
            optional(&line.style),
            Cell::of(line.partners.len().to_string()),
            Cell::of(line.decisions.to_string()),
            Cell::of(line.size.to_string()),
        ]
    });
    let media = "text/csv; charset=utf-8; header=present";
    Ok(Answer::file("partnerships.csv".to_owned(), media, text(heading, rows)?.into_bytes()))
}

fn search(visit: &Visit<'_>, filter: &Filter) -> Markup {
    html! {
        form method="get" action="/partnerships" class="cw-search" role="search" {
            div class="govuk-form-group" {
                label class="govuk-label" for="q" { "Name, place, aim or body" }
                input class="govuk-input govuk-!-width-two-thirds" id="q" name="q" type="search" value=(filter.words);
            }
            div class="cw-search__filters" {
                (choice("style", "Style", "Any style", &STYLES, &filter.style))
                (choice("sector", "With a partner from", "Any sector", &SECTORS, &filter.sector))
                div class="govuk-form-group" {
                    label class="govuk-label" for="place" { "Place" }
                    input class="govuk-input govuk-input--width-20" id="place" name="place" type="text" autocomplete="off" value=(filter.place);
                }
            }
            @if visit.person.is_some() {
                div class="govuk-form-group" {
                    div class="govuk-checkboxes govuk-checkboxes--small" {
                        div class="govuk-checkboxes__item" {
                            input class="govuk-checkboxes__input" type="checkbox" id="mine" name="mine" value="yes" checked[filter.mine.is_some()];
                            label class="govuk-label govuk-checkboxes__label" for="mine" { "Only those of my bodies" }
                        }
                    }
                }
            }
            (button("Search"))
        }
    }
}

fn choice(name: &str, label: &str, any: &str, choices: &[(&str, &str)], chosen: &str) -> Markup {
    html! {
        div class="govuk-form-group" {
            label class="govuk-label" for=(name) { (label) }
            select class="govuk-select" id=(name) name=(name) {
                option value="" { (any) }
                @for (word, called) in choices { option value=(word) selected[*word == chosen] { (called) } }
            }
        }
    }
}

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
