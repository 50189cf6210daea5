//! `commonweal log`, `verify`.

use commonweal_record::canonical::{self, Value};
use commonweal_record::key::PublicKey;
use commonweal_service::record::audit::{self, Audit, Depth, Subject, Verified, Wrong};
use commonweal_service::record::finality::Stage;

use super::print;
use crate::failure::Failure;
use crate::record_arguments::{Format, Where};

/// Tells a log in words, or as JSON; without one, lists the logs.
pub(super) fn log(log: Option<&str>, since: u64, format: Format, place: &Where) -> Result<(), Failure> {
    let place = place.open()?;
    let Some(log) = log else {
        let logs = place.logs()?;
        return match format {
            Format::Text => {
                let lines: Vec<String> =
                    logs.iter().map(|(slug, origin)| format!("{slug}  {origin}")).collect();
                print(&lines.join("\n"))
            }
            Format::Json => json(&Value::List(
                logs.iter()
                    .map(|(slug, origin)| {
                        Value::object([
                            ("origin", Value::text(origin.as_str())),
                            ("slug", Value::text(slug.as_str())),
                        ])
                    })
                    .collect(),
            )),
        };
    };
    match format {
        Format::Text => {
            let view = place.tell(log, since, |told| print(&told.to_string()))?;
            print(&format!("\n{}", place.reached(&view)?))
        }
        Format::Json => {
            let mut entries = Vec::new();
            let view = place.tell(log, since, |told| {
                entries.push((told.entry.admission.seq, told.to_json()));
                Ok::<_, Failure>(())
            })?;
            let progress = place.reached(&view)?.progress;
            json(&Value::List(
                entries.into_iter().map(|(seq, told)| staged(told, progress.stage(seq))).collect(),
            ))
        }
    }
}

/// An entry as JSON, with how far it has come.
fn staged(mut told: Value, stage: Option<Stage>) -> Value {
    if let (Value::Object(members), Some(stage)) = (&mut told, stage) {
        members.insert("stage".to_owned(), Value::text(stage.to_string()));
    }
    told
}

/// Verifies, and fails with code 5 where something is wrong.
pub(super) fn verify(subject: &str, host_key: Option<&str>, format: Format) -> Result<(), Failure> {
    let host_key = host_key.map(PublicKey::from_base64).transpose().map_err(Failure::HostKey)?;
    let found = audit::audit(&Subject::of(subject)?, host_key.map(PublicKey::to_bytes), Depth::Signatures)?;
    match format {
        Format::Json => json(&document(&found))?,
        Format::Text => {
            for verified in &found.verified {
                print(&verified.to_string())?;
            }
        }
    }
    match found.wrong.into_iter().next() {
        None => Ok(()),
        Some(wrong) => Err(Failure::NotVerified(Box::new(wrong))),
    }
}

fn json(value: &Value) -> Result<(), Failure> {
    crate::output::print(&crate::readable::escaped_json(&String::from_utf8_lossy(&canonical::to_bytes(
        value,
    ))))
}

fn document(found: &Audit) -> Value {
    let list = |texts: &[String]| Value::List(texts.iter().map(|text| Value::text(text.as_str())).collect());
    let count = |number: u64| Value::Integer(i64::try_from(number).unwrap_or(i64::MAX));
    let verified = |it: &Verified| {
        Value::object([
            ("cosigners", list(&it.cosigners)),
            ("entries", count(it.entries)),
            ("host_key", Value::text(it.host_key.as_str())),
            ("origin", Value::text(it.origin.as_str())),
            ("root", Value::text(it.root.as_str())),
            ("signed", count(it.signed)),
            ("warnings", list(&it.warnings)),
        ])
    };
    let wrong = |it: &Wrong| {
        Value::object([
            ("log", Value::text(it.log.as_str())),
            ("place", Value::text(it.place.as_str())),
            ("remedy", Value::text(it.remedy.as_str())),
            ("rule", Value::text(it.rule.as_str())),
            ("section", it.section.map_or(Value::Null, |section| Value::Integer(i64::from(section)))),
            ("what", Value::text(it.what.as_str())),
        ])
    };
    Value::object([
        ("verified", Value::List(found.verified.iter().map(verified).collect())),
        ("wrong", Value::List(found.wrong.iter().map(wrong).collect())),
    ])
}
