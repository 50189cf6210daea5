//! The control chart against NHSRplotthedots 0.2.2, against a slow reference, and at its edges.
#![expect(clippy::unwrap_used, reason = "a test that cannot read its input should stop")]

mod edges;
mod goldens;
mod properties;
mod reference;
mod warnings;
mod worked_example;

use commonweal_evaluate::control_chart::{ControlChart, ControlChartOptions, SpecialCause, control_chart};
use commonweal_quantity::Period;

/// Consecutive months from January 2019.
fn months(n: usize) -> Vec<Period> {
    (0..).take(n).map(|month| Period::month(2019, 1).unwrap().plus(month)).collect()
}

fn month(text: &str) -> Period {
    text.parse().unwrap()
}

fn chart(values: &[f64]) -> ControlChart {
    chart_with(values, &ControlChartOptions::default())
}

fn chart_with(values: &[f64], options: &ControlChartOptions) -> ControlChart {
    control_chart(&months(values.len()), values, options).unwrap()
}

fn causes(chart: &ControlChart) -> Vec<SpecialCause> {
    chart.points.iter().map(|point| point.special_cause).collect()
}
