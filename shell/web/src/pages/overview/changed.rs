//! What it has changed, by the latest evaluation, never without its interval.

use commonweal_record::partnership::LockOrder;
use maud::{Markup, html};

use crate::component::{Colour, empty, inset, tag};
use crate::pages::evidence;
use crate::pages::shared::Look;
use crate::words;

/// The latest evaluation, and whether its protocol came first.
pub(super) fn section(look: &Look<'_>) -> Markup {
    let evaluations = look.partnership.evidence.evaluations.values();
    let latest = evaluations.max_by_key(|evaluation| evaluation.attached.seq);
    html! {
        h2 class="govuk-heading-m" { "What it has changed" }
        @if let Some(evaluation) = latest {
            @let fact = &evaluation.attached.fact;
            (inset(&html! {
                (evidence::effect(look, evaluation))
                p { (order(evaluation.order)) }
                p class="govuk-hint" { "Evaluation " (fact.evaluation) ", " (words::day(evaluation.attached.at)) " (" (look.proof(evaluation.attached.seq)) ")" }
            }))
            p class="govuk-body" { a class="govuk-link" href=(look.address("/evidence")) { "How this was found, and how sure it is" } }
        } @else {
            (empty("Nothing is evaluated yet.", html! { "Lock a protocol before the outcomes are seen; then what changed can be told from what would have happened anyway. " a class="govuk-link" href=(look.address("/evidence")) { "Evidence" } }))
        }
    }
}

fn order(order: LockOrder) -> Markup {
    match order {
        LockOrder::LockedFirst { .. } => tag(Colour::Green, "Protocol locked first"),
        LockOrder::LockedLate { .. } => tag(Colour::Red, "Protocol locked late"),
        LockOrder::NotLocked => tag(Colour::Red, "No protocol locked"),
    }
}
