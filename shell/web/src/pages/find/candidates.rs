//! Candidates of three styles, side by side: each with its reasons, and the need of those whom it serves.

use commonweal_find::about::About;
use commonweal_find::integration::unlike;
use commonweal_find::meaning::Meaning;
use commonweal_find::mirror::{Duplicate, HALF_DISTANCE_KM, duplicates, mirrors};
use commonweal_find::profile::{Aspect, Part};
use commonweal_quantity::Pence;
use commonweal_service::finding::likeness::posts;
use commonweal_service::register::Known;
use commonweal_service::register::model::{Body, Field, Identifier};
use maud::{Markup, html};

use super::{Sought, upstream};
use crate::component::{bullets, empty};
use crate::pages::directory::{address, need};
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

/// Candidates of a style, and where more are asked for.
pub(super) const SHOWN: usize = 5;
const MORE: usize = 50;
/// Posts that both have, shown of a candidate.
const POSTS: usize = 5;

/// Mirror, integration and upstream, each in a column; on a phone one below another, with the way to each at the top.
pub(super) fn three_styles(
    visit: &Visit<'_>,
    known: &Known,
    body: &Body,
    sought: &Sought<'_>,
) -> Result<Markup, Problem> {
    let own = known.profile(body).ok_or(Problem::NotFound)?;
    let about = About::new(&Meaning::of(sought.need), &known.profiles, &known.services);
    let shown = |style| if visit.asked("more") == Some(style) { MORE } else { SHOWN };
    let mirror = mirror(known, body, own, sought, shown("mirror"));
    let integration = integration(known, own, sought, &about, shown("integration"));
    let upstream = upstream::column(visit, known, Some(own), sought, &about)?;
    let styles = [
        (
            "mirror",
            "Mirror",
            "The same kind of body, near-identical services. Could one set of directors, managers and systems suffice?",
            mirror,
        ),
        (
            "integration",
            "Integration",
            "Unlike bodies that serve the same people or place. Why would you be better together?",
            integration,
        ),
        (
            "upstream",
            "Upstream",
            "Whom people met before they needed the service, strangers among them. Who could make the need smaller?",
            upstream,
        ),
    ];
    Ok(html! {
        nav class="cw-jump" aria-label="Styles" {
            ul class="govuk-list" { @for (id, name, ..) in &styles { li { a class="govuk-link" href={ "#" (id) } { (name) } } } }
        }
        div class="govuk-grid-row" {
            @for (id, name, question, found) in &styles {
                div class="govuk-grid-column-one-third" id=(id) {
                    h2 class="govuk-heading-m" { (name) }
                    p class="govuk-body" { (question) }
                    (found)
                }
            }
        }
    })
}

fn mirror(known: &Known, body: &Body, own: usize, sought: &Sought<'_>, shown: usize) -> Markup {
    let mine = posts(body);
    match mirrors(own, &known.profiles, HALF_DISTANCE_KM, shown) {
        Err(why) => empty(
            "No mirror can be looked for.",
            html! {
                (words::sentence(&why.to_string())) " "
                a class="govuk-link" href="/register" { "Look in the register" } " for bodies like it, and see what directories tell of its kind: "
                code { "commonweal register import --always kind=..." } " tells it."
            },
        ),
        Ok(found) => html! {
            @for it in &found.first {
                @let other = it.key.parse::<Identifier>().ok().and_then(|key| known.body(&key));
                @let twice = other.map(|other| duplicates(&mine, &posts(other))).unwrap_or_default();
                (candidate(known, &it.key, &it.name, "mirror", sought, &html! { (reasons(&it.parts)) (priced(&twice)) }))
            }
            (more("mirror", found.count, shown, sought))
        },
    }
}

/// What both have twice, and what one set of it would cost less at most.
fn priced(twice: &[Duplicate]) -> Markup {
    let sum = Pence(twice.iter().fold(0, |sum, it| sum.saturating_add(it.twice_pence)));
    html! {
        @if !twice.is_empty() {
            p class="govuk-body-s govuk-!-margin-bottom-1" { strong { "What you have twice" } }
            (bullets(twice.iter().take(POSTS).map(|it| html! { (it.name) ": " (Pence(it.cost_pence)) " here, " (Pence(it.other_pence)) " there" })))
            p class="govuk-body-s" { "Had both one set, at most " (sum) " a year less, before what the change costs." }
        }
    }
}

