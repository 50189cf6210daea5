//! The shape of an entry, §2, and the three payloads that a verifier must understand, §7.

use std::collections::BTreeSet;

use crate::finding::{Broken, Rule, broken};
use crate::hash::{Hash, unhex};
use crate::json::{self, Object, Value, is_key};
use crate::passkey::{Assertion, passkey_id};
use crate::shape::{self, Misshapen};
use crate::signature::{KeyId, key_id};
use crate::witnesses::Said;

const MAX_BYTES: usize = 65_535;
const AUTHENTICATOR_DATA: std::ops::RangeInclusive<usize> = 37..=1_024;
const CLIENT_DATA: std::ops::RangeInclusive<usize> = 1..=1_024;

/// Whose key signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Attest {
    Body,
    Host,
}

/// What of a payload a verifier needs.
#[derive(Debug)]
pub(crate) enum Payload<'v> {
    LogOpened { host_key: [u8; 32], origin: &'v str },
    KeyAdded { key: NewKey<'v>, id: KeyId, of: &'v str },
    KeyRevoked { id: KeyId },
    Other,
}

/// A key that a payload adds.
#[derive(Debug, Clone, Copy)]
pub(crate) enum NewKey<'v> {
    Ed25519([u8; 32]),
    Passkey { key: [u8; 33], rp_id: &'v str },
}

/// An entry of the right shape.
#[derive(Debug)]
pub(crate) struct Entry<'v> {
    pub(crate) at: &'v str,
    pub(crate) seq: u64,
    pub(crate) attest: Attest,
    pub(crate) body: &'v str,
    pub(crate) expected: u64,
    pub(crate) id: [u8; 16],
    pub(crate) log: &'v str,
    pub(crate) seen_root: Hash,
    pub(crate) seen_size: u64,
    pub(crate) stream: &'v str,
    pub(crate) key: KeyId,
    pub(crate) signature: [u8; 64],
    pub(crate) assertion: Option<Assertion>,
    pub(crate) intent: &'v [u8],
    pub(crate) payload: Payload<'v>,
    kind: &'v str,
    payload_value: &'v Value<'v>,
}

/// The JSON of an entry's bytes.
pub(crate) fn read_json(bytes: &[u8]) -> Result<Value<'_>, Broken> {
    if bytes.len() > MAX_BYTES {
        return broken(Rule::TooLarge, format!("{} bytes, at most {MAX_BYTES}", bytes.len()));
    }
    json::read(bytes)
}

impl<'v> Entry<'v> {
    /// The fields of §2, with the payload still to be read.
    pub(crate) fn from_json(value: &'v Value<'v>) -> Result<Self, Broken> {
        Self::shaped(value).map_err(|what| Broken { rule: Rule::Shape, what })
    }

    fn shaped(value: &'v Value<'v>) -> Result<Self, Misshapen> {
        let members = &shape::object("an entry", value)?.members;
        let [admission, intent, signature] =
            shape::fields("an entry", members, ["admission", "intent", "signature"])?;
        let [at, seq] =
            shape::fields("admission", &shape::object("admission", admission)?.members, ["at", "seq"])?;
        let (assertion, [key, sig]) = signature_fields(shape::object("signature", signature)?)?;
        let intent = shape::object("intent", intent)?;
        let [attest, body, expected, id, kind, log, payload, schema, seen, stream, v] =
            intent_fields(intent)?;
        let [root, size] = shape::fields("seen", &shape::object("seen", seen)?.members, ["root", "size"])?;
        if shape::integer("schema", schema)? < 1 {
            return Err("schema must be 1 or more".to_owned());
        }
        if shape::integer("v", v)? != 1 {
            return Err("v must be 1".to_owned());
        }
        shape::object("payload", payload)?;
        Ok(Self {
            at: shape::formed("at", at, shape::is_instant)?,
            seq: shape::count("seq", seq)?,
            attest: match shape::text("attest", attest)? {
                "body" => Attest::Body,
                "host" => Attest::Host,
                _ => return Err("attest must be body or host".to_owned()),
            },
            body: shape::formed("body", body, shape::is_body_id)?,
            expected: shape::count("expected", expected)?,
            id: shape::digits("id", id)?,
            log: shape::formed("log", log, shape::is_origin)?,
            seen_root: shape::digits("root", root)?,
            seen_size: shape::count("size", size)?,
            stream: shape::formed("stream", stream, shape::is_stream)?,
            key: shape::digits("key", key)?,
            signature: shape::base64_of("sig", sig)?,
            assertion,
            intent: intent.source,
            payload: Payload::Other,
            kind: shape::formed("kind", kind, is_key)?,
            payload_value: payload,
        })
    }

