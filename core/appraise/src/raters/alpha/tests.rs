use super::*;
use crate::raters::Ratings;
use proptest::prelude::*;

const METRICS: [Metric; 4] = [Metric::Nominal, Metric::Ordinal, Metric::Interval, Metric::Ratio];

/// The definition: mean disagreement of the pairs within units over that of all pairs of pairable ratings.
fn slow(raters: usize, values: &[Option<f64>], metric: Metric) -> Option<f64> {
    let units: Vec<Vec<f64>> = values
        .chunks(raters)
        .map(|unit| unit.iter().copied().flatten().collect::<Vec<f64>>())
        .filter(|unit| unit.len() >= 2)
        .collect();
    let all: Vec<f64> = units.iter().flatten().copied().collect();
    let n = all.len() as f64;
    let how_many = |inside: &dyn Fn(f64) -> bool| all.iter().filter(|x| inside(**x)).count() as f64;
    let apart = |a: f64, b: f64| match metric {
        _ if a == b => 0.0,
        Metric::Nominal => 1.0,
        Metric::Ordinal => {
            let (low, high) = (a.min(b), a.max(b));
            let ends = how_many(&|x| x == low) + how_many(&|x| x == high);
            (how_many(&|x| (low..=high).contains(&x)) - ends / 2.0).powi(2)
        }
        Metric::Interval => (a - b).powi(2),
        Metric::Ratio => ((a - b) / (a + b)).powi(2),
    };
    let pairs = |values: &[f64]| -> f64 {
        values.iter().map(|a| values.iter().map(|b| apart(*a, *b)).sum::<f64>()).sum()
    };
    let observed: f64 = units.iter().map(|unit| pairs(unit) / (unit.len() as f64 - 1.0)).sum::<f64>() / n;
    let expected = pairs(&all) / (n * (n - 1.0));
    (expected > 0.0 && units.len() > 1).then(|| 1.0 - observed / expected)
}

fn matrix() -> impl Strategy<Value = (usize, Vec<Option<f64>>)> {
    (2_usize..6, 1_usize..9).prop_flat_map(|(raters, units)| {
        let rating = prop::option::weighted(0.8, (0_u8..5).prop_map(f64::from));
        (Just(raters), prop::collection::vec(rating, raters * units))
    })
}

fn by_units(raters: usize, values: &[Option<f64>]) -> ValuesByUnits {
    Ratings::new(raters, values.iter().copied()).unwrap().values_by_units()
}

fn value(raters: usize, values: &[Option<f64>], metric: Metric) -> Option<f64> {
    let ratings = by_units(raters, values);
    krippendorff_alpha(&ratings, metric).ok().map(|alpha| alpha.value)
}

fn near(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() < 1e-9,
        (a, b) => a == b,
    }
}

proptest! {
    #[test]
    fn coincidences_give_the_alpha_of_the_definition((raters, values) in matrix()) {
        for metric in METRICS {
            let (fast, slow) = (value(raters, &values, metric), slow(raters, &values, metric));
            prop_assert!(near(fast, slow), "{metric:?} {fast:?} {slow:?}");
        }
    }

    #[test]
    fn neither_the_order_of_raters_nor_that_of_units_matters((raters, values) in matrix(), by in 0_usize..6) {
        let turned: Vec<Option<f64>> = values
            .chunks(raters)
            .rev()
            .flat_map(|unit| (0..raters).map(move |rater| unit[(rater + by) % raters]))
            .collect();
        for metric in METRICS {
            prop_assert!(near(value(raters, &values, metric), value(raters, &turned, metric)));
        }
    }

    #[test]
    fn names_may_be_exchanged_orders_stretched_and_intervals_moved((raters, values) in matrix()) {
        let mapped = |map: &dyn Fn(f64) -> f64| -> Vec<Option<f64>> {
            values.iter().map(|value| value.map(map)).collect()
        };
        let renamed = mapped(&|x| (2.0 * x + 3.0) % 5.0);
        prop_assert!(near(value(raters, &values, Metric::Nominal), value(raters, &renamed, Metric::Nominal)));
        let stretched = mapped(&f64::exp);
        prop_assert!(near(value(raters, &values, Metric::Ordinal), value(raters, &stretched, Metric::Ordinal)));
        let moved = mapped(&|x| 7.0 - 2.0 * x);
        prop_assert!(near(value(raters, &values, Metric::Interval), value(raters, &moved, Metric::Interval)));
        let scaled = mapped(&|x| 3.0 * x);
        prop_assert!(near(value(raters, &values, Metric::Ratio), value(raters, &scaled, Metric::Ratio)));
    }

    #[test]
    fn alpha_lies_between_its_bounds_and_is_one_where_all_agree((raters, values) in matrix()) {
        for metric in METRICS {
            // The least that it can be: two raters who never agree on one unit.
            prop_assert!(value(raters, &values, metric).is_none_or(|alpha| (-1.0..=1.0).contains(&alpha)));
        }
        let agreed: Vec<Option<f64>> = values.iter().enumerate().map(|(at, _)| Some((at / raters) as f64)).collect();
        prop_assert!(value(raters, &agreed, Metric::Ordinal).is_none_or(|alpha| alpha == 1.0));
    }
}