fn integration(known: &Known, own: usize, sought: &Sought<'_>, about: &About<'_>, shown: usize) -> Markup {
    // Of the likely partners those first whose services are about the need.
    let found = unlike(own, &known.profiles, |body| about.nearness(body), shown);
    let about = |key: &str| about.services(known.profiles.find(key)?).first().copied();
    html! {
        @if found.first.is_empty() {
            (empty("Nobody with a reason to work together is known.", html! {
                "It takes the place that each serves, or what each needs and offers. " a class="govuk-link" href="/find/skills" { "See needs and offers" } ". Whoever runs this place brings both in: "
                code { "commonweal register import --column COLUMN=place" } "."
            }))
        }
        @for it in &found.first {
            @let kind = it.key.parse::<Identifier>().ok().and_then(|key| known.body(&key)).and_then(|body| body.value(Field::Kind));
            (candidate(known, &it.key, &it.name, "integration", sought, &html! {
                @if let Some(kind) = kind { p class="govuk-body-s govuk-!-margin-bottom-1" { (kind) } }
                @if let Some(service) = about(&it.key) { p class="govuk-body-s govuk-!-margin-bottom-1" { "About your need: " (service) } }
                p class="govuk-body-s govuk-!-margin-bottom-1" { strong { "Better together" } }
                (bullets(it.rationale.iter().map(|why| html! { (words::capital(why)) })))
                (reasons(it.parts.iter().filter(|part| !it.rationale.contains(&part.reason))))
            }))
        }
        (more("integration", found.count, shown, sought))
        @if !found.first.is_empty() && found.without_rationale > 0 {
            p class="govuk-body-s" { (words::count(found.without_rationale, "body is", "bodies are")) " left out: nothing says why you would be better together." }
        }
    }
}

/// The way to more candidates of a style.
fn more(style: &str, found: usize, shown: usize, sought: &Sought<'_>) -> Markup {
    let next = found.min(MORE);
    html! {
        @if next > shown {
            p class="govuk-body" { a class="govuk-link" href={ "/find?" (sought.in_address()) "&more=" (style) "#" (style) } { "Show " (next - shown) " more" span class="govuk-visually-hidden" { " of style " (style) } } }
        } @else if found > shown {
            p class="govuk-body-s" { (words::grouped(found - shown)) " more are less like it, or share fewer people." }
        }
    }
}

/// What is known, a reason each; what is not, in one line.
fn reasons<'p>(parts: impl IntoIterator<Item = &'p Part>) -> Markup {
    let (known, unknown): (Vec<&Part>, Vec<&Part>) = parts.into_iter().partition(|part| part.score.is_some());
    let about = |aspect: Aspect| match aspect {
        Aspect::Services => "services",
        Aspect::Population => "how many people both serve",
        Aspect::Deprivation => "deprivation",
        Aspect::Distance => "distance",
        Aspect::People => "where people live",
        Aspect::Skills => "skills needed and offered",
    };
    let unknown: Vec<&str> = unknown.into_iter().map(|part| about(part.aspect)).collect();
    html! {
        @if !known.is_empty() { (bullets(known.into_iter().map(|part| html! { (words::capital(&part.reason)) }))) }
        @if !unknown.is_empty() { p class="govuk-body-s" { "Not known of both: " (unknown.join(", ")) ". It counts neither for nor against." } }
    }
}

/// A candidate: its name, the reasons, the need of those whom it serves, and what comes next.
pub(super) fn candidate(
    known: &Known,
    key: &str,
    name: &str,
    style: &str,
    sought: &Sought<'_>,
    reasons: &Markup,
) -> Markup {
    let body = match key.parse::<Identifier>() {
        Ok(key) => known.body(&key),
        Err(_) => known.named(key),
    };
    html! {
        section class="cw-rule" {
            h3 class="govuk-heading-s" { @match body { Some(body) => a class="govuk-link" href=(address(body)) { (name) }, None => (name) } }
            (reasons)
            @match body {
                Some(body) => (need::beside(known, body)),
                None => p class="govuk-body-s" { "The register does not list it under this name, so the need of those it serves is not known here." },
            }
            @if !sought.of.is_empty() {
                p class="govuk-body" {
                    a class="govuk-link" href={ "/find/appraise?" (sought.in_address()) "&with=" (words::in_address(key)) "&style=" (style) } {
                        "Appraise this" span class="govuk-visually-hidden" { ": " (name) }
                    }
                }
            }
        }
    }
}
