//! A log of five entries, and everything that is made of it: keys, an intent, roots, proofs, a checkpoint, a receipt, a bundle.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use commonweal_record::canonical::{Value, to_bytes};
use commonweal_record::entry::Entry;
use commonweal_record::key::SecretKey;
use commonweal_record::log_state::LogState;
use commonweal_record::note::{Checkpoint, Receipt, SignedNote, cosign, sign_checkpoint};
use commonweal_record::tree::{Hash, leaf_hash};
use serde_json::json;

use super::{hex, pretty};
use crate::support::{ORIGIN, body_key, five, host, secret, text};

const WITNESS: &str = "witness.example/south-council";
const COSIGNED_AT: u64 = 1_790_001_000;
const SALT: [u8; 32] = [0x5a; 32];
const DOCUMENT: &[u8] = "Fictional: the ward clerk sends letters at four.\n".as_bytes();

fn witness() -> SecretKey {
    secret(5)
}

pub(super) fn files() -> Vec<(&'static str, String)> {
    let (state, entries) = five(Hash::of_parts(&[&SALT, DOCUMENT]));
    let bytes: Vec<Vec<u8>> = entries.iter().map(Entry::to_bytes).collect();
    let note = checkpoint(&state);
    let receipt = Receipt {
        entry: bytes[2].clone(),
        index: 2,
        proof: state.tree().inclusion_proof(2, 5).expect("2 is below 5"),
        checkpoint: note.clone(),
    };
    vec![
        ("keys.json", keys()),
        ("intent.json", intent(&entries[2])),
        ("log.json", log(&state, &bytes)),
        ("checkpoint.json", checkpoint_fields(&note)),
        ("checkpoint.txt", note.to_string()),
        ("receipt.tlog-proof", receipt.to_string()),
        ("bundle.jsonl", bundle(&note, &bytes)),
    ]
}

fn keys() -> String {
    let key = |whose: &str, n: u8| {
        let public = secret(n).public();
        json!({"whose": whose, "seed": hex(&[n; 32]), "key": public.to_base64(), "key_id": public.id().to_string()})
    };
    let whose = [("host", 1), ("north-trust, first", 2), ("north-trust, second", 3), (WITNESS, 5)];
    pretty(&whose.into_iter().map(|(whose, n)| key(whose, n)).collect())
}

fn intent(entry: &Entry) -> String {
    let canonical = String::from_utf8(to_bytes(&entry.intent.to_value())).expect("canonical JSON is UTF-8");
    pretty(&json!({
        "seed": hex(&[2; 32]),
        "key_id": body_key().public().id().to_string(),
        "intent": canonical,
        "signed_bytes": hex(&entry.intent.signed_bytes()),
        "signature": entry.signature.sig.to_base64(),
    }))
}

fn log(state: &LogState, entries: &[Vec<u8>]) -> String {
    let tree = state.tree();
    let text = |bytes: &Vec<u8>| String::from_utf8(bytes.clone()).expect("canonical JSON is UTF-8");
    let hashes = |proof: Vec<Hash>| proof.iter().map(Hash::to_string).collect::<Vec<_>>();
    let (mut inclusion, mut consistency) = (Vec::new(), Vec::new());
    for size in 1..=state.size() {
        for index in 0..size {
            let proof = tree.inclusion_proof(index, size).expect("the index is below the size");
            inclusion.push(json!({"index": index, "size": size, "proof": hashes(proof)}));
        }
        for old_size in 0..=size {
            let proof = tree.consistency_proof(old_size, size).expect("the old size is within the size");
            consistency.push(json!({"old_size": old_size, "size": size, "proof": hashes(proof)}));
        }
    }
    let roots = (0..=state.size()).map(|size| tree.root_at(size).expect("within the tree").to_string());
    pretty(&json!({
        "origin": ORIGIN,
        "entries": entries.iter().map(|e| json!({"bytes": text(e), "leaf": leaf_hash(e).to_string()})).collect::<Vec<_>>(),
        "roots": roots.collect::<Vec<_>>(),
        "inclusion": inclusion,
        "consistency": consistency,
    }))
}

fn checkpoint(state: &LogState) -> SignedNote {
    let checkpoint = Checkpoint { origin: state.origin().clone(), size: state.size(), root: state.root() };
    let mut note = sign_checkpoint(&checkpoint, &host());
    let cosignature = cosign(&note, WITNESS, &witness(), COSIGNED_AT).expect("a name and a time that fit");
    note.signatures.push(cosignature);
    note
}

fn checkpoint_fields(note: &SignedNote) -> String {
    let [host_line, witness_line] = &note.signatures[..] else { unreachable!("two have signed") };
    pretty(&json!({
        "text": note.text,
        "host": {
            "name": ORIGIN,
            "key": host().public().to_base64(),
            "key_hash": hex(&host_line.key_hash),
            "signature": hex(&host_line.bytes),
        },
        "witness": {
            "name": WITNESS,
            "key": witness().public().to_base64(),
            "key_hash": hex(&witness_line.key_hash),
            "seconds": COSIGNED_AT,
            "signed_bytes": hex(format!("cosignature/v1\ntime {COSIGNED_AT}\n{}", note.text).as_bytes()),
            "signature": hex(&witness_line.bytes),
        },
    }))
}

/// Section 9.
fn bundle(note: &SignedNote, entries: &[Vec<u8>]) -> String {
    let object = |members: Vec<(&str, Value)>| Value::object(members);
    let count = |n: usize| Value::Integer(i64::try_from(n).expect("a small number"));
    let first =
        object(vec![("bundle", 1.into()), ("entries", count(entries.len())), ("origin", ORIGIN.into())]);
    let named = object(vec![("key", text(witness().public().to_base64())), ("name", WITNESS.into())]);
    let policy =
        object(vec![("policy", object(vec![("k", 1.into()), ("witnesses", Value::List(vec![named]))]))]);
    let checkpoint = object(vec![("checkpoint", text(note.to_string()))]);
    let blob = object(vec![
        ("data", text(STANDARD.encode(DOCUMENT))),
        ("hash", text(Hash::of_parts(&[&SALT, DOCUMENT]).to_string())),
        ("salt", text(STANDARD.encode(SALT))),
    ]);
    let mut lines: Vec<Vec<u8>> = [first, policy, checkpoint].iter().map(to_bytes).collect();
    lines.extend_from_slice(entries);
    lines.push(to_bytes(&object(vec![("blob", blob)])));
    let sums = lines.iter().map(|line| text(leaf_hash(line).to_string())).collect();
    let mut sums = to_bytes(&object(vec![("sums", Value::List(sums))]));
    lines.push(sums.clone());
    sums.push(b'\n');
    let end = object(vec![("lines", count(lines.len())), ("sha256", text(Hash::of(&sums).to_string()))]);
    lines.push(to_bytes(&object(vec![("end", end)])));
    lines.iter().map(|line| String::from_utf8_lossy(line).into_owned() + "\n").collect()
}
