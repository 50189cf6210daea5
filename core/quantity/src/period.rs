//! Calendar periods: the time axis of every panel.
//!
//! A [`Period`] is a whole day, ISO week, month, quarter or year, or a plain numbered step where a data set has no calendar.
//! Periods of one [`Frequency`] are consecutive integers, so that the distance between two of them is a subtraction
//! and a missing month is a gap that can be seen.

mod reading;

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How long a period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Frequency {
    /// One calendar day.
    Day,
    /// An ISO 8601 week, Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
    /// A calendar quarter.
    Quarter,
    /// A calendar year.
    Year,
    /// A numbered step with no calendar behind it (`1`, `2`, `3`, ...).
    Step,
}

impl Frequency {
    /// The noun for one period: "month".
    pub fn noun(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
            Self::Step => "step",
        }
    }
}

impl fmt::Display for Frequency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.noun())
    }
}

impl FromStr for Frequency {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        match text {
            "day" => Ok(Self::Day),
            "week" => Ok(Self::Week),
            "month" => Ok(Self::Month),
            "quarter" => Ok(Self::Quarter),
            "year" => Ok(Self::Year),
            "step" => Ok(Self::Step),
            _ => Err(PeriodError::UnknownFrequency(text.to_owned())),
        }
    }
}

/// One period on the time axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    frequency: Frequency,
    ordinal: i64,
}

/// Why a text is not a period, or two periods do not go together.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PeriodError {
    /// The text has none of the known forms.
    #[error(
        "'{0}' is not a period: write a year (2015), month (2015-10), quarter (2015-Q4), week (2015-W40), day (2015-10-01) or step number (7)"
    )]
    Unreadable(String),
    /// The form is known but the calendar has no such day, week, month or quarter.
    #[error("'{text}' has the form of a {frequency}, but the calendar has no such {frequency}; correct it")]
    NotInCalendar {
        /// The text as given.
        text: String,
        /// The form that it has.
        frequency: Frequency,
    },
    /// Not the name of a frequency.
    #[error("'{0}' is not a frequency: use day, week, month, quarter, year or step")]
    UnknownFrequency(String),
    /// A finer period was asked of a step, or a step of a calendar period.
    #[error("{period} is a {from} and cannot be read as a {to}; write it as the data writes its periods")]
    NotConvertible {
        /// The period as printed.
        period: String,
        /// Its frequency.
        from: Frequency,
        /// The frequency asked for.
        to: Frequency,
    },
}

/// Monday of the ISO week that week ordinals count from.
const WEEK_EPOCH_DAYS: i64 = 4; // 1970-01-05 is four days after 1970-01-01.

impl Period {
    /// The period of the given frequency and position; used where periods are generated rather than read.
    pub fn from_ordinal(frequency: Frequency, ordinal: i64) -> Self {
        Self { frequency, ordinal }
    }

    /// The calendar year `year`.
    pub fn year(year: i16) -> Self {
        Self::from_ordinal(Frequency::Year, i64::from(year))
    }

    /// The calendar month, `month` from 1 to 12.
    ///
    /// # Errors
    /// [`PeriodError::NotInCalendar`] where `month` is not in 1 to 12.
    pub fn month(year: i16, month: i8) -> Result<Self, PeriodError> {
        if (1..=12).contains(&month) {
            Ok(Self::from_ordinal(Frequency::Month, i64::from(year) * 12 + i64::from(month) - 1))
        } else {
            Err(PeriodError::NotInCalendar {
                text: format!("{year:04}-{month:02}"),
                frequency: Frequency::Month,
            })
        }
    }

    /// How long this period is.
    pub fn frequency(self) -> Frequency {
        self.frequency
    }

    /// Position on the axis of its frequency: consecutive periods have consecutive ordinals.
    pub fn ordinal(self) -> i64 {
        self.ordinal
    }

    /// The period `steps` later (earlier where negative).
    #[must_use]
    pub fn plus(self, steps: i64) -> Self {
        Self { ordinal: self.ordinal.saturating_add(steps), ..self }
    }

