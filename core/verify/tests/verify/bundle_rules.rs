//! The rules of checkpoints, witnesses, blobs and the bundle itself, each broken by a writer that stands by what it wrote.

use commonweal_verify::{Depth, EntryChecker, Place, Policy, Rule, Trust, Witness, verify_bundle};
use ed25519_dalek::SigningKey;

use crate::first;
use crate::rules::NEXT;
use crate::sample::{MINUTES, Sample, fact};
use crate::writer::{
    LogWriter, OTHER_ORIGIN, blob_hash, blob_line, checkpoint_line, key, log_opened, note, public, seal,
    sha256,
};

/// The sample with other lines of checkpoints.
fn with_checkpoints(early: Vec<String>, last: &str) -> Option<(Place, Rule)> {
    let mut sample = Sample::begun();
    sample.early = early;
    let mut lines = sample.lines();
    let at = 2 + sample.early.len();
    lines[at] = checkpoint_line(last);
    first(&seal(&lines))
}

#[test]
fn a_checkpoint_is_of_this_log_signed_by_its_host_and_of_these_entries() {
    let sample = Sample::begun();
    let (host, root, all) = (key(1), sample.log.root(), &sample.policy);
    let here = crate::writer::ORIGIN;
    let one = Place::Checkpoint(1);
    let last = |note: String| with_checkpoints(Vec::new(), &note);
    assert_eq!(last(note(here, 5, &root, &host, all)), None);
    assert_eq!(last(note(OTHER_ORIGIN, 5, &root, &host, all)), Some((one, Rule::CheckpointOrigin)));
    assert_eq!(last(note(here, 5, &root, &key(9), all)), Some((one, Rule::HostSignature)));
    assert_eq!(last(note(here, 5, &sha256(b"other"), &host, all)), Some((one, Rule::Root)));
    assert_eq!(last(note(here, 6, &root, &host, all)), Some((one, Rule::Checkpoint)));
    assert_eq!(last(note(here, 4, &root, &host, all)), Some((Place::Entry(0), Rule::Checkpoint)));
    let good = note(here, 5, &root, &host, all);
    for wrong in [
        good.replacen("\n5\n", "\n05\n", 1),
        good.replacen("\n\n", "\nextension\n\n", 1),
        good.replacen("\n\n", "\n", 1),
        good.replacen('\u{2014}', "-", 1),
        good.trim_end().to_owned(),
        good.replacen(" record", "  record", 1),
    ] {
        assert_eq!(last(wrong.clone()), Some((one, Rule::Checkpoint)), "{wrong}");
    }
    let empty = checkpoint_line(&note(here, 0, &sha256(b"wrong"), &host, &[]));
    assert_eq!(
        with_checkpoints(vec![empty], &good),
        Some((one, Rule::Root)),
        "the empty tree has its root too"
    );
    let shrunk = vec![checkpoint_line(&good)];
    let early = Sample::begun().early[0].clone();
    assert_eq!(
        with_checkpoints([shrunk, vec![early]].concat(), &good),
        Some((Place::Checkpoint(2), Rule::Checkpoint))
    );
}

#[test]
fn enough_witnesses_of_the_policy_must_have_cosigned() {
    let cosigned_by = |k, cosigners: Vec<(&'static str, SigningKey)>| {
        let mut sample = Sample::begun();
        (sample.k, sample.cosigners) = (k, cosigners);
        first(&sample.bundle())
    };
    let (north, south) = (("witness.example/north", key(10)), ("witness.example/south", key(11)));
    let too_few = Some((Place::Checkpoint(2), Rule::Witnesses));
    assert_eq!(cosigned_by(1, vec![south.clone()]), None);
    assert_eq!(cosigned_by(2, vec![south.clone()]), too_few);
    assert_eq!(cosigned_by(2, vec![south.clone(), south.clone()]), too_few, "twice the same");
    assert_eq!(
        cosigned_by(2, vec![south.clone(), ("witness.example/north", key(9))]),
        too_few,
        "a stranger's key"
    );
    assert_eq!(
        cosigned_by(1, vec![south.clone(), ("stranger.example", key(9))]),
        None,
        "strangers are ignored"
    );
    assert_eq!(cosigned_by(3, vec![south, north]), Some((Place::Line(2), Rule::Policy)));
}

