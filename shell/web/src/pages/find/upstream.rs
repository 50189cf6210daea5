//! Upstream: the pathways whose target the need means, whom people met before it, and who gives services that are about it.

use commonweal_find::about::About;
use commonweal_find::meaning::{InCommon, Meaning};
use commonweal_report::finding::{Found, Upstream};
use commonweal_service::register::Known;
use maud::{Markup, html};

use super::candidates::{SHOWN, candidate};
use super::{Sought, pathway};
use crate::component::{bullets, details, empty};
use crate::pages::directory::people;
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

/// Share of false discoveries among the upstream bodies that are shown.
const FALSE_DISCOVERY_RATE: f64 = 0.05;
/// Fewest events that are shown of a body.
const SMALLEST: u64 = 10;
/// Pathways that are shown in full.
const PATHWAYS: usize = 2;
/// Services of a body that are named.
const SERVICES: usize = 3;

/// What is known for a need before it is said who asks.
pub(super) fn without_a_body(
    visit: &Visit<'_>,
    known: &Known,
    sought: &Sought<'_>,
) -> Result<Markup, Problem> {
    let about = About::new(&Meaning::of(sought.need), &known.profiles, &known.services);
    Ok(html! {
        h2 class="govuk-heading-m" { "Upstream of '" (sought.need) "'" }
        p class="govuk-body" { "Whom people met before they needed the service. Mirror and integration follow once it is said who asks." }
        (column(visit, known, None, &Sought { of: "", ..*sought }, &about)?)
    })
}

/// The pathways that the need means, the others in a list, and who gives services about it.
pub(super) fn column(
    visit: &Visit<'_>,
    known: &Known,
    of: Option<usize>,
    sought: &Sought<'_>,
    about: &About<'_>,
) -> Result<Markup, Problem> {
    let pathways = visit.app.pathways.now()?;
    let results: Vec<&Upstream> = pathways.iter().map(|it| &it.result).collect();
    let need = Meaning::of(sought.need);
    let (meant, others) = by_meaning(&need, &results);
    let shown: Vec<_> = if need.is_empty() {
        others.iter().take(PATHWAYS).map(|result| (None, *result)).collect()
    } else {
        meant.iter().take(PATHWAYS).map(|(why, result)| (Some(why), *result)).collect()
    };
    let rest = results.iter().filter(|result| !shown.iter().any(|(_, it)| std::ptr::eq(*it, **result)));
    let links: Vec<Markup> = rest
        .map(|result| html! { a class="govuk-link" href=(pathway::address(result)) { "Before " (result.target) } })
        .collect();
    Ok(html! {
        @if results.is_empty() {
            (empty("No pathway has been counted yet.", html! { "Where the activity data is, " code { "commonweal find upstream --export" } " counts it without persons; " code { "commonweal find import" } " brings the counts here." }))
        } @else if shown.is_empty() {
            (empty("No pathway counted here is about this need.", html! { "These are counted; perhaps one of them is near: " (bullets(links.clone())) }))
        }
        @for (why, result) in &shown {
            h3 class="govuk-heading-s" { "Before " (result.target) }
            @if let Some(why) = why { p class="govuk-body-s" { "Why this pathway: " (why.why) "." } }
            (before(known, result, sought))
        }
        @if !shown.is_empty() && !links.is_empty() {
            (details("Other pathways that were counted", &bullets(links)))
        }
        (services(known, of, sought, about))
    })
}

/// The pathways that have something in common with a need, the most first; and the others.
fn by_meaning<'r>(
    need: &Meaning,
    results: &[&'r Upstream],
) -> (Vec<(InCommon, &'r Upstream)>, Vec<&'r Upstream>) {
    let (mut meant, mut others) = (Vec::new(), Vec::new());
    for &result in results {
        match need.in_common(&Meaning::of(&result.target)) {
            Some(found) => meant.push((found, result)),
            None => others.push(result),
        }
    }
    meant.sort_by(|(one, _), (other, _)| other.cmp(one));
    if let Some((closest, _)) = meant.first()
        && closest.is_close()
    {
        meant.retain(|(found, _)| found.is_close());
    }
    (meant, others)
}

/// Whom people met before one demand, more than anyway.
fn before(known: &Known, result: &Upstream, sought: &Sought<'_>) -> Markup {
    let stands_out = |it: &&Found| {
        it.candidate.q_value <= FALSE_DISCOVERY_RATE && it.candidate.n10.min(it.candidate.n01) >= SMALLEST
    };
    let found: Vec<&Found> = result.bodies.iter().filter(stands_out).take(SHOWN).collect();
    html! {
        @if found.is_empty() { p class="govuk-body" { "No body stands out: people met each about as often before as they meet it anyway." } }
        @for it in found {
            (candidate(known, &it.body, &it.body, "upstream", sought, &bullets([
                html! { "Met before " (people(it.candidate.reach as f64)) " events; " (people(it.candidate.expected as f64)) " were to be expected anyway" },
                html! { "Avoidable at most: " (people(it.candidate.avoidable_events)) " events" },
            ])))
        }
        p class="govuk-body" { a class="govuk-link" href=(pathway::address(result)) { "The pathway drawn" span class="govuk-visually-hidden" { ", before " (result.target) } } }
    }
}

/// Bodies whose services are about the need, those that serve the asker's place first, whatever pathways say.
fn services(known: &Known, of: Option<usize>, sought: &Sought<'_>, about: &About<'_>) -> Markup {
    let found = about.givers(of, SHOWN);
    let first = found.first.iter().filter_map(|(place, is_near)| {
        let (body, services) = (known.profiled(*place)?, about.services(*place));
        Some((body, services, about.in_common(*place)?, *is_near))
    });
    html! {
        @if found.count > 0 {
            h3 class="govuk-heading-m" { "Who gives services about it" }
            p class="govuk-body-s" { (words::count(found.count, "body", "bodies")) " of the register, by the names of their services" @if found.serve_here > 0 { "; those that serve your place first" } "." }
            @for (body, services, nearest, is_near) in first {
                (candidate(known, &body.key.to_string(), &body.name(), "upstream", sought, &bullets([
                    html! { (services.iter().take(SERVICES).copied().collect::<Vec<_>>().join("; ")) @if services.len() > SERVICES { " and " (services.len() - SERVICES) " more" } },
                    html! { (words::capital(&nearest.why)) },
                ].into_iter().chain(is_near.then(|| html! { "It serves people where you do" })))))
            }
        }
    }
}
