//! Instants, to the second, in one spelling.

use std::fmt;
use std::str::FromStr;

use jiff::civil::DateTime;

use super::fields::Form;
use super::ids::IdError;

/// A second of Coordinated Universal Time in the years 0001 to 9999, written `YYYY-MM-DDThh:mm:ssZ`; there are no leap seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(DateTime);

impl Instant {
    /// The instant `seconds` after 1970-01-01T00:00:00Z; none beyond the year 9999.
    pub fn from_unix(seconds: u64) -> Option<Self> {
        let epoch = DateTime::constant(1970, 1, 1, 0, 0, 0, 0);
        let seconds = jiff::Span::new().try_seconds(i64::try_from(seconds).ok()?).ok()?;
        epoch.checked_add(seconds).ok().map(Self)
    }

    /// Seconds since 1970-01-01T00:00:00Z; none before it.
    pub fn unix_seconds(self) -> Option<u64> {
        let epoch = DateTime::constant(1970, 1, 1, 0, 0, 0, 0);
        u64::try_from(self.0.duration_since(epoch).as_secs()).ok()
    }

    /// Year, month and day.
    pub fn date(self) -> jiff::civil::Date {
        self.0.date()
    }
}

impl Form for Instant {
    const EXPECTED: &'static str = "an instant such as 2026-10-07T09:30:00Z";
}

impl FromStr for Instant {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        read(text.as_bytes())
            .map(Self)
            .ok_or_else(|| IdError { expected: Self::EXPECTED, found: text.to_owned() })
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let t = self.0;
        write!(
            f,
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
            t.year(),
            t.month(),
            t.day(),
            t.hour(),
            t.minute(),
            t.second()
        )
    }
}

fn read(text: &[u8]) -> Option<DateTime> {
    let marks = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':'), (19, b'Z')];
    if text.len() != 20 || marks.iter().any(|(place, mark)| text[*place] != *mark) {
        return None;
    }
    let pair = |place: usize| -> Option<i8> {
        let digit = |b: u8| b.is_ascii_digit().then(|| b.cast_signed() - b'0'.cast_signed());
        Some(digit(text[place])? * 10 + digit(text[place + 1])?)
    };
    let year = i16::from(pair(0)?) * 100 + i16::from(pair(2)?);
    if year == 0 {
        return None;
    }
    DateTime::new(year, pair(5)?, pair(8)?, pair(11)?, pair(14)?, pair(17)?, 0).ok()
}
