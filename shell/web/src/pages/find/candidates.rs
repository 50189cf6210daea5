//! Candidates of three styles, side by side: each with its reasons, and the need of those whom it serves.

use commonweal_find::integration::unlike;
use commonweal_find::mirror::{HALF_DISTANCE_KM, mirrors};
use commonweal_find::profile::{Part, Profile};
use commonweal_report::finding::Upstream;
use commonweal_service::finding::likeness::profiles_of_register;
use commonweal_service::finding::pathways::{kept, told};
use commonweal_service::register::model::{Body, Field, Identifier, Register};
use maud::{Markup, html};

use super::Sought;
use crate::component::{bullets, empty};
use crate::pages::directory::{address as address_of, people};
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

/// Candidates of a style.
const SHOWN: usize = 5;
/// Share of false discoveries among the upstream bodies that are shown.
const FALSE_DISCOVERY_RATE: f64 = 0.05;
/// Fewest events that are shown of a body.
const SMALLEST: u64 = 10;

/// Mirror, integration and upstream, each in a column.
pub(super) fn three_styles(
    visit: &Visit<'_>,
    register: &Register,
    body: &Body,
    sought: &Sought<'_>,
) -> Result<Markup, Problem> {
    let all = profiles_of_register(register);
    let results: Vec<Upstream> = kept(visit.app.logs.place())?.iter().map(told).collect();
    let own = all.iter().find(|profile| profile.key == body.key.to_string());
    Ok(html! {
        div class="govuk-grid-row" {
            div class="govuk-grid-column-one-third" {
                h2 class="govuk-heading-m" { "Mirror" }
                p class="govuk-body" { "The same kind of body, near-identical services. Could one set of directors, managers and systems suffice?" }
                (mirror(register, own, &all, sought))
            }
            div class="govuk-grid-column-one-third" {
                h2 class="govuk-heading-m" { "Integration" }
                p class="govuk-body" { "Unlike bodies that serve the same people or place. Why would you be better together?" }
                (integration(register, own, &all, sought))
            }
            div class="govuk-grid-column-one-third" {
                h2 class="govuk-heading-m" { "Upstream" }
                p class="govuk-body" { "Whom people met before they needed the service, strangers among them. Who could make the need smaller?" }
                (upstream(register, &results, sought))
            }
        }
    })
}

const CLOSED: &str = "It has closed, so nobody is looked for.";

fn mirror(register: &Register, own: Option<&Profile>, all: &[Profile], sought: &Sought<'_>) -> Markup {
    let Some(own) = own else { return empty(CLOSED, html! { "Choose who followed it." }) };
    match mirrors(own, all, HALF_DISTANCE_KM) {
        Err(why) => empty("No mirror can be looked for.", html! { (words::sentence(&why.to_string())) }),
        Ok(found) => html! {
            @for it in found.iter().take(SHOWN) { (candidate(register, &it.key, &it.name, "mirror", sought, &reasons(&it.parts))) }
        },
    }
}

fn integration(register: &Register, own: Option<&Profile>, all: &[Profile], sought: &Sought<'_>) -> Markup {
    let Some(own) = own else { return empty(CLOSED, html! { "Choose who followed it." }) };
    let found = unlike(own, all);
    html! {
        @if found.found.is_empty() {
            (empty("Nobody with a reason to work together is known.", html! { "The register must tell the place that each serves: " code { "commonweal register import --column COLUMN=place" } "." }))
        }
        @for it in found.found.iter().take(SHOWN) {
            @let why: Vec<String> = it.rationale.iter().cloned().chain(reasons(&it.parts)).collect();
            (candidate(register, &it.key, &it.name, "integration", sought, &why))
        }
    }
}

fn reasons(parts: &[Part]) -> Vec<String> {
    parts.iter().map(|part| part.reason.clone()).collect()
}

