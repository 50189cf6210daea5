//! The view model as a self-contained HTML page: no script, no outside request, made to be printed.

mod data_table;
mod figure;
mod sections;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::report::EvaluationReport;

/// Our own style; nothing is fetched.
const STYLE: &str = include_str!("html/style.css");

/// One section of the page.
struct Section {
    id: &'static str,
    heading: &'static str,
    body: Markup,
}

/// The page.
pub(crate) fn render(report: &EvaluationReport) -> String {
    let sections = sections::all(report);
    let page = html! {
        (DOCTYPE)
        html lang="en-GB" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (report.title) " – Commonweal" }
                meta name="description" content=(report.verdict.headline);
                style { (PreEscaped(STYLE)) }
            }
            body {
                a class="skip-link" href="#main" { "Skip to main content" }
                header { div class="width" { span class="brand" { "Commonweal" } span class="service" { "Evaluation" } } }
                main id="main" class="width" tabindex="-1" {
                    h1 { (report.title) }
                    p class="subtitle" { (sections::subtitle(report)) }
                    (sections::verdict(report))
                    nav aria-labelledby="contents" {
                        h2 id="contents" { "On this page" }
                        ol { @for section in &sections { li { a href={ "#" (section.id) } { (section.heading) } } } }
                    }
                    @for section in &sections {
                        section aria-labelledby=(section.id) {
                            h2 id=(section.id) { (section.heading) }
                            (section.body)
                        }
                    }
                }
                footer { div class="width" {
                    p { "Made by Commonweal " (report.reproduce.given.program_version.trim_start_matches("commonweal "))
                        ". Every figure on this page can be recomputed with the command under “How to reproduce this”." }
                } }
            }
        }
    };
    page.into_string()
}
