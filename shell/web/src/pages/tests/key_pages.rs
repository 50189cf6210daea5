//! The keys of a body, and what its passkey signs on the pages.

use commonweal_record::entry::SignedIntent;
use commonweal_record::fact::Fact;
use commonweal_record::key::KeyId;
use commonweal_service::access::{Access, Site};
use commonweal_service::example::partnership::SLUG;
use commonweal_service::record::policy::Role;
use serde_json::Value;

use super::authenticator::Authenticator;
use super::example::{ACUTE, Example};
use crate::form::tests::html;
use crate::pages::{attest, keys, signing};
use crate::routes::Handler;

const NEW: &str = "saltmere-hospice";

fn officer(body: &str) -> Example {
    Example::new().read_by(body, Role::Officer)
}

fn fields(fields: &[(&str, &str)]) -> Vec<(String, String)> {
    fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn page(example: &Example, body: &str) -> String {
    example.visited(keys::page, &format!("/bodies/{body}/keys"), &[("body", body)], &[]).said()
}

fn answered(example: &Example, handler: Handler, body: &str, form: &[(&str, &str)]) -> Value {
    let path = format!("/bodies/{body}/keys");
    let answer = example.visited(handler, &path, &[("body", body)], &fields(form)).said();
    serde_json::from_str(&answer).unwrap()
}

fn text<'v>(answer: &'v Value, member: &str) -> &'v str {
    answer[member].as_str().unwrap_or_else(|| panic!("no {member} in {answer}"))
}

/// What the page's script does with an answer until it is led to a page or told what is wrong; and how often the passkey was used.
fn signed(example: &Example, device: &mut Authenticator, mut answer: Value) -> (Value, usize) {
    let mut uses = 0;
    while answer["options"].is_object() {
        let response = device.get(&answer["options"].to_string());
        let form = [("ceremony", text(&answer, "ceremony")), ("response", &response)];
        let next = example.visited(signing::finish, "/signing/finish", &[], &fields(&form)).said();
        (answer, uses) = (serde_json::from_str(&next).unwrap(), uses + 1);
    }
    (answer, uses)
}

fn add(example: &Example, body: &str, device: &mut Authenticator) -> Value {
    let begun = answered(example, keys::change::begin, body, &[]);
    let response = device.create(&begun["options"].to_string());
    let form = [("ceremony", text(&begun, "ceremony")), ("response", &response), ("name", "Ward <phone>")];
    answered(example, keys::change::finish, body, &form)
}

/// The keys of a body in the register, those that are valid.
fn valid(example: &Example, body: &str) -> Vec<KeyId> {
    let register = example.place().log("register").unwrap();
    register.view().log.valid_keys(&body.parse().unwrap())
}

/// A body with nothing but its name in the register.
fn registered(example: &Example) {
    let payload = r#"{"body":"saltmere-hospice","legal_form":"charity","name":"Saltmere Hospice (fictional)","purpose":"care at the end"}"#;
    let Fact::BodyRegistered(fact) = super::example::fact("body_registered", payload) else { panic!() };
    example.place().add_body(fact).unwrap();
}

#[test]
fn the_first_key_is_added_on_the_officers_word_and_the_next_is_signed_with_it() {
    let example = officer(NEW);
    registered(&example);
    assert!(page(&example, NEW).contains("This body has no key yet"));
    let (mut first, mut second) = (Authenticator::new(51), Authenticator::new(52));
    let added = add(&example, NEW, &mut first);
    assert_eq!(text(&added, "go"), "/bodies/saltmere-hospice/keys");
    assert_eq!(valid(&example, NEW).len(), 1);
    let asked = add(&example, NEW, &mut second);
    assert_eq!(valid(&example, NEW).len(), 1, "added without a signature");
    let (done, uses) = signed(&example, &mut first, asked);
    assert_eq!((text(&done, "go"), uses), ("/bodies/saltmere-hospice/keys", 1));
    assert_eq!(valid(&example, NEW).len(), 2);
    let page = page(&example, NEW);
    assert!(page.contains("Ward &lt;phone&gt;") && !page.contains("<phone>"), "{page}");
    assert!(page.contains("A passkey: signs on the pages of record.saltmere.example"));
}

