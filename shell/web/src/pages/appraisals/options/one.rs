//! One option, as a form.

use commonweal_service::appraisal::options::form::{KINDS, MOST_LINES, SORTS, Wrong, filled};
use commonweal_service::appraisal::options::{Kept, remove_option, stamp, write_option};
use commonweal_service::appraisal::{Appraisal, AppraisalError};
use commonweal_value::model::Sort;
use commonweal_value::options::file::OptionKind;
use commonweal_value::options::sheet::{AmountSort, Draft, Frame};
use maud::{Markup, html};

use super::address;
use super::inputs::{Inputs, together};
use crate::answer::Answer;
use crate::component::form_errors;
use crate::pages::appraisals::{appraisal, by, heading_below};
use crate::problem::Problem;
use crate::visit::Visit;

/// Lines that are free beneath those that are filled in.
const FREE_LINES: usize = 3;
/// The value of the button that comes back to the same option.
const MORE: &str = "more";

/// What part an option plays, in words.
pub(super) fn part_played(kind: OptionKind) -> &'static str {
    match kind {
        OptionKind::BusinessAsUsual => "Going on as now",
        OptionKind::DoMinimum => "The least that would do",
        OptionKind::Change => "A change",
    }
}

fn means(kind: OptionKind) -> &'static str {
    match kind {
        OptionKind::BusinessAsUsual => "What the others are measured against. There is exactly one.",
        OptionKind::DoMinimum => "Meets the need and no more.",
        OptionKind::Change => "Anything else, in anybody's hands.",
    }
}

fn sort_in_words(sort: AmountSort) -> &'static str {
    match sort {
        AmountSort::Cost => "A cost",
        AmountSort::Benefit(Sort::CashReleasing) => "Cash that a budget no longer spends",
        AmountSort::Benefit(Sort::CapacityFreed) => "Capacity freed, which is no cash",
        AmountSort::Benefit(Sort::Social) => "Worth to people and place",
    }
}

/// The option that the address counts from 1, or none where it is the next one.
fn addressed<'a>(
    visit: &Visit<'_>,
    appraisal: &'a Appraisal,
) -> Result<(&'a Frame, Option<&'a Draft>), Problem> {
    let sheet = appraisal.options().and_then(Kept::sheet).ok_or(Problem::NotFound)?;
    let frame = sheet.frame.as_ref().ok_or(Problem::NotFound)?;
    let number: usize = visit.part("option").parse().map_err(|_| Problem::NotFound)?;
    match number.checked_sub(1) {
        Some(at) if at <= sheet.options.len() => Ok((frame, sheet.options.get(at))),
        _ => Err(Problem::NotFound),
    }
}

/// The form, with what is kept.
pub(crate) fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let appraisal = appraisal(visit)?;
    if !appraisal.takes_options() {
        return Ok(Answer::see_other(address(visit)));
    }
    let (frame, option) = addressed(visit, &appraisal)?;
    let filled = option.map(|option| filled::option(frame, option)).unwrap_or_default();
    let was = option.map(stamp).unwrap_or_default();
    let inputs = Inputs { filled: &filled, wrong: &[] };
    let title = option.map_or("Add an option", |option| option.name.as_str());
    Ok(visit.page(title, &form(visit, &appraisal, (title, frame), &inputs, &was, None)))
}

/// Keeps it.
pub(crate) fn sent(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let was = visit.field("was").unwrap_or_default();
    match write_option(visit.app.logs.place(), by(visit), was, &visit.form) {
        Ok(wrong) if wrong.is_empty() => {
            let is_more = visit.field("then") == Some(MORE);
            Ok(Answer::see_other(if is_more { visit.path.to_owned() } else { address(visit) }))
        }
        Ok(wrong) => again(visit, was, &wrong, None),
        Err(error @ (AppraisalError::ChangedMeanwhile | AppraisalError::TooManyOptions { .. })) => {
            again(visit, was, &[], Some(&error.to_string()))
        }
        Err(error) => Err(error.into()),
    }
}

/// The form again, with what was typed and what is wrong with it.
fn again(visit: &Visit<'_>, was: &str, wrong: &[Wrong], whole: Option<&str>) -> Result<Answer, Problem> {
    let appraisal = appraisal(visit)?;
    let frame = appraisal.options().and_then(Kept::sheet).and_then(|sheet| sheet.frame.as_ref());
    let frame = frame.ok_or(Problem::NotFound)?;
    let inputs = Inputs { filled: &visit.form, wrong };
    let title = if was.is_empty() { "Add an option" } else { "Change an option" };
    let main = form(visit, &appraisal, (title, frame), &inputs, was, whole);
    Ok(visit.page(&format!("Error: {title}"), &main).refused())
}

