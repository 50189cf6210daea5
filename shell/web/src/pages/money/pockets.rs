//! Who paid and who gained: each body's money in, and what is claimed for its budget, cash and not cash apart.

use std::collections::{BTreeMap, BTreeSet};

use commonweal_quantity::Pence;
use commonweal_record::entry::BodyId;
use commonweal_record::fact::kinds::money::BenefitSort;
use commonweal_record::partnership::Partnership;
use maud::{Markup, html};

use super::given;
use crate::component::{Column, table};
use crate::pages::shared::Look;

/// What one body put in and gains, pence.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Pocket {
    put_in: i64,
    cash: i64,
    capacity: i64,
    social: i64,
}

/// One row a body, and a sentence on whoever pays for what others gain.
pub(super) fn section(look: &Look<'_>) -> Markup {
    let pockets = of(look.partnership);
    let whole = pockets.values().fold(Pocket::default(), |sum, one| Pocket {
        put_in: sum.put_in.saturating_add(one.put_in),
        cash: sum.cash.saturating_add(one.cash),
        capacity: sum.capacity.saturating_add(one.capacity),
        social: sum.social.saturating_add(one.social),
    });
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
    let short = pockets
        .iter()
        .map(|(body, it)| (*body, it.put_in.saturating_sub(it.cash.saturating_add(it.capacity))));
    let gap: Vec<(&BodyId, i64)> = short.filter(|(_, gap)| *gap > 0).collect();
    let is_valued = look.partnership.ledgers.claims.values().any(|claim| claim.fact.valuation.is_some());
    html! {
        @if pockets.len() > 1 {
            h2 class="govuk-heading-m" { "Who paid, who gained" }
            (table("What each put in, and what is claimed for it", &columns, rows))
            p class="govuk-body-s" { "Only cash can be spent. Capacity freed lets others be helped; social value falls to people, not to a budget." }
            @if is_valued {
                p class="govuk-body-s" { "A claim on a valuation is for what is expected over its years, at present value: how sure that is stands with it, under " a class="govuk-link" href=(look.address("/evidence")) { "Evidence" } "." }
            }
            @for (body, gap) in gap {
                p class="govuk-body" { (look.name_of(body)) " has put in " (Pence(gap)) " more than is claimed for its own budget: others gain by it." }
            }
        }
    }
}

fn of(partnership: &Partnership) -> BTreeMap<&BodyId, Pocket> {
    let ledgers = &partnership.ledgers;
    let claimed = ledgers.claims.values().map(|claim| &claim.fact.beneficiary);
    let bodies: BTreeSet<&BodyId> = ledgers.contributed.keys().chain(claimed).collect();
    let pocket = |body: &BodyId| {
        let mut pocket = Pocket {
            put_in: ledgers.contributed.get(body).map_or(0, |sums| sums.pence),
            ..Pocket::default()
        };
        for claim in ledgers.claims.values().filter(|claim| claim.fact.beneficiary == *body) {
            let sum = match claim.fact.sort {
                BenefitSort::CashReleasing => &mut pocket.cash,
                BenefitSort::CapacityFreed => &mut pocket.capacity,
                BenefitSort::SocialValue => &mut pocket.social,
            };
            *sum = sum.saturating_add(claim.fact.pence.0);
        }
        pocket
    };
    bodies.into_iter().map(|body| (body, pocket(body))).collect()
}