#[test]
fn a_cosignature_of_another_text_is_named_even_when_enough_others_are_right() {
    let mut sample = Sample::begun();
    sample.k = 1;
    let of_another = note(crate::writer::ORIGIN, 5, &sha256(b"other"), &key(1), &sample.policy[..1]);
    let line = of_another.lines().last().unwrap();
    let last = format!("{}{line}\n", sample.log.checkpoint(&sample.policy[1..]));
    let mut lines = sample.lines();
    lines[3] = checkpoint_line(&last);
    assert_eq!(first(&seal(&lines)), Some((Place::Checkpoint(2), Rule::Cosignature)));
}

#[test]
fn a_policy_names_each_witness_once_and_never_the_host() {
    let with_policy = |policy: Vec<(&'static str, SigningKey)>| {
        let mut sample = Sample::begun();
        (sample.k, sample.policy) = (0, policy);
        first(&sample.bundle())
    };
    let no = Some((Place::Line(2), Rule::Policy));
    assert_eq!(with_policy(Vec::new()), None);
    assert_eq!(with_policy(vec![("north", key(10)), ("north", key(11))]), no);
    assert_eq!(with_policy(vec![("north", key(10)), ("south", key(10))]), no);
    assert_eq!(with_policy(vec![("north south", key(10))]), no);
    assert_eq!(with_policy(vec![("north", key(1))]), no);
}

#[test]
fn a_blob_fits_its_hash_and_an_entry() {
    let with_blob = |line: String| {
        let mut sample = Sample::begun();
        sample.blobs.push(line);
        first(&sample.bundle())
    };
    let three = Place::Blob(3);
    assert_eq!(with_blob(blob_line(b"another document")), Some((three, Rule::BlobUnknown)));
    let good = blob_line(MINUTES);
    let salt = crate::writer::base64(&crate::writer::SALT);
    assert_eq!(with_blob(good.replace(&salt, &crate::writer::base64(&[8; 32]))), Some((three, Rule::Blob)));
    assert_eq!(with_blob(good.replace(&salt, &crate::writer::base64(&[7; 31]))), Some((three, Rule::Blob)));
    assert_eq!(with_blob(good.replace(&blob_hash(MINUTES), &"0".repeat(64))), Some((three, Rule::Blob)));
    assert_eq!(with_blob("{\"other\":1}".to_owned()), Some((Place::Line(12), Rule::Order)));
}

