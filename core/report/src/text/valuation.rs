//! A valuation as text: the result first, sources last.

use super::layout::Page;
use crate::number::{Precision, number};
use crate::reproduce::Style;
use crate::table::Table;
use crate::valuation::words::{discounting, rounded};
use crate::valuation::{ValuationReport, tables};

/// The result in words alone, wrapped.
pub(crate) fn valuation_in_words(report: &ValuationReport, style: Style) -> String {
    let mut page = Page::new(style);
    in_words(&mut page, report);
    page.into_text()
}

fn in_words(page: &mut Page, report: &ValuationReport) {
    page.bold(&report.headline);
    for sentence in &report.sentences {
        page.paragraph(sentence);
    }
}

/// The whole report.
pub(crate) fn valuation(report: &ValuationReport, style: Style) -> String {
    let mut page = Page::new(style);
    let valuation = &report.valuation;
    in_words(&mut page, report);
    page.heading(&valuation.title);
    page.paragraph(&format!("Discounting: {}.", discounting(valuation)));
    section(&mut page, &tables::summary(valuation));
    section(&mut page, &tables::pockets(valuation));
    section(&mut page, &tables::stages(valuation));
    section(&mut page, &tables::lines(valuation));
    section(&mut page, &tables::years(valuation));
    if !valuation.tornado.is_empty() {
        section(&mut page, &tables::tornado(valuation));
        page.paragraph(&format!(
            "Knowing everything before deciding would be worth {}. From {} draws, seed {}.",
            rounded(valuation.drawn.evpi),
            crate::number::count(valuation.drawn.draws),
            valuation.drawn.seed
        ));
    }
    section(&mut page, &tables::other_rates(valuation));
    if !valuation.chain.is_empty() {
        section(&mut page, &tables::chain(valuation));
    }
    if let Some(groups) = tables::groups(valuation) {
        section(&mut page, &groups);
    }
    remarks(&mut page, "Warnings", &valuation.warnings);
    remarks(&mut page, "Caveats", &valuation.caveats);
    sources(&mut page, report);
    page.into_text()
}

fn section(page: &mut Page, table: &Table) {
    page.heading(&table.caption);
    page.table(table);
}

fn remarks(page: &mut Page, heading: &str, remarks: &[String]) {
    if !remarks.is_empty() {
        page.heading(heading);
        for remark in remarks {
            page.item(remark);
        }
    }
}

/// Each figure with its source; the command and the hashes of what it read.
fn sources(page: &mut Page, report: &ValuationReport) {
    page.heading("Figures and their sources");
    for figure in &report.valuation.figures {
        let money = |pounds: f64| format!("£{}", number(pounds, Precision::decimals(2)));
        let deflator = &figure.deflator;
        let restated = if deflator.from == deflator.to {
            String::new()
        } else {
            format!(", {} in {} prices", money(figure.pounds * deflator.factor), deflator.to)
        };
        page.item(&format!(
            "{}: {}, {} in {} prices{restated}. {} ({}; {}).",
            figure.line,
            figure.title,
            money(figure.pounds),
            deflator.from,
            figure.provenance.source,
            figure.provenance.licence,
            figure.provenance.file
        ));
    }
    page.heading("How to reproduce this");
    page.line(&format!("  {}", report.reproduce.command));
    page.line(&format!("  program  {}", report.reproduce.program_version));
    for (file, sha256) in &report.reproduce.files {
        page.line(&format!("  {sha256}  {file}"));
    }
}
