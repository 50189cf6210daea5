//! Canonical JSON, strict profile (docs/record.md, section 1).
//!
//! An entry has exactly one form of bytes, so that what one body signs is what every other body hashes. The form is RFC 8785 (JSON
//! Canonicalization Scheme) narrowed to what two independent programs cannot read differently: no fractions, no integers that a double cannot
//! hold, ASCII keys, NFC text, bounded nesting.
//!
//! The parser is our own because its strictness is the point: common JSON parsers take the last of two equal keys without a word, round
//! large integers, or accept `-0`; each would let two readers see two different facts in the same signed bytes.
//!
//! ```
//! use commonweal_record::canonical;
//!
//! let bytes = br#"{"amount":"-1250","year":2026}"#;
//! let value = canonical::admit(bytes)?;
//! assert_eq!(canonical::to_bytes(&value), bytes);
//! assert_eq!(canonical::admit(br#"{"year":2026,"year":2027}"#).unwrap_err().name(), "duplicate-key");
//! # Ok::<(), canonical::CanonicalError>(())
//! ```

mod error;
mod parser;
mod value;
mod writer;

pub use error::CanonicalError;
pub use value::Value;
pub use writer::to_bytes;

/// Largest size of an entry, bytes.
pub const MAX_BYTES: usize = 65_535;
/// Most levels of objects and lists within one another; a bare number has none, `[]` has one.
pub const MAX_DEPTH: usize = 32;
/// Largest absolute value of an integer, 2⁵³ − 1: the largest that a double holds with its neighbours.
pub const MAX_INTEGER: i64 = (1 << 53) - 1;

/// The value of JSON `bytes` that keep every rule of the profile but two: any size, and any order of keys and white space.
///
/// # Errors
/// The first broken rule from [`CanonicalError::NotJson`] to [`CanonicalError::TooDeep`], in the order of section 1.
pub fn parse(bytes: &[u8]) -> Result<Value, CanonicalError> {
    parser::parse(bytes)
}

/// The value of JSON that somebody else's program wrote: of the rules, only those hold without which two readers could take it
/// differently. Numbers and levels beyond the profile become null.
///
/// # Errors
/// [`CanonicalError::NotJson`], [`CanonicalError::DuplicateKey`].
pub(crate) fn parse_foreign(bytes: &[u8]) -> Result<Value, CanonicalError> {
    parser::parse_foreign(bytes)
}

/// The value of `bytes` that are their own canonical form, whatever their size: a line of a bundle (section 9).
///
/// # Errors
/// As for [`parse`], then [`CanonicalError::NotCanonical`].
pub fn admit_line(bytes: &[u8]) -> Result<Value, CanonicalError> {
    let value = parse(bytes)?;
    let canonical = to_bytes(&value);
    if canonical == bytes {
        return Ok(value);
    }
    let at = canonical.iter().zip(bytes).take_while(|(a, b)| a == b).count();
    Err(CanonicalError::NotCanonical { at })
}

/// The admission rule: the value of `bytes`, only if `to_bytes(parse(bytes)) == bytes` and they are no longer than [`MAX_BYTES`].
///
/// # Errors
/// The first broken rule of section 1, in its order.
pub fn admit(bytes: &[u8]) -> Result<Value, CanonicalError> {
    if bytes.len() > MAX_BYTES {
        return Err(CanonicalError::TooLarge { bytes: bytes.len() });
    }
    admit_line(bytes)
}

/// Whether `text` is a key of the profile: `[a-z][a-z0-9_]{0,63}`.
pub fn is_key(text: &str) -> bool {
    let bytes = text.as_bytes();
    (1..=64).contains(&bytes.len())
        && bytes[0].is_ascii_lowercase()
        && bytes.iter().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || *b == b'_')
}
