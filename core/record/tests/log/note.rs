//! Section 4: the notes of the C2SP pages, and each way in which a checkpoint can be wrong.

use commonweal_record::key::PublicKey;
use commonweal_record::note::{
    Checkpoint, NoteError, Receipt, ReceiptError, SignedNote, cosign, sign_checkpoint, verify_cosignature,
    verify_host,
};
use commonweal_record::tree::{Hash, Tree, leaf_hash};
use proptest::prelude::*;

use crate::support::{ORIGIN, host, secret};

/// The example of the page `tlog-cosignature`.
const COSIGNED: &str = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n\
    — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n\
    — witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n";

/// The example of the page `signed-note`: its text holds an empty line.
const POEM: &str = "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n\
    — quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n";

fn checkpoint() -> Checkpoint {
    Checkpoint { origin: ORIGIN.parse().unwrap(), size: 3, root: Hash::of(b"three entries") }
}

fn signed() -> SignedNote {
    sign_checkpoint(&checkpoint(), &host())
}

fn parse(text: &str) -> Result<SignedNote, NoteError> {
    SignedNote::parse(text.as_bytes())
}

#[test]
fn the_notes_of_c2sp_are_read_and_written_back() {
    let note = parse(COSIGNED).unwrap();
    assert_eq!(note.to_string(), COSIGNED);
    assert_eq!(note.signatures[0].key_hash, [0x03, 0x3d, 0xe0, 0xae]);
    let seconds = u64::from_be_bytes(note.signatures[1].bytes[..8].try_into().unwrap());
    assert_eq!((seconds, note.signatures[1].bytes.len()), (1_679_315_147, 72));
    let poem = parse(POEM).unwrap();
    assert!(poem.text.ends_with("sole:\n\ned è subito sera.\n"));
    assert_eq!(poem.to_string(), POEM);
}

/// `ExampleSign` and `ExampleOpen` of the Go package `golang.org/x/mod/sumdb/note`: key hash and signature by another implementation.
#[test]
fn a_signature_of_the_go_implementation_verifies() {
    let key = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    let encoded = key.rsplit_once("+A").map(|(_, rest)| format!("A{rest}")).unwrap();
    let public = PublicKey::from_base64(&key_without_algorithm(&encoded)).unwrap();
    let note = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n\
        — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
    let note = parse(note).unwrap();
    assert_eq!(note.signatures[0].key_hash, [0xc7, 0x4f, 0x20, 0xa3]);
    let signature = commonweal_record::key::SignatureBytes(note.signatures[0].bytes[..].try_into().unwrap());
    assert_eq!(public.verify_strict(note.text.as_bytes(), &signature), Ok(()));
    assert!(matches!(verify_host(&note, public), Err(NoteError::NotACheckpoint { .. })));
}

/// A Go verifier key is the base64 of the algorithm byte and the key.
fn key_without_algorithm(base64: &str) -> String {
    use base64::Engine as _;
    let engine = base64::engine::general_purpose::STANDARD;
    let decoded = engine.decode(base64).unwrap();
    assert_eq!(decoded[0], 1);
    engine.encode(&decoded[1..])
}

#[test]
fn a_signed_checkpoint_is_read_back_and_verified() {
    let note = parse(&signed().to_string()).unwrap();
    assert_eq!(note.text, format!("{ORIGIN}\n3\n{}\n", checkpoint().root.to_base64()));
    assert_eq!(verify_host(&note, host().public()), Ok(checkpoint()));
    let other = verify_host(&note, secret(9).public());
    assert_eq!(other, Err(NoteError::NotSigned { name: ORIGIN.to_owned() }));
}

