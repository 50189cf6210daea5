//! Placebo assignments: which donors are treated as if they had been.

use rand::RngExt;

use crate::random::{Purpose, stream};

/// Most placebo assignments that are enumerated.
pub(crate) const MOST_EXHAUSTIVE: usize = 100_000;

/// C(n, k), or `None` beyond [`MOST_EXHAUSTIVE`].
pub(crate) fn combinations(n: usize, k: usize) -> Option<usize> {
    let k = k.min(n.checked_sub(k)?);
    let mut count: usize = 1;
    for i in 0..k {
        count = count.checked_mul(n - i)? / (i + 1);
        if count > MOST_EXHAUSTIVE {
            return None;
        }
    }
    Some(count)
}

/// Every set of `k` rows out of `0..n`, in lexicographic order.
pub(crate) fn exhaustive(n: usize, k: usize) -> Vec<Vec<usize>> {
    let mut sets = Vec::new();
    let mut set: Vec<usize> = (0..k).collect();
    if k == 0 || k > n {
        return sets;
    }
    loop {
        sets.push(set.clone());
        // The rightmost member that can still move up.
        let Some(position) = (0..k).rev().find(|&i| set[i] < n - k + i) else { return sets };
        set[position] += 1;
        for i in position + 1..k {
            set[i] = set[i - 1] + 1;
        }
    }
}

/// `draws` sets of `k` rows out of `0..n`, each drawn uniformly and independently of the others.
pub(crate) fn sampled(n: usize, k: usize, draws: usize, seed: u64) -> Vec<Vec<usize>> {
    (0..draws)
        .map(|draw| {
            let mut rng = stream(seed, Purpose::Placebo, draw as u64);
            let mut rows: Vec<usize> = (0..n).collect();
            for i in 0..k.min(n) {
                let j = rng.random_range(i..n);
                rows.swap(i, j);
            }
            rows.truncate(k);
            rows.sort_unstable();
            rows
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_of_four_is_listed_once_in_order() {
        let pairs = exhaustive(4, 2);
        assert_eq!(pairs, [[0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [2, 3]]);
        assert_eq!(combinations(4, 2), Some(6));
    }

    #[test]
    fn the_count_of_combinations_matches_the_list_and_stops_at_the_limit() {
        for (n, k) in [(5, 1), (7, 3), (9, 9), (6, 0)] {
            let listed = exhaustive(n, k).len().max(usize::from(k == 0));
            assert_eq!(combinations(n, k), Some(listed), "{n} {k}");
        }
        assert_eq!(combinations(3, 4), None);
        assert_eq!(combinations(1000, 100), None);
    }

    #[test]
    fn sampled_sets_hold_distinct_rows_and_do_not_depend_on_how_many_are_drawn() {
        let few = sampled(10, 4, 3, 7);
        let many = sampled(10, 4, 30, 7);
        assert_eq!(few, many[..3]);
        for set in &many {
            assert!(set.windows(2).all(|pair| pair[0] < pair[1]) && set.len() == 4 && set[3] < 10);
        }
        let hits = many.iter().filter(|set| set.contains(&0)).count();
        // Expected 12 of 30; outside 3..=22 with probability below 0.0005.
        assert!((3..=22).contains(&hits), "{hits}");
    }
}
