//! Whatever is shared, every ledger balances after each entry, and the payments leave nobody owing.

use commonweal_quantity::Pence;
use commonweal_share::journal::hledger::{Dated, to_hledger};
use commonweal_share::journal::{DUE, Entry, Side, balances, payment, shared_loss};
use commonweal_share::pence::largest_remainder;
use commonweal_share::settlement::settle;
use proptest::prelude::*;

/// What struck each of some bodies, and a weight for what falls to it.
fn shocks() -> impl Strategy<Value = (Vec<Pence>, Vec<f64>)> {
    proptest::collection::vec((0_i64..2_000_000_000, 0.0..1e6_f64), 1..12).prop_map(|bodies| {
        let (struck, mut weights): (Vec<_>, Vec<_>) =
            bodies.into_iter().map(|(pence, weight)| (Pence(pence), weight)).unzip();
        weights[0] += 1.0;
        (struck, weights)
    })
}

fn named(bodies: usize) -> Vec<String> {
    (0..bodies).map(|at| format!("body-{at}")).collect()
}

/// Debits less credits of each ledger, added up line by line.
fn ledgers_balance(entry: &Entry, bodies: &[String]) -> bool {
    bodies.iter().all(|body| {
        let lines = entry.postings().iter().filter(|posting| posting.body == *body);
        let signed = lines.map(|posting| match posting.side {
            Side::Debit => i128::from(posting.pence.0),
            Side::Credit => -i128::from(posting.pence.0),
        });
        signed.sum::<i128>() == 0
    })
}

/// The amounts of a plain-text journal, in pence.
#[expect(clippy::unwrap_used, reason = "a line without an amount is a failure")]
fn amounts(journal: &str) -> Vec<i64> {
    let lines = journal.lines().filter(|line| line.starts_with("    "));
    let amount = |line: &str| {
        let (_, amount) = line.trim().rsplit_once("  ").unwrap();
        amount.replace(['£', ',', '.'], "").parse::<i64>().unwrap()
    };
    lines.map(amount).collect()
}

proptest! {
    #[test]
    fn a_loss_shared_at_random_balances_in_each_ledger_and_its_payments_clear_it((struck, weights) in shocks()) {
        let bodies = named(struck.len());
        let total = Pence::checked_sum(struck.iter().copied()).unwrap();
        let sum: f64 = weights.iter().sum();
        let parts: Vec<f64> = weights.iter().map(|weight| weight / sum * total.0 as f64 / 100.0).collect();
        let falls = largest_remainder(total, &parts).unwrap();
        let entry = shared_loss("cut", &bodies, &struck, &falls).unwrap();
        let mut entries: Vec<Entry> = entry.into_iter().collect();
        prop_assert!(entries.iter().all(|entry| ledgers_balance(entry, &bodies)));

        let due = balances(&entries, DUE).unwrap();
        let owed: Vec<Pence> = bodies.iter().map(|body| due.get(body).copied().unwrap_or_default()).collect();
        for (at, pence) in owed.iter().enumerate() {
            prop_assert_eq!(pence.0, struck[at].0 - falls[at].0);
        }
        for transfer in settle(&owed).unwrap().transfers {
            let paid = payment("paid", &bodies, transfer).unwrap();
            prop_assert!(ledgers_balance(&paid, &bodies));
            entries.push(paid);
        }
        prop_assert!(balances(&entries, DUE).unwrap().values().all(|left| *left == Pence::ZERO));

        let dated: Vec<Dated<'_>> = entries
            .iter()
            .map(|entry| Dated { date: "2026-04-01", code: "", memo: entry.memo(), postings: entry.postings() })
            .collect();
        let written = amounts(&to_hledger(&dated));
        prop_assert_eq!(written.len(), entries.iter().map(|entry| entry.postings().len()).sum::<usize>());
        prop_assert_eq!(written.iter().map(|pence| i128::from(*pence)).sum::<i128>(), 0);
    }
}
