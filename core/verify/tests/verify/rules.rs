//! Each rule of the specification, broken by a writer that stands by what it wrote: the sums fit, the signatures are right.

use commonweal_verify::{Place, Rule};
use ed25519_dalek::SigningKey;

use crate::first;
use crate::sample::{Sample, fact};
use crate::writer::{
    Draft, LogWriter, OTHER_ORIGIN, draft, key, key_added, key_revoked, log_opened, seal, sha256,
};

/// The sample with one more entry.
fn with(draft: &Draft) -> Option<(Place, Rule)> {
    let mut sample = Sample::begun();
    sample.log.push(draft);
    first(&sample.bundle())
}

fn lesson() -> Draft {
    fact("acute-trust", &key(3), "meet in person")
}

pub(crate) const NEXT: Place = Place::Entry(5);

#[test]
fn a_further_fact_verifies() {
    assert_eq!(with(&lesson()), None);
}

#[test]
fn a_fact_must_stand_in_its_log_at_its_place_in_time_and_under_its_own_id() {
    let wrong = |change: fn(&mut Draft)| {
        let mut draft = lesson();
        change(&mut draft);
        with(&draft)
    };
    assert_eq!(wrong(|it| it.log = OTHER_ORIGIN), Some((NEXT, Rule::Log)));
    assert_eq!(wrong(|it| it.seq = Some(6)), Some((NEXT, Rule::Seq)));
    assert_eq!(wrong(|it| it.seq = Some(4)), Some((NEXT, Rule::Seq)));
    assert_eq!(wrong(|it| it.at = Some("2026-10-01T00:03:59Z".to_owned())), Some((NEXT, Rule::At)));
    assert_eq!(wrong(|it| it.at = Some("2026-10-01T00:04:00Z".to_owned())), None);
    assert_eq!(wrong(|it| it.id = Some(format!("{:032x}", 0xabc_0000_0002_u64))), Some((NEXT, Rule::Id)));
    assert_eq!(wrong(|it| it.expected = Some(3)), Some((NEXT, Rule::Expected)));
    assert_eq!(wrong(|it| it.expected = Some(5)), Some((NEXT, Rule::Expected)));
    assert_eq!(wrong(|it| it.stream = "agreement/1"), None);
}

#[test]
fn a_signer_that_saw_another_history_is_found() {
    let saw = |size, root| {
        let mut draft = lesson();
        draft.seen = Some((size, root));
        with(&draft)
    };
    let log = Sample::begun().log;
    assert_eq!(saw(5, log.root()), None);
    assert_eq!(saw(5, sha256(b"another history")), Some((NEXT, Rule::Seen)));
    assert_eq!(saw(4, log.root()), Some((NEXT, Rule::Seen)));
    assert_eq!(saw(6, log.root()), Some((NEXT, Rule::Seen)));
    assert_eq!(saw(0, sha256(b"")), None);
}