/// A candidate of the register: its name, the reasons, the need of those whom it serves, and what comes next.
fn candidate(
    register: &Register,
    key: &str,
    name: &str,
    style: &str,
    sought: &Sought<'_>,
    reasons: &[String],
) -> Markup {
    let body = key.parse::<Identifier>().ok().and_then(|key| register.body(&key));
    let mut said: Vec<&String> = Vec::new();
    for reason in reasons {
        if !said.contains(&reason) {
            said.push(reason);
        }
    }
    html! {
        section class="cw-rule" {
            h3 class="govuk-heading-s" { @match body { Some(body) => a class="govuk-link" href=(address_of(body)) { (name) }, None => (name) } }
            (bullets(said.iter().map(|reason| html! { (words::capital(reason)) })))
            @if let Some(body) = body { (need_of(body)) }
            p class="govuk-body" {
                a class="govuk-link" href={ "/find/appraise?" (sought.in_address()) "&with=" (words::in_address(key)) "&style=" (style) } {
                    "Appraise this" span class="govuk-visually-hidden" { ": " (name) }
                }
            }
        }
    }
}

/// The need of the population served, with its sources.
pub(super) fn need_of(body: &Body) -> Markup {
    let fields = [
        (Field::Population, "people served"),
        (Field::Deprivation, "deprivation"),
        (Field::LifeExpectancy, "life expectancy"),
    ];
    let mut figures: Vec<String> = Vec::new();
    let mut sources: Vec<String> = Vec::new();
    for (field, label) in fields {
        let Some((source, told)) = body.told(field) else { continue };
        let shown = match (field, told.value.parse()) {
            (Field::Population, Ok(number)) => people(number),
            _ => told.value.clone(),
        };
        figures.push(format!("{label} {shown}"));
        let source = format!("{source}, {}", told.since);
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    html! {
        p class="govuk-body-s" {
            "Need of those served: "
            @if figures.is_empty() { "not known here." }
            @else { (figures.join(", ")) " (" (sources.join("; ")) ")." }
        }
    }
}

/// What pathways tell, those first whose service the need names.
fn upstream(register: &Register, results: &[Upstream], sought: &Sought<'_>) -> Markup {
    let need = sought.need.to_lowercase();
    let mut results: Vec<&Upstream> = results.iter().collect();
    results.sort_by_key(|result| !need.contains(&result.target.to_lowercase()));
    html! {
        @if results.is_empty() {
            (empty("No pathway has been counted yet.", html! { "Where the activity data is, " code { "commonweal find upstream --export" } " counts it without persons; " code { "commonweal find import" } " brings the counts here." }))
        }
        @for result in results.iter().take(2) {
            @let address = super::pathway::address(result);
            @let found: Vec<_> = result.bodies.iter().filter(|it| it.candidate.q_value <= FALSE_DISCOVERY_RATE && it.candidate.n10.min(it.candidate.n01) >= SMALLEST).take(SHOWN).collect();
            h3 class="govuk-heading-s" { "Before " (result.target) }
            @if found.is_empty() { p class="govuk-body" { "No body stands out: people met each about as often before as they meet it anyway." } }
            @for it in &found {
                section class="cw-rule" {
                    @let body = register.named(&it.body);
                    h4 class="govuk-heading-s" { @match body { Some(body) => a class="govuk-link" href=(address_of(body)) { (it.body) }, None => (it.body) } }
                    (bullets([
                        html! { "Met before " (words::grouped(count(it.candidate.reach))) " events; " (words::grouped(count(it.candidate.expected))) " were to be expected anyway" },
                        html! { "Avoidable at most: " (people(it.candidate.avoidable_events)) " events" },
                    ]))
                    @if let Some(body) = body { (need_of(body)) }
                    p class="govuk-body" {
                        a class="govuk-link" href={ "/find/appraise?" (sought.in_address()) "&with=" (words::in_address(&it.body)) "&style=upstream" } {
                            "Appraise this" span class="govuk-visually-hidden" { ": " (it.body) }
                        }
                    }
                }
            }
            p class="govuk-body" { a class="govuk-link" href=(address) { "The pathway drawn" span class="govuk-visually-hidden" { ", before " (result.target) } } }
        }
    }
}

fn count(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
