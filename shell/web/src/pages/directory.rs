//! The register of bodies: searched, listed, drawn where they are, with the need of those whom they serve.

pub(crate) mod one;

use commonweal_report::{Dot, map};
use commonweal_service::register::model::{Body, Field, Query};
use maud::{Markup, html};

use crate::answer::Answer;
use crate::component::{Column, button, empty, table};
use crate::csv::{Cell, text};
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

/// Bodies on a page.
const PAGE: usize = 50;

/// The bodies that were asked for, a line each, and where they are.
pub(crate) fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let (query, register) = (asked(visit), visit.app.bodies.now()?);
    let found = register.search(&query);
    let from = visit.asked("from").and_then(|from| from.parse().ok()).unwrap_or(0_usize).min(found.len());
    let shown: Vec<&Body> = found.iter().copied().skip(from).take(PAGE).collect();
    let (rest, address) = (found.len().saturating_sub(from + PAGE), in_address(&query));
    let columns = [
        Column::Text("Body"),
        Column::Text("Kind"),
        Column::Text("Place"),
        Column::Figure("People served"),
        Column::Figure("Deprivation"),
    ];
    let main = html! {
        h1 class="govuk-heading-l" { "Register of bodies" }
        p class="govuk-body" { "Who there is to work with, as published directories tell it. Deprivation is the average score of the Index of Multiple Deprivation of those served: higher is worse." }
        (search(visit, &query))
        p class="govuk-body" role="status" { (words::count(found.len(), "body", "bodies")) " of " (words::grouped(register.len())) }
        @if register.is_empty() {
            (empty("No directory has been read yet.", html! { "Whoever runs this place reads one: " code { "commonweal register import" } "." }))
        } @else if found.is_empty() {
            (empty("Nobody fits.", html! { "Try fewer words, or " a class="govuk-link" href="/register" { "see all of them" } "." }))
        } @else {
            (table("Bodies", &columns, shown.iter().map(|body| row(body))))
            p class="govuk-body-s cw-no-print" { a class="govuk-link" href={ "/register.csv?" (address) } { "Download bodies as CSV" } }
        }
        @if rest > 0 {
            p class="govuk-body" { a class="govuk-link" href=(format!("/register?{address}&from={}", from + PAGE)) { "Next page, " (words::grouped(rest)) " more" } }
        }
        (drawn(&shown))
    };
    Ok(visit.page("Register of bodies", &main))
}

/// The bodies that were asked for, all of them, as CSV.
pub(crate) fn csv(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let heading = [
        "key",
        "name",
        "kind",
        "place",
        "region",
        "population",
        "deprivation",
        "life_expectancy",
        "latitude",
        "longitude",
    ];
    let register = visit.app.bodies.now()?;
    let rows = register.search(&asked(visit)).into_iter().map(|body| {
        let cell = |field| body.value(field).map_or(Cell::Nothing, Cell::of);
        [
            Cell::of(body.key.to_string()),
            Cell::of(body.name()),
            cell(Field::Kind),
            cell(Field::Place),
            cell(Field::Region),
            cell(Field::Population),
            cell(Field::Deprivation),
            cell(Field::LifeExpectancy),
            cell(Field::Latitude),
            cell(Field::Longitude),
        ]
    });
    let media = "text/csv; charset=utf-8; header=present";
    Ok(Answer::file("bodies.csv".to_owned(), media, text(heading, rows)?.into_bytes()))
}

/// Where a body's page is.
pub(super) fn address(body: &Body) -> String {
    format!("/register/{}/{}", words::in_address(body.key.scheme()), words::in_address(body.key.code()))
}

/// Where these bodies are, for those of which it is known.
fn drawn(bodies: &[&Body]) -> Markup {
    let dots: Vec<Dot> = bodies
        .iter()
        .filter_map(|body| {
            body.position().map(|(latitude, longitude)| Dot { name: body.name(), latitude, longitude })
        })
        .collect();
    html! {
        @if let Some(picture) = map("bodies", &dots) {
            h2 class="govuk-heading-m" { "Where they are" }
            p class="govuk-body-s" { (dots.len()) " of the " (bodies.len()) " above, north up; of the others no directory tells it." }
            div class="report" { (picture) }
        }
    }
}

fn asked(visit: &Visit<'_>) -> Query {
    let text = |name| visit.asked(name).map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    Query {
        words: text("q").unwrap_or_default(),
        kind: text("kind"),
        sector: text("sector"),
        place: text("place"),
    }
}

fn in_address(query: &Query) -> String {
    let optional = |text: &Option<String>| text.clone().unwrap_or_default();
    let fields = [
        ("q", query.words.clone()),
        ("kind", optional(&query.kind)),
        ("sector", optional(&query.sector)),
        ("place", optional(&query.place)),
    ];
    let told = fields.into_iter().filter(|(_, value)| !value.is_empty());
    told.map(|(name, value)| format!("{name}={}", words::in_address(&value))).collect::<Vec<_>>().join("&")
}

fn search(visit: &Visit<'_>, query: &Query) -> Markup {
    let field = |name: &str, label: &str, value: &str| {
        html! {
            div class="govuk-form-group" {
                label class="govuk-label" for=(name) { (label) }
                input class="govuk-input govuk-input--width-20" id=(name) name=(name) type="text" autocomplete="off" value=(value);
            }
        }
    };
    html! {
        form method="get" action=(visit.path) class="cw-search" role="search" {
            div class="govuk-form-group" {
                label class="govuk-label" for="q" { "Name, code, place or service" }
                input class="govuk-input govuk-!-width-two-thirds" id="q" name="q" type="search" value=(query.words);
            }
            div class="cw-search__filters" {
                (field("kind", "Kind", query.kind.as_deref().unwrap_or_default()))
                (field("sector", "Sector", query.sector.as_deref().unwrap_or_default()))
                (field("place", "Region or place", query.place.as_deref().unwrap_or_default()))
            }
            (button("Search"))
        }
    }
}

fn row(body: &Body) -> Vec<Markup> {
    let text = |field| html! { (body.value(field).unwrap_or_default()) };
    let place = body.value(Field::Place).or(body.value(Field::Region)).unwrap_or_default();
    let people = body.number(Field::Population).map(people).unwrap_or_default();
    vec![
        html! { a class="govuk-link" href=(address(body)) { (body.name()) } },
        text(Field::Kind),
        html! { (place) },
        html! { (people) },
        text(Field::Deprivation),
    ]
}

/// A number of people, with separators.
pub(super) fn people(number: f64) -> String {
    format!("{number:.0}").parse().map(words::grouped).unwrap_or_default()
}
