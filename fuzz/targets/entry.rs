//! Any bytes as a stored entry and as a signed intent: what is read is written back byte for byte, and no log admits it unsigned.
#![no_main]

use commonweal_record::entry::{Entry, SignedIntent};
use commonweal_record::fact::Fact;
use commonweal_record::log_state::{LogState, Signatures};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    match Entry::from_bytes(bytes) {
        Ok(entry) => {
            assert_eq!(entry.to_bytes(), bytes);
            let mut state = LogState::new(entry.intent.log.clone());
            let _ = state.check(&entry, Signatures::Trust);
            state.push(&entry, entry.leaf_hash());
            let _ = state.check(&entry, Signatures::Verify);
            let _ = Fact::from_payload(&entry.intent.kind, entry.intent.schema, &entry.intent.payload);
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
    if let Ok(signed) = SignedIntent::from_bytes(bytes) {
        assert_eq!(signed.to_bytes(), bytes);
    }
});
