//! A body's passkey: made by an officer, added to the record, used to sign what binds the body.

use std::sync::Arc;

use commonweal_record::canonical;
use commonweal_record::entry::{Attest, Intent};
use commonweal_record::fact::Fact;
use commonweal_record::fact::kinds::log::KeyAdded;
use commonweal_service::access::body_passkey::BodyPasskey;
use commonweal_service::access::passkey::Challenge;
use commonweal_service::access::{AccessError, Actor, Person, audit::AuditScope, audit::Event};
use commonweal_service::record::policy::Role;
use commonweal_service::record::{Acting, Database, Logs, Place, RecordError, Statement, Surroundings};

use crate::authenticator::Authenticator;
use crate::scene::{CLIENT, Scene, body, membership};

const ACUTE: &str = "saltmere-acute";
const SLUG: &str = "saltmere";

/// An officer, a record in which the body was registered and proposed something, and an authenticator.
struct Story {
    scene: Scene,
    officer: Person,
    logs: Logs,
    device: Authenticator,
}

fn fact(kind: &str, payload: &str) -> Fact {
    Fact::from_payload(kind, 1, &canonical::parse(payload.as_bytes()).unwrap()).unwrap()
}

impl Story {
    fn begun() -> Self {
        let scene = Scene::new();
        let officer = scene.signed_in("ola@acute.example", ACUTE, Role::Officer);
        let folder = scene.folder.path();
        let database = Database::Sqlite(folder.join("record.db"));
        let site = "record.saltmere.example";
        let place = Place::init(database, &folder.join("host"), site, Surroundings::of_this_machine());
        let place = place.unwrap();
        let registered = r#"{"body":"saltmere-acute","legal_form":"foundation_trust","name":"Saltmere Acute (fictional)","purpose":"hospital care"}"#;
        let Fact::BodyRegistered(registered) = fact("body_registered", registered) else { panic!() };
        place.add_body(registered).unwrap();
        let proposed = r#"{"aims":["care nearer home"],"name":"Saltmere Together","place":"Saltmere","style":"upstream"}"#;
        place.propose(SLUG, &body(ACUTE), fact("partnership_proposed", proposed), None).unwrap();
        Self { scene, officer, logs: Logs::new(Arc::new(place)), device: Authenticator::new(41) }
    }

    fn begin(&self) -> Result<Challenge, AccessError> {
        self.scene.access.begin_body_passkey(&self.officer, &body(ACUTE), "Saltmere Acute (fictional)")
    }

    fn made(&mut self) -> BodyPasskey {
        let begun = self.begin().unwrap();
        let response = self.device.create(&begun.options);
        let access = &self.scene.access;
        access
            .finish_body_passkey(&self.officer, &body(ACUTE), &begun.ceremony, &response, "Ward phone")
            .unwrap()
    }

    fn acting(&self) -> Acting {
        Acting { body: body(ACUTE), role: Role::Officer, subject: self.officer.account.subject }
    }

    /// Adds the passkey to every log, on the officer's word.
    fn added(&mut self) -> BodyPasskey {
        let made = self.made();
        for log in self.logs.without_key(&body(ACUTE), made.passkey.id()).unwrap() {
            let added = KeyAdded::new(&made.passkey.clone().into(), body(ACUTE));
            let statement = self.statement(added);
            let host = &self.logs.place().host().unwrap().key;
            self.logs.work(&log, |log| log.attest_as(&statement, &self.acting(), host)).unwrap();
        }
        made
    }

    fn statement(&self, fact: impl Into<Fact>) -> Statement {
        let statement = self.logs.place().statement(&body(ACUTE), fact).unwrap();
        Statement { actor: Some(self.officer.account.subject), ..statement }
    }

    fn joining(&self) -> Intent {
        let statement = self.statement(fact("partner_joined", "{}"));
        self.logs.look(SLUG, |log| log.intent(&statement, Attest::Body)).unwrap().unwrap()
    }

    /// What is asked of the authenticator before an intent is signed.
    fn asked(&self, person: &Person, intent: &Intent) -> Result<Challenge, AccessError> {
        let valid = self.logs.look(SLUG, |log| log.view().log.valid_keys(&body(ACUTE))).unwrap();
        self.scene.access.begin_signing(person, SLUG, intent, &valid)
    }

