//! Agreement on names corrected for chance, with missing ratings: (pₐ − pₑ)/(1 − pₑ), four answers to what chance would do.
//!
//! pₐ is the mean, over units that two or more rated, of the share of pairs of ratings that agree. `π_k` is the mean over rated units of the share of
//! their ratings that are k; q is the number of categories (Gwet 2014, *Handbook of Inter-Rater Reliability*, 4th ed., chapters 2 and 5).

use serde::Serialize;

use super::{Ratings, Undefined};

/// What agreement by chance is taken to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Chance {
    /// Fleiss' κ: `pₑ = Σ π_k²` (Fleiss 1971, "Measuring nominal scale agreement among many raters", *Psychological Bulletin* 76:378–382).
    Fleiss,
    /// Gwet's AC1: `pₑ = Σ π_k(1 − π_k)/(q − 1)` (Gwet 2008, *British Journal of Mathematical and Statistical Psychology* 61:29–48).
    Gwet,
    /// Brennan and Prediger: pₑ = 1/q (1981, *Educational and Psychological Measurement* 41:687–699).
    BrennanPrediger,
    /// Conger: `pₑ = Σ (p̄_k² − s_k²/r)`, the mean and variance over the r raters of the share of each one's ratings that are k (1980, *Psychological Bulletin*
    /// 88:322–328).
    Conger,
}

/// The coefficient and its parts.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Corrected {
    /// (pₐ − pₑ)/(1 − pₑ).
    pub value: f64,
    /// pₐ, agreement as it is.
    pub agreement: f64,
    /// pₑ, agreement by chance.
    pub by_chance: f64,
}

/// Agreement corrected for chance.
///
/// # Errors
/// [`Undefined`]: nothing rated, one rater, no unit rated twice, one category, agreement by chance that is certain.
pub fn chance_corrected(ratings: &Ratings, chance: Chance) -> Result<Corrected, Undefined> {
    let categories = ratings.levels().len();
    if categories == 0 {
        return Err(Undefined::NoRatings);
    }
    if ratings.raters() < 2 {
        return Err(Undefined::OneRater);
    }
    let Observed { agreement, shares } = observed(ratings)?;
    if categories < 2 {
        return Err(Undefined::NoVariation);
    }
    let q = categories as f64;
    let by_chance = match chance {
        Chance::Fleiss => shares.iter().map(|share| share.powi(2)).sum(),
        Chance::Gwet => shares.iter().map(|share| share * (1.0 - share)).sum::<f64>() / (q - 1.0),
        Chance::BrennanPrediger => 1.0 / q,
        Chance::Conger => conger(ratings),
    };
    // Below this, what is left of chance is rounding.
    if 1.0 - by_chance < 1e-12 {
        return Err(Undefined::NoVariation);
    }
    Ok(Corrected { value: (agreement - by_chance) / (1.0 - by_chance), agreement, by_chance })
}

/// pₐ and `π_k`.
struct Observed {
    agreement: f64,
    shares: Vec<f64>,
}

fn observed(ratings: &Ratings) -> Result<Observed, Undefined> {
    let mut shares = vec![0.0; ratings.levels().len()];
    let (mut agreement, mut paired, mut rated) = (0.0, 0.0, 0.0);
    for counts in ratings.values_by_units().units() {
        let given = f64::from(counts.iter().sum::<u32>());
        if given > 0.0 {
            rated += 1.0;
            shares.iter_mut().zip(counts).for_each(|(share, count)| *share += f64::from(*count) / given);
        }
        if given > 1.0 {
            paired += 1.0;
            let pairs: f64 =
                counts.iter().map(|count| f64::from(*count)).map(|count| count * (count - 1.0)).sum();
            agreement += pairs / (given * (given - 1.0));
        }
    }
    if paired == 0.0 {
        return Err(Undefined::NoPairs);
    }
    for share in &mut shares {
        *share /= rated;
    }
    Ok(Observed { agreement: agreement / paired, shares })
}

