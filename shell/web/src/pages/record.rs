//! Every fact in words, newest first; the checkpoint; how to verify it yourself.

use commonweal_service::record::telling::Told;
use maud::{Markup, html};

use super::shared;
use crate::answer::Answer;
use crate::component::summary_list;
use crate::layout;
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

/// Facts on a page.
const PAGE: u64 = 25;

/// The record of a partnership.
pub(crate) fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let slug = visit.part("slug");
    let answer = visit.look(|log| {
        let view = log.view();
        let size = view.log.size();
        let at: Option<u64> = visit.asked("at").and_then(|at| at.parse().ok());
        let before = visit.asked("before").and_then(|before| before.parse().ok());
        let before: u64 = before.or(at.map(|at| at.saturating_add(PAGE / 2))).unwrap_or(size).min(size);
        let from = before.saturating_sub(PAGE);
        let limit = usize::try_from(before - from).unwrap_or_default();
        let told = log.told(from, limit)?;
        let body = html! {
            (summary_list([
                ("Facts", html! { (words::grouped(usize::try_from(size).unwrap_or(usize::MAX))) }),
                ("Root", html! { span class="cw-hash" { (view.log.root()) } }),
            ]))
            h2 class="govuk-heading-m" { "What was recorded" }
            ol class="cw-facts" reversed { @for told in told.iter().rev() { (fact(told)) } }
            @if from > 0 {
                p class="govuk-body" { a class="govuk-link" href=(format!("/partnerships/{slug}/record?before={from}")) { "Older facts" } }
            }
        };
        Ok::<_, Problem>(layout::partnership(slug, shared::name(&view.partnership, slug), visit.path, "Record", &body))
    })?;
    answer
}

fn fact(told: &Told) -> Markup {
    let seq = told.entry.admission.seq;
    html! {
        li id=(format!("entry-{seq}")) value=(seq) {
            p { (told.words) }
            @for finding in &told.findings { p class="govuk-error-message" { (words::sentence(finding)) } }
            p class="govuk-hint" { "Entry " (seq) ", " (told.entry.intent.attest.as_str()) " key " span class="cw-hash" { (told.entry.signature.key) } }
        }
    }
}