#[test]
fn unknown_signature_lines_are_ignored_and_false_ones_are_not() {
    let mut note = signed();
    note.signatures.insert(0, cosign(&note, "stranger.example", &secret(8), 5).unwrap());
    let mut unknown_algorithm = note.signatures[1].clone();
    unknown_algorithm.key_hash = [9; 4];
    unknown_algorithm.bytes = vec![1, 2, 3];
    note.signatures.insert(0, unknown_algorithm);
    assert_eq!(verify_host(&note, host().public()), Ok(checkpoint()));

    let mut false_line = note.signatures[2].clone();
    false_line.bytes[0] ^= 1;
    note.signatures.push(false_line);
    assert_eq!(verify_host(&note, host().public()), Err(NoteError::BadSignature { name: ORIGIN.to_owned() }));
}

#[test]
fn a_cosignature_carries_its_time_and_only_for_that_note() {
    let mut note = signed();
    let witness = secret(5);
    note.signatures.push(cosign(&note, "witness.example", &witness, 1_790_000_000).unwrap());
    note.signatures.push(cosign(&note, "witness.example", &witness, 1_790_000_060).unwrap());
    assert_eq!(verify_cosignature(&note, "witness.example", witness.public()), Ok(1_790_000_060));
    let name = || "witness.example".to_owned();
    let not_signed = verify_cosignature(&note, "other.example", witness.public());
    assert_eq!(not_signed, Err(NoteError::NotSigned { name: "other.example".to_owned() }));
    let by_other = verify_cosignature(&note, "witness.example", secret(6).public());
    assert_eq!(by_other, Err(NoteError::NotSigned { name: name() }));

    let mut later = note.clone();
    later.signatures[1].bytes[7] ^= 1;
    let changed_time = verify_cosignature(&later, "witness.example", witness.public());
    assert_eq!(changed_time, Err(NoteError::BadSignature { name: name() }));
    let mut other_size = note.clone();
    other_size.text = other_size.text.replace("\n3\n", "\n4\n");
    let changed_text = verify_cosignature(&other_size, "witness.example", witness.public());
    assert_eq!(changed_text, Err(NoteError::BadSignature { name: name() }));
    let mut cut = note.clone();
    cut.signatures[1].bytes.truncate(7);
    let cut = verify_cosignature(&cut, "witness.example", witness.public());
    assert_eq!(cut, Err(NoteError::BadSignature { name: name() }));
}

/// The same key as host and as witness signs two different things.
#[test]
fn a_hosts_signature_is_no_cosignature() {
    let note = signed();
    assert!(verify_cosignature(&note, ORIGIN, host().public()).is_err());
    let mut only_witnessed = note.clone();
    only_witnessed.signatures = vec![cosign(&note, ORIGIN, &host(), 1).unwrap()];
    assert!(verify_host(&only_witnessed, host().public()).is_err());
}

#[test]
fn a_witness_refuses_what_cannot_be_said_in_a_note() {
    let note = signed();
    assert_eq!(cosign(&note, "two words", &secret(5), 0), Err(NoteError::BadKeyName("two words".to_owned())));
    assert_eq!(cosign(&note, "a+b", &secret(5), 0), Err(NoteError::BadKeyName("a+b".to_owned())));
    assert_eq!(cosign(&note, "a", &secret(5), 1 << 63), Err(NoteError::BadTime(1 << 63)));
    assert!(cosign(&parse(POEM).unwrap(), "a", &secret(5), 0).is_err());
}

#[test]
fn each_fault_of_a_note_has_its_own_error() {
    let good = signed().to_string();
    let line = good.lines().last().unwrap();
    let cases = [
        (good.replace(ORIGIN, "a\tb"), NoteError::NotText { at: 1 }),
        (good.replace("\n\n", "\n"), NoteError::NotANote),
        (good.trim_end().to_owned(), NoteError::NotANote),
        (format!("{good}— a\n"), NoteError::BadSignatureLine { line: 6 }),
        (good.replace("— ", "- "), NoteError::BadSignatureLine { line: 5 }),
        (good.replace(line, "— a+b AAAAAAA="), NoteError::BadSignatureLine { line: 5 }),
        (good.replace(line, "— a AAAAAA=="), NoteError::BadSignatureLine { line: 5 }),
        (good.replace(line, "— a AAAAAAB="), NoteError::BadSignatureLine { line: 5 }),
    ];
    for (text, error) in cases {
        assert_eq!(parse(&text), Err(error), "{text}");
    }
    assert_eq!(SignedNote::parse(b"a\xff"), Err(NoteError::NotText { at: 1 }));
}

