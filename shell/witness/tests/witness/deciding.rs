//! Whether to cosign: one test for each check, in the order of the specification.

use std::thread;

use commonweal_record::note::{SignedNote, sign_checkpoint, verify_cosignature};
use commonweal_record::tree::Hash;
use commonweal_witness::submission::Submission;
use commonweal_witness::{Refusal, Witness, WitnessError};

use crate::place::{History, SECOND, host, key, origin, secret, witness};

fn refusal(witness: &Witness, body: &str) -> Refusal {
    witness.add_checkpoint(body.as_bytes(), SECOND).unwrap_err()
}

fn cosign(witness: &Witness, history: &History, old_size: u64, size: u64) {
    let line = witness.add_checkpoint(history.submission(old_size, size).as_bytes(), SECOND).unwrap();
    let note = SignedNote { signatures: vec![line], ..history.checkpoint(size) };
    assert_eq!(verify_cosignature(&note, &key(2).name, key(2).key), Ok(SECOND));
}

#[test]
fn a_log_that_only_grows_is_cosigned_at_every_size_and_again_at_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let (witness, history) = (witness(2, folder.path()), History::of(12));
    for (old, size) in [(0, 0), (0, 1), (1, 2), (2, 7), (7, 7), (7, 12), (12, 12)] {
        cosign(&witness, &history, old, size);
    }
}

#[test]
fn what_was_cosigned_is_remembered_by_the_next_to_open_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let history = History::of(9);
    cosign(&witness(2, folder.path()), &history, 0, 6);
    let again = witness(2, folder.path());
    let refused = refusal(&again, &history.submission(0, 9));
    assert!(matches!(refused, Refusal::OtherOldSize { old: 0, cosigned: 6 }), "{refused}");
    cosign(&again, &history, 6, 9);
}

#[test]
fn a_smaller_checkpoint_is_refused_with_the_size_cosigned_last() {
    let folder = tempfile::tempdir().unwrap();
    let (witness, history) = (witness(2, folder.path()), History::of(9));
    cosign(&witness, &history, 0, 9);
    let refused = refusal(&witness, &history.submission(3, 6));
    assert_eq!((refused.status(), refused.cosigned_size()), (409, Some(9)));
    cosign(&witness, &history, 9, 9);
}

#[test]
fn another_root_for_the_same_size_is_a_fork_and_both_notes_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    let (witness, history) = (witness(2, folder.path()), History::of(6));
    cosign(&witness, &history, 0, 6);
    assert_eq!(witness.evidence(&origin()), None);
    let fork = History::forked_at(4, 6);
    for old_size in [6, 0] {
        let refused = refusal(&witness, &fork.submission(old_size, 6));
        assert!(matches!(refused, Refusal::Fork { size: 6, .. }), "{refused}");
        assert_eq!((refused.status(), refused.cosigned_size()), (409, Some(6)));
    }
    let kept = std::fs::read_to_string(witness.evidence(&origin()).unwrap()).unwrap();
    assert_eq!(kept, format!("{}\n{}", history.checkpoint(6), fork.checkpoint(6)));
    cosign(&witness, &history, 6, 6);
}

#[test]
fn a_longer_fork_has_no_proof_that_the_witness_accepts() {
    let folder = tempfile::tempdir().unwrap();
    let (witness, history) = (witness(2, folder.path()), History::of(12));
    cosign(&witness, &history, 0, 6);
    for fork in 0..6 {
        let refused = refusal(&witness, &History::forked_at(fork, 12).submission(6, 12));
        assert_eq!(refused.status(), 422, "{refused}");
    }
    cosign(&witness, &History::forked_at(6, 12), 6, 12);
}

#[test]
fn a_proof_that_was_cut_lengthened_or_changed_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (witness, history) = (witness(2, folder.path()), History::of(12));
    cosign(&witness, &history, 0, 5);
    let right = Submission::parse(history.submission(5, 12).as_bytes()).unwrap();
    let with = |change: &dyn Fn(&mut Vec<Hash>)| {
        let mut changed = right.clone();
        change(&mut changed.proof);
        refusal(&witness, &changed.to_string()).status()
    };
    assert_eq!(with(&|proof| proof.truncate(1)), 422);
    assert_eq!(with(&|proof| proof.push(Hash::EMPTY_ROOT)), 422);
    assert_eq!(with(&|proof| proof.swap(0, 1)), 422);
    assert_eq!(with(&Vec::clear), 422);
    cosign(&witness, &history, 5, 12);
}

#[test]
fn a_first_checkpoint_with_a_proof_and_an_empty_log_with_a_root_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (witness, history) = (witness(2, folder.path()), History::of(3));
    let mut first = Submission::parse(history.submission(0, 3).as_bytes()).unwrap();
    first.proof.push(Hash::EMPTY_ROOT);
    assert_eq!(refusal(&witness, &first.to_string()).status(), 422);
    let mut empty = history.checkpoint(0).checkpoint().unwrap();
    empty.root = Hash::of(b"something");
    let checkpoint = sign_checkpoint(&empty, &host());
    let empty = Submission { old_size: 0, proof: Vec::new(), checkpoint };
    assert_eq!(refusal(&witness, &empty.to_string()).status(), 409);
}

