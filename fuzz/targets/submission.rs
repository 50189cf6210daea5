//! Any bytes as the body of an `add-checkpoint` request to a witness: what is read is written back alike, and within the limits that it states.
#![no_main]

use commonweal_witness::submission::Submission;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| match Submission::parse(bytes) {
    Ok(submission) => {
        assert_eq!(submission.to_string().as_bytes(), bytes);
        assert!(submission.proof.len() <= 63, "more hashes than any tree needs");
    }
    Err(error) => assert!(!error.to_string().is_empty()),
});
