//! The Shapley value where there are too many bodies to list their coalitions: a mean over sampled orders of joining.

use commonweal_quantity::random::stream;
use rand::seq::SliceRandom;
use rayon::prelude::*;

use crate::coalition::{Coalition, MOST_BODIES};
use crate::error::ShareError;

/// What its random streams are for: orders of joining.
const ORDERS: u64 = 1001;
/// Fewest pairs from which the error of the mean can be told.
const FEWEST_PAIRS: usize = 30;
/// Two-sided 95% point of the normal distribution.
const NORMAL_95: f64 = 1.959_963_984_540_054;

/// Shapley values with the error of each.
#[derive(Debug, Clone, PartialEq)]
pub struct SampledShapley {
    /// The mean contribution of each body; the values add up to v(N).
    pub value: Vec<f64>,
    /// Half the width of the 95% interval of each, from the spread between antithetic pairs.
    pub error_bound: Vec<f64>,
    /// Pairs of orders drawn.
    pub pairs: usize,
    /// The run that the random orders are keyed by.
    pub run: u64,
}

/// A mean over `pairs` pairs of an order of joining and its reverse, in which who joined early in one joins late in the other.
///
/// Each pair's mean is one observation, unbiased for φ; the bound is 1.96 standard errors of the mean of pairs. Draw k is keyed by
/// (run, orders, k), so that any number of threads gives the same bits. J. Castro, D. Gómez and J. Tejada, "Polynomial calculation of
/// the Shapley value based on sampling", Computers & Operations Research 36 (2009), 1726–1730; antithetic pairs: R. Mitchell et al.,
/// "Sampling permutations for Shapley value estimation", JMLR 23 (2022), 1–46.
///
/// # Errors
/// No or more than [`MOST_BODIES`] bodies, fewer than 30 pairs, a worth that is not finite.
pub fn sampled_shapley(
    players: usize,
    pairs: usize,
    run: u64,
    worth_of: impl Fn(Coalition) -> f64 + Sync,
) -> Result<SampledShapley, ShareError> {
    match players {
        0 => return Err(ShareError::NoBodies),
        1..=MOST_BODIES => {}
        _ => return Err(ShareError::TooManyBodies(players)),
    }
    if pairs < FEWEST_PAIRS {
        return Err(ShareError::TooFewSamples(pairs));
    }
    let draws: Vec<Vec<f64>> = (0..pairs as u64)
        .into_par_iter()
        .map(|draw| {
            let mut order: Vec<usize> = (0..players).collect();
            order.shuffle(&mut stream(run, ORDERS, draw));
            let mut contribution = vec![0.0; players];
            add_order(order.iter().copied(), &worth_of, &mut contribution);
            add_order(order.iter().rev().copied(), &worth_of, &mut contribution);
            contribution.iter().map(|sum| sum / 2.0).collect()
        })
        .collect();
    let (mut value, mut error_bound) = (Vec::with_capacity(players), Vec::with_capacity(players));
    for body in 0..players {
        let mean = draws.iter().map(|draw| draw[body]).sum::<f64>() / pairs as f64;
        if !mean.is_finite() {
            return Err(ShareError::NotFinite { what: "contribution of the body", position: body + 1 });
        }
        let squares: f64 = draws.iter().map(|draw| (draw[body] - mean).powi(2)).sum();
        let standard_error = (squares / (pairs - 1) as f64 / pairs as f64).sqrt();
        value.push(mean);
        error_bound.push(NORMAL_95 * standard_error);
    }
    Ok(SampledShapley { value, error_bound, pairs, run })
}

/// Adds what each body contributes when they join in this order.
fn add_order(
    order: impl Iterator<Item = usize>,
    worth_of: &impl Fn(Coalition) -> f64,
    contribution: &mut [f64],
) {
    let (mut joined, mut before) = (Coalition::EMPTY, 0.0);
    for body in order {
        joined = joined.with(body);
        let after = worth_of(joined);
        contribution[body] += after - before;
        before = after;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game::Game;
    use crate::shapley::shapley;

    fn concave(coalition: Coalition) -> f64 {
        let weights: Vec<f64> = (0..40).map(|body| f64::from(body % 7 + 1)).collect();
        coalition.sum(&weights).sqrt()
    }

    /// With 95% bounds on 12 bodies from one fixed run, 3 or more misses would come up in 2% of runs.
    #[test]
    fn the_bound_covers_the_exact_value_as_often_as_it_says() {
        let exact = shapley(&Game::tabulate(12, concave).unwrap());
        let sampled = sampled_shapley(12, 2000, 7, concave).unwrap();
        let misses =
            (0..12).filter(|i| (sampled.value[*i] - exact[*i]).abs() > sampled.error_bound[*i]).count();
        assert!(misses < 3, "{misses}: {exact:?} {sampled:?}");
        assert!(sampled.error_bound.iter().all(|bound| *bound < 0.03), "{:?}", sampled.error_bound);
    }

    #[test]
    fn the_values_add_up_and_the_threads_do_not_matter() {
        let many = sampled_shapley(40, 50, 3, concave).unwrap();
        let total: f64 = many.value.iter().sum();
        assert!((total - concave(Coalition::grand(40))).abs() < 1e-9);
        let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        assert_eq!(one.install(|| sampled_shapley(40, 50, 3, concave)).unwrap(), many);
        assert_ne!(sampled_shapley(40, 50, 4, concave).unwrap().value, many.value);
    }

    /// The worth of size² is such that an order and its reverse always give 2n − 1 together… for each body: no variance is left.
    #[test]
    fn antithetic_pairs_cancel_what_is_linear_in_the_place() {
        let square = |coalition: Coalition| (coalition.size() as f64).powi(2);
        let sampled = sampled_shapley(30, 30, 1, square).unwrap();
        assert!(sampled.error_bound.iter().all(|bound| *bound < 1e-9));
        assert!(sampled.value.iter().all(|value| (value - 30.0).abs() < 1e-9));
    }

    #[test]
    fn too_few_pairs_and_wrong_worths_are_refused() {
        assert_eq!(sampled_shapley(3, 29, 1, concave), Err(ShareError::TooFewSamples(29)));
        assert_eq!(sampled_shapley(65, 30, 1, concave), Err(ShareError::TooManyBodies(65)));
        assert_eq!(sampled_shapley(0, 30, 1, concave), Err(ShareError::NoBodies));
        assert!(matches!(sampled_shapley(3, 30, 1, |_| f64::NAN), Err(ShareError::NotFinite { .. })));
    }
}