#[test]
fn only_a_key_of_the_body_that_is_valid_at_the_entry_signs_for_it() {
    let host = key(1);
    let signed_by = |attest, signer: &SigningKey| {
        with(&draft("acute-trust", attest, signer, "lesson", r#"{"text":"x"}"#.to_owned()))
    };
    let not_valid = Some((NEXT, Rule::KeyNotValid));
    assert_eq!(signed_by("body", &key(9)), not_valid, "a stranger");
    assert_eq!(signed_by("body", &key(2)), not_valid, "a revoked key");
    assert_eq!(signed_by("body", &host), not_valid, "the host in the place of the body");
    assert_eq!(signed_by("host", &key(3)), not_valid, "the body in the place of the host");
    assert_eq!(signed_by("host", &host), None);
    let mut other_body = lesson();
    other_body.body = "community-provider";
    assert_eq!(with(&other_body), not_valid, "a key of another body");
    let mut borrowed = fact("acute-trust", &key(9), "x");
    borrowed.key_id = Some(crate::writer::key_id(&key(3)));
    assert_eq!(with(&borrowed), Some((NEXT, Rule::Signature)), "a stranger under the name of a valid key");
}

#[test]
fn keys_are_added_and_revoked_by_their_body_and_once() {
    let (host, valid) = (key(1), key(3));
    let no = Some((NEXT, Rule::KeyChange));
    assert_eq!(with(&key_added("acute-trust", "body", &valid, &key(4))), None);
    assert_eq!(with(&key_added("acute-trust", "host", &host, &key(4))), no, "the body has a valid key");
    assert_eq!(with(&key_added("mental-health", "host", &host, &key(4))), None, "it has none");
    assert_eq!(with(&key_added("acute-trust", "body", &valid, &valid)), no, "added twice");
    assert_eq!(with(&key_added("acute-trust", "body", &valid, &key(2))), no, "added and revoked before");
    assert_eq!(with(&key_added("acute-trust", "body", &valid, &host)), no, "the host's own key");
    let mut for_another = key_added("mental-health", "body", &valid, &key(4));
    for_another.body = "acute-trust";
    assert_eq!(with(&for_another), no);
    assert_eq!(with(&key_revoked("acute-trust", "body", &valid, &valid)), None, "a key may revoke itself");
    assert_eq!(with(&key_revoked("acute-trust", "host", &host, &valid)), no, "the host may not");
    assert_eq!(with(&key_revoked("acute-trust", "body", &valid, &key(2))), no, "revoked before");
    assert_eq!(with(&key_revoked("acute-trust", "body", &valid, &key(9))), no, "never added");
}

#[test]
fn after_its_last_key_is_revoked_a_body_is_helped_by_the_host() {
    let mut sample = Sample::begun();
    let (host, valid) = (key(1), key(3));
    sample.log.push(&key_revoked("acute-trust", "body", &valid, &valid));
    sample.log.push(&key_added("acute-trust", "host", &host, &key(4)));
    sample.log.push(&fact("acute-trust", &key(4), "we are back"));
    assert_eq!(first(&sample.bundle()), None);
}

#[test]
fn a_log_is_opened_once_and_first() {
    let host = key(1);
    assert_eq!(with(&log_opened(&host)), Some((NEXT, Rule::Opening)));
    let opened_by = |draft: &Draft| {
        let mut sample = Sample::begun();
        sample.log = LogWriter::new();
        sample.log.push(draft);
        (sample.early, sample.blobs) = (Vec::new(), Vec::new());
        first(&sample.bundle())
    };
    let start = Place::Entry(0);
    assert_eq!(opened_by(&log_opened(&host)), None);
    assert_eq!(opened_by(&key_added("acute-trust", "host", &host, &key(2))), Some((start, Rule::Opening)));
    let mut by_a_body = log_opened(&host);
    by_a_body.attest = "body";
    assert_eq!(opened_by(&by_a_body), Some((start, Rule::Opening)));
    let mut elsewhere = log_opened(&host);
    elsewhere.payload = elsewhere.payload.replace("/1-", "/2-");
    assert_eq!(opened_by(&elsewhere), Some((start, Rule::Opening)));
    let mut by_another = log_opened(&host);
    by_another.signer = key(9);
    assert_eq!(opened_by(&by_another), Some((start, Rule::KeyNotValid)));
    let mut succeeding = log_opened(&host);
    let previous =
        format!(r#","previous":{{"origin":"{OTHER_ORIGIN}","root":"{}","size":7}}}}"#, "ab".repeat(32));
    succeeding.payload = succeeding.payload.replace('}', &previous);
    assert_eq!(opened_by(&succeeding), None);
    succeeding.payload = succeeding.payload.replace(":7}", ":-7}");
    assert_eq!(opened_by(&succeeding), Some((start, Rule::Payload)));
}

#[test]
fn a_payload_about_keys_has_its_form() {
    let valid = key(3);
    let mut misnamed = key_added("acute-trust", "body", &valid, &key(4));
    misnamed.payload = misnamed.payload.replace(&crate::writer::key_id(&key(4)), &"0".repeat(32));
    assert_eq!(with(&misnamed), Some((NEXT, Rule::Payload)));
    let mut wordless = key_revoked("acute-trust", "body", &valid, &valid);
    wordless.payload = wordless.payload.replace(r#","reason":"lost""#, "");
    assert_eq!(with(&wordless), Some((NEXT, Rule::Payload)));
}

/// The last entry's text with one thing replaced, before the checkpoint and the sums are made.
fn rewritten(from: &str, to: &str) -> Option<(Place, Rule)> {
    let sample = Sample::begun();
    let lines = sample.lines();
    let entry = lines.len() - 3;
    assert!(lines[entry].contains(from), "{from}");
    let mut changed = lines.clone();
    changed[entry] = lines[entry].replacen(from, to, 1);
    first(&seal(&changed))
}

#[test]
fn each_rule_of_canonical_json_has_its_name() {
    let at = |rule| Some((Place::Entry(4), rule));
    let text = r#""text":"café\n""#;
    assert_eq!(rewritten(text, &format!(r#""text":"{}""#, "x".repeat(65_535))), at(Rule::TooLarge));
    assert_eq!(rewritten(text, r#""text":"café"#), at(Rule::NotJson));
    assert_eq!(rewritten(text, r#""text":"\ud800""#), at(Rule::NotJson));
    assert_eq!(rewritten(text, "\"text\":\"caf\u{1}\""), at(Rule::NotJson));
    assert_eq!(rewritten(text, r#""text":01"#), at(Rule::NotJson));
    assert_eq!(rewritten(text, r#""text":"a","text":"a""#), at(Rule::DuplicateKey));
    assert_eq!(rewritten(text, r#""Text":"a""#), at(Rule::BadKey));
    assert_eq!(rewritten(text, &format!(r#""{}":1"#, "t".repeat(65))), at(Rule::BadKey));
    for number in ["1.0", "1e3", "-0", "0.5", "1E+2"] {
        assert_eq!(rewritten(text, &format!(r#""text":{number}"#)), at(Rule::NotInteger), "{number}");
    }
    for number in ["9007199254740992", "-9007199254740992", "123456789012345678901234567890"] {
        assert_eq!(rewritten(text, &format!(r#""text":{number}"#)), at(Rule::UnsafeInteger), "{number}");
    }
    assert_eq!(rewritten(text, r#""text":9007199254740991"#), at(Rule::Signature), "the largest one is read");
    assert_eq!(rewritten(text, "\"text\":\"cafe\u{301}\""), at(Rule::NotNfc));
    // The entry, the intent and the payload are three levels.
    let nested = |levels: usize| format!(r#""text":{}{}"#, "[".repeat(levels), "]".repeat(levels));
    assert_eq!(rewritten(text, &nested(29)), at(Rule::Signature));
    assert_eq!(rewritten(text, &nested(30)), at(Rule::TooDeep));
    assert_eq!(rewritten(text, &nested(30_000)), at(Rule::TooDeep));
    for escaped in [r"\u000a", r"\/", r"\u0041", r"\u001F", r"\u00e9", r"\ud83d\ude00"] {
        assert_eq!(rewritten(text, &format!(r#""text":"{escaped}""#)), at(Rule::NotCanonical), "{escaped}");
    }
    for escaped in [r"\u001f", r"\u0000", r"\b\t\n\f\r", r#"\"\\"#, "\u{7f}", "\u{1f600}"] {
        assert_eq!(rewritten(text, &format!(r#""text":"{escaped}""#)), at(Rule::Signature), "{escaped}");
    }
    assert_eq!(rewritten(text, r#""text": "a""#), at(Rule::NotCanonical));
    assert_eq!(rewritten(r#","text""#, r#","a":1,"text""#), at(Rule::NotCanonical), "keys out of order");
}

#[test]
fn the_first_broken_rule_of_canonical_json_is_the_answer() {
    let at = |rule| Some((Place::Entry(4), rule));
    let text = r#""text":"café\n""#;
    let deep = format!("{}1.5,9007199254740992,\"cafe\u{301}\"{}", "[".repeat(40), "]".repeat(40));
    assert_eq!(rewritten(text, &format!(r#""text":{deep},"B":1,"B":1"#)), at(Rule::DuplicateKey));
    assert_eq!(rewritten(text, &format!(r#""text":{deep},"B":1"#)), at(Rule::BadKey));
    assert_eq!(rewritten(text, &format!(r#""text":{deep}"#)), at(Rule::NotInteger));
    assert_eq!(rewritten(text, &format!(r#""text":{}"#, deep.replace("1.5,", ""))), at(Rule::UnsafeInteger));
    assert_eq!(rewritten(text, &format!(r#""text":{deep}}}"#)), at(Rule::NotJson));
}

#[test]
fn an_entry_has_its_fields_and_no_other() {
    let at = Some((Place::Entry(4), Rule::Shape));
    for (from, to) in [
        (r#","v":1}"#, r#","v":2}"#),
        (r#","v":1}"#, r#","v":1,"w":1}"#),
        (r#","v":1}"#, "}"),
        (r#""schema":1"#, r#""schema":"1""#),
        (r#""schema":1"#, r#""schema":0"#),
        (r#""kind":"meeting"#, r#""kind":"Meeting"#),
        (r#""expected":0"#, r#""expected":-1"#),
        (r#""size":3"#, r#""size":-3"#),
        (r#""attest":"body""#, r#""attest":"both""#),
        (r#""body":"acute-trust""#, r#""body":"Acute trust""#),
        (r#""actor":"0123"#, r#""actor":"name"#),
        (r#""stream":"meeting/"#, r#""stream":"meeting//"#),
        ("T00:04:00Z", "T24:04:00Z"),
        ("2026-10-01", "2026-02-29"),
        (r#""seq":4"#, r#""seq":"4""#),
        (r#""seq":4"#, r#""seq":true"#),
        (r#"=="}}"#, r#"="}}"#),
    ] {
        assert_eq!(rewritten(from, to), at, "{from} {to}");
    }
    assert_eq!(
        rewritten(r#""actor":"0123456789abcdef0123456789abcdef","#, ""),
        Some((Place::Entry(4), Rule::Signature))
    );
}