/// `Σ (p̄_k² − s_k²/r)` over the raters who rated anything.
fn conger(ratings: &Ratings) -> f64 {
    let categories = ratings.levels().len();
    let mut each: Vec<Vec<f64>> = Vec::new();
    for rater in 0..ratings.raters() {
        let mut counts = vec![0.0; categories];
        (0..ratings.units())
            .filter_map(|unit| ratings.place(unit, rater))
            .for_each(|place| counts[place] += 1.0);
        let given: f64 = counts.iter().sum();
        if given > 0.0 {
            each.push(counts.into_iter().map(|count| count / given).collect());
        }
    }
    let raters = each.len() as f64;
    let of = |category: usize| {
        let mean = each.iter().map(|shares| shares[category]).sum::<f64>() / raters;
        let squares: f64 = each.iter().map(|shares| (shares[category] - mean).powi(2)).sum();
        mean.powi(2) - squares / (raters - 1.0) / raters
    };
    (0..categories).map(of).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ALL: [Chance; 4] = [Chance::Fleiss, Chance::Gwet, Chance::BrennanPrediger, Chance::Conger];

    fn ratings(raters: usize, values: &[Option<f64>]) -> Ratings {
        Ratings::on_scale(&[0.0, 1.0, 2.0], raters, values.iter().copied()).unwrap()
    }

    fn matrix() -> impl Strategy<Value = (usize, Vec<Option<f64>>)> {
        (2_usize..5, 1_usize..8).prop_flat_map(|(raters, units)| {
            let rating = prop::option::weighted(0.8, (0_u8..3).prop_map(f64::from));
            (Just(raters), prop::collection::vec(rating, raters * units))
        })
    }

    /// Conger's chance where everybody rated everything: the mean over pairs of raters of the chance that both say the same.
    fn pairwise(raters: usize, values: &[Option<f64>]) -> f64 {
        let units = (values.len() / raters) as f64;
        let share = |rater: usize, level: f64| {
            values.iter().skip(rater).step_by(raters).filter(|value| **value == Some(level)).count() as f64
                / units
        };
        let both = |a, b| [0.0, 1.0, 2.0].map(|level| share(a, level) * share(b, level)).iter().sum::<f64>();
        let pairs: Vec<f64> = (0..raters).flat_map(|a| (0..a).map(move |b| both(a, b))).collect();
        pairs.iter().sum::<f64>() / pairs.len() as f64
    }

    fn agreeing_pairs(raters: usize, values: &[Option<f64>]) -> Option<f64> {
        let of_unit = |unit: &[Option<f64>]| {
            let given: Vec<f64> = unit.iter().copied().flatten().collect();
            let pairs: Vec<bool> = (0..given.len())
                .flat_map(|a| (0..a).map(move |b| (a, b)))
                .map(|(a, b)| given[a] == given[b])
                .collect();
            (!pairs.is_empty())
                .then(|| pairs.iter().filter(|agrees| **agrees).count() as f64 / pairs.len() as f64)
        };
        let units: Vec<f64> = values.chunks(raters).filter_map(of_unit).collect();
        (!units.is_empty()).then(|| units.iter().sum::<f64>() / units.len() as f64)
    }

    proptest! {
        #[test]
        fn agreement_is_the_mean_share_of_pairs_that_agree((raters, values) in matrix()) {
            let fast = observed(&ratings(raters, &values)).ok().map(|observed| observed.agreement);
            match (fast, agreeing_pairs(raters, &values)) {
                (Some(fast), Some(slow)) => prop_assert!((fast - slow).abs() < 1e-12),
                (fast, slow) => prop_assert_eq!(fast, slow),
            }
        }

        #[test]
        fn conger_takes_chance_from_pairs_of_raters((raters, values) in matrix()) {
            let whole: Vec<Option<f64>> = values.iter().map(|value| value.or(Some(1.0))).collect();
            prop_assert!((conger(&ratings(raters, &whole)) - pairwise(raters, &whole)).abs() < 1e-12);
        }

        #[test]
        fn relabelling_raters_or_categories_changes_nothing((raters, values) in matrix()) {
            let renamed: Vec<Option<f64>> = values.iter().map(|value| value.map(|level| (level + 1.0) % 3.0)).collect();
            let turned: Vec<Option<f64>> =
                values.chunks(raters).flat_map(|unit| unit.iter().rev().copied()).collect();
            for chance in ALL {
                let value = |values: &[Option<f64>]| chance_corrected(&ratings(raters, values), chance).map(|it| it.value);
                for changed in [&renamed, &turned] {
                    match (value(&values), value(changed)) {
                        (Ok(a), Ok(b)) => prop_assert!((a - b).abs() < 1e-9, "{chance:?}"),
                        (a, b) => prop_assert_eq!(a, b),
                    }
                }
            }
        }
    }

    #[test]
    fn raters_who_always_agree_reach_one_by_every_coefficient() {
        let agreed = ratings(2, &[0.0, 0.0, 1.0, 1.0, 2.0, 2.0].map(Some));
        for chance in ALL {
            assert!((chance_corrected(&agreed, chance).unwrap().value - 1.0).abs() < 1e-12, "{chance:?}");
        }
    }

    #[test]
    fn each_degenerate_matrix_has_its_own_reason() {
        let reason = |ratings: &Ratings| chance_corrected(ratings, Chance::Fleiss).unwrap_err();
        let free = |raters, values: &[Option<f64>]| Ratings::new(raters, values.iter().copied()).unwrap();
        assert_eq!(reason(&free(2, &[None, None])), Undefined::NoRatings);
        assert_eq!(reason(&free(1, &[Some(1.0)])), Undefined::OneRater);
        assert_eq!(reason(&free(2, &[Some(1.0), None])), Undefined::NoPairs);
        assert_eq!(reason(&free(2, &[Some(1.0), Some(1.0)])), Undefined::NoVariation);
        assert_eq!(reason(&ratings(2, &[Some(1.0), Some(1.0)])), Undefined::NoVariation);
        // Chance does not depend on the answers here, so that agreement has a value.
        assert_eq!(
            chance_corrected(&ratings(2, &[Some(1.0), Some(1.0)]), Chance::BrennanPrediger).unwrap().value,
            1.0
        );
    }
}
