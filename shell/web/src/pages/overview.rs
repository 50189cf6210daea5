//! What is this for, who is in, what phase, what has it changed, what needs somebody, what is next.

pub(super) mod attention;
mod changed;
mod next;
mod phases;

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::readiness;
use super::shared::{self, Look, of_partnership};
use crate::answer::Answer;
use crate::component::{bullets, empty, summary_list};
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

/// The first page of a partnership.
pub(crate) fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    of_partnership(visit, "Overview", |look| {
        let findings = readiness::of(look);
        Ok(html! {
            (purpose(look))
            (readiness::verdict(&findings))
            (facts(look))
            (phases::section(look))
            (changed::section(look))
            (attention::section(look, &findings))
            (next::section(look))
            p class="govuk-body cw-no-print" { a class="govuk-link" href=(look.address("/board-pack.pdf")) { "Download the board pack (PDF)" } }
        })
    })
}

fn purpose(look: &Look<'_>) -> Markup {
    let Some(told) = look.partnership.members.proposed.last() else {
        return html! {
            (empty("Nothing is proposed yet.", html! { "A body proposes the partnership: its name, its style, the place that it serves, and what it is for." }))
            (look.record_button("partnership_proposed", "", "Propose it"))
        };
    };
    let article = if told.fact.style.phrase().starts_with(['a', 'e', 'i', 'o', 'u']) { "An" } else { "A" };
    html! {
        p class="govuk-body-l" { (article) " " (told.fact.style.phrase()) " partnership in " (told.fact.place) "." }
        h2 class="govuk-heading-m" { "What it is for" }
        (bullets(told.fact.aims.iter().map(|aim| html! { (words::capital(aim.as_str())) })))
        p class="govuk-hint" { "Proposed by " (look.name_of(&told.body)) ", " (words::day(told.at)) " (" (look.proof(told.seq)) ")" }
    }
}

fn facts(look: &Look<'_>) -> Markup {
    let members = &look.partnership.members;
    let agreements = look.partnership.agreements.iter();
    let in_force: Vec<_> = agreements.filter_map(|(id, agreement)| Some((id, agreement.in_force?))).collect();
    summary_list([
        (
            "Partners",
            html! { a class="govuk-link" href=(look.address("/partners")) { (shared::body_names(look.partnership, members.current())) } },
        ),
        (
            "In the queue",
            html! { (shared::body_names(look.partnership, members.queue.iter().map(|told| &told.fact.body))) },
        ),
        ("Appraised", appraised(look)),
        (
            "Agreement",
            html! {
                a class="govuk-link" href=(look.address("/agreement")) {
                    @if in_force.is_empty() { "None in force" }
                    @for (place, (id, version)) in in_force.iter().enumerate() { @if place > 0 { ", " } "Agreement " (id) ", version " (version) ", in force" }
                }
            },
        ),
    ])
}

/// What each body concluded last, when it was asked whether to work together here.
fn appraised(look: &Look<'_>) -> Markup {
    let latest: BTreeMap<_, _> =
        look.partnership.members.appraisals.iter().map(|told| (&told.body, told)).collect();
    html! {
        @if latest.is_empty() { "nobody has said whether it is right" }
        @for (place, (body, told)) in latest.iter().enumerate() {
            @if place > 0 { br; }
            (look.name_of(body)) ": " (told.fact.outcome.phrase()) " (" (look.proof(told.seq)) ")"
        }
    }
}
