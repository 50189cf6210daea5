//! A body whose key is a passkey: how an intent becomes an assertion, and what is refused by which name.

use commonweal_record::canonical::to_bytes;
use commonweal_record::entry::{Admission, Attest, Entry, SignedIntent};
use commonweal_record::log_state::LogState;
use serde_json::json;

use super::{hex, pretty};
use crate::authenticator::{Ceremony, PASSKEY_SEED, RIGHT, WRONG, attest, passkey, sha256};
use crate::support::{ORIGIN, adding_passkey, append, host, lesson, minute, opening};

pub(super) fn file() -> String {
    let mut state = LogState::new(ORIGIN.parse().expect("an origin"));
    let open = opening(&state, host().public()).sign(&host());
    let mut before = vec![append(&mut state, &open)];
    let add = adding_passkey(&state, &passkey(), Attest::Host).sign(&host());
    before.push(append(&mut state, &add));

    let made = |change: &fn(&mut Ceremony)| {
        let mut ceremony = Ceremony::over(&lesson(&state, None));
        change(&mut ceremony);
        ceremony.sign(lesson(&state, None))
    };
    let mut bare = attest(lesson(&state, None));
    bare.signature.assertion = None;
    let bare = json!({"what": "no assertion", "rule": "passkey-fields", "entry": text(&next(bare))});
    let wrong = WRONG
        .iter()
        .map(|(what, rule, change)| json!({"what": what, "rule": rule, "entry": text(&next(made(change)))}));
    let right = RIGHT.iter().map(|(what, change)| json!({"what": what, "entry": text(&next(made(change)))}));
    let passkey = passkey();
    pretty(&json!({
        "passkey": {
            "seed": hex(&PASSKEY_SEED),
            "key": passkey.key.to_base64(),
            "rp_id": passkey.rp_id.as_str(),
            "key_id": passkey.id().to_string(),
        },
        "steps": steps(&attest(lesson(&state, None))),
        "before": before.iter().map(text).collect::<Vec<_>>(),
        "verified": right.collect::<Vec<_>>(),
        "refused": wrong.chain([bare]).collect::<Vec<_>>(),
    }))
}

/// From the intent to what the authenticator signs, as for the first of the verified entries.
fn steps(signed: &SignedIntent) -> serde_json::Value {
    let assertion = signed.signature.assertion.as_ref().expect("a passkey has signed");
    let client_data = String::from_utf8(assertion.client_data.clone()).expect("client data is UTF-8");
    let intent = String::from_utf8(to_bytes(&signed.intent.to_value())).expect("canonical JSON is UTF-8");
    let hash = sha256(&assertion.client_data);
    json!({
        "intent": intent,
        "challenge": signed.intent.challenge().to_string(),
        "client_data": client_data,
        "authenticator_data": hex(&assertion.authenticator_data),
        "message": hex(&[&assertion.authenticator_data[..], &hash].concat()),
        "signature": hex(&signed.signature.sig.0),
    })
}

/// The third entry of the log, checked or not.
fn next(signed: SignedIntent) -> Entry {
    let admission = Admission { at: minute(2), seq: 2 };
    Entry { admission, intent: signed.intent, signature: signed.signature }
}

fn text(entry: &Entry) -> String {
    String::from_utf8(entry.to_bytes()).expect("canonical JSON is UTF-8")
}
