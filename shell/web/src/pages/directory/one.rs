//! One body: what it is, the need of those whom it serves, what it gives, needs and offers, and who tells each of these.

mod lists;

use commonweal_report::register::{sources_of, succession_words};
use commonweal_service::register::Known;
use commonweal_service::register::model::{Body, Field, Identifier};
use maud::{Markup, html};

use super::need;
use super::{address, people};
use crate::answer::Answer;
use crate::component::{Column, bullets, details, inset, summary_list, table};
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

/// The page of one body.
pub(crate) fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let wanted = Identifier::new(visit.part("scheme"), visit.part("code")).map_err(|_| Problem::NotFound)?;
    let known = visit.app.bodies.now()?;
    let body = known.body(&wanted).ok_or(Problem::NotFound)?;
    let name = body.name();
    let key = words::in_address(&body.key.to_string());
    let main = html! {
        a class="govuk-back-link" href="/register" { "Register of bodies" }
        span class="govuk-caption-l" { (body.value(Field::Kind).unwrap_or("Body")) }
        h1 class="govuk-heading-l" { (name) }
        @for (source, day) in &body.no_longer_listed {
            (inset(&html! { p { (source) " lists it no longer since " (day) "." } }))
        }
        (closed(&known, body))
        (at_a_glance(&known, body))
        @if body.value(Field::Closed).is_none() {
            p class="govuk-body" {
                a class="govuk-button" href={ "/find?of=" (key) } { "Find whom it could work with" }
            }
        }
        (lists::section(&known, body))
        (departments(&known, body))
        (before_and_after(&known, body))
        (details("Everything that is told, by whom and since when", &html! { (told(body)) (sources(&known, body)) }))
    };
    Ok(visit.page(&name, &main))
}

/// That it has closed, and who came after.
fn closed(known: &Known, body: &Body) -> Markup {
    html! {
        @if let Some(day) = body.value(Field::Closed) {
            (inset(&html! {
                p { "It closed on " (day) "." }
                @for after in followers(known, body) { p { a class="govuk-link" href=(address(after)) { (after.name()) } " came after it." } }
            }))
        }
    }
}

/// Who came after a body, of those that are listed.
pub(in crate::pages) fn followers<'k>(known: &'k Known, body: &'k Body) -> Vec<&'k Body> {
    let is_its = |identifier: &Identifier| body.identifiers.contains_key(identifier);
    let after = known.successions_of(body).filter(|(it, _)| is_its(&it.from));
    after.filter_map(|(it, _)| known.body(&it.to)).filter(|after| after.key != body.key).collect()
}

fn at_a_glance(known: &Known, body: &Body) -> Markup {
    let text = |field| body.value(field).map(|value| html! { (value) });
    let place = body.value(Field::Place).map(|place| known.places.name(known, place));
    let address: Vec<&str> =
        [Field::Address, Field::Postcode].into_iter().filter_map(|field| body.value(field)).collect();
    let parent = body.value(Field::PartOf).map(|parent| {
        let listed = parent.parse::<Identifier>().ok().and_then(|parent| known.body(&parent));
        html! { @match listed { Some(parent) => a class="govuk-link" href=(super::address(parent)) { (parent.name()) }, None => (parent) } }
    });
    let need = need::figures(known, body).map(|(figures, sources)| {
        html! { (words::capital(&figures)) br; span class="cw-source" { (words::capital(&sources)) } }
    });
    let rows = [
        ("What it is for", text(Field::Purpose)),
        ("Department of", parent),
        ("Sector", text(Field::Sector)),
        ("Place", place.map(|place| html! { (place) })),
        ("Region", text(Field::Region)),
        ("Need of those served", Some(need.unwrap_or_else(|| html! { "Not known here." }))),
        ("Spends in a year", body.number(Field::SpendPounds).map(|pounds| html! { "£" (people(pounds)) })),
        ("Address", (!address.is_empty()).then(|| html! { (address.join(", ")) })),
        ("Website", text(Field::Website)),
        (
            "Known as",
            Some(html! { @for (at, it) in body.identifiers.keys().enumerate() { @if at > 0 { br; } (it) } }),
        ),
    ];
    summary_list(rows.into_iter().filter_map(|(label, value)| Some((label, value?))))
}

/// The bodies that are departments of this one.
fn departments(known: &Known, body: &Body) -> Markup {
    let is_its = |department: &&Body| {
        let parent = department.value(Field::PartOf).and_then(|parent| parent.parse::<Identifier>().ok());
        parent.is_some_and(|parent| body.identifiers.contains_key(&parent))
    };
    let departments: Vec<&Body> = known.bodies().filter(is_its).collect();
    html! {
        @if !departments.is_empty() {
            h2 class="govuk-heading-m" { "Its departments" }
            (bullets(departments.into_iter().map(|it| html! { a class="govuk-link" href=(address(it)) { (it.name()) } })))
        }
    }
}

fn told(body: &Body) -> Markup {
    let rows = body.fields.iter().flat_map(|(field, told)| {
        told.iter().map(|(source, told)| {
            vec![
                html! { (words::capital(&field.word().replace('_', " "))) },
                html! { (told.value) },
                html! { (source) },
                html! { (told.since) },
            ]
        })
    });
    let identifiers = body.identifiers.iter().map(|(identifier, source)| {
        vec![html! { "Identifier" }, html! { (identifier) }, html! { (source) }, html! {}]
    });
    let columns = [Column::Text("What"), Column::Text("Told"), Column::Text("By"), Column::Text("Since")];
    table("What directories tell of it", &columns, identifiers.chain(rows))
}

fn before_and_after(known: &Known, body: &Body) -> Markup {
    let told: Vec<Markup> = known
        .successions_of(body)
        .map(|(succession, source)| html! { (succession_words(known, succession)) " (" (source) ")" })
        .collect();
    html! {
        @if !told.is_empty() {
            h2 class="govuk-heading-m" { "Before and after" }
            (bullets(told))
        }
    }
}

fn sources(known: &Known, body: &Body) -> Markup {
    let rows = sources_of(body)
        .into_iter()
        .filter_map(|name| known.source(name))
        .map(|source| vec![html! { (source.name) }, html! { (source.as_of) }, html! { (source.licence) }]);
    table("Sources", &[Column::Text("Source"), Column::Text("As of"), Column::Text("Licence")], rows)
}
