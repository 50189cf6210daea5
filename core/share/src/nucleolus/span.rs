//! Which coalitions are settled: whether an indicator vector is a combination of others, decided without rounding.
//!
//! Ranks are taken modulo the prime p = 2⁶¹ − 1. A minor of a 0/1 matrix with 24 columns, one more column of sizes up to 24, is in absolute
//! value below p (Hadamard's bound: 25^{12.5}/2²⁴ < 2·10¹⁰ for 0/1 entries, times 24·25 for the last column), so that a minor is nought modulo p only
//! where it is nought: the rank modulo p is the rank.

use crate::coalition::Coalition;

const PRIME: u64 = (1 << 61) - 1;

/// (a + b) mod p for a, b < p.
pub(crate) fn add(a: u64, b: u64) -> u64 {
    let sum = a + b;
    if sum >= PRIME { sum - PRIME } else { sum }
}

fn multiply(a: u64, b: u64) -> u64 {
    // A remainder is below the divisor.
    u64::try_from(u128::from(a) * u128::from(b) % u128::from(PRIME)).unwrap_or_default()
}

fn negate(a: u64) -> u64 {
    if a == 0 { 0 } else { PRIME - a }
}

/// a^{p−2}, the inverse of a ≠ 0.
fn invert(a: u64) -> u64 {
    let (mut result, mut square, mut exponent) = (1, a, PRIME - 2);
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = multiply(result, square);
        }
        square = multiply(square, square);
        exponent >>= 1;
    }
    result
}

/// A space spanned by vectors of whole numbers, as a reduced echelon basis modulo p.
#[derive(Debug, Clone)]
pub(crate) struct Span {
    dimension: usize,
    /// Each row with the position of its leading 1, which is nought in all other rows.
    rows: Vec<(usize, Vec<u64>)>,
}

impl Span {
    pub(crate) fn new(dimension: usize) -> Self {
        Self { dimension, rows: Vec::new() }
    }

    pub(crate) fn rank(&self) -> usize {
        self.rows.len()
    }

    /// Adds a vector; whether it is outside what was spanned before.
    pub(crate) fn extend(&mut self, vector: &[u64]) -> bool {
        let mut rest = vector.to_vec();
        for (lead, row) in &self.rows {
            let times = rest[*lead];
            subtract(&mut rest, row, times);
        }
        let Some(lead) = rest.iter().position(|entry| *entry != 0) else { return false };
        let scale = invert(rest[lead]);
        for entry in &mut rest {
            *entry = multiply(*entry, scale);
        }
        for (_, row) in &mut self.rows {
            let times = row[lead];
            subtract(row, &rest, times);
        }
        self.rows.push((lead, rest));
        true
    }

    /// Adds a coalition's indicator.
    pub(crate) fn settle(&mut self, coalition: Coalition) -> bool {
        self.extend(&indicator(coalition, self.dimension))
    }

    /// A vector whose product with everything in the span is nought, and with anything else is not, but by a chance of 2⁻⁶¹ a vector: a
    /// fixed pseudo-random point of the orthogonal space.
    pub(crate) fn probe(&self) -> Vec<u64> {
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        let mut probe: Vec<u64> = (0..self.dimension).map(|_| next(&mut state) % PRIME).collect();
        for (lead, _) in &self.rows {
            probe[*lead] = 0;
        }
        for (lead, row) in &self.rows {
            let others = row.iter().zip(&probe).enumerate().filter(|(at, _)| at != lead);
            let product = others.fold(0, |sum, (_, (entry, probe))| add(sum, multiply(*entry, *probe)));
            probe[*lead] = negate(product);
        }
        probe
    }
}

fn subtract(vector: &mut [u64], row: &[u64], times: u64) {
    if times != 0 {
        let minus = negate(times);
        vector.iter_mut().zip(row).for_each(|(entry, row)| *entry = add(*entry, multiply(minus, *row)));
    }
}

/// One step of `SplitMix64` (G. L. Steele, D. Lea and C. H. Flood, OOPSLA 2014).
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *state;
    mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ mixed >> 31
}

/// The coalition as a vector of noughts and ones.
pub(crate) fn indicator(coalition: Coalition, dimension: usize) -> Vec<u64> {
    (0..dimension).map(|body| u64::from(coalition.contains(body))).collect()
}

/// The probe's product with a coalition's indicator.
pub(crate) fn product(probe: &[u64], coalition: Coalition) -> u64 {
    coalition.members().fold(0, |sum, body| add(sum, probe[body]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_add_up_to_is_settled_and_nothing_else() {
        let mut span = Span::new(4);
        assert!(span.settle(Coalition(0b1111)));
        assert!(span.settle(Coalition(0b0011)));
        assert!(!span.settle(Coalition(0b1100)));
        assert!(span.settle(Coalition(0b0101)));
        assert_eq!(span.rank(), 3);
        let probe = span.probe();
        let settled: Vec<u64> = (0..16).filter(|s| product(&probe, Coalition(*s)) == 0).collect();
        assert_eq!(settled, [0b0000, 0b0011, 0b0101, 0b1010, 0b1100, 0b1111]);
    }

    #[test]
    fn the_field_multiplies_and_divides() {
        for number in [1, 2, 12_345, PRIME - 1] {
            assert_eq!(multiply(number, invert(number)), 1);
            assert_eq!(add(number, negate(number)), 0);
        }
    }
}
