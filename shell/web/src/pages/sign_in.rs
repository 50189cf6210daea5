//! Signing in: a password and a second factor, or a passkey alone; and signing out.

use commonweal_service::access::{AccessError, Step, Way};
use maud::{Markup, html};

use crate::answer::Answer;
use crate::component::{Field, button, error_summary};
use crate::problem::Problem;
use crate::session;
use crate::visit::Visit;
use crate::words;

/// Asks for e-mail address and password.
pub(crate) fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    Ok(visit.page("Sign in", &form(visit, session::next(visit.asked("next")), "", None)))
}

fn form(visit: &Visit<'_>, next: &str, email: &str, error: Option<&str>) -> Markup {
    let errors: Vec<(&str, &str)> = error.map(|text| ("email", text)).into_iter().collect();
    html! {
        (error_summary(&errors))
        h1 class="govuk-heading-l" { "Sign in" }
        form method="post" action="/sign-in" novalidate {
            input type="hidden" name="next" value=(next);
            (Field { name: "email", label: "E-mail address", hint: None, kind: "email", autocomplete: "username", value: email, error }.render())
            (Field { name: "password", label: "Password", hint: None, kind: "password", autocomplete: "current-password", value: "", error: None }.render())
            (button("Continue"))
        }
        @if let Some(name) = visit.app.access.provider_name() {
            h2 class="govuk-heading-m" { "Or through your organisation" }
            p class="govuk-body" { a class="govuk-button govuk-button--secondary" role="button" draggable="false" href={ "/sign-in/provider?next=" (words::in_address(next)) } { "Sign in with " (name) } }
        }
        div data-passkey="sign-in" data-next=(next) hidden {
            h2 class="govuk-heading-m" { "Or use a passkey" }
            button type="button" class="govuk-button govuk-button--secondary" { "Sign in with a passkey" }
            p class="govuk-error-message" role="alert" {}
        }
        p class="govuk-body" { "No account? An officer of your body sends you an invitation. Lost your password? Ask them for a reset link." }
    }
}

/// Takes them.
pub(crate) fn submit(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let (email, password) =
        (visit.field("email").unwrap_or_default(), visit.field("password").unwrap_or_default());
    let next = session::next(visit.field("next"));
    match visit.app.access.sign_in(email, password, &visit.client) {
        Ok(signed_in) => Ok(Answer::signed_in(after(signed_in.step.as_ref(), next), &signed_in.token)),
        Err(error @ (AccessError::WrongCredentials | AccessError::Wait { .. } | AccessError::Crowded)) => {
            Ok(visit.page("Error: Sign in", &form(visit, next, email, Some(&error.to_string()))).refused())
        }
        Err(error) => Err(error.into()),
    }
}

/// Where a sign-in goes on.
pub(crate) fn after(step: Option<&Step>, next: &str) -> String {
    match step {
        None => next.to_owned(),
        Some(Step::SecondFactor(_)) => format!("/sign-in/confirm?next={}", words::in_address(next)),
        Some(Step::Enrol) => "/account/authenticator-app".to_owned(),
    }
}

/// Asks for the second factor.
pub(crate) fn confirm(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let next = session::next(visit.asked("next"));
    let Some(ways) = ways(visit) else { return Ok(Answer::see_other(next.to_owned())) };
    Ok(visit.page("Confirm that it is you", &confirm_form(&ways, next, None)))
}

fn ways(visit: &Visit<'_>) -> Option<Vec<Way>> {
    match &visit.unfinished()?.step {
        Step::SecondFactor(ways) => Some(ways.clone()),
        Step::Enrol => None,
    }
}

fn confirm_form(ways: &[Way], next: &str, error: Option<&str>) -> Markup {
    let errors: Vec<(&str, &str)> = error.map(|text| ("code", text)).into_iter().collect();
    let hint = "The six digits that your authenticator app shows now, or one of your recovery codes.";
    html! {
        (error_summary(&errors))
        h1 class="govuk-heading-l" { "Confirm that it is you" }
        @if ways.iter().any(|way| *way != Way::Passkey) {
            form method="post" action="/sign-in/confirm" novalidate {
                input type="hidden" name="next" value=(next);
                (Field { name: "code", label: "Code", hint: Some(hint), kind: "text", autocomplete: "one-time-code", value: "", error }.render())
                (button("Confirm"))
            }
        }
        @if ways.contains(&Way::Passkey) {
            div data-passkey="confirm" data-next=(next) hidden {
                button type="button" class="govuk-button govuk-button--secondary" { "Confirm with a passkey" }
                p class="govuk-error-message" role="alert" {}
            }
        }
    }
}

/// Takes the code; six digits are the app's, anything else a recovery code.
pub(crate) fn submit_confirm(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let next = session::next(visit.field("next"));
    let Some(ways) = ways(visit) else { return Ok(Answer::see_other(next.to_owned())) };
    let code: String = visit.field("code").unwrap_or_default().split_whitespace().collect();
    let token = visit.token().unwrap_or_default();
    let confirmed = if code.len() == 6 && code.bytes().all(|digit| digit.is_ascii_digit()) {
        visit.app.access.confirm_with_code(token, &code)
    } else {
        visit.app.access.confirm_with_recovery_code(token, &code)
    };
    match confirmed {
        Ok(signed_in) => Ok(Answer::signed_in(next.to_owned(), &signed_in.token)),
        Err(error @ (AccessError::WrongCode | AccessError::WrongRecoveryCode | AccessError::Wait { .. })) => {
            let page = confirm_form(&ways, next, Some(&error.to_string()));
            Ok(visit.page("Error: Confirm that it is you", &page).refused())
        }
        Err(error) => Err(error.into()),
    }
}

/// Ends the session.
pub(crate) fn sign_out(visit: &Visit<'_>) -> Result<Answer, Problem> {
    if let Some(token) = visit.token() {
        visit.app.access.sign_out(token)?;
    }
    Ok(Answer::signed_out("/"))
}
