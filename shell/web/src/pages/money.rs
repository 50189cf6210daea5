//! Money: who paid and who gained, what is claimed for whom, shared gains and losses, journals.

pub(crate) mod files;
pub(crate) mod fund;
mod glance;
mod pockets;
mod sharing;

use commonweal_quantity::Pence;
use maud::{Markup, html};

use super::shared::{Look, of_partnership};
use crate::answer::Answer;
use crate::component::{Column, empty, table};
use crate::csv;
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

/// Who paid, who gained, what is shared, what each body's accounts say.
pub(crate) fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    of_partnership(visit, "Money", |look| {
        let ledgers = &look.partnership.ledgers;
        Ok(html! {
            (glance::section(look))
            (pockets::section(look))
            (contributions(look))
            (claims(look))
            h2 class="govuk-heading-m" { "Shared gains and losses" }
            @if ledgers.events.is_empty() {
                (empty("Nothing has been shared yet.", html! { "When funding of one is cut, or money is saved, the partners divide it by the agreement's rule: note the shock, decide, and record the division." }))
            }
            @for (id, division) in &ledgers.events { (sharing::event(look, id, division)) }
            @if !ledgers.events.is_empty() { (csv::links(look.slug, &["events"])) }
            div class="govuk-button-group" {
                (look.record_button("shock_noted", "", "Note a shock"))
                (look.record_button("loss_shared", "", "Share a loss"))
                (look.record_button("gain_shared", "", "Share a gain"))
            }
            (journals(look))
            (fund::invitation(look))
        })
    })
}

fn contributions(look: &Look<'_>) -> Markup {
    let rows = look.partnership.ledgers.contributed.iter().map(|(body, sums)| {
        vec![
            html! { (look.name_of(body)) },
            html! { (given(Pence(sums.pence))) },
            html! { (hours(sums.minutes)) },
            html! { @for (energy, times) in &sums.energy { p { (words::capital(energy.phrase())) @if *times > 1 { ", " (times) " times" } } } },
        ]
    });
    let rows: Vec<_> = rows.collect();
    html! {
        h2 class="govuk-heading-m" { "What each put in" }
        @if rows.is_empty() {
            (empty("No contribution is recorded yet.", html! { "Money, time and energy all count: each body records its own." }))
        } @else {
            (table("Contributions by body", &[Column::Text("Body"), Column::Figure("Money"), Column::Figure("Hours"), Column::Text("Energy")], rows))
            (csv::links(look.slug, &["contributions"]))
        }
        (look.record_button("contribution_made", "", "Record a contribution"))
    }
}

/// A sum, or that there is none.
fn given(sum: Pence) -> String {
    if sum == Pence(0) { "nothing".to_owned() } else { sum.to_string() }
}

/// Hours and minutes, or that there are none.
fn hours(minutes: i64) -> String {
    if minutes == 0 {
        return "nothing".to_owned();
    }
    format!("{}:{:02}", minutes / 60, minutes % 60)
}

fn claims(look: &Look<'_>) -> Markup {
    let rows = look.partnership.ledgers.claims.values().map(|told| {
        let fact = &told.fact;
        vec![
            html! { (fact.title) " (" (look.proof(told.seq)) ")" },
            html! { (look.name_of(&fact.beneficiary)) },
            html! { (words::capital(fact.sort.phrase())) },
            html! { (fact.pence) },
            html! { @match &fact.evaluation {
                Some(id) => {
                    a class="govuk-link" href=(format!("{}#evaluation-{id}", look.address("/evidence"))) { "Evaluation " (id) }
                    @if let Some(valuation) = &fact.valuation {
                        ", " a class="govuk-link" href=(look.address(&format!("/evidence/{id}/value"))) { "valuation " (valuation) }
                    }
                },
                None => "Nothing evaluated",
            } },
        ]
    });
    let rows: Vec<_> = rows.collect();
    html! {
        h2 class="govuk-heading-m" { "Benefits claimed" }
        @if rows.is_empty() {
            (empty("No benefit is claimed yet.", html! { "A benefit is claimed once, for one body, and says whether it is cash, capacity or social value, and on what evaluation it rests." }))
        } @else {
            (table("Benefits by whose budget they fall to", &[Column::Text("Benefit"), Column::Text("Whose"), Column::Text("Sort"), Column::Figure("Worth"), Column::Text("Rests on")], rows))
            (csv::links(look.slug, &["benefits"]))
        }
        (look.record_button("benefit_claimed", "", "Claim a benefit"))
    }
}

fn journals(look: &Look<'_>) -> Markup {
    let ledgers = &look.partnership.ledgers;
    let balances = ledgers.balances.iter().flat_map(|(body, accounts)| {
        accounts.iter().map(move |(account, pence)| {
            vec![
                html! { (look.name_of(body)) },
                html! { (account) },
                html! { @if *pence >= 0 { (Pence(*pence)) } },
                html! { @if *pence < 0 { (Pence(pence.saturating_neg())) } },
            ]
        })
    });
    let rows: Vec<_> = balances.collect();
    html! {
        @if !rows.is_empty() {
            h2 class="govuk-heading-m" { "Balances" }
            (table("Balances by body and account", &[Column::Text("Body"), Column::Text("Account"), Column::Figure("Debit"), Column::Figure("Credit")], rows))
            (csv::links(look.slug, &["balances"]))
            p class="govuk-body" { "From " (words::count(ledgers.journals.len(), "journal", "journals")) ", each with equal debits and credits." }
        }
        (files::links(look.slug))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_given_is_called_nothing() {
        assert_eq!((given(Pence(0)), hours(0)), ("nothing".to_owned(), "nothing".to_owned()));
        assert_eq!((given(Pence(-150)), hours(61)), (Pence(-150).to_string(), "1:01".to_owned()));
    }
}
