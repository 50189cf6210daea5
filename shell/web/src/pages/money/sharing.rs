//! A shared gain or loss: what struck whom, what the agreement gives each, what was recorded, and who pays whom.

use commonweal_quantity::Pence;
use commonweal_record::entry::BodyId;
use commonweal_record::fact::kinds::agreement::ShareRule;
use commonweal_record::fact::{EventId, PerBody};
use commonweal_record::partnership::{Division, TermPlace};
use commonweal_report::accounts::{Paid, payments};
use commonweal_service::sharing::shock::{Given, Proposal, proposed};
use maud::{Markup, html};

use super::given;
use crate::component::{Column, inset, table};
use crate::pages::shared::Look;
use crate::words;

/// One shared event.
pub(super) fn event(look: &Look<'_>, id: &EventId, division: &Division) -> Markup {
    let title = division.shock.as_ref().map_or(id.as_str(), |told| told.fact.title.as_str());
    html! {
        h3 class="govuk-heading-s" id=(format!("event-{id}")) { (title) }
        @if let Some(shock) = &division.shock {
            p class="govuk-body" { (shock.fact.total) " in all, noted by " (look.name_of(&shock.body)) ", " (look.proof(shock.seq)) "." }
        }
        @if let Some(told) = &division.loss {
            (divided(look, "What falls to each", told.fact.rule, told.fact.total, &told.fact.allocation, division, told.seq))
        } @else if let Some(told) = &division.gain {
            (divided(look, "What each gains", told.fact.rule, told.fact.total, &told.fact.allocation, division, told.seq))
        } @else {
            (by_agreement(look, id))
        }
    }
}

fn divided(
    look: &Look<'_>,
    caption: &str,
    rule: ShareRule,
    total: Pence,
    allocation: &PerBody<Pence>,
    division: &Division,
    seq: u64,
) -> Markup {
    let shock = division.shock.as_ref().map(|told| &told.fact.struck);
    let struck = |body: &BodyId| shock.and_then(|struck| struck.0.get(body)).copied();
    let rows = allocation.0.iter().map(|(body, pence)| {
        vec![
            html! { (look.name_of(body)) },
            html! { (given(struck(body).unwrap_or(Pence(0)))) },
            html! { (given(*pence)) },
        ]
    });
    let rows: Vec<_> =
        rows.chain([vec![html! { "Together" }, html! { (total) }, html! { (total) }]]).collect();
    let flagged = look.partnership.findings.iter().filter(|finding| finding.seq == seq);
    let paid = shock.map(|struck| payments(struck, allocation)).unwrap_or_default();
    html! {
        (table(caption, &[Column::Text("Body"), Column::Figure("Struck"), Column::Figure("Shared")], rows))
        p class="govuk-body" { "Divided " (rule.phrase()) ", " (look.proof(seq)) "." }
        @for finding in flagged { p class="govuk-error-message" { (words::sentence(&finding.matter.to_string())) } }
        (who_pays(look, &paid))
    }
}

fn who_pays(look: &Look<'_>, paid: &[Paid]) -> Markup {
    html! {
        @if !paid.is_empty() {
            p class="govuk-body" { "The fewest payments that do it:" }
            ul class="govuk-list govuk-list--bullet" {
                @for paid in paid { li { (look.name_of(&paid.from)) " pays " (look.name_of(&paid.to)) " " strong { (paid.pence) } } }
            }
        }
    }
}

/// What the agreement gives each of an event that is not divided yet, and how to record it.
fn by_agreement(look: &Look<'_>, id: &EventId) -> Markup {
    let proposal = match proposed(look.partnership, id, &Given::default()) {
        Ok(proposal) => proposal,
        Err(reason) => {
            return inset(&html! { p { "Not yet divided: " (reason) "." } });
        }
    };
    let falls = proposal.allocation.0.iter();
    let rows = falls.map(|(body, falls)| vec![html! { (look.name_of(body)) }, html! { (given(*falls)) }]);
    let rows: Vec<_> = rows.collect();
    html! {
        p class="govuk-body" { "Not yet divided. The agreement divides it " (proposal.rule.phrase()) " (" (in_words(&proposal.place)) "):" }
        (table("What the agreement gives each to bear", &[Column::Text("Body"), Column::Figure("Falls to it")], rows))
        @for bound in &proposal.division.limits { p class="govuk-body" { (words::sentence(&bound.words)) } }
        p class="govuk-body" { "The terms that were applied:" }
        ul class="govuk-list govuk-list--bullet" {
            @for (place, words) in &proposal.terms { li { (words::sentence(words)) " (" (in_words(place)) ")" } }
        }
        (look.record_button("loss_shared", &prefill(id, &proposal), "Record this division"))
    }
}

fn in_words(place: &TermPlace) -> String {
    format!("clause {} of agreement {}", place.clause, place.agreement)
}

/// The form of the division, filled in.
fn prefill(id: &EventId, proposal: &Proposal) -> String {
    let falls = proposal.allocation.0.iter();
    let parts = falls.map(|(body, falls)| format!("&allocation.{body}={}", words::in_pounds(*falls)));
    format!(
        "?event={id}&total={}&rule={}{}",
        words::in_pounds(proposal.total),
        proposal.rule.word(),
        parts.collect::<String>()
    )
}
