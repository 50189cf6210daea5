//! Who must cosign before anything is final, as the record says it and as the fold keeps it.

use commonweal_record::fact::Fact;
use commonweal_record::key::SecretKey;
use commonweal_record::partnership::{Effect, Matter};

use crate::teller::{Teller, json};

fn key(seed: u8) -> String {
    SecretKey::from_bytes(&[seed; 32]).public().to_base64()
}

fn name(teller: &mut Teller, witness: &str, seed: u8) -> u64 {
    teller.tell("ash", "witness_named", &format!(r#"{{"key":"{}","name":"{witness}"}}"#, key(seed)))
}

fn ask_for(teller: &mut Teller, needed: u8) -> u64 {
    teller.tell("ash", "witness_policy_set", &format!(r#"{{"needed":{needed}}}"#))
}

fn drop_witness(teller: &mut Teller, witness: &str) -> u64 {
    teller.tell("ash", "witness_dropped", &format!(r#"{{"name":"{witness}"}}"#))
}

/// Three witnesses, two of which are needed.
fn two_of_three() -> Teller {
    let mut teller = Teller::new();
    teller.partners(&["ash"]);
    for (witness, seed) in [("w.birch", 1), ("w.cedar", 2), ("w.elm", 3)] {
        name(&mut teller, witness, seed);
    }
    ask_for(&mut teller, 2);
    assert_eq!(teller.state.findings, []);
    teller
}

#[test]
fn more_witnesses_than_are_named_cannot_be_asked_for() {
    let mut teller = two_of_three();
    let seq = ask_for(&mut teller, 4);
    let matter = Matter::TooFewWitnesses { needed: 4, named: 3 };
    assert_eq!(teller.found(seq), [&matter]);
    assert_eq!(matter.effect(), Effect::SetAside);
    assert_eq!(teller.state.log.witnesses_needed_at(u64::MAX), Some(2), "the earlier policy stands");
    let seq = ask_for(&mut teller, 3);
    assert!(teller.found(seq).is_empty());
}

#[test]
fn dropping_a_witness_below_the_policy_takes_effect_and_is_found() {
    let mut teller = two_of_three();
    let enough = drop_witness(&mut teller, "w.birch");
    assert!(teller.found(enough).is_empty());
    let short = drop_witness(&mut teller, "w.cedar");
    let matter = Matter::PolicyUnmet { needed: 2, left: 1 };
    assert_eq!(teller.found(short), [&matter]);
    assert_eq!(matter.effect(), Effect::Flagged);
    let left: Vec<_> = teller.state.log.witnesses_at(u64::MAX).map(|it| it.name.as_str()).collect();
    assert_eq!((left, teller.state.log.witnesses_needed_at(u64::MAX)), (vec!["w.elm"], Some(2)));
}

#[test]
fn a_checkpoint_is_judged_by_what_the_entries_under_it_say() {
    let mut teller = two_of_three();
    let log = &teller.state.log;
    // Entries: 0 and 1 found the partnership, 2 to 4 name witnesses, 5 asks for two.
    assert_eq!((log.witnesses_at(4).count(), log.witnesses_at(5).count()), (2, 3));
    assert_eq!((log.witnesses_needed_at(5), log.witnesses_needed_at(6)), (None, Some(2)));
    let dropped = drop_witness(&mut teller, "w.elm");
    let log = &teller.state.log;
    assert_eq!((log.witnesses_at(dropped).count(), log.witnesses_at(dropped + 1).count()), (3, 2));
}

#[test]
fn a_key_witnesses_under_one_name_and_a_host_not_at_all() {
    let mut teller = Teller::new();
    let origin = "record.example/northdown/1-0123456789abcdef";
    let opening = format!(r#"{{"host_key":"{}","name":"Northdown","origin":"{origin}"}}"#, key(9));
    teller.tell("ash", "log_opened", &opening);
    name(&mut teller, "w.birch", 1);
    let again = name(&mut teller, "w.cedar", 1);
    assert_eq!(teller.found(again), [&Matter::Repeated { what: "witness key", id: key(1) }]);
    let host = name(&mut teller, "w.host", 9);
    assert_eq!(teller.found(host), [&Matter::HostAsWitness]);
    assert_eq!(teller.state.log.witnesses_at(u64::MAX).count(), 1);
}

#[test]
fn a_witness_key_must_be_a_point_of_the_curve_that_can_vouch_for_something() {
    for (key, says) in [
        ("AgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "not the canonical form of a point on the curve"),
        ("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "has small order"),
        ("AAAA", "is not a public key"),
    ] {
        let payload = json(&format!(r#"{{"key":"{key}","name":"w.birch"}}"#));
        let error = Fact::from_payload("witness_named", 1, &payload).unwrap_err().to_string();
        assert!(error.contains("'key' cannot be taken: ") && error.contains(says), "{error}");
    }
}
