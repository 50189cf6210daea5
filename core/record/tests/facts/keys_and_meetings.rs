//! What begins once and ends once: the log, a key, a meeting.

use commonweal_record::key::SecretKey;

use crate::findings::two;
use crate::teller::{Teller, hash};

#[test]
fn a_key_is_added_once_and_revoked_once() {
    let mut teller = two();
    let key = SecretKey::from_bytes(&[7; 32]).public();
    let id = key.id().to_string();
    let added = format!(r#"{{"key":"{}","key_id":"{id}","of":"ash"}}"#, key.to_base64());
    let revoked = format!(r#"{{"key_id":"{id}","reason":"the token was lost"}}"#);
    assert_eq!(
        teller.wrong("ash", "key_revoked", &revoked),
        [format!("there is no key '{id}' before this entry")]
    );
    assert_eq!(teller.wrong("ash", "key_added", &added).len(), 0);
    assert_eq!(teller.wrong("ash", "key_added", &added), [format!("the key '{id}' was there already")]);
    assert_eq!(teller.wrong("ash", "key_revoked", &revoked).len(), 0);
    assert_eq!(teller.wrong("ash", "key_revoked", &revoked), [format!("the key '{id}' is closed already")]);
    let known = &teller.state.log.keys[&key.id()];
    assert_eq!(known.added.fact.of.as_str(), "ash");
    assert_eq!(known.revoked.as_ref().map(|told| told.seq), Some(teller.state.size - 2));
}

#[test]
fn a_log_is_opened_by_its_first_entry_and_by_no_other() {
    let key = SecretKey::from_bytes(&[8; 32]).public().to_base64();
    let opened =
        format!(r#"{{"host_key":"{key}","name":"North","origin":"north.example/north/1-0000000000000001"}}"#);
    let mut first = Teller::new();
    assert_eq!(first.wrong("host", "log_opened", &opened).len(), 0);
    assert!(first.state.log.opened.is_some());
    let mut later = two();
    assert_eq!(later.wrong("host", "log_opened", &opened).len(), 1);
    assert!(later.state.log.opened.is_none());
}

#[test]
fn a_meeting_is_called_before_it_is_held_once_and_each_approves_its_minutes() {
    let mut teller = two();
    let called = r#"{"items":[],"meeting":"m-1","on":"2026-10-07"}"#;
    let held = r#"{"attendance":[],"meeting":"m-1"}"#;
    let approved = format!(r#"{{"document":"{}","meeting":"m-1"}}"#, hash('c'));
    for (kind, payload) in [("meeting_held", held), ("minute_approved", approved.as_str())] {
        assert_eq!(teller.wrong("ash", kind, payload), ["there is no meeting 'm-1' before this entry"]);
    }
    assert_eq!(teller.wrong("ash", "meeting_called", called).len(), 0);
    assert_eq!(teller.wrong("birch", "meeting_called", called), ["the meeting 'm-1' was there already"]);
    assert_eq!(teller.wrong("ash", "meeting_held", held).len(), 0);
    assert_eq!(teller.wrong("birch", "meeting_held", held), ["the meeting 'm-1' is closed already"]);
    for name in ["ash", "birch"] {
        assert_eq!(teller.wrong(name, "minute_approved", &approved).len(), 0);
    }
    let meeting = &teller.state.meetings[&"m-1".parse().unwrap()];
    assert_eq!(meeting.held.as_ref().unwrap().body.as_str(), "ash");
    assert_eq!(meeting.minutes.len(), 2);
}
