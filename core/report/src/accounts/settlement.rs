//! Who owes whom: what the journals leave between the partners, and the fewest payments that settle it.

use std::collections::{BTreeMap, BTreeSet};

use commonweal_quantity::Pence;
use commonweal_record::entry::BodyId;
use commonweal_record::fact::PerBody;
use commonweal_record::partnership::Partnership;
use commonweal_share::journal::DUE;
use commonweal_share::settlement::{SettlementError, settle};

use super::shared::title_of;
use super::{Sheet, Value, body_values};

/// A payment from one body to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paid {
    /// Who pays.
    pub from: BodyId,
    /// Whom.
    pub to: BodyId,
    /// How much.
    pub pence: Pence,
}

/// What the journals leave between the partners.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    /// What each body that had an account with the others is owed, below nought what it owes.
    pub balances: BTreeMap<BodyId, Pence>,
    /// The fewest payments that settle it.
    pub payments: Result<Vec<Paid>, SettlementError>,
}

/// What the journals leave in the accounts that the bodies hold with each other, which are called [`DUE`].
pub fn owed(partnership: &Partnership) -> Owed {
    let accounts = partnership.ledgers.balances.iter();
    let due = accounts.filter_map(|(body, accounts)| {
        let (_, pence) = accounts.iter().find(|(account, _)| account.as_str() == DUE)?;
        Some((body.clone(), Pence(*pence)))
    });
    let balances: BTreeMap<BodyId, Pence> = due.collect();
    let payments = settled(&balances);
    Owed { balances, payments }
}

/// The fewest payments that turn what a shock took from each into what was agreed to fall to each; none where they do not add up to the same.
pub fn payments(struck: &PerBody<Pence>, allocation: &PerBody<Pence>) -> Vec<Paid> {
    let bodies: BTreeSet<&BodyId> = struck.0.keys().chain(allocation.0.keys()).collect();
    let of = |amounts: &PerBody<Pence>, body: &BodyId| amounts.0.get(body).map_or(0, |pence| pence.0);
    let owed = bodies
        .into_iter()
        .map(|body| (body.clone(), Pence(of(struck, body).saturating_sub(of(allocation, body)))));
    settled(&owed.collect()).unwrap_or_default()
}

fn settled(balances: &BTreeMap<BodyId, Pence>) -> Result<Vec<Paid>, SettlementError> {
    let bodies: Vec<&BodyId> = balances.keys().collect();
    let settled = settle(&balances.values().copied().collect::<Vec<_>>())?;
    let paid = settled.transfers.iter().filter_map(|transfer| {
        let (from, to) = (*bodies.get(transfer.from)?, *bodies.get(transfer.to)?);
        Some(Paid { from: from.clone(), to: to.clone(), pence: transfer.pence })
    });
    Ok(paid.collect())
}

/// A row a payment: those that make each shared loss everybody's, then those that settle what the journals still leave.
pub(super) fn settlement(partnership: &Partnership) -> Sheet {
    let mut rows = Vec::new();
    let mut add = |what: &str, payments: &[Paid]| {
        rows.extend(payments.iter().map(|paid| {
            let [from, from_name] = body_values(partnership, &paid.from);
            let [to, to_name] = body_values(partnership, &paid.to);
            vec![Value::text(what), from, from_name, to, to_name, Value::Money(paid.pence)]
        }));
    };
    for (id, division) in &partnership.ledgers.events {
        if let (Some(shock), Some(loss)) = (&division.shock, &division.loss) {
            let what = format!("agreed: {}", title_of(id.as_str(), division));
            add(&what, &payments(&shock.fact.struck, &loss.fact.allocation));
        }
    }
    add("still to be paid", &owed(partnership).payments.unwrap_or_default());
    Sheet { name: "Settlement", columns: &["what", "from", "from name", "to", "to name", "amount"], rows }
}
