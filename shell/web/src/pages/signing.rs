//! The signature of a body's passkey, for the page's script: an intent is handed out as a challenge, and what the authenticator answers goes into
//! the record. Answers are JSON: what to ask the passkey next, where to go, or what is wrong.

use axum::http::StatusCode;
use commonweal_record::entry::Attest;
use commonweal_record::fact::{Fact, kind_of};
use commonweal_service::access::passkey::Challenge;
use commonweal_service::record::policy::Relation;
use commonweal_service::record::{Acting, REGISTER, RecordError, Statement};
use serde_json::json;

use super::attest;
use crate::answer::Answer;
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

/// The first half of an exchange with an authenticator.
pub(crate) fn options(challenge: &Challenge) -> Result<Answer, Problem> {
    let options: serde_json::Value = serde_json::from_str(&challenge.options).map_err(|_| Problem::Broken)?;
    Ok(Answer::json(&json!({ "ceremony": challenge.ceremony, "options": options })))
}

/// An answer for the page's script, which shows what is wrong beside the button. Whoever must sign in is led there.
pub(crate) fn for_script(answer: Result<Answer, Problem>) -> Result<Answer, Problem> {
    let problem = match answer {
        Err(Problem::SignIn) => return Err(Problem::SignIn),
        Err(problem) => problem,
        answered => return answered,
    };
    let (says, status) = match &problem {
        Problem::Record(error) if matches!(**error, RecordError::TooLate { .. }) => {
            let says = "Somebody recorded something at the same moment. Press the button again.";
            (says.to_owned(), StatusCode::CONFLICT)
        }
        other => (words::sentence(&other.to_string()), problem.status()),
    };
    Ok(Answer::json(&json!({ "error": says })).with_status(status))
}

/// What is wrong with what was typed, for the page's script.
pub(crate) fn wrong(says: &str) -> Answer {
    Answer::json(&json!({ "error": words::sentence(says) })).refused()
}

/// Where to go, for the page's script.
pub(crate) fn go(to: &str) -> Answer {
    Answer::json(&json!({ "go": to }))
}

/// Asks a passkey of the body for its signature under a statement.
///
/// # Errors
/// [`Problem::Record`] where the person may not say so, and what people and access say.
pub(crate) fn ask(
    visit: &Visit<'_>,
    acting: &Acting,
    slug: &str,
    statement: &Statement,
) -> Result<Answer, Problem> {
    let (intent, valid) = visit.app.logs.work(slug, |log| {
        log.authorise(&statement.fact, &statement.body, acting.role, Relation::Own)?;
        Ok((log.intent(statement, Attest::Body)?, log.view().log.valid_keys(&statement.body)))
    })?;
    options(&visit.app.access.begin_signing(visit.signed_in()?, slug, &intent, &valid)?)
}

/// Records what was signed.
pub(crate) fn finish(visit: &Visit<'_>) -> Result<Answer, Problem> {
    for_script(finished(visit))
}

fn finished(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let person = visit.signed_in()?;
    let (ceremony, response) =
        (visit.field("ceremony").unwrap_or_default(), visit.field("response").unwrap_or_default());
    let signed = visit.app.access.finish_signing(person, ceremony, response)?;
    let intent = &signed.intent.intent;
    let fact = Fact::from_payload(&intent.kind, intent.schema, &intent.payload).map_err(RecordError::from)?;
    let acting = acting(visit, intent.body.as_str())?;
    let slug = signed.log;
    let recorded = visit.app.logs.work(&slug, |log| {
        log.authorise(&fact, &acting.body, acting.role, Relation::Own)?;
        log.submit(signed.intent)
    })?;
    if matches!(fact, Fact::KeyAdded(_) | Fact::KeyRevoked(_)) {
        note(visit, &slug, acting, &fact)?;
        return spread(visit, acting, &fact);
    }
    let kind = kind_of(fact.kind()).ok_or(Problem::Broken)?;
    attest::drafts::discard_in(visit, &slug, kind)?;
    Ok(go(&attest::shown_in(&slug, kind.which, recorded.receipt.seq)))
}

/// Brings the adding or revoking of a key into every log that it has not reached: on the officer's word where the body has no key yet, else
/// with a signature for each log.
///
/// # Errors
/// As for [`ask`].
pub(crate) fn spread(visit: &Visit<'_>, acting: &Acting, fact: &Fact) -> Result<Answer, Problem> {
    let (logs, body) = (&visit.app.logs, &acting.body);
    let left = match fact {
        Fact::KeyAdded(added) => logs.without_key(body, added.key_id)?,
        Fact::KeyRevoked(revoked) => logs.with_key(body, revoked.key_id)?,
        _ => Vec::new(),
    };
    for slug in left {
        let said = logs.place().statement(body, fact.clone())?;
        let statement = Statement { actor: Some(acting.subject), ..said };
        if logs.look(&slug, |log| log.needs_key_of(fact.kind(), body))? {
            return ask(visit, acting, &slug, &statement);
        }
        let host = &logs.place().host()?.key;
        logs.work(&slug, |log| log.attest_as(&statement, acting, host))?;
        note(visit, &slug, acting, fact)?;
    }
    Ok(go(&format!("/bodies/{body}/keys")))
}

/// Notes in the audit who added or revoked a key, once, where the register says so.
fn note(visit: &Visit<'_>, slug: &str, acting: &Acting, fact: &Fact) -> Result<(), Problem> {
    let (person, body) = (visit.signed_in()?, &acting.body);
    match fact {
        Fact::KeyAdded(_) if slug == REGISTER => visit.app.access.note_body_key_added(person, body)?,
        Fact::KeyRevoked(revoked) if slug == REGISTER => {
            visit.app.access.note_body_key_revoked(person, body, revoked.key_id)?;
        }
        _ => {}
    }
    Ok(())
}

/// As what the person acts for a body.
///
/// # Errors
/// [`Problem::NotFound`] for somebody who does not belong to it.
pub(crate) fn acting<'v>(visit: &'v Visit<'_>, body: &str) -> Result<&'v Acting, Problem> {
    let all = visit.person.as_ref().map(|person| person.acting.as_slice()).unwrap_or_default();
    all.iter().find(|acting| acting.body.as_str() == body).ok_or(Problem::NotFound)
}
