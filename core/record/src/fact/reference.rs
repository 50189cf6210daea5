//! The page of all kinds, generated: `docs/record-kinds.md`.

use std::fmt::Write as _;

use super::field::Types;
use super::{KINDS, Kind, Signer, table};

/// The page in Markdown.
pub fn reference() -> String {
    let mut types = Types::new();
    let mut page = INTRODUCTION.to_owned();
    page.push_str("\n| kind | schema | key | meaning |\n|---|---|---|---|\n");
    for kind in KINDS {
        let meaning = kind.meaning.trim();
        let _ = writeln!(
            page,
            "| [{0}](#{0}) | {1} | {2} | {meaning} |",
            kind.name,
            kind.schema,
            key(kind.signer)
        );
    }
    for kind in KINDS {
        page.push_str(&section(kind, &mut types));
    }
    page.push_str("\n# Older schemas\nRecords may hold entries of these; what was signed stays as it is, and only the reading is lifted.\n\n");
    page.push_str(super::upcast::OLD_SCHEMAS);
    page.push_str("\n# Parts and choices\n");
    for (name, text) in types {
        let _ = write!(page, "\n## {name}\n{text}");
    }
    page
}

const INTRODUCTION: &str = "\
# Kinds of fact

Made from the code by `cargo run -p commonweal-record --example record_kinds > docs/record-kinds.md`; a test compares the two. The bytes around a payload are
in [record.md](record.md).

`field`? may be absent; it is never `null`. Lists called ascending name each member once, in order of its text. Texts are one line, without control
characters, without white space around them and without `@`: a fact carries no personal data, people are opaque ids. Ids are words of lower-case letters
and digits joined by single hyphens, at most 64 characters. The attesting body is the entry's and is not repeated in the payload.

**Key** says whose key signs the entry: *body*, a key of the attesting body; *either*, that or the host's on the word of a signed-in member; *host*; *body, or host
at first*, the host's only while the body has no valid key.

**Hash of terms** (`agreement_signed`): SHA-256 over the canonical JSON of the list of `{\"clause\", \"term\"}` of that version, in ascending order of the clauses.
";

fn key(signer: Signer) -> &'static str {
    match signer {
        Signer::Host => "host",
        Signer::Either => "either",
        Signer::Body => "body",
        Signer::BodyOnceItHasAKey => "body, or host at first",
    }
}

fn section(kind: &Kind, types: &mut Types) -> String {
    let lines = table::lines(types, (kind.lines)());
    format!(
        "\n## {}\n{} Schema {}; key: {}.\n\n{lines}",
        kind.name,
        kind.meaning.trim(),
        kind.schema,
        key(kind.signer)
    )
}
