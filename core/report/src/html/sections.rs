//! The sections of the page, in the order in which they should be read.

mod comparison;
mod effect;
mod provenance;
mod verdict;

use super::Section;
use crate::report::EvaluationReport;

pub(super) use verdict::{subtitle, verdict};

/// Every section below the verdict. Those that rest on an estimate are left out where none was made.
pub(super) fn all(report: &EvaluationReport) -> Vec<Section> {
    let primary = report.primary();
    let sections = [
        Some(effect::methods(report)),
        primary.map(|_| comparison::fit(report)),
        primary.map(|view| effect::path(report, view)),
        primary.map(|view| effect::gap(report, view)),
        primary.map(effect::placebos),
        report.control_chart.as_ref().map(|chart| effect::control_chart(report, chart)),
        primary.map(|view| comparison::weights(report, view)),
        primary.map(comparison::leave_one_out),
        Some(comparison::left_out(report)),
        Some(provenance::caveats(report)),
        Some(provenance::warnings(report)),
        Some(provenance::reproduce(report)),
    ];
    sections.into_iter().flatten().collect()
}
