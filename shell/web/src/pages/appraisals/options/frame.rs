//! What every option is weighed on, as a form.

use commonweal_service::appraisal::options::form::{MOST_CRITERIA, MOST_YEARS, Wrong, filled};
use commonweal_service::appraisal::options::{Kept, stamp, write_frame};
use commonweal_service::appraisal::{Appraisal, AppraisalError};
use commonweal_value::options::sheet::Frame;
use maud::{Markup, html};

use super::address;
use super::inputs::{Inputs, together};
use crate::answer::Answer;
use crate::component::{button, form_errors};
use crate::pages::appraisals::{appraisal, by, heading_below};
use crate::problem::Problem;
use crate::visit::Visit;

const TITLE: &str = "What every option is weighed on";

fn kept(appraisal: &Appraisal) -> Option<&Frame> {
    appraisal.options().and_then(Kept::sheet)?.frame.as_ref()
}

/// The form, with what is kept.
pub(crate) fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let appraisal = appraisal(visit)?;
    if !appraisal.takes_options() {
        return Ok(Answer::see_other(address(visit)));
    }
    let filled = kept(&appraisal).map(filled::frame).unwrap_or_default();
    let was = stamp(&kept(&appraisal));
    Ok(visit.page(TITLE, &form(visit, &appraisal, &Inputs { filled: &filled, wrong: &[] }, &was, None)))
}

/// Keeps it.
pub(crate) fn sent(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let was = visit.field("was").unwrap_or_default();
    let again = |wrong: &[Wrong], whole: Option<&str>| {
        let inputs = Inputs { filled: &visit.form, wrong };
        let main = form(visit, &appraisal(visit)?, &inputs, was, whole);
        Ok(visit.page(&format!("Error: {TITLE}"), &main).refused())
    };
    match write_frame(visit.app.logs.place(), by(visit), was, &visit.form) {
        Ok(wrong) if wrong.is_empty() => Ok(Answer::see_other(address(visit))),
        Ok(wrong) => again(&wrong, None),
        Err(error @ AppraisalError::ChangedMeanwhile) => again(&[], Some(&error.to_string())),
        Err(error) => Err(error.into()),
    }
}

fn form(
    visit: &Visit<'_>,
    appraisal: &Appraisal,
    inputs: &Inputs<'_>,
    was: &str,
    whole: Option<&str>,
) -> Markup {
    html! {
        @if let Some(whole) = whole { (form_errors([("", whole)])) }
        (inputs.summary())
        (heading_below(&address(visit), "Back to the options", appraisal, TITLE))
        form method="post" action=(visit.path) novalidate {
            input type="hidden" name="was" value=(was);
            div class="cw-fields" {
                (inputs.short("prices", "Prices of the year, such as 2024/25", 5))
                (inputs.short("years", &format!("Years to look at, 1 to {MOST_YEARS}"), 3))
            }
            (inputs.lines("budgets", "Whose budgets may pay or gain?", "A line for each, with 'People and families' where it is in nobody's budget."))
            (inputs.lines("gates", "What must every option meet, to be in at all? (optional)", "A line for each, such as 'The law allows it' or 'Nobody waits longer than today'."))
            h2 class="govuk-heading-m" { "What counts although it has no price (optional)" }
            p class="govuk-body" { "Every option is scored on each, from 0 to 100. Agree on weights that add up to 100, and say between which weights anybody would argue: an option is preferred only where none of them would turn the order." }
            @for number in 1..=MOST_CRITERIA {
                (together(&format!("Criterion {number}"), &html! {
                    (inputs.line(&format!("criterion_{number}"), "What is it?", ""))
                    div class="cw-fields" {
                        (inputs.short(&format!("weight_{number}"), "Weight, %", 3))
                        (inputs.short(&format!("least_{number}"), "Least, %", 3))
                        (inputs.short(&format!("most_{number}"), "Most, %", 3))
                    }
                }))
            }
            (button("Save"))
        }
    }
}
