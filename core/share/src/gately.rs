//! Gately's value and the separable-cost remaining-benefit method: who adds more to the others gets more of what is left over.

use crate::error::ShareError;
use crate::game::Game;

/// v(i) + (`M_i` − v(i))·(v(N) − Σv(j)) / `Σ(M_j` − v(j)), with `M_i` = v(N) − v(N∖i): everybody's propensity to disrupt, what the others lose by
/// a withdrawal against what the body itself loses, is the same.
///
/// D. Gately, "Sharing the gains from regional cooperation", International Economic Review 15 (1974), 195–208. On the savings of a cost
/// game it is the separable-cost remaining-benefit method in its simple form, the alternate cost avoided (P. D. Straffin and J. P. Heaney, "Game
/// theory and the Tennessee Valley Authority", International Journal of Game Theory 10 (1981), 35–43).
///
/// # Errors
/// [`ShareError::NotDefined`] where nobody adds more to the others than it is worth alone, and yet there is something over.
pub fn gately(game: &Game) -> Result<Vec<f64>, ShareError> {
    let alone = game.alone();
    let adds: Vec<f64> =
        game.separable().iter().zip(&alone).map(|(separable, alone)| separable - alone).collect();
    let surplus = game.total() - alone.iter().sum::<f64>();
    in_proportion("Gately value", &alone, &adds, surplus)
}

/// The separable-cost remaining-benefit method for a cost game: each pays its separable cost c(N) − c(N∖i), and what remains in proportion
/// to its remaining benefit, `min(benefit_i`, c(i)) less the separable cost.
///
/// Without `benefits` the benefit of each is taken to be at least its cost alone. H. P. Young, N. Okada and T. Hashimoto, "Cost allocation in
/// water resources development", Water Resources Research 18 (1982), 463–475, p. 466.
///
/// # Errors
/// A wrong number of benefits; [`ShareError::NotDefined`] where a remaining benefit is below nought, or all are nought and a cost remains.
pub fn separable_costs(costs: &Game, benefits: Option<&[f64]>) -> Result<Vec<f64>, ShareError> {
    const METHOD: &str = "separable-cost remaining-benefit division";
    let most = match benefits {
        None => costs.alone(),
        Some(benefits) if benefits.len() != costs.players() => {
            let (given, bodies) = (benefits.len(), costs.players());
            return Err(ShareError::WrongCount { what: "benefits", given, bodies });
        }
        Some(benefits) => {
            costs.alone().iter().zip(benefits).map(|(alone, benefit)| alone.min(*benefit)).collect()
        }
    };
    let separable = costs.separable();
    let remaining: Vec<f64> = most.iter().zip(&separable).map(|(most, separable)| most - separable).collect();
    let slack = 1e-9 * costs.total().abs();
    if remaining.iter().any(|benefit| *benefit < -slack) {
        let because = "the separable cost of a body is above its benefit or its cost alone, so that its remaining benefit is below nought";
        return Err(ShareError::NotDefined { method: METHOD, because });
    }
    in_proportion(METHOD, &separable, &remaining, costs.total() - separable.iter().sum::<f64>())
}

/// `base_i` + `rest·weight_i` / Σweight.
fn in_proportion(
    method: &'static str,
    base: &[f64],
    weights: &[f64],
    rest: f64,
) -> Result<Vec<f64>, ShareError> {
    let all: f64 = weights.iter().sum();
    let size =
        base.iter().chain(weights).chain([&rest]).fold(0.0, |most: f64, amount| most.max(amount.abs()));
    if all.abs() > 1e-12 * size {
        return Ok(base.iter().zip(weights).map(|(base, weight)| base + rest * weight / all).collect());
    }
    if rest.abs() <= 1e-12 * size {
        return Ok(base.to_vec());
    }
    let because = "what the bodies add to one another comes to nought, so that there is no proportion to divide the rest in";
    Err(ShareError::NotDefined { method, because })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game::costs::airport;

    #[test]
    fn on_savings_both_methods_are_one() {
        let costs = airport(&[8.0, 11.0, 13.0]).unwrap();
        let saved = gately(&costs.savings()).unwrap();
        let paid = separable_costs(&costs, None).unwrap();
        for ((alone, saved), paid) in costs.alone().iter().zip(saved).zip(paid) {
            assert!((alone - saved - paid).abs() < 1e-12);
        }
    }

    #[test]
    fn a_small_benefit_caps_what_a_body_bears_of_the_rest() {
        let costs = Game::new(2, vec![0.0, 10.0, 10.0, 14.0]).unwrap();
        assert_eq!(separable_costs(&costs, None), Ok(vec![7.0, 7.0]));
        assert_eq!(separable_costs(&costs, Some(&[6.0, 10.0])), Ok(vec![5.5, 8.5]));
        assert!(matches!(separable_costs(&costs, Some(&[6.0])), Err(ShareError::WrongCount { .. })));
        assert!(matches!(separable_costs(&costs, Some(&[3.0, 9.0])), Err(ShareError::NotDefined { .. })));
    }

    #[test]
    fn where_nobody_adds_anything_the_reason_is_given() {
        let pairs = Game::tabulate(3, |coalition| f64::from(u8::from(coalition.size() > 1))).unwrap();
        assert!(matches!(gately(&pairs), Err(ShareError::NotDefined { method: "Gately value", .. })));
        assert_eq!(gately(&Game::new(2, vec![0.0, 1.0, 2.0, 3.0]).unwrap()), Ok(vec![1.0, 2.0]));
    }
}