    /// First day of the period, where it has a calendar and lies within the years -9999 to 9999.
    pub fn start_date(self) -> Option<Date> {
        let year = |y: i64| i16::try_from(y).ok();
        match self.frequency {
            Frequency::Day => date_from_days(self.ordinal),
            Frequency::Week => date_from_days(self.ordinal.checked_mul(7)?.checked_add(WEEK_EPOCH_DAYS)?),
            Frequency::Month => {
                let month = i8::try_from(self.ordinal.rem_euclid(12)).ok()? + 1;
                Date::new(year(self.ordinal.div_euclid(12))?, month, 1).ok()
            }
            Frequency::Quarter => {
                let month = i8::try_from(self.ordinal.rem_euclid(4)).ok()? * 3 + 1;
                Date::new(year(self.ordinal.div_euclid(4))?, month, 1).ok()
            }
            Frequency::Year => Date::new(year(self.ordinal)?, 1, 1).ok(),
            Frequency::Step => None,
        }
    }

    /// The first period of frequency `to` that begins within (or contains the start of) this one.
    ///
    /// A year read as a month is its January; a day read as a month is the month it lies in.
    ///
    /// # Errors
    /// [`PeriodError::NotConvertible`] between steps and the calendar, or beyond the calendar's range.
    pub fn first_as(self, to: Frequency) -> Result<Self, PeriodError> {
        if to == self.frequency {
            return Ok(self);
        }
        let not_convertible =
            || PeriodError::NotConvertible { period: self.to_string(), from: self.frequency, to };
        self.start_date().and_then(|date| containing(date, to)).ok_or_else(not_convertible)
    }

    /// The last period of frequency `to` within this one: a year read as a month is its December.
    ///
    /// # Errors
    /// As for [`Period::first_as`].
    pub fn last_as(self, to: Frequency) -> Result<Self, PeriodError> {
        if to == self.frequency {
            return Ok(self);
        }
        let not_convertible =
            || PeriodError::NotConvertible { period: self.to_string(), from: self.frequency, to };
        let last_day = self.plus(1).start_date().and_then(|date| date.yesterday().ok());
        last_day.and_then(|date| containing(date, to)).ok_or_else(not_convertible)
    }
}

fn date_from_days(days: i64) -> Option<Date> {
    let days = i32::try_from(days).ok()?;
    Date::constant(1970, 1, 1).checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

fn days_from_date(date: Date) -> i64 {
    date.since(Date::constant(1970, 1, 1)).map_or(0, |span| i64::from(span.get_days()))
}

fn containing(date: Date, frequency: Frequency) -> Option<Period> {
    let (year, month) = (i64::from(date.year()), i64::from(date.month()));
    let ordinal = match frequency {
        Frequency::Day => days_from_date(date),
        Frequency::Week => (days_from_date(date) - WEEK_EPOCH_DAYS).div_euclid(7),
        Frequency::Month => year * 12 + month - 1,
        Frequency::Quarter => year * 4 + (month - 1) / 3,
        Frequency::Year => year,
        Frequency::Step => return None,
    };
    Some(Period { frequency, ordinal })
}

/// The frequency that a column of days really has.
///
/// Data often writes a month as its first day. Days that are all the first of a month are months (quarters
/// where all begin a quarter, years where all begin a year); days that all fall on one weekday are weeks; anything else
/// stays days. `days` may be in any order; fewer than two distinct days stay days unless they begin a month.
pub fn infer_frequency<'a>(days: impl IntoIterator<Item = &'a Period>) -> Frequency {
    let dates: Vec<Date> = days.into_iter().filter_map(|day| day.start_date()).collect();
    let all = |test: fn(&Date) -> bool| !dates.is_empty() && dates.iter().all(test);
    let several = dates.iter().any(|date| Some(date) != dates.first());
    if all(|d| d.day() == 1 && d.month() == 1) && several {
        Frequency::Year
    } else if all(|d| d.day() == 1 && d.month() % 3 == 1) && several {
        Frequency::Quarter
    } else if all(|d| d.day() == 1) {
        Frequency::Month
    } else if several && dates.iter().all(|d| Some(d.weekday()) == dates.first().map(|f| f.weekday())) {
        Frequency::Week
    } else {
        Frequency::Day
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(date) = self.start_date() else { return write!(f, "{}", self.ordinal) };
        match self.frequency {
            Frequency::Day => write!(f, "{date}"),
            Frequency::Week => {
                let week = date.iso_week_date();
                write!(f, "{:04}-W{:02}", week.year(), week.week())
            }
            Frequency::Month => write!(f, "{:04}-{:02}", date.year(), date.month()),
            Frequency::Quarter => write!(f, "{:04}-Q{}", date.year(), (date.month() - 1) / 3 + 1),
            Frequency::Year => write!(f, "{:04}", date.year()),
            Frequency::Step => write!(f, "{}", self.ordinal),
        }
    }
}

