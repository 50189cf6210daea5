//! Sections 5 and 6: each reason not to admit an intent, by one wrong input; and replay.

use commonweal_record::canonical::Value;
use commonweal_record::entry::{Attest, Entry, Intent, Seen};
use commonweal_record::key::SecretKey;
use commonweal_record::log_state::{AdmissionError, LogState, ReplayError, Signatures};
use commonweal_record::tree::{Hash, root_of};

use crate::support::{
    BODY, ORIGIN, adding, append, at, body_key, five, host, intent, lesson, minute, opened, opening,
    revoking, secret, text,
};

fn refused(state: &LogState, intent: Intent, key: &SecretKey) -> AdmissionError {
    state.admit(&intent.sign(key), minute(100)).unwrap_err()
}

/// What the log says to a lesson that `change` made wrong.
fn wrong_lesson(change: impl FnOnce(&mut Intent)) -> AdmissionError {
    let (state, _) = opened();
    let mut intent = lesson(&state, None);
    change(&mut intent);
    refused(&state, intent, &body_key())
}

#[test]
fn a_good_intent_becomes_the_next_entry() {
    let (state, _) = opened();
    let entry = state.admit(&lesson(&state, None).sign(&body_key()), minute(2)).unwrap();
    assert_eq!((entry.admission.seq, entry.admission.at), (2, minute(2)));
}

#[test]
fn an_intent_for_another_log_is_refused() {
    let error = wrong_lesson(|intent| intent.log = ORIGIN.replace("/1-", "/2-").parse().unwrap());
    assert!(matches!(error, AdmissionError::WrongLog { .. }), "{error}");
}

#[test]
fn an_entry_is_not_admitted_before_the_one_before_it() {
    let (state, _) = opened();
    let signed = lesson(&state, None).sign(&body_key());
    let error = state.admit(&signed, minute(0)).unwrap_err();
    assert_eq!(error, AdmissionError::TimeWentBack { last: minute(1), at: minute(0) });
    assert!(state.admit(&signed, minute(1)).is_ok());
}

#[test]
fn an_id_is_used_once() {
    let error = wrong_lesson(|intent| intent.id = "0".repeat(32).parse().unwrap());
    assert!(matches!(error, AdmissionError::IdTaken { seq: 0, .. }), "{error}");
}

#[test]
fn a_stream_that_moved_on_is_a_lost_race() {
    let error = wrong_lesson(|intent| intent.expected = 1);
    assert!(matches!(error, AdmissionError::WrongVersion { expected: 1, version: 0, .. }), "{error}");
    let (mut state, _) = opened();
    let (first, mut second) = (lesson(&state, None), lesson(&state, None));
    append(&mut state, &first.sign(&body_key()));
    second.id = "f".repeat(32).parse().unwrap();
    let error = refused(&state, second, &body_key());
    assert!(matches!(error, AdmissionError::WrongVersion { expected: 0, version: 1, .. }), "{error}");
}

#[test]
fn a_signer_cannot_have_seen_more_than_there_is_or_another_history() {
    let error = wrong_lesson(|intent| intent.seen.size = 3);
    assert_eq!(error, AdmissionError::SeenTooLarge { seen: 3, size: 2 });
    let error = wrong_lesson(|intent| intent.seen.size = 1);
    assert!(matches!(error, AdmissionError::SeenOtherRoot { size: 1, .. }), "{error}");
    let error = wrong_lesson(|intent| intent.seen = Seen { root: Hash::of(b"fork"), size: 2 });
    assert!(matches!(error, AdmissionError::SeenOtherRoot { size: 2, .. }), "{error}");
}

#[test]
fn whoever_has_seen_an_earlier_size_may_sign() {
    let (state, entries) = opened();
    for size in 0..=2 {
        let leaves: Vec<Hash> = entries[..size].iter().map(Entry::leaf_hash).collect();
        let mut intent = lesson(&state, None);
        intent.seen = Seen { root: root_of(&leaves), size: size as u64 };
        assert!(state.admit(&intent.sign(&body_key()), minute(2)).is_ok(), "{size}");
    }
}

#[test]
fn a_log_begins_with_its_opening_by_the_key_that_it_names() {
    let state = LogState::new(ORIGIN.parse().unwrap());
    let add = adding(&state, body_key().public(), Attest::Host);
    assert!(matches!(refused(&state, add, &host()), AdmissionError::NotOpened { .. }));
    let open = opening(&state, host().public());
    assert!(matches!(refused(&state, open.clone(), &secret(9)), AdmissionError::NotTheHostsKey { .. }));
    let mut by_body = open.clone();
    by_body.attest = Attest::Body;
    assert!(matches!(refused(&state, by_body, &host()), AdmissionError::UnknownKey { .. }));
    let mut elsewhere = open;
    let Value::Object(members) = &mut elsewhere.payload else { panic!() };
    members.insert("origin".to_owned(), text(ORIGIN.replace("east", "west")));
    assert!(matches!(refused(&state, elsewhere, &host()), AdmissionError::WrongLog { .. }));
    let (state, _) = opened();
    let again = opening(&state, host().public());
    assert_eq!(refused(&state, again, &host()), AdmissionError::OpenedTwice);
}

