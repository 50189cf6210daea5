//! Section 2: the shape of entries, each fault by one wrong input.

use commonweal_record::canonical::{Value, parse, to_bytes};
use commonweal_record::entry::{BodyId, Entry, EntryError, Instant, Origin, SignedIntent, Stream};
use proptest::prelude::*;

use crate::support::{body_key, lesson, opened};

fn bytes() -> Vec<u8> {
    opened().1[1].to_bytes()
}

/// The bytes of a good entry with the member at `path` replaced, or taken out where there is none to put in its place.
fn with(path: &[&str], value: Option<Value>) -> Vec<u8> {
    let mut entry = parse(&bytes()).unwrap();
    let (last, way) = path.split_last().unwrap();
    let mut inner = &mut entry;
    for key in way {
        let Value::Object(members) = inner else { panic!("{key}") };
        inner = members.get_mut(*key).unwrap();
    }
    let Value::Object(members) = inner else { panic!("{last}") };
    match value {
        Some(value) => members.insert((*last).to_owned(), value),
        None => members.remove(*last),
    };
    to_bytes(&entry)
}

#[test]
fn an_entry_has_one_form_of_bytes() {
    let (_, entries) = opened();
    for entry in entries {
        assert_eq!(Entry::from_bytes(&entry.to_bytes()), Ok(entry));
    }
}

