//! The rules of section 1, each with its own error.

use super::{MAX_BYTES, MAX_DEPTH};

/// The rule of the canonical profile that bytes break; places are byte offsets from 0.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CanonicalError {
    /// More bytes than an entry may have.
    #[error("{bytes} bytes are too many: an entry has at most {MAX_BYTES}; put documents in by their hash")]
    TooLarge {
        /// Size of the input.
        bytes: usize,
    },
    /// Not UTF-8, not one JSON value, or something before or after it.
    #[error("not JSON at byte {at}: expected {expected}")]
    NotJson {
        /// Where reading stopped.
        at: usize,
        /// What would have been right there.
        expected: &'static str,
    },
    /// An object has a key twice.
    #[error("the key '{key}' at byte {at} is already in this object: keep one of the two")]
    DuplicateKey {
        /// Where the second key begins.
        at: usize,
        /// The key.
        key: String,
    },
    /// A key outside the pattern.
    #[error(
        "'{}' at byte {at} is not a key: use a lower-case letter, then at most 63 lower-case letters, digits and underscores",
        key.escape_debug()
    )]
    BadKey {
        /// Where the key begins.
        at: usize,
        /// The key.
        key: String,
    },
    /// A number with a fraction or an exponent, or minus zero.
    #[error(
        "the number {text} at byte {at} is not written as an integer: write money as whole pence and shares as text"
    )]
    NotInteger {
        /// Where the number begins.
        at: usize,
        /// The number, cut after 32 characters.
        text: String,
    },
    /// An integer beyond ±(2⁵³−1).
    #[error("the integer {text} at byte {at} is beyond ±9007199254740991: write it as text")]
    UnsafeInteger {
        /// Where the number begins.
        at: usize,
        /// The number, cut after 32 characters.
        text: String,
    },
    /// A string that is not in Unicode normalisation form C.
    #[error("the text at byte {at} is not in Unicode form NFC: normalise it before it is signed")]
    NotNfc {
        /// Where the string begins.
        at: usize,
    },
    /// More levels of nesting than allowed.
    #[error("more than {MAX_DEPTH} levels of nesting at byte {at}: flatten the value")]
    TooDeep {
        /// Where the first level too many begins.
        at: usize,
    },
    /// Every other rule is kept, but these are not the canonical bytes of the value.
    #[error(
        "the bytes differ from their canonical form (RFC 8785) at byte {at}: sort keys, drop white space, escape only what must be"
    )]
    NotCanonical {
        /// First byte that differs.
        at: usize,
    },
}

impl CanonicalError {
    /// The name of the broken rule in docs/record.md.
    pub fn name(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "too-large",
            Self::NotJson { .. } => "not-json",
            Self::DuplicateKey { .. } => "duplicate-key",
            Self::BadKey { .. } => "bad-key",
            Self::NotInteger { .. } => "not-integer",
            Self::UnsafeInteger { .. } => "unsafe-integer",
            Self::NotNfc { .. } => "not-nfc",
            Self::TooDeep { .. } => "too-deep",
            Self::NotCanonical { .. } => "not-canonical",
        }
    }

    /// Place of the rule in section 1: of several broken rules the first is reported.
    pub(super) fn rank(&self) -> u8 {
        match self {
            Self::TooLarge { .. } => 0,
            Self::NotJson { .. } => 1,
            Self::DuplicateKey { .. } => 2,
            Self::BadKey { .. } => 3,
            Self::NotInteger { .. } => 4,
            Self::UnsafeInteger { .. } => 5,
            Self::NotNfc { .. } => 6,
            Self::TooDeep { .. } => 7,
            Self::NotCanonical { .. } => 8,
        }
    }
}
