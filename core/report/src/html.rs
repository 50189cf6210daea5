//! page
use crate::report::EvaluationReport;
pub(crate) fn render(report: &EvaluationReport) -> String {
    report.title.clone()
}