#[test]
fn an_unknown_log_another_hosts_signature_and_an_old_size_above_the_size_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let (witness, history) = (witness(2, folder.path()), History::of(4));
    let checkpoint = history.checkpoint(4).checkpoint().unwrap();
    let submit = |old_size, checkpoint| {
        refusal(&witness, &Submission { old_size, proof: Vec::new(), checkpoint }.to_string()).status()
    };
    let mut elsewhere = checkpoint.clone();
    elsewhere.origin = "record.example/fenwick/1-0123456789abcdef".parse().unwrap();
    assert_eq!(submit(0, sign_checkpoint(&elsewhere, &host())), 404);
    assert_eq!(submit(0, sign_checkpoint(&checkpoint, &secret(9))), 403);
    assert_eq!(submit(5, history.checkpoint(4)), 400);
}

#[test]
fn each_malformed_body_is_named_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let (witness, history) = (witness(2, folder.path()), History::of(4));
    let note = history.checkpoint(4).to_string();
    let said = |body: String| {
        let refused = refusal(&witness, &body);
        assert_eq!(refused.status(), 400, "{refused}");
        refused.to_string()
    };
    assert!(said(String::new()).contains("line 1"));
    assert!(said(format!("old 04\n\n{note}")).contains("line 1"));
    assert!(said(format!("old -1\n\n{note}")).contains("line 1"));
    assert!(said(format!("old 0\nnot a hash\n\n{note}")).contains("line 2"));
    let hash = Hash::EMPTY_ROOT.to_base64() + "\n";
    assert!(said(format!("old 0\n{}\n{note}", hash.repeat(64))).contains("more than 63"));
    assert!(said(format!("old 0\n{hash}")).contains("empty line"));
    assert!(said("old 0\n\nno note\n".to_owned()).contains("not a signed note"));
    assert!(
        said(format!("old 0\n\nthree\nlines\nhere\n{}", &note[note.find("\n\n").unwrap() + 1..]))
            .contains("line 1")
    );
}

#[test]
fn of_many_requests_at_once_none_takes_another_back() {
    let folder = tempfile::tempdir().unwrap();
    let history = History::of(40);
    let witness = witness(2, folder.path());
    let largest = thread::scope(|scope| {
        let askers: Vec<_> = (0..8_u64)
            .map(|asker| {
                let (witness, history) = (&witness, &history);
                scope.spawn(move || {
                    let (mut old, mut largest) = (0, 0);
                    for size in (1 + asker..40).step_by(5) {
                        let body = history.submission(old.min(size), size);
                        match witness.add_checkpoint(body.as_bytes(), SECOND) {
                            Ok(_) => (old, largest) = (size, largest.max(size)),
                            Err(refused) => old = refused.cosigned_size().unwrap(),
                        }
                        assert!(old >= largest, "cosigned {largest}, then the witness knew only {old}");
                    }
                    largest
                })
            })
            .collect();
        askers.into_iter().map(|asker| asker.join().unwrap()).max().unwrap()
    });
    let last = refusal(&witness, &history.submission(0, 40));
    assert_eq!(last.cosigned_size(), Some(largest));
}

#[test]
fn a_witness_that_cannot_keep_its_state_cosigns_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (witness, history) = (witness(2, folder.path()), History::of(4));
    cosign(&witness, &history, 0, 2);
    let state = |extension: &str| {
        let mut files = std::fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().path());
        files.find(|path| path.extension().is_some_and(|it| it == extension)).unwrap()
    };
    // A folder where the new state would be written before it takes the place of the old.
    std::fs::create_dir(state("floor").with_extension("new")).unwrap();
    assert_eq!(refusal(&witness, &history.submission(2, 4)).status(), 500);
    std::fs::write(state("floor"), "half a st").unwrap();
    assert_eq!(refusal(&witness, &history.submission(2, 4)).status(), 500);
    let reopened = Witness::open("w", secret(2), [(origin(), host().public())], folder.path());
    assert!(matches!(reopened, Err(WitnessError::State(_))));
}

#[test]
fn a_host_cannot_be_its_own_witness_and_a_log_has_one_host_key() {
    let folder = tempfile::tempdir().unwrap();
    let open = |name: &str, hosts: &[u8]| {
        let hosts = hosts.iter().map(|n| (origin(), secret(*n).public()));
        Witness::open(name, secret(2), hosts, folder.path()).map(|_| ())
    };
    assert!(matches!(open("w", &[2]), Err(WitnessError::IsHost(_))));
    assert!(matches!(open("w", &[1, 3]), Err(WitnessError::TwoHostKeys(_))));
    assert!(matches!(open("a b", &[1]), Err(WitnessError::BadName(_))));
    assert!(open("w", &[1, 1]).is_ok());
}
