//! Looking through all coalitions that are not settled for the one with the least slack.

use rayon::prelude::*;

use super::Complaint;
use super::span::{Span, add};
use crate::coalition::Coalition;
use crate::game::subset_sums;

/// Bits of a coalition index within a block.
const LOWER_BITS: usize = 10;

/// The worths, and which coalitions are settled, in tables for the lower and the upper members.
pub(crate) struct Scan<'a> {
    worth: &'a [f64],
    complaint: Complaint,
    lower_bits: usize,
    lower_probe: Vec<u64>,
    upper_probe: Vec<u64>,
}

impl<'a> Scan<'a> {
    pub(crate) fn new(worth: &'a [f64], complaint: Complaint, span: &Span) -> Self {
        let probe = span.probe();
        let lower_bits = probe.len().min(LOWER_BITS);
        let (lower, upper) = probe.split_at(lower_bits);
        Self {
            worth,
            complaint,
            lower_bits,
            lower_probe: subset_products(lower),
            upper_probe: subset_products(upper),
        }
    }

    /// The unsettled coalition with the least x(S) − t·w(S) − v(S), where w is 1 or the size; the lowest index among equals.
    pub(crate) fn least(&self, x: &[f64], t: f64) -> Option<(Coalition, f64)> {
        let (each, constant): (Vec<f64>, f64) = match self.complaint {
            Complaint::Whole => (x.to_vec(), t),
            Complaint::PerHead => (x.iter().map(|x| x - t).collect(), 0.0),
        };
        let (lower, upper) = each.split_at(self.lower_bits);
        let (lower, upper) = (subset_sums(lower), subset_sums(upper));
        let least_in = |block: usize| self.least_in(block, upper[block] - constant, &lower);
        let best = (0..upper.len()).into_par_iter().map(least_in).reduce(|| (f64::INFINITY, 0), smaller);
        best.0.is_finite().then(|| (Coalition::at(best.1), best.0))
    }

    fn least_in(&self, block: usize, base: f64, lower: &[f64]) -> (f64, usize) {
        let first = block << self.lower_bits;
        let worths = &self.worth[first..first + lower.len()];
        let settled = if self.upper_probe[block] == 0 { 0 } else { negated(self.upper_probe[block]) };
        let mut best = (f64::INFINITY, 0);
        for (at, ((sum, worth), probe)) in lower.iter().zip(worths).zip(&self.lower_probe).enumerate() {
            let slack = base + sum - worth;
            if slack < best.0 && *probe != settled {
                best = (slack, first + at);
            }
        }
        best
    }
}

fn smaller(a: (f64, usize), b: (f64, usize)) -> (f64, usize) {
    if b.0 < a.0 || (b.0 == a.0 && b.1 < a.1) { b } else { a }
}

/// The number that adds up with `a` to nought in the field.
fn negated(a: u64) -> u64 {
    (1 << 61) - 1 - a
}

/// Σ of the probe over every coalition, in the field.
fn subset_products(probe: &[u64]) -> Vec<u64> {
    let mut sums = vec![0];
    for entry in probe {
        for lower in 0..sums.len() {
            sums.push(add(sums[lower], *entry));
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_slack_is_found_among_the_unsettled_of_every_block() {
        let players = 12;
        let worth: Vec<f64> =
            (0..1_u32 << players).map(|s| f64::from(s.wrapping_mul(2_654_435_761) % 1009)).collect();
        let mut span = Span::new(players);
        span.settle(Coalition::grand(players));
        let x: Vec<f64> = (0..players).map(|body| (body * body % 7) as f64).collect();
        for complaint in [Complaint::Whole, Complaint::PerHead] {
            for _ in 0..3 {
                let probe = span.probe();
                let slack = |s: usize| {
                    let coalition = Coalition::at(s);
                    let weight = if complaint == Complaint::Whole { 1.0 } else { coalition.size() as f64 };
                    coalition.sum(&x) - 2.5 * weight - worth[s]
                };
                let unsettled =
                    (0..1 << players).filter(|s| super::super::span::product(&probe, Coalition::at(*s)) != 0);
                let slow = unsettled.min_by(|a, b| slack(*a).total_cmp(&slack(*b))).unwrap();
                let (fast, least) = Scan::new(&worth, complaint, &span).least(&x, 2.5).unwrap();
                assert!((least - slack(slow)).abs() < 1e-9);
                assert!(span.settle(fast), "what is found was not settled");
            }
        }
    }

    #[test]
    fn where_all_are_settled_there_is_none() {
        let mut span = Span::new(2);
        span.settle(Coalition(1));
        span.settle(Coalition(2));
        assert_eq!(Scan::new(&[0.0; 4], Complaint::Whole, &span).least(&[0.0; 2], 0.0), None);
    }
}
