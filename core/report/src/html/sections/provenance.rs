//! The sections that say what to beware of and how to run it again.

use maud::html;

use super::Section;
use crate::report::EvaluationReport;

/// Caveats of the data and of the protocol.
pub(super) fn caveats(report: &EvaluationReport) -> Section {
    let body = html! {
        @if report.caveats.is_empty() {
            p { "None was given with the data or the protocol. That is not to say that there are none." }
        } @else {
            ul { @for caveat in &report.caveats { li { (caveat) } } }
        }
    };
    Section { id: "caveats", heading: "Caveats", body }
}

/// What each method warns of.
pub(super) fn warnings(report: &EvaluationReport) -> Section {
    let warnings = report.warnings();
    let body = html! {
        @if warnings.is_empty() {
            p { "The methods gave no warnings." }
        } @else {
            ul { @for (title, warning) in &warnings { li { strong { (title) ": " } (warning) } } }
        }
    };
    Section { id: "warnings", heading: "Warnings from the methods", body }
}

/// Command, hashes, version and seed.
pub(super) fn reproduce(report: &EvaluationReport) -> Section {
    let body = html! {
        p { "Whoever holds the data gets the same figures with this command. If a hash differs, so does the data." }
        pre role="region" tabindex="0" aria-label="Command" { code {
            @for (index, word) in report.reproduce.given.command.split(' ').enumerate() {
                @if index > 0 { " " }
                span { (word) }
            }
        } }
        dl class="facts" {
            @for (name, value) in report.reproduce.lines() { div { dt { (name) } dd { (value) } } }
        }
        @if !report.reproduce.given.reading.is_empty() {
            h3 { "How the file was read" }
            ul { @for line in &report.reproduce.given.reading { li { (line) } } }
        }
    };
    Section { id: "reproduce", heading: "How to reproduce this", body }
}
