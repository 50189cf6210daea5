//! Sums over the coalitions that a body is in, for all bodies at once, in one pass over the worths.
//!
//! `G_i` = Σ_{S∋i} c(|S|) v(S) for i = 0…n−1. The coalitions are read in blocks that share their upper members. Within a
//! block, each term is added to an accumulator for its lower members and to the block's total; at the end the accumulator and the
//! totals are folded by halves: the upper half of a table belongs to the body of its highest bit, and is then added onto the lower. So the
//! work is O(2ⁿ), and the worths are read once.

use rayon::prelude::*;

/// Bits of a coalition index within a block: an accumulator of 2 KiB stays in the first cache.
const LOWER_BITS: usize = 8;
/// Blocks that one task sums: fixed, so that the result does not depend on the number of threads.
const BLOCKS_A_TASK: usize = 1 << 8;

/// `G_i` for every body; `coefficient[s]` is c(s) for s = 0…n.
pub(crate) fn member_sums(players: usize, worth: &[f64], coefficient: &[f64]) -> Vec<f64> {
    let lower = players.min(LOWER_BITS);
    let block = 1 << lower;
    let coefficients = by_upper_size(lower, players - lower, coefficient);
    let tasks: Vec<(Vec<f64>, Vec<f64>)> = worth
        .par_chunks(block * BLOCKS_A_TASK)
        .enumerate()
        .map(|(task, worths)| {
            let mut by_lower = vec![0.0; block];
            let first = task * BLOCKS_A_TASK;
            let totals = worths.chunks(block).enumerate().map(|(at, worths)| {
                let upper_size = (first + at).count_ones() as usize;
                add_block(worths, &coefficients[upper_size * block..][..block], &mut by_lower)
            });
            let totals = totals.collect();
            (by_lower, totals)
        })
        .collect();
    let mut by_lower = vec![0.0; block];
    let mut by_upper = Vec::with_capacity(worth.len() / block);
    for (lower_sums, totals) in tasks {
        by_lower.iter_mut().zip(lower_sums).for_each(|(sum, more)| *sum += more);
        by_upper.extend(totals);
    }
    let mut sums = fold_by_halves(by_lower);
    sums.extend(fold_by_halves(by_upper));
    sums
}

/// c(upper size + lower size) for every lower part, one row for each upper size.
fn by_upper_size(lower: usize, upper: usize, coefficient: &[f64]) -> Vec<f64> {
    let sizes = (0..=upper)
        .flat_map(|above| (0..1_usize << lower).map(move |below| above + below.count_ones() as usize));
    sizes.map(|size| coefficient[size]).collect()
}

/// Adds a block's terms to the accumulator; gives their total.
fn add_block(worths: &[f64], coefficients: &[f64], by_lower: &mut [f64]) -> f64 {
    const LANES: usize = 8;
    let mut totals = [0.0; LANES];
    let chunks = worths.chunks(LANES).zip(coefficients.chunks(LANES)).zip(by_lower.chunks_mut(LANES));
    for ((worths, coefficients), sums) in chunks {
        for (((worth, coefficient), sum), total) in worths.iter().zip(coefficients).zip(sums).zip(&mut totals)
        {
            let term = worth * coefficient;
            *sum += term;
            *total += term;
        }
    }
    totals.iter().sum()
}

/// Σ over the entries whose index has bit i, for every bit, lowest first.
fn fold_by_halves(mut table: Vec<f64>) -> Vec<f64> {
    let mut sums = Vec::new();
    while table.len() > 1 {
        let upper = table.split_off(table.len() / 2);
        sums.push(upper.iter().sum());
        table.iter_mut().zip(upper).for_each(|(lower, upper)| *lower += upper);
    }
    sums.reverse();
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folds_give_what_adding_one_by_one_gives() {
        for players in [1, 2, 5, 8, 9, 11] {
            let worth: Vec<f64> = (0..1_u32 << players).map(|s| f64::from(s * s % 97)).collect();
            let coefficient: Vec<f64> = (0..=players).map(|s| s as f64 + 0.5).collect();
            let fast = member_sums(players, &worth, &coefficient);
            for (body, fast) in fast.iter().enumerate() {
                let with = worth.iter().enumerate().filter(|(s, _)| s >> body & 1 == 1);
                let slow: f64 = with.map(|(s, worth)| worth * coefficient[s.count_ones() as usize]).sum();
                assert!((fast - slow).abs() <= 1e-12 * slow.abs(), "{players} {body}: {fast} {slow}");
            }
            assert_eq!(fast.len(), players);
        }
    }
}