stored_as_text!(Period);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn p(text: &str) -> Period {
        text.parse().unwrap()
    }

    #[test]
    fn first_days_of_months_are_months_and_equal_weekdays_are_weeks() {
        let infer = |texts: &[&str]| infer_frequency(&texts.iter().map(|t| p(t)).collect::<Vec<_>>());
        assert_eq!(infer(&["2015-10-01", "2015-11-01", "2016-01-01"]), Frequency::Month);
        assert_eq!(infer(&["2015-10-01", "2016-01-01", "2016-04-01"]), Frequency::Quarter);
        assert_eq!(infer(&["2015-01-01", "2016-01-01"]), Frequency::Year);
        assert_eq!(infer(&["2015-10-05", "2015-10-12", "2015-10-26"]), Frequency::Week);
        assert_eq!(infer(&["2015-10-05", "2015-10-06"]), Frequency::Day);
        assert_eq!(infer(&["2015-10-01"]), Frequency::Month);
    }

    #[test]
    fn a_year_read_as_months_runs_from_january_to_december() {
        assert_eq!(p("2015").first_as(Frequency::Month), Ok(p("2015-01")));
        assert_eq!(p("2015").last_as(Frequency::Month), Ok(p("2015-12")));
        assert_eq!(p("2015-10-17").first_as(Frequency::Month), Ok(p("2015-10")));
        assert_eq!(p("2015-10-01").first_as(Frequency::Week), Ok(p("2015-W40")));
        assert!(matches!(p("7").first_as(Frequency::Month), Err(PeriodError::NotConvertible { .. })));
    }

    #[test]
    fn consecutive_periods_have_consecutive_ordinals_across_year_ends() {
        assert_eq!(p("2015-12").plus(1), p("2016-01"));
        assert_eq!(p("2020-W53").plus(1), p("2021-W01"));
        assert_eq!(p("2015-Q4").plus(1), p("2016-Q1"));
        assert_eq!(p("2015-12-31").plus(1), p("2016-01-01"));
        assert_eq!(p("2016-03").ordinal() - p("2015-10").ordinal(), 5);
    }

    proptest! {
        #[test]
        fn printing_and_reading_back_is_the_identity(ordinal in -20_000i64..60_000, kind in 0..5usize) {
            let kind = [Frequency::Day, Frequency::Week, Frequency::Month, Frequency::Quarter, Frequency::Step][kind];
            let period = Period::from_ordinal(kind, ordinal);
            // Beyond four-digit years, and for step numbers of four digits, the printed form is another kind's.
            prop_assume!(match kind {
                Frequency::Step => !(1000..=9999).contains(&ordinal),
                _ => period.start_date().is_some_and(|d| (1000..=9999).contains(&d.year())),
            });
            prop_assert_eq!(period.to_string().parse::<Period>(), Ok(period));
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in ".{0,24}") {
            let _ = text.parse::<Period>();
        }
    }
}
