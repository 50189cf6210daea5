//! What the entries say about witnesses is held against what a bundle asks for.

use commonweal_verify::{Depth, EntryChecker, Policy, Trust, verify_bundle};

use crate::sample::{Sample, witnesses};
use crate::writer::{Draft, ORIGIN, base64, draft, key, public};

fn says(kind: &'static str, payload: String) -> Draft {
    draft("acute-trust", "body", &key(3), kind, payload)
}

fn named(name: &str, number: u8) -> Draft {
    let key = base64(&public(&key(number)));
    says("witness_named", format!(r#"{{"key":"{key}","name":"{name}"}}"#))
}

fn needed(k: u64) -> Draft {
    says("witness_policy_set", format!(r#"{{"needed":{k}}}"#))
}

fn dropped(name: &str) -> Draft {
    says("witness_dropped", format!(r#"{{"name":"{name}"}}"#))
}

/// The sample, whose fifth and sixth entries name two witnesses and whose seventh asks for both.
fn stated() -> Sample {
    let mut sample = Sample::begun();
    for draft in [named("witness.example/north", 10), named("witness.example/south", 11), needed(2)] {
        sample.log.push(&draft);
    }
    sample
}

fn checker(sample: &Sample) -> EntryChecker {
    let mut checker = EntryChecker::new(ORIGIN, None, Depth::Signatures);
    for entry in &sample.log.entries {
        checker.push(entry.as_bytes()).unwrap();
    }
    checker
}

fn policy(sample: &Sample, size: u64) -> (u64, Vec<String>) {
    let Policy { k, witnesses } = checker(sample).policy_at(size);
    (k, witnesses.into_iter().map(|witness| witness.name.rsplit('/').next().unwrap().to_owned()).collect())
}

fn of(k: u64, names: &[&str]) -> (u64, Vec<String>) {
    (k, names.iter().map(ToString::to_string).collect())
}

#[test]
fn the_policy_at_a_size_is_what_the_entries_under_it_say() {
    let mut sample = stated();
    for (size, expected) in [
        (5, of(0, &[])),
        (6, of(0, &["north"])),
        (7, of(0, &["north", "south"])),
        (8, of(2, &["north", "south"])),
    ] {
        assert_eq!(policy(&sample, size), expected, "{size} entries");
    }
    sample.log.push(&dropped("witness.example/north"));
    assert_eq!(policy(&sample, 8), of(2, &["north", "south"]));
    assert_eq!(policy(&sample, 9), of(2, &["south"]), "too few are left, and still two are needed");
}

#[test]
fn what_contradicts_the_entries_before_it_changes_no_policy() {
    let mut sample = stated();
    for draft in [
        needed(3),
        needed(0),
        named("witness.example/north", 12),
        named("witness.example/west", 10),
        named("witness.example/host", 1),
        dropped("witness.example/east"),
        says("witness_policy_set", r#"{"needed":"1"}"#.to_owned()),
    ] {
        sample.log.push(&draft);
    }
    assert_eq!(policy(&sample, sample.log.entries.len() as u64), of(2, &["north", "south"]));
}

#[test]
fn a_bundle_that_asks_for_less_than_its_entries_is_said_to() {
    let warnings = |k, policy| {
        let mut sample = stated();
        (sample.k, sample.policy) = (k, policy);
        let trust = Trust { host_key: Some(public(&key(1))), witnesses: None };
        verify_bundle(&sample.bundle(), trust, Depth::Signatures).unwrap().warnings
    };
    let turned: Vec<_> = witnesses().into_iter().rev().collect();
    assert_eq!(warnings(2, turned), [""; 0], "the order says nothing");
    let weaker = warnings(1, witnesses());
    assert_eq!(
        weaker,
        [
            "the entries ask for 2 of witness.example/north, witness.example/south, and this was checked for 1 of \
          witness.example/north, witness.example/south"
        ]
    );
    assert!(warnings(0, Vec::new())[0].ends_with("for 0 of nobody"));
}
