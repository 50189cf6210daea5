//! How spread answers are over categories whose order does not matter.

use super::Undefined;
use super::ordered::checked;

/// Gini and Simpson: 1 − Σ pᵢ², the chance that two answers differ (Simpson 1949, "Measurement of diversity", *Nature* 163:688).
///
/// # Errors
/// [`Undefined`]: no answers, no categories, a frequency below nought.
pub fn gini_simpson(frequencies: &[f64]) -> Result<f64, Undefined> {
    let total = checked(frequencies, 1)?;
    Ok(1.0 - frequencies.iter().map(|frequency| (frequency / total).powi(2)).sum::<f64>())
}

/// The same over its largest value 1 − 1/K: the index of qualitative variation, from 0 to 1 (Wilcox 1973, "Indices of qualitative variation and political
/// measurement", *Western Political Quarterly* 26:325–343, p. 330).
///
/// # Errors
/// [`Undefined`]: no answers, fewer than two categories, a frequency below nought.
pub fn gini_simpson_normalised(frequencies: &[f64]) -> Result<f64, Undefined> {
    checked(frequencies, 2)?;
    Ok(gini_simpson(frequencies)? / (1.0 - 1.0 / frequencies.len() as f64))
}

/// Shannon's entropy over its largest value ln K: −Σ pᵢ ln pᵢ/ln K, from 0 to 1 (Pielou 1966, "The measurement of diversity in different types of
/// biological collections", *Journal of Theoretical Biology* 13:131–144).
///
/// # Errors
/// [`Undefined`]: no answers, fewer than two categories, a frequency below nought.
pub fn shannon_normalised(frequencies: &[f64]) -> Result<f64, Undefined> {
    let total = checked(frequencies, 2)?;
    let chosen = frequencies.iter().filter(|frequency| **frequency > 0.0).map(|frequency| frequency / total);
    let entropy: f64 = chosen.map(|share| -share * share.ln()).sum();
    Ok(entropy / (frequencies.len() as f64).ln())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_category_has_no_spread_and_even_answers_have_all_of_it() {
        assert_eq!(gini_simpson(&[0.0, 7.0]), Ok(0.0));
        assert_eq!(gini_simpson(&[3.0; 4]), Ok(0.75));
        assert_eq!(gini_simpson_normalised(&[3.0; 4]), Ok(1.0));
        assert_eq!(shannon_normalised(&[0.0, 7.0]), Ok(0.0));
        assert!((shannon_normalised(&[3.0; 4]).unwrap() - 1.0).abs() < 1e-15);
    }

    #[test]
    fn a_scale_of_one_category_and_no_answers_are_told() {
        let few = Err(Undefined::FewCategories { categories: 1, needed: 2 });
        assert_eq!((gini_simpson_normalised(&[5.0]), shannon_normalised(&[5.0])), (few, few));
        assert_eq!(gini_simpson(&[0.0]), Err(Undefined::NoRatings));
    }

    proptest! {
        #[test]
        fn gini_simpson_is_the_share_of_ordered_pairs_that_differ(answers in prop::collection::vec(0_usize..4, 1..30)) {
            let mut frequencies = [0.0; 4];
            for answer in &answers {
                frequencies[*answer] += 1.0;
            }
            let differ = answers.iter().flat_map(|a| answers.iter().filter(move |b| a != *b)).count() as f64;
            let slow = differ / (answers.len() as f64).powi(2);
            prop_assert!((gini_simpson(&frequencies).unwrap() - slow).abs() < 1e-12);
            frequencies.rotate_left(1);
            prop_assert!((gini_simpson(&frequencies).unwrap() - slow).abs() < 1e-12);
        }
    }
}