fn undefined(raters: usize, values: &[Option<f64>], metric: Metric) -> Undefined {
    krippendorff_alpha(&by_units(raters, values), metric).unwrap_err()
}

#[test]
fn each_degenerate_matrix_has_its_own_reason() {
    let one = Some(1.0);
    assert_eq!(undefined(2, &[None, None], Metric::Nominal), Undefined::NoRatings);
    assert_eq!(undefined(1, &[one, Some(2.0)], Metric::Nominal), Undefined::OneRater);
    assert_eq!(undefined(2, &[one, None, None, Some(2.0)], Metric::Nominal), Undefined::NoPairs);
    assert_eq!(undefined(2, &[one, one, one, one], Metric::Nominal), Undefined::NoVariation);
    assert_eq!(undefined(2, &[one, Some(2.0), one, None], Metric::Nominal), Undefined::OneUnit);
    // The second level was given to a unit that only one rater rated.
    assert_eq!(undefined(2, &[one, one, Some(2.0), None], Metric::Interval), Undefined::NoVariation);
    assert_eq!(undefined(2, &[Some(-1.0), one], Metric::Ratio), Undefined::BelowNought { value: -1.0 });
}

#[test]
fn an_interval_holds_alpha_repeats_by_its_seed_and_says_why_it_cannot_be_had() {
    let values = [1.0, 1.0, 2.0, 2.0, 3.0, 4.0, 5.0, 5.0, 1.0, 2.0, 4.0, 4.0].map(Some);
    let ratings = by_units(2, &values);
    let interval = |seed| krippendorff_alpha_interval(&ratings, Metric::Ordinal, 0.95, seed, 500);
    let (alpha, found) = (krippendorff_alpha(&ratings, Metric::Ordinal).unwrap(), interval(1).unwrap());
    assert!(found.lower < alpha.value && alpha.value < found.upper, "{found:?}");
    assert_eq!(interval(1), interval(1));
    assert_ne!(interval(1), interval(2));
    assert_eq!(found.draws + found.without_value, 500);
    let few = by_units(2, &values[..8]);
    let refused = krippendorff_alpha_interval(&few, Metric::Ordinal, 0.95, 1, 500);
    assert_eq!(refused, Err(Undefined::FewToDraw { units: 4, needed: 5 }));
    let none = krippendorff_alpha_interval(&ratings, Metric::Ordinal, 0.95, 1, 0);
    assert_eq!(none, Err(Undefined::DrawsWithoutValue { draws: 0 }));
    let nearly: Vec<Option<f64>> = [1.0; 9].into_iter().chain([2.0]).map(Some).collect();
    let refused = krippendorff_alpha_interval(&by_units(2, &nearly), Metric::Nominal, 0.95, 1, 500);
    // (4/5)⁵ = 33% of draws miss the only unit that differs, so that an interval can be had.
    assert!(refused.unwrap().without_value > 100);
}
