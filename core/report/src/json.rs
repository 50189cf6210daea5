//! The view model as JSON, for programs.

use serde::Serialize;

use crate::report::{EvaluationReport, ReproduceView};
use crate::verdict::Verdict;
use crate::view::{ControlChartView, EstimateView, PanelView};

/// Name and version of the document's shape; the number rises when a field changes its meaning or goes.
const SCHEMA: &str = "commonweal.evaluation/1";

#[derive(Serialize)]
#[serde(untagged)]
enum Method<'a> {
    Estimate(&'a EstimateView),
    ControlChart(&'a ControlChartView),
}

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    title: &'a str,
    outcome: &'a str,
    scale: &'a str,
    verdict: &'a Verdict,
    panel: &'a PanelView,
    methods: Vec<Method<'a>>,
    caveats: &'a [String],
    reproduce: &'a ReproduceView,
}

/// The whole view model; numbers in full, those that are not finite as null.
pub(crate) fn render(report: &EvaluationReport) -> String {
    let estimates = report.estimates.iter().map(Method::Estimate);
    let document = Document {
        schema: SCHEMA,
        title: &report.title,
        outcome: &report.outcome,
        scale: &report.scale,
        verdict: &report.verdict,
        panel: &report.panel,
        methods: estimates.chain(report.control_chart.iter().map(Method::ControlChart)).collect(),
        caveats: &report.caveats,
        reproduce: &report.reproduce,
    };
    // Writing to a string fails only for maps with keys that are not strings, of which the document has none.
    serde_json::to_string_pretty(&document).unwrap_or_else(|error| {
        serde_json::Value::from_iter([("schema", SCHEMA.to_owned()), ("error", error.to_string())])
            .to_string()
    })
}
