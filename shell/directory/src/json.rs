//! Elements of a list in JSON, each with its place; what stands before damage is read.

use std::fmt;

use commonweal_find::register::{Entry, Field, Place};
use serde::de::{DeserializeOwned, DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::wrong::{Remedy, Wrong};

/// One element, not yet read, and where it begins.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Element<'a> {
    pub(crate) at: Place,
    text: &'a str,
}

impl Element<'_> {
    /// The element as a `T`; what is wrong is told with its place in the file.
    pub(crate) fn read<T: DeserializeOwned>(&self) -> Result<T, Wrong> {
        serde_json::from_str(self.text).map_err(|error| {
            let (line, column) = (error.line() as u64, error.column() as u64);
            let column = if line <= 1 { self.at.column + column.saturating_sub(1) } else { column };
            wrong(self.at.line + line.saturating_sub(1), column, &error)
        })
    }

    /// What is wrong with the element as a whole.
    pub(crate) fn wrong(&self, remedy: Remedy) -> Wrong {
        Wrong { at: self.at, remedy }
    }

    /// Puts a value into a field; none and an empty one tell nothing.
    pub(crate) fn tell(&self, entry: &mut Entry, field: Field, value: Option<&str>) -> Result<(), Wrong> {
        if let Some(value) = value.map(str::trim).filter(|value| !value.is_empty()) {
            let value = field.check(value).map_err(|error| self.wrong(Remedy::Field(error)))?;
            entry.fields.insert(field, value);
        }
        Ok(())
    }
}

/// The elements of the list that the document is, or has under one of these keys; the document itself where it is an object without.
pub(crate) fn elements<'a>(bytes: &'a [u8], keys: &[&str]) -> (Vec<Element<'a>>, Vec<Wrong>) {
    let mut found = Vec::new();
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let read = serde::Deserializer::deserialize_any(&mut reader, Document { keys, found: &mut found });
    let wrong: Vec<Wrong> = match read.and_then(|kind| reader.end().map(|()| kind)) {
        Ok(Kind::Alone) => {
            // It has been read once, so that it can be read.
            found.extend(serde_json::from_slice::<&RawValue>(bytes).ok());
            Vec::new()
        }
        Ok(Kind::List) => Vec::new(),
        Err(error) => vec![wrong(error.line() as u64, error.column() as u64, &error)],
    };
    let mut place = Place { line: 1, column: 1 };
    let mut until = 0;
    let elements = found.into_iter().map(|raw: &'a RawValue| {
        let from = raw.get().as_ptr().addr().saturating_sub(bytes.as_ptr().addr()).min(bytes.len());
        for byte in bytes.get(until..from).unwrap_or_default() {
            match byte {
                b'\n' => place = Place { line: place.line + 1, column: 1 },
                _ => place.column += 1,
            }
        }
        until = from;
        Element { at: place, text: raw.get() }
    });
    (elements.collect(), wrong)
}

fn wrong(line: u64, column: u64, error: &serde_json::Error) -> Wrong {
    let reason = error.to_string();
    let reason = reason.rsplit_once(" at line ").map_or(reason.as_str(), |(reason, _)| reason);
    Wrong::new(line.max(1), column.max(1), Remedy::Json { reason: reason.to_owned() })
}

enum Kind {
    List,
    Alone,
}

struct Document<'k, 'f, 'a> {
    keys: &'k [&'k str],
    found: &'f mut Vec<&'a RawValue>,
}

impl<'a> Visitor<'a> for Document<'_, '_, 'a> {
    type Value = Kind;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list or an object")
    }

    fn visit_seq<A: SeqAccess<'a>>(self, list: A) -> Result<Kind, A::Error> {
        List(self.found).visit_seq(list)?;
        Ok(Kind::List)
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<Kind, A::Error> {
        let mut kind = Kind::Alone;
        while let Some(key) = map.next_key::<String>()? {
            if self.keys.contains(&key.as_str()) {
                kind = Kind::List;
                map.next_value_seed(List(self.found))?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(kind)
    }
}

struct List<'f, 'a>(&'f mut Vec<&'a RawValue>);

impl<'a> Visitor<'a> for List<'_, 'a> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(element) = list.next_element()? {
            self.0.push(element);
        }
        Ok(())
    }
}

impl<'a> DeserializeSeed<'a> for List<'_, 'a> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'a>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}
