//! A small fictional log: a host, one body with a key, and whatever a test adds.

use commonweal_record::canonical::Value;
use commonweal_record::entry::{Attest, Entry, Instant, Intent, Seen, SignedIntent};
use commonweal_record::key::{Passkey, PublicKey, SecretKey};
use commonweal_record::log_state::LogState;
use commonweal_record::tree::Hash;

pub(crate) const ORIGIN: &str = "record.example/east-place/1-0123456789abcdef";
pub(crate) const BODY: &str = "north-trust";

/// Fixed seeds: of no use outside tests.
pub(crate) fn secret(n: u8) -> SecretKey {
    SecretKey::from_bytes(&[n; 32])
}

pub(crate) fn host() -> SecretKey {
    secret(1)
}

pub(crate) fn body_key() -> SecretKey {
    secret(2)
}

pub(crate) fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

/// Nine o'clock on a fictional Monday, `minutes` later.
pub(crate) fn minute(minutes: u64) -> Instant {
    Instant::from_unix(1_790_000_000 + 60 * minutes).unwrap()
}

pub(crate) fn text(text: impl Into<String>) -> Value {
    Value::Text(text.into())
}

/// An intent by [`BODY`] that fits `state` as it is.
pub(crate) fn intent(state: &LogState, stream: &str, kind: &str, payload: Value, attest: Attest) -> Intent {
    let stream = stream.parse().unwrap();
    Intent {
        actor: None,
        attest,
        body: BODY.parse().unwrap(),
        expected: state.version_of(&stream),
        id: format!("{:032x}", state.size()).parse().unwrap(),
        kind: kind.to_owned(),
        log: state.origin().clone(),
        payload,
        schema: 1,
        seen: Seen { root: state.root(), size: state.size() },
        stream,
    }
}

pub(crate) fn opening(state: &LogState, host_key: PublicKey) -> Intent {
    let payload = Value::object([
        ("host_key", text(host_key.to_base64())),
        ("name", text("East place (fictional)")),
        ("origin", text(ORIGIN)),
    ]);
    intent(state, "log", "log_opened", payload, Attest::Host)
}

pub(crate) fn adding(state: &LogState, key: PublicKey, attest: Attest) -> Intent {
    let payload = Value::object([
        ("key", text(key.to_base64())),
        ("key_id", text(key.id().to_string())),
        ("of", text(BODY)),
    ]);
    intent(state, "keys/north-trust", "key_added", payload, attest)
}

pub(crate) fn adding_passkey(state: &LogState, passkey: &Passkey, attest: Attest) -> Intent {
    let payload = Value::object([
        ("key", text(passkey.key.to_base64())),
        ("key_id", text(passkey.id().to_string())),
        ("of", text(BODY)),
        ("rp_id", text(passkey.rp_id.as_str())),
    ]);
    intent(state, "keys/north-trust", "key_added", payload, attest)
}

pub(crate) fn revoking(state: &LogState, key: PublicKey) -> Intent {
    let payload = Value::object([("key_id", text(key.id().to_string())), ("reason", text("replaced"))]);
    intent(state, "keys/north-trust", "key_revoked", payload, Attest::Body)
}

pub(crate) fn lesson(state: &LogState, document: Option<Hash>) -> Intent {
    let mut members = vec![("title", text("Discharge letters sent the same day were read the same day"))];
    members.extend(document.map(|hash| ("document", text(hash.to_string()))));
    intent(state, "lesson/1", "lesson_recorded", Value::object(members), Attest::Body)
}

pub(crate) fn append(state: &mut LogState, signed: &SignedIntent) -> Entry {
    let entry = state.admit(signed, minute(state.size())).unwrap();
    state.push(&entry, entry.leaf_hash());
    entry
}

/// The log opened, with the first key of [`BODY`].
pub(crate) fn opened() -> (LogState, Vec<Entry>) {
    let mut state = LogState::new(ORIGIN.parse().unwrap());
    let open = opening(&state, host().public()).sign(&host());
    let mut entries = vec![append(&mut state, &open)];
    let add = adding(&state, body_key().public(), Attest::Host).sign(&host());
    entries.push(append(&mut state, &add));
    (state, entries)
}

/// Five entries: opened, a key added by the host, a lesson, a second key added by the first, the first revoked by the second.
pub(crate) fn five(document: Hash) -> (LogState, Vec<Entry>) {
    let (mut state, mut entries) = opened();
    let told = lesson(&state, Some(document)).sign(&body_key());
    entries.push(append(&mut state, &told));
    let add = adding(&state, secret(3).public(), Attest::Body).sign(&body_key());
    entries.push(append(&mut state, &add));
    let revoke = revoking(&state, body_key().public()).sign(&secret(3));
    entries.push(append(&mut state, &revoke));
    (state, entries)
}
