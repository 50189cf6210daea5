//! Taking an object apart, member by member, until none is left.

use std::collections::BTreeMap;
use std::str::FromStr;

use super::EntryError;
use crate::canonical::{MAX_INTEGER, Value};

/// A text that has one pattern.
pub(super) trait Form: FromStr {
    /// What the text must be, for messages.
    const EXPECTED: &'static str;
}

/// The members of an object that have not been read yet.
pub(super) struct Fields {
    place: String,
    members: BTreeMap<String, Value>,
}

impl Fields {
    /// The members of `value`, which stands at `place`; the outermost object has an empty one.
    pub(super) fn of(value: Value, place: &str) -> Result<Self, EntryError> {
        match value {
            Value::Object(members) => Ok(Self { place: place.to_owned(), members }),
            other if place.is_empty() => Err(wrong_type("the entry".to_owned(), "an object", &other)),
            other => Err(wrong_type(place.to_owned(), "an object", &other)),
        }
    }

    pub(super) fn object(&mut self, key: &str) -> Result<Self, EntryError> {
        let place = self.path(key);
        Self::of(self.take(key)?, &place)
    }

    pub(super) fn text(&mut self, key: &str) -> Result<String, EntryError> {
        match self.take(key)? {
            Value::Text(text) => Ok(text),
            other => Err(wrong_type(self.path(key), "a text", &other)),
        }
    }

    /// A text of the form of `T`.
    pub(super) fn parsed<T: Form>(&mut self, key: &str) -> Result<T, EntryError> {
        let text = self.text(key)?;
        text.parse().map_err(|_| self.bad_form(key, T::EXPECTED, text))
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.members.contains_key(key)
    }

    /// As [`Fields::parsed`], where the member may be absent.
    pub(super) fn optional<T: Form>(&mut self, key: &str) -> Result<Option<T>, EntryError> {
        if self.has(key) { self.parsed(key).map(Some) } else { Ok(None) }
    }

    /// An integer from 0.
    pub(super) fn count(&mut self, key: &str) -> Result<u64, EntryError> {
        match self.take(key)? {
            Value::Integer(number) => {
                u64::try_from(number).map_err(|_| self.bad_form(key, "0 or more", number.to_string()))
            }
            other => Err(wrong_type(self.path(key), "an integer", &other)),
        }
    }

    /// All members as they are.
    pub(super) fn into_value(self) -> Value {
        Value::Object(self.members)
    }

    /// Nothing may be left.
    pub(super) fn end(self) -> Result<(), EntryError> {
        match self.members.keys().next() {
            Some(key) => Err(EntryError::Unexpected { place: self.path(key) }),
            None => Ok(()),
        }
    }

    pub(super) fn take(&mut self, key: &str) -> Result<Value, EntryError> {
        self.members.remove(key).ok_or_else(|| EntryError::Missing { place: self.path(key) })
    }

    pub(super) fn bad_form(&self, key: &str, expected: &'static str, found: String) -> EntryError {
        EntryError::BadForm { place: self.path(key), expected, found }
    }

    fn path(&self, key: &str) -> String {
        if self.place.is_empty() { key.to_owned() } else { format!("{}.{key}", self.place) }
    }
}

fn wrong_type(place: String, expected: &'static str, found: &Value) -> EntryError {
    EntryError::WrongType { place, expected, found: found.type_name() }
}

/// `number` as a JSON integer; one beyond the profile is held at the first that [`crate::canonical::admit`] refuses.
pub(super) fn count(number: u64) -> Value {
    Value::Integer(i64::try_from(number).unwrap_or(MAX_INTEGER + 1))
}
