//! Evidence: what was locked before it was looked at, what the work changed, with its interval, and what is claimed on the strength of it.

mod claims;
mod found;
pub(crate) mod one;
pub(crate) mod value;
mod worth;

pub(super) use found::effect;

use commonweal_record::fact::{EvaluationId, Which};
use commonweal_record::partnership::{Evaluation, LockOrder};
use commonweal_record::tree::Hash;
use commonweal_service::evaluation::kept::Found;
use commonweal_service::record::RecordError;
use maud::{Markup, html};

use super::shared::{Look, of_partnership};
use crate::answer::Answer;
use crate::component::{Colour, Column, empty, summary_list, table, tag};
use crate::csv;
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

/// The evaluations and protocols of a partnership.
pub(crate) fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    of_partnership(visit, "Evidence", |look| {
        let evaluations = &look.partnership.evidence.evaluations;
        let mut newest: Vec<_> = evaluations.iter().collect();
        newest.sort_by_key(|(_, evaluation)| std::cmp::Reverse(evaluation.attached.seq));
        // Pictures of one: their names on the page are those of the report.
        let (mut shown, mut pictured) = (Vec::new(), false);
        for (id, evaluation) in newest {
            let beside = found::beside(visit, look, id, evaluation)?;
            let found = beside.found.as_ref().filter(|_| !pictured);
            pictured |= found.is_some();
            let worth = worth::beside(visit, look, id)?;
            shown.push(html! {
                (in_short(look, id, evaluation, found))
                (worth::in_short(look, id, &worth, found.is_some()))
            });
        }
        Ok(html! {
            p class="govuk-body" {
                "A protocol says what will be measured, and how, before anybody has seen the outcomes. An effect never stands here without its interval, "
                "nor without saying whether its protocol came first."
            }
            @if shown.is_empty() {
                (empty("No evaluation is attached yet.", html! {
                    "Lock a protocol, load the outcomes, run " code { "commonweal evaluate PROTOCOL.toml" } ", and attach what it found: the record keeps the hashes of protocol, data and report."
                }))
            }
            @for evaluation in &shown { (evaluation) }
            @if !shown.is_empty() { (csv::links(look.slug, &["evaluations"])) }
            (protocols(look))
            (invariants(look))
            div class="govuk-button-group" {
                (look.record_button("protocol_locked", "", "Lock a protocol"))
                (look.record_button("outcomes_loaded", "", "Record that outcomes were loaded"))
                (look.record_button("evaluation_attached", "", "Attach an evaluation"))
            }
        })
    })
}

/// What it rests on, how well it fits, then what it found.
fn in_short(look: &Look<'_>, id: &EvaluationId, evaluation: &Evaluation, found: Option<&Found>) -> Markup {
    let one = look.address(&format!("/evidence/{id}"));
    html! {
        h2 class="govuk-heading-m" id=(format!("evaluation-{id}")) { "Evaluation " (id) }
        (attached(look, evaluation))
        @if let Some(found) = found {
            (found::ran(found))
            (found::in_short(look, evaluation, found))
            p class="govuk-body" { a class="govuk-link" href=(one) { "Every method, what chance alone gives, the weights, and what to beware of" } }
            (found::tables(look, id, found))
        } @else {
            (found::effect(look, evaluation))
            p class="govuk-body" { a class="govuk-link" href=(one) { "How it was found, and how to run it again" } }
        }
    }
}

