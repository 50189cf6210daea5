//! Accepting an invitation, and setting a new password with a reset link.

use commonweal_service::access::account::AccountError;
use commonweal_service::access::invitation::Invitation;
use commonweal_service::access::{AccessError, Grant, Person, role_word};
use maud::{Markup, html};

use super::shared;
use super::sign_in::after;
use crate::answer::Answer;
use crate::component::{Field, button, button_form, error_summary, inset};
use crate::problem::Problem;
use crate::visit::Visit;

const PASSWORD_HINT: &str = "At least 12 characters. Three or four words that nobody would guess do well.";

/// Asks for name and password; of whoever is signed in, only whether they accept.
pub(crate) fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let form = match visit.known() {
        Some(person) => form_for(visit, person)?,
        None => form(visit, "", &[])?,
    };
    Ok(visit.page("Accept the invitation", &form))
}

/// What the invitation gives, in words.
fn granted(visit: &Visit<'_>, invitation: &Invitation) -> Result<String, Problem> {
    Ok(match &invitation.grant {
        Grant::Membership(membership) => {
            let body = shared::registered_name(visit, &membership.body)?;
            format!("{} of {body}", role_word(membership.role))
        }
        Grant::Host => "host of this place".to_owned(),
    })
}

/// For somebody who has an account: one more body.
fn form_for(visit: &Visit<'_>, person: &Person) -> Result<Markup, Problem> {
    let token = visit.part("token");
    let invitation = visit.app.access.invitation(token)?;
    let is_theirs = invitation.email.is_same_as(&person.account.email);
    Ok(html! {
        h1 class="govuk-heading-l" { "Accept the invitation" }
        (inset(&html! { "For " strong { (invitation.email.as_str()) } ", as " (granted(visit, &invitation)?) "." }))
        @if is_theirs {
            p class="govuk-body" { "You are signed in as " (person.account.name.as_str()) ". You will belong to this body as well, and say in each form for whom you act." }
            (button_form(&format!("/invitation/{token}"), &[], "Accept as the person you are signed in as"))
        } @else {
            p class="govuk-body" { "You are signed in as somebody else, " (person.account.email.as_str()) ". Sign out first, or hand the link to whom it is for." }
            (button_form("/sign-out", &[], "Sign out"))
        }
    })
}

fn form(visit: &Visit<'_>, name: &str, errors: &[(&str, &str)]) -> Result<Markup, Problem> {
    let token = visit.part("token");
    let invitation = visit.app.access.invitation(token)?;
    let of = |field: &str| errors.iter().find(|(name, _)| *name == field).map(|(_, text)| *text);
    Ok(html! {
        (error_summary(errors))
        h1 class="govuk-heading-l" { "Accept the invitation" }
        (inset(&html! { "For " strong { (invitation.email.as_str()) } ", as " (granted(visit, &invitation)?) "." }))
        p class="govuk-body" { "You have an account already? " a class="govuk-link" href={ "/sign-in?next=/invitation/" (token) } { "Sign in first" } "." }
        form method="post" action={ "/invitation/" (token) } novalidate {
            (Field { name: "name", label: "Your name", hint: Some("As colleagues know you. It is kept beside the record, never in it."), kind: "text", autocomplete: "name", value: name, error: of("name") }.render())
            (Field { name: "password", label: "Choose a password", hint: Some(PASSWORD_HINT), kind: "password", autocomplete: "new-password", value: "", error: of("password") }.render())
            (button("Accept"))
        }
    })
}

/// Takes them; a second factor comes next.
pub(crate) fn accept(visit: &Visit<'_>) -> Result<Answer, Problem> {
    if let Some(person) = visit.known() {
        visit.app.access.accept_as(visit.part("token"), person)?;
        return Ok(Answer::see_other("/".to_owned()));
    }
    let (name, password) =
        (visit.field("name").unwrap_or_default(), visit.field("password").unwrap_or_default());
    let field = match visit.app.access.accept(visit.part("token"), name, password) {
        Ok(signed_in) => return Ok(Answer::signed_in(after(signed_in.step.as_ref(), "/"), &signed_in.token)),
        Err(AccessError::Account(error @ AccountError::Name)) => ("name", error.to_string()),
        Err(AccessError::Password(error)) => ("password", error.to_string()),
        Err(error) => return Err(error.into()),
    };
    Ok(visit.page("Error: Accept the invitation", &form(visit, name, &[(field.0, &field.1)])?).refused())
}

/// Asks for a new password.
pub(crate) fn reset_page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    Ok(visit.page("Set a new password", &reset_form(visit, None)?))
}

fn reset_form(visit: &Visit<'_>, error: Option<&str>) -> Result<Markup, Problem> {
    let token = visit.part("token");
    let email = visit.app.access.reset(token)?;
    let errors: Vec<(&str, &str)> = error.map(|text| ("password", text)).into_iter().collect();
    Ok(html! {
        (error_summary(&errors))
        h1 class="govuk-heading-l" { "Set a new password" }
        (inset(&html! { "For " strong { (email.as_str()) } ". Every session ends, and you set up a second factor anew." }))
        form method="post" action={ "/reset/" (token) } novalidate {
            (Field { name: "password", label: "New password", hint: Some(PASSWORD_HINT), kind: "password", autocomplete: "new-password", value: "", error }.render())
            (button("Set it"))
        }
    })
}

/// Takes it.
pub(crate) fn reset(visit: &Visit<'_>) -> Result<Answer, Problem> {
    match visit.app.access.use_reset(visit.part("token"), visit.field("password").unwrap_or_default()) {
        Ok(signed_in) => Ok(Answer::signed_in(after(signed_in.step.as_ref(), "/"), &signed_in.token)),
        Err(AccessError::Password(error)) => Ok(visit
            .page("Error: Set a new password", &reset_form(visit, Some(&error.to_string()))?)
            .refused()),
        Err(error) => Err(error.into()),
    }
}
