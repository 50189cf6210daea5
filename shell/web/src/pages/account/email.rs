//! Changing the address by which one signs in.

use commonweal_service::access::AccessError;
use maud::{Markup, html};

use crate::answer::Answer;
use crate::component::{Field, button, error_summary};
use crate::problem::Problem;
use crate::visit::Visit;

const PROOF: &str = "So that nobody else changes it: your password, or the six digits that your authenticator app shows now. Leave it empty if you have passkeys alone.";

/// Asks for the new address.
pub(crate) fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let email = visit.signed_in()?.account.email.to_string();
    Ok(visit.page("Change your e-mail address", &form(&email, &[])))
}

fn form(email: &str, errors: &[(&str, &str)]) -> Markup {
    let of = |field: &str| errors.iter().find(|(name, _)| *name == field).map(|(_, text)| *text);
    html! {
        (error_summary(errors))
        h1 class="govuk-heading-l" { "Change your e-mail address" }
        p class="govuk-body" { "You sign in with it. Every other session of yours ends." }
        form method="post" action="/account/email" novalidate {
            (Field { name: "email", label: "New e-mail address", hint: None, kind: "email", autocomplete: "email", value: email, error: of("email") }.render())
            (Field { name: "proof", label: "Password or code", hint: Some(PROOF), kind: "password", autocomplete: "current-password", value: "", error: of("proof") }.render())
            (button("Change it"))
        }
    }
}

/// Takes it.
pub(crate) fn submit(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let (email, proof) = (visit.field("email").unwrap_or_default(), visit.field("proof").unwrap_or_default());
    let (field, error) = match visit.app.access.change_email(visit.token().unwrap_or_default(), email, proof)
    {
        Ok(_) => return Ok(Answer::see_other("/account".to_owned())),
        Err(error @ (AccessError::Account(_) | AccessError::EmailTaken)) => ("email", error),
        Err(error @ (AccessError::WrongProof | AccessError::Wait { .. })) => ("proof", error),
        Err(error) => return Err(error.into()),
    };
    let page = form(email, &[(field, &error.to_string())]);
    Ok(visit.page("Error: Change your e-mail address", &page).refused())
}