#[test]
fn a_header_tells_what_is_there() {
    let with_header = |from: &str, to: &str| {
        let mut lines = Sample::begun().lines();
        lines[0] = lines[0].replace(from, to);
        first(&seal(&lines))
    };
    let no = Some((Place::Line(1), Rule::Header));
    assert_eq!(with_header(r#""bundle":1"#, r#""bundle":2"#), no);
    assert_eq!(with_header(r#""entries":5"#, r#""entries":0"#), no);
    assert_eq!(with_header("/1-", "/0-"), no);
    assert_eq!(with_header(r#""entries":5"#, r#""entries":6"#), Some((Place::Entry(0), Rule::Checkpoint)));
    assert_eq!(
        with_header(r#""entries":5"#, r#""entries":4"#),
        Some((Place::Checkpoint(2), Rule::Checkpoint))
    );
    assert_eq!(with_header("/1-", "/2-"), Some((Place::Checkpoint(1), Rule::CheckpointOrigin)));
}

#[test]
fn what_the_reader_knew_beforehand_is_held_against_the_bundle() {
    let bundle = Sample::begun().bundle();
    let verify = |trust| verify_bundle(&bundle, trust, Depth::Signatures);
    let host_key = |number| Trust { host_key: Some(public(&key(number))), witnesses: None };
    assert_eq!(verify(host_key(1)).unwrap().warnings, [""; 0]);
    let first = verify(host_key(9)).unwrap_err().first;
    assert_eq!((first.place, first.rule), (Place::Entry(0), Rule::HostKey));
    let witness = |number| Witness { name: "witness.example/north".to_owned(), key: public(&key(number)) };
    let policy = |number| Some(Policy { k: 1, witnesses: vec![witness(number)] });
    let verified = verify(Trust { witnesses: policy(10), ..host_key(1) }).unwrap();
    assert_eq!(verified.cosigners, ["witness.example/north"]);
    assert!(verified.warnings[0].contains("not the trusted one"));
    let first = verify(Trust { witnesses: policy(9), ..host_key(1) }).unwrap_err().first;
    assert_eq!((first.place, first.rule), (Place::Checkpoint(2), Rule::Witnesses));
}

#[test]
fn without_signatures_only_the_first_entry_is_held_to_its_own() {
    let mut sample = Sample::begun();
    let mut forged = fact("acute-trust", &key(9), "x");
    forged.key_id = Some(crate::writer::key_id(&key(3)));
    sample.log.push(&forged);
    let verified = verify_bundle(&sample.bundle(), Trust::default(), Depth::Hashes).unwrap();
    assert!(verified.warnings.iter().any(|warning| warning.contains("signatures of entries")));
    let mut opened = LogWriter::new();
    let mut forged = log_opened(&key(1));
    (forged.signer, forged.key_id) = (key(9), Some(crate::writer::key_id(&key(1))));
    opened.push(&forged);
    let mut checker = EntryChecker::new(crate::writer::ORIGIN, None, Depth::Hashes);
    let finding = checker.push(opened.entries[0].as_bytes()).unwrap_err();
    assert_eq!((finding.place, finding.rule), (Place::Entry(0), Rule::Signature));
}

#[test]
fn the_rows_of_a_live_database_are_checked_against_their_leaves_and_the_stored_checkpoint() {
    let sample = Sample::begun();
    let policy = Policy {
        k: 2,
        witnesses: sample
            .policy
            .iter()
            .map(|(name, key)| Witness { name: (*name).to_owned(), key: public(key) })
            .collect(),
    };
    let mut checker = EntryChecker::new(crate::writer::ORIGIN, Some(public(&key(1))), Depth::Signatures);
    for (seq, entry) in sample.log.entries.iter().enumerate() {
        let leaf = crate::writer::leaf(entry.as_bytes());
        let changed = entry.replacen("T00:0", "T00:1", 1);
        let finding = checker.push_stored(changed.as_bytes(), &leaf).unwrap_err();
        assert_eq!((finding.place, finding.rule), (Place::Entry(seq as u64), Rule::Leaf));
        checker.push_stored(entry.as_bytes(), &leaf).unwrap();
    }
    assert_eq!(checker.root_at(5), Some(sample.log.root()));
    let good = sample.log.checkpoint(&sample.policy);
    assert_eq!(checker.judge(&good, &policy).unwrap().len(), 2);
    let rule = |note: &str| checker.judge(note, &policy).unwrap_err().rule;
    assert_eq!(rule(&sample.log.checkpoint(&sample.policy[1..])), Rule::Witnesses);
    assert_eq!(rule(&note(crate::writer::ORIGIN, 5, &sha256(b"x"), &key(1), &sample.policy)), Rule::Root);
    assert_eq!(rule(&note(crate::writer::ORIGIN, 9, &sha256(b"x"), &key(1), &sample.policy)), Rule::Root);
    assert_eq!(rule(&note(crate::writer::ORIGIN, 5, &sample.log.root(), &key(8), &[])), Rule::HostSignature);
    assert_eq!(rule(&note(OTHER_ORIGIN, 5, &sample.log.root(), &key(1), &[])), Rule::CheckpointOrigin);
}

#[test]
fn a_finding_says_place_rule_cause_and_remedy_and_the_others_follow() {
    let mut sample = Sample::begun();
    sample.log.push(&fact("acute-trust", &key(9), "x"));
    let mut lines = sample.lines();
    lines[3] = checkpoint_line(&note(crate::writer::ORIGIN, 6, &sample.log.root(), &key(1), &[]));
    let report = verify_bundle(&seal(&lines), Trust::default(), Depth::Signatures).unwrap_err();
    assert_eq!((report.first.place, report.first.rule), (Place::Checkpoint(2), Rule::Witnesses));
    let text = report.first.to_string();
    assert!(
        text.starts_with("not verified: checkpoint 2: §6 witnesses\n0 have cosigned, 2 must; ask for"),
        "{text}"
    );
    let others: Vec<_> = report.others.iter().map(|finding| (finding.place, finding.rule)).collect();
    assert_eq!(others, [(NEXT, Rule::KeyNotValid)]);
}

/// Vectors that the writer's own crate has made: `cargo run -p commonweal-record --example vectors`.
#[expect(clippy::disallowed_methods, reason = "the vectors are files")]
fn vector(name: &str) -> Option<Vec<u8>> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../validation/vectors/record/");
    let bytes = std::fs::read(format!("{folder}{name}")).ok();
    if bytes.is_none() {
        println!("skipped: there is no validation/vectors/record/{name}");
    }
    bytes
}

#[test]
fn a_bundle_by_the_real_writer_verifies() {
    let Some(bundle) = vector("bundle.jsonl") else { return };
    assert_eq!(first(&bundle), None);
}
