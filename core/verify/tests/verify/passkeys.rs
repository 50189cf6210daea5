//! Passkeys, §5: the test vectors by name, every flipped bit, and keys that are none.

use std::path::Path;
use std::rc::Rc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use commonweal_verify::{Depth, EntryChecker, Place, Rule};
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::Value;

use crate::sample::{Sample, fact};
use crate::writer::{
    Draft, LogWriter, ORIGIN, base64, checkpoint_line, draft, header_line, hex, key, note, policy_line, seal,
    sha256,
};
use crate::{first, first_at};

const BODY: &str = "mental-health";
const RP_ID: &str = "record.example";
/// Length of the client data that is made here.
const CLIENT_DATA: usize = 135;
const VECTORS_ORIGIN: &str = "record.example/east-place/1-0123456789abcdef";

/// What a passkey signs and the signature, before they are put into an entry.
struct Assertion {
    authenticator_data: Vec<u8>,
    client_data: Vec<u8>,
    sig: Vec<u8>,
}

type Change = Rc<dyn Fn(&mut Assertion)>;

fn unchanged() -> Change {
    Rc::new(|_| ())
}

fn authenticator() -> SigningKey {
    SigningKey::from_slice(&[21; 32]).unwrap()
}

fn point() -> Vec<u8> {
    authenticator().verifying_key().to_sec1_point(true).as_bytes().to_vec()
}

fn passkey_id(point: &[u8]) -> String {
    hex(&sha256(&[b"commonweal/passkey/v1\n".as_slice(), point].concat()))[..32].to_owned()
}

/// The host adds a passkey of a body that has no key yet.
fn added(point: &[u8]) -> Draft {
    let payload = format!(
        r#"{{"key":"{}","key_id":"{}","of":"{BODY}","rp_id":"{RP_ID}"}}"#,
        base64(point),
        passkey_id(point)
    );
    draft(BODY, "host", &key(1), "key_added", payload)
}

/// A fact that the passkey `point` is said to have signed.
fn asserted(point: &[u8], change: Change) -> Draft {
    let mut signed = fact(BODY, &key(3), "x");
    let id = passkey_id(point);
    signed.signature = Some(Rc::new(move |intent| {
        let challenge = URL_SAFE_NO_PAD.encode(sha256(format!("commonweal/intent/v1\n{intent}").as_bytes()));
        let client_data = format!(
            r#"{{"type":"webauthn.get","challenge":"{challenge}","origin":"https://{RP_ID}","crossOrigin":false}}"#
        );
        assert_eq!(client_data.len(), CLIENT_DATA);
        let authenticator_data = [&sha256(RP_ID.as_bytes())[..], &[5, 0, 0, 0, 0]].concat();
        let message = [&authenticator_data[..], &sha256(client_data.as_bytes())].concat();
        let sig: Signature = authenticator().sign(&message);
        let sig = sig.normalize_s().to_bytes().to_vec();
        let mut it = Assertion { authenticator_data, client_data: client_data.into_bytes(), sig };
        change(&mut it);
        format!(
            r#"{{"authenticator_data":"{}","client_data":"{}","key":"{id}","sig":"{}"}}"#,
            base64(&it.authenticator_data),
            base64(&it.client_data),
            base64(&it.sig)
        )
    }));
    signed
}

/// The sample, a passkey, and what it has signed.
fn bundle(point: &[u8], change: Change) -> Vec<u8> {
    bundle_of(&[added(point), asserted(point, change)])
}

fn bundle_of(drafts: &[Draft]) -> Vec<u8> {
    let mut sample = Sample::begun();
    for draft in drafts {
        sample.log.push(draft);
    }
    sample.bundle()
}

fn flipped(part: usize, bit: usize) -> Vec<u8> {
    let flip = move |it: &mut Assertion| {
        let bytes = [&mut it.authenticator_data, &mut it.client_data, &mut it.sig];
        bytes[part][bit / 8] ^= 1 << (bit % 8);
    };
    bundle(&point(), Rc::new(flip))
}

/// Number of bits of authenticator data, client data and signature.
const BITS: [usize; 3] = [8 * 37, 8 * CLIENT_DATA, 8 * 64];

