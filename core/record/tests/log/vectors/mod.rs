//! The files of `validation/vectors/record/` are what this crate makes of fixed seeds, byte for byte.

mod canonical;
mod log;
mod passkey;

use std::path::Path;

/// Name and content of every file of test vectors.
pub(crate) fn files() -> Vec<(&'static str, String)> {
    let mut files = vec![("canonical.json", canonical::file()), ("passkey.json", passkey::file())];
    files.extend(log::files());
    files
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits =
        bytes.iter().flat_map(|byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
    digits.map(char::from).collect()
}

pub(crate) fn pretty(value: &serde_json::Value) -> String {
    format!("{value:#}\n")
}

/// Where the files are.
pub(crate) fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../validation/vectors/record")
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test is at the rim: it reads the stored vectors")]
fn the_test_vectors_are_made_again_byte_for_byte() {
    for (name, content) in files() {
        let path = folder().join(name);
        let stored = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        assert!(stored == content, "{name} differs: cargo run -p commonweal-record --example vectors");
    }
}
