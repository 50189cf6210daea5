//! One pathway: from upstream bodies to a demand, drawn, with its table and what it must not be read as.

use commonweal_report::finding::{Found, Upstream};
use commonweal_report::{flows, sankey};
use commonweal_service::finding::pathways::{kept, told};
use maud::{Markup, html};

use crate::answer::Answer;
use crate::component::{Column, inset, table};
use crate::pages::directory::people;
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

/// Fewest events of one window alone that are shown.
const SMALLEST: u64 = 10;

/// Where the page of a result is.
pub(super) fn address(result: &Upstream) -> String {
    let Upstream { target, gap_days, window_days, .. } = result;
    format!("/find/pathway?target={}&gap={gap_days}&window={window_days}", words::in_address(target))
}

/// The page of one kept result.
pub(crate) fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let days = |name: &str| visit.asked(name).and_then(|days| days.parse::<i32>().ok());
    let (target, gap, window) = (visit.asked("target").unwrap_or_default(), days("gap"), days("window"));
    let kept = kept(visit.app.logs.place())?;
    let found = kept.iter().find(|it| {
        it.target == target
            && gap.is_none_or(|gap| it.gap_days == gap)
            && window.is_none_or(|window| it.window_days == window)
    });
    let kept = found.ok_or(Problem::NotFound)?;
    let result = told(kept);
    let title = format!("Before {}", result.target);
    let main = html! {
        a class="govuk-back-link" href="/find" { "Find whom to work with" }
        h1 class="govuk-heading-l" { "Whom people met before " (result.target) }
        p class="govuk-body" {
            (people(result.targets as f64)) " events. Each is looked at with the " (result.window_days) " days before it, and the " (result.window_days)
            " days before those, in which the same person stands for what is to be expected anyway."
        }
        (inset(&html! { p { "Coming before is not causing. What could be prevented, a trial or an evaluation has to say; figures of what is avoidable are 'at most', and never to be added up over bodies." } }))
        (picture(&result))
        (bodies(&result))
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

fn bodies(result: &Upstream) -> Markup {
    let is_told = |found: &&Found| found.candidate.n10 >= SMALLEST && found.candidate.n01 >= SMALLEST;
    let rows = result.bodies.iter().filter(is_told).map(|Found { body, candidate: it, .. }| {
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
            html! { (format!("{:.0}", it.mean_lag_days.unwrap_or_default())) },
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
    table("Bodies, ranked by the lower limit of their excess", &columns, rows)
}
