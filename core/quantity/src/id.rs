//! Typed identifiers: a body's and a partnership's cannot be taken for each other.
//!
//! ```
//! use commonweal_quantity::{BodyId, PartnershipId};
//! let body: BodyId = "northdown-council".parse::<BodyId>().unwrap();
//! let partnership: PartnershipId = "northdown-together".parse::<PartnershipId>().unwrap();
//! ```
//!
//! The same with the types crossed does not compile:
//!
//! ```compile_fail,E0308
//! use commonweal_quantity::{BodyId, PartnershipId};
//! let body: BodyId = "northdown-council".parse::<PartnershipId>().unwrap();
//! ```

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A kind of thing that has identifiers.
pub trait Kind {
    /// What one of them is called in a message.
    const NOUN: &'static str;
}

/// An organisation or community group that can be a partner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Body {}

/// A partnership of bodies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Partnership {}

impl Kind for Body {
    const NOUN: &'static str = "body";
}

impl Kind for Partnership {
    const NOUN: &'static str = "partnership";
}

/// Identifies a [`Body`].
pub type BodyId = Id<Body>;
/// Identifies a [`Partnership`].
pub type PartnershipId = Id<Partnership>;

/// Most characters of an identifier.
pub const LONGEST_ID: usize = 64;

/// An identifier: words of lower-case letters and digits joined by single hyphens, at most [`LONGEST_ID`] characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id<K> {
    slug: String,
    kind: PhantomData<K>,
}

/// Why a text is not an identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// No text at all.
    #[error("the {0} identifier is empty; write one such as northdown-council")]
    Empty(&'static str),
    /// Longer than [`LONGEST_ID`].
    #[error("the {noun} identifier has {characters} characters; shorten it to {LONGEST_ID}")]
    TooLong {
        /// What it should identify.
        noun: &'static str,
        /// How long it is.
        characters: usize,
    },
    /// A character that is not a lower-case letter, a digit or a hyphen between two of these.
    #[error(
        "'{text}' is not a {noun} identifier: lower-case letters and digits in words joined by single hyphens (northdown-council)"
    )]
    NotASlug {
        /// What it should identify.
        noun: &'static str,
        /// The text as given.
        text: String,
    },
}

impl<K> Id<K> {
    /// The identifier as text.
    pub fn as_str(&self) -> &str {
        &self.slug
    }
}

impl<K> fmt::Display for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.slug)
    }
}

impl<K: Kind> FromStr for Id<K> {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        if text.is_empty() {
            return Err(IdError::Empty(K::NOUN));
        }
        let characters = text.chars().count();
        if characters > LONGEST_ID {
            return Err(IdError::TooLong { noun: K::NOUN, characters });
        }
        let is_word = |word: &str| {
            !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        };
        if text.split('-').all(is_word) {
            Ok(Self { slug: text.to_owned(), kind: PhantomData })
        } else {
            Err(IdError::NotASlug { noun: K::NOUN, text: text.to_owned() })
        }
    }
}

impl<K> Serialize for Id<K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.slug)
    }
}

impl<'de, K: Kind> Deserialize<'de> for Id<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn each_wrong_identifier_is_refused_by_its_own_name() {
        assert_eq!("".parse::<BodyId>(), Err(IdError::Empty("body")));
        let long = "a".repeat(LONGEST_ID + 1);
        assert!(matches!(long.parse::<PartnershipId>(), Err(IdError::TooLong { noun: "partnership", .. })));
        assert!(long[1..].parse::<PartnershipId>().is_ok());
        for text in ["Northdown", "north down", "-north", "north-", "north--down", "nörth", "north_down"] {
            assert!(matches!(text.parse::<BodyId>(), Err(IdError::NotASlug { .. })), "{text}");
        }
    }

    proptest! {
        #[test]
        fn printing_and_reading_back_is_the_identity(text in "[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,4}") {
            let id: BodyId = text.parse().unwrap();
            prop_assert_eq!(id.to_string().parse(), Ok(id.clone()));
            prop_assert_eq!(id.as_str(), text);
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in ".{0,80}") {
            let _ = text.parse::<BodyId>();
        }
    }
}
