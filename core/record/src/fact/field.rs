//! What a payload field is: how it is written, read and described.

use std::collections::BTreeMap;

use super::control::Control;
use crate::canonical::Value;
use crate::key::KeyError;

/// The fields of a payload or of a part of one.
pub type Object = BTreeMap<String, Value>;

/// Something that has one form in canonical JSON.
pub trait Written {
    /// The value.
    fn write(&self) -> Value;

    /// The value as a member of an object; `None` leaves the member out.
    fn member(&self) -> Option<Value> {
        Some(self.write())
    }
}

/// Something that a payload can hold: reading what was written gives it back, and nothing else can be read as it.
pub trait Field: Written + Sized {
    /// Reads and checks a value.
    ///
    /// # Errors
    /// A [`FieldError`] that says what is wrong and where, relative to this value.
    fn read(value: &Value) -> Result<Self, FieldError>;

    /// What it is where the object does not have it; `None` for a field that is required.
    fn absent() -> Option<Self> {
        None
    }

    /// Its form in a few words, for the table of kinds; types with parts of their own add themselves to `types`.
    fn describe(types: &mut Types) -> String;

    /// How it is asked for.
    fn control() -> Control;
}

/// Checks a value by itself; what it must be beside others is for the whole payload to say.
pub(crate) fn check<T: Field>(value: &Value) -> Result<(), FieldError> {
    T::read(value).map(drop)
}

/// The parts and choices that payloads are made of, by name: their descriptions in Markdown.
pub type Types = BTreeMap<&'static str, String>;

/// Where a payload is wrong, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}{cause}", if path.is_empty() { String::new() } else { format!("'{path}' ") })]
pub struct FieldError {
    /// The way to the value: `terms[2].share`; empty for the payload itself.
    pub path: String,
    /// What is wrong with it.
    pub cause: Cause,
}

/// What is wrong with one value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Cause {
    /// A required field is not there.
    #[error("is missing; add it")]
    Missing,
    /// A field that this kind does not have.
    #[error("is not a field of this kind, which has {known}; leave it out")]
    Unexpected {
        /// The fields that it has.
        known: String,
    },
    /// Another type of JSON value.
    #[error("is {found}; write {wanted}")]
    WrongType {
        /// What is there.
        found: &'static str,
        /// What should be.
        wanted: &'static str,
    },
    /// A text that does not have the form.
    #[error("is '{found}', which is not {wanted}; write it so")]
    Malformed {
        /// The text.
        found: String,
        /// The form.
        wanted: String,
    },
    /// A number, a length or a count outside its limits.
    #[error("has {what} {found}; it must lie from {least} to {most}")]
    OutOfRange {
        /// What was measured: "the value", "a length of".
        what: &'static str,
        /// The measure.
        found: i64,
        /// The least that is allowed.
        least: i64,
        /// The most that is allowed.
        most: i64,
    },
    /// Not one of a closed set of words.
    #[error("is '{found}', which is not a choice here; write one of {choices}")]
    NotAChoice {
        /// The word.
        found: String,
        /// The words allowed.
        choices: String,
    },
    /// A text that could carry personal data.
    #[error("contains '@', which suggests a person's address; people are opaque ids, so reword it")]
    LooksPersonal,
    /// A list with one form only is in another order, or has a member twice.
    #[error("is out of order or twice at '{at}'; list each once, in ascending order")]
    OutOfOrder {
        /// The first member that is not above the one before it.
        at: String,
    },
    /// Parts that do not add up to their whole.
    #[error("sums to {sum}, but the whole is {whole}; make the parts sum to it exactly")]
    DoesNotSum {
        /// Sum of the parts.
        sum: String,
        /// The whole.
        whole: String,
    },
    /// Numbers too large to be added exactly.
    #[error("is too large to add up exactly; split the fact into smaller ones")]
    Overflow,
    /// A key that no signature can be checked against.
    #[error("cannot be taken: {0}")]
    NotAKey(KeyError),
    /// Two fields that cannot both be right.
    #[error("{0}")]
    Contradicts(&'static str),
}

impl FieldError {
    /// An error at the value itself.
    pub(crate) fn here(cause: Cause) -> Self {
        Self { path: String::new(), cause }
    }

    /// An error at a named member.
    pub(crate) fn at(path: &str, cause: Cause) -> Self {
        Self { path: path.to_owned(), cause }
    }

    /// The same error seen from one level further out.
    #[must_use]
    pub(crate) fn within(mut self, outer: &str) -> Self {
        let joint = if self.path.is_empty() || self.path.starts_with('[') { "" } else { "." };
        self.path = format!("{outer}{joint}{}", self.path);
        self
    }
}

/// The JSON type of a value, with its article.
pub(crate) fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Integer(_) => "a number",
        Value::Text(_) => "a text",
        Value::List(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// The error of a value whose JSON type is another.
pub(crate) fn wrong_type(value: &Value, wanted: &'static str) -> FieldError {
    FieldError::here(Cause::WrongType { found: type_of(value), wanted })
}

pub(crate) fn text_of<'v>(value: &'v Value, wanted: &'static str) -> Result<&'v str, FieldError> {
    if let Value::Text(text) = value { Ok(text) } else { Err(wrong_type(value, wanted)) }
}

pub(crate) fn object_of(value: &Value) -> Result<&Object, FieldError> {
    if let Value::Object(object) = value { Ok(object) } else { Err(wrong_type(value, "an object")) }
}

/// Reads the member `name`.
pub(crate) fn member<T: Field>(object: &Object, name: &str) -> Result<T, FieldError> {
    match object.get(name) {
        Some(value) => T::read(value).map_err(|error| error.within(name)),
        None => T::absent().ok_or_else(|| FieldError::at(name, Cause::Missing)),
    }
}

/// Refuses members that are not in `known`.
pub(crate) fn only(object: &Object, known: &[&str]) -> Result<(), FieldError> {
    match object.keys().find(|key| !known.contains(&key.as_str())) {
        None => Ok(()),
        Some(key) => {
            let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
            Err(FieldError::at(key, Cause::Unexpected { known }))
        }
    }
}
