//! The committed document is that of the code.

use std::path::Path;

use super::document::document;

/// Set to any value, writes the document anew instead of comparing it.
const WRITE: &str = "COMMONWEAL_WRITE_OPENAPI";

#[test]
fn the_committed_document_is_that_of_the_code() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi.json");
    let document = document();
    if std::env::var_os(WRITE).is_some() {
        let text = serde_json::to_string_pretty(&document).unwrap();
        std::fs::write(&path, format!("{text}\n")).unwrap();
    }
    let committed = std::fs::read(&path).unwrap_or_default();
    let committed: serde_json::Value = serde_json::from_slice(&committed).unwrap_or_default();
    assert!(
        committed == document,
        "shell/web/openapi.json is of other code: write it with '{WRITE}=1 cargo test -p commonweal-web committed_document'"
    );
}
