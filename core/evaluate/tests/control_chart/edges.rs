//! Ties, missing values, short and even series, options that do not fit.

use commonweal_evaluate::control_chart::{
    Assurance, ControlChartError, ControlChartOptions, ImprovementDirection, OutlierScreening, RuleSet, Side,
    SpecialCause, Variation, control_chart,
};
use commonweal_quantity::{Frequency, Period};

use super::{causes, chart, chart_with, month, months};

const NAN: f64 = f64::NAN;

fn refused(periods: &[Period], values: &[f64], options: &ControlChartOptions) -> ControlChartError {
    control_chart(periods, values, options).unwrap_err()
}

/// A stretch between swings so wide that none of it is near a limit, and that end well below the mean.
fn among_wide_swings(stretch: &[f64]) -> Vec<f64> {
    [&[-20.0, 20.0, -20.0, 20.0, -20.0], stretch, &[-20.0, 20.0, -20.0, 20.0, -20.0]].concat()
}

fn count(values: &[f64], cause: SpecialCause) -> usize {
    causes(&chart(values)).into_iter().filter(|&found| found == cause).count()
}

#[test]
fn an_empty_series_is_refused() {
    assert_eq!(refused(&[], &[], &ControlChartOptions::default()), ControlChartError::Empty);
}

#[test]
fn a_series_without_a_value_is_refused_by_name() {
    let error = refused(&months(3), &[NAN; 3], &ControlChartOptions::default());
    let (first, last) = (month("2019-01"), month("2019-03"));
    assert_eq!(error, ControlChartError::AllMissing { periods: 3, first, last });
}

#[test]
fn a_value_short_of_the_periods_is_refused() {
    let error = refused(&months(3), &[1.0, 2.0], &ControlChartOptions::default());
    assert_eq!(error, ControlChartError::LengthMismatch { periods: 3, values: 2 });
}

#[test]
fn infinite_and_unsummable_values_are_refused_with_their_period() {
    for bad in [f64::INFINITY, f64::NEG_INFINITY, 1e121, -f64::MAX] {
        let error = refused(&months(3), &[1.0, bad, 2.0], &ControlChartOptions::default());
        assert_eq!(error, ControlChartError::OutOfRange { period: month("2019-02"), value: bad });
    }
}

#[test]
fn periods_out_of_order_twice_or_of_two_lengths_are_refused() {
    let refused =
        |texts: [&str; 3]| refused(&texts.map(month), &[1.0, 2.0, 3.0], &ControlChartOptions::default());
    assert_eq!(
        refused(["2019-01", "2019-03", "2019-02"]),
        ControlChartError::NotInOrder { period: month("2019-02"), previous: month("2019-03") }
    );
    assert_eq!(
        refused(["2019-01", "2019-02", "2019-02"]),
        ControlChartError::DuplicatePeriod { period: month("2019-02") }
    );
    let (found, expected) = (Frequency::Quarter, Frequency::Month);
    assert_eq!(
        refused(["2019-01", "2019-02", "2019-Q3"]),
        ControlChartError::MixedFrequencies { period: month("2019-Q3"), found, expected }
    );
}

#[test]
fn a_rebase_that_the_series_does_not_have_is_refused() {
    let (first, last) = (month("2019-01"), month("2019-03"));
    for text in ["2018-12", "2019-04", "2019-02-01"] {
        let rebase = vec![month(text)];
        let error = refused(
            &months(3),
            &[1.0, 2.0, 3.0],
            &ControlChartOptions { rebase: rebase.clone(), ..Default::default() },
        );
        assert_eq!(error, ControlChartError::RebaseNotInSeries { rebase: rebase[0], first, last });
    }
}

#[test]
fn a_rebase_at_the_first_period_or_named_twice_begins_nothing_more() {
    let options = |texts: &[&str]| ControlChartOptions {
        rebase: texts.iter().map(|text| month(text)).collect(),
        ..Default::default()
    };
    let values: Vec<f64> = (0..20).map(|i| f64::from(i % 3)).collect();
    assert_eq!(chart_with(&values, &options(&["2019-01"])).segments.len(), 1);
    let chart = chart_with(&values, &options(&["2020-01", "2019-07", "2020-01"]));
    assert_eq!(chart, chart_with(&values, &options(&["2019-07", "2020-01"])));
    let firsts: Vec<String> = chart.segments.iter().map(|segment| segment.first.to_string()).collect();
    assert_eq!(firsts, ["2019-01", "2019-07", "2020-01"]);
}

