//! The register of bodies: searched, listed, drawn where they are, with the need of those whom they serve.

pub(crate) mod need;
pub(crate) mod one;
mod search;

use commonweal_report::{Dot, map};
use commonweal_service::register::Known;
use commonweal_service::register::model::{Body, Field, Query};
use maud::{Markup, html};

use crate::answer::Answer;
use crate::component::{Column, empty, table};
use crate::csv::{Cell, text};
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

/// Bodies on a page.
const PAGE: usize = 50;

/// The bodies that were asked for, a line each, and where they are.
pub(crate) fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let (query, known) = (asked(visit), visit.app.bodies.now()?);
    let found = known.index.search(&query);
    let from = visit.asked("from").and_then(|from| from.parse().ok()).unwrap_or(0_usize).min(found.len());
    let shown: Vec<&Body> = found.iter().skip(from).take(PAGE).filter_map(|key| known.body(key)).collect();
    let (rest, address) = (found.len().saturating_sub(from + PAGE), in_address(&query));
    let columns = [
        Column::Text("Body"),
        Column::Text("Kind"),
        Column::Text("Place"),
        Column::Text("Need of those served"),
    ];
    let main = html! {
        h1 class="govuk-heading-l" { "Register of bodies" }
        p class="govuk-body" { "Who there is to work with, as published directories tell it. Deprivation is the average score of the Index of Multiple Deprivation of those served: higher is worse." }
        (search::form(visit, &known, &query))
        p class="govuk-body" role="status" { (words::count(found.len(), "body", "bodies")) " of " (words::grouped(known.len())) }
        @if known.is_empty() {
            (empty("No directory has been read yet.", html! { "Whoever runs this place reads one: " code { "commonweal register import" } "." }))
        } @else if found.is_empty() {
            (empty("Nobody fits.", search::instead(&known, &query)))
        } @else {
            (table("Bodies", &columns, shown.iter().map(|body| row(&known, body))))
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
    let known = visit.app.bodies.now()?;
    let rows = known.search(&asked(visit)).into_iter().map(|body| {
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
pub(in crate::pages) fn address(body: &Body) -> String {
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

fn row(known: &Known, body: &Body) -> Vec<Markup> {
    let place = body.value(Field::Place).map(|place| known.places.name(known, place));
    let need = need::figures(known, body);
    vec![
        html! { a class="govuk-link" href=(address(body)) { (body.name()) } },
        html! { (body.value(Field::Kind).unwrap_or_default()) },
        html! { (place.or(body.value(Field::Region)).unwrap_or_default()) },
        html! { @if let Some((figures, sources)) = need { (words::capital(&figures)) br; span class="cw-source" { (words::capital(&sources)) } } },
    ]
}

/// A number of people, with separators.
pub(super) fn people(number: f64) -> String {
    format!("{number:.0}").parse().map(words::grouped).unwrap_or_default()
}
