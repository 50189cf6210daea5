//! Scores under every set of weights within the agreed ranges.

use serde::Serialize;

/// One criterion with its weight and the range of weights.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Criterion {
    /// Its short name.
    pub key: String,
    /// What it is, in words.
    pub title: String,
    /// Its agreed weight.
    pub weight: f64,
    /// The least that anybody would give it.
    pub least: f64,
    /// The most.
    pub most: f64,
}

/// Σ w·s of an option's scores at the agreed weights, from 0 to 100.
pub fn weighted(criteria: &[Criterion], scores: &[f64]) -> f64 {
    criteria.iter().zip(scores).map(|(criterion, score)| criterion.weight * score).sum()
}

/// The smallest value of Σ w·d over all weights that lie within their ranges and add up to 1, and the weights that give it.
///
/// The sum is linear in the weights, so that it is smallest where each weight is at its least and what is left goes to the criteria with the smallest
/// differences first, each up to its most (a continuous knapsack; Dantzig 1957, "Discrete-variable extremum problems", *Operations Research* 5:266–288, p. 270).
pub fn least_difference(criteria: &[Criterion], differences: &[f64]) -> (f64, Vec<f64>) {
    let mut weights: Vec<f64> = criteria.iter().map(|criterion| criterion.least).collect();
    let mut left = 1.0 - weights.iter().sum::<f64>();
    let mut order: Vec<usize> = (0..criteria.len().min(differences.len())).collect();
    order.sort_by(|a, b| differences[*a].total_cmp(&differences[*b]));
    for at in order {
        let more = left.min(criteria[at].most - criteria[at].least).max(0.0);
        weights[at] += more;
        left -= more;
    }
    (weights.iter().zip(differences).map(|(weight, difference)| weight * difference).sum(), weights)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn criteria(ranges: &[(f64, f64, f64)]) -> Vec<Criterion> {
        let one = |(weight, least, most): &(f64, f64, f64)| Criterion {
            key: String::new(),
            title: String::new(),
            weight: *weight,
            least: *least,
            most: *most,
        };
        ranges.iter().map(one).collect()
    }

    #[test]
    fn what_is_left_goes_to_the_criterion_on_which_the_option_is_worst() {
        let criteria = criteria(&[(0.5, 0.2, 0.8), (0.5, 0.2, 0.6)]);
        let (least, weights) = least_difference(&criteria, &[10.0, -5.0]);
        assert!((least - (0.4 * 10.0 - 0.6 * 5.0)).abs() < 1e-12);
        assert!((weights[0] - 0.4).abs() < 1e-12 && (weights[1] - 0.6).abs() < 1e-12);
        assert_eq!(weighted(&criteria, &[10.0, -5.0]), 2.5);
    }

    proptest! {
        #[test]
        fn no_weights_on_a_fine_grid_give_less(
            least in prop::array::uniform3(0_u8..=3),
            most in prop::array::uniform3(4_u8..=10),
            differences in prop::array::uniform3(-50.0..50.0_f64),
        ) {
            // Tenths, so that the corners of the region lie on the grid.
            let ranges: Vec<(f64, f64, f64)> =
                least.iter().zip(most).map(|(least, most)| (0.0, f64::from(*least) / 10.0, f64::from(most) / 10.0)).collect();
            let criteria = criteria(&ranges);
            let mut smallest = f64::INFINITY;
            for first in least[0]..=most[0] {
                for second in least[1]..=most[1] {
                    let Some(third) = 10_u8.checked_sub(first + second) else { continue };
                    if (least[2]..=most[2]).contains(&third) {
                        let weights = [first, second, third].map(|tenths| f64::from(tenths) / 10.0);
                        smallest = smallest.min(weights.iter().zip(differences).map(|(w, d)| w * d).sum());
                    }
                }
            }
            let (found, weights) = least_difference(&criteria, &differences);
            prop_assert!((found - smallest).abs() < 1e-9, "{found} {smallest}");
            prop_assert!((weights.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        }
    }
}
