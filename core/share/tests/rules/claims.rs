//! The rules for claims against slower definitions, and what they all keep.

use commonweal_share::ShareError;
use commonweal_share::claims::{ClaimsError, ClaimsRule, divide};
use commonweal_share::game::costs::bankruptcy;
use commonweal_share::nucleolus::{Complaint, nucleolus};
use proptest::prelude::*;

pub(crate) const RULES: [ClaimsRule; 7] = [
    ClaimsRule::Proportional,
    ClaimsRule::AdjustedProportional,
    ClaimsRule::EqualAwards,
    ClaimsRule::EqualLosses,
    ClaimsRule::Talmud,
    ClaimsRule::RandomArrival,
    ClaimsRule::MinimalOverlap,
];

fn near(left: &[f64], right: &[f64]) -> bool {
    left.iter().zip(right).all(|(a, b)| (a - b).abs() < 1e-6)
}

/// min(c, λ) by bisection on λ.
fn equal_awards_by_bisection(claims: &[f64], estate: f64) -> Vec<f64> {
    let (mut low, mut high) = (0.0, claims.iter().copied().fold(0.0, f64::max));
    for _ in 0..80 {
        let middle = f64::midpoint(low, high);
        if claims.iter().map(|claim| claim.min(middle)).sum::<f64>() < estate {
            low = middle;
        } else {
            high = middle;
        }
    }
    claims.iter().map(|claim| claim.min(high)).collect()
}

/// First come, first served, over all orders.
fn random_arrival_by_orders(claims: &[f64], estate: f64) -> Vec<f64> {
    fn arrive(claims: &[f64], left: f64, waiting: &[usize], got: &mut [f64], weight: f64) {
        for body in waiting {
            let award = claims[*body].min(left);
            got[*body] += weight * award / waiting.len() as f64;
            let others: Vec<usize> = waiting.iter().copied().filter(|other| other != body).collect();
            arrive(claims, left - award, &others, got, weight / waiting.len() as f64);
        }
    }
    let mut got = vec![0.0; claims.len()];
    arrive(claims, estate, &(0..claims.len()).collect::<Vec<_>>(), &mut got, 1.0);
    got
}

fn problems() -> impl Strategy<Value = (Vec<f64>, f64)> {
    (proptest::collection::vec(0_u16..500, 1..6), 0.0..=1.0_f64).prop_map(|(claims, part)| {
        let claims: Vec<f64> = claims.into_iter().map(f64::from).collect();
        let estate = part * claims.iter().sum::<f64>();
        (claims, estate)
    })
}

proptest! {
    #[test]
    fn every_rule_divides_all_and_gives_nobody_less_than_nought_or_more_than_claimed((claims, estate) in problems()) {
        for rule in RULES {
            let parts = divide(rule, &claims, estate).unwrap();
            prop_assert!((parts.iter().sum::<f64>() - estate).abs() < 1e-9 * (1.0 + estate), "{rule:?} {parts:?}");
            for (part, claim) in parts.iter().zip(&claims) {
                prop_assert!(*part >= -1e-9 && *part <= claim + 1e-9, "{rule:?} {parts:?}");
            }
            let borne = divide(rule, &claims, -estate).unwrap();
            prop_assert!(borne.iter().zip(&parts).all(|(borne, part)| *borne == 0.0 - part), "{rule:?} {borne:?}");
        }
    }

    #[test]
    fn who_claims_more_gets_no_less_and_loses_no_less((claims, estate) in problems()) {
        for rule in RULES {
            let parts = divide(rule, &claims, estate).unwrap();
            for (i, j) in (0..claims.len()).flat_map(|i| (0..claims.len()).map(move |j| (i, j))) {
                if claims[i] >= claims[j] {
                    prop_assert!(parts[i] >= parts[j] - 1e-9, "{rule:?} {claims:?} {estate} {parts:?}");
                    prop_assert!(claims[i] - parts[i] >= claims[j] - parts[j] - 1e-9, "{rule:?} {parts:?}");
                }
            }
        }
    }

    #[test]
    fn the_fast_rules_are_their_definitions((claims, estate) in problems()) {
        let by = |rule| divide(rule, &claims, estate).unwrap();
        prop_assert!(near(&by(ClaimsRule::EqualAwards), &equal_awards_by_bisection(&claims, estate)));
        prop_assert!(near(&by(ClaimsRule::RandomArrival), &random_arrival_by_orders(&claims, estate)));
        let game = bankruptcy(&claims, estate).unwrap();
        let nucleolus = nucleolus(&game, Complaint::Whole).unwrap().allocation;
        prop_assert!(near(&by(ClaimsRule::Talmud), &nucleolus), "{:?} {nucleolus:?}", by(ClaimsRule::Talmud));
        let losses: Vec<f64> = claims.iter().zip(by(ClaimsRule::EqualLosses)).map(|(claim, part)| claim - part).collect();
        let all: f64 = claims.iter().sum();
        prop_assert!(near(&losses, &equal_awards_by_bisection(&claims, all - estate)));
    }
}

/// With claims of 30, 40 and 50 on 100, t = 10: each has 20, 30 and 40 to itself, and 10 overlap for all three.
#[test]
fn minimal_overlap_lays_claims_side_by_side_as_far_as_it_can() {
    let parts = divide(ClaimsRule::MinimalOverlap, &[30.0, 40.0, 50.0], 100.0).unwrap();
    assert!(near(&parts, &[20.0 + 10.0 / 3.0, 30.0 + 10.0 / 3.0, 40.0 + 10.0 / 3.0]), "{parts:?}");
}

#[test]
fn amounts_and_claims_that_cannot_be_used_are_refused() {
    let refused = |claims: &[f64], amount| divide(ClaimsRule::Talmud, claims, amount).unwrap_err();
    assert_eq!(refused(&[1.0, 2.0], 4.0), ClaimsError::MoreThanClaimed { amount: 4.0, claims: 3.0 });
    assert_eq!(refused(&[1.0, 2.0], -4.0), ClaimsError::MoreThanClaimed { amount: 4.0, claims: 3.0 });
    assert_eq!(refused(&[], 0.0), ClaimsError::Share(ShareError::NoBodies));
    assert!(matches!(refused(&[-1.0], 0.0), ClaimsError::Share(ShareError::Negative { .. })));
    assert!(matches!(refused(&[1.0], f64::NAN), ClaimsError::Share(ShareError::NotFinite { .. })));
    let many = divide(ClaimsRule::RandomArrival, &[1.0; 25], 5.0);
    assert_eq!(many, Err(ClaimsError::TooManyToArrive(25)));
    assert_eq!(divide(ClaimsRule::Proportional, &[0.0, 0.0], 0.0), Ok(vec![0.0, 0.0]));
}