/// Points that are none, and forms that some reader takes for one.
fn no_points() -> Vec<Vec<u8>> {
    let with = |prefix: u8, x: [u8; 32]| [&[prefix], &x[..]].concat();
    let mut x = [0; 32];
    x.copy_from_slice(&point()[1..]);
    let p = [
        0xff, 0xff, 0xff, 0xff, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    ];
    let mut off_curve = [0; 32];
    off_curve[31] = 1;
    let mut points: Vec<Vec<u8>> = [0, 1, 4, 5, 6, 7].iter().map(|prefix| with(*prefix, x)).collect();
    points.extend([with(2, p), with(2, off_curve), vec![0; 33], vec![0xff; 33]]);
    points
}

#[expect(clippy::disallowed_methods, reason = "a test is at the rim: it reads the stored vectors")]
fn vectors() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../validation/vectors/record/passkey.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn texts<'v>(list: &'v Value, member: &str) -> Vec<&'v str> {
    list.as_array().unwrap().iter().map(|item| item[member].as_str().unwrap()).collect()
}

/// The log before the entry that is judged.
fn before(vectors: &Value) -> Vec<&str> {
    vectors["before"].as_array().unwrap().iter().filter_map(Value::as_str).collect()
}

/// The rule that an entry breaks after the first two of the vectors.
fn judged(vectors: &Value, entry: &str) -> Option<Rule> {
    let mut checker = EntryChecker::new(VECTORS_ORIGIN, None, Depth::Signatures);
    for entry in before(vectors) {
        checker.push(entry.as_bytes()).unwrap();
    }
    checker.push(entry.as_bytes()).err().map(|finding| finding.rule)
}

/// Entries of the vectors, under a checkpoint of their host.
fn bundle_of_texts(entries: &[&str]) -> Vec<u8> {
    let mut log = LogWriter::new();
    for entry in entries {
        log.grow(entry);
    }
    let checkpoint = note(VECTORS_ORIGIN, entries.len(), &log.root(), &key(1), &[]);
    let header = header_line(entries.len()).replace(ORIGIN, VECTORS_ORIGIN);
    let mut lines = vec![header, policy_line(0, &[]), checkpoint_line(&checkpoint)];
    lines.extend(entries.iter().map(|entry| (*entry).to_owned()));
    seal(&lines)
}

#[test]
fn the_vectors_are_verified_or_refused_by_their_rule() {
    let vectors = vectors();
    let verified = texts(&vectors["verified"], "entry");
    assert!(verified.len() > 5);
    for (entry, what) in verified.iter().zip(texts(&vectors["verified"], "what")) {
        assert_eq!(judged(&vectors, entry), None, "{what}");
    }
    let refused = &vectors["refused"];
    let mut met = std::collections::BTreeSet::new();
    for ((entry, rule), what) in
        texts(refused, "entry").iter().zip(texts(refused, "rule")).zip(texts(refused, "what"))
    {
        assert_eq!(judged(&vectors, entry).map(Rule::name), Some(rule), "{what}");
        met.insert(rule);
    }
    let passkey_rules = Rule::ALL.iter().map(|rule| rule.name()).filter(|name| name.starts_with("passkey-"));
    for rule in passkey_rules {
        assert!(met.contains(rule), "no vector breaks {rule}");
    }
}

#[test]
fn a_passkey_signs_for_its_body() {
    assert_eq!(first(&bundle(&point(), unchanged())), None);
}

#[test]
fn every_flipped_bit_of_an_assertion_is_found_at_its_entry() {
    for (part, bits) in BITS.into_iter().enumerate() {
        for bit in 0..bits {
            let found = first(&flipped(part, bit));
            assert_eq!(found.map(|(place, _)| place), Some(Place::Entry(6)), "part {part} bit {bit}");
        }
    }
}

#[test]
fn without_signatures_an_assertion_is_not_judged() {
    assert_eq!(first_at(&flipped(2, 9), Depth::Hashes), None);
    assert_eq!(first_at(&flipped(0, 9), Depth::Hashes), None);
}

#[test]
fn a_key_that_is_no_compressed_point_signs_nothing() {
    for point in no_points() {
        assert_eq!(first(&bundle_of(&[added(&point)])), None, "{}", hex(&point));
        let found = first(&bundle(&point, unchanged()));
        assert_eq!(found, Some((Place::Entry(6), Rule::Signature)), "{}", hex(&point));
    }
}

