//! One pathway: from upstream bodies to a demand, drawn, with its table and what it must not be read as.

use commonweal_find::upstream::{Exchange, LagBin, Nodes, ToldSteps};
use commonweal_report::finding::{Found, Upstream, begun_within, days_before};
use commonweal_report::{flows, sankey};
use commonweal_service::finding::pathways::Pathway;
use maud::{Markup, html};

use crate::answer::Answer;
use crate::component::{Column, inset, table};
use crate::pages::directory::people;
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

/// Fewest events of one window alone that are shown.
const SMALLEST: u64 = 10;

/// Bodies on a page.
const PAGE: usize = 100;
/// Bodies whose days before the event are listed.
const MOST_LAGS: usize = 5;
/// Steps that are listed.
const MOST_STEPS: usize = 20;

/// Where the page of a result is.
pub(super) fn address(result: &Upstream) -> String {
    let Upstream { target, gap_days, window_days, .. } = result;
    format!("/find/pathway?target={}&gap={gap_days}&window={window_days}", words::in_address(target))
}

/// The page of one kept result.
pub(crate) fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let days = |name: &str| visit.asked(name).and_then(|days| days.parse::<i32>().ok());
    let (target, gap, window) = (visit.asked("target").unwrap_or_default(), days("gap"), days("window"));
    let pathways = visit.app.pathways.now()?;
    let found = pathways.iter().find(|Pathway { counts: it, .. }| {
        it.target == target
            && gap.is_none_or(|gap| it.gap_days == gap)
            && window.is_none_or(|window| it.window_days == window)
    });
    let Pathway { counts: kept, result } = found.ok_or(Problem::NotFound)?;
    let title = format!("Before {}", result.target);
    let main = html! {
        a class="govuk-back-link" href="/find" { "Find whom to work with" }
        h1 class="govuk-heading-l" { "Whom people met before " (result.target) }
        p class="govuk-body" {
            (people(result.targets as f64)) " events. Each is looked at with the " (result.window_days) " days before it, and the " (result.window_days)
            " days before those, in which the same person stands for what is to be expected anyway."
        }
        (inset(&html! { p { "Coming before is not causing. What could be prevented, a trial or an evaluation has to say; figures of what is avoidable are 'at most', and never to be added up over bodies." } }))
        @if let Some(warning) = begun_within(result) {
            (inset(&html! { p { (warning) } }))
        }
        (picture(result))
        (bodies(visit, result))
        (how_long_before(kept))
        (steps(&kept.steps, kept.smallest))
        @if kept.suppressed > 0 {
            p class="govuk-body-s" { (words::count(usize::try_from(kept.suppressed).unwrap_or(usize::MAX), "body is", "bodies are")) " not told, because a count is below " (kept.smallest) "." }
        }
    };
    Ok(visit.page(&title, &main))
}

fn picture(result: &Upstream) -> Markup {
    let rows = flows(result).into_iter().map(|flow| {
        let stands_out = if flow.stands_out { "More than anyway" } else { "" };
        vec![html! { (flow.name) }, html! { (people(flow.events)) }, html! { (stands_out) }]
    });
    html! {
        @if let Some(picture) = sankey("pathway", result) {
            h2 class="govuk-heading-m" { "The pathway" }
            p class="govuk-body" { "Where people met several bodies before one event, the event is divided among them, so that the bands add up. Dark bands are bodies met more than they are met anyway." }
            div class="report" { (picture) }
            (table("The bands in figures", &[Column::Text("Met before"), Column::Figure("Events"), Column::Text("Stands out")], rows))
        }
    }
}

