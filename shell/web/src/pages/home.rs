//! The way in.

use maud::html;

use crate::answer::Answer;
use crate::layout::{Page, frame};
use crate::problem::Problem;
use crate::visit::Visit;

/// What this is, and the way to the register.
pub(crate) fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let main = html! {
        h1 class="govuk-heading-xl" { "Work together on purpose" }
        p class="govuk-body-l" {
            "Find whom to work with, agree on what terms, decide in the open, and show what it changed, on a record that nobody can rewrite."
        }
        p class="govuk-body" { a class="govuk-button" role="button" draggable="false" href="/partnerships" { "See the partnerships" } }
    };
    Ok(Answer::page(frame(&Page { title: "Work together on purpose", path: visit.path, main })))
}
