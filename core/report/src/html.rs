//! The view model as a self-contained HTML page: no script, no outside request, made to be printed.

mod data_table;
mod figure;
mod sections;
mod valuation;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::report::EvaluationReport;
pub(crate) use valuation::valuation;

/// Our own style; nothing is fetched.
const STYLE: &str = include_str!("html/style.css");

/// One section of the page.
struct Section {
    id: &'static str,
    heading: &'static str,
    body: Markup,
}

/// The page of an evaluation.
pub(crate) fn render(report: &EvaluationReport) -> String {
    page(
        "Evaluation",
        &report.title,
        &sections::subtitle(report),
        &report.verdict.headline,
        &sections::verdict(report),
        &sections::all(report),
        &report.reproduce.given.program_version,
    )
}

/// A page of the given sections, below what it comes to.
fn page(
    service: &str,
    title: &str,
    subtitle: &str,
    description: &str,
    verdict: &Markup,
    sections: &[Section],
    version: &str,
) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en-GB" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " – Commonweal" }
                meta name="description" content=(description);
                style { (PreEscaped(STYLE)) }
            }
            body {
                a class="skip-link" href="#main" { "Skip to main content" }
                header { div class="width" { span class="brand" { "Commonweal" } span class="service" { (service) } } }
                main id="main" class="width" tabindex="-1" {
                    h1 { (title) }
                    p class="subtitle" { (subtitle) }
                    (verdict)
                    nav aria-labelledby="contents" {
                        h2 id="contents" { "On this page" }
                        ol { @for section in sections { li { a href={ "#" (section.id) } { (section.heading) } } } }
                    }
                    @for section in sections {
                        section aria-labelledby=(section.id) {
                            h2 id=(section.id) { (section.heading) }
                            (section.body)
                        }
                    }
                }
                footer { div class="width" {
                    p { "Made by Commonweal " (version.trim_start_matches("commonweal "))
                        ". Every figure on this page can be recomputed with the command under “How to reproduce this”." }
                } }
            }
        }
    };
    page.into_string()
}