#[test]
fn limits_are_fixed_on_twelve_periods_at_least() {
    let values: Vec<f64> = (0..20).map(f64::from).collect();
    let options = |n| ControlChartOptions { fix_after: Some(n), ..Default::default() };
    assert_eq!(
        refused(&months(20), &values, &options(11)),
        ControlChartError::FixedOnTooFew { fix_after: 11 }
    );
    assert_eq!(chart_with(&values, &options(12)).segments[0].mean, Some(5.5));
    assert_eq!(chart_with(&values, &options(100)).segments[0].mean, Some(9.5), "all there are");
}

#[test]
fn a_target_that_is_no_number_is_refused() {
    for target in [NAN, f64::INFINITY] {
        let options = ControlChartOptions { target: Some(target), ..Default::default() };
        assert!(matches!(refused(&months(1), &[1.0], &options), ControlChartError::Target { .. }));
    }
}

#[test]
fn one_point_has_a_mean_and_no_limits() {
    let options = ControlChartOptions {
        target: Some(1.0),
        improvement: ImprovementDirection::Increase,
        ..Default::default()
    };
    let chart = chart_with(&[4.0], &options);
    let point = &chart.points[0];
    assert_eq!((point.mean, point.upper_limit, point.outside_limits), (Some(4.0), None, None));
    assert_eq!((point.relative_to_mean, chart.variation), (Some(Side::AtMean), Variation::CommonCause));
    assert_eq!(chart.assurance, None, "without limits a target gives no assurance");
}

#[test]
fn a_constant_series_has_no_limits_when_screened_and_limits_at_the_mean_when_not() {
    let screened = chart(&[0.1; 20]);
    assert_eq!((screened.points[0].mean, screened.points[0].upper_limit), (Some(0.1), None));
    assert!(causes(&screened).iter().all(|&cause| cause == SpecialCause::CommonCause));
    let off = ControlChartOptions { screen_outliers: OutlierScreening::Off, ..Default::default() };
    let unscreened = chart_with(&[0.1; 20], &off);
    assert_eq!(unscreened.points[0].upper_limit, Some(0.1));
    assert!(causes(&unscreened).iter().all(|&cause| cause == SpecialCause::CommonCause));
}

#[test]
fn seven_on_one_side_are_a_shift_and_six_are_not() {
    let run = |n: usize| {
        let level = (0..n).map(|i| if i % 2 == 0 { 4.0 } else { 5.0 });
        [-5.0, 1.0, -5.0].into_iter().chain(level).chain([-5.0, 1.0, -6.0, 1.0]).collect::<Vec<f64>>()
    };
    assert_eq!(count(&run(7), SpecialCause::SevenAbove), 7);
    assert_eq!(count(&run(6), SpecialCause::SevenAbove), 0);
}

#[test]
fn a_missing_value_breaks_a_run_of_seven() {
    let run = [4.0, 5.0, 4.0, 5.0, 4.0, 5.0, 4.0];
    let whole = among_wide_swings(&run);
    let broken = among_wide_swings(&[&run[..3], &[NAN], &run[4..]].concat());
    assert_eq!(count(&whole, SpecialCause::SevenAbove), 7);
    assert_eq!(count(&broken, SpecialCause::SevenAbove), 0);
}

#[test]
fn a_value_at_the_mean_breaks_a_run_of_seven() {
    let values = [-9.0, 4.0, 5.0, 4.0, 0.0, 4.0, 5.0, 4.0, -9.0, -8.0];
    assert_eq!(values.iter().sum::<f64>(), 0.0);
    let chart = chart(&values);
    assert_eq!(chart.points[4].relative_to_mean, Some(Side::AtMean));
    assert_eq!(count(&values, SpecialCause::SevenAbove), 0);
}

#[test]
fn a_missing_or_level_step_breaks_a_trend() {
    let with = |middle: [f64; 7]| among_wide_swings(&[&[9.0], &middle[..], &[0.0]].concat());
    assert_eq!(count(&with([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 6.5]), SpecialCause::TrendIncreasing), 7);
    assert_eq!(count(&with([1.0, 2.0, 3.0, NAN, 5.0, 6.0, 6.5]), SpecialCause::TrendIncreasing), 0);
    assert_eq!(count(&with([1.0, 2.0, 3.0, 3.0, 5.0, 6.0, 6.5]), SpecialCause::TrendIncreasing), 0);
}

#[test]
fn where_a_rise_turns_into_a_fall_the_peak_is_named_by_the_fall() {
    let values = among_wide_swings(&[9, 1, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1].map(f64::from));
    let causes = causes(&chart(&values));
    assert_eq!(causes[11], SpecialCause::TrendIncreasing, "the last point of the rise but one");
    assert_eq!(causes[12], SpecialCause::TrendDecreasing, "the peak");
}

