//! Any bytes as canonical JSON: what is admitted is written back byte for byte.
#![no_main]

use commonweal_record::canonical::{admit, admit_line, parse, to_bytes};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    match admit(bytes) {
        Ok(value) => {
            assert_eq!(to_bytes(&value), bytes);
            assert_eq!(parse(bytes).as_ref(), Ok(&value));
        }
        Err(error) => {
            assert!(!error.to_string().is_empty());
            if let Ok(value) = parse(bytes) {
                // Anything that keeps the rules but its own form has a canonical form that is admitted.
                assert_eq!(admit_line(&to_bytes(&value)).as_ref(), Ok(&value));
            }
        }
    }
});
