//! The people of a body: for its officers, who invite, reset and close.

use commonweal_record::entry::{BodyId, SubjectId};
use commonweal_service::access::{AccountState, Actor, Grant, Membership, Notice, role_word};
use commonweal_service::record::policy::Role;
use maud::{Markup, html};

use super::shared;
use crate::answer::Answer;
use crate::component::{Column, Field, button, button_form, empty, error_summary, inset, table};
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

/// Who belongs to a body, and who is invited.
pub(crate) fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let body = body(visit)?;
    Ok(visit.page("People", &people(visit, &body, None, "", None)?))
}

fn body(visit: &Visit<'_>) -> Result<BodyId, Problem> {
    visit.part("body").parse().map_err(|_| Problem::NotFound)
}

fn people(
    visit: &Visit<'_>,
    body: &BodyId,
    notice: Option<&Notice>,
    email: &str,
    error: Option<&str>,
) -> Result<Markup, Problem> {
    let actor = Actor::Person(visit.signed_in()?);
    let accounts = visit.app.access.people(actor, Some(body))?;
    let name = shared::registered_name(visit, body)?;
    let root = format!("/bodies/{body}/people");
    let rows = accounts.iter().map(|account| {
        let subject = account.subject.to_string();
        vec![
            html! { (account.name.as_str()) },
            html! { (account.email.as_str()) },
            html! { (words::capital(role_word(account.role_in(body)))) },
            html! {
                @if account.state == AccountState::Active {
                    (button_form(&format!("{root}/reset"), &[("subject", &subject)], "Reset sign-in"))
                    (button_form(&format!("{root}/end"), &[("subject", &subject)], "End membership"))
                } @else { "Closed" }
            },
        ]
    });
    let errors: Vec<(&str, &str)> = error.map(|text| ("email", text)).into_iter().collect();
    Ok(html! {
        (error_summary(&errors))
        h1 class="govuk-heading-l" { "People of " (name) }
        p class="govuk-body" { a class="govuk-link" href={ "/bodies/" (body) "/keys" } { "Keys of the body" } }
        @if let Some(notice) = notice { (link(notice, visit)) }
        @if accounts.is_empty() { (empty("Nobody has an account yet.", html! { "Invite the first below." })) }
        @else { (table("People", &[Column::Text("Name"), Column::Text("E-mail address"), Column::Text("Role"), Column::Text("Action")], rows)) }
        h2 class="govuk-heading-m" { "Invite somebody" }
        form method="post" action=(root) novalidate {
            (Field { name: "email", label: "E-mail address", hint: None, kind: "email", autocomplete: "off", value: email, error }.render())
            fieldset class="govuk-fieldset govuk-form-group" {
                legend class="govuk-fieldset__legend govuk-fieldset__legend--s" { "Role" }
                div class="govuk-radios" {
                    @for (value, label, hint) in ROLES {
                        div class="govuk-radios__item" {
                            input class="govuk-radios__input" type="radio" name="role" id={ "role-" (value) } value=(value) checked[value == "member"];
                            label class="govuk-label govuk-radios__label" for={ "role-" (value) } { (label) }
                            div class="govuk-hint govuk-radios__hint" { (hint) }
                        }
                    }
                }
            }
            (button("Make the invitation"))
        }
    })
}

const ROLES: [(&str, &str, &str); 3] = [
    ("member", "Member", "Takes part: meetings, interests, risks, promises, lessons."),
    ("lead", "Lead", "Also drafts agreements and puts decisions to the partners."),
    ("officer", "Officer", "Also binds the body: joins, signs, votes, keeps its keys and its people."),
];

/// The link, to be handed over; there is no mail server behind this.
fn link(notice: &Notice, visit: &Visit<'_>) -> Markup {
    inset(&html! {
        p { "Hand this link to " strong { (notice.to.as_str()) } ", by a way that reaches that person alone. It works once, until " (words::day(notice.until)) "." }
        p class="cw-hash" id="link" { (visit.app.address) (notice.path.reveal()) }
    })
}

/// Makes an invitation.
pub(crate) fn invite(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let body = body(visit)?;
    let email = visit.field("email").unwrap_or_default();
    let role = match visit.field("role") {
        Some("officer") => Role::Officer,
        Some("lead") => Role::Lead,
        _ => Role::Member,
    };
    let address = match email.parse() {
        Ok(address) => address,
        Err(error) => {
            let text = commonweal_service::access::account::AccountError::to_string(&error);
            return Ok(visit
                .page("Error: People", &people(visit, &body, None, email, Some(&text))?)
                .refused());
        }
    };
    let grant = Grant::Membership(Membership { body: body.clone(), role });
    let notice = visit.app.access.invite(Actor::Person(visit.signed_in()?), address, grant)?;
    Ok(visit.page("People", &people(visit, &body, Some(&notice), "", None)?))
}

fn subject(visit: &Visit<'_>) -> Result<SubjectId, Problem> {
    visit.field("subject").and_then(|subject| subject.parse().ok()).ok_or(Problem::NotFound)
}

/// Makes a reset link.
pub(crate) fn reset(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let body = body(visit)?;
    let notice = visit.app.access.make_reset(Actor::Person(visit.signed_in()?), subject(visit)?)?;
    Ok(visit.page("People", &people(visit, &body, Some(&notice), "", None)?))
}

/// Ends somebody's membership.
pub(crate) fn end(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let body = body(visit)?;
    visit.app.access.end_membership(Actor::Person(visit.signed_in()?), subject(visit)?, &body)?;
    Ok(Answer::see_other(format!("/bodies/{body}/people")))
}
