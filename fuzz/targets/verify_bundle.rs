//! Any bytes, read as a bundle, are verified or refused with a place, a rule and words.
#![no_main]

use commonweal_verify::{Depth, Trust, verify_bundle};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    for depth in [Depth::Hashes, Depth::Signatures] {
        if let Err(report) = verify_bundle(input, Trust::default(), depth) {
            assert!(report.first.to_string().starts_with("not verified: "));
        }
    }
});
