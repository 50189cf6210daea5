//! What may be claimed of a valuation, whose it is, and what is claimed already.

use commonweal_quantity::Pence;
use commonweal_record::fact::ValuationId;
use commonweal_record::fact::kinds::evidence::ValuationAttached;
use commonweal_record::fact::kinds::money::{BenefitClaimed, BenefitSort};
use commonweal_record::partnership::Told;
use commonweal_service::valuation::claims::{Claimable, beneficiary};
use commonweal_service::valuation::worth::Worth;
use maud::{Markup, html};

use crate::component::{Column, table};
use crate::pages::shared::Look;
use crate::words;

/// A row for each benefit: claimed, with its entry, or the form to claim it.
pub(super) fn section(look: &Look<'_>, told: &Told<ValuationAttached>, worth: &Worth) -> Markup {
    let rows = worth.claims.iter().map(|claim| {
        vec![
            html! { (claim.title.rsplit_once(": ").map_or(claim.title.as_str(), |(line, _)| line)) },
            html! { (whose(look, claim)) },
            html! { (sort(&claim.sort)) },
            html! { (Pence(claim.pence)) },
            html! {
                @if let Some(claimed) = claimed(look, &told.fact.valuation, claim) {
                    "Claimed, " (look.proof(claimed.seq))
                } @else if look.may_record("benefit_claimed") {
                    (look.record_link("benefit_claimed", &prefill(look, told, claim), &html! { "Claim it" span class="govuk-visually-hidden" { ": " (claim.title) } }))
                } @else {
                    "Not claimed"
                }
            },
        ]
    });
    let columns = [
        Column::Text("Benefit"),
        Column::Text("Whose"),
        Column::Text("Sort"),
        Column::Figure("Worth, as expected"),
        Column::Text("In the record"),
    ];
    html! {
        h3 class="govuk-heading-s" { "What is claimed of it" }
        p class="govuk-body" { "Each link of the chain is claimed once in this record: a second claim on it is set aside, and says which claim was there before." }
        (table("Benefits of the valuation, and whether they are claimed", &columns, rows))
    }
}

fn whose(look: &Look<'_>, claim: &Claimable) -> String {
    beneficiary(look.partnership, &claim.pocket)
        .map_or_else(|| claim.pocket.clone(), |body| look.name_of(body).to_owned())
}

fn sort(word: &str) -> String {
    let known = BenefitSort::ALL.iter().find(|sort| sort.word() == word);
    known.map_or_else(|| word.to_owned(), |sort| words::capital(sort.phrase()))
}

/// The claim of the record that is this one.
fn claimed<'l>(
    look: &Look<'l>,
    valuation: &ValuationId,
    claim: &Claimable,
) -> Option<&'l Told<BenefitClaimed>> {
    let mut claims = look.partnership.ledgers.claims.values();
    claims.find(|told| {
        told.fact.valuation.as_ref() == Some(valuation)
            && told.fact.title.as_str() == claim.title
            && told.fact.sort.word() == claim.sort
    })
}

/// The form of the claim, filled in.
fn prefill(look: &Look<'_>, told: &Told<ValuationAttached>, claim: &Claimable) -> String {
    let valued = &told.fact;
    let mut fields = vec![
        ("title".to_owned(), claim.title.clone()),
        ("sort".to_owned(), claim.sort.clone()),
        ("pence".to_owned(), words::in_pounds(Pence(claim.pence))),
        ("evaluation".to_owned(), valued.evaluation.to_string()),
        ("valuation".to_owned(), valued.valuation.to_string()),
    ];
    fields.extend(
        beneficiary(look.partnership, &claim.pocket).map(|body| ("beneficiary".to_owned(), body.to_string())),
    );
    for (row, counted) in claim.counts.iter().enumerate() {
        fields.push((format!("counts.{row}.event"), counted.event.clone()));
        fields.push((format!("counts.{row}.link"), counted.link.clone()));
        fields.extend(counted.share.clone().map(|share| (format!("counts.{row}.share"), share)));
    }
    words::query(&fields)
}
