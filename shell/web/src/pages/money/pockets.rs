//! Who paid and who gained: each body's money in, and what is claimed for its budget, cash and not cash apart.

use commonweal_quantity::Pence;
use commonweal_report::accounts::{Pocket, pockets};
use maud::{Markup, html};

use super::given;
use crate::component::{Column, table};
use crate::pages::shared::Look;

/// One row a body, and a sentence on whoever pays for what others gain.
pub(super) fn section(look: &Look<'_>) -> Markup {
    let pockets = pockets(look.partnership);
    let whole = Pocket::together(pockets.values());
    let row = |name: Markup, it: &Pocket| {
        let sums = [it.put_in, it.cash, it.capacity, it.social];
        std::iter::once(name).chain(sums.map(|sum| html! { (given(Pence(sum))) })).collect::<Vec<_>>()
    };
    let rows = pockets.iter().map(|(body, pocket)| row(html! { (look.name_of(body)) }, pocket));
    let rows: Vec<_> = rows.chain([row(html! { "Together" }, &whole)]).collect();
    let columns = [
        Column::Text("Body"),
        Column::Figure("Put in"),
        Column::Figure("Gains in cash"),
        Column::Figure("Capacity freed"),
        Column::Figure("Social value"),
    ];
    let is_valued = look.partnership.ledgers.claims.values().any(|claim| claim.fact.valuation.is_some());
    html! {
        @if pockets.len() > 1 {
            h2 class="govuk-heading-m" { "Who paid, who gained" }
            (table("What each put in, and what is claimed for it", &columns, rows))
            p class="govuk-body-s" { "Only cash can be spent. Capacity freed lets others be helped; social value falls to people, not to a budget." }
            @if is_valued {
                p class="govuk-body-s" { "A claim on a valuation is for what is expected over its years, at present value: how sure that is stands with it, under " a class="govuk-link" href=(look.address("/evidence")) { "Evidence" } "." }
            }
            @for (body, pocket) in pockets.iter().filter(|(_, pocket)| pocket.gap() > 0) {
                p class="govuk-body" { (look.name_of(body)) " has put in " (Pence(pocket.gap())) " more than is claimed for its own budget: others gain by it." }
            }
        }
    }
}
