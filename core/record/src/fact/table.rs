//! The table of kinds (`docs/record-kinds.md`), written from the declarations.

use std::fmt::Write as _;

use super::control::{Control, Word};
use super::field::{Cause, FieldError, Types};
use crate::canonical::Value;

/// One field in the table.
#[derive(Debug, Clone, Copy)]
pub struct Line {
    /// Its name.
    pub name: &'static str,
    /// Describes its form.
    pub form: fn(&mut Types) -> String,
    /// Whether it must be there.
    pub required: fn() -> bool,
    /// How it is asked for.
    pub control: fn() -> Control,
    /// Checks a value of it by itself; the error's path is relative to the value.
    pub check: fn(&Value) -> Result<(), FieldError>,
    /// What it means.
    pub meaning: &'static str,
}

/// One shape of a tagged value.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    /// The word in `type`.
    pub word: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// Its other members.
    pub fields: &'static [Line],
}

/// The error of a word outside a closed set.
pub(crate) fn not_a_choice(found: &str, choices: &[&str]) -> FieldError {
    FieldError::here(Cause::NotAChoice { found: found.to_owned(), choices: choices.join(", ") })
}

/// A link to a type's own heading.
fn link(name: &str) -> String {
    format!("[{name}](#{})", name.to_lowercase())
}

/// Adds a struct to the types unless it is there.
pub(crate) fn record(types: &mut Types, name: &'static str, doc: &str, fields: &[Line]) -> String {
    if !types.contains_key(name) {
        types.insert(name, String::new());
        let page = format!("{}\n\n{}", doc.trim(), lines(types, fields));
        types.insert(name, page);
    }
    link(name)
}

/// Adds a closed set of words to the types unless it is there.
pub(crate) fn choice(types: &mut Types, name: &'static str, doc: &str, words: &[Word]) -> String {
    types.entry(name).or_insert_with(|| {
        let mut page = format!("{}\n\n| word | meaning |\n|---|---|\n", doc.trim());
        for Word { word, meaning, .. } in words {
            let _ = writeln!(page, "| `{word}` | {} |", meaning.trim());
        }
        page
    });
    link(name)
}

/// Adds a tagged value to the types unless it is there.
pub(crate) fn tagged(types: &mut Types, name: &'static str, doc: &str, shapes: &[Shape]) -> String {
    if !types.contains_key(name) {
        types.insert(name, String::new());
        let mut page = format!("{}\n\n| `type` | other fields | meaning |\n|---|---|---|\n", doc.trim());
        for shape in shapes {
            let fields: Vec<String> = shape.fields.iter().map(|line| in_a_cell(types, line)).collect();
            let _ = writeln!(page, "| `{}` | {} | {} |", shape.word, fields.join("; "), shape.meaning.trim());
        }
        types.insert(name, page);
    }
    link(name)
}

fn in_a_cell(types: &mut Types, line: &Line) -> String {
    let mark = if (line.required)() { "" } else { "?" };
    let form = (line.form)(types);
    format!("`{}`{mark}: {form}, {}", line.name, line.meaning.trim().trim_end_matches('.'))
}

/// The fields as a Markdown table.
pub(crate) fn lines(types: &mut Types, fields: &[Line]) -> String {
    if fields.is_empty() {
        return "No fields.\n".to_owned();
    }
    let mut page = "| field | form | meaning |\n|---|---|---|\n".to_owned();
    for line in fields {
        let form = (line.form)(types);
        let mark = if (line.required)() { "" } else { "?" };
        let _ = writeln!(page, "| `{}`{mark} | {form} | {} |", line.name, line.meaning.trim());
    }
    page
}
