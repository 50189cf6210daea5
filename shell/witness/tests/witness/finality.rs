//! k of n, and what does not count.

use commonweal_record::note::{NoteError, NoteSignature, SignedNote, cosign};
use commonweal_witness::client::add_cosignatures;
use commonweal_witness::{Finality, Policy, PolicyError, WitnessKey};

use crate::place::{History, SECOND, host, key, secret};

fn policy(k: usize) -> Policy {
    Policy::new(k, vec![key(2), key(3), key(4)], host().public()).unwrap()
}

fn line(note: &SignedNote, n: u8) -> NoteSignature {
    cosign(note, &key(n).name, &secret(n), SECOND).unwrap()
}

fn is_final(note: &SignedNote, k: usize) -> bool {
    policy(k).finality(note).unwrap().is_final()
}

#[test]
fn a_checkpoint_is_final_with_k_distinct_cosignatures_and_not_with_fewer() {
    let mut note = History::of(3).checkpoint(3);
    assert!(!is_final(&note, 1));
    for (have, n) in [2, 3, 4].into_iter().enumerate() {
        let added = line(&note, n);
        add_cosignatures(&mut note, [added]);
        for k in 1..=3 {
            assert_eq!(is_final(&note, k), k <= have + 1, "{k} needed, {} there", have + 1);
        }
    }
}

#[test]
fn one_witness_twice_a_stranger_and_the_host_do_not_count() {
    let mut note = History::of(3).checkpoint(3);
    let later = cosign(&note, &key(2).name, &secret(2), SECOND + 60).unwrap();
    let as_witness = cosign(&note, &key(3).name, &host(), SECOND).unwrap();
    note.signatures.extend([line(&note, 2), later.clone(), line(&note, 9), as_witness]);
    assert!(is_final(&note, 1));
    assert!(!is_final(&note, 2));
    add_cosignatures(&mut note, [later.clone()]);
    assert_eq!(note.signatures.iter().filter(|line| line.name == later.name).count(), 1);
}

#[test]
fn a_cosignature_of_another_checkpoint_leaves_this_one_open_and_is_named() {
    let history = History::of(5);
    let mut note = history.checkpoint(5);
    note.signatures.push(line(&history.checkpoint(4), 2));
    let Finality::Open { by, needed, invalid } = policy(1).finality(&note).unwrap() else {
        panic!("final without a valid cosignature")
    };
    assert_eq!((by.len(), needed), (0, 1));
    assert_eq!(invalid, [(key(2).name.clone(), NoteError::BadSignature { name: key(2).name })]);
}

#[test]
fn without_the_hosts_signature_no_number_of_witnesses_makes_it_final() {
    let mut note = History::of(3).checkpoint(3);
    note.signatures.clear();
    let lines = [2, 3, 4].map(|n| line(&note, n));
    add_cosignatures(&mut note, lines);
    assert!(matches!(policy(1).finality(&note), Err(NoteError::NotSigned { .. })));
}

#[test]
fn a_policy_that_means_nothing_is_refused() {
    let new = |k, witnesses: Vec<WitnessKey>| Policy::new(k, witnesses, host().public()).unwrap_err();
    assert_eq!(new(0, vec![key(2)]), PolicyError::NoneNeeded);
    assert_eq!(new(2, vec![key(2)]), PolicyError::CannotBeMet { k: 2, n: 1 });
    assert!(matches!(new(1, vec![key(2), key(1)]), PolicyError::IsHost(_)));
    let renamed = WitnessKey { name: "other.example".to_owned(), ..key(2) };
    assert!(matches!(new(1, vec![key(2), renamed]), PolicyError::Twice(_)));
    let rekeyed = WitnessKey { key: key(3).key, ..key(2) };
    assert!(matches!(new(1, vec![key(2), rekeyed]), PolicyError::Twice(_)));
}
