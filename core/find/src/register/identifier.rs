use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Longest scheme or code.
const LONGEST: usize = 80;

/// A code of a body and the list that the code is of, written `SCHEME/CODE`: `GB-NHS/RXX`, `GB-CHC/1234567`, `GSS/E06000099`.
///
/// Schemes are prefixes of org-id.guide where it has one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Identifier {
    scheme: String,
    code: String,
}

/// Why a text is no identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IdentifierError {
    /// Nothing to tell the list by.
    #[error(
        "'{text}' does not say which list its code is of; write it as GB-NHS/RXX, or name the list with a scheme"
    )]
    NoScheme {
        /// What was written.
        text: String,
    },
    /// A scheme that cannot be one.
    #[error("'{scheme}' is no scheme: write 1 to {LONGEST} letters, digits and hyphens, such as GB-NHS")]
    Scheme {
        /// What was written.
        scheme: String,
    },
    /// A code that cannot be one.
    #[error("'{code}' is no code: write 1 to {LONGEST} letters, digits and .-_: without a space")]
    Code {
        /// What was written.
        code: String,
    },
}

impl Identifier {
    /// A code of a list; spaces around either are taken off.
    ///
    /// # Errors
    /// [`IdentifierError::Scheme`] and [`IdentifierError::Code`].
    pub fn new(scheme: &str, code: &str) -> Result<Self, IdentifierError> {
        let (scheme, code) = (scheme.trim(), code.trim());
        let fits = |text: &str, also: &str| {
            (1..=LONGEST).contains(&text.len())
                && text.chars().all(|letter| letter.is_ascii_alphanumeric() || also.contains(letter))
        };
        if !fits(scheme, "-") {
            return Err(IdentifierError::Scheme { scheme: scheme.to_owned() });
        }
        if !fits(code, ".-_:") {
            return Err(IdentifierError::Code { code: code.to_owned() });
        }
        Ok(Self { scheme: scheme.to_owned(), code: code.to_owned() })
    }

    /// The list.
    pub fn scheme(&self) -> &str {
        &self.scheme
    }

    /// The code.
    pub fn code(&self) -> &str {
        &self.code
    }
}

impl FromStr for Identifier {
    type Err = IdentifierError;

    fn from_str(text: &str) -> Result<Self, IdentifierError> {
        let (scheme, code) = text
            .trim()
            .split_once('/')
            .ok_or_else(|| IdentifierError::NoScheme { text: text.trim().to_owned() })?;
        Self::new(scheme, code)
    }
}

impl fmt::Display for Identifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.scheme, self.code)
    }
}

impl TryFrom<String> for Identifier {
    type Error = IdentifierError;

    fn try_from(text: String) -> Result<Self, IdentifierError> {
        text.parse()
    }
}

impl From<Identifier> for String {
    fn from(identifier: Identifier) -> Self {
        identifier.to_string()
    }
}
