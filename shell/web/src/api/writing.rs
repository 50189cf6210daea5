//! What the writing operations do: for the body of a token, and in its role.

use axum::http::StatusCode;
use commonweal_record::canonical::{self, Value};
use commonweal_record::entry::{IntentId, SignedIntent};
use commonweal_record::fact::Fact;
use commonweal_service::record::{Acting, Recorded, Statement};
use serde_json::json;

use super::call::Call;
use super::fault::{Fault, Sort};
use crate::answer::Answer;

/// Records a fact of the token's body.
pub(super) fn record_fact(call: &Call<'_>) -> Result<Answer, Fault> {
    let (token, id) = (call.token()?, call.key()?);
    let statement = Statement { id, body: token.body.clone(), actor: None, fact: new_fact(&call.body)? };
    let acting = Acting { body: token.body.clone(), role: token.role, subject: token.by };
    let host = call.app.logs.place().host()?;
    let recorded =
        call.app.logs.work(call.slug(), |log| match log.said_before(&statement, acting.subject)? {
            Some(recorded) => Ok(recorded),
            None => log.attest_as(&statement, &acting, &host.key),
        })?;
    Ok(receipt(call, id, recorded))
}

/// The fact in `{"kind": …, "schema": …, "payload": {…}}`.
fn new_fact(body: &[u8]) -> Result<Fact, Fault> {
    let value = canonical::parse(body)?;
    let Value::Object(members) = &value else {
        return Err(Fault::of_body("", "send one JSON object with kind, schema and payload"));
    };
    if let Some(name) = members.keys().find(|name| !["kind", "schema", "payload"].contains(&name.as_str())) {
        return Err(Fault::of_body(
            &format!("/{name}"),
            "only kind, schema and payload are taken: leave this out",
        ));
    }
    let kind = value.get("kind").and_then(Value::as_text);
    let kind = kind
        .ok_or_else(|| Fault::of_body("/kind", "write the kind as a text; GET /api/v1/kinds lists them"))?;
    let schema =
        value.get("schema").and_then(Value::as_integer).and_then(|number| u64::try_from(number).ok());
    let schema =
        schema.ok_or_else(|| Fault::of_body("/schema", "write the schema as a whole number from 1"))?;
    let payload = value.get("payload").filter(|payload| payload.as_object().is_some());
    let payload =
        payload.ok_or_else(|| Fault::of_body("/payload", "write the fields of the kind as an object"))?;
    Ok(Fact::from_payload(kind, schema, payload)?)
}

/// Records a fact that was signed with a key of the token's body.
pub(super) fn submit_signed(call: &Call<'_>) -> Result<Answer, Fault> {
    let token = call.token()?;
    let signed = SignedIntent::from_bytes(call.body.trim_ascii_end()).map_err(|error| {
        Fault::new(
            Sort::BadBody,
            format!("this is not a signed fact: {error}; send what 'commonweal sign' wrote"),
        )
    })?;
    let (id, body) = (signed.intent.id, &signed.intent.body);
    if *body != token.body {
        let detail = format!(
            "this is signed for {body}, and the token is of {}: send it with a token of {body}",
            token.body
        );
        return Err(Fault::new(Sort::NotAllowed, detail));
    }
    let recorded = call.app.logs.work(call.slug(), |log| log.submit(signed))?;
    Ok(receipt(call, id, recorded))
}

/// The same for the same fact, whenever it is asked for.
fn receipt(call: &Call<'_>, id: IntentId, recorded: Recorded) -> Answer {
    let Recorded { receipt, before } = recorded;
    let (seq, slug) = (receipt.seq, call.slug());
    let answer = Answer::json(&json!({
        "id": id.to_string(),
        "seq": seq,
        "leaf": receipt.leaf.to_string(),
        "fact": format!("/api/v1/partnerships/{slug}/facts?since={seq}&limit=1"),
    }));
    answer.with_status(if before { StatusCode::OK } else { StatusCode::CREATED })
}
