//! `commonweal body`, `key`, `partnership`.

use std::path::PathBuf;

use commonweal_record::fact::{Fact, FactError, FieldError, Sentence};
use commonweal_service::record::payload::{self, Given};
use commonweal_service::record::{RecordError, telling};

use super::attest::say;
use super::{body as body_id, key_of, print, recorded};
use crate::failure::Failure;
use crate::record_arguments::{BodyVerb, Concerning, KeyVerb, PartnershipVerb};

const REGISTER: &str = "register";

pub(super) fn body(verb: BodyVerb) -> Result<(), Failure> {
    match verb {
        BodyVerb::Add { body, name, form, purpose, place } => {
            let given = [
                Given::new("body", body),
                Given::new("name", name),
                Given::new("legal_form", form),
                Given::new("purpose", purpose),
            ];
            let Fact::BodyRegistered(fact) = payload::fact("body_registered", &given)? else { return Ok(()) };
            print(&recorded(REGISTER, place.open()?.add_body(fact)?))
        }
        BodyVerb::List { place } => {
            let register = place.open()?.log(REGISTER)?;
            let bodies = register.view().partnership.members.bodies.iter();
            let lines: Vec<String> = bodies.map(|(id, body)| format!("{id}  {}", body.name())).collect();
            print(&or_none(&lines, "no body is registered: 'commonweal body add' does it"))
        }
    }
}

pub(super) fn key(verb: KeyVerb) -> Result<(), Failure> {
    match verb {
        KeyVerb::New { body, out, key, place } => {
            let path = out.unwrap_or_else(|| PathBuf::from(format!("{body}.key")));
            let signing = key.map(|key| key_of(&body, Some(&key))).transpose()?.flatten();
            let signing = signing.as_ref().map(|file| &file.key);
            let (public, logs) = place.open()?.new_key(&body_id(&body)?, &path, signing)?;
            print(&format!(
                "key {} of {body} written to {}: keep it secret, and make a second one that can revoke it\nadded in: {}",
                public.id(),
                path.display(),
                logs.join(", ")
            ))
        }
        KeyVerb::Revoke { body, id, reason, key, place } => {
            let id = id.parse().map_err(|_| field("key_revoked", "key_id", &id))?;
            let reason = Sentence::new(&reason).map_err(|error| wrong("key_revoked", "reason", error))?;
            let key = key_of(&body, key.as_deref())?;
            let of = body_id(&body)?;
            let place = place.open()?;
            let logs = place.revoke_key(&of, id, &reason, key.as_ref().map(|it| &it.key))?;
            let is_last = place.log(REGISTER)?.view().log.valid_keys(&of).is_empty();
            let last = "\nthe body has no valid key now: 'commonweal key new' adds one on the host's word";
            print(&format!("revoked {id} in: {}{}", logs.join(", "), if is_last { last } else { "" }))
        }
        KeyVerb::List { place } => {
            let register = place.open()?.log(REGISTER)?;
            let keys = register.view().partnership.log.keys.iter();
            let lines: Vec<String> = keys
                .map(|(id, key)| {
                    let state = if key.revoked.is_some() { "revoked" } else { "valid" };
                    format!("{id}  {}  {state}", key.added.fact.of)
                })
                .collect();
            print(&or_none(&lines, "no body has a key: 'commonweal key new' makes one"))
        }
    }
}

pub(super) fn partnership(verb: PartnershipVerb) -> Result<(), Failure> {
    match verb {
        PartnershipVerb::Propose { log, by, name, style, place_name, aims, place } => {
            let mut given =
                vec![Given::new("name", name), Given::new("style", style), Given::new("place", place_name)];
            given.extend(aims.into_iter().map(|aim| Given::new("aims", aim)));
            let fact = payload::fact("partnership_proposed", &given)?;
            let key = by.key()?;
            let (_, said) = place.open()?.propose(&log, &by.body()?, fact, key.as_ref().map(|it| &it.key))?;
            print(&recorded(&log, said))
        }
        PartnershipVerb::Invite(whom) => concerning("partner_invited", &whom, None),
        PartnershipVerb::Queue(whom) => concerning("partner_queued", &whom, None),
        PartnershipVerb::Admit { whom, decision } => concerning("partner_admitted", &whom, Some(&decision)),
        PartnershipVerb::Join { log, by, place } => {
            let place = place.open()?;
            let fact = place.fact("partner_joined", &[])?;
            say(&place, &log, &by.body, by.key()?.as_ref(), fact)
        }
        PartnershipVerb::Leave { log, by, notice_on, leaves_on, place } => {
            let place = place.open()?;
            let given = [Given::new("notice_on", notice_on), Given::new("leaves_on", leaves_on)];
            let fact = place.fact("partner_left", &given)?;
            say(&place, &log, &by.body, by.key()?.as_ref(), fact)
        }
        PartnershipVerb::List { place } => {
            let logs = place.open()?.logs()?.into_iter().filter(|(slug, _)| slug != REGISTER);
            let lines: Vec<String> = logs.map(|(slug, origin)| format!("{slug}  {origin}")).collect();
            print(&or_none(&lines, "there is no partnership: 'commonweal partnership propose' opens one"))
        }
        PartnershipVerb::Show { log, place } => {
            print(&telling::summary(&place.open()?.log(&log)?.view().partnership).join("\n"))
        }
    }
}

/// What one body says about another, which is made known in the log first.
fn concerning(kind: &str, whom: &Concerning, decision: Option<&str>) -> Result<(), Failure> {
    let place = whom.place.open()?;
    let mut given = vec![Given::new("body", whom.whom.as_str())];
    given.extend(decision.map(|decision| Given::new("decision", decision)));
    let fact = place.fact(kind, &given)?;
    let mut log = place.log(&whom.log)?;
    let (by, key) = (whom.by.body()?, whom.by.key()?);
    place.may(&log, &fact.0, &by, key.as_ref().map(|file| &file.key))?;
    place.introduce(&mut log, &body_id(&whom.whom)?)?;
    drop(log);
    say(&place, &whom.log, &whom.by.body, key.as_ref(), fact)
}

fn or_none(lines: &[String], none: &str) -> String {
    if lines.is_empty() { none.to_owned() } else { lines.join("\n") }
}

fn wrong(kind: &'static str, name: &str, error: FieldError) -> Failure {
    let error = FieldError { path: name.to_owned(), ..error };
    RecordError::Fact(FactError::BadPayload { kind, schema: 1, error }).into()
}

fn field(kind: &'static str, name: &str, found: &str) -> Failure {
    let wanted = "a key id of 32 hexadecimal digits, as 'key list' prints it".to_owned();
    let cause = commonweal_record::fact::Cause::Malformed { found: found.to_owned(), wanted };
    wrong(kind, name, FieldError { path: String::new(), cause })
}
