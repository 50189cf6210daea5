//! The questions of one section, as a form; those that each respondent answers, by respondent.

use commonweal_appraise::questionnaire::{AnswerError, Answers, Asks, Section, assumptions};
use commonweal_service::appraisal::answering::{MOST_RESPONDENTS, Part, remove, save};
use commonweal_service::appraisal::{Appraisal, AppraisalError};
use maud::{Markup, html};

use super::question::field;
use super::{appraisal, by, heading, history_of, root};
use crate::answer::Answer;
use crate::component::{button_form, empty, error_summary, inset};
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

fn section(visit: &Visit<'_>) -> Result<Section, Problem> {
    Section::named(visit.part("section")).ok_or(Problem::NotFound)
}

/// Which respondent, from 0, as the address counts them from 1.
fn respondent(visit: &Visit<'_>) -> Result<usize, Problem> {
    let number: Option<usize> = visit.part("respondent").parse().ok();
    number.and_then(|number| number.checked_sub(1)).ok_or(Problem::NotFound)
}

/// A section: its questions, or the list of those who answer it.
pub(crate) fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let (section, appraisal) = (section(visit)?, appraisal(visit)?);
    let main = match section.asks() {
        Asks::EachRespondent => respondents(visit, &appraisal, section),
        Asks::TheBody => form(visit, &appraisal, section, 0, appraisal.answers(), &[])?,
    };
    Ok(visit.page(section.title(), &main))
}

/// The questions to one respondent.
pub(crate) fn respondent_page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let (section, number, appraisal) = (section(visit)?, respondent(visit)?, appraisal(visit)?);
    if section.asks() == Asks::TheBody || number > appraisal.respondents().len() || number >= MOST_RESPONDENTS
    {
        return Err(Problem::NotFound);
    }
    let none = Answers::default();
    let answers = appraisal.respondents().get(number).unwrap_or(&none);
    Ok(visit.page(section.title(), &form(visit, &appraisal, section, number, answers, &[])?))
}

fn respondents(visit: &Visit<'_>, appraisal: &Appraisal, section: Section) -> Markup {
    let (root, count) = (root(visit), appraisal.respondents().len());
    let address = |number: usize| format!("{root}/questions/{}/{number}", section.word());
    let is_open = appraisal.own().handed_in.is_none();
    html! {
        (heading(visit, appraisal, section.title()))
        p class="govuk-body-l" { (section.about()) }
        @if count == 0 { (empty("Nobody has answered yet.", html! { "Ask five people or more, of different work: somebody of the board, somebody who leads, somebody who does the work. Of fewer, nothing is told." })) }
        ol class="cw-facts" {
            @for number in 1..=count {
                li {
                    p class="govuk-body" { @if is_open { a class="govuk-link" href=(address(number)) { "Respondent " (number) } } @else { "Respondent " (number) } }
                    @if is_open { (button_form(&format!("{}/remove", address(number)), &[], &format!("Remove respondent {number}"))) }
                }
            }
        }
        @if is_open && count < MOST_RESPONDENTS {
            div class="govuk-button-group" {
                a class="govuk-button" role="button" draggable="false" href=(address(count + 1)) { @if count == 0 { "Answer as the first respondent" } @else { "Add a respondent" } }
                a class="govuk-link" href=(root) { "Go on with other questions" }
            }
        }
    }
}

/// The form, with what was typed, or what was answered where it was handed in.
fn form(
    visit: &Visit<'_>,
    appraisal: &Appraisal,
    section: Section,
    number: usize,
    answers: &Answers,
    wrong: &[AnswerError],
) -> Result<Markup, Problem> {
    let told: Vec<(&str, String)> =
        wrong.iter().map(|error| (error.question(), words::sentence(&error.to_string()))).collect();
    let errors: Vec<(&str, &str)> = told.iter().map(|(id, says)| (*id, says.as_str())).collect();
    let error = |id: &str| errors.iter().find(|(of, _)| *of == id).map(|(_, says)| *says);
    // What was sent is shown again where it was wrong: it is not among the answers.
    let shown = |id: &str| visit.field(id).or_else(|| answers.get(id)).unwrap_or_default().to_owned();
    let is_one_of_many = section.asks() == Asks::EachRespondent;
    Ok(html! {
        (error_summary(&errors))
        (heading(visit, appraisal, section.title()))
        @if is_one_of_many { p class="govuk-body-l" { "Respondent " (number + 1) ". Answer for yourself, as you see it. Your name is not asked." } }
        @else { p class="govuk-body-l" { (section.about()) } }
        @if section == Section::History { (known(visit, appraisal)?) }
        @if appraisal.own().handed_in.is_some() {
            (answered(section, answers))
        } @else {
            form method="post" action=(visit.path) novalidate {
                @for question in section.questions() { (field(question, &shown(question.id), error(question.id))) }
                div class="govuk-button-group" {
                    button class="govuk-button" name="then" value="on" { "Save and continue" }
                    button class="govuk-button govuk-button--secondary" name="then" value="back" { "Save and go back to the list" }
                }
            }
        }
    })
}