/// Takes it away.
pub(crate) fn remove(visit: &Visit<'_>) -> Result<Answer, Problem> {
    remove_option(visit.app.logs.place(), by(visit), visit.field("was").unwrap_or_default())?;
    Ok(Answer::see_other(address(visit)))
}

fn form(
    visit: &Visit<'_>,
    appraisal: &Appraisal,
    (title, frame): (&str, &Frame),
    inputs: &Inputs<'_>,
    was: &str,
    whole: Option<&str>,
) -> Markup {
    let kinds = KINDS.map(|(word, kind)| (word, part_played(kind), means(kind)));
    html! {
        @if let Some(whole) = whole { (form_errors([("", whole)])) }
        (inputs.summary())
        (heading_below(&address(visit), "Back to the options", appraisal, title))
        form method="post" action=(visit.path) novalidate {
            input type="hidden" name="was" value=(was);
            (inputs.line("name", "What is it called?", "In a few words, such as 'Volunteers who visit'"))
            (inputs.radios("kind", "What part does it play?", &kinds))
            (inputs.line("delivered_by", "Who would deliver it?", "A charity, the council and the hospital together, a company, nobody new"))
            (gates(frame, inputs))
            (scores(frame, inputs))
            (lines(frame, inputs))
            div class="govuk-button-group" {
                button class="govuk-button" name="then" value="back" { "Save this option" }
                button class="govuk-button govuk-button--secondary" name="then" value=(MORE) { "Save and add more amounts" }
            }
        }
        @if !was.is_empty() {
            form method="post" action={ (visit.path) "/remove" } {
                input type="hidden" name="was" value=(was);
                button class="govuk-button govuk-button--warning" { "Take this option away" }
            }
        }
    }
}

fn gates(frame: &Frame, inputs: &Inputs<'_>) -> Markup {
    html! {
        @if !frame.gates.is_empty() {
            h2 class="govuk-heading-m" { "What it must meet" }
            @for (number, gate) in (1..).zip(&frame.gates) {
                (inputs.radios(&format!("gate_{number}"), gate, &[("yes", "Yes", ""), ("no", "No", "It is shown, and not ranked.")]))
                (inputs.line(&format!("gate_{number}_why"), "If not, why?", ""))
            }
        }
    }
}

fn scores(frame: &Frame, inputs: &Inputs<'_>) -> Markup {
    html! {
        @if !frame.criteria.is_empty() {
            h2 class="govuk-heading-m" { "What has no price" }
            p class="govuk-body" { "0 is the worst that can be, 100 the best. Where you are not sure, say between which ends it lies." }
            @for (number, weight) in (1..).zip(&frame.criteria) {
                (together(&weight.title, &html! {
                    div class="cw-fields" {
                        (inputs.short(&format!("score_{number}"), "Score", 3))
                        (inputs.short(&format!("score_{number}_low"), "Lowest", 3))
                        (inputs.short(&format!("score_{number}_high"), "Highest", 3))
                    }
                }))
            }
        }
    }
}

fn lines(frame: &Frame, inputs: &Inputs<'_>) -> Markup {
    let is_used = |number: &usize| {
        ["what", "amount", "source"].iter().any(|of| !inputs.value(&format!("line_{number}_{of}")).is_empty())
    };
    let used = (1..=MOST_LINES).filter(is_used).max().unwrap_or(0);
    html! {
        h2 class="govuk-heading-m" { "What it costs, and what it is worth" }
        p class="govuk-body" { "Amounts a year, in " (frame.prices) " prices. Going on as now needs none where you count the others against it. Where two options have the same figure, give it the same words: what they share then decides nothing." }
        @for number in 1..=(used + FREE_LINES).min(MOST_LINES) { (line(number, frame, inputs)) }
    }
}

fn line(number: usize, frame: &Frame, inputs: &Inputs<'_>) -> Markup {
    let field = |of: &str| format!("line_{number}_{of}");
    let sorts = SORTS.map(|(word, sort)| (word, sort_in_words(sort)));
    let budgets = frame.budgets.iter().map(|budget| (budget.as_str(), budget.as_str()));
    let fields = html! {
            (inputs.line(&field("what"), "What is it for?", ""))
            div class="cw-fields" {
                (inputs.select(&field("sort"), "What is it?", sorts))
                (inputs.select(&field("budget"), "Whose budget?", budgets))
            }
            div class="cw-fields" {
                (inputs.short(&field("amount"), "£ a year, most likely", 10))
                (inputs.short(&field("low"), "Lowest (optional)", 10))
                (inputs.short(&field("high"), "Highest (optional)", 10))
            }
            div class="cw-fields" {
                (inputs.short(&field("from"), "From year (1 if empty)", 3))
                (inputs.short(&field("years"), "For how many years (all if empty)", 3))
            }
            (inputs.line(&field("source"), "Where does the figure come from?", ""))
    };
    together(&format!("Amount {number}"), &fields)
}
