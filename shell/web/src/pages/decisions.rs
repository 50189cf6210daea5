//! Decisions: the list, and one decision with everything that led to it.

mod one;

use commonweal_record::fact::kinds::meeting::Outcome;
use commonweal_record::partnership::Decision;
use maud::{Markup, html};

use super::shared::{Look, of_partnership};
use crate::answer::Answer;
use crate::component::{Colour, Column, empty, table, tag};
use crate::csv;
use crate::problem::Problem;
use crate::visit::Visit;

pub(crate) use one::page as one_page;

/// Every decision, the open ones first.
pub(crate) fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    of_partnership(visit, "Decisions", |look| {
        let decisions = &look.partnership.decisions;
        let (open, concluded): (Vec<_>, Vec<_>) = decisions.iter().partition(|(_, it)| it.taken.is_none());
        let rows = |decisions: Vec<(_, &Decision)>| {
            decisions.into_iter().map(|(id, decision)| row(look, id, decision)).collect::<Vec<_>>()
        };
        let columns = [Column::Text("Decision"), Column::Text("Proposed by"), Column::Text("State")];
        Ok(html! {
            p class="govuk-body" {
                "Options, interests, votes and duties of each decision, and whether it was rightly made: quorum and majority are counted from "
                "the votes by the agreement's own terms, never typed in."
            }
            (look.record_button("decision_proposed", "", "Propose a decision"))
            @if decisions.is_empty() {
                (empty("Nothing has been put to the partners yet.", html! {
                    "A decision is proposed, partners declare interests and stand aside, each body votes, and the outcome is recorded. It then stands here with all of it."
                }))
            }
            @if !open.is_empty() { (table("Open", &columns, rows(open))) }
            @if !concluded.is_empty() { (table("Concluded", &columns, rows(concluded.into_iter().rev().collect()))) }
            @if !decisions.is_empty() { (csv::links(look.slug, &["decisions", "votes"])) }
        })
    })
}

fn row(look: &Look<'_>, id: &commonweal_record::fact::DecisionId, decision: &Decision) -> Vec<Markup> {
    let proposed = &decision.proposed;
    vec![
        html! { a class="govuk-link" href=(look.address(&format!("/decisions/{id}"))) { (proposed.fact.title) } },
        html! { (look.name_of(&proposed.body)) },
        state(look, decision),
    ]
}

/// Where a decision stands, in a word.
pub(super) fn state(look: &Look<'_>, decision: &Decision) -> Markup {
    let Some(taken) = &decision.taken else {
        if !decision.waiting_for().is_empty() {
            return tag(Colour::Yellow, "Waits for a board");
        }
        return if look.partnership.tally(decision).is_quorate() {
            tag(Colour::Blue, "Open")
        } else {
            tag(Colour::Yellow, "Not yet quorate")
        };
    };
    match (taken.told.fact.outcome, decision.stands()) {
        (Outcome::Carried, true) => tag(Colour::Green, "Carried"),
        (Outcome::Carried, false) => tag(Colour::Red, "Does not stand"),
        (Outcome::NotCarried, _) => tag(Colour::Grey, "Not carried"),
        (Outcome::Inquorate, _) => tag(Colour::Yellow, "Inquorate"),
        (Outcome::Withdrawn, _) => tag(Colour::Grey, "Withdrawn"),
    }
}
