//! The list of tasks of a side: what is to be answered, what was, and what comes next.

use commonweal_appraise::questionnaire::{Asks, Progress, Section, missing, progress};
use commonweal_appraise::side_by_side::Side;
use commonweal_service::appraisal::document::outcome_word;
use commonweal_service::appraisal::withdrawing::withdraw;
use commonweal_service::appraisal::{Appraisal, AppraisalError, answering};
use maud::{Markup, html};

use super::{about, appraisal, by, link, root};
use crate::answer::Answer;
use crate::component::{Colour, button_form, details, form_errors, inset, tag};
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

/// The tasks.
pub(crate) fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    Ok(visit.page("Appraisal", &tasks(visit, &appraisal(visit)?, None, None)))
}

/// The page, with a link that was made just now or with what is wrong.
pub(super) fn tasks(
    visit: &Visit<'_>,
    appraisal: &Appraisal,
    made: Option<&Markup>,
    wrong: Option<&str>,
) -> Markup {
    let other = &appraisal.other().name;
    html! {
        @if let Some(wrong) = wrong { (form_errors([("", wrong)])) }
        span class="govuk-caption-l" { "Appraisal for " (appraisal.own().name) }
        h1 class="govuk-heading-l" { "Should you work with " (other) "?" }
        (about(appraisal))
        @if let Some(made) = made { (made) }
        (state(visit, appraisal))
        @if appraisal.own().handed_in.is_none() {
            p class="govuk-body" { "Answer for your own body. " (other) " answers the same questions on its own, and neither sees the other's answers before both have handed in. What you save is kept; anybody of your body can go on with it." }
        }
        @let asks_first = appraisal.side == Side::Asking && appraisal.link().is_none();
        @if asks_first { (link::panel(visit, appraisal)) }
        (sections(visit, appraisal))
        (hand_in(visit, appraisal))
        @if !asks_first { (link::panel(visit, appraisal)) }
        @if appraisal.can_be_taken_back() && visit.part("token").is_empty() {
            (details("Opened by mistake?", &html! {
                p { "While " (other) " has answered nothing, a lead of your body can take the appraisal back. It is then gone for both, with what you have answered, and is on no record." }
                (button_form(&format!("{}/withdraw", root(visit)), &[], "Take this appraisal back"))
            }))
        }
        @if appraisal.own().end.is_none() && appraisal.both().is_none() {
            h2 class="govuk-heading-m" { "Saying no" }
            p class="govuk-body" {
                "'No' and 'not now' are good answers when they are true, and you need not answer everything first. "
                a class="govuk-link" href={ (root(visit)) "/end" } { "Say how it ends" } "."
            }
        } @else if appraisal.own().end.is_some() {
            p class="govuk-body" { a class="govuk-link" href={ (root(visit)) "/end" } { "How it ended" } }
        }
    }
}

/// Where both sides are.
fn state(visit: &Visit<'_>, appraisal: &Appraisal) -> Markup {
    html! {
        div class="cw-sides" {
            @for side in Side::BOTH {
                @let party = appraisal.party(side);
                p class="govuk-body" {
                    strong { (party.name) } @if side == appraisal.side { " (you)" } ": "
                    @match (&party.end, party.handed_in) {
                        (Some(end), _) => {
                            (tag(Colour::Blue, outcome_word(end.outcome)))
                            @if end.entry.is_none() && side == appraisal.side { " " (tag(Colour::Yellow, "Not on the record yet")) }
                        },
                        (_, Some(at)) => { (tag(Colour::Green, "Handed in")) " " (words::day(at)) },
                        _ => (tag(Colour::Grey, "Answering")),
                    }
                }
            }
        }
        @if appraisal.both().is_some() {
            div class="govuk-button-group" {
                a class="govuk-button" role="button" draggable="false" href={ (root(visit)) "/compare" } { "Read the answers side by side" }
                a class="govuk-link" href={ (root(visit)) "/options" } { "Weigh the options" }
                @if appraisal.own().end.is_none() { a class="govuk-link" href={ (root(visit)) "/end" } { "Say how it ends" } }
            }
        }
        @if let Some(slug) = appraisal.slug() {
            p class="govuk-body" { a class="govuk-link" href={ "/partnerships/" (slug) } { "The proposed partnership" } }
        }
    }
}

fn sections(visit: &Visit<'_>, appraisal: &Appraisal) -> Markup {
    html! {
        h2 class="govuk-heading-m" { "Questions" }
        ul class="govuk-task-list" {
            @for section in Section::ALL {
                @let id = format!("{}-status", section.word());
                li class="govuk-task-list__item govuk-task-list__item--with-link" {
                    div class="govuk-task-list__name-and-hint" {
                        a class="govuk-link govuk-task-list__link" href={ (root(visit)) "/questions/" (section.word()) } aria-describedby=(id) { (section.title()) }
                        @if section.asks() == Asks::EachRespondent {
                            div class="govuk-task-list__hint" { "Answered by several of your people: " (words::count(appraisal.respondents().len(), "respondent", "respondents")) " so far" }
                        }
                    }
                    div class="govuk-task-list__status" id=(id) { (status(progress(section, appraisal.answers(), appraisal.respondents()), section)) }
                }
            }
        }
    }
}

fn status(progress: Progress, section: Section) -> Markup {
    match progress {
        Progress::Done => html! { "Completed" },
        Progress::Begun => tag(Colour::Blue, "In progress"),
        Progress::NotStarted if section == Section::Assumptions => html! { "Optional" },
        Progress::NotStarted => tag(Colour::Grey, "Not started"),
    }
}

fn hand_in(visit: &Visit<'_>, appraisal: &Appraisal) -> Markup {
    let open = missing(appraisal.answers(), appraisal.respondents()).len();
    html! {
        @if appraisal.own().handed_in.is_none() {
            h2 class="govuk-heading-m" { "Hand in" }
            @if open > 0 {
                p class="govuk-body" { (words::count(open, "question", "questions")) " still to answer before you hand in." }
            } @else {
                p class="govuk-body" { "Everything is answered. Once you hand in, your answers stay as they are." }
                (button_form(&format!("{}/hand-in", root(visit)), &[], "Hand in your answers"))
            }
        } @else if appraisal.both().is_none() {
            (inset(&html! { "You have handed in. " (appraisal.other().name) " has not yet; the answers are laid side by side once it has." }))
        }
    }
}

/// Takes it back.
pub(crate) fn withdraw_sent(visit: &Visit<'_>) -> Result<Answer, Problem> {
    match withdraw(visit.app.logs.place(), by(visit)) {
        Ok(()) => Ok(Answer::see_other("/appraisals".to_owned())),
        Err(error @ AppraisalError::NotTakenBack { .. }) => {
            let main = tasks(visit, &appraisal(visit)?, None, Some(&error.to_string()));
            Ok(visit.page("Error: Appraisal", &main).refused())
        }
        Err(error) => Err(error.into()),
    }
}

/// Hands in.
pub(crate) fn hand_in_sent(visit: &Visit<'_>) -> Result<Answer, Problem> {
    match answering::hand_in(visit.app.logs.place(), by(visit)) {
        Ok(()) => Ok(Answer::see_other(root(visit))),
        Err(error @ (AppraisalError::Missing { .. } | AppraisalError::HandedIn { .. })) => {
            let main = tasks(visit, &appraisal(visit)?, None, Some(&error.to_string()));
            Ok(visit.page("Error: Appraisal", &main).refused())
        }
        Err(error) => Err(error.into()),
    }
}
