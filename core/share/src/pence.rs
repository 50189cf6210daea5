//! From estimates to whole pence by largest remainder: the one place where floating point becomes money.

use commonweal_quantity::Pence;

use crate::error::ShareError;
use crate::game::check_amounts;

/// Nearer than this to a whole penny, an estimate is that penny: what is left over then is rounding, not a remainder.
const WHOLE: f64 = 1e-4;

/// The amount in pounds to the nearest penny, halves away from nought.
///
/// # Errors
/// An amount that is not finite or beyond 90 trillion.
pub fn nearest(pounds: f64) -> Result<Pence, ShareError> {
    check_amounts("amount", &[pounds])?;
    Ok(Pence(whole((pounds * 100.0).round())))
}

/// Estimates in pounds as whole pence that add up to `total` exactly.
///
/// Each estimate is cut to the penny below it in size, and the pence left over go one each to the largest remainders, ties to the earlier position. So
/// each is within a penny of its estimate and never crosses a limit that is a whole number of pence; a debt divides as the credit of the same size.
/// Where the total is nought, remainders are taken as for a credit.
///
/// # Errors
/// Estimates that are not finite or too large; [`ShareError::NotTheTotal`] where they differ from the total by more than a penny each.
pub fn largest_remainder(total: Pence, pounds: &[f64]) -> Result<Vec<Pence>, ShareError> {
    check_amounts("part", pounds)?;
    if pounds.is_empty() {
        return Err(ShareError::NoBodies);
    }
    let sign = if total.0 < 0 { -1.0 } else { 1.0 };
    let quotas: Vec<f64> = pounds.iter().map(|amount| snapped(amount * sign * 100.0)).collect();
    let mut parts: Vec<i64> = quotas.iter().map(|quota| whole(quota.floor())).collect();
    let size = i64::try_from(total.0.unsigned_abs())
        .map_err(|_| ShareError::TooLarge { what: "total", position: 1 })?;
    let left_over = size - parts.iter().sum::<i64>();
    let bodies = parts.len();
    let left_over = usize::try_from(left_over).ok().filter(|left_over| *left_over <= bodies);
    let left_over = left_over.ok_or_else(|| ShareError::NotTheTotal { parts: pounds.iter().sum(), total })?;
    let mut by_remainder: Vec<usize> = (0..bodies).collect();
    by_remainder.sort_by(|a, b| {
        // To a millionth of a penny: equal parts stay tied however they were rounded on the way.
        let remainder = |body: &usize| ((quotas[*body] - quotas[*body].floor()) * 1e6).round();
        remainder(b).total_cmp(&remainder(a))
    });
    for body in &by_remainder[..left_over] {
        parts[*body] += 1;
    }
    let sign = if total.0 < 0 { -1 } else { 1 };
    Ok(parts.into_iter().map(|part| Pence(part * sign)).collect())
}

/// A whole number of pence as an integer.
#[allow(clippy::cast_possible_truncation, reason = "amounts are checked to be below 90 trillion pounds")]
fn whole(pence: f64) -> i64 {
    pence as i64
}

fn snapped(pence: f64) -> f64 {
    let nearest = pence.round();
    if (pence - nearest).abs() < WHOLE { nearest } else { pence }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parts(total: i64, pounds: &[f64]) -> Vec<i64> {
        largest_remainder(Pence(total), pounds).unwrap().into_iter().map(|part| part.0).collect()
    }

    #[test]
    fn left_over_pence_go_to_the_largest_remainders_and_ties_to_the_earlier() {
        let third = 1.0 / 3.0;
        assert_eq!(parts(100, &[third, third, third]), [34, 33, 33]);
        assert_eq!(parts(-100, &[-third, -third, -third]), [-34, -33, -33]);
        assert_eq!(parts(1, &[0.002, 0.005, 0.003]), [0, 1, 0]);
        assert_eq!(parts(0, &[0.505, -0.505]), [51, -51]);
        assert_eq!(parts(130, &[0.1 + 0.2, 1.0]), [30, 100]);
    }

    #[test]
    fn what_does_not_add_up_or_is_no_number_is_refused() {
        assert!(matches!(largest_remainder(Pence(100), &[0.5, 0.4]), Err(ShareError::NotTheTotal { .. })));
        assert!(matches!(largest_remainder(Pence(100), &[f64::NAN]), Err(ShareError::NotFinite { .. })));
        assert_eq!(largest_remainder(Pence(0), &[]), Err(ShareError::NoBodies));
        assert!(matches!(nearest(1e15), Err(ShareError::TooLarge { .. })));
        assert_eq!(nearest(-0.125), Ok(Pence(-13)));
        assert_eq!(nearest(2.674), Ok(Pence(267)));
    }

    proptest! {
        #[test]
        fn the_pence_add_up_and_each_is_within_a_penny(pounds in proptest::collection::vec(-1e9..1e9_f64, 1..20)) {
            let total = nearest(pounds.iter().sum()).unwrap();
            let parts = largest_remainder(total, &pounds).unwrap();
            prop_assert_eq!(Pence::checked_sum(parts.iter().copied()), Ok(total));
            for (part, pounds) in parts.iter().zip(pounds) {
                prop_assert!((part.0 as f64 - pounds * 100.0).abs() <= 1.0 + WHOLE, "{:?} {}", part, pounds);
            }
        }
    }
}
