//! Any bytes as authenticator data, client data and a signature in DER: no panic, and both verifiers name the same rule.
#![no_main]

use std::sync::LazyLock;

use commonweal_record::entry::{Admission, Entry, SignedIntent};
use commonweal_record::key::{Assertion, SignatureBytes};
use commonweal_record::log_state::{LogState, Signatures};
use commonweal_verify::{Depth, EntryChecker};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

/// The log of the test vectors up to a body's passkey, and an entry that the passkey has signed.
struct Vector {
    before: Vec<String>,
    state: LogState,
    signed: Entry,
}

static VECTOR: LazyLock<Vector> = LazyLock::new(|| {
    let vectors: Value =
        serde_json::from_str(include_str!("../../validation/vectors/record/passkey.json")).unwrap();
    let before: Vec<String> = serde_json::from_value(vectors["before"].clone()).unwrap();
    let signed = Entry::from_bytes(vectors["verified"][0]["entry"].as_str().unwrap().as_bytes()).unwrap();
    let state = LogState::replay(signed.intent.log.clone(), &before, Signatures::Verify).unwrap();
    Vector { before, state, signed }
});

fuzz_target!(|input: &[u8]| {
    let _ = SignatureBytes::from_der(input);
    let Some((length, rest)) = input.split_first() else { return };
    let (authenticator_data, client_data) = rest.split_at(usize::from(*length).min(rest.len()));
    let vector = &*VECTOR;
    let (key, sig) = (vector.signed.signature.key, vector.signed.signature.sig);
    let assertion =
        Assertion { authenticator_data: authenticator_data.to_vec(), client_data: client_data.to_vec() };
    let SignedIntent { intent, signature } = vector.signed.intent.clone().with_assertion(key, assertion, sig);
    let Admission { at, seq } = vector.signed.admission;
    let bytes = Entry { admission: Admission { at, seq }, intent, signature }.to_bytes();

    let ours = match Entry::from_bytes(&bytes) {
        Ok(entry) => vector.state.check(&entry, Signatures::Verify).err().map(|error| error.name()),
        Err(error) => Some(error.name()),
    };
    let mut checker = EntryChecker::new(vector.signed.intent.log.as_str(), None, Depth::Signatures);
    for entry in &vector.before {
        checker.push(entry.as_bytes()).unwrap();
    }
    let theirs = checker.push(&bytes).err().map(|finding| finding.rule.name());
    assert_eq!(ours.map(|name| name.trim_start_matches("bad-")), theirs);
});
