//! Adding and revoking keys of a body; but for forgetting one, for the page's script.

use commonweal_record::entry::BodyId;
use commonweal_record::fact::kinds::log::{KeyAdded, KeyRevoked};
use commonweal_record::fact::{Fact, Sentence};
use commonweal_record::key::KeyId;
use commonweal_service::access::AccessError;
use commonweal_service::access::body_passkey::BodyPasskey;

use super::{body, registered};
use crate::answer::Answer;
use crate::pages::signing;
use crate::problem::Problem;
use crate::visit::Visit;

/// Begins to make a passkey.
pub(crate) fn begin(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let begun = || {
        let body = body(visit)?;
        let called = registered(visit, &body)?.name;
        let challenge = visit.app.access.begin_body_passkey(visit.signed_in()?, &body, &called)?;
        signing::options(&challenge)
    };
    signing::for_script(begun())
}

/// Keeps it, and brings it into the record.
pub(crate) fn finish(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let finished = || {
        let body = body(visit)?;
        let field = |name| visit.field(name).unwrap_or_default();
        let (ceremony, response, name) = (field("ceremony"), field("response"), field("name"));
        let person = visit.signed_in()?;
        let own = visit.app.access.finish_body_passkey(person, &body, ceremony, response, name)?;
        brought_in(visit, &body, own)
    };
    signing::for_script(finished())
}

/// Brings a passkey into the logs that it has not reached.
pub(crate) fn spread(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let spread = || {
        let (body, id) = (body(visit)?, key(visit)?);
        let own = visit.app.access.body_passkeys(&body)?.into_iter().find(|own| own.passkey.id() == id);
        brought_in(visit, &body, own.ok_or(AccessError::Gone { what: "passkey" })?)
    };
    signing::for_script(spread())
}

/// An officer who signed with a key in a file has one more log to go, or none.
fn brought_in(visit: &Visit<'_>, body: &BodyId, own: BodyPasskey) -> Result<Answer, Problem> {
    let acting = signing::acting(visit, body.as_str())?;
    let fact = Fact::from(KeyAdded::new(&own.passkey.into(), body.clone()));
    match signing::spread(visit, acting, &fact) {
        Err(Problem::Access(error)) if matches!(*error, AccessError::NoBodyPasskey { .. }) => {
            Ok(signing::go(&format!("/bodies/{body}/keys")))
        }
        other => other,
    }
}

/// Forgets a passkey that the register has not taken up.
pub(crate) fn forget(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let (body, id) = (body(visit)?, key(visit)?);
    if registered(visit, &body)?.keys.iter().any(|(known, _)| *known == id) {
        return Err(Problem::NotFound);
    }
    visit.app.access.forget_body_passkey(visit.signed_in()?, &body, id)?;
    Ok(Answer::see_other(format!("/bodies/{body}/keys")))
}

/// Revokes a key.
pub(crate) fn revoke(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let revoked = || {
        let (body, key_id) = (body(visit)?, key(visit)?);
        let reason = match Sentence::new(visit.field("reason").unwrap_or_default().trim()) {
            Ok(reason) => reason,
            Err(error) => return Ok(signing::wrong(&format!("Why {error}"))),
        };
        let acting = signing::acting(visit, body.as_str())?;
        signing::spread(visit, acting, &Fact::from(KeyRevoked { key_id, reason }))
    };
    signing::for_script(revoked())
}

fn key(visit: &Visit<'_>) -> Result<KeyId, Problem> {
    visit.field("key").and_then(|key| key.parse().ok()).ok_or(Problem::NotFound)
}
