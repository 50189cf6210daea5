//! Double entry across the ledgers of bodies, in whole pence.
#![deny(clippy::float_arithmetic)]

pub mod hledger;

use std::collections::BTreeMap;

use commonweal_quantity::{MoneyError, Pence};
use serde::Serialize;

use crate::settlement::Transfer;

/// A side of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// Left.
    Debit,
    /// Right.
    Credit,
}

/// One line of a journal entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Posting {
    /// Whose ledger.
    pub body: String,
    /// Which account in it.
    pub account: String,
    /// Which side.
    pub side: Side,
    /// How much, above nought.
    pub pence: Pence,
}

/// An entry whose debits equal its credits, over all ledgers and in each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// What it is for.
    memo: String,
    /// Its lines.
    postings: Vec<Posting>,
}

/// Why an entry cannot be posted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JournalError {
    /// A line of nought or less.
    #[error(
        "line {line} of '{memo}' posts {pence}; an amount is above nought, and its side says which way it goes"
    )]
    NotPositive {
        /// Which entry.
        memo: String,
        /// Which line, from 1.
        line: usize,
        /// The amount.
        pence: Pence,
    },
    /// A ledger that does not balance.
    #[error(
        "'{memo}' does not balance for {body}: {debits} of debits against {credits} of credits; correct the line that is wrong"
    )]
    Unbalanced {
        /// Which entry.
        memo: String,
        /// Whose ledger.
        body: String,
        /// Sum of the debits.
        debits: Pence,
        /// Sum of the credits.
        credits: Pence,
    },
    /// No line at all.
    #[error("'{0}' has no line; an entry needs a debit and a credit")]
    Empty(String),
    /// Another number of amounts than bodies.
    #[error("{given} amounts are given for {bodies} bodies; give one a body")]
    WrongCount {
        /// How many amounts.
        given: usize,
        /// How many bodies.
        bodies: usize,
    },
    /// What struck and what is shared differ.
    #[error(
        "what struck the bodies adds up to {struck}, what is shared to {shared}; they must be the same to the penny"
    )]
    NotTheSame {
        /// Sum of what struck.
        struck: Pence,
        /// Sum of what is shared.
        shared: Pence,
    },
    /// A sum that cannot be held.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

impl Entry {
    /// An entry with these lines.
    ///
    /// # Errors
    /// [`JournalError::Empty`], [`JournalError::NotPositive`], and [`JournalError::Unbalanced`] with the first ledger that does not balance.
    pub fn new(memo: impl Into<String>, postings: Vec<Posting>) -> Result<Self, JournalError> {
        let memo = memo.into();
        if postings.is_empty() {
            return Err(JournalError::Empty(memo));
        }
        if let Some(at) = postings.iter().position(|posting| posting.pence.0 <= 0) {
            return Err(JournalError::NotPositive { memo, line: at + 1, pence: postings[at].pence });
        }
        let mut sums: BTreeMap<&str, (Pence, Pence)> = BTreeMap::new();
        for posting in &postings {
            let (debits, credits) = sums.entry(&posting.body).or_default();
            let sum = if posting.side == Side::Debit { debits } else { credits };
            *sum = sum.checked_add(posting.pence)?;
        }
        let wrong = sums.into_iter().find(|(_, (debits, credits))| debits != credits);
        if let Some((body, (debits, credits))) = wrong {
            return Err(JournalError::Unbalanced { body: body.to_owned(), memo, debits, credits });
        }
        Ok(Self { memo, postings })
    }

    /// What it is for.
    pub fn memo(&self) -> &str {
        &self.memo
    }

    /// Its lines.
    pub fn postings(&self) -> &[Posting] {
        &self.postings
    }
}

/// Account of what a body is to get from the others.
pub const DUE: &str = "partners";
/// Account of the body's part in shared events.
pub const SHARED: &str = "shared-losses";
/// Account of money at the bank.
pub const BANK: &str = "bank";

/// The entry that makes one body's loss everybody's: who was struck by more than falls to it is owed the rest by who was struck by less.
///
/// Losses are above nought; `None` where nobody owes anything.
///
/// # Errors
/// [`JournalError::WrongCount`], [`JournalError::NotTheSame`] where the two do not add up to the same, sums that cannot be held.
pub fn shared_loss(
    memo: &str,
    bodies: &[String],
    struck: &[Pence],
    falls: &[Pence],
) -> Result<Option<Entry>, JournalError> {
    for given in [struck.len(), falls.len()] {
        if given != bodies.len() {
            return Err(JournalError::WrongCount { given, bodies: bodies.len() });
        }
    }
    let (before, after) =
        (Pence::checked_sum(struck.iter().copied())?, Pence::checked_sum(falls.iter().copied())?);
    if before != after {
        return Err(JournalError::NotTheSame { struck: before, shared: after });
    }
    let mut postings = Vec::new();
    for ((body, struck), falls) in bodies.iter().zip(struck).zip(falls) {
        postings.extend(both_ways(body, DUE, SHARED, struck.checked_sub(*falls)?)?);
    }
    if postings.is_empty() { Ok(None) } else { Entry::new(memo, postings).map(Some) }
}