    /// Reads the payload of the three kinds of §7.
    pub(crate) fn read_payload(&mut self) -> Result<(), Broken> {
        self.payload = self.known_payload().map_err(|what| Broken { rule: Rule::Payload, what })?;
        Ok(())
    }

    fn known_payload(&self) -> Result<Payload<'v>, Misshapen> {
        let members = &shape::object("payload", self.payload_value)?.members;
        match self.kind {
            "log_opened" => {
                let (own, previous) = match members.as_slice() {
                    [own @ .., (key, previous)] if key == "previous" => (own, Some(previous)),
                    all => (all, None),
                };
                let [host_key, name, origin] = shape::fields("payload", own, ["host_key", "name", "origin"])?;
                shape::text("name", name)?;
                if let Some(previous) = previous {
                    let members = &shape::object("previous", previous)?.members;
                    let [origin, root, size] =
                        shape::fields("previous", members, ["origin", "root", "size"])?;
                    shape::formed("the previous origin", origin, shape::is_origin)?;
                    shape::digits::<32>("the previous root", root)?;
                    shape::count("the previous size", size)?;
                }
                let host_key = shape::base64_of("host_key", host_key)?;
                Ok(Payload::LogOpened {
                    host_key,
                    origin: shape::formed("origin", origin, shape::is_origin)?,
                })
            }
            "key_added" => {
                let (own, rp_id) = match members.as_slice() {
                    [own @ .., (key, rp_id)] if key == "rp_id" => (own, Some(rp_id)),
                    all => (all, None),
                };
                let [key, id, of] = shape::fields("payload", own, ["key", "key_id", "of"])?;
                let key = match rp_id {
                    None => NewKey::Ed25519(shape::base64_of("key", key)?),
                    Some(rp_id) => NewKey::Passkey {
                        key: shape::base64_of("key", key)?,
                        rp_id: shape::formed("rp_id", rp_id, shape::is_host_name)?,
                    },
                };
                let id: KeyId = shape::digits("key_id", id)?;
                if key.id() != id {
                    return Err("key_id is not that of the key".to_owned());
                }
                Ok(Payload::KeyAdded { key, id, of: shape::formed("of", of, shape::is_body_id)? })
            }
            "key_revoked" => {
                let [id, reason] = shape::fields("payload", members, ["key_id", "reason"])?;
                shape::text("reason", reason)?;
                Ok(Payload::KeyRevoked { id: shape::digits("key_id", id)? })
            }
            _ => Ok(Payload::Other),
        }
    }

    /// What it says about witnesses.
    pub(crate) fn about_witnesses(&self) -> Option<Said<'v>> {
        Said::read(self.kind, self.payload_value)
    }

    /// Adds the hashes that the payload carries.
    pub(crate) fn collect_hashes(&self, hashes: &mut BTreeSet<Hash>) {
        collect(self.payload_value, hashes);
    }
}

impl NewKey<'_> {
    fn id(self) -> KeyId {
        match self {
            Self::Ed25519(key) => key_id(&key),
            Self::Passkey { key, .. } => passkey_id(&key),
        }
    }
}

/// What a passkey has signed, where it stands there, and the two fields of every signature.
fn signature_fields<'v, 'a>(
    signature: &'v Object<'a>,
) -> Result<(Option<Assertion>, [&'v Value<'a>; 2]), Misshapen> {
    let (assertion, own) = match signature.members.as_slice() {
        [(first, data), (second, client), own @ ..]
            if first == "authenticator_data" && second == "client_data" =>
        {
            let authenticator_data = shape::base64_within(first, data, AUTHENTICATOR_DATA)?;
            let client_data = shape::base64_within(second, client, CLIENT_DATA)?;
            (Some(Assertion { authenticator_data, client_data }), own)
        }
        all => (None, all),
    };
    Ok((assertion, shape::fields("signature", own, ["key", "sig"])?))
}

/// The fields of an intent after the optional `actor`.
fn intent_fields<'v>(intent: &'v Object<'v>) -> Result<[&'v Value<'v>; 11], Misshapen> {
    let members = match intent.members.as_slice() {
        [(key, actor), rest @ ..] if key == "actor" => {
            shape::digits::<16>("actor", actor)?;
            rest
        }
        all => all,
    };
    let names =
        ["attest", "body", "expected", "id", "kind", "log", "payload", "schema", "seen", "stream", "v"];
    shape::fields("intent", members, names)
}

/// Recursion is bounded: JSON that was read has at most 32 levels.
fn collect(value: &Value<'_>, hashes: &mut BTreeSet<Hash>) {
    match value {
        Value::Text(text) => hashes.extend(unhex::<32>(text)),
        Value::List(items) => items.iter().for_each(|item| collect(item, hashes)),
        Value::Object(object) => object.members.iter().for_each(|(_, member)| collect(member, hashes)),
        Value::Null | Value::Bool(_) | Value::Integer(_) => {}
    }
}
