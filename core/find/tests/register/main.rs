//! The register of bodies: directories read into it, one after the other and again.
#![allow(clippy::unwrap_used)]

mod needing;
mod searching;
mod skills;
mod taking;
mod values;

use commonweal_find::register::{Coverage, Entry, Field, Identifier, Place, Register, Source, Taken};

pub(crate) fn id(text: &str) -> Identifier {
    text.parse().unwrap()
}

pub(crate) fn source(name: &str, day: &str) -> Source {
    Source { name: name.to_owned(), as_of: day.parse().unwrap(), licence: "OGL v3".to_owned() }
}

/// An entry with a name on a line.
pub(crate) fn entry(line: u64, identifier: &str, name: &str) -> Entry {
    let mut entry = Entry::new(Place { line, column: 1 }, id(identifier));
    entry.fields.insert(Field::Name, name.to_owned());
    entry
}

pub(crate) fn whole(register: &mut Register, source: &Source, entries: &[Entry]) -> Taken {
    register.take(source, entries, &[], Coverage::Whole)
}
