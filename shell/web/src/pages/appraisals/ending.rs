//! How it ends: start, not now, or no, by each side for itself, with a reason; and rules set aside before.

use commonweal_record::fact::Date;
use commonweal_record::fact::kinds::members::AppraisalOutcome;
use commonweal_service::appraisal::document::outcome_word;
use commonweal_service::appraisal::ending::{Ending, MOST_REASON, end, set_aside};
use commonweal_service::appraisal::recording::put_on_record;
use commonweal_service::appraisal::{Appraisal, AppraisalError};
use maud::{Markup, html};

use super::compare::compared;
use super::{about, appraisal, by, heading, root};
use crate::answer::Answer;
use crate::component::{button, button_form, error_summary, inset};
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

/// Word in the form, outcome, and when it is the right one.
const ENDS: [(&str, AppraisalOutcome, &str); 3] = [
    (
        "start",
        AppraisalOutcome::GoAhead,
        "Better value for the public, and both can say what they gain. It takes both sides' answers.",
    ),
    (
        "not-now",
        AppraisalOutcome::NotYet,
        "Not as it stands: say what would have to change, and when to look again.",
    ),
    ("no", AppraisalOutcome::No, "Neither would be better off, or the public would not."),
];

/// The form, or what was said.
pub(crate) fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    Ok(visit.page("How it ends", &ends(visit, &appraisal(visit)?, &[])))
}

fn ends(visit: &Visit<'_>, appraisal: &Appraisal, errors: &[(&str, &str)]) -> Markup {
    let own = &appraisal.own().end;
    let has_started = own.as_ref().is_some_and(|end| end.outcome == AppraisalOutcome::GoAhead);
    html! {
        (error_summary(errors))
        (heading(visit, appraisal, "How it ends"))
        (about(appraisal))
        (said(visit, appraisal))
        @if !has_started { (form(visit, appraisal, errors)) }
    }
}

/// What each side has said, one's own first: an end is said to the other.
fn said(visit: &Visit<'_>, appraisal: &Appraisal) -> Markup {
    html! {
        @for side in [appraisal.side, appraisal.side.other()] {
            @let party = appraisal.party(side);
            @if let Some(end) = &party.end {
                (inset(&html! {
                    p { strong { (party.name) ": " (outcome_word(end.outcome)) } ", " (words::day(end.at)) @if let Some(again) = end.again { ", to look again on " (again.in_words()) } "." }
                    p { (words::sentence(&end.reason)) }
                    @if side == appraisal.side { (record(visit, appraisal, end.entry)) }
                }))
            }
        }
    }
}

/// Where one's own end stands on a record, or how it comes there.
fn record(visit: &Visit<'_>, appraisal: &Appraisal, entry: Option<u64>) -> Markup {
    html! {
        @match (entry, appraisal.slug()) {
            (Some(entry), Some(slug)) => p {
                "On the record: " a class="govuk-link" href={ "/partnerships/" (slug) "/record?at=" (entry) "#entry-" (entry) } { "entry " (entry) } " of "
                a class="govuk-link" href={ "/partnerships/" (slug) } { "the proposed partnership" } "."
            },
            _ if visit.part("token").is_empty() => {
                p { "Not on the record yet." }
                (button_form(&format!("{}/record", root(visit)), &[], "Put it on the record"))
            },
            _ => p { "It goes on the record once somebody with an account of " (appraisal.own().name) " takes this side over: whoever runs this place makes the account, and this link leads back here." },
        }
    }
}

