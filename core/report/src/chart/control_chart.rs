//! The control chart in the manner of NHS "plot the dots".

use commonweal_evaluate::control_chart::{ControlPoint, Variation};
use commonweal_quantity::Period;
use maud::{Markup, html};

use super::axes::{Axes, Legend};
use super::mark::{Sample, circle, diamond, sample_line, square, triangle_down, triangle_up};
use super::svg::{Drawing, NotDrawn, Width, line, polyline};
use crate::view::ControlChartView;

/// Values joined by a line; mean solid, process limits dashed, target dotted, a line at `from`. Grey circles are common cause; blue
/// squares improvement; orange diamonds concern; purple triangles special cause where neither direction is better.
pub(crate) fn control_chart(
    chart: &ControlChartView,
    from: Period,
    title: &str,
    width: Width,
) -> Result<Drawing, NotDrawn> {
    let (Some(first), Some(last)) = (chart.points.first(), chart.points.last()) else {
        return Err(NotDrawn("The series has no points."));
    };
    let target = chart.diagnostics.target;
    let values = chart.points.iter().flat_map(|p| [p.value, p.mean, p.lower_limit, p.upper_limit]);
    let legend = legend(chart);
    let axes = Axes::new(width, (first.period, last.period), values.chain([target]).flatten(), legend.len())?;
    let body = html! {
        (axes.draw(width, title, &legend))
        @if let Some(target) = target {
            (line((axes.left, axes.y.at(target)), (axes.right, axes.y.at(target)), "target"))
        }
        @for segment in 0..chart.diagnostics.segments.len() {
            @let points: Vec<&ControlPoint> = chart.points.iter().filter(|p| p.segment == segment).collect();
            (level(&axes, &points, |p| p.mean, "mean"))
            (level(&axes, &points, |p| p.lower_limit, "limit"))
            (level(&axes, &points, |p| p.upper_limit, "limit"))
        }
        @if (first.period..=last.period).contains(&from) { (axes.start(from)) }
        @for run in chart.points.split(|p| p.value.is_none()) {
            (polyline(&run.iter().filter_map(|p| corner(&axes, p, p.value)).collect::<Vec<_>>(), "series"))
        }
        @for point in &chart.points {
            @if let Some((x, y)) = corner(&axes, point, point.value) { (dot(x, y, point.variation)) }
        }
    };
    Ok(Drawing { width, height: axes.height, body })
}

fn corner(axes: &Axes, point: &ControlPoint, value: Option<f64>) -> Option<(f64, f64)> {
    value.filter(|value| value.is_finite()).map(|value| (axes.x.at(point.period), axes.y.at(value)))
}

fn level(axes: &Axes, points: &[&ControlPoint], of: fn(&ControlPoint) -> Option<f64>, class: &str) -> Markup {
    let corners: Vec<(f64, f64)> = points.iter().filter_map(|point| corner(axes, point, of(point))).collect();
    polyline(&corners, class)
}

fn dot(x: f64, y: f64, variation: Variation) -> Markup {
    match variation {
        Variation::CommonCause => circle(x, y, 4.5, "common-cause"),
        Variation::SpecialCauseImprovement => square(x, y, 5.0, "improvement"),
        Variation::SpecialCauseConcern => diamond(x, y, 6.5, "concern"),
        Variation::SpecialCauseNeutralHigh => triangle_up(x, y, 6.5, "neutral"),
        Variation::SpecialCauseNeutralLow => triangle_down(x, y, 6.5, "neutral"),
    }
}

fn legend(chart: &ControlChartView) -> Vec<Legend> {
    let entry = |sample: Sample, words: &str| Legend { sample, words: words.to_owned() };
    let mut legend = vec![
        entry(|x, y| sample_line(x, y, "mean"), "Mean"),
        entry(|x, y| sample_line(x, y, "limit"), "Process limits"),
    ];
    if chart.diagnostics.target.is_some() {
        legend.push(entry(|x, y| sample_line(x, y, "target"), "Target"));
    }
    let counts = chart.diagnostics.counts;
    let kinds: [(usize, Sample, &str); 5] = [
        (counts.common_cause, |x, y| dot(x, y, Variation::CommonCause), "Common cause"),
        (counts.improvement, |x, y| dot(x, y, Variation::SpecialCauseImprovement), "Improvement"),
        (counts.concern, |x, y| dot(x, y, Variation::SpecialCauseConcern), "Concern"),
        (counts.neutral_high, |x, y| dot(x, y, Variation::SpecialCauseNeutralHigh), "Special cause, high"),
        (counts.neutral_low, |x, y| dot(x, y, Variation::SpecialCauseNeutralLow), "Special cause, low"),
    ];
    legend.extend(
        kinds.into_iter().filter(|(count, _, _)| *count > 0).map(|(_, sample, words)| entry(sample, words)),
    );
    legend
}
