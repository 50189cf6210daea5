//! What it would be worth to know more before deciding.
//!
//! With net benefit NB(d, θ) of option d: `EVPI = E max_d NB(d, θ) − max_d E NB(d, θ)`, the expected loss that comes of deciding
//! under uncertainty (Raiffa and Schlaifer 1961). For one figure φ of θ, `EVPPI = E_φ max_d E[NB(d, θ) | φ] − max_d E NB(d, θ)`. The inner
//! expectation is the mean of the draws in one of a number of strata of φ, from the same draws and without a second loop (Strong
//! and Oakley 2013, "An efficient method for computing single-parameter partial expected value of perfect information",
//! Medical Decision Making 33:755–766). By Jensen's inequality on the draws themselves, 0 ≤ EVPPI ≤ EVPI always, and a
//! finer partition is never worth less. Noise within strata biases EVPPI upwards, by at most about σ·√(strata / n).

/// Draws that are compared at a time.
const BLOCK: usize = 256;
/// Draws from which the edges of the strata are taken.
const EDGE_DRAWS: usize = 10_000;

/// The expected value of perfect information; `net_benefits` holds a column a decision, all of one length.
/// Nothing is worth knowing where there is one decision only or no draw.
pub fn expected_value_of_perfect_information(net_benefits: &[&[f64]]) -> f64 {
    let draws = net_benefits.first().map_or(0, |column| column.len());
    let mut best_of_each = [0.0; BLOCK];
    let mut best = 0.0;
    for begin in (0..draws).step_by(BLOCK) {
        let block = begin..draws.min(begin + BLOCK);
        let best_of_each = &mut best_of_each[..block.len()];
        best_of_each.fill(f64::NEG_INFINITY);
        for column in net_benefits {
            let values = &column[block.clone()];
            best_of_each
                .iter_mut()
                .zip(values)
                .for_each(|(best, x)| *best = if *x > *best { *x } else { *best });
        }
        best += best_of_each.iter().sum::<f64>();
    }
    // The difference of two sums may fall a rounding error below nought.
    (gain(best, net_benefits) / draws.max(1) as f64).max(0.0)
}

/// The expected value of partial perfect information on the figure whose draws are `figure`, in `strata` strata.
pub fn expected_value_of_partial_information(figure: &[f64], net_benefits: &[&[f64]], strata: usize) -> f64 {
    partial(&stratum_of_each(figure, strata), strata, net_benefits)
}

/// Σ over strata of the best sum, less the best sum of all.
fn partial(stratum: &[usize], strata: usize, net_benefits: &[&[f64]]) -> f64 {
    let mut sums = vec![vec![0.0; strata]; net_benefits.len()];
    for (sums, column) in sums.iter_mut().zip(net_benefits) {
        stratum.iter().zip(*column).for_each(|(stratum, value)| sums[*stratum] += value);
    }
    let best: f64 = (0..strata).map(|stratum| best_of(sums.iter().map(|column| column[stratum]))).sum();
    (gain(best, net_benefits) / stratum.len().max(1) as f64).max(0.0)
}

fn gain(best: f64, net_benefits: &[&[f64]]) -> f64 {
    if net_benefits.is_empty() {
        return 0.0;
    }
    best - best_of(net_benefits.iter().map(|column| column.iter().sum()))
}

fn best_of(values: impl Iterator<Item = f64>) -> f64 {
    values.fold(f64::NEG_INFINITY, f64::max)
}

/// Strata of about equal probability: their edges are quantiles of every so many draws.
fn stratum_of_each(figure: &[f64], strata: usize) -> Vec<usize> {
    let every = (figure.len() / EDGE_DRAWS).max(1);
    let mut sample: Vec<f64> = figure.iter().copied().step_by(every).collect();
    sample.sort_by(f64::total_cmp);
    let edges: Vec<f64> =
        (1..strata).filter_map(|edge| sample.get(edge * sample.len() / strata).copied()).collect();
    figure.iter().map(|value| edges.partition_point(|edge| edge <= value)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::distribution::Distribution;
    use crate::stream::Key;
    use proptest::prelude::*;

    const DRAWS: usize = 100_000;

    fn normal(name: &str, mean: f64, sd: f64) -> Vec<f64> {
        let mut drawn = vec![0.0; DRAWS];
        Distribution::Normal { mean, sd }.draw(Key::new(1, name), 0, &mut drawn);
        drawn
    }

    /// E max(0, X) − max(0, E X) of a normal X: σφ(μ/σ) − |μ|Φ(−|μ|/σ).
    fn unit_normal_loss(mean: f64, sd: f64) -> f64 {
        use statrs::distribution::{Continuous, ContinuousCDF, Normal};
        let standard = Normal::standard();
        sd * standard.pdf(mean / sd) - mean.abs() * standard.cdf(-mean.abs() / sd)
    }

    #[test]
    fn a_normal_net_benefit_has_the_closed_form() {
        let (a, b) = (normal("a", 1.0, 2.0), normal("b", 0.0, 1.5));
        let net: Vec<f64> = a.iter().zip(&b).map(|(a, b)| a + b).collect();
        let nothing = vec![0.0; DRAWS];
        let columns = [nothing.as_slice(), &net];
        // Known: X ~ N(1, 2.5); knowing a alone leaves N(1, 2). Half a per cent is five standard errors of the draws.
        let all = expected_value_of_perfect_information(&columns);
        assert!((all - unit_normal_loss(1.0, 2.5)).abs() < 0.02, "{all}");
        let partial = expected_value_of_partial_information(&a, &columns, 50);
        assert!((partial - unit_normal_loss(1.0, 2.0)).abs() < 0.02, "{partial}");
    }

    #[test]
    fn a_figure_that_changes_nothing_is_worth_next_to_nothing_and_a_certain_decision_exactly_nothing() {
        let (net, other) = (normal("net", 1.0, 1.0), normal("other", 0.0, 1.0));
        let nothing = vec![0.0; DRAWS];
        assert!(expected_value_of_partial_information(&other, &[&nothing, &net], 50) < 1e-3);
        let sure: Vec<f64> = net.iter().map(|x| x.abs() + 1.0).collect();
        assert_eq!(expected_value_of_perfect_information(&[&nothing, &sure]), 0.0);
        assert_eq!(expected_value_of_perfect_information(&[&net]), 0.0);
        assert_eq!(expected_value_of_perfect_information(&[]), 0.0);
    }

    proptest! {
        #[test]
        fn it_is_never_negative_and_never_falls_with_what_is_learnt(
            seed: u64, mean in -2.0..2.0f64, strata in 2usize..30,
        ) {
            let draw = |name: &str, sd| {
                let mut drawn = vec![0.0; 2_000];
                Distribution::Normal { mean: 0.0, sd }.draw(Key::new(seed, name), 0, &mut drawn);
                drawn
            };
            let (a, b, c) = (draw("a", 1.0), draw("b", 2.0), draw("c", 0.5));
            let net: Vec<f64> = a.iter().zip(&b).map(|(a, b)| mean + a * b).collect();
            let columns = [c.as_slice(), net.as_slice()];
            let one = expected_value_of_partial_information(&a, &columns, strata);
            let [first, second] = [&a, &b].map(|figure| stratum_of_each(figure, strata));
            let crossed: Vec<usize> = first.iter().zip(second).map(|(a, b)| a * strata + b).collect();
            let two = partial(&crossed, strata * strata, &columns);
            let all = expected_value_of_perfect_information(&columns);
            prop_assert!(one >= 0.0);
            prop_assert!(two >= one - 1e-9 && all >= two - 1e-9, "{one} {two} {all}");
        }
    }
}
