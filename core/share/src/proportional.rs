//! Equal parts, and parts in proportion to what each contributed, gained, needs or claims.

use crate::error::ShareError;
use crate::game::{check_amounts, check_not_negative};

/// The same for each of `bodies` bodies.
///
/// # Errors
/// Nobody, or a total that is not finite.
pub fn equal(total: f64, bodies: usize) -> Result<Vec<f64>, ShareError> {
    check_amounts("total", &[total])?;
    if bodies == 0 { Err(ShareError::NoBodies) } else { Ok(vec![total / bodies as f64; bodies]) }
}

/// total · `weight_i` / Σ weight.
///
/// # Errors
/// Nobody, a weight below nought or not finite, all weights nought (`what` names them in the message).
pub fn in_proportion(total: f64, weights: &[f64], what: &'static str) -> Result<Vec<f64>, ShareError> {
    check_amounts("total", &[total])?;
    check_not_negative(what, weights)?;
    let all: f64 = weights.iter().sum();
    match weights {
        [] => Err(ShareError::NoBodies),
        _ if all == 0.0 => Err(ShareError::AllNought(what)),
        _ => Ok(weights.iter().map(|weight| total * (weight / all)).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_equal_or_in_proportion_and_a_loss_divides_as_a_gain() {
        assert_eq!(equal(-9.0, 3), Ok(vec![-3.0; 3]));
        assert_eq!(in_proportion(12.0, &[1.0, 2.0, 0.0], "need"), Ok(vec![4.0, 8.0, 0.0]));
        assert_eq!(in_proportion(-12.0, &[1.0, 2.0, 0.0], "need"), Ok(vec![-4.0, -8.0, 0.0]));
    }

    #[test]
    fn without_a_proportion_there_is_a_reason() {
        assert_eq!(equal(1.0, 0), Err(ShareError::NoBodies));
        assert_eq!(in_proportion(1.0, &[], "need"), Err(ShareError::NoBodies));
        assert_eq!(in_proportion(1.0, &[0.0], "need"), Err(ShareError::AllNought("need")));
        let negative = in_proportion(1.0, &[1.0, -1.0], "need");
        assert_eq!(negative, Err(ShareError::Negative { what: "need", position: 2, value: -1.0 }));
        assert!(matches!(in_proportion(f64::INFINITY, &[1.0], "need"), Err(ShareError::NotFinite { .. })));
    }
}
