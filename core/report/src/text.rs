//! The view model as text for the terminal.

mod alignment;
mod layout;
mod options;
mod sections;
mod valuation;

use crate::report::EvaluationReport;
use crate::reproduce::Style;
pub(crate) use alignment::alignment;
use layout::Page;
pub(crate) use options::options;
pub(crate) use valuation::{valuation, valuation_in_words};

/// The headline alone, wrapped.
pub(crate) fn headline(report: &EvaluationReport, style: Style) -> String {
    let mut page = Page::new(style);
    page.bold(&report.verdict.headline);
    page.into_text()
}

/// The whole report: verdict first, check figures last.
pub(crate) fn render(report: &EvaluationReport, style: Style) -> String {
    let mut page = Page::new(style);
    sections::verdict(&mut page, report);
    sections::methods(&mut page, report);
    sections::diagnostics(&mut page, report);
    sections::control_chart(&mut page, report);
    sections::weights(&mut page, report);
    sections::panel(&mut page, report);
    sections::remarks(&mut page, report);
    sections::reproduce(&mut page, report);
    sections::check_figures(&mut page, report);
    page.into_text()
}