/// What it was made from, who attached it, and what is claimed on it.
fn attached(look: &Look<'_>, evaluation: &Evaluation) -> Markup {
    let told = &evaluation.attached;
    let fact = &told.fact;
    let claims = look.partnership.ledgers.claims.values();
    let claims: Vec<_> =
        claims.filter(|claim| claim.fact.evaluation.as_ref() == Some(&fact.evaluation)).collect();
    let mut rows = vec![
        ("Protocol", html! { (order(evaluation.order)) " " (hash(&fact.protocol)) }),
        ("Data", hash(&fact.data)),
        ("Report", hash(&fact.report)),
        (
            "Attached",
            html! { "by " (look.name_of(&told.body)) " on " (words::day(told.at)) ", " (look.proof(told.seq)) },
        ),
    ];
    if !claims.is_empty() {
        rows.push(("Claimed on it", html! {
            @for claim in claims { p { (claim.fact.title) ": " (claim.fact.pence) " for " (look.name_of(&claim.fact.beneficiary)) ", " (look.proof(claim.seq)) } }
        }));
    }
    html! {
        (summary_list(rows))
        details class="govuk-details" {
            summary class="govuk-details__summary" { span class="govuk-details__summary-text" { "Run it again yourself" } }
            div class="govuk-details__text" {
                p { "With the protocol and the data whose SHA-256 are above: " code { "commonweal evaluate PROTOCOL.toml" } ". Compare its figures with those of the record." }
            }
        }
    }
}

/// Whether the protocol came before the outcomes, in a word.
pub(super) fn order(order: LockOrder) -> Markup {
    match order {
        LockOrder::LockedFirst { .. } => tag(Colour::Green, "Locked before outcomes"),
        LockOrder::LockedLate { .. } => tag(Colour::Red, "Locked after outcomes"),
        LockOrder::NotLocked => tag(Colour::Red, "Never locked"),
    }
}

/// A number with a true minus sign.
pub(super) fn minus(number: &str) -> String {
    number.replace('-', "\u{2212}")
}

fn hash(hash: &Hash) -> Markup {
    html! { span class="cw-hash" { (hash) } }
}

fn protocols(look: &Look<'_>) -> Markup {
    let rows = look.partnership.evidence.protocols.iter().map(|(protocol, it)| {
        let locked = it.locked.as_ref();
        vec![
            html! { (locked.map_or("Not locked", |told| told.fact.outcome.as_str())) " " (hash(protocol)) },
            html! { @match locked { Some(told) => { (words::day(told.at)) ", " (look.proof(told.seq)) }, None => "Never" } },
            html! { @for told in &it.loaded { p { (words::day(told.at)) ", " (look.proof(told.seq)) } } @if it.loaded.is_empty() { "Not yet" } },
            order(it.order()),
        ]
    });
    let rows: Vec<_> = rows.collect();
    html! {
        @if !rows.is_empty() {
            h2 class="govuk-heading-m" { "Protocols" }
            (table("Protocols and when their outcomes were loaded", &[Column::Text("Outcome"), Column::Text("Locked"), Column::Text("Outcomes loaded"), Column::Text("Order")], rows))
            (csv::links(look.slug, &["protocols"]))
        }
    }
}

fn invariants(look: &Look<'_>) -> Markup {
    use commonweal_record::fact::kinds::evidence::Kept;
    let rows = look.partnership.evidence.invariants.iter().rev().map(|told| {
        vec![
            html! { (words::capital(told.fact.invariant.phrase())) },
            html! { (look.name_of(&told.body)) },
            match told.fact.status {
                Kept::Kept => tag(Colour::Green, "Kept"),
                Kept::Broken => tag(Colour::Red, "Broken"),
            },
            html! { (words::day(told.at)) ", " (look.proof(told.seq)) },
        ]
    });
    let rows: Vec<_> = rows.collect();
    html! {
        @if !rows.is_empty() {
            h2 class="govuk-heading-m" { "What must not happen" }
            (table("Invariants", &[Column::Text("Invariant"), Column::Text("Body"), Column::Text("State"), Column::Text("Reported")], rows))
            (csv::links(look.slug, &["invariants"]))
        }
    }
}

/// Whether whoever is signed in may bring files for a fact of this kind, before anything else is said of them.
fn permitted(visit: &Visit<'_>, which: Which) -> Result<(), Problem> {
    visit.look(|log| {
        let acting = visit.acting_in(&log.view().partnership).ok_or(Problem::NotFound)?;
        Ok::<_, Problem>(log.permit(which, acting).map_err(RecordError::from)?)
    })?
}
