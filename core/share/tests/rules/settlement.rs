//! Payments settle, and there are no fewer.

use commonweal_quantity::Pence;
use commonweal_share::settlement::{MOST_EXACT, Settlement, SettlementError, settle};
use proptest::prelude::*;

fn after(balances: &[i64], settlement: &Settlement) -> Vec<i64> {
    let mut left = balances.to_vec();
    for transfer in &settlement.transfers {
        assert!(transfer.pence.0 > 0, "{settlement:?}");
        left[transfer.from] += transfer.pence.0;
        left[transfer.to] -= transfer.pence.0;
    }
    left
}

fn pence(balances: &[i64]) -> Vec<Pence> {
    balances.iter().copied().map(Pence).collect()
}

/// Bodies with a balance less the most cancelling groups, over all ways to split them.
fn fewest_by_partitions(balances: &[i64]) -> usize {
    fn groups(rest: &[i64], sums: &mut Vec<i64>) -> usize {
        let Some((first, rest)) = rest.split_first() else {
            return if sums.iter().all(|sum| *sum == 0) { sums.len() } else { 0 };
        };
        let mut best = 0;
        for at in 0..sums.len() {
            sums[at] += first;
            best = best.max(groups(rest, sums));
            sums[at] -= first;
        }
        sums.push(*first);
        best = best.max(groups(rest, sums));
        sums.pop();
        best
    }
    let open: Vec<i64> = balances.iter().copied().filter(|balance| *balance != 0).collect();
    open.len() - groups(&open, &mut Vec::new())
}

fn cancelling(most: usize, range: i64) -> impl Strategy<Value = Vec<i64>> {
    proptest::collection::vec(-range..=range, 1..most).prop_map(|mut balances| {
        balances.push(-balances.iter().sum::<i64>());
        balances
    })
}

proptest! {
    #[test]
    fn few_bodies_settle_in_the_fewest_payments(balances in cancelling(7, 6)) {
        let settlement = settle(&pence(&balances)).unwrap();
        prop_assert!(after(&balances, &settlement).iter().all(|left| *left == 0));
        prop_assert_eq!(settlement.transfers.len(), fewest_by_partitions(&balances));
        prop_assert_eq!(settlement.at_least, settlement.transfers.len());
    }

    #[test]
    fn many_bodies_settle_within_the_stated_bound(balances in cancelling(60, 500)) {
        let settlement = settle(&pence(&balances)).unwrap();
        prop_assert!(after(&balances, &settlement).iter().all(|left| *left == 0));
        let open = balances.iter().filter(|balance| **balance != 0).count();
        prop_assert!(settlement.transfers.len() <= open.saturating_sub(1));
        prop_assert!(settlement.at_least <= settlement.transfers.len());
    }
}

#[test]
fn two_pairs_that_cancel_are_not_made_a_chain() {
    let settlement = settle(&pence(&[500, -300, 300, -500])).unwrap();
    assert_eq!(settlement.transfers.len(), 2);
    let many: Vec<i64> = (1..=20).flat_map(|amount| [amount, -amount]).collect();
    let settlement = settle(&pence(&many)).unwrap();
    assert_eq!((settlement.transfers.len(), settlement.at_least), (MOST_EXACT, MOST_EXACT));
}

#[test]
fn balances_that_do_not_cancel_are_refused_with_the_difference() {
    assert_eq!(settle(&pence(&[500, -300])), Err(SettlementError::DoNotCancel(Pence(200))));
    assert!(matches!(settle(&pence(&[i64::MAX, 1])), Err(SettlementError::Money(_))));
    let extreme = settle(&pence(&[i64::MIN, i64::MAX, 1])).unwrap();
    assert_eq!(extreme.transfers.len(), 2);
    assert_eq!(settle(&[]).unwrap().transfers, []);
}
