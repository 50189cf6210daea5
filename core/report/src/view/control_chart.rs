//! The control chart as every output shows it; in JSON it is one of the methods, without an estimate.

use commonweal_evaluate::control_chart::{
    Assurance, ControlChart, ControlPoint, ImprovementDirection, OutlierScreening, Segment,
    SpecialCauseCounts, Variation,
};
use commonweal_evaluate::estimate::{Method, Weights};
use serde::Serialize;

use crate::number::{Precision, number};
use crate::words;

/// What stands in place of an inference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Rules {
    method: &'static str,
    pub(crate) rule_set: &'static str,
}

/// Segments, counts and the two icons.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct ControlChartDiagnostics {
    pub(crate) segments: Vec<Segment>,
    pub(crate) variation: Variation,
    pub(crate) assurance: Option<Assurance>,
    pub(crate) improvement: ImprovementDirection,
    pub(crate) target: Option<f64>,
    screen_outliers: OutlierScreening,
    fix_after: Option<usize>,
    pub(crate) counts: SpecialCauseCounts,
}

/// The chart in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct PrintedChart {
    pub(crate) variation: String,
    pub(crate) assurance: String,
    pub(crate) improvement: String,
    /// "mean 412, limits 370 to 454", a segment each.
    pub(crate) segments: Vec<String>,
    pub(crate) special_causes: String,
}

/// The control chart among the methods.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct ControlChartView {
    method: Method,
    pub(crate) title: &'static str,
    estimate: Option<f64>,
    standard_error: Option<f64>,
    interval: Option<f64>,
    pub(crate) inference: Rules,
    p_value: Option<f64>,
    pub(crate) diagnostics: ControlChartDiagnostics,
    weights: Weights,
    pub(crate) warnings: Vec<String>,
    pub(crate) points: Vec<ControlPoint>,
    pub(crate) printed: PrintedChart,
    #[serde(skip)]
    pub(crate) precision: Precision,
}

impl ControlChartView {
    pub(crate) fn of(chart: &ControlChart) -> Self {
        let values = chart.points.iter().flat_map(|p| [p.value, p.lower_limit, p.upper_limit]);
        let precision = Precision::of_range(values.flatten());
        Self {
            method: Method::ControlChart,
            title: Method::ControlChart.title(),
            estimate: None,
            standard_error: None,
            interval: None,
            inference: Rules { method: "control-chart-rules", rule_set: chart.rule_set },
            p_value: None,
            diagnostics: ControlChartDiagnostics {
                segments: chart.segments.clone(),
                variation: chart.variation,
                assurance: chart.assurance,
                improvement: chart.improvement,
                target: chart.target,
                screen_outliers: chart.screen_outliers,
                fix_after: chart.fix_after,
                counts: total(&chart.segments),
            },
            weights: Weights::default(),
            warnings: chart.warnings.clone(),
            points: chart.points.clone(),
            printed: printed(chart, precision),
            precision,
        }
    }
}

fn total(segments: &[Segment]) -> SpecialCauseCounts {
    segments.iter().fold(SpecialCauseCounts::default(), |sum, segment| SpecialCauseCounts {
        common_cause: sum.common_cause + segment.counts.common_cause,
        improvement: sum.improvement + segment.counts.improvement,
        concern: sum.concern + segment.counts.concern,
        neutral_high: sum.neutral_high + segment.counts.neutral_high,
        neutral_low: sum.neutral_low + segment.counts.neutral_low,
    })
}

fn printed(chart: &ControlChart, precision: Precision) -> PrintedChart {
    let assurance = match (chart.assurance, chart.target) {
        (Some(assurance), Some(target)) => format!("{assurance} (target {})", number(target, precision)),
        (Some(assurance), None) => assurance.to_string(),
        (None, Some(target)) => {
            format!(
                "none: there is a target of {}, but no direction of improvement or no limits",
                number(target, precision)
            )
        }
        (None, None) => "none: no target".to_owned(),
    };
    PrintedChart {
        variation: chart.variation.to_string(),
        assurance,
        improvement: chart.improvement.to_string(),
        segments: chart.segments.iter().map(|segment| segment_in_words(segment, precision)).collect(),
        special_causes: special_causes(&chart.points),
    }
}

fn segment_in_words(segment: &Segment, precision: Precision) -> String {
    let span = format!("{} to {}", words::period(segment.first), words::period(segment.last));
    let mean =
        segment.mean.map_or_else(|| "no mean".to_owned(), |mean| format!("mean {}", number(mean, precision)));
    let limits = match (segment.lower_limit, segment.upper_limit) {
        (Some(lower), Some(upper)) => {
            format!("process limits {} to {}", number(lower, precision), number(upper, precision))
        }
        _ => "no process limits".to_owned(),
    };
    format!("{span}: {mean}, {limits}")
}

fn special_causes(points: &[ControlPoint]) -> String {
    let special: Vec<&ControlPoint> =
        points.iter().filter(|point| point.variation != Variation::CommonCause).collect();
    let Some(last) = special.last() else {
        return "No point shows special-cause variation.".to_owned();
    };
    let verb = if special.len() == 1 { "shows" } else { "show" };
    format!(
        "{} of {} {verb} special-cause variation, the latest in {} ({}).",
        special.len(),
        words::counted(points.len(), "point"),
        words::period(last.period),
        last.special_cause
    )
}
