//! Quarters and financial years, the periods of a pooled fund's reports.

use std::fmt;
use std::str::FromStr;

use commonweal_record::fact::month_in_words;

/// A month of the calendar, counted from January of the year 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month(i32);

impl Month {
    /// Of a year, and a month from 1.
    pub fn of((year, month): (i16, i8)) -> Self {
        Self(i32::from(year) * 12 + i32::from(month) - 1)
    }

    /// How many months there are from this to another, both counted; nought or less where that is earlier.
    pub fn months_through(self, last: Self) -> i64 {
        i64::from(last.0) - i64::from(self.0) + 1
    }

    /// The month before.
    #[must_use]
    pub fn before(self) -> Self {
        Self(self.0 - 1)
    }

    fn year(self) -> i32 {
        self.0.div_euclid(12)
    }

    fn name(self) -> &'static str {
        i8::try_from(self.0.rem_euclid(12) + 1).map_or("", month_in_words)
    }
}

/// A period on which the manager of a pooled fund reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FundPeriod {
    /// Three months; written `2026-Q2` for April to June 2026.
    Quarter {
        /// The calendar year.
        year: i16,
        /// Which quarter of it, from 1.
        quarter: i8,
    },
    /// A financial year, from April to March; written `2026-27`.
    Year {
        /// The calendar year in which it begins.
        start: i16,
    },
}

/// A text is no period of a report.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "'{0}' is no period of a report: write a quarter as 2026-Q2 (April to June 2026), or a financial year as 2026-27"
)]
pub struct PeriodError(pub String);

impl FundPeriod {
    /// The quarter that a month lies in.
    pub fn quarter_of(month: Month) -> Self {
        let quarter = i8::try_from(month.0.rem_euclid(12) / 3 + 1).unwrap_or(1);
        Self::Quarter { year: i16::try_from(month.year()).unwrap_or(i16::MAX), quarter }
    }

    /// The financial year that a month lies in.
    pub fn year_of(month: Month) -> Self {
        Self::Year { start: i16::try_from(Month(month.0 - 3).year()).unwrap_or(i16::MAX) }
    }

    /// Its first month and its last.
    pub fn bounds(self) -> (Month, Month) {
        match self {
            Self::Quarter { year, quarter } => {
                let first = Month::of((year, 3 * quarter - 2)).0;
                (Month(first), Month(first + 2))
            }
            Self::Year { start } => {
                let first = Month::of((start, 4)).0;
                (Month(first), Month(first + 11))
            }
        }
    }

    /// The financial year that it lies in.
    #[must_use]
    pub fn year(self) -> Self {
        Self::year_of(self.bounds().0)
    }

    /// The next of its kind.
    #[must_use]
    pub fn next(self) -> Self {
        let after = Month(self.bounds().1.0 + 1);
        match self {
            Self::Quarter { .. } => Self::quarter_of(after),
            Self::Year { .. } => Self::year_of(after),
        }
    }

    /// As a sentence says it: `April to June 2026`.
    pub fn in_words(self) -> String {
        let (first, last) = self.bounds();
        if first.year() == last.year() {
            format!("{} to {} {}", first.name(), last.name(), last.year())
        } else {
            format!("{} {} to {} {}", first.name(), first.year(), last.name(), last.year())
        }
    }
}

impl fmt::Display for FundPeriod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Quarter { year, quarter } => write!(f, "{year:04}-Q{quarter}"),
            Self::Year { start } => write!(f, "{start:04}-{:02}", (start + 1) % 100),
        }
    }
}

impl FromStr for FundPeriod {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        let wrong = || PeriodError(text.to_owned());
        let digits = |part: &str, count: usize| {
            let all = part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
            if all { part.parse::<i16>().ok() } else { None }
        };
        let (year, rest) = text.trim().split_once(['-', '/']).ok_or_else(wrong)?;
        let year = digits(year, 4).filter(|year| (1000..9999).contains(year)).ok_or_else(wrong)?;
        if let Some(quarter) = rest.strip_prefix(['Q', 'q']) {
            let quarter = digits(quarter, 1).and_then(|quarter| i8::try_from(quarter).ok());
            let quarter = quarter.filter(|quarter| (1..=4).contains(quarter)).ok_or_else(wrong)?;
            return Ok(Self::Quarter { year, quarter });
        }
        let follows = digits(rest, 2) == Some((year + 1) % 100);
        if follows { Ok(Self::Year { start: year }) } else { Err(wrong()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> FundPeriod {
        text.parse().unwrap()
    }

    #[test]
    fn periods_are_written_as_they_were_read_and_said_by_their_months() {
        for (text, words) in [
            ("2026-Q1", "January to March 2026"),
            ("2026-Q2", "April to June 2026"),
            ("2026-Q4", "October to December 2026"),
            ("2026-27", "April 2026 to March 2027"),
            ("2099-00", "April 2099 to March 2100"),
        ] {
            assert_eq!((read(text).to_string().as_str(), read(text).in_words().as_str()), (text, words));
        }
        assert_eq!(read("2026/27"), read("2026-27"));
    }

    #[test]
    fn the_year_begins_in_april() {
        assert_eq!(FundPeriod::year_of(Month::of((2027, 3))), read("2026-27"));
        assert_eq!(FundPeriod::year_of(Month::of((2027, 4))), read("2027-28"));
        assert_eq!(read("2027-Q1").year(), read("2026-27"));
        assert_eq!(FundPeriod::quarter_of(Month::of((2026, 6))), read("2026-Q2"));
        assert_eq!((read("2026-Q4").next(), read("2026-27").next()), (read("2027-Q1"), read("2027-28")));
    }

    #[test]
    fn what_is_no_period_is_refused_with_how_to_write_one() {
        for text in ["", "2026", "2026-Q5", "2026-Q0", "2026-28", "26-27", "2026-Q12", "April"] {
            let refused = text.parse::<FundPeriod>().unwrap_err();
            assert_eq!(refused, PeriodError(text.to_owned()));
        }
    }
}