#[test]
fn the_key_must_be_the_one_that_the_attestation_asks_for() {
    let (mut state, _) = opened();
    let error = refused(&state, lesson(&state, None), &secret(9));
    assert_eq!(error, AdmissionError::UnknownKey { key: secret(9).public().id() });
    let mut by_host = lesson(&state, None);
    by_host.attest = Attest::Host;
    let error = refused(&state, by_host, &body_key());
    assert_eq!(error, AdmissionError::NotTheHostsKey { key: body_key().public().id() });
    let mut of_another = lesson(&state, None);
    of_another.body = "south-council".parse().unwrap();
    let error = refused(&state, of_another, &body_key());
    assert!(matches!(error, AdmissionError::KeyOfAnotherBody { .. }), "{error}");
    let revoke = revoking(&state, body_key().public()).sign(&body_key());
    append(&mut state, &revoke);
    let error = refused(&state, lesson(&state, None), &body_key());
    assert_eq!(error, AdmissionError::KeyRevoked { key: body_key().public().id(), seq: 2 });
}

#[test]
fn a_signature_over_anything_else_is_refused() {
    let (state, _) = opened();
    let mut signed = lesson(&state, None).sign(&body_key());
    signed.intent.payload = Value::object([("title", text("Another lesson"))]);
    let error = state.admit(&signed, minute(2)).unwrap_err();
    assert_eq!(error.name(), "bad-signature");
}

#[test]
fn a_body_adds_its_own_keys_once_and_the_host_only_the_first() {
    let (mut state, _) = opened();
    let by_host = adding(&state, secret(3).public(), Attest::Host);
    let error = refused(&state, by_host, &host());
    assert_eq!(error, AdmissionError::HostMayNotAdd { body: BODY.parse().unwrap() });
    let twice = adding(&state, body_key().public(), Attest::Body);
    assert_eq!(
        refused(&state, twice, &body_key()),
        AdmissionError::KeyAddedTwice { key: body_key().public().id() }
    );
    let hosts = adding(&state, host().public(), Attest::Body);
    assert_eq!(
        refused(&state, hosts, &body_key()),
        AdmissionError::KeyAddedTwice { key: host().public().id() }
    );
    let mut for_another = adding(&state, secret(3).public(), Attest::Body);
    let Value::Object(members) = &mut for_another.payload else { panic!() };
    members.insert("of".to_owned(), text("south-council"));
    assert!(matches!(refused(&state, for_another, &body_key()), AdmissionError::NotOwnKey { .. }));
    let mut mislabelled = adding(&state, secret(3).public(), Attest::Body);
    let Value::Object(members) = &mut mislabelled.payload else { panic!() };
    members.insert("key_id".to_owned(), text(secret(4).public().id().to_string()));
    assert!(matches!(refused(&state, mislabelled, &body_key()), AdmissionError::BadPayload { .. }));

    let revoke = revoking(&state, body_key().public()).sign(&body_key());
    append(&mut state, &revoke);
    let again = adding(&state, body_key().public(), Attest::Host);
    assert!(matches!(refused(&state, again, &host()), AdmissionError::KeyAddedTwice { .. }));
    let first_again = adding(&state, secret(3).public(), Attest::Host).sign(&host());
    append(&mut state, &first_again);
    assert_eq!(state.valid_keys(&BODY.parse().unwrap()), [secret(3).public().id()]);
}

#[test]
fn a_key_is_revoked_by_its_body_while_it_is_valid() {
    let (mut state, _) = opened();
    let mut by_host = revoking(&state, body_key().public());
    by_host.attest = Attest::Host;
    let error = refused(&state, by_host, &host());
    assert!(matches!(error, AdmissionError::WrongAttest { required: Attest::Body, .. }), "{error}");
    let unknown = revoking(&state, secret(9).public());
    assert!(matches!(refused(&state, unknown, &body_key()), AdmissionError::UnknownKey { .. }));
    let second = adding(&state, secret(3).public(), Attest::Body).sign(&body_key());
    append(&mut state, &second);
    let revoke = revoking(&state, body_key().public()).sign(&secret(3));
    append(&mut state, &revoke);
    let twice = revoking(&state, body_key().public());
    assert!(matches!(refused(&state, twice, &secret(3)), AdmissionError::KeyRevoked { .. }));
    let key = state.body_key(body_key().public().id()).unwrap();
    assert_eq!((key.added, key.revoked), (1, Some(3)));
}