/// The bodies from the place in the rank that the address says.
fn bodies(visit: &Visit<'_>, result: &Upstream) -> Markup {
    let is_told = |found: &&Found| found.candidate.n10 >= SMALLEST && found.candidate.n01 >= SMALLEST;
    let told = result.bodies.iter().filter(is_told).count();
    let from = visit.asked("from").and_then(|from| from.parse().ok()).unwrap_or(0_usize).min(told);
    let rest = told.saturating_sub(from + PAGE);
    let shown = result.bodies.iter().filter(is_told).skip(from).take(PAGE);
    let rows = shown.map(|Found { body, candidate: it, .. }| {
        let ratio = match (it.matched_or, it.matched_or_lo, it.matched_or_hi) {
            (Some(ratio), Some(lower), Some(upper)) => format!("{ratio:.2} ({lower:.2} to {upper:.2})"),
            _ => String::new(),
        };
        vec![
            html! { (body) },
            html! { (people(it.reach as f64)) },
            html! { (people(it.expected as f64)) },
            html! { (ratio) },
            html! { @if it.q_value <= 0.05 { "yes" } @else { "no" } },
            html! { (people(it.avoidable_events)) },
            html! { (days_before(it)) },
        ]
    });
    let columns = [
        Column::Text("Body"),
        Column::Figure("Met before"),
        Column::Figure("To be expected"),
        Column::Figure("Odds ratio (95%)"),
        Column::Text("More than chance"),
        Column::Figure("Avoidable, at most"),
        Column::Figure("Days before"),
    ];
    html! {
        (table("Bodies, ranked by the lower limit of their excess", &columns, rows))
        @if rest > 0 {
            p class="govuk-body" { a class="govuk-link" href=(format!("{}&from={}", address(result), from + PAGE)) { "Next page, " (words::grouped(rest)) " more" } }
        }
    }
}

/// On which days before the event those reached had their last contact, for the bodies that most were reached by.
fn how_long_before(kept: &Exchange) -> Markup {
    let reach = |name: &String| kept.bodies.get(name).map_or(0, |body| body.reach);
    let mut told: Vec<(&String, &Vec<LagBin>)> = kept.lags.iter().collect();
    told.sort_by_key(|(name, _)| (std::cmp::Reverse(reach(name)), *name));
    let rows = told.into_iter().take(MOST_LAGS).flat_map(|(name, bins)| {
        let mut from = kept.gap_days.unsigned_abs();
        bins.iter().map(move |bin| {
            let days = format!("{from} to {}", bin.until_days);
            from = bin.until_days + 1;
            vec![html! { (name) }, html! { (days) }, html! { (people(bin.events as f64)) }]
        })
    });
    let columns = [Column::Text("Body"), Column::Figure("Days before"), Column::Figure("Events")];
    html! {
        @if !kept.lags.is_empty() {
            p class="govuk-body-s" { "Days before: half of those reached had their last contact within so many days; in brackets a quarter and three quarters of them." }
            details class="govuk-details" {
                summary class="govuk-details__summary" { span class="govuk-details__summary-text" { "How long before" } }
                div class="govuk-details__text" { (table("Days from the last contact to the event", &columns, rows)) }
            }
        }
    }
}

/// Which follows which, the steps of most persons first.
fn steps(told: &ToldSteps, smallest: u64) -> Markup {
    let rows = told.steps.iter().take(MOST_STEPS).map(|step| {
        let times = step.times.map_or_else(String::new, |times| people(times as f64));
        vec![
            html! { (step.from) },
            html! { (step.to) },
            html! { (people(step.persons as f64)) },
            html! { (times) },
        ]
    });
    let columns =
        [Column::Text("After"), Column::Text("Comes"), Column::Figure("Persons"), Column::Figure("Times")];
    let heading = match told.of {
        Nodes::Services => "Which service follows which",
        Nodes::Bodies => "Which body follows which",
    };
    html! {
        @if !told.steps.is_empty() {
            h2 class="govuk-heading-m" { (heading) }
            p class="govuk-body" { "Directly one after the other, among all persons of the log, whether or not they come to this service." }
            (table("Steps, those of most persons first", &columns, rows))
            @if told.suppressed > 0 {
                p class="govuk-body-s" { (words::count(usize::try_from(told.suppressed).unwrap_or(usize::MAX), "step is", "steps are")) " not told, because fewer than " (smallest) " persons took it." }
            }
        }
    }
}
