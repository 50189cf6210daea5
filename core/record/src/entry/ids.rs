//! The names in an entry, each a type of its own.

use std::fmt;
use std::str::FromStr;

use super::fields::Form;
use crate::encoding::{from_hex, to_hex};
use crate::key::KeyId;
use crate::tree::Hash;

/// A text that does not have the form of the id that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{}' is not {expected}", found.escape_debug())]
pub struct IdError {
    /// What it must be.
    pub expected: &'static str,
    /// What it is.
    pub found: String,
}

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident, $expected:literal, $has_form:path) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl Form for $name {
            const EXPECTED: &'static str = $expected;
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                if $has_form(text) {
                    Ok(Self(text.to_owned()))
                } else {
                    Err(IdError { expected: Self::EXPECTED, found: text.to_owned() })
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

macro_rules! hex_id {
    ($(#[$doc:meta])* $name:ident, $expected:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; 16]);

        impl Form for $name {
            const EXPECTED: &'static str = $expected;
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                from_hex(text).map(Self).ok_or_else(|| IdError { expected: Self::EXPECTED, found: text.to_owned() })
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&to_hex(&self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }
    };
}

text_id! {
    /// The name of a log for all time: `NAME/SLUG/GENERATION`.
    Origin, "an origin: host/slug/generation, such as record.example/east-place/1-0123456789abcdef", is_origin
}
text_id! {
    /// A body: a council, a trust, a charity.
    BodyId, "a body id: lower-case letters, digits and hyphens, beginning with a letter or digit, at most 64", is_body
}
text_id! {
    /// What a fact is about: `partnership`, `agreement/1`, `meeting/2026-10-07`.
    Stream, "a stream: lower-case letters, then optionally / and lower-case letters, digits and hyphens", is_stream
}
hex_id! {
    /// The idempotency key of an intent: the same intent sent twice is recorded once.
    IntentId, "32 lower-case hexadecimal digits"
}
hex_id! {
    /// A person, by an opaque id; the name is in the vault, never in the log.
    SubjectId, "32 lower-case hexadecimal digits"
}

impl Form for Hash {
    const EXPECTED: &'static str = "64 lower-case hexadecimal digits";
}

impl Form for KeyId {
    const EXPECTED: &'static str = "32 lower-case hexadecimal digits";
}

fn slug(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

fn is_body(text: &str) -> bool {
    slug(text) && !text.starts_with('-')
}

fn is_stream(text: &str) -> bool {
    let (subject, rest) = text.split_once('/').map_or((text, None), |(subject, rest)| (subject, Some(rest)));
    !subject.is_empty() && subject.bytes().all(|b| b.is_ascii_lowercase()) && rest.is_none_or(slug)
}

fn is_origin(text: &str) -> bool {
    let parts: Vec<&str> = text.split('/').collect();
    let [name, partnership, generation] = parts[..] else { return false };
    let host = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'.' || b == b'-';
    (1..=64).contains(&name.len()) && name.bytes().all(host) && slug(partnership) && is_generation(generation)
}

/// `[1-9][0-9]*-[0-9a-f]{16}`.
fn is_generation(text: &str) -> bool {
    let Some((number, nonce)) = text.split_once('-') else { return false };
    number.bytes().all(|b| b.is_ascii_digit())
        && matches!(number.bytes().next(), Some(b'1'..=b'9'))
        && from_hex::<8>(nonce).is_some()
}