/// What this place knows of both, beside the questions about history.
fn known(visit: &Visit<'_>, appraisal: &Appraisal) -> Result<Markup, Problem> {
    Ok(html! {
        h2 class="govuk-heading-m" { "What this place knows of " (appraisal.other().name) }
        (history_of(visit, &appraisal.other().name)?)
        h2 class="govuk-heading-m" { "And of you" }
        (history_of(visit, &appraisal.own().name)?)
        h2 class="govuk-heading-m" { "Your own account" }
    })
}

fn answered(section: Section, answers: &Answers) -> Markup {
    html! {
        (inset(&html! { "You have handed in: these answers stay as they are." }))
        dl class="govuk-summary-list" {
            @for question in section.questions() {
                @if let Some(answer) = answers.get(question.id) {
                    div class="govuk-summary-list__row" {
                        dt class="govuk-summary-list__key" { (question.says()) }
                        dd class="govuk-summary-list__value" { (question.in_words(answer)) }
                    }
                }
            }
        }
        @if section == Section::Assumptions && assumptions(answers).next().is_none() { p class="govuk-body" { "You wrote no assumption down." } }
    }
}

/// Keeps what was answered.
pub(crate) fn sent(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let section = section(visit)?;
    if section.asks() == Asks::EachRespondent {
        return Err(Problem::NotFound);
    }
    keep(visit, section, 0)
}

/// Keeps what a respondent answered.
pub(crate) fn respondent_sent(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let section = section(visit)?;
    if section.asks() == Asks::TheBody {
        return Err(Problem::NotFound);
    }
    keep(visit, section, respondent(visit)?)
}

fn keep(visit: &Visit<'_>, section: Section, number: usize) -> Result<Answer, Problem> {
    let part = Part { section, respondent: number };
    let wrong = match save(visit.app.logs.place(), by(visit), part, &visit.form) {
        Err(AppraisalError::NoRespondent { .. }) => return Err(Problem::NotFound),
        other => other?,
    };
    if wrong.is_empty() {
        return Ok(Answer::see_other(next(visit, section)));
    }
    let appraisal = appraisal(visit)?;
    let none = Answers::default();
    let answers = match section.asks() {
        Asks::TheBody => appraisal.answers(),
        Asks::EachRespondent => appraisal.respondents().get(number).unwrap_or(&none),
    };
    let main = form(visit, &appraisal, section, number, answers, &wrong)?;
    Ok(visit.page(&format!("Error: {}", section.title()), &main).refused())
}

/// The next section, or the list after the last; after a respondent, the list of respondents.
fn next(visit: &Visit<'_>, section: Section) -> String {
    let root = root(visit);
    if visit.field("then") == Some("back") {
        return root;
    }
    if section.asks() == Asks::EachRespondent {
        return format!("{root}/questions/{}", section.word());
    }
    let after = Section::ALL.into_iter().skip_while(|it| *it != section).nth(1);
    after.map_or(root.clone(), |next| format!("{root}/questions/{}", next.word()))
}

/// Takes a respondent's answers away.
pub(crate) fn remove_sent(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let section = section(visit)?;
    match remove(visit.app.logs.place(), by(visit), respondent(visit)?) {
        Ok(()) => Ok(Answer::see_other(format!("{}/questions/{}", root(visit), section.word()))),
        Err(AppraisalError::NoRespondent { .. }) => Err(Problem::NotFound),
        Err(error) => Err(error.into()),
    }
}
