//! Kendall's W: how far raters put the same things in the same order.

use serde::Serialize;
use statrs::distribution::{ChiSquared, ContinuousCDF};

use super::{Ratings, Undefined};

/// W and its test.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Concordance {
    /// W: 1 where all put them in one order, 0 where the orders cancel.
    pub w: f64,
    /// m(n − 1)W.
    pub chi_squared: f64,
    /// n − 1.
    pub degrees_of_freedom: usize,
    /// The probability of as much where nobody agrees with anybody; χ² approximates it well from about seven things on.
    pub p: f64,
}

/// Kendall's W, corrected for ties, of m raters who rank n units: W = 12 S/(m²(n³ − n) − m ΣT), S being the sum of squared deviations of the rank sums, tied
/// units sharing the mean of their ranks, and T = Σ(t³ − t) over a rater's groups of ties (Kendall and Gibbons 1990, *Rank Correlation Methods*, 5th ed.,
/// section 6.5). Ratings are ranked rater by rater; a higher rating has a higher rank.
///
/// # Errors
/// [`Undefined`]: one rater, fewer than two units, a unit that somebody has not ranked, no order in anybody's ranking.
pub fn kendall_w(ratings: &Ratings) -> Result<Concordance, Undefined> {
    let (m, n) = (ratings.raters(), ratings.units());
    if n < 2 {
        return Err(Undefined::FewUnits { units: n });
    }
    if m < 2 {
        return Err(Undefined::OneRater);
    }
    let (mut sums, mut ties) = (vec![0.0; n], 0.0);
    for rater in 0..m {
        let (ranks, tied) = ranks(&ranked(ratings, rater)?);
        sums.iter_mut().zip(ranks).for_each(|(sum, rank)| *sum += rank);
        ties += tied;
    }
    let (raters, units) = (m as f64, n as f64);
    let mean = raters * (units + 1.0) / 2.0;
    let deviations: f64 = sums.iter().map(|sum| (sum - mean).powi(2)).sum();
    let largest = raters.powi(2) * (units.powi(3) - units) - raters * ties;
    if largest <= 0.0 {
        return Err(Undefined::NoOrder);
    }
    let w = 12.0 * deviations / largest;
    let chi_squared = raters * (units - 1.0) * w;
    let p = ChiSquared::new(units - 1.0).map_or(1.0, |distribution| distribution.sf(chi_squared));
    Ok(Concordance { w, chi_squared, degrees_of_freedom: n - 1, p })
}

fn ranked(ratings: &Ratings, rater: usize) -> Result<Vec<f64>, Undefined> {
    let rating = |unit| {
        let missing = Undefined::Incomplete { rater: rater + 1, unit: unit + 1 };
        ratings.rating(unit, rater).ok_or(missing)
    };
    (0..ratings.units()).map(rating).collect()
}

/// The rank of each value, and Σ(t³ − t) over groups of equal ones.
fn ranks(values: &[f64]) -> (Vec<f64>, f64) {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let (mut ranks, mut ties, mut before) = (vec![0.0; values.len()], 0.0, 0.0);
    for group in order.chunk_by(|a, b| values[*a] == values[*b]) {
        let size = group.len() as f64;
        for at in group {
            ranks[*at] = before + f64::midpoint(size, 1.0);
        }
        ties += size.powi(3) - size;
        before += size;
    }
    (ranks, ties)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn w(raters: usize, values: &[f64]) -> Result<Concordance, Undefined> {
        kendall_w(&Ratings::new(raters, values.iter().copied().map(Some)).unwrap())
    }

    /// Ties or not, W is ((m − 1)·r̄ + 1)/m only where no rater ties; with ties, it is the variance of the rank sums over what it would be, were all ranks those of
    /// one order with the same ties: m² times the mean variance of a rater's ranks.
    fn slow(raters: usize, values: &[f64]) -> Option<f64> {
        let units = values.len() / raters;
        let column =
            |rater: usize| (0..units).map(|unit| values[unit * raters + rater]).collect::<Vec<f64>>();
        let rank = |column: &[f64], x: f64| {
            let below = column.iter().filter(|y| **y < x).count() as f64;
            below + f64::midpoint(column.iter().filter(|y| **y == x).count() as f64, 1.0)
        };
        let ranks: Vec<Vec<f64>> = (0..raters)
            .map(|rater| {
                let column = column(rater);
                column.iter().map(|x| rank(&column, *x)).collect()
            })
            .collect();
        let spread = |values: &[f64]| {
            let mean = values.iter().sum::<f64>() / values.len() as f64;
            values.iter().map(|value| (value - mean).powi(2)).sum::<f64>()
        };
        let sums: Vec<f64> = (0..units).map(|unit| ranks.iter().map(|ranks| ranks[unit]).sum()).collect();
        let most = raters as f64 * ranks.iter().map(|ranks| spread(ranks)).sum::<f64>();
        (most > 0.0).then(|| spread(&sums) / most)
    }

    proptest! {
        #[test]
        fn w_is_the_spread_of_the_rank_sums_over_the_most_it_can_be(
            (raters, values) in (2_usize..6, 2_usize..7).prop_flat_map(|(raters, units)| {
                (Just(raters), prop::collection::vec((0_u8..5).prop_map(f64::from), raters * units))
            }),
        ) {
            match (w(raters, &values), slow(raters, &values)) {
                (Ok(fast), Some(slow)) => {
                    prop_assert!((fast.w - slow).abs() < 1e-9);
                    prop_assert!((-1e-12..=1.0 + 1e-12).contains(&fast.w) && (0.0..=1.0).contains(&fast.p));
                    let stretched: Vec<f64> = values.iter().map(|x| x.exp()).collect();
                    prop_assert_eq!(w(raters, &stretched), Ok(fast));
                }
                (fast, slow) => prop_assert!(fast == Err(Undefined::NoOrder) && slow.is_none()),
            }
        }
    }

    #[test]
    fn one_order_is_full_concordance_and_opposite_orders_are_none() {
        assert_eq!(w(2, &[1.0, 1.0, 2.0, 2.0, 3.0, 3.0]).unwrap().w, 1.0);
        let none = w(2, &[1.0, 3.0, 2.0, 2.0, 3.0, 1.0]).unwrap();
        assert_eq!((none.w, none.chi_squared, none.degrees_of_freedom, none.p), (0.0, 0.0, 2, 1.0));
    }

    #[test]
    fn each_degenerate_ranking_has_its_own_reason() {
        assert_eq!(w(2, &[1.0, 2.0]), Err(Undefined::FewUnits { units: 1 }));
        assert_eq!(w(1, &[1.0, 2.0]), Err(Undefined::OneRater));
        assert_eq!(w(2, &[1.0, 2.0, 1.0, 2.0]), Err(Undefined::NoOrder));
        let hole = Ratings::new(2, [Some(1.0), Some(2.0), Some(2.0), None]).unwrap();
        assert_eq!(kendall_w(&hole), Err(Undefined::Incomplete { rater: 2, unit: 2 }));
    }
}
