//! Exact decimal numbers, for estimates that are not money.

use std::cmp::Ordering;
use std::fmt;

use super::control::Control;
use super::field::{Field, FieldError, Types, Written, text_of};
use super::scalar::malformed;
use crate::canonical::Value;

/// A decimal number as printed, with at most [`Decimal::MOST_UNITS`] digits before the point and [`Decimal::MOST_PLACES`] after it. `1.0`
/// and `1.00` are equal in size, but stay as written: the places say how precisely it was reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decimal {
    text: String,
    /// In units of 10⁻⁹.
    scaled: i128,
}

impl Decimal {
    /// Most digits before the point.
    pub const MOST_UNITS: usize = 15;
    /// Most digits after the point.
    pub const MOST_PLACES: usize = 9;

    /// Reads `-12.50`.
    ///
    /// # Errors
    /// [`super::Cause::Malformed`].
    pub fn new(text: &str) -> Result<Self, FieldError> {
        scale(text).map(|scaled| Self { text: text.to_owned(), scaled }).ok_or_else(|| {
            malformed(
                text,
                "a decimal number such as -12.5, with up to 15 digits before the point and 9 after",
            )
        })
    }

    /// The number in units of 10⁻⁹, exact.
    pub fn scaled(&self) -> i128 {
        self.scaled
    }

    /// Order by size: `1.0` and `1.00` are equal here.
    pub fn compare(&self, other: &Self) -> Ordering {
        self.scaled.cmp(&other.scaled)
    }
}

fn scale(text: &str) -> Option<i128> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (units, places) = match unsigned.split_once('.') {
        Some((_, "")) => return None,
        Some(parts) => parts,
        None => (unsigned, ""),
    };
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let leading_zero = units.len() > 1 && units.starts_with('0');
    let fits = (1..=Decimal::MOST_UNITS).contains(&units.len()) && places.len() <= Decimal::MOST_PLACES;
    if !fits || leading_zero || !digits(units) || !digits(places) {
        return None;
    }
    let size: i128 = format!("{units}{places:0<9}").parse().ok()?;
    match (text.starts_with('-'), size) {
        (true, 0) => None,
        (true, _) => Some(-size),
        (false, _) => Some(size),
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Written for Decimal {
    fn write(&self) -> Value {
        Value::Text(self.text.clone())
    }
}

impl Field for Decimal {
    fn read(value: &Value) -> Result<Self, FieldError> {
        Self::new(text_of(value, "a decimal number in quotation marks")?)
    }

    fn describe(_types: &mut Types) -> String {
        "decimal number, as text".to_owned()
    }

    fn control() -> Control {
        Control::Decimal
    }
}