#[test]
fn each_fault_of_a_checkpoint_names_its_line() {
    let good = checkpoint().to_string();
    let line = |text: &str| match Checkpoint::from_text(text) {
        Err(NoteError::NotACheckpoint { line, .. }) => line,
        other => panic!("{other:?}"),
    };
    assert_eq!(Checkpoint::from_text(&good), Ok(checkpoint()));
    assert_eq!(line(&good.replace("/1-", "/0-")), 1);
    assert_eq!(line(&good.replace("\n3\n", "\n03\n")), 2);
    assert_eq!(line(&good.replace("\n3\n", "\n+3\n")), 2);
    assert_eq!(line(&good.replace("\n3\n", "\n18446744073709551616\n")), 2);
    assert_eq!(line(&good.replace("=\n", "\n")), 3);
    assert_eq!(line(&format!("{good}extension\n")), 4);
}

#[test]
fn a_receipt_proves_its_entry_and_no_other() {
    let entries = [b"opened".as_slice(), b"proposed", b"joined"];
    let tree: Tree = entries.iter().map(|entry| leaf_hash(entry)).collect();
    let checkpoint = Checkpoint { origin: ORIGIN.parse().unwrap(), size: 3, root: tree.root() };
    let receipt = Receipt {
        entry: entries[1].to_vec(),
        index: 1,
        proof: tree.inclusion_proof(1, 3).unwrap(),
        checkpoint: sign_checkpoint(&checkpoint, &host()),
    };
    let text = receipt.to_string();
    assert!(text.starts_with("c2sp.org/tlog-proof@v1\nextra cHJvcG9zZWQ=\nindex 1\n"), "{text}");
    assert_eq!(Receipt::parse(&text), Ok(receipt.clone()));
    assert_eq!(receipt.verify(host().public()), Ok(checkpoint));
    let other = Receipt { entry: b"refused".to_vec(), ..receipt.clone() };
    assert!(matches!(other.verify(host().public()), Err(ReceiptError::Proof(_))));
    assert!(matches!(
        receipt.verify(secret(9).public()),
        Err(ReceiptError::Checkpoint(NoteError::NotSigned { .. }))
    ));

    let line = |text: String| match Receipt::parse(&text) {
        Err(ReceiptError::NotAReceipt { line, .. }) => line,
        other => panic!("{other:?}"),
    };
    assert_eq!(line(text.replace("@v1", "@v2")), 1);
    assert_eq!(line(text.replace("extra ", "")), 2);
    assert_eq!(line(text.replace("index 1", "index 01")), 3);
    assert_eq!(line(text.replacen("\n\n", "\nx\n\n", 1)), 4 + receipt.proof.len());
}

proptest! {
    #[test]
    fn no_bytes_make_the_reader_of_notes_panic(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
        let _ = SignedNote::parse(&bytes);
    }

    #[test]
    fn a_note_that_is_read_is_written_back_alike(text in "(— |[a-z+/A-Z0-9= \n]){0,60}\n\n(— [a-z]{1,3} [A-Z]{7}=\n){1,3}") {
        if let Ok(note) = SignedNote::parse(text.as_bytes()) {
            prop_assert_eq!(note.to_string(), text);
        }
    }

    #[test]
    fn no_changed_byte_of_a_checkpoint_goes_unnoticed(place: prop::sample::Index, byte: u8) {
        let mut bytes = signed().to_string().into_bytes();
        let place = place.index(bytes.len());
        prop_assume!(bytes[place] != byte);
        bytes[place] = byte;
        prop_assert!(SignedNote::parse(&bytes).and_then(|note| verify_host(&note, host().public())).is_err());
    }
}