    /// Brings an answer, and submits what it signs.
    fn answer(&self, person: &Person, asked: &Challenge, response: &str) -> Result<u64, String> {
        let signed = self.scene.access.finish_signing(person, &asked.ceremony, response);
        let signed = signed.map_err(|error| format!("{error:?}"))?;
        let submitted = self.logs.work(&signed.log, |log| log.submit(signed.intent));
        submitted.map(|recorded| recorded.receipt.seq).map_err(|error| match error {
            RecordError::Refused { source, .. } => source.name().to_owned(),
            other => format!("{other:?}"),
        })
    }
}

#[test]
fn a_passkey_is_made_added_to_every_log_that_knows_the_body_and_signs_in_the_officers_name() {
    let mut story = Story::begun();
    let made = story.added();
    let id = made.passkey.id();
    assert_eq!((made.name.as_str(), made.passkey.rp_id.as_str()), ("Ward phone", "record.saltmere.example"));
    assert_eq!(story.logs.with_key(&body(ACUTE), id).unwrap(), ["register", SLUG]);
    assert_eq!(story.logs.without_key(&body(ACUTE), id).unwrap(), [""; 0]);
    let intent = story.joining();
    let asked = story.asked(&story.officer, &intent).unwrap();
    let response = story.device.get(&asked.options);
    let signed = story.scene.access.finish_signing(&story.officer, &asked.ceremony, &response).unwrap();
    assert_eq!(signed.intent.signature.key, id);
    assert_eq!(signed.intent.intent.actor, Some(story.officer.account.subject));
    let recorded = story.logs.work(SLUG, |log| log.submit(signed.intent)).unwrap();
    let last = story.logs.look(SLUG, |log| log.view().log.size()).unwrap();
    assert_eq!(recorded.receipt.seq + 1, last);
}

#[test]
fn only_passkeys_of_es256_are_asked_for_and_never_one_that_the_body_has() {
    let mut story = Story::begun();
    let first: serde_json::Value = serde_json::from_str(&story.begin().unwrap().options).unwrap();
    let asked = &first["publicKey"];
    assert_eq!(asked["pubKeyCredParams"], serde_json::json!([{ "type": "public-key", "alg": -7 }]));
    assert_eq!(asked["authenticatorSelection"]["userVerification"], "required");
    assert_eq!(asked["authenticatorSelection"]["residentKey"], "preferred");
    story.made();
    let second: serde_json::Value = serde_json::from_str(&story.begin().unwrap().options).unwrap();
    assert_eq!(second["publicKey"]["excludeCredentials"].as_array().map(Vec::len), Some(1));
    assert_eq!(second["publicKey"]["user"]["id"], asked["user"]["id"]);
}

#[test]
fn the_passkey_of_a_body_signs_nobody_in() {
    let mut story = Story::begun();
    story.added();
    let asked = story.scene.access.begin_passkey_sign_in(CLIENT).unwrap();
    let response = story.device.get(&asked.options);
    let refused = story.scene.access.finish_passkey_sign_in(&asked.ceremony, &response, CLIENT);
    assert!(matches!(refused, Err(AccessError::Passkey { .. })), "{refused:?}");
}

#[test]
fn only_an_officer_of_the_body_keeps_its_keys_and_signs_for_it() {
    let mut story = Story::begun();
    story.added();
    let access = &story.scene.access;
    let others = [
        story.scene.signed_in("lee@acute.example", ACUTE, Role::Lead),
        story.scene.signed_in("oto@minds.example", "saltmere-minds", Role::Officer),
        story.scene.host(),
    ];
    for other in others {
        let key = access.begin_body_passkey(&other, &body(ACUTE), "Saltmere Acute (fictional)");
        assert!(matches!(key, Err(AccessError::Denied(_))), "{key:?}");
        let signing = story.asked(&other, &story.joining());
        assert!(matches!(signing, Err(AccessError::Denied(_))), "{signing:?}");
    }
}

#[test]
fn a_key_is_made_by_somebody_who_signed_in_not_long_ago() {
    let story = Story::begun();
    story.scene.pass(30 * 60 + 1);
    assert!(matches!(story.begin(), Err(AccessError::SignInAgain)));
}

