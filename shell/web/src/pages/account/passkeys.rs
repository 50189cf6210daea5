//! Passkeys: the two halves of each ceremony, for the page's script. Answers are JSON: options, or where to go, or what is wrong.

use commonweal_service::access::AccessError;
use commonweal_service::access::passkey::Challenge;
use commonweal_service::access::sign_in::SignedIn;
use serde_json::json;

use super::super::sign_in::after;
use crate::answer::Answer;
use crate::problem::Problem;
use crate::session;
use crate::visit::Visit;

fn options(challenge: Result<Challenge, AccessError>) -> Result<Answer, Problem> {
    match challenge {
        Ok(challenge) => {
            let options: serde_json::Value =
                serde_json::from_str(&challenge.options).map_err(|_| Problem::Broken)?;
            Ok(Answer::json(&json!({ "ceremony": challenge.ceremony, "options": options })))
        }
        Err(error) => Ok(wrong(&error)),
    }
}

fn wrong(error: &AccessError) -> Answer {
    Answer::json(&json!({ "error": error.to_string() })).refused()
}

fn go(visit: &Visit<'_>, signed_in: Result<SignedIn, AccessError>) -> Answer {
    match signed_in {
        Ok(signed_in) => {
            let to = after(signed_in.step.as_ref(), session::next(visit.field("next")));
            Answer::json(&json!({ "go": to })).with_session(&signed_in.token)
        }
        Err(error) => wrong(&error),
    }
}

fn answered<'v>(visit: &'v Visit<'_>) -> (&'v str, &'v str) {
    (visit.field("ceremony").unwrap_or_default(), visit.field("response").unwrap_or_default())
}

/// Begins to sign in with a passkey alone.
pub(crate) fn begin_sign_in(visit: &Visit<'_>) -> Result<Answer, Problem> {
    options(visit.app.access.begin_passkey_sign_in(&visit.client))
}

/// Signs in with it.
pub(crate) fn finish_sign_in(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let (ceremony, response) = answered(visit);
    Ok(go(visit, visit.app.access.finish_passkey_sign_in(ceremony, response, &visit.client)))
}

/// Begins to confirm with a passkey after a password.
pub(crate) fn begin_confirm(visit: &Visit<'_>) -> Result<Answer, Problem> {
    options(visit.app.access.begin_confirmation(visit.token().unwrap_or_default()))
}

/// Confirms with it.
pub(crate) fn finish_confirm(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let (ceremony, response) = answered(visit);
    Ok(go(visit, visit.app.access.finish_confirmation(visit.token().unwrap_or_default(), ceremony, response)))
}

/// Begins to add a passkey.
pub(crate) fn begin_add(visit: &Visit<'_>) -> Result<Answer, Problem> {
    options(visit.app.access.begin_passkey(visit.token().unwrap_or_default()))
}

/// Adds it.
pub(crate) fn finish_add(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let (ceremony, response) = answered(visit);
    let name = visit.field("name").unwrap_or_default();
    match visit.app.access.finish_passkey(visit.token().unwrap_or_default(), ceremony, response, name) {
        Ok(enrolled) => {
            Ok(Answer::json(&json!({ "go": "/account" })).with_session(&enrolled.signed_in.token))
        }
        Err(error) => Ok(wrong(&error)),
    }
}

/// Removes one.
pub(crate) fn remove(visit: &Visit<'_>) -> Result<Answer, Problem> {
    visit
        .app
        .access
        .remove_passkey(visit.token().unwrap_or_default(), visit.field("id").unwrap_or_default())?;
    Ok(Answer::see_other("/account".to_owned()))
}
