//! The verdict, before anything else.

use maud::{Markup, html};

use crate::report::EvaluationReport;
use crate::verdict::Finding;
use crate::words;

/// What, where and when, under the title.
pub(in crate::html) fn subtitle(report: &EvaluationReport) -> String {
    let panel = &report.panel;
    let until = panel.periods.last().map_or_else(String::new, |last| format!(" to {}", words::period(*last)));
    format!(
        "{} · {} · {}{until}",
        words::capitalised(&report.outcome),
        words::treated(&panel.treated),
        words::period(panel.from)
    )
}

/// The finding in large letters, the statement with its interval, and the reasons for care.
pub(in crate::html) fn verdict(report: &EvaluationReport) -> Markup {
    let verdict = &report.verdict;
    let class = match verdict.finding {
        Finding::Lower | Finding::Higher => "verdict told",
        Finding::NotToldFromNoise => "verdict not-told",
        Finding::NoInference | Finding::MethodsDisagree | Finding::NoEstimate => "verdict unsure",
    };
    html! {
        section class=(class) aria-labelledby="verdict" {
            h2 id="verdict" { span class="label" { "Verdict" } span class="visually-hidden" { ": " } (verdict.heading) }
            p class="lead" { (verdict.statement) }
            @for sentence in &verdict.sentences { p { (sentence) } }
        }
        @if !verdict.reasons_for_care.is_empty() {
            section class="care" aria-labelledby="care" {
                h2 id="care" { "Reasons for care" }
                ul { @for reason in &verdict.reasons_for_care { li { (reason) } } }
            }
        }
    }
}
