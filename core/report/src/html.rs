//! The view model as a self-contained HTML page: no script, no outside request, made to be printed.

mod data_table;
mod figure;
mod options;
mod sections;
mod valuation;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::report::EvaluationReport;
pub(crate) use options::options;
pub(crate) use valuation::{valuation, valuation_parts};

pub(crate) use figure::svg;

/// The style of the page, and that of its pictures and tables, which stand on other pages too; nothing is fetched.
const STYLE: &str = concat!(include_str!("html/style.css"), include_str!("html/parts.css"));

/// One section of the page of an evaluation or a valuation, to stand on a page of somebody else's: inside an element of the class `report`, with the rules of
/// `html/parts.css`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its name, and the address of its heading on the page.
    pub id: &'static str,
    /// Its heading.
    pub heading: &'static str,
    /// Text, pictures and tables as HTML, without the heading.
    pub html: String,
}

/// The sections with diagnostics before effects, then robustness, then what to beware of.
const PARTS: [&str; 12] = [
    "fit",
    "actual-and-counterfactual",
    "gap",
    "figures-by-method",
    "placebo-distribution",
    "leave-one-out",
    "weights",
    "control-chart",
    "left-out",
    "caveats",
    "warnings",
    "reproduce",
];

/// The sections in the order of [`PARTS`].
pub(crate) fn parts(report: &EvaluationReport) -> Vec<Part> {
    let mut sections = sections::all(report);
    sections.sort_by_key(|section| PARTS.iter().position(|id| *id == section.id));
    sections.into_iter().map(Section::into_part).collect()
}

/// One section of the page.
struct Section {
    id: &'static str,
    heading: &'static str,
    body: Markup,
}

impl Section {
    fn into_part(self) -> Part {
        Part { id: self.id, heading: self.heading, html: self.body.into_string() }
    }
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
                main id="main" class="width report" tabindex="-1" {
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
