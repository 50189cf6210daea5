//! Agreement within one group on a scale of A steps, against answers spread evenly over it.

use super::Undefined;

/// The variance of answers spread evenly over `steps` steps one apart: (A² − 1)/12 (James, Demaree and Wolf 1984, "Estimating within-group interrater reliability
/// with and without response bias", *Journal of Applied Psychology* 69:85–98, p. 87).
///
/// # Errors
/// [`Undefined::FewCategories`] below two steps.
pub fn even_variance(steps: usize) -> Result<f64, Undefined> {
    if steps < 2 {
        return Err(Undefined::FewCategories { categories: steps, needed: 2 });
    }
    Ok(((steps as f64).powi(2) - 1.0) / 12.0)
}

/// `r_wg` = 1 − s²/σ², s² being the variance of the answers (n − 1) and σ² that of even ones: 1 where all agree, below nought where they vary more than at
/// random (the same, p. 87).
///
/// # Errors
/// [`Undefined`]: fewer than two answers, fewer than two steps.
pub fn rwg(answers: &[f64], steps: usize) -> Result<f64, Undefined> {
    Ok(1.0 - variance(answers)? / even_variance(steps)?)
}

/// `r_wg(j)` = J(1 − r)/(J(1 − r) + r) of J items of one scale, r being their mean variance over that of even answers (the same, p. 88).
///
/// # Errors
/// [`Undefined`]: no items, as for [`rwg`], and variance above that of even answers, where the equation runs out of its range.
pub fn rwg_j(items: &[Vec<f64>], steps: usize) -> Result<f64, Undefined> {
    if items.is_empty() {
        return Err(Undefined::NoRatings);
    }
    let even = even_variance(steps)?;
    let variances = items.iter().map(|item| variance(item)).collect::<Result<Vec<f64>, _>>()?;
    let count = items.len() as f64;
    let ratio = variances.iter().sum::<f64>() / count / even;
    if ratio > 1.0 {
        return Err(Undefined::MoreThanChance { ratio });
    }
    Ok(count * (1.0 - ratio) / (count * (1.0 - ratio) + ratio))
}

/// The average deviation from the mean, in steps of the scale: Σ|x − x̄|/n (Burke, Finkelstein and Dusig 1999, "On average deviation indices for
/// estimating interrater agreement", *Organizational Research Methods* 2:49–68, p. 51).
///
/// # Errors
/// [`Undefined::NoRatings`].
pub fn average_deviation(answers: &[f64]) -> Result<f64, Undefined> {
    let mean = mean(answers).ok_or(Undefined::NoRatings)?;
    Ok(answers.iter().map(|answer| (answer - mean).abs()).sum::<f64>() / answers.len() as f64)
}

fn mean(answers: &[f64]) -> Option<f64> {
    (!answers.is_empty()).then(|| answers.iter().sum::<f64>() / answers.len() as f64)
}

fn variance(answers: &[f64]) -> Result<f64, Undefined> {
    let few = Undefined::FewRatings { ratings: answers.len() };
    let mean = mean(answers).filter(|_| answers.len() > 1).ok_or(few)?;
    Ok(answers.iter().map(|answer| (answer - mean).powi(2)).sum::<f64>() / (answers.len() - 1) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn agreement_is_one_where_all_say_the_same_and_below_nought_with_two_camps() {
        assert_eq!(rwg(&[4.0, 4.0, 4.0], 5), Ok(1.0));
        assert!(rwg(&[1.0, 1.0, 5.0, 5.0], 5).unwrap() < 0.0);
        assert_eq!(rwg_j(&[vec![4.0, 4.0], vec![2.0, 2.0]], 5), Ok(1.0));
        assert_eq!(average_deviation(&[1.0, 1.0, 5.0, 5.0]), Ok(2.0));
    }

    #[test]
    fn each_degenerate_group_has_its_own_reason() {
        assert_eq!(rwg(&[4.0], 5), Err(Undefined::FewRatings { ratings: 1 }));
        assert_eq!(rwg(&[4.0, 5.0], 1), Err(Undefined::FewCategories { categories: 1, needed: 2 }));
        assert_eq!(rwg_j(&[], 5), Err(Undefined::NoRatings));
        assert_eq!(average_deviation(&[]), Err(Undefined::NoRatings));
        let camps = rwg_j(&[vec![1.0, 1.0, 5.0, 5.0]], 5);
        assert!(
            matches!(camps, Err(Undefined::MoreThanChance { ratio }) if (ratio - 8.0 / 3.0).abs() < 1e-12)
        );
    }

    proptest! {
        #[test]
        fn the_variance_is_half_the_mean_squared_difference_of_pairs(answers in prop::collection::vec(1_u8..=5, 2..30)) {
            let answers: Vec<f64> = answers.into_iter().map(f64::from).collect();
            let n = answers.len() as f64;
            let pairs: f64 = answers.iter().map(|a| answers.iter().map(|b| (a - b).powi(2)).sum::<f64>()).sum();
            let slow = 1.0 - pairs / (2.0 * n * (n - 1.0)) / 2.0;
            prop_assert!((rwg(&answers, 5).unwrap() - slow).abs() < 1e-12);
            let turned: Vec<f64> = answers.iter().map(|answer| 6.0 - answer).collect();
            prop_assert!((rwg(&turned, 5).unwrap() - slow).abs() < 1e-12);
        }

        #[test]
        fn one_item_has_the_agreement_of_that_item(answers in prop::collection::vec(2_u8..=4, 2..30)) {
            let answers: Vec<f64> = answers.into_iter().map(f64::from).collect();
            let alone = rwg_j(std::slice::from_ref(&answers), 5).unwrap();
            prop_assert!((alone - rwg(&answers, 5).unwrap()).abs() < 1e-12);
        }
    }
}
