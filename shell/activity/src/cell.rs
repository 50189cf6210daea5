//! One cell of a file, and the number that it writes.

use std::fmt::Write as _;

use commonweal_quantity::{Frequency, Period};

/// A cell as a file gives it: text from CSV, a typed value from Parquet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Cell<'a> {
    /// Parquet's null.
    Null,
    /// Text.
    Text(&'a str),
    /// A whole number.
    Integer(i128),
    /// A number.
    Number(f64),
    /// Days since 1 January 1970.
    Day(i64),
    /// True or false.
    Truth(bool),
}

impl<'a> Cell<'a> {
    /// The cell as it would stand in a CSV file, without spaces around it; `scratch` holds it where it has to be written out.
    pub(crate) fn text<'t>(self, scratch: &'t mut String) -> &'t str
    where
        'a: 't,
    {
        scratch.clear();
        // Writing to a String cannot fail.
        let _ = match self {
            Self::Null => return "",
            Self::Text(text) => return text.trim(),
            Self::Truth(truth) => return if truth { "true" } else { "false" },
            Self::Integer(number) => write!(scratch, "{number}"),
            Self::Number(number) => write!(scratch, "{number}"),
            Self::Day(day) => write!(scratch, "{}", Period::from_ordinal(Frequency::Day, day)),
        };
        scratch
    }
}

/// What a cell of the value column says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Reading {
    /// A number.
    Number(f64),
    /// A number written with commas between its thousands.
    Grouped(f64),
    /// Nothing is known.
    Missing,
    /// Something is known but withheld, so that nobody can be recognised in a small number.
    Suppressed,
    /// Something else.
    NotANumber,
}

/// Texts that mean a missing value; letters of either case.
const MISSING: [&str; 9] = ["", "na", "n/a", "nan", "null", "-", "..", "[x]", "[z]"];
/// Texts that mean a suppressed value.
const SUPPRESSED: [&str; 2] = ["*", "[c]"];

impl Reading {
    /// Reads a cell of the value column.
    pub(crate) fn of(cell: Cell<'_>) -> Self {
        match cell {
            Cell::Null => Self::Missing,
            Cell::Text(text) => Self::of_text(text.trim()),
            Cell::Integer(number) => Self::Number(number as f64),
            Cell::Number(number) if number.is_nan() => Self::Missing,
            Cell::Number(number) => Self::Number(number),
            Cell::Day(_) | Cell::Truth(_) => Self::NotANumber,
        }
    }

    fn of_text(text: &str) -> Self {
        if let Some(number) = decimal(text) {
            return Self::Number(number);
        }
        if MISSING.iter().any(|missing| text.eq_ignore_ascii_case(missing)) {
            return Self::Missing;
        }
        if SUPPRESSED.iter().any(|suppressed| text.eq_ignore_ascii_case(suppressed)) {
            return Self::Suppressed;
        }
        grouped(text).map_or(Self::NotANumber, Self::Grouped)
    }
}

/// A decimal number; the words that Rust also takes for numbers (`inf`, `nan`) are none.
fn decimal(text: &str) -> Option<f64> {
    let numeric = |b: u8| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b'.' | b'e' | b'E');
    if text.bytes().all(numeric) { text.parse().ok() } else { None }
}

/// `12,345` and `-1,234,567.8`: one to three digits, then groups of three, then perhaps a decimal part.
fn grouped(text: &str) -> Option<f64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let unsigned = whole.strip_prefix(['+', '-']).unwrap_or(whole);
    let mut groups = unsigned.split(',');
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let first = groups.next()?;
    let well_formed = digits(first)
        && first.len() <= 3
        && digits(fraction)
        && unsigned.contains(',')
        && groups.all(|group| group.len() == 3 && digits(group));
    if well_formed { decimal(&text.replace(',', "")) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Reading {
        Reading::of(Cell::Text(text))
    }

    #[test]
    fn numbers_are_read_as_written() {
        assert_eq!(read(" 89.80000305 "), Reading::Number(89.800_003_05));
        assert_eq!(read("-1e3"), Reading::Number(-1000.0));
        assert_eq!(read("12,345"), Reading::Grouped(12_345.0));
        assert_eq!(read("-1,234,567.8"), Reading::Grouped(-1_234_567.8));
    }

    #[test]
    fn missing_and_suppressed_are_told_apart() {
        for text in ["", "  ", "NA", "n/a", "NaN", "null", "-", "..", "[x]", "[z]"] {
            assert_eq!(read(text), Reading::Missing, "{text}");
        }
        for text in ["*", " * ", "[c]", "[C]"] {
            assert_eq!(read(text), Reading::Suppressed, "{text}");
        }
        assert_eq!(Reading::of(Cell::Number(f64::NAN)), Reading::Missing);
    }

    #[test]
    fn what_is_not_a_number_is_not_made_one() {
        for text in [
            "abc", "1 234", "12,34", "1234,567", ",123", "1,234,", "inf", "1,234.", "0x10", "12%", "£5",
            "1_000",
        ] {
            assert_eq!(read(text), Reading::NotANumber, "{text}");
        }
    }
}
