//! What must hold for any series. Nothing here rests on a significance level: a failure is a fault, but for series whose
//! values fall within rounding of a limit (probability below 1e-10 a run with the continuous values used).

use std::collections::BTreeSet;

use commonweal_evaluate::control_chart::{
    ControlChartOptions, ImprovementDirection, OutlierScreening, SpecialCause, Variation,
};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::reference::slow_chart;
use super::{causes, chart, chart_with};

/// Whole numbers with ties, drifts, level shifts, spikes and missing values.
fn whole_numbers() -> impl Strategy<Value = Vec<f64>> {
    let step = prop_oneof![
        8 => (-2..=2i32).prop_map(Some),
        4 => Just(Some(1)),
        4 => Just(Some(-1)),
        1 => (-15..=15i32).prop_map(Some),
        1 => Just(None),
    ];
    let drifting = prop::collection::vec(step, 1..40).prop_map(|steps| {
        let mut level = 0;
        steps
            .into_iter()
            .map(|step| {
                level += step.unwrap_or_default();
                step.map_or(f64::NAN, |_| f64::from(level))
            })
            .collect::<Vec<f64>>()
    });
    let level = prop::collection::vec((-4..=4i32).prop_map(f64::from), 1..40);
    prop_oneof![drifting, level].prop_filter("has a value", |values| values.iter().any(|v| !v.is_nan()))
}

/// Continuous values without ties: noise on a drift, a step and a spike.
fn continuous() -> impl Strategy<Value = Vec<f64>> {
    let noise = prop::collection::vec(-1.0..1.0f64, 20..40);
    (noise, -0.3..0.3f64, -2.0..2.0f64, 0..20usize, -5.0..5.0f64).prop_map(
        |(noise, drift, step, at, spike)| {
            let value = |(i, noise): (usize, f64)| {
                let spike = if i == at { spike } else { 0.0 };
                noise + drift * i as f64 + if i >= 10 { step } else { 0.0 } + spike
            };
            noise.into_iter().enumerate().map(value).collect()
        },
    )
}

fn mirrored(cause: SpecialCause) -> SpecialCause {
    match cause {
        SpecialCause::AboveUpperLimit => SpecialCause::BelowLowerLimit,
        SpecialCause::BelowLowerLimit => SpecialCause::AboveUpperLimit,
        SpecialCause::TrendIncreasing => SpecialCause::TrendDecreasing,
        SpecialCause::TrendDecreasing => SpecialCause::TrendIncreasing,
        SpecialCause::TwoInThreeAbove => SpecialCause::TwoInThreeBelow,
        SpecialCause::TwoInThreeBelow => SpecialCause::TwoInThreeAbove,
        SpecialCause::SevenAbove => SpecialCause::SevenBelow,
        SpecialCause::SevenBelow => SpecialCause::SevenAbove,
        SpecialCause::CommonCause => SpecialCause::CommonCause,
    }
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * (1.0 + a.abs().max(b.abs()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn the_chart_equals_the_slow_reference(values in whole_numbers(), screen in any::<bool>()) {
        let screen_outliers = if screen { OutlierScreening::On } else { OutlierScreening::Off };
        let fast = chart_with(&values, &ControlChartOptions { screen_outliers, ..Default::default() });
        let slow = slow_chart(&values, screen);
        prop_assert_eq!(causes(&fast), slow.causes);
        prop_assert!(close(fast.points[0].mean.unwrap(), slow.mean));
        match (fast.points[0].lower_limit.zip(fast.points[0].upper_limit), slow.limits) {
            (Some(ours), Some(theirs)) => prop_assert!(close(ours.0, theirs.0) && close(ours.1, theirs.1)),
            (ours, theirs) => prop_assert_eq!(ours, theirs),
        }
    }

    #[test]
    fn other_units_and_another_origin_leave_every_cause_as_it_is(
        values in continuous(), scale in 0.01..100.0f64, shift in -50.0..50.0f64,
    ) {
        let moved: Vec<f64> = values.iter().map(|value| shift + scale * value).collect();
        let (before, after) = (chart(&values), chart(&moved));
        prop_assert_eq!(causes(&before), causes(&after));
        for (before, after) in before.points.iter().zip(&after.points) {
            let expected = shift + scale * before.upper_limit.unwrap();
            prop_assert!(close(after.upper_limit.unwrap(), expected));
        }
    }

    #[test]
    fn the_mirror_image_has_the_mirror_causes_and_the_same_meaning(values in continuous()) {
        let mirror: Vec<f64> = values.iter().map(|value| -value).collect();
        let improving = |improvement| ControlChartOptions { improvement, ..Default::default() };
        let up = chart_with(&values, &improving(ImprovementDirection::Increase));
        let down = chart_with(&mirror, &improving(ImprovementDirection::Decrease));
        let expected: Vec<_> = causes(&up).into_iter().map(mirrored).collect();
        prop_assert_eq!(causes(&down), expected);
        let meanings = |points: &[commonweal_evaluate::control_chart::ControlPoint]| {
            points.iter().map(|point| point.variation).collect::<Vec<Variation>>()
        };
        prop_assert_eq!(meanings(&up.points), meanings(&down.points));
    }

    #[test]
    fn a_segment_after_a_rebase_is_the_chart_of_its_own_values(values in whole_numbers(), at in 0..40usize) {
        let at = at % values.len();
        prop_assume!(values[at..].iter().any(|value| !value.is_nan()));
        let rebase = vec![super::months(values.len())[at]];
        let rebased = chart_with(&values, &ControlChartOptions { rebase, ..Default::default() });
        let alone = chart(&values[at..]);
        prop_assert_eq!(&causes(&rebased)[at..], &causes(&alone)[..]);
        let last = rebased.segments.last().unwrap();
        prop_assert_eq!(last.mean, alone.segments[0].mean);
        prop_assert_eq!(last.lower_limit, alone.segments[0].lower_limit);
    }

    #[test]
    fn the_counts_of_a_segment_add_up_to_its_periods(values in whole_numbers()) {
        for improvement in [ImprovementDirection::Increase, ImprovementDirection::Neutral] {
            let chart = chart_with(&values, &ControlChartOptions { improvement, ..Default::default() });
            let counts = chart.segments[0].counts;
            let special = counts.improvement + counts.concern + counts.neutral_high + counts.neutral_low;
            prop_assert_eq!(counts.common_cause + special, values.len());
            let neutral = counts.neutral_high + counts.neutral_low;
            prop_assert!(improvement == ImprovementDirection::Neutral || neutral == 0);
        }
    }
}

#[test]
fn the_series_of_the_comparisons_show_every_special_cause() {
    let mut runner = TestRunner::deterministic();
    let mut seen = (BTreeSet::new(), BTreeSet::new());
    for _ in 0..500 {
        let mut draw = |strategy: BoxedStrategy<Vec<f64>>| strategy.new_tree(&mut runner).unwrap().current();
        seen.0.extend(causes(&chart(&draw(whole_numbers().boxed()))));
        seen.1.extend(causes(&chart(&draw(continuous().boxed()))));
    }
    let all = BTreeSet::from(SpecialCause::ALL);
    assert_eq!(seen, (all.clone(), all));
}