#[test]
fn an_intent_is_signed_by_the_officer_to_whom_it_was_handed_and_by_no_other() {
    let mut story = Story::begun();
    story.added();
    let other = story.scene.signed_in("ove@acute.example", ACUTE, Role::Officer);
    let asked = story.asked(&story.officer, &story.joining()).unwrap();
    let response = story.device.get(&asked.options);
    assert_eq!(story.answer(&other, &asked, &response), Err("CeremonyGone".to_owned()));
}

#[test]
fn whoever_stopped_being_an_officer_meanwhile_does_not_sign() {
    let mut story = Story::begun();
    story.added();
    let (token, _, _) = story.scene.with_app("ove@acute.example", ACUTE, Role::Officer);
    let other = story.scene.person(&token);
    let asked = story.asked(&other, &story.joining()).unwrap();
    let response = story.device.get(&asked.options);
    let access = &story.scene.access;
    access.give_role(Actor::Host, other.account.subject, membership(ACUTE, Role::Lead)).unwrap();
    let refused = access.finish_signing(&story.scene.person(&token), &asked.ceremony, &response);
    assert!(matches!(refused, Err(AccessError::Denied(_))), "{refused:?}");
}

#[test]
fn an_answer_counts_once_and_within_five_minutes() {
    let mut story = Story::begun();
    story.added();
    let asked = story.asked(&story.officer, &story.joining()).unwrap();
    let response = story.device.get(&asked.options);
    assert!(story.answer(&story.officer, &asked, &response).is_ok());
    assert_eq!(story.answer(&story.officer, &asked, &response), Err("CeremonyGone".to_owned()));
    let late = story.asked(&story.officer, &story.joining()).unwrap();
    let response = story.device.get(&late.options);
    story.scene.pass(5 * 60 + 1);
    assert_eq!(story.answer(&story.officer, &late, &response), Err("CeremonyGone".to_owned()));
}

#[test]
fn an_answer_signs_the_intent_for_which_it_was_asked_and_no_other() {
    let mut story = Story::begun();
    story.added();
    let first = story.asked(&story.officer, &story.joining()).unwrap();
    let second = story.asked(&story.officer, &story.joining()).unwrap();
    let response = story.device.get(&first.options);
    assert_eq!(story.answer(&story.officer, &second, &response), Err("passkey-challenge".to_owned()));
}

#[test]
fn a_passkey_that_is_none_of_the_body_is_refused_and_so_is_an_absent_person() {
    let mut story = Story::begun();
    story.added();
    let asked = story.asked(&story.officer, &story.joining()).unwrap();
    let response = Authenticator::new(42).get(&asked.options);
    let refused = story.answer(&story.officer, &asked, &response).unwrap_err();
    assert!(refused.contains("it is not one of saltmere-acute"), "{refused}");
    let asked = story.asked(&story.officer, &story.joining()).unwrap();
    story.device.verifies = false;
    let response = story.device.get(&asked.options);
    assert_eq!(story.answer(&story.officer, &asked, &response), Err("passkey-verification".to_owned()));
}

#[test]
fn a_passkey_that_no_record_has_signs_nothing() {
    let mut story = Story::begun();
    story.made();
    let refused = story.asked(&story.officer, &story.joining());
    assert!(matches!(refused, Err(AccessError::NoBodyPasskey { .. })), "{refused:?}");
}

#[test]
fn the_audit_says_who_added_and_revoked_a_key_and_a_revoked_one_can_be_made_anew() {
    let mut story = Story::begun();
    let made = story.made();
    let access = &story.scene.access;
    access.note_body_key_added(&story.officer, &body(ACUTE)).unwrap();
    story.scene.pass(1);
    access.note_body_key_revoked(&story.officer, &body(ACUTE), made.passkey.id()).unwrap();
    let officer = Actor::Person(&story.officer);
    let lines = access.audit(officer, &AuditScope::Body(body(ACUTE)), None, 2).unwrap().events;
    let told: Vec<Event> = lines.iter().map(|line| line.event).collect();
    assert_eq!(told, [Event::BodyKeyRevoked, Event::BodyKeyAdded]);
    assert_eq!(lines[0].subject, Some(story.officer.account.subject));
    assert_eq!(access.body_passkeys(&body(ACUTE)).unwrap(), []);
}
