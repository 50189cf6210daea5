//! One question as a part of a form.

use commonweal_appraise::questionnaire::{Choice, Form, Need, Question};
use maud::{Markup, html};

use crate::words;

/// A question with what was answered, and what is wrong with it.
pub(super) fn field(question: &Question, answer: &str, error: Option<&str>) -> Markup {
    match question.form {
        Form::Text(most) => text(question, answer, error, most, if most > 500 { 5 } else { 3 }),
        Form::Sentence => text(question, answer, error, 280, 3),
        Form::Scale(least, most) => {
            let points = ["1", "2", "3", "4", "5"].map(|point| match point {
                "1" => (point, format!("1, {least}")),
                "5" => (point, format!("5, {most}")),
                _ => (point, point.to_owned()),
            });
            group(question, answer, error, "govuk-radios govuk-radios--inline", &points)
        }
        Form::Choice(choices) => {
            let offers: Vec<(&str, String)> =
                choices.iter().map(|Choice { word, says }| (*word, (*says).to_owned())).collect();
            group(question, answer, error, "govuk-radios", &offers)
        }
    }
}

fn wording(question: &Question) -> String {
    match question.need {
        Need::Must => question.says(),
        Need::May => format!("{} (optional)", question.says()),
    }
}

fn around(error: Option<&str>, inside: &Markup) -> Markup {
    html! { div class={ "govuk-form-group" @if error.is_some() { " govuk-form-group--error" } } { (inside) } }
}

fn said(question: &Question, hint: &str, error: Option<&str>) -> Markup {
    html! {
        @if !hint.is_empty() { div class="govuk-hint" id={ (question.id) "-hint" } { (hint) } }
        @if let Some(error) = error {
            p class="govuk-error-message" id={ (question.id) "-error" } { span class="govuk-visually-hidden" { "Error: " } (error) }
        }
    }
}

fn described(question: &Question, hint: &str, error: Option<&str>) -> Option<String> {
    let hint = (!hint.is_empty()).then(|| format!("{}-hint", question.id));
    let ids: Vec<String> = hint.into_iter().chain(error.map(|_| format!("{}-error", question.id))).collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

fn text(question: &Question, answer: &str, error: Option<&str>, most: usize, rows: u8) -> Markup {
    let limit = format!("Up to {} characters.", words::grouped(most));
    let hint = if question.hint.is_empty() { limit } else { format!("{} {limit}", question.hint) };
    around(
        error,
        &html! {
            label class="govuk-label govuk-label--s" for=(question.id) { (wording(question)) }
            (said(question, &hint, error))
            textarea class={ "govuk-textarea" @if error.is_some() { " govuk-textarea--error" } } id=(question.id) name=(question.id) rows=(rows)
                aria-describedby=[described(question, &hint, error)] { "\n" (answer) }
        },
    )
}

/// The first carries the question's name as its id, for the summary of errors to lead to.
fn group(
    question: &Question,
    answer: &str,
    error: Option<&str>,
    class: &str,
    offers: &[(&str, String)],
) -> Markup {
    around(
        error,
        &html! {
            fieldset class="govuk-fieldset" aria-describedby=[described(question, question.hint, error)] {
                legend class="govuk-fieldset__legend govuk-fieldset__legend--s" { (wording(question)) }
                (said(question, question.hint, error))
                div class=(class) {
                    @for (at, (word, says)) in offers.iter().enumerate() {
                        @let id = if at == 0 { question.id.to_owned() } else { format!("{}-{word}", question.id) };
                        div class="govuk-radios__item" {
                            input class="govuk-radios__input" type="radio" id=(id) name=(question.id) value=(word) checked[*word == answer];
                            label class="govuk-label govuk-radios__label" for=(id) { (says) }
                        }
                    }
                }
            }
        },
    )
}
