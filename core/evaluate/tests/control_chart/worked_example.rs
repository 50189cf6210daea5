//! The worked example of the method page: its figures are those of the code.

#![expect(clippy::disallowed_methods, reason = "the page is a file")]

use std::path::Path;

use commonweal_evaluate::control_chart::{
    ControlChart, ControlChartOptions, ImprovementDirection, Segment, SpecialCause,
};

use super::{causes, chart_with, month};

const VALUES: [f64; 18] = [
    52.0, 47.0, 55.0, 49.0, 53.0, 46.0, 51.0, 54.0, 48.0, 50.0, 44.0, 42.0, 45.0, 41.0, 43.0, 40.0, 44.0,
    39.0,
];

fn example(rebase: &[&str]) -> ControlChart {
    let options = ControlChartOptions {
        improvement: ImprovementDirection::Decrease,
        target: Some(40.0),
        rebase: rebase.iter().map(|text| month(text)).collect(),
        ..Default::default()
    };
    chart_with(&VALUES, &options)
}

fn figures(segment: &Segment) -> String {
    format!(
        "{} to {}: mean {:.2}, average moving range {:.2}, limits {:.2} and {:.2}",
        segment.first,
        segment.last,
        segment.mean.unwrap(),
        segment.average_moving_range.unwrap(),
        segment.lower_limit.unwrap(),
        segment.upper_limit.unwrap()
    )
}

#[test]
fn the_method_page_prints_what_the_code_computes() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/methods/control-chart.md");
    let page = std::fs::read_to_string(page).unwrap();
    let (whole, rebased) = (example(&[]), example(&["2019-11"]));
    let listed: Vec<String> = VALUES.iter().map(f64::to_string).collect();
    let mut said = vec![
        listed.join(", "),
        whole.rule_set.to_owned(),
        format!("Variation icon: {}.", whole.variation),
        format!("Assurance icon: {}.", whole.assurance.unwrap()),
    ];
    said.extend(whole.segments.iter().chain(&rebased.segments).map(figures));
    said.extend(rebased.warnings.iter().cloned());
    for words in said {
        assert!(page.contains(&words), "the page does not say: {words}");
    }
}

#[test]
fn the_last_eight_months_of_the_example_are_a_shift_until_the_chart_is_rebased_there() {
    let whole = causes(&example(&[]));
    assert!(whole[..10].iter().all(|&cause| cause == SpecialCause::CommonCause));
    assert!(whole[10..].iter().all(|&cause| cause == SpecialCause::SevenBelow));
    let rebased = causes(&example(&["2019-11"]));
    assert!(rebased.iter().all(|&cause| cause == SpecialCause::CommonCause));
}