#[test]
fn unknown_kinds_bad_payloads_and_oversized_entries_have_their_own_errors() {
    assert_eq!(wrong_lesson(|intent| "gossip_noted".clone_into(&mut intent.kind)).name(), "unknown-kind");
    assert_eq!(wrong_lesson(|intent| intent.schema = 99).name(), "unknown-kind");
    assert_eq!(
        wrong_lesson(|intent| intent.payload = Value::object([("titel", text("x"))])).name(),
        "bad-payload"
    );
    assert_eq!(
        wrong_lesson(|intent| intent.payload = Value::object([("title", text("x".repeat(65_500)))])).name(),
        "too-large"
    );
    assert_eq!(
        wrong_lesson(|intent| intent.payload = Value::object([("title", text("A\u{30a}"))])).name(),
        "not-nfc"
    );
    assert_eq!(wrong_lesson(|intent| intent.schema = 0).name(), "bad-shape");
    assert_eq!(wrong_lesson(|intent| intent.payload = Value::Null).name(), "bad-shape");
    assert_eq!(wrong_lesson(|intent| intent.expected = u64::MAX).name(), "unsafe-integer");
}

#[test]
fn a_kind_that_binds_a_body_needs_its_key() {
    let (state, _) = opened();
    let payload = Value::object([("reason", text("urgent")), ("rule", text("no_meeting_without_notice"))]);
    let by_host = intent(&state, "rule/1", "rule_overridden", payload.clone(), Attest::Host);
    let error = refused(&state, by_host, &host());
    assert!(matches!(error, AdmissionError::WrongAttest { required: Attest::Body, .. }), "{error}");
    let by_body = intent(&state, "rule/1", "rule_overridden", payload, Attest::Body);
    assert!(state.admit(&by_body.sign(&body_key()), minute(2)).is_ok());
}

#[test]
fn replaying_the_stored_bytes_gives_the_same_state() {
    let (state, entries) = five(Hash::of(b"document"));
    let bytes: Vec<Vec<u8>> = entries.iter().map(Entry::to_bytes).collect();
    for signatures in [Signatures::Verify, Signatures::Trust] {
        assert_eq!(LogState::replay(ORIGIN.parse().unwrap(), &bytes, signatures), Ok(state.clone()));
    }
}

#[test]
fn replay_names_the_first_entry_that_was_removed_swapped_doubled_or_changed() {
    let (_, entries) = five(Hash::of(b"document"));
    let bytes: Vec<Vec<u8>> = entries.iter().map(Entry::to_bytes).collect();
    let fails_at =
        |bytes: &[Vec<u8>], signatures| match LogState::replay(ORIGIN.parse().unwrap(), bytes, signatures) {
            Err(ReplayError::Shape { seq, .. } | ReplayError::Admission { seq, .. }) => Some(seq),
            Ok(_) => None,
        };
    let removed = [&bytes[..2], &bytes[3..]].concat();
    assert_eq!(fails_at(&removed, Signatures::Trust), Some(2));
    let doubled = [&bytes[..2], &bytes[1..]].concat();
    assert_eq!(fails_at(&doubled, Signatures::Trust), Some(2));
    let mut swapped = bytes.clone();
    swapped.swap(2, 3);
    assert_eq!(fails_at(&swapped, Signatures::Trust), Some(2));
    let mut changed = bytes.clone();
    let text = String::from_utf8(changed[2].clone()).unwrap().replace("same day were", "next day were");
    changed[2] = text.into_bytes();
    assert_eq!(fails_at(&changed, Signatures::Verify), Some(2));
    // Without signatures the change shows one entry later, where the next signer had seen another root.
    assert_eq!(fails_at(&changed, Signatures::Trust), Some(3));
    let mut cut = bytes;
    cut[4].pop();
    assert_eq!(fails_at(&cut, Signatures::Trust), Some(4));
}

#[test]
fn an_older_program_replays_kinds_that_it_does_not_know() {
    let (mut state, entries) = opened();
    let mut newer = lesson(&state, None);
    "invented_later".clone_into(&mut newer.kind);
    let signed = newer.sign(&body_key());
    let admission = commonweal_record::entry::Admission { at: at("2026-09-22T09:00:00Z"), seq: 2 };
    let entry = Entry { admission, intent: signed.intent, signature: signed.signature };
    let bytes: Vec<Vec<u8>> = entries.iter().chain([&entry]).map(Entry::to_bytes).collect();
    state.push(&entry, entry.leaf_hash());
    assert_eq!(LogState::replay(ORIGIN.parse().unwrap(), bytes, Signatures::Verify), Ok(state));
}
