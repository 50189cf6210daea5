//! One body: what is told of it, by whom, since when.

use commonweal_report::register::succession_words;
use commonweal_service::register::model::{Body, Field, Identifier, Register};
use maud::{Markup, html};

use crate::answer::Answer;
use crate::component::{Column, bullets, details, inset, table};
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

/// The page of one body.
pub(crate) fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let wanted = Identifier::new(visit.part("scheme"), visit.part("code")).map_err(|_| Problem::NotFound)?;
    let register = visit.app.bodies.now()?;
    let body = register.body(&wanted).ok_or(Problem::NotFound)?;
    let name = body.name();
    let main = html! {
        a class="govuk-back-link" href="/register" { "Register of bodies" }
        span class="govuk-caption-l" { (body.value(Field::Kind).unwrap_or("Body")) }
        h1 class="govuk-heading-l" { (name) }
        @for (source, day) in &body.no_longer_listed {
            (inset(&html! { p { (source) " lists it no longer since " (day) "." } }))
        }
        p class="govuk-body" {
            a class="govuk-button govuk-button--secondary" href={ "/find?of=" (words::in_address(&body.key.to_string())) } { "Find whom it could work with" }
        }
        (told(body))
        (services(body))
        (before_and_after(&register, body))
        (sources(&register, body))
    };
    Ok(visit.page(&name, &main))
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

fn services(body: &Body) -> Markup {
    let mut names: Vec<&str> = body.services().collect();
    names.sort_unstable();
    names.dedup();
    html! {
        @if !names.is_empty() {
            (details(&words::count(names.len(), "service", "services"), &bullets(names.iter().map(|name| html! { (name) }))))
        }
    }
}

fn before_and_after(register: &Register, body: &Body) -> Markup {
    let told: Vec<Markup> = register
        .successions_of(body)
        .map(|(succession, source)| html! { (succession_words(register, succession)) " (" (source) ")" })
        .collect();
    html! {
        @if !told.is_empty() {
            h2 class="govuk-heading-m" { "Before and after" }
            (bullets(told))
        }
    }
}

fn sources(register: &Register, body: &Body) -> Markup {
    let mut names: Vec<&String> =
        body.identifiers.values().chain(body.fields.values().flat_map(|told| told.keys())).collect();
    names.sort();
    names.dedup();
    let rows = names
        .into_iter()
        .filter_map(|name| register.source(name))
        .map(|source| vec![html! { (source.name) }, html! { (source.as_of) }, html! { (source.licence) }]);
    table("Sources", &[Column::Text("Source"), Column::Text("As of"), Column::Text("Licence")], rows)
}