#[test]
fn a_rise_that_ends_level_with_the_next_trend_is_called_decreasing_as_the_package_calls_it() {
    let values = among_wide_swings(&[9, 1, 2, 3, 4, 5, 6, 7, 7, 8, 9, 10, 11, 12, 13].map(f64::from));
    let causes = causes(&chart(&values));
    assert_eq!(causes[11], SpecialCause::TrendIncreasing);
    assert_eq!(causes[12], SpecialCause::TrendDecreasing, "the step after it is level");
    assert_eq!(causes[13], SpecialCause::TrendIncreasing);
}

#[test]
fn a_missing_value_takes_away_the_moving_ranges_on_both_sides() {
    let chart = chart(&[5.0, 6.0, NAN, 9.0, 11.0]);
    let segment = &chart.segments[0];
    assert_eq!((segment.average_moving_range, segment.n, segment.values_used), (Some(1.5), 5, 4));
    assert_eq!((chart.points[2].value, chart.points[2].outside_limits), (None, None));
}

#[test]
fn screening_happens_once() {
    // Twenty ranges: 1 eighteen times, 5 and 20. The mean is 2.15, so 20 goes (above 7.02) and 5 stays; of what is
    // left the mean is 23/19, and a second pass would take 5 away too (above 3.95).
    let mut values: Vec<f64> = (0..19).map(|i| f64::from(i % 2)).collect();
    values.extend([5.0, 25.0]);
    let segment = &chart(&values).segments[0];
    assert_eq!((segment.average_moving_range, segment.moving_ranges_screened), (Some(23.0 / 19.0), 1));
}

#[test]
fn a_target_on_a_limit_is_inconsistent_and_beyond_it_depends_on_the_direction() {
    use ImprovementDirection::{Decrease, Increase, Neutral};
    let values: Vec<f64> = (0..20).map(|i| f64::from(i % 2)).collect();
    let assurance = |target, improvement| {
        let options = ControlChartOptions { target: Some(target), improvement, ..Default::default() };
        chart_with(&values, &options).assurance
    };
    let (low, high) = (0.5 - 2.66, 0.5 + 2.66);
    for improvement in [Increase, Decrease] {
        for target in [low, 0.5, high] {
            assert_eq!(assurance(target, improvement), Some(Assurance::Inconsistent));
        }
    }
    assert_eq!(assurance(high + 0.01, Increase), Some(Assurance::ConsistentFail));
    assert_eq!(assurance(low - 0.01, Increase), Some(Assurance::ConsistentPass));
    assert_eq!(assurance(high + 0.01, Decrease), Some(Assurance::ConsistentPass));
    assert_eq!(assurance(low - 0.01, Decrease), Some(Assurance::ConsistentFail));
    assert_eq!(assurance(high + 0.01, Neutral), None);
}

#[test]
fn after_a_rebase_the_target_is_held_against_the_last_limits() {
    let step: Vec<f64> = (0..40).map(|i| f64::from(i % 2 + if i < 20 { 0 } else { 50 })).collect();
    let assurance = |rebase: &[&str]| {
        let options = ControlChartOptions {
            target: Some(40.0),
            improvement: ImprovementDirection::Increase,
            rebase: rebase.iter().map(|text| month(text)).collect(),
            ..Default::default()
        };
        chart_with(&step, &options).assurance
    };
    assert_eq!(assurance(&[]), Some(Assurance::ConsistentFail), "one mean of 25.5");
    assert_eq!(assurance(&["2020-09"]), Some(Assurance::ConsistentPass), "the last mean is 50.5");
}

#[test]
fn a_chart_is_never_rebased_by_itself() {
    let step: Vec<f64> = (0..40).map(|i| f64::from(i % 2 + if i < 20 { 0 } else { 50 })).collect();
    assert_eq!(chart(&step).segments.len(), 1);
}

#[test]
fn options_are_read_from_kebab_case_and_a_misspelt_one_is_refused() {
    let text = r#"{"rule-set": "nhsr-plot-the-dots-0.2.2", "improvement": "decrease", "target": 95,
        "screen-outliers": "off", "fix-after": 12, "rebase": ["2019-04"]}"#;
    let read: ControlChartOptions = serde_json::from_str(text).unwrap();
    let expected = ControlChartOptions {
        rule_set: RuleSet::NhsrPlotTheDots022,
        improvement: ImprovementDirection::Decrease,
        target: Some(95.0),
        screen_outliers: OutlierScreening::Off,
        fix_after: Some(12),
        rebase: vec![month("2019-04")],
    };
    assert_eq!(read, expected);
    assert!(serde_json::from_str::<ControlChartOptions>(r#"{"rebaze": []}"#).is_err());
    assert_eq!(serde_json::to_value(RuleSet::default()).unwrap(), RuleSet::default().id());
}
