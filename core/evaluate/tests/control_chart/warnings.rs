//! What the reader is told beside the chart.

use commonweal_evaluate::control_chart::{ControlChartOptions, Variation, control_chart};
use commonweal_quantity::Period;

use super::{chart, chart_with, month};

fn warned(warnings: &[String], words: &str) -> bool {
    warnings.iter().any(|warning| warning.contains(words))
}

fn saw_teeth(n: u32) -> Vec<f64> {
    (0..n).map(|i| f64::from(i % 3)).collect()
}

#[test]
fn a_long_regular_series_has_nothing_to_warn_of() {
    assert_eq!(chart(&saw_teeth(13)).warnings, Vec::<String>::new());
}

#[test]
fn icons_from_fewer_than_thirteen_values_are_warned_of() {
    assert!(warned(
        &chart(&saw_teeth(12)).warnings,
        "2019-01 to 2019-12: the mean and limits rest on 12 values"
    ));
    let options = ControlChartOptions { rebase: vec![month("2020-02")], ..Default::default() };
    let chart = chart_with(&saw_teeth(15), &options);
    assert!(warned(&chart.warnings, "2020-02 to 2020-03") && !warned(&chart.warnings, "2019-01 to"));
}

#[test]
fn missing_values_and_gaps_are_told_apart() {
    let mut values = saw_teeth(20);
    values[4] = f64::NAN;
    let missing = chart(&values).warnings;
    assert!(warned(&missing, "1 period without a value (first 2019-05)") && !warned(&missing, "gap"));
    let without_2003: Vec<Period> =
        (0..20).map(|i| Period::year(2000).plus(if i < 3 { i } else { i + 1 })).collect();
    let gap = control_chart(&without_2003, &saw_teeth(20), &ControlChartOptions::default()).unwrap().warnings;
    assert!(warned(&gap, "1 gap (first between 2002 and 2004)") && !warned(&gap, "without a value"));
}

#[test]
fn a_last_period_without_a_value_leaves_the_icon_of_the_last_seen_and_says_so() {
    let mut values = saw_teeth(20);
    values.extend([30.0, f64::NAN]);
    let chart = chart(&values);
    assert_eq!(chart.points[21].variation, Variation::CommonCause);
    assert_eq!(chart.variation, Variation::SpecialCauseNeutralHigh);
    assert!(warned(&chart.warnings, "2020-10 has no value: the variation icon is that of 2020-09"));
}

#[test]
fn each_reason_for_having_no_limits_is_named() {
    for (values, reason) in [
        (vec![4.0], "no two consecutive periods have values"),
        (vec![4.0, f64::NAN, 5.0], "no two consecutive periods have values"),
        (vec![4.0; 20], "its values do not vary"),
    ] {
        assert!(warned(&chart(&values).warnings, reason), "{reason}");
    }
    let mut last_empty = saw_teeth(20);
    last_empty.push(f64::NAN);
    let options = ControlChartOptions { rebase: vec![month("2020-09")], ..Default::default() };
    assert!(warned(&chart_with(&last_empty, &options).warnings, "no period that they rest on has a value"));
}

#[test]
fn limits_that_collapse_onto_the_mean_are_warned_of() {
    let mut values = vec![5.0; 20];
    values.push(10.0);
    assert!(warned(&chart(&values).warnings, "both process limits equal the mean"));
}

#[test]
fn a_screened_range_is_reported() {
    let mut values = saw_teeth(20);
    values.push(30.0);
    assert!(warned(&chart(&values).warnings, "1 moving range screened out"));
}

#[test]
fn a_target_without_a_direction_is_warned_of() {
    let options = ControlChartOptions { target: Some(1.0), ..Default::default() };
    assert!(warned(&chart_with(&saw_teeth(20), &options).warnings, "gives no assurance"));
}