#[test]
fn a_passkey_of_a_body_with_a_key_in_a_file_waits_for_its_signature_in_every_record() {
    let example = officer(ACUTE);
    let before = valid(&example, ACUTE);
    let added = add(&example, ACUTE, &mut Authenticator::new(53));
    assert_eq!(text(&added, "go"), "/bodies/saltmere-acute/keys");
    assert_eq!(valid(&example, ACUTE), before);
    let page = page(&example, ACUTE);
    for slug in ["register", SLUG] {
        let link = format!("/partnerships/{slug}/attest/key_added?acting-for=saltmere-acute&amp;");
        let from = page.find(&link).unwrap_or_else(|| panic!("{link} is not on the page"));
        let address = page[from..].split('"').next().unwrap().replace("&amp;", "&").replace("%2B", "+");
        let address =
            address.replace("%3D", "=").strip_prefix(&format!("/partnerships/{slug}")).unwrap().to_owned();
        let form = example.page_of(slug, attest::blank, &address);
        let mut sent = html::sent(&form);
        sent.retain(|(name, _)| name != "do");
        sent.push(("do".to_owned(), "unsigned".to_owned()));
        let intent = example.answer(slug, attest::sent, "/attest/key_added", &sent).said();
        let intent = commonweal_service::record::offline::intent_from_bytes(intent.as_bytes()).unwrap();
        let signed = intent.sign(&example.key(ACUTE).key);
        let signed = String::from_utf8(SignedIntent::to_bytes(&signed)).unwrap();
        example.answer(slug, attest::signed::sent, "/signed", &fields(&[("signed", &signed)]));
    }
    assert_eq!(valid(&example, ACUTE).len(), before.len() + 1);
    assert!(!self::page(&example, ACUTE).contains("is not in every record yet"));
}

/// An officer's passkey in every record, signed in with the key of the file.
fn with_passkey(example: &Example, device: &mut Authenticator) {
    add(example, ACUTE, device);
    let body = ACUTE.parse().unwrap();
    let made = example.app().access.body_passkeys(&body).unwrap().remove(0);
    example.place().new_passkey(&body, made.passkey, Some(&example.key(ACUTE).key)).unwrap();
}

const RESERVED: &str = "state_attested";

/// What the check page of a kind that binds the body sends to be signed.
fn checked(example: &Example) -> (String, Vec<(String, String)>) {
    let at = format!("/attest/{RESERVED}");
    let mut form = html::sent(&example.page_of(SLUG, attest::blank, &at));
    let hash = super::example::DOCUMENT;
    for (name, value) in [("fold_version", "1"), ("size", "3"), ("state_hash", hash), ("do", "check")] {
        form.retain(|(known, _)| known != name);
        form.push((name.to_owned(), value.to_owned()));
    }
    let page = example.answer(SLUG, attest::sent, &at, &form).said();
    let mut pressed = html::sent(&page);
    pressed.retain(|(name, _)| name != "do");
    pressed.push(("do".to_owned(), "sign".to_owned()));
    (page, pressed)
}

fn ask(example: &Example, pressed: &[(String, String)]) -> Value {
    let answer = example.answer(SLUG, attest::sent, &format!("/attest/{RESERVED}"), pressed).said();
    serde_json::from_str(&answer).unwrap()
}

#[test]
fn a_passkey_signs_what_binds_the_body_once_and_a_second_press_leads_to_the_same_entry() {
    let example = officer(ACUTE);
    let mut device = Authenticator::new(54);
    assert!(!checked(&example).0.contains("Sign with the passkey of"));
    with_passkey(&example, &mut device);
    let (page, pressed) = checked(&example);
    assert!(page.contains("Sign with the passkey of Saltmere Acute"), "{page}");
    let size = example.state(|state| state.size);
    let (done, uses) = signed(&example, &mut device, ask(&example, &pressed));
    let shown = format!("/partnerships/{SLUG}/record?recorded={size}");
    assert_eq!((text(&done, "go"), uses), (shown.as_str(), 1));
    let again = example.answer(SLUG, attest::sent, &format!("/attest/{RESERVED}"), &pressed).said();
    assert_eq!((again, example.state(|state| state.size)), (shown, size + 1));
}