#[test]
fn the_bytes_begin_with_admission_and_the_signed_bytes_with_their_purpose() {
    let (_, entries) = opened();
    let bytes = String::from_utf8(entries[1].to_bytes()).unwrap();
    assert!(
        bytes.starts_with(
            r#"{"admission":{"at":"2026-09-21T14:14:20Z","seq":1},"intent":{"attest":"host","body":"#
        ),
        "{bytes}"
    );
    assert!(bytes.contains(r#""stream":"keys/north-trust","v":1},"signature":{"key":""#), "{bytes}");
    let signed = String::from_utf8(entries[1].intent.signed_bytes()).unwrap();
    assert!(signed.starts_with("commonweal/intent/v1\n{\"attest\":\"host\","), "{signed}");
}

#[test]
fn every_member_must_be_there() {
    let paths: [&[&str]; 19] = [
        &["admission"],
        &["admission", "at"],
        &["admission", "seq"],
        &["intent"],
        &["intent", "attest"],
        &["intent", "body"],
        &["intent", "expected"],
        &["intent", "id"],
        &["intent", "kind"],
        &["intent", "log"],
        &["intent", "payload"],
        &["intent", "schema"],
        &["intent", "seen"],
        &["intent", "seen", "root"],
        &["intent", "seen", "size"],
        &["intent", "stream"],
        &["intent", "v"],
        &["signature", "key"],
        &["signature", "sig"],
    ];
    for path in paths {
        let place = path.join(".");
        assert_eq!(Entry::from_bytes(&with(path, None)), Err(EntryError::Missing { place }));
    }
}

#[test]
fn no_other_member_may_be_there() {
    let paths: [&[&str]; 5] = [
        &["extra"],
        &["admission", "extra"],
        &["intent", "extra"],
        &["intent", "seen", "extra"],
        &["signature", "extra"],
    ];
    for path in paths {
        let place = path.join(".");
        assert_eq!(Entry::from_bytes(&with(path, Some(Value::Null))), Err(EntryError::Unexpected { place }));
    }
}

#[test]
fn every_member_has_its_type_and_form() {
    let forms: [(&[&str], Value); 16] = [
        (&["admission", "at"], "2026-02-29T09:00:00Z".into()),
        (&["admission", "seq"], (-1).into()),
        (&["intent", "actor"], "Jo Bloggs".into()),
        (&["intent", "attest"], "nobody".into()),
        (&["intent", "body"], "-north".into()),
        (&["intent", "expected"], (-1).into()),
        (&["intent", "id"], "0".into()),
        (&["intent", "kind"], "Key Added".into()),
        (&["intent", "log"], "record.example/east".into()),
        (&["intent", "schema"], 0.into()),
        (&["intent", "seen", "root"], "AA".into()),
        (&["intent", "seen", "size"], (-1).into()),
        (&["intent", "stream"], "Keys".into()),
        (&["intent", "v"], 2.into()),
        (&["signature", "key"], "0".into()),
        (&["signature", "sig"], "AAAA".into()),
    ];
    for (path, value) in forms {
        let error = Entry::from_bytes(&with(path, Some(value))).unwrap_err();
        assert!(matches!(&error, EntryError::BadForm { place, .. } if *place == path.join(".")), "{error}");
        assert_eq!(error.name(), "bad-shape");
        let error = Entry::from_bytes(&with(path, Some(Value::Null))).unwrap_err();
        assert!(matches!(&error, EntryError::WrongType { place, .. } if *place == path.join(".")), "{error}");
    }
    for path in [&["intent", "payload"][..], &["intent", "seen"], &["admission"], &["signature"]] {
        let error = Entry::from_bytes(&with(path, Some(Value::List(vec![])))).unwrap_err();
        assert!(matches!(&error, EntryError::WrongType { place, .. } if *place == path.join(".")), "{error}");
    }
    assert!(matches!(Entry::from_bytes(b"[]"), Err(EntryError::WrongType { .. })));
    assert_eq!(Entry::from_bytes(b"{ }").unwrap_err().name(), "not-canonical");
}

#[test]
fn ids_keep_to_their_patterns() {
    let origin = |text: &str| text.parse::<Origin>().is_ok();
    assert!(origin("a.b-1/c-2/10-00112233445566ff"));
    for bad in [
        "a/b",
        "/b/1-00112233445566ff",
        "a/b/c/1-00112233445566ff",
        "a/b/0-00112233445566ff",
        "a/b/-00112233445566ff",
        "a/b/1-00112233445566FF",
        "a/b/1-00112233445566f",
        "A/b/1-00112233445566ff",
        "a/b.c/1-00112233445566ff",
    ] {
        assert!(!origin(bad), "{bad}");
    }
    let body = |text: &str| text.parse::<BodyId>().is_ok();
    assert!(body("1-trust") && body(&"a".repeat(64)));
    assert!(!body("") && !body("-a") && !body("a_b") && !body(&"a".repeat(65)));
    let stream = |text: &str| text.parse::<Stream>().is_ok();
    assert!(stream("partnership") && stream("meeting/2026-10-07") && stream("a/-"));
    assert!(
        !stream("")
            && !stream("a/")
            && !stream("/a")
            && !stream("a/b/c")
            && !stream("a1/b")
            && !stream("a/B")
    );
}

#[test]
fn instants_are_real_seconds_in_one_spelling() {
    for text in ["0001-01-01T00:00:00Z", "2024-02-29T23:59:59Z", "9999-12-31T23:59:59Z"] {
        assert_eq!(text.parse::<Instant>().unwrap().to_string(), text);
    }
    for text in [
        "0000-01-01T00:00:00Z",
        "2023-02-29T00:00:00Z",
        "2024-13-01T00:00:00Z",
        "2024-01-01T24:00:00Z",
        "2024-01-01T00:60:00Z",
        "2024-01-01T00:00:60Z",
        "2024-01-01T00:00:00.0Z",
        "2024-01-01t00:00:00Z",
        "2024-01-01T00:00:00z",
        "2024-01-01 00:00:00Z",
        "+024-01-01T00:00:00Z",
    ] {
        assert!(text.parse::<Instant>().is_err(), "{text}");
    }
    assert_eq!(Instant::from_unix(1_679_315_147).unwrap().to_string(), "2023-03-20T12:25:47Z");
    assert_eq!(Instant::from_unix(u64::MAX), None);
}

#[test]
fn a_signed_intent_travels_as_it_was_signed() {
    let (state, _) = opened();
    let mut intent = lesson(&state, None);
    intent.actor = Some("00112233445566778899aabbccddeeff".parse().unwrap());
    let signed = intent.sign(&body_key());
    assert_eq!(SignedIntent::from_bytes(&signed.to_bytes()), Ok(signed.clone()));
    assert!(signed.verify(&body_key().public().into()).is_ok());
    assert!(signed.verify(&crate::support::host().public().into()).is_err());
}

proptest! {
    /// An entry with one byte changed is no entry, or another one with another leaf: nothing is read the same from other bytes.
    #[test]
    fn changed_bytes_are_no_entry_or_another(place: prop::sample::Index, byte: u8) {
        let good = bytes();
        let mut changed = good.clone();
        let place = place.index(good.len());
        prop_assume!(changed[place] != byte);
        changed[place] = byte;
        if let Ok(entry) = Entry::from_bytes(&changed) {
            prop_assert_eq!(entry.to_bytes(), changed);
            prop_assert_ne!(entry, Entry::from_bytes(&good).unwrap());
        }
    }
}
