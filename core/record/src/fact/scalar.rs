//! Single values: short texts, counts, money, shares, hashes, keys, opaque people.

use std::fmt;

use commonweal_quantity::{Pence, Share};

use super::control::Control;
use super::field::{Cause, Field, FieldError, Types, Written, text_of, wrong_type};
use crate::canonical::Value;
use crate::entry::{BodyId, Origin, SubjectId};
use crate::key::{KeyId, PublicKey, PublicKeyBytes, RelyingPartyId};
use crate::tree::Hash;

/// A short text of one line, at most `MOST` characters. Not for names or words of persons: those stay in the vault.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Text<const MOST: usize>(String);

/// The most characters of a name or title, which fits on a line.
const TITLE: usize = 120;

/// A name or title.
pub type Title = Text<TITLE>;
/// A sentence or two.
pub type Sentence = Text<280>;

impl<const MOST: usize> Text<MOST> {
    /// The text, checked.
    ///
    /// # Errors
    /// [`Cause::OutOfRange`] where empty or too long, [`Cause::Malformed`] with control characters or outer white space,
    /// [`Cause::LooksPersonal`] with an `@`.
    pub fn new(text: &str) -> Result<Self, FieldError> {
        let malformed = |wanted: &str| Cause::Malformed { found: text.to_owned(), wanted: wanted.to_owned() };
        // Bytes bound characters from above, and most texts are far below the limit.
        let characters = if text.len() <= MOST { text.len() } else { text.chars().count() };
        let cause = if characters == 0 || characters > MOST {
            let size = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
            Cause::OutOfRange { what: "a length of", found: size(characters), least: 1, most: size(MOST) }
        } else if text.trim() != text {
            malformed("a text without white space around it")
        } else if text.chars().any(char::is_control) {
            malformed("one line without control characters")
        } else if text.contains('@') {
            Cause::LooksPersonal
        } else {
            return Ok(Self(text.to_owned()));
        };
        Err(FieldError::here(cause))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<const MOST: usize> fmt::Display for Text<MOST> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<const MOST: usize> Written for Text<MOST> {
    fn write(&self) -> Value {
        Value::Text(self.0.clone())
    }
}

impl<const MOST: usize> Field for Text<MOST> {
    fn read(value: &Value) -> Result<Self, FieldError> {
        Self::new(text_of(value, "a text")?)
    }

    fn describe(_types: &mut Types) -> String {
        format!("text of 1 to {MOST} characters")
    }

    fn control() -> Control {
        if MOST <= TITLE { Control::Line { most: MOST } } else { Control::Paragraph { most: MOST } }
    }
}

/// A whole number from `LEAST` to `MOST`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Whole<const LEAST: i64, const MOST: i64>(i64);

/// A count of things: at least one, below a thousand million.
pub type Count = Whole<1, 999_999_999>;

impl<const LEAST: i64, const MOST: i64> Whole<LEAST, MOST> {
    /// The number, checked.
    ///
    /// # Errors
    /// [`Cause::OutOfRange`].
    pub fn new(found: i64) -> Result<Self, FieldError> {
        if (LEAST..=MOST).contains(&found) {
            Ok(Self(found))
        } else {
            Err(FieldError::here(Cause::OutOfRange { what: "the value", found, least: LEAST, most: MOST }))
        }
    }

    /// The number.
    pub fn get(self) -> i64 {
        self.0
    }
}

impl<const LEAST: i64, const MOST: i64> fmt::Display for Whole<LEAST, MOST> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<const LEAST: i64, const MOST: i64> Written for Whole<LEAST, MOST> {
    fn write(&self) -> Value {
        Value::Integer(self.0)
    }
}

impl<const LEAST: i64, const MOST: i64> Field for Whole<LEAST, MOST> {
    fn read(value: &Value) -> Result<Self, FieldError> {
        if let Value::Integer(number) = value {
            Self::new(*number)
        } else {
            Err(wrong_type(value, "a whole number"))
        }
    }

    fn describe(_types: &mut Types) -> String {
        format!("whole number from {LEAST} to {MOST}")
    }

    fn control() -> Control {
        Control::Whole { least: LEAST, most: MOST }
    }
}

impl Written for Pence {
    fn write(&self) -> Value {
        Value::Text(self.0.to_string())
    }
}

impl Field for Pence {
    fn read(value: &Value) -> Result<Self, FieldError> {
        let text = text_of(value, "whole pence in quotation marks, such as \"1250\"")?;
        match text.parse::<i64>() {
            Ok(pence) if pence.to_string() == text => Ok(Self(pence)),
            _ => Err(malformed(text, "whole pence, such as 1250 or -99")),
        }
    }

    fn describe(_types: &mut Types) -> String {
        "pence, as text".to_owned()
    }

    fn control() -> Control {
        Control::Money
    }
}

impl Written for Share {
    fn write(&self) -> Value {
        Value::Text(format!("{}/{}", self.numerator(), self.denominator()))
    }
}

impl Field for Share {
    fn read(value: &Value) -> Result<Self, FieldError> {
        let text = text_of(value, "a share such as \"1/3\"")?;
        match text.parse::<Self>() {
            Ok(share) if share.write() == *value => Ok(share),
            _ => Err(malformed(text, "a fraction in lowest terms from 0/1 to 1/1")),
        }
    }

    fn describe(_types: &mut Types) -> String {
        "exact share `n/d` in lowest terms".to_owned()
    }

    fn control() -> Control {
        Control::Share
    }
}

impl Written for PublicKey {
    fn write(&self) -> Value {
        Value::Text(self.to_base64())
    }
}

impl Field for PublicKey {
    fn read(value: &Value) -> Result<Self, FieldError> {
        let text = text_of(value, "a public key, the base64 of 32 bytes")?;
        Self::from_base64(text).map_err(|error| FieldError::here(Cause::NotAKey(error)))
    }

    fn describe(_types: &mut Types) -> String {
        "Ed25519 public key, base64 of 32 bytes".to_owned()
    }

    fn control() -> Control {
        Control::Code { wanted: "a public key, the base64 of 32 bytes" }
    }
}

impl Written for PublicKeyBytes {
    fn write(&self) -> Value {
        Value::Text(self.to_base64())
    }
}

impl Field for PublicKeyBytes {
    fn read(value: &Value) -> Result<Self, FieldError> {
        let text = text_of(value, "a public key, the base64 of 32 or 33 bytes")?;
        Self::from_base64(text).map_err(|error| FieldError::here(Cause::NotAKey(error)))
    }

    fn describe(_types: &mut Types) -> String {
        "Ed25519 public key, base64 of 32 bytes, or compressed P-256 point, base64 of 33".to_owned()
    }

    fn control() -> Control {
        Control::Code { wanted: "a public key, the base64 of 32 or 33 bytes" }
    }
}

/// Types of other modules that read and write their own text.
macro_rules! parsed {
    ($($name:ty, $wanted:literal, $form:literal, $control:expr;)+) => {$(
        impl Written for $name {
            fn write(&self) -> Value {
                Value::Text(self.to_string())
            }
        }

        impl Field for $name {
            fn read(value: &Value) -> Result<Self, FieldError> {
                let text = text_of(value, $wanted)?;
                text.parse().map_err(|_| malformed(text, $wanted))
            }

            fn describe(_types: &mut Types) -> String {
                $form.to_owned()
            }

            fn control() -> Control {
                $control
            }
        }
    )+};
}

parsed! {
    Hash, "a hash of 64 hexadecimal digits in lower case", "hash, 64 hexadecimal digits", Control::Document;
    BodyId, "a body id (small letters, digits, hyphens)", "body id", Control::Body;
    SubjectId, "an opaque subject id of 32 hexadecimal digits", "opaque subject id, 32 hexadecimal digits", Control::Person;
    KeyId, "a key id of 32 hexadecimal digits", "key id, 32 hexadecimal digits",
        Control::Code { wanted: "a key id of 32 hexadecimal digits" };
    RelyingPartyId, "a host name in lower case without scheme or port", "host name, lower case",
        Control::Code { wanted: "a host name in lower case without scheme or port" };
    Origin, "an origin NAME/SLUG/GENERATION", "origin", Control::Code { wanted: "an origin NAME/SLUG/GENERATION" };
}

pub(crate) fn malformed(found: &str, wanted: &str) -> FieldError {
    FieldError::here(Cause::Malformed { found: found.to_owned(), wanted: wanted.to_owned() })
}

/// Texts with one form each, kept as text.
macro_rules! forms {
    ($($(#[doc = $doc:literal])+ $name:ident, $is:path, $wanted:literal, $form:literal;)+) => {$(
        $(#[doc = $doc])+
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name(String);

        impl $name {
            /// The text, checked.
            ///
            /// # Errors
            /// [`Cause::Malformed`].
            pub fn new(text: &str) -> Result<Self, FieldError> {
                if $is(text) { Ok(Self(text.to_owned())) } else { Err(malformed(text, $wanted)) }
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Written for $name {
            fn write(&self) -> Value {
                Value::Text(self.0.clone())
            }
        }

        impl Field for $name {
            fn read(value: &Value) -> Result<Self, FieldError> {
                Self::new(text_of(value, $wanted)?)
            }

            fn describe(_types: &mut Types) -> String {
                $form.to_owned()
            }

            fn control() -> Control {
                Control::Code { wanted: $wanted }
            }
        }
    )+};
}

forms! {
    /// The name of a witness: letters, digits, dots, slashes and hyphens.
    WitnessName, is_witness_name, "a witness name without spaces or plus signs", "witness name";
    /// The name of a rule of the programme that was overridden.
    RuleName, is_rule_name, "a rule's name of small letters, digits and underscores", "name of a rule";
}

fn is_witness_name(text: &str) -> bool {
    (1..=128).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'/' | b'-' | b'_'))
}

fn is_rule_name(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}