fn form(visit: &Visit<'_>, appraisal: &Appraisal, errors: &[(&str, &str)]) -> Markup {
    let error = |name: &str| errors.iter().find(|(of, _)| *of == name).map(|(_, says)| *says);
    let value = |name: &str| visit.field(name).unwrap_or_default();
    let group = |name: &str| {
        if error(name).is_some() { "govuk-form-group govuk-form-group--error" } else { "govuk-form-group" }
    };
    let complaint = |name: &str| {
        html! {
            @if let Some(says) = error(name) { p class="govuk-error-message" id={ (name) "-error" } { span class="govuk-visually-hidden" { "Error: " } (says) } }
        }
    };
    html! {
        form method="post" action={ (root(visit)) "/end" } novalidate {
            div class=(group("outcome")) {
                fieldset class="govuk-fieldset" {
                    legend class="govuk-fieldset__legend govuk-fieldset__legend--s" { "What does " (appraisal.own().name) " say?" }
                    (complaint("outcome"))
                    div class="govuk-radios" {
                        @for (at, (word, outcome, when)) in ENDS.iter().enumerate() {
                            @let id = if at == 0 { "outcome".to_owned() } else { format!("outcome-{word}") };
                            div class="govuk-radios__item" {
                                input class="govuk-radios__input" type="radio" id=(id) name="outcome" value=(word) checked[value("outcome") == *word] aria-describedby={ (id) "-when" };
                                label class="govuk-label govuk-radios__label" for=(id) { (outcome_word(*outcome)) }
                                div class="govuk-hint govuk-radios__hint" id={ (id) "-when" } { (when) }
                            }
                        }
                    }
                }
            }
            div class=(group("reason")) {
                label class="govuk-label govuk-label--s" for="reason" { "Why" }
                div class="govuk-hint" id="reason-hint" { "The other body reads it. The record carries the answer and the hash of this appraisal, not the reason. Up to " (words::grouped(MOST_REASON)) " characters." }
                (complaint("reason"))
                textarea class="govuk-textarea" id="reason" name="reason" rows="4" aria-describedby="reason-hint" { "\n" (value("reason")) }
            }
            div class=(group("again")) {
                fieldset class="govuk-fieldset" id="again" tabindex="-1" aria-describedby="again-hint" {
                    legend class="govuk-fieldset__legend govuk-fieldset__legend--s" { "When to look again" }
                    div class="govuk-hint" id="again-hint" { "For 'not now' alone. For example, 27 3 2027" }
                    (complaint("again"))
                    div class="govuk-date-input" {
                        @for (part, width) in [("day", 2), ("month", 2), ("year", 4)] {
                            div class="govuk-date-input__item" {
                                label class="govuk-label govuk-date-input__label" for={ "again." (part) } { (words::capital(part)) }
                                input class={ "govuk-input govuk-date-input__input govuk-input--width-" (width) } id={ "again." (part) } name={ "again." (part) } type="text" inputmode="numeric" value=(value(&format!("again.{part}")));
                            }
                        }
                    }
                }
            }
            (consequences(visit, appraisal))
            (button("Say so"))
        }
    }
}

/// What pressing the button does.
fn consequences(visit: &Visit<'_>, appraisal: &Appraisal) -> Markup {
    let benefit = appraisal.answers().get("own_benefit");
    html! {
        @if visit.part("token").is_empty() {
            p class="govuk-body" { "Your answer goes on the record of a proposed partnership, with the salted hash of this appraisal; whoever asks about either body later finds it." }
            @if let Some(benefit) = benefit { p class="govuk-body" { "If you start, so does what you gain: '" (benefit) "'." } }
        }
    }
}

fn chosen(visit: &Visit<'_>) -> Option<AppraisalOutcome> {
    let word = visit.field("outcome")?;
    ENDS.iter().find(|(known, ..)| *known == word).map(|(_, outcome, _)| *outcome)
}

fn again(visit: &Visit<'_>) -> Option<Date> {
    let number = |part: &str| visit.field(&format!("again.{part}"))?.trim().parse::<u16>().ok();
    Date::new(&format!("{:04}-{:02}-{:02}", number("year")?, number("month")?, number("day")?)).ok()
}

/// Takes it.
pub(crate) fn sent(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let refused = |field: &str, says: &str| {
        let main = ends(visit, &appraisal(visit)?, &[(field, says)]);
        Ok(visit.page("Error: How it ends", &main).refused())
    };
    let Some(outcome) = chosen(visit) else { return refused("outcome", "Choose start, not now or no.") };
    let ending =
        Ending { outcome, reason: visit.field("reason").unwrap_or_default().to_owned(), again: again(visit) };
    match end(visit.app.logs.place(), by(visit), &ending) {
        Ok(()) => {}
        Err(error) => {
            let field = match error {
                AppraisalError::Reason { .. } => "reason",
                AppraisalError::Again => "again",
                AppraisalError::NotBothHandedIn { .. }
                | AppraisalError::Refused { .. }
                | AppraisalError::Started { .. } => "outcome",
                other => return Err(other.into()),
            };
            return refused(field, &error.to_string());
        }
    }
    let appraisal = appraisal(visit)?;
    Ok(Answer::see_other(match appraisal.slug().filter(|_| appraisal.have_both_started()) {
        Some(slug) if visit.part("token").is_empty() => format!("/partnerships/{slug}"),
        _ => format!("{}/end", root(visit)),
    }))
}

/// Sets a rule aside.
pub(crate) fn set_aside_sent(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let (rule, reason) = (visit.field("rule").unwrap_or_default(), visit.field("reason").unwrap_or_default());
    match set_aside(visit.app.logs.place(), by(visit), rule, reason) {
        Ok(()) => Ok(Answer::see_other(format!("{}/compare", root(visit)))),
        Err(error @ (AppraisalError::Reason { .. } | AppraisalError::NotOpen { .. })) => {
            let main = compared(visit, &appraisal(visit)?, Some(&error.to_string()));
            Ok(visit.page("Error: Side by side", &main).refused())
        }
        Err(error) => Err(error.into()),
    }
}

/// Puts what was concluded on the record, where it is not yet.
pub(crate) fn record_sent(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let slug = put_on_record(visit.app.logs.place(), by(visit))?;
    Ok(Answer::see_other(format!("/partnerships/{slug}")))
}
