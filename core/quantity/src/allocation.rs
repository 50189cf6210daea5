//! Dividing a sum of money into whole pence by largest remainder: the parts always add up to the sum.
#![deny(clippy::float_arithmetic)]

use std::cmp::Reverse;

use crate::money::Pence;
use crate::share::{Share, gcd};

/// Why a sum cannot be divided.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AllocationError {
    /// Nobody to give it to.
    #[error("no shares are given, so there is nobody to divide the sum among")]
    NoShares,
    /// The shares leave something over, or give out more than there is.
    #[error("the shares add up to {numerator}/{denominator}, not to the whole; correct them before dividing")]
    NotTheWhole {
        /// Their sum, above the line.
        numerator: u128,
        /// Their sum, below the line.
        denominator: u64,
    },
    /// No common denominator below 2⁶⁴.
    #[error(
        "the shares have no common denominator that can be held; write them as percentages or in rounder parts"
    )]
    NoCommonDenominator,
}

/// Divides `total` into whole pence in proportion to `shares`, one part a share, in their order.
///
/// Each part is the exact quota rounded towards zero; the pence left over go one each to the largest remainders, ties to
/// the earlier position (the method of Hamilton). The parts add up to `total` exactly, each is within one penny of its quota, and
/// a debt divides as the credit of the same size does.
///
/// # Errors
/// [`AllocationError::NotTheWhole`] where the shares do not add up to one exactly, [`AllocationError::NoShares`], and
/// [`AllocationError::NoCommonDenominator`] where their least common denominator is 2⁶⁴ or more.
pub fn allocate(total: Pence, shares: &[Share]) -> Result<Vec<Pence>, AllocationError> {
    if shares.is_empty() {
        return Err(AllocationError::NoShares);
    }
    let denominator = common_denominator(shares)?;
    let weights = shares.iter().map(|share| share.numerator() * (denominator / share.denominator()));
    let numerator: u128 = weights.clone().map(u128::from).sum();
    if numerator != u128::from(denominator) {
        return Err(AllocationError::NotTheWhole { numerator, denominator });
    }
    // 2^63 pence × weights below 2^64 stay below 2^127.
    let size = u128::from(total.0.unsigned_abs());
    let quotas: Vec<u128> = weights.map(|weight| size * u128::from(weight)).collect();
    let mut parts: Vec<u128> = quotas.iter().map(|quota| quota / u128::from(denominator)).collect();
    let mut left_over = size - parts.iter().sum::<u128>();
    let mut by_remainder: Vec<usize> = (0..quotas.len()).collect();
    by_remainder.sort_by_key(|&index| Reverse(quotas[index] % u128::from(denominator)));
    for index in by_remainder {
        if left_over == 0 {
            break;
        }
        parts[index] += 1;
        left_over -= 1;
    }
    let sign = i128::from(total.0.signum());
    let pence = parts.into_iter().map(|part| {
        // A part is at most the total, so that it fits where the total did.
        let part = i128::try_from(part).unwrap_or_default() * sign;
        Pence(i64::try_from(part).unwrap_or_default())
    });
    Ok(pence.collect())
}

fn common_denominator(shares: &[Share]) -> Result<u64, AllocationError> {
    shares.iter().try_fold(1_u64, |common, share| {
        let factor = share.denominator() / gcd(common, share.denominator());
        common.checked_mul(factor).ok_or(AllocationError::NoCommonDenominator)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shares(texts: &[&str]) -> Vec<Share> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    fn divide(total: i64, texts: &[&str]) -> Vec<i64> {
        allocate(Pence(total), &shares(texts)).unwrap().into_iter().map(|part| part.0).collect()
    }

    #[test]
    fn pence_left_over_go_to_the_largest_remainders_and_ties_to_the_earlier_position() {
        assert_eq!(divide(100, &["1/3", "1/3", "1/3"]), [34, 33, 33]);
        assert_eq!(divide(-100, &["1/3", "1/3", "1/3"]), [-34, -33, -33]);
        assert_eq!(divide(200, &["1/3", "1/3", "1/3"]), [67, 67, 66]);
        assert_eq!(divide(10, &["1/8", "1/4", "5/8"]), [1, 3, 6]);
        assert_eq!(divide(1, &["0.1", "0.2", "0.7"]), [0, 0, 1]);
        assert_eq!(divide(0, &["50%", "50%"]), [0, 0]);
    }

    #[test]
    fn the_extremes_divide_without_overflow() {
        assert_eq!(divide(i64::MIN, &["100%", "0%"]), [i64::MIN, 0]);
        assert_eq!(divide(i64::MAX, &["0%", "100%"]), [0, i64::MAX]);
        assert_eq!(divide(i64::MIN, &["50%", "50%"]), [i64::MIN / 2, i64::MIN / 2]);
    }

    #[test]
    fn shares_that_are_not_the_whole_are_refused() {
        let refused = |texts| allocate(Pence(100), &shares(texts)).unwrap_err();
        assert_eq!(refused(&["1/2", "1/3"]), AllocationError::NotTheWhole { numerator: 5, denominator: 6 });
        assert_eq!(refused(&["60%", "60%"]), AllocationError::NotTheWhole { numerator: 6, denominator: 5 });
        assert_eq!(refused(&[]), AllocationError::NoShares);
        let wide = Share::new(1, u64::MAX).unwrap();
        let refused = allocate(Pence(100), &[wide, wide.remainder(), Share::new(1, 2).unwrap()]);
        assert_eq!(refused, Err(AllocationError::NoCommonDenominator));
    }

    proptest! {
        #[test]
        fn the_parts_add_up_and_each_is_within_a_penny_of_its_quota(
            total: i64,
            weights in proptest::collection::vec(0u64..1_000_000, 1..12),
        ) {
            let whole: u64 = weights.iter().sum();
            prop_assume!(whole > 0);
            let shares: Vec<Share> = weights.iter().map(|&weight| Share::new(weight, whole).unwrap()).collect();
            let parts = allocate(Pence(total), &shares).unwrap();
            prop_assert_eq!(Pence::checked_sum(parts.iter().copied()), Ok(Pence(total)));
            for (part, weight) in parts.iter().zip(weights) {
                let distance = i128::from(part.0) * i128::from(whole) - i128::from(total) * i128::from(weight);
                prop_assert!(distance.abs() < i128::from(whole));
            }
        }
    }
}
