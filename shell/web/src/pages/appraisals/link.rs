//! Handing the appraisal over to a body that has no account here, and taking a side over with one.

use commonweal_appraise::side_by_side::Side;
use commonweal_service::appraisal::{Appraisal, AppraisalError, link};
use maud::{Markup, html};

use super::tasks::tasks;
use super::{appraisal, by, root};
use crate::answer::Answer;
use crate::component::{button_form, inset};
use crate::pages::shared::registered_name;
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

/// What stands in the list of tasks about how the other side answers, or how one goes on with an account.
pub(super) fn panel(visit: &Visit<'_>, appraisal: &Appraisal) -> Markup {
    let other = appraisal.other();
    html! {
        @if appraisal.side == Side::Asking && other.body.is_none() && other.handed_in.is_none() {
            h2 class="govuk-heading-m" { "Ask " (other.name) }
            p class="govuk-body" { (other.name) " has no account here. Make a link and hand it over by a way that reaches that body alone, such as a letter to its chief executive. Whoever has it can answer for that body, in this appraisal and nowhere else." }
            @if let Some(link) = appraisal.link() {
                p class="govuk-body" { "A link is good until " (words::day(link.until)) ". A new one takes its place." }
            }
            (button_form(&format!("{}/link", root(visit)), &[], if appraisal.link().is_some() { "Make a new link" } else { "Make the link" }))
            @if appraisal.link().is_some() { (button_form(&format!("{}/link/revoke", root(visit)), &[], "Revoke the link")) }
        } @else if let Some(body) = other.body.as_ref().filter(|_| appraisal.side == Side::Asking) {
            @let called = registered_name(visit, body).unwrap_or_else(|_| body.to_string());
            h2 class="govuk-heading-m" { "Who answers for " (other.name) }
            p class="govuk-body" { "People with accounts of " strong { (called) } ", who find this appraisal on their first page." }
        } @else if !visit.part("token").is_empty() {
            (with_account(visit, appraisal))
        }
    }
}

/// For whoever came by the link.
fn with_account(visit: &Visit<'_>, appraisal: &Appraisal) -> Markup {
    let acting = visit.person.as_ref().and_then(|person| person.acting.first());
    html! {
        h2 class="govuk-heading-m" { "With an account" }
        @match acting {
            Some(acting) => {
                @let name = registered_name(visit, &acting.body).unwrap_or_else(|_| acting.body.to_string());
                p class="govuk-body" { "You are signed in for " strong { (name) } ". If that is " (appraisal.own().name) ", take this side over: you go on with your account, what you conclude goes on the record, and the link ends." }
                (button_form(&format!("{}/take-over", root(visit)), &[], &format!("Go on for {name}")))
            },
            None => p class="govuk-body" {
                "With this link you can answer, read both sides' answers and say how it ends. What goes on a record in the name of a body takes somebody with an account of it: whoever runs this place makes one. Then open this link again and "
                a class="govuk-link" href={ "/sign-in?next=" (root(visit)) } { "sign in" } "."
            },
        }
    }
}

/// Makes the link and shows it, once.
pub(crate) fn make(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let made = match link::make(visit.app.logs.place(), by(visit)) {
        Ok(made) => made,
        Err(error @ AppraisalError::Taken { .. }) => {
            let main = tasks(visit, &appraisal(visit)?, None, Some(&error.to_string()));
            return Ok(visit.page("Error: Appraisal", &main).refused());
        }
        Err(error) => return Err(error.into()),
    };
    let appraisal = appraisal(visit)?;
    let shown = inset(&html! {
        p role="status" { "Hand this link to " strong { (appraisal.other().name) } ". It is shown this once, and is good until " (words::day(made.until)) "." }
        p class="cw-hash" id="link" { (visit.app.address) (made.path.reveal()) }
    });
    Ok(visit.page("Appraisal", &tasks(visit, &appraisal, Some(&shown), None)))
}

/// Revokes it.
pub(crate) fn revoke(visit: &Visit<'_>) -> Result<Answer, Problem> {
    link::revoke(visit.app.logs.place(), by(visit))?;
    Ok(Answer::see_other(root(visit)))
}

/// Takes the side over for the body for which whoever is signed in acts.
pub(crate) fn take_over(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let acting = visit.person.as_ref().and_then(|person| person.acting.first()).ok_or(Problem::SignIn)?;
    let id = link::take_over(visit.app.logs.place(), visit.part("token"), acting)?;
    Ok(Answer::see_other(format!("/appraisals/{id}")))
}