/// The entry of a payment: the payer's debt and bank go down, the payee's bank goes up and its claim down.
///
/// # Errors
/// [`JournalError::NotPositive`] for a payment of nought or less.
pub fn payment(memo: &str, bodies: &[String], transfer: Transfer) -> Result<Entry, JournalError> {
    let name = |at: usize| {
        bodies.get(at).cloned().ok_or(JournalError::WrongCount { given: at + 1, bodies: bodies.len() })
    };
    let line = |body: String, account: &str, side| Posting {
        body,
        account: account.to_owned(),
        side,
        pence: transfer.pence,
    };
    let (payer, payee) = (name(transfer.from)?, name(transfer.to)?);
    Entry::new(
        memo,
        vec![
            line(payer.clone(), DUE, Side::Debit),
            line(payer, BANK, Side::Credit),
            line(payee.clone(), BANK, Side::Debit),
            line(payee, DUE, Side::Credit),
        ],
    )
}

/// Debit one account and credit another where the amount is above nought, the other way round where below, nothing where nought.
fn both_ways(body: &str, debit: &str, credit: &str, amount: Pence) -> Result<Vec<Posting>, MoneyError> {
    let (debit, credit, pence) = match amount.0 {
        0 => return Ok(Vec::new()),
        1.. => (debit, credit, amount),
        _ => (credit, debit, amount.checked_neg()?),
    };
    let line =
        |account: &str, side| Posting { body: body.to_owned(), account: account.to_owned(), side, pence };
    Ok(vec![line(debit, Side::Debit), line(credit, Side::Credit)])
}

/// Debits less credits of one account by body: what each is owed above nought, what it owes below.
///
/// # Errors
/// A balance that cannot be held.
pub fn balances(entries: &[Entry], account: &str) -> Result<BTreeMap<String, Pence>, MoneyError> {
    let mut balances: BTreeMap<String, Pence> = BTreeMap::new();
    for posting in entries.iter().flat_map(Entry::postings).filter(|posting| posting.account == account) {
        let balance = balances.entry(posting.body.clone()).or_default();
        *balance = match posting.side {
            Side::Debit => balance.checked_add(posting.pence)?,
            Side::Credit => balance.checked_sub(posting.pence)?,
        };
    }
    Ok(balances)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bodies() -> Vec<String> {
        ["Council", "Trust", "Charity"].map(str::to_owned).to_vec()
    }

    fn line(body: &str, side: Side, pence: i64) -> Posting {
        Posting { body: body.to_owned(), account: "a".to_owned(), side, pence: Pence(pence) }
    }

    #[test]
    fn a_ledger_that_does_not_balance_is_named() {
        let across = vec![line("Council", Side::Debit, 5), line("Trust", Side::Credit, 5)];
        let refused = Entry::new("m", across).unwrap_err();
        let expected = JournalError::Unbalanced {
            memo: "m".to_owned(),
            body: "Council".to_owned(),
            debits: Pence(5),
            credits: Pence(0),
        };
        assert_eq!(refused, expected);
        let nought = Entry::new("m", vec![line("Trust", Side::Debit, 0)]);
        assert!(matches!(nought, Err(JournalError::NotPositive { line: 1, .. })));
        assert_eq!(Entry::new("m", vec![]), Err(JournalError::Empty("m".to_owned())));
        let wide = vec![line("Trust", Side::Debit, i64::MAX), line("Trust", Side::Debit, 1)];
        assert!(matches!(Entry::new("m", wide), Err(JournalError::Money(_))));
    }

    #[test]
    fn a_cut_to_one_is_owed_by_the_others_and_payments_clear_it() {
        let pence = |amounts: [i64; 3]| amounts.map(Pence).to_vec();
        let shared =
            shared_loss("cut", &bodies(), &pence([900, 0, 0]), &pence([300, 450, 150])).unwrap().unwrap();
        let owed = balances(std::slice::from_ref(&shared), DUE).unwrap();
        assert_eq!(owed.into_values().map(|pence| pence.0).collect::<Vec<_>>(), [-150, 600, -450]);
        let pay =
            |from, pence| payment("paid", &bodies(), Transfer { from, to: 0, pence: Pence(pence) }).unwrap();
        let cleared = balances(&[shared, pay(1, 450), pay(2, 150)], DUE).unwrap();
        assert!(cleared.values().all(|pence| *pence == Pence::ZERO), "{cleared:?}");
    }

    #[test]
    fn shares_that_do_not_add_up_to_the_loss_are_refused() {
        let refused = shared_loss("cut", &bodies()[..1], &[Pence(2)], &[Pence(1)]);
        assert_eq!(refused, Err(JournalError::NotTheSame { struck: Pence(2), shared: Pence(1) }));
        assert!(matches!(shared_loss("cut", &bodies(), &[], &[]), Err(JournalError::WrongCount { .. })));
        assert_eq!(shared_loss("cut", &bodies()[..1], &[Pence(2)], &[Pence(2)]), Ok(None));
        let nobody = payment("paid", &bodies(), Transfer { from: 3, to: 0, pence: Pence(1) });
        assert!(matches!(nobody, Err(JournalError::WrongCount { .. })));
    }
}