/// Additions and assertions whose form is wrong.
fn misshapen() -> Vec<(Rule, Vec<u8>)> {
    let payload = |from: &str, to: &str| {
        let mut wrong = added(&point());
        assert!(wrong.payload.contains(from));
        wrong.payload = wrong.payload.replacen(from, to, 1);
        (Rule::Payload, bundle_of(&[wrong]))
    };
    let sized = |rule, change: fn(&mut Assertion)| (rule, bundle(&point(), Rc::new(change)));
    let without = |part: &'static str| {
        let mut signed = asserted(&point(), unchanged());
        let whole = signed.signature.take().unwrap();
        signed.signature = Some(Rc::new(move |intent| {
            let text = whole(intent);
            let start = text.find(part).unwrap() - 1;
            let end = start + text[start..].find(',').unwrap() + 1;
            format!("{}{}", &text[..start], &text[end..])
        }));
        (Rule::Shape, bundle_of(&[added(&point()), signed]))
    };
    let id = passkey_id(&point());
    let other_id = hex(&sha256(&[b"commonweal/key/v1\n".as_slice(), &point()].concat()))[..32].to_owned();
    vec![
        payload(&format!(r#","rp_id":"{RP_ID}""#), ""),
        payload(RP_ID, "Record.example"),
        payload(RP_ID, "127.0.0.1"),
        payload(&base64(&point()), &base64(&point()[1..])),
        payload(&id, &other_id),
        sized(Rule::Shape, |it| it.authenticator_data.truncate(36)),
        sized(Rule::Shape, |it| it.authenticator_data.resize(1_025, 0)),
        sized(Rule::Signature, |it| it.authenticator_data.resize(1_024, 0)),
        sized(Rule::Shape, |it| it.client_data.clear()),
        sized(Rule::Shape, |it| it.client_data.resize(1_025, b' ')),
        sized(Rule::Signature, |it| it.client_data.resize(1_024, b' ')),
        sized(Rule::PasskeyClientData, |it| it.client_data = "[".repeat(1_024).into_bytes()),
        sized(Rule::PasskeyClientData, |it| it.client_data = b"{\"a\":\"\xe9\"}".to_vec()),
        sized(Rule::PasskeyClientData, |it| it.client_data.splice(1..1, *br#""x":"\ud800","#).for_each(drop)),
        sized(Rule::PasskeyClientData, |it| it.client_data.splice(1..1, *br#""x":NaN,"#).for_each(drop)),
        sized(Rule::PasskeyClientData, |it| it.client_data.splice(1..1, *b"\"x\":01,").for_each(drop)),
        sized(Rule::Signature, |it| it.client_data.splice(1..1, *br#""x":1e999,"#).for_each(drop)),
        sized(Rule::Signature, |it| it.client_data.splice(1..1, "\"e\u{301}\":{},".bytes()).for_each(drop)),
        without("authenticator_data"),
        without("client_data"),
    ]
}

#[test]
fn additions_and_assertions_have_their_form() {
    for (number, (rule, bundle)) in misshapen().into_iter().enumerate() {
        assert_eq!(first(&bundle).map(|(_, rule)| rule), Some(rule), "number {number}");
    }
}

/// An assertion beside the signature of an Ed25519 key.
fn beside_another_key() -> Vec<u8> {
    let mut signed = fact("acute-trust", &key(3), "x");
    let whole = asserted(&point(), unchanged()).signature.unwrap();
    let id = crate::writer::key_id(&key(3));
    signed.signature = Some(Rc::new(move |intent| whole(intent).replace(&passkey_id(&point()), &id)));
    bundle_of(&[signed])
}

#[test]
fn an_assertion_stands_beside_no_other_keys_signature() {
    assert_eq!(first(&beside_another_key()), Some((Place::Entry(5), Rule::PasskeyFields)));
}

/// All of the above, for the comparison of the two verifiers.
pub(crate) fn bundles() -> Vec<Vec<u8>> {
    let mut bundles = vec![bundle(&point(), unchanged()), beside_another_key()];
    bundles.extend(no_points().iter().map(|point| bundle(point, unchanged())));
    bundles.extend(misshapen().into_iter().map(|(_, bundle)| bundle));
    for (part, bits) in BITS.into_iter().enumerate() {
        bundles.extend((0..bits).step_by([1, 3, 3][part]).map(|bit| flipped(part, bit)));
    }
    let vectors = vectors();
    for entry in ["verified", "refused"].iter().flat_map(|list| texts(&vectors[*list], "entry")) {
        bundles.push(bundle_of_texts(&[&before(&vectors)[..], &[entry]].concat()));
    }
    bundles
}
