//! Any bytes as a signed note, a checkpoint and a receipt: what is read is written back alike, and no signature but those of the stored test vectors verifies.
#![no_main]

use commonweal_record::key::SecretKey;
use commonweal_record::note::{Receipt, SignedNote, verify_cosignature, verify_host};
use libfuzzer_sys::fuzz_target;

const CHECKPOINT: &str = include_str!("../../validation/vectors/record/checkpoint.txt");
const RECEIPT: &str = include_str!("../../validation/vectors/record/receipt.tlog-proof");

fuzz_target!(|bytes: &[u8]| {
    let host = SecretKey::from_bytes(&[1; 32]).public();
    let witness = SecretKey::from_bytes(&[5; 32]).public();
    if let Ok(note) = SignedNote::parse(bytes) {
        assert_eq!(note.to_string().as_bytes(), bytes);
        if let Ok(checkpoint) = note.checkpoint() {
            assert_eq!(checkpoint.to_string(), note.text);
        }
        if verify_host(&note, host).is_ok()
            || verify_cosignature(&note, "witness.example/south-council", witness).is_ok()
        {
            assert!(CHECKPOINT.starts_with(&note.text), "signed without the key");
        }
    }
    if let Ok(text) = std::str::from_utf8(bytes)
        && let Ok(receipt) = Receipt::parse(text)
    {
        assert_eq!(receipt.to_string(), text);
        if receipt.verify(host).is_ok() {
            let stored = Receipt::parse(RECEIPT).expect("the stored receipt");
            assert_eq!(
                (&receipt.entry, receipt.index),
                (&stored.entry, stored.index),
                "proven without being in the log"
            );
        }
    }
});
