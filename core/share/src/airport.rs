//! The airport problem in closed form: users of one facility, each in need of a part of it that costs so much.

use crate::error::ShareError;
use crate::game::check_not_negative;

/// Costs in ascending order, with the positions that they come from.
fn ascending(costs: &[f64]) -> Result<(Vec<usize>, Vec<f64>), ShareError> {
    check_not_negative("cost", costs)?;
    if costs.is_empty() {
        return Err(ShareError::NoBodies);
    }
    let mut order: Vec<usize> = (0..costs.len()).collect();
    order.sort_by(|a, b| costs[*a].total_cmp(&costs[*b]));
    let sorted = order.iter().map(|body| costs[*body]).collect();
    Ok((order, sorted))
}

/// The Shapley value of the airport game, any number of users: each step of the facility is paid in equal parts by all who need it.
///
/// With costs c₁ ≤ … ≤ `c_n`, `φ_i` = Σ_{k≤i} (`c_k` − c_{k−1})/(n − k + 1). S. C. Littlechild and G. Owen, "A simple expression for the Shapley value
/// in a special case", Management Science 20 (1973), 370–372.
///
/// # Errors
/// Nobody, or a cost below nought or not finite.
pub fn shapley(costs: &[f64]) -> Result<Vec<f64>, ShareError> {
    let (order, sorted) = ascending(costs)?;
    let mut fee = vec![0.0; costs.len()];
    let (mut paid, mut below) = (0.0, 0.0);
    for (at, (body, cost)) in order.iter().zip(&sorted).enumerate() {
        paid += (cost - below) / (costs.len() - at) as f64;
        below = *cost;
        fee[*body] = paid;
    }
    Ok(fee)
}

/// The nucleolus of the airport game, any number of users.
///
/// Fees are set from the least demanding upwards: among those without a fee yet, with k of them needing at most c_(k), and r already
/// collected, the fee is the least of (c_(k) − r)/(k + 1) over k below their number, and of (c_(m) − r)/m over all m of them. The first k reach the
/// minimum together. S. C. Littlechild, "A simple expression for the nucleolus in a special case", International Journal of Game Theory 3 (1974),
/// 21–29.
///
/// # Errors
/// Nobody, or a cost below nought or not finite.
pub fn nucleolus(costs: &[f64]) -> Result<Vec<f64>, ShareError> {
    let (order, sorted) = ascending(costs)?;
    let mut fee = vec![0.0; costs.len()];
    let (mut done, mut collected) = (0, 0.0);
    while done < sorted.len() {
        let left = &sorted[done..];
        let candidates = left.iter().enumerate().map(|(at, cost)| {
            let payers = if at + 1 == left.len() { left.len() } else { at + 2 };
            ((cost - collected) / payers as f64, at + 1)
        });
        // The largest k among equals, so that all who pay the same are done at once.
        let (least, count) =
            candidates.fold((f64::INFINITY, 1), |best, next| if next.0 <= best.0 { next } else { best });
        for body in &order[done..done + count] {
            fee[*body] = least;
        }
        collected += least * count as f64;
        done += count;
    }
    Ok(fee)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game::costs::airport;
    use crate::nucleolus::{Complaint, nucleolus_of_costs};
    use crate::shapley::shapley as by_enumeration;
    use proptest::prelude::*;

    fn near(left: &[f64], right: &[f64]) -> bool {
        left.iter().zip(right).all(|(a, b)| (a - b).abs() < 1e-7)
    }

    #[test]
    fn no_users_and_wrong_costs_are_refused() {
        assert_eq!(shapley(&[]), Err(ShareError::NoBodies));
        assert!(matches!(nucleolus(&[1.0, -1.0]), Err(ShareError::Negative { position: 2, .. })));
    }

    proptest! {
        #[test]
        fn the_closed_forms_are_the_values_of_the_game(costs in proptest::collection::vec(0_u8..30, 1..7)) {
            let costs: Vec<f64> = costs.into_iter().map(f64::from).collect();
            let game = airport(&costs).unwrap();
            let fast = shapley(&costs).unwrap();
            prop_assert!(near(&fast, &by_enumeration(&game)), "{:?}", fast);
            let fast = nucleolus(&costs).unwrap();
            let slow = nucleolus_of_costs(&game, Complaint::Whole).unwrap().allocation;
            prop_assert!(near(&fast, &slow), "{:?} {:?}", fast, slow);
        }
    }
}
