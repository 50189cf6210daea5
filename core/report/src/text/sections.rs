//! What the terminal text says, section by section.

use super::layout::Page;
use crate::number::percent;
use crate::report::EvaluationReport;
use crate::tables;
use crate::words;

/// Donors named in the text; the page and the CSV have all of them.
const DONORS_NAMED: usize = 5;

pub(super) fn verdict(page: &mut Page, report: &EvaluationReport) {
    page.heading(&report.title);
    page.line("");
    page.bold(&report.verdict.headline);
    for sentence in &report.verdict.sentences {
        page.paragraph(sentence);
    }
    if !report.verdict.reasons_for_care.is_empty() {
        page.heading("Reasons for care");
        for reason in &report.verdict.reasons_for_care {
            page.item(reason);
        }
    }
}

pub(super) fn methods(page: &mut Page, report: &EvaluationReport) {
    let Some(primary) = report.primary() else { return };
    page.heading(&format!("Figures by method ({})", primary.effect.heading()));
    page.table(&tables::methods(report));
    for view in &report.estimates {
        if let Some(refusal) = &view.printed.refusal {
            page.item(&format!("{}: no inference, {refusal}", view.title));
        }
    }
}

pub(super) fn diagnostics(page: &mut Page, report: &EvaluationReport) {
    if report.estimates.is_empty() {
        return;
    }
    page.heading("Look at these first");
    for view in &report.estimates {
        let printed = &view.printed;
        page.item(&format!(
            "{}: typical miss before the start {} ({} of the series' own spread), effective donors {}, placebo in time {} (pretended start {}), one donor left out {}.",
            view.title,
            printed.pre_rmspe,
            printed.pre_rmspe_relative,
            printed.effective_donors,
            printed.placebo_in_time,
            printed.placebo_in_time_from,
            printed.leave_one_out,
        ));
    }
}

pub(super) fn control_chart(page: &mut Page, report: &EvaluationReport) {
    let Some(chart) = &report.control_chart else { return };
    page.heading(&format!("Control chart ({})", chart.inference.rule_set));
    let printed = &chart.printed;
    page.item(&format!("Variation: {} ({}).", printed.variation, printed.improvement));
    page.item(&format!("Assurance: {}.", printed.assurance));
    page.item(&printed.special_causes);
    for segment in &printed.segments {
        page.item(&format!("{segment}."));
    }
}

pub(super) fn weights(page: &mut Page, report: &EvaluationReport) {
    let weighted: Vec<_> =
        report.estimates.iter().filter(|view| !view.figures.weights.units.is_empty()).collect();
    if weighted.is_empty() {
        return;
    }
    page.heading("Heaviest donors");
    for view in weighted {
        if let Some(weight) = view.equal_weight() {
            let donors = words::counted(view.figures.weights.units.len(), "donor");
            page.item(&format!("{}: {donors} weighed alike, {} each.", view.title, percent(weight)));
            continue;
        }
        let mut units: Vec<_> = view.figures.weights.units.iter().filter(|u| u.weight > 0.0).collect();
        units.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        let named: Vec<String> =
            units.iter().take(DONORS_NAMED).map(|u| format!("{} {}", u.unit, percent(u.weight))).collect();
        page.item(&format!(
            "{}: {}; {} of {} carry weight.",
            view.title,
            named.join(", "),
            view.figures.diagnostics.donors_with_weight,
            words::counted(view.figures.weights.units.len(), "donor")
        ));
    }
}

pub(super) fn panel(page: &mut Page, report: &EvaluationReport) {
    let panel = &report.panel;
    let noun = panel.frequency.noun();
    page.heading("What was compared");
    page.item(&format!("Treated: {}.", words::list(&panel.treated)));
    page.item(&format!(
        "{}; {} before {}, {} from then on.",
        words::counted(panel.donors.len(), "donor"),
        words::counted(panel.pre_periods, noun),
        words::period(panel.from),
        words::counted(panel.post_periods, noun)
    ));
    for group in &panel.dropped_by_reason {
        page.item(&format!(
            "Left out, {}: {}.",
            words::counted(group.count, "unit"),
            words::clause(&group.reason)
        ));
    }
}

pub(super) fn remarks(page: &mut Page, report: &EvaluationReport) {
    if !report.caveats.is_empty() {
        page.heading("Caveats");
        for caveat in &report.caveats {
            page.item(caveat);
        }
    }
    let warnings = report.warnings();
    if !warnings.is_empty() {
        page.heading("Warnings");
        for (title, warning) in warnings {
            page.item(&format!("{title}: {warning}"));
        }
    }
}

pub(super) fn reproduce(page: &mut Page, report: &EvaluationReport) {
    page.heading("How to reproduce this");
    page.line(&format!("  {}", report.reproduce.given.command));
    for (name, value) in report.reproduce.lines() {
        page.line(&format!("  {name:<16}  {value}"));
    }
    for line in &report.reproduce.given.reading {
        page.item(line);
    }
}

/// Unrounded and with an ASCII hyphen, so that a re-run can be compared by a program.
pub(super) fn check_figures(page: &mut Page, report: &EvaluationReport) {
    if report.estimates.is_empty() {
        return;
    }
    page.heading("Check figures (unrounded: estimate, standard error)");
    for view in &report.estimates {
        let estimate = &view.figures;
        let error = estimate.standard_error.map_or_else(|| "none".to_owned(), |error| format!("{error:.8}"));
        page.line(&format!(
            "  {:<18}  {:>18}  {error:>18}",
            estimate.method.id(),
            format!("{:.8}", estimate.estimate)
        ));
    }
}
