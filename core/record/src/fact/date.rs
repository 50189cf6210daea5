//! Civil dates, as `YYYY-MM-DD`.

use std::fmt;

use jiff::civil;

use super::control::Control;
use super::field::{Field, FieldError, Types, Written, text_of};
use super::scalar::malformed;
use crate::canonical::Value;
use crate::entry::Instant;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The name of a month, counted from 1; nothing for a number that no month has.
pub fn month_in_words(month: i8) -> &'static str {
    usize::try_from(month).ok().and_then(|month| MONTHS.get(month.checked_sub(1)?)).unwrap_or(&"")
}

/// A day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(civil::Date);

impl Date {
    /// Reads `YYYY-MM-DD`.
    ///
    /// # Errors
    /// [`super::Cause::Malformed`] for another form, or a day that the calendar does not have.
    pub fn new(text: &str) -> Result<Self, FieldError> {
        let number = |from: usize, to: usize| {
            text.get(from..to).filter(|part| part.bytes().all(|b| b.is_ascii_digit()))
        };
        let parts = (text.len() == 10 && text.get(4..5) == Some("-") && text.get(7..8) == Some("-"))
            .then(|| (number(0, 4), number(5, 7), number(8, 10)));
        if let Some((Some(year), Some(month), Some(day))) = parts
            && let (Ok(year), Ok(month), Ok(day)) = (year.parse(), month.parse(), day.parse())
            && let Ok(date) = civil::Date::new(year, month, day)
        {
            return Ok(Self(date));
        }
        Err(malformed(text, "a date of the calendar as YYYY-MM-DD"))
    }

    /// The day of an instant of the record, which is in UTC.
    pub fn of(at: Instant) -> Self {
        Self(at.date())
    }

    /// The day that comes `days` later; none beyond the year 9999.
    pub fn after_days(self, days: i64) -> Option<Self> {
        let days = jiff::Span::new().try_days(days).ok()?;
        self.0.checked_add(days).ok().map(Self)
    }

    /// How many days it comes after the Monday of its week, from 0 to 6.
    pub fn days_after_monday(self) -> i64 {
        i64::from(self.0.weekday().to_monday_zero_offset())
    }

    /// Whole days from `self` to `later`; negative where it is earlier.
    pub fn days_until(self, later: Self) -> i64 {
        later.0.duration_since(self.0).as_hours() / 24
    }

    /// The year, and the month from 1.
    pub fn year_and_month(self) -> (i16, i8) {
        (self.0.year(), self.0.month())
    }

    /// As a sentence says it: `7 October 2026`.
    pub fn in_words(self) -> String {
        format!("{} {} {}", self.0.day(), month_in_words(self.0.month()), self.0.year())
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Written for Date {
    fn write(&self) -> Value {
        Value::Text(self.0.to_string())
    }
}

impl Field for Date {
    fn read(value: &Value) -> Result<Self, FieldError> {
        Self::new(text_of(value, "a date as YYYY-MM-DD")?)
    }

    fn describe(_types: &mut Types) -> String {
        "date".to_owned()
    }

    fn control() -> Control {
        Control::Date
    }
}

/// An instant of the record, as a sentence says it: `7 October 2026 at 09:30`. A text of another form stands as it is.
pub(crate) fn instant_in_words(at: &str) -> String {
    let Some((day, time)) = at.split_once('T') else { return at.to_owned() };
    match (Date::new(day), time.get(0..5)) {
        (Ok(date), Some(minute)) => format!("{} at {minute}", date.in_words()),
        _ => at.to_owned(),
    }
}
