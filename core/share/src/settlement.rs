//! The fewest payments that settle who owes whom.
#![deny(clippy::float_arithmetic)]

use commonweal_quantity::{MoneyError, Pence};
use serde::Serialize;

/// Most bodies with a balance for which the fewest payments are found for certain: 2²⁰ groups are looked at.
pub const MOST_EXACT: usize = 20;

/// A payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Transfer {
    /// Who pays, by position.
    pub from: usize,
    /// Whom, by position.
    pub to: usize,
    /// How much, above nought.
    pub pence: Pence,
}

/// Payments that settle all balances.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settlement {
    /// The payments.
    pub transfers: Vec<Transfer>,
    /// No settlement has fewer payments than this; where it is their number, they are the fewest.
    pub at_least: usize,
}

/// Why balances cannot be settled.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettlementError {
    /// Balances that do not cancel.
    #[error(
        "the balances add up to {0}, not to nought: what some are owed is not what the others owe; correct a balance, what is owed above nought and what is owed to others below"
    )]
    DoNotCancel(Pence),
    /// A sum that cannot be held.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

/// The fewest payments that bring all balances (what a body is owed, below nought what it owes) to nought.
///
/// Bodies split into groups whose balances cancel; a group of k needs at least k − 1 payments and never more. So the fewest are the bodies with a balance less
/// the largest number of such groups, found over all subsets: g(S) = max_{i∈S} g(S∖i) + [`Σ_S` = 0], O(n·2ⁿ). For more than [`MOST_EXACT`] bodies with a
/// balance, pairs that cancel are taken first and the largest debt pays the largest claim from there; no settlement has fewer payments than there are
/// payers, or payees. T. Verhoeff, "Settling multiple debts efficiently", Informatics in Education 3 (2004), 105–126.
///
/// # Errors
/// [`SettlementError::DoNotCancel`], sums that cannot be held.
pub fn settle(balances: &[Pence]) -> Result<Settlement, SettlementError> {
    let sum = Pence::checked_sum(balances.iter().copied())?;
    if sum != Pence::ZERO {
        return Err(SettlementError::DoNotCancel(sum));
    }
    let open: Vec<(usize, i128)> = balances
        .iter()
        .enumerate()
        .filter(|(_, pence)| pence.0 != 0)
        .map(|(at, pence)| (at, pence.0.into()))
        .collect();
    let payers = open.iter().filter(|(_, balance)| *balance < 0).count();
    let groups =
        if open.len() <= MOST_EXACT { cancelling_groups(&open) } else { cancelling_pairs(open.clone()) };
    let mut transfers = Vec::new();
    for group in &groups {
        transfers.extend(largest_pays_largest(group.clone())?);
    }
    let at_least = if open.len() <= MOST_EXACT { transfers.len() } else { payers.max(open.len() - payers) };
    Ok(Settlement { transfers, at_least })
}

/// The largest number of groups whose balances cancel.
fn cancelling_groups(open: &[(usize, i128)]) -> Vec<Vec<(usize, i128)>> {
    let all = (1_usize << open.len()) - 1;
    let mut sums = vec![0_i128];
    for (_, balance) in open {
        for lower in 0..sums.len() {
            sums.push(sums[lower] + balance);
        }
    }
    let members = |set: usize| (0..open.len()).filter(move |body| set >> body & 1 == 1);
    let mut most = vec![0_u8; all + 1];
    for set in 1..=all {
        let below = members(set).map(|body| most[set & !(1 << body)]).max().unwrap_or(0);
        most[set] = below + u8::from(sums[set] == 0);
    }
    let (mut groups, mut set) = (Vec::new(), all);
    while set != 0 {
        if sums[set] == 0 {
            groups.push(Vec::new());
        }
        let wanted = most[set] - u8::from(sums[set] == 0);
        let Some(body) = members(set).find(|body| most[set & !(1 << body)] == wanted) else { break };
        if let Some(group) = groups.last_mut() {
            group.push(open[body]);
        }
        set &= !(1 << body);
    }
    groups
}

/// Pairs that cancel, then all others in one group.
fn cancelling_pairs(mut open: Vec<(usize, i128)>) -> Vec<Vec<(usize, i128)>> {
    let mut groups = Vec::new();
    let mut others = Vec::new();
    while let Some((body, balance)) = open.pop() {
        match open.iter().position(|(_, other)| *other == -balance) {
            Some(at) => groups.push(vec![(body, balance), open.remove(at)]),
            None => others.push((body, balance)),
        }
    }
    groups.push(others);
    groups
}

/// The largest debt pays the largest claim until all is paid: at most one payment fewer than there are balances.
fn largest_pays_largest(mut group: Vec<(usize, i128)>) -> Result<Vec<Transfer>, MoneyError> {
    let mut transfers = Vec::new();
    loop {
        // Ties go to the earlier position on either side.
        group.sort_by_key(|(at, balance)| (*balance, *at));
        let last = group.iter().map(|(_, balance)| *balance).max().unwrap_or(0);
        let payee = group.iter().position(|(_, balance)| *balance == last);
        let (Some(payee), Some((_, debt))) = (payee, group.first().copied()) else { break };
        if debt >= 0 || last <= 0 {
            break;
        }
        let paid = last.min(-debt);
        let pence = i64::try_from(paid).map(Pence).map_err(|_| MoneyError::OutOfRange)?;
        transfers.push(Transfer { from: group[0].0, to: group[payee].0, pence });
        group[0].1 += paid;
        group[payee].1 -= paid;
        group.retain(|(_, balance)| *balance != 0);
    }
    Ok(transfers)
}