#[test]
fn who_was_too_late_presses_again() {
    let example = officer(ACUTE);
    let mut device = Authenticator::new(55);
    with_passkey(&example, &mut device);
    let pressed = checked(&example).1;
    let asked = ask(&example, &pressed);
    example.tell(ACUTE, "benefit_stated", r#"{"benefit":"beds free by noon"}"#);
    let (late, _) = signed(&example, &mut device, asked);
    assert_eq!(
        text(&late, "error"),
        "Somebody recorded something at the same moment. Press the button again."
    );
    let (done, _) = signed(&example, &mut device, ask(&example, &pressed));
    assert!(text(&done, "go").starts_with(&format!("/partnerships/{SLUG}/record?recorded=")));
}

#[test]
fn a_lost_key_is_revoked_with_a_reason_in_every_record() {
    let example = officer(ACUTE);
    let mut device = Authenticator::new(56);
    let file = valid(&example, ACUTE).remove(0).to_string();
    with_passkey(&example, &mut device);
    let without = answered(&example, keys::change::revoke, ACUTE, &[("key", &file), ("reason", " ")]);
    assert!(without["error"].is_string(), "{without}");
    let asked = answered(&example, keys::change::revoke, ACUTE, &[("key", &file), ("reason", "laptop lost")]);
    let (done, uses) = signed(&example, &mut device, asked);
    let logs = example.place().logs().unwrap();
    assert_eq!(text(&done, "go"), "/bodies/saltmere-acute/keys");
    assert!(uses >= 2 && uses <= logs.len(), "{uses} signatures");
    assert!(valid(&example, ACUTE).iter().all(|key| key.to_string() != file));
    assert!(page(&example, ACUTE).contains("laptop lost"));
}

#[test]
fn who_is_no_officer_of_the_body_reads_its_keys_and_changes_none() {
    for (body, role) in [(ACUTE, Role::Lead), ("saltmere-minds", Role::Officer)] {
        let example = Example::new().read_by(body, role);
        let page = page(&example, ACUTE);
        assert!(page.contains("Valid") && !page.contains("Revoke a key"), "{page}");
        let begun = answered(&example, keys::change::begin, ACUTE, &[]);
        assert!(text(&begun, "error").starts_with("You may not keep the keys of this body"), "{begun}");
        let key = valid(&example, ACUTE).remove(0).to_string();
        let revoked = answered(&example, keys::change::revoke, ACUTE, &[("key", &key), ("reason", "lost")]);
        assert!(revoked["error"].is_string(), "{revoked}");
    }
}

#[test]
fn a_passkey_that_no_record_took_up_is_forgotten_and_a_key_of_the_register_is_not() {
    let example = officer(ACUTE);
    add(&example, ACUTE, &mut Authenticator::new(57));
    assert!(page(&example, ACUTE).contains("Do not use it"));
    let passkeys = |example: &Example| example.app().access.body_passkeys(&ACUTE.parse().unwrap()).unwrap();
    let id = passkeys(&example)[0].passkey.id().to_string();
    let at = format!("/bodies/{ACUTE}/keys/forget");
    example.visited(keys::change::forget, &at, &[("body", ACUTE)], &fields(&[("key", &id)]));
    assert_eq!(passkeys(&example), []);
    with_passkey(&example, &mut Authenticator::new(58));
    assert!(!page(&example, ACUTE).contains("Do not use it"));
}

#[test]
fn only_an_officer_is_offered_the_passkey_and_only_on_the_site_that_it_was_made_for() {
    let mut example = officer(ACUTE);
    with_passkey(&example, &mut Authenticator::new(59));
    let body = ACUTE.parse().unwrap();
    let usable = |access: &Access| access.usable(&body, &valid(&example, ACUTE)).unwrap().len();
    let other = Site { origin: "https://record.northdown.example".to_owned(), name: "Northdown".to_owned() };
    let elsewhere = Access::open(example.place(), Some(&other)).unwrap();
    assert_eq!((usable(&example.app().access), usable(&elsewhere)), (1, 0));
    assert!(checked(&example).0.contains("Sign with the passkey of"));
    example = example.read_by(ACUTE, Role::Lead);
    assert!(!checked(&example).0.contains("Sign with the passkey of"));
}
