//! The year in whose prices money is stated: a financial year, or a calendar year.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

use crate::digits::all_digits;

/// A financial year of United Kingdom public bodies, 1 April to 31 March, written `2024/25`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FinancialYear {
    start: i16,
}

/// The year in whose prices money is stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PriceYear {
    /// A financial year, `2024/25`.
    Financial(FinancialYear),
    /// A calendar year, `2024`.
    Calendar(i16),
}

/// Why a text is not a financial year or a price year.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PriceYearError {
    /// The text has neither form.
    #[error("'{0}' is not a price year: write a financial year (2024/25) or a calendar year (2024)")]
    Unreadable(String),
    /// The second year does not follow the first.
    #[error("'{text}' is not a financial year: the year after {first} is written {expected:02}")]
    NotConsecutive {
        /// The text as given.
        text: String,
        /// The first year in it.
        first: i16,
        /// The two digits that follow it.
        expected: i16,
    },
    /// The year has not four digits.
    #[error("the year {0} is outside 1000 to 9998")]
    OutOfRange(i16),
}

fn in_range(year: i16) -> Result<i16, PriceYearError> {
    if (1000..=9998).contains(&year) { Ok(year) } else { Err(PriceYearError::OutOfRange(year)) }
}

impl FinancialYear {
    /// The financial year that begins on 1 April of `start`.
    ///
    /// # Errors
    /// [`PriceYearError::OutOfRange`] where `start` has not four digits.
    pub fn starting(start: i16) -> Result<Self, PriceYearError> {
        in_range(start).map(|start| Self { start })
    }

    /// The financial year that a day lies in.
    ///
    /// # Errors
    /// [`PriceYearError::OutOfRange`] for days before 1 April 1000 or after 31 March 9999.
    pub fn containing(day: Date) -> Result<Self, PriceYearError> {
        Self::starting(if day.month() >= 4 { day.year() } else { day.year() - 1 })
    }

    /// The calendar year of its 1 April.
    pub fn start_year(self) -> i16 {
        self.start
    }
}

impl PriceYear {
    /// The calendar year `year`.
    ///
    /// # Errors
    /// [`PriceYearError::OutOfRange`] where `year` has not four digits.
    pub fn calendar(year: i16) -> Result<Self, PriceYearError> {
        in_range(year).map(Self::Calendar)
    }

    /// The financial year that begins on 1 April of `start`.
    ///
    /// # Errors
    /// [`PriceYearError::OutOfRange`] where `start` has not four digits.
    pub fn financial(start: i16) -> Result<Self, PriceYearError> {
        FinancialYear::starting(start).map(Self::Financial)
    }
}

impl fmt::Display for FinancialYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}/{:02}", self.start, (self.start + 1) % 100)
    }
}

impl fmt::Display for PriceYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Financial(year) => year.fmt(f),
            Self::Calendar(year) => write!(f, "{year:04}"),
        }
    }
}

impl FromStr for FinancialYear {
    type Err = PriceYearError;

    /// Reads `2024/25`, `2024-25` and `2024/2025`.
    fn from_str(text: &str) -> Result<Self, PriceYearError> {
        let text = text.trim();
        let unreadable = || PriceYearError::Unreadable(text.to_owned());
        let (first, second) = text.split_once(['/', '-']).ok_or_else(unreadable)?;
        let first = four_digits(first).ok_or_else(unreadable)?;
        let year = Self::starting(first)?;
        let follows = match second.len() {
            2 if all_digits(second) => second.parse() == Ok((first + 1) % 100),
            4 => four_digits(second).ok_or_else(unreadable)? == first + 1,
            _ => return Err(unreadable()),
        };
        if follows {
            Ok(year)
        } else {
            Err(PriceYearError::NotConsecutive { text: text.to_owned(), first, expected: (first + 1) % 100 })
        }
    }
}

impl FromStr for PriceYear {
    type Err = PriceYearError;

    fn from_str(text: &str) -> Result<Self, PriceYearError> {
        match four_digits(text.trim()) {
            Some(year) => Self::calendar(year),
            None => text.parse().map(Self::Financial),
        }
    }
}

fn four_digits(text: &str) -> Option<i16> {
    (text.len() == 4 && all_digits(text)).then(|| text.parse().ok()).flatten()
}

stored_as_text!(FinancialYear);

stored_as_text!(PriceYear);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_forms_of_a_price_year_are_read_as_the_year_they_name() {
        let cases = [
            ("2024/25", "2024/25"),
            ("2024-25", "2024/25"),
            ("2024/2025", "2024/25"),
            ("1999/00", "1999/00"),
            (" 2024 ", "2024"),
        ];
        for (text, printed) in cases {
            assert_eq!(text.parse::<PriceYear>().unwrap().to_string(), printed, "{text}");
        }
    }

    #[test]
    fn two_years_that_do_not_follow_each_other_are_told_apart_from_nonsense() {
        for text in ["2024/26", "2024/24", "2024/2026", "1999/99"] {
            let error = text.parse::<PriceYear>();
            assert!(matches!(error, Err(PriceYearError::NotConsecutive { .. })), "{text}");
        }
        for text in ["", "24/25", "2024/5", "2024/", "20245", "2024/025", "２０２４"] {
            assert!(matches!(text.parse::<PriceYear>(), Err(PriceYearError::Unreadable(_))), "{text}");
        }
        assert_eq!("0999/00".parse::<PriceYear>(), Err(PriceYearError::OutOfRange(999)));
    }

    #[test]
    fn the_financial_year_turns_on_the_first_of_april() {
        let year =
            |month, day| FinancialYear::containing(Date::constant(2025, month, day)).unwrap().start_year();
        assert_eq!((year(3, 31), year(4, 1)), (2024, 2025));
    }

    proptest! {
        #[test]
        fn printing_and_reading_back_is_the_identity(year in 1000i16..=9998) {
            let (calendar, financial) = (PriceYear::calendar(year).unwrap(), PriceYear::financial(year).unwrap());
            prop_assert_eq!(calendar.to_string().parse(), Ok(calendar));
            prop_assert_eq!(financial.to_string().parse(), Ok(financial));
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in ".{0,12}") {
            let _ = text.parse::<PriceYear>();
        }
    }
}
