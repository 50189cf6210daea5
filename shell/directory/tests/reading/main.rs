//! Directories read from bytes: right ones, damaged ones, any bytes at all.
#![allow(clippy::unwrap_used)]

mod any_bytes;
mod damaged;
mod forms;
mod published;
mod sheets;

use commonweal_directory::{Directory, Form, Reading, read};
use commonweal_find::register::{Entry, Field};

pub(crate) fn reading(scheme: &str) -> Reading {
    Reading { scheme: Some(scheme.to_owned()), ..Reading::default() }
}

pub(crate) fn read_text(text: &str, form: Form) -> Directory {
    read(text.as_bytes(), form, &Reading::default())
}

pub(crate) fn value(entry: &Entry, field: Field) -> &str {
    entry.fields.get(&field).map_or("", String::as_str)
}

/// What is wrong, a line each.
pub(crate) fn wrong(directory: &Directory) -> Vec<String> {
    directory.wrong.iter().map(ToString::to_string).collect()
}
