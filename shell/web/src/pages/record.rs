//! Every fact in words, newest first; how far it is signed; how to verify it yourself.

use commonweal_service::record::telling::Told;
use maud::{Markup, html};

use super::shared::{self, Look, of_partnership};
use crate::answer::Answer;
use crate::component::summary_list;
use crate::csv;
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

/// Facts on a page.
const PAGE: u64 = 25;

/// The record of a partnership.
pub(crate) fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    of_partnership(visit, "Record", |look| {
        let view = look.log.view();
        let size = view.log.size();
        let at: Option<u64> = visit.asked("at").and_then(|at| at.parse().ok());
        let before = visit.asked("before").and_then(|before| before.parse().ok());
        let before: u64 = before.or(at.map(|at| at.saturating_add(PAGE / 2))).unwrap_or(size).min(size);
        let from = before.saturating_sub(PAGE);
        let told = look.log.told(from, usize::try_from(before - from).unwrap_or_default())?;
        let reached = visit.app.logs.place().reached(view)?;
        Ok(html! {
            (summary_list([
                ("Facts", html! { (number(size)) }),
                ("Witnessed", html! { (of_all(reached.progress.witnessed, size)) @if !reached.by.is_empty() { ", by " (reached.by.join(", ")) } }),
                ("Final", html! { (of_all(reached.progress.settled, size)) }),
                ("Root", html! { span class="cw-hash" { (view.log.root()) } }),
            ]))
            div class="govuk-button-group" {
                a class="govuk-button" role="button" draggable="false" href=(look.address("/record/bundle")) { "Download the record" }
                a class="govuk-link" href=(look.address("/record/checkpoint")) { "The checkpoint" }
            }
            (verify(look))
            h2 class="govuk-heading-m" { "What was recorded" }
            @if before < size { p class="govuk-body" { a class="govuk-link" href=(look.address("/record")) { "Newest facts" } } }
            (csv::links(look.slug, &["facts"]))
            ol class="cw-facts" reversed { @for told in told.iter().rev() { (fact(look, told)) } }
            @if from > 0 {
                p class="govuk-body" { a class="govuk-link" href=(look.address(&format!("/record?before={from}"))) { "Older facts" } }
            }
        })
    })
}

fn number(size: u64) -> String {
    words::grouped(usize::try_from(size).unwrap_or(usize::MAX))
}

/// How many of the facts have come so far.
fn of_all(reached: u64, size: u64) -> String {
    match reached {
        0 => "none yet".to_owned(),
        _ if reached == size => "all of them".to_owned(),
        _ => format!("the first {}", number(reached)),
    }
}

fn verify(look: &Look<'_>) -> Markup {
    html! {
        details class="govuk-details" {
            summary class="govuk-details__summary" { span class="govuk-details__summary-text" { "Verify it yourself" } }
            div class="govuk-details__text" {
                p { "Download the record and run " code { "commonweal verify " (look.slug) ".bundle" } ": no server is needed, and the first thing that is wrong is named." }
                p { "The format is published byte by byte, with test vectors and a second verifier in Python, so that you need not trust ours." }
            }
        }
    }
}

fn fact(look: &Look<'_>, told: &Told) -> Markup {
    let seq = told.entry.admission.seq;
    let intent = &told.entry.intent;
    let bodies = shared::bodies_in(look.partnership, &intent.payload).into_iter().chain([&intent.body]);
    let said = shared::with_names(look.partnership, &told.words, bodies);
    let all = || look.partnership.members.bodies.keys();
    html! {
        li id=(format!("entry-{seq}")) value=(seq) {
            p { (said) }
            @for finding in &told.findings { p class="govuk-error-message" { (words::sentence(&shared::with_names(look.partnership, finding, all()))) } }
            p class="govuk-hint" { "Entry " (seq) ", attested by " (if told.entry.intent.attest.as_str() == "body" { "the body's own key " } else { "the host's key " }) span class="cw-hash" { (told.entry.signature.key) } }
        }
    }
}

/// The log in one file.
pub(crate) fn bundle(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let slug = visit.part("slug");
    let bytes = visit.app.logs.place().bundle(slug)?;
    Ok(Answer::file(format!("{slug}.bundle"), "application/octet-stream", bytes))
}

/// The last signed checkpoint (C2SP tlog-checkpoint).
pub(crate) fn checkpoint(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let checkpoint = visit.app.logs.place().last_checkpoint(visit.part("slug"))?;
    Ok(Answer::document("text/plain; charset=utf-8", checkpoint.ok_or(Problem::NotFound)?.note))
}
