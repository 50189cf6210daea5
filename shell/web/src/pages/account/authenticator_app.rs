//! Setting up an authenticator app.

use commonweal_service::access::{AccessError, SecretText};
use maud::{Markup, html};

use super::codes_page;
use crate::answer::Answer;
use crate::component::{Field, button, error_summary, inset};
use crate::problem::Problem;
use crate::visit::Visit;

/// Shows a new secret and asks for the code that follows from it.
pub(crate) fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    Ok(visit.page("Set up an authenticator app", &form(visit, None)?))
}

fn form(visit: &Visit<'_>, error: Option<&str>) -> Result<Markup, Problem> {
    let secret = visit.app.access.begin_authenticator_app(visit.token().unwrap_or_default())?;
    let errors: Vec<(&str, &str)> = error.map(|text| ("code", text)).into_iter().collect();
    Ok(html! {
        (error_summary(&errors))
        h1 class="govuk-heading-l" { "Set up an authenticator app" }
        p class="govuk-body" { "Nobody works here with a password alone. In your authenticator app, add an account by typing this key, or open the link on the phone that has the app." }
        (inset(&html! {
            p class="cw-hash" id="secret" { (secret.base32.reveal()) }
            p { a class="govuk-link" href=(secret.address.reveal()) { "Open in the authenticator app" } }
        }))
        form method="post" action="/account/authenticator-app" novalidate {
            (Field { name: "code", label: "Code that the app shows", hint: None, kind: "text", autocomplete: "one-time-code", value: "", error }.render())
            (button("Confirm"))
        }
    })
}

/// Takes the code; the first second factor comes with recovery codes.
pub(crate) fn submit(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let code: String = visit.field("code").unwrap_or_default().split_whitespace().collect();
    match visit.app.access.finish_authenticator_app(visit.token().unwrap_or_default(), &code) {
        Ok(enrolled) if enrolled.recovery_codes.is_empty() => {
            Ok(Answer::signed_in("/account".to_owned(), &enrolled.signed_in.token))
        }
        Ok(enrolled) => {
            let codes: Vec<&str> = enrolled.recovery_codes.iter().map(SecretText::reveal).collect();
            Ok(visit.page("Your recovery codes", &codes_page(&codes)).with_session(&enrolled.signed_in.token))
        }
        Err(error @ (AccessError::WrongCode | AccessError::Wait { .. } | AccessError::CeremonyGone)) => {
            Ok(visit
                .page("Error: Set up an authenticator app", &form(visit, Some(&error.to_string()))?)
                .refused())
        }
        Err(error) => Err(error.into()),
    }
}
