//! A body whose only key is a passkey: its challenge is handed out, its answer brought back. All of it is fictional.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests stop the test")]

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use commonweal_record::canonical;
use commonweal_record::entry::{Attest, BodyId, Intent};
use commonweal_record::fact::Fact;
use commonweal_record::fact::kinds::log::KeyAdded;
use commonweal_record::key::{P256Key, Passkey};
use commonweal_service::record::audit::{Depth, Subject, audit};
use commonweal_service::record::bundle::{Documents, Needed};
use commonweal_service::record::offline::{Answer, assertion, passkey_challenge};
use commonweal_service::record::{Database, OpenLog, Place, RecordError, Recorded, Surroundings};
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use sha2::{Digest as _, Sha256};

const SITE: &str = "record.example";

/// An authenticator with one key, as a browser shows it to a page.
struct Authenticator(SigningKey);

impl Authenticator {
    fn new(seed: u8) -> Self {
        Self(SigningKey::from_slice(&[seed; 32]).unwrap())
    }

    fn passkey(&self) -> Passkey {
        let point = self.0.verifying_key().to_sec1_point(false);
        let half = |from: usize| point.as_bytes()[from..from + 32].try_into().unwrap();
        Passkey { key: P256Key::from_coordinates(half(1), half(33)).unwrap(), rp_id: SITE.parse().unwrap() }
    }

    fn answer(&self, challenge: [u8; 32]) -> Answer {
        let challenge = URL_SAFE_NO_PAD.encode(challenge);
        let client_data = format!(
            r#"{{"type":"webauthn.get","challenge":"{challenge}","origin":"https://{SITE}","crossOrigin":false}}"#
        );
        let authenticator_data = [&Sha256::digest(SITE.as_bytes())[..], &[5, 0, 0, 0, 1]].concat();
        let message = [&authenticator_data[..], &Sha256::digest(client_data.as_bytes())].concat();
        let signature: Signature = self.0.sign(&message);
        let signature = der(&signature.to_bytes());
        Answer { authenticator_data, client_data: client_data.into_bytes(), signature }
    }
}

fn der(both: &[u8]) -> Vec<u8> {
    let integer = |number: &[u8]| {
        let digits = &number[number.iter().take_while(|byte| **byte == 0).count()..];
        let zero: &[u8] = if digits[0] < 0x80 { &[] } else { &[0] };
        let length = u8::try_from(zero.len() + digits.len()).unwrap();
        [&[2, length], zero, digits].concat()
    };
    let content = [integer(&both[..32]), integer(&both[32..])].concat();
    [&[0x30, u8::try_from(content.len()).unwrap()], &content[..]].concat()
}

fn body() -> BodyId {
    "northdown-acute".parse().unwrap()
}

fn fact(kind: &str, payload: &str) -> Fact {
    Fact::from_payload(kind, 1, &canonical::parse(payload.as_bytes()).unwrap()).unwrap()
}

/// A place with one body and its partnership's log.
struct Story {
    folder: tempfile::TempDir,
    place: Place,
    first: Authenticator,
}

impl Story {
    fn begun() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = Database::Sqlite(folder.path().join("record.db"));
        let host = folder.path().join("host");
        let place = Place::init(database, &host, SITE, Surroundings::of_this_machine()).unwrap();
        let registered = fact(
            "body_registered",
            r#"{"body":"northdown-acute","legal_form":"foundation_trust","name":"Northdown Acute","purpose":"hospital care"}"#,
        );
        let Fact::BodyRegistered(registered) = registered else { panic!() };
        place.add_body(registered).unwrap();
        Self { folder, place, first: Authenticator::new(31) }
    }

    fn proposed(&self) -> OpenLog {
        let proposed = fact(
            "partnership_proposed",
            r#"{"aims":["care nearer home"],"name":"Northdown Together","place":"Northdown","style":"upstream"}"#,
        );
        self.place.propose("northdown", &body(), proposed, None).unwrap().0
    }

    fn intent(&self, log: &OpenLog, fact: impl Into<Fact>) -> Intent {
        log.intent(&self.place.statement(&body(), fact).unwrap(), Attest::Body).unwrap()
    }

    fn submit(&self, log: &mut OpenLog, intent: Intent, answer: Answer) -> Result<Recorded, RecordError> {
        log.submit(assertion(intent, self.first.passkey().id(), answer)?)
    }
}

/// A fact for which the host cannot sign.
fn joined() -> Fact {
    fact("partner_joined", "{}")
}

#[test]
fn a_body_with_a_passkey_alone_attests_and_its_record_verifies_offline() {
    let story = Story::begun();
    assert_eq!(story.place.new_passkey(&body(), story.first.passkey(), None).unwrap(), ["register"]);
    let mut log = story.proposed();
    assert_eq!(log.view().log.valid_keys(&body()), [story.first.passkey().id()]);
    let intent = story.intent(&log, joined());
    let answer = story.first.answer(passkey_challenge(&intent));
    let recorded = story.submit(&mut log, intent, answer).unwrap();
    assert!(!recorded.before);

    let bundle = story.folder.path().join("northdown.bundle");
    story.place.export("northdown", &bundle, Needed::AsRecorded, Documents::LeftOut).unwrap();
    let found = audit(&Subject::Bundle(bundle), None, Depth::Signatures).unwrap();
    assert_eq!((found.verified.len(), found.wrong), (1, Vec::new()));
    assert_eq!(found.verified[0].entries, recorded.receipt.seq + 1);
}

#[test]
fn an_answer_to_another_challenge_is_refused_by_its_rule() {
    let story = Story::begun();
    story.place.new_passkey(&body(), story.first.passkey(), None).unwrap();
    let mut log = story.proposed();
    let other = story.first.answer(passkey_challenge(&story.intent(&log, joined())));
    let intent = story.intent(&log, joined());
    match story.submit(&mut log, intent, other) {
        Err(RecordError::Refused { source, .. }) => assert_eq!(source.name(), "passkey-challenge"),
        other => panic!("{other:?}"),
    }
    let intent = story.intent(&log, joined());
    let mut cut = story.first.answer(passkey_challenge(&intent));
    cut.signature.pop();
    assert!(matches!(story.submit(&mut log, intent, cut), Err(RecordError::NotASignature(_))));
}

#[test]
fn the_next_passkey_of_a_body_is_signed_by_the_one_it_has() {
    let story = Story::begun();
    let second = Authenticator::new(32).passkey();
    story.place.new_passkey(&body(), story.first.passkey(), None).unwrap();
    let without = story.place.new_passkey(&body(), second.clone(), None);
    assert!(matches!(without, Err(RecordError::NeedsKey { .. })), "{without:?}");
    assert_eq!(story.place.new_passkey(&body(), story.first.passkey(), None).unwrap(), [""; 0]);
    let mut log = story.proposed();
    let intent = story.intent(&log, KeyAdded::new(&second.clone().into(), body()));
    let answer = story.first.answer(passkey_challenge(&intent));
    story.submit(&mut log, intent, answer).unwrap();
    assert!(log.view().log.valid_keys(&body()).contains(&second.id()));
}
