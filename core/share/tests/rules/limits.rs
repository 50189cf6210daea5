//! Limits bind, and nothing is lost on the way.

use commonweal_share::limits::{Limit, LimitError, Side, within};
use proptest::prelude::*;

fn limit(floor: f64, cap: f64) -> Limit {
    Limit { floor, cap }
}

/// λ by bisection on the definition.
fn by_bisection(parts: &[f64], limits: &[Limit]) -> Vec<f64> {
    let total: f64 = parts.iter().sum();
    let at = |spread: f64| -> Vec<f64> {
        parts
            .iter()
            .zip(limits)
            .map(|(part, limit)| (part + spread).max(limit.floor).min(limit.cap))
            .collect()
    };
    let (mut low, mut high) = (-1e6, 1e6);
    for _ in 0..100 {
        let middle = f64::midpoint(low, high);
        if at(middle).iter().sum::<f64>() < total { low = middle } else { high = middle }
    }
    at(high)
}

proptest! {
    #[test]
    fn limits_are_never_broken_and_the_sum_stays(
        rows in proptest::collection::vec((-100.0..100.0_f64, 0.0..60.0_f64, 0.0..60.0_f64, 0_u8..4), 1..7),
    ) {
        let parts: Vec<f64> = rows.iter().map(|row| row.0).collect();
        let limits: Vec<Limit> = rows
            .iter()
            .map(|(_, down, up, open)| limit(
                if open & 1 == 1 { f64::NEG_INFINITY } else { 10.0 - down },
                if open & 2 == 2 { f64::INFINITY } else { 10.0 + up },
            ))
            .collect();
        match within(&parts, &limits) {
            Ok(limited) => {
                let (before, after): (f64, f64) = (parts.iter().sum(), limited.parts.iter().sum());
                prop_assert!((before - after).abs() < 1e-8, "{before} {after}");
                for (part, limit) in limited.parts.iter().zip(&limits) {
                    prop_assert!(*part >= limit.floor && *part <= limit.cap, "{limited:?}");
                }
                for (fast, slow) in limited.parts.iter().zip(by_bisection(&parts, &limits)) {
                    prop_assert!((fast - slow).abs() < 1e-6, "{limited:?} {slow}");
                }
                for binding in &limited.bindings {
                    prop_assert_eq!(limited.parts[binding.body], binding.limit);
                }
            }
            Err(LimitError::CapsTooLow { caps, total }) => prop_assert!(caps < total),
            Err(LimitError::FloorsTooHigh { floors, total }) => prop_assert!(floors > total),
            Err(other) => prop_assert!(false, "{other}"),
        }
    }
}

#[test]
fn what_one_may_not_take_goes_in_equal_amounts_to_the_others() {
    let limited = within(&[60.0, 30.0, 10.0], &[limit(0.0, 40.0), Limit::NONE, Limit::NONE]).unwrap();
    assert_eq!((limited.parts, limited.spread), (vec![40.0, 40.0, 20.0], 10.0));
    assert_eq!(limited.bindings.len(), 1);
    let binding = limited.bindings[0];
    assert_eq!((binding.body, binding.side, binding.limit, binding.before), (0, Side::Cap, 40.0, 60.0));
    let untouched = within(&[60.0, 40.0], &[limit(0.0, 60.0), Limit::NONE]).unwrap();
    assert_eq!((untouched.parts, untouched.bindings), (vec![60.0, 40.0], vec![]));
}

#[test]
fn beyond_the_last_limit_those_without_one_alone_take_the_rest() {
    // 44.766… less what takes it to its floor rounds to a little above the floor, which must not count it as free.
    let parts = [0.0, -62.336_827_125_416_164, -87.620_661_788_557_21, 44.766_522_089_294_14];
    let floor = 10.0 - 19.053_130_673_934_024;
    let limits = [
        limit(f64::NEG_INFINITY, 10.0),
        limit(10.0, f64::INFINITY),
        limit(10.0, 10.0),
        limit(floor, f64::INFINITY),
    ];
    let limited = within(&parts, &limits).unwrap();
    let total: f64 = parts.iter().sum();
    assert_eq!(limited.parts[1..], [10.0, 10.0, floor]);
    assert!((limited.parts[0] - (total - 20.0 - floor)).abs() < 1e-9, "{limited:?}");
}

#[test]
fn limits_that_cannot_be_kept_say_by_how_much() {
    let refused = |limits: [Limit; 2]| within(&[60.0, 40.0], &limits).unwrap_err();
    let caps = refused([limit(0.0, 50.0), limit(0.0, 30.0)]);
    assert_eq!(caps, LimitError::CapsTooLow { caps: 80.0, total: 100.0 });
    assert!(caps.to_string().contains("leaves 20 of 100"), "{caps}");
    let floors = refused([limit(70.0, 80.0), limit(40.0, 90.0)]);
    assert_eq!(floors, LimitError::FloorsTooHigh { floors: 110.0, total: 100.0 });
    assert!(floors.to_string().contains("10 more than the 100"), "{floors}");
    assert_eq!(
        refused([Limit::NONE, limit(5.0, 4.0)]),
        LimitError::Crossed { position: 2, floor: 5.0, cap: 4.0 }
    );
    assert!(matches!(refused([Limit::NONE, limit(f64::NAN, 4.0)]), LimitError::Share(_)));
    assert!(matches!(within(&[1.0], &[]), Err(LimitError::Share(_))));
}
