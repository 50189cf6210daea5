//! What each put in, what is claimed, what was shared.

use commonweal_quantity::Pence;
use commonweal_record::fact::PerBody;
use commonweal_record::fact::kinds::money::{BenefitClaimed, Contribution};

use super::table;
use crate::answer::Answer;
use crate::csv::writer::{Cell, cell};
use crate::problem::Problem;
use crate::visit::Visit;

/// Every contribution.
pub(crate) fn contributions(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let heading = ["body", "pence", "minutes", "energy", "made", "entry"];
    table(visit, "contributions", heading, |partnership| {
        let rows = partnership.ledgers.contributions.iter().map(|told| {
            let (pence, minutes, energy) = match &told.fact.contribution {
                Contribution::Money { pence } => (cell(pence), Cell::Nothing, Cell::Nothing),
                Contribution::Time { minutes } => (Cell::Nothing, cell(minutes), Cell::Nothing),
                Contribution::Energy { form } => (Cell::Nothing, Cell::Nothing, cell(form)),
            };
            [cell(&told.body), pence, minutes, energy, Cell::of(told.at.to_string()), cell(&told.seq)]
        });
        rows.collect()
    })
}

/// What each account of each body comes to over all journals, in pence; a debit is above nought.
pub(crate) fn balances(visit: &Visit<'_>) -> Result<Answer, Problem> {
    table(visit, "balances", ["body", "account", "pence"], |partnership| {
        let rows = partnership.ledgers.balances.iter().flat_map(|(body, accounts)| {
            accounts
                .iter()
                .map(move |(account, pence)| [cell(body), cell(account), Cell::of(pence.to_string())])
        });
        rows.collect()
    })
}

/// Every benefit claimed, in pence by sort and beneficiary.
pub(crate) fn benefits(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let heading = [
        "claim",
        "title",
        "sort",
        "claimed_by",
        "beneficiary",
        "pence",
        "evaluation",
        "valuation",
        "counts",
        "entry",
    ];
    table(visit, "benefits", heading, |partnership| {
        let rows = partnership.ledgers.claims.values().map(|told| {
            let claim = &told.fact;
            [
                cell(&claim.claim),
                cell(&claim.title),
                cell(&claim.sort),
                cell(&told.body),
                cell(&claim.beneficiary),
                cell(&claim.pence),
                cell(&claim.evaluation),
                cell(&claim.valuation),
                counts(claim),
                cell(&told.seq),
            ]
        });
        rows.collect()
    })
}

/// "admission of falls (9/20); bed-day of falls".
fn counts(claim: &BenefitClaimed) -> Cell {
    let links = claim.counts.iter().flatten().map(|it| {
        let share = it
            .share
            .map_or(String::new(), |share| format!(" ({}/{})", share.numerator(), share.denominator()));
        format!("{} of {}{share}", it.link, it.event)
    });
    let links: Vec<String> = links.collect();
    if links.is_empty() { Cell::Nothing } else { Cell::of(links.join("; ")) }
}

/// Every shared event, a row for each body and what fell to it.
pub(crate) fn events(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let heading = ["event", "what", "body", "pence", "entry"];
    table(visit, "events", heading, |partnership| {
        let mut rows = Vec::new();
        for (id, division) in &partnership.ledgers.events {
            let mut add = |what: &str, by: &PerBody<Pence>, seq: u64| {
                let row = |(body, pence)| [cell(id), Cell::of(what), cell(body), cell(pence), cell(&seq)];
                rows.extend(by.0.iter().map(row));
            };
            if let Some(told) = &division.shock {
                add("struck", &told.fact.struck, told.seq);
            }
            if let Some(told) = &division.loss {
                add("loss", &told.fact.allocation, told.seq);
            }
            if let Some(told) = &division.gain {
                add("gain", &told.fact.allocation, told.seq);
            }
        }
        rows
    })
}
