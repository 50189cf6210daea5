//! The forms in which data writes a period.

use std::str::FromStr;

use jiff::civil::{Date, ISOWeekDate, Weekday};

use super::{Frequency, Period, PeriodError, containing};

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        let trimmed = text.trim();
        let attempt = month_by_name(trimmed)
            .or_else(|| quarter(trimmed))
            .or_else(|| week(trimmed))
            .or_else(|| date_with_slashes(trimmed))
            .or_else(|| decimal_year(trimmed))
            .or_else(|| numbers_with_dashes(trimmed));
        match attempt {
            Some((frequency, Some(period))) => {
                debug_assert_eq!(period.frequency, frequency);
                Ok(period)
            }
            Some((frequency, None)) => {
                Err(PeriodError::NotInCalendar { text: trimmed.to_owned(), frequency })
            }
            None => Err(PeriodError::Unreadable(trimmed.to_owned())),
        }
    }
}

/// A form that was recognised, with the period it names where the calendar has one.
type Recognised = Option<(Frequency, Option<Period>)>;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// `Oct 2015`, `October 2015`, `Oct-2015`.
fn month_by_name(text: &str) -> Recognised {
    let (name, year) = text.split_once([' ', '-'])?;
    let name = name.to_ascii_lowercase();
    let index = MONTHS.iter().position(|full| name.len() >= 3 && full.starts_with(&name))?;
    let year = four_digits(year.trim())?;
    Some((Frequency::Month, Period::month(year, i8::try_from(index).ok()? + 1).ok()))
}

/// `2015-Q4`, `2015Q4`, `2015 Q4`.
fn quarter(text: &str) -> Recognised {
    let (year, quarter) = text.split_once(['Q', 'q'])?;
    let year = four_digits(year.trim_end_matches(['-', ' ']))?;
    let quarter: i64 = digits(quarter)?.parse().ok()?;
    let ordinal = (1..=4).contains(&quarter).then(|| i64::from(year) * 4 + quarter - 1);
    Some((Frequency::Quarter, ordinal.map(|o| Period::from_ordinal(Frequency::Quarter, o))))
}

/// `2015-W40`, `2015W40`.
fn week(text: &str) -> Recognised {
    let (year, week) = text.split_once(['W', 'w'])?;
    let year = four_digits(year.trim_end_matches(['-', ' ']))?;
    let week: i8 = digits(week)?.parse().ok()?;
    let date = ISOWeekDate::new(year, week, Weekday::Monday).ok().map(ISOWeekDate::date);
    Some((Frequency::Week, date.and_then(|date| containing(date, Frequency::Week))))
}

/// `01/10/2015`, day first as in the United Kingdom.
fn date_with_slashes(text: &str) -> Recognised {
    let mut parts = text.split('/');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let (day, month): (i8, i8) = (digits(day)?.parse().ok()?, digits(month)?.parse().ok()?);
    let year = four_digits(year)?;
    if parts.next().is_some() {
        return None;
    }
    Some((Frequency::Day, day_of(year, month, day)))
}

/// `1990.25`: the quarters of a year written as decimals, as statistical packages export them.
fn decimal_year(text: &str) -> Recognised {
    let (year, fraction) = text.split_once('.')?;
    let quarter = match fraction {
        "0" | "00" => 0,
        "25" => 1,
        "5" | "50" => 2,
        "75" => 3,
        _ => return None,
    };
    let ordinal = i64::from(four_digits(year)?) * 4 + quarter;
    Some((Frequency::Quarter, Some(Period::from_ordinal(Frequency::Quarter, ordinal))))
}

/// `2015`, `2015-10`, `2015-10-01`, `2015-10-01T00:00:00`, and plain step numbers such as `7`.
fn numbers_with_dashes(text: &str) -> Recognised {
    if let Some(year) = four_digits(text) {
        return Some((Frequency::Year, Some(Period::year(year))));
    }
    if text.len() <= 9
        && let Some(step) = digits(text.strip_prefix('-').unwrap_or(text))
    {
        let step: i64 = step.parse().ok()?;
        let step = if text.starts_with('-') { -step } else { step };
        return Some((Frequency::Step, Some(Period::from_ordinal(Frequency::Step, step))));
    }
    // A time of day after the date is dropped: a panel's periods are whole days or longer.
    let date = text.split_once(['T', ' ']).map_or(text, |(date, _)| date);
    let mut parts = date.split('-');
    let year = four_digits(parts.next()?)?;
    let month: i8 = digits(parts.next()?)?.parse().ok()?;
    match (parts.next(), parts.next()) {
        (None, _) => Some((Frequency::Month, Period::month(year, month).ok())),
        (Some(day), None) => {
            let day: i8 = digits(day)?.parse().ok()?;
            Some((Frequency::Day, day_of(year, month, day)))
        }
        _ => None,
    }
}

fn day_of(year: i16, month: i8, day: i8) -> Option<Period> {
    Date::new(year, month, day).ok().and_then(|date| containing(date, Frequency::Day))
}

fn digits(text: &str) -> Option<&str> {
    (!text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())).then_some(text)
}

fn four_digits(text: &str) -> Option<i16> {
    (text.len() == 4).then(|| digits(text)).flatten()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_read_as_the_period_it_names() {
        let cases = [
            ("2015", "2015", Frequency::Year),
            ("2015-10", "2015-10", Frequency::Month),
            ("Oct 2015", "2015-10", Frequency::Month),
            ("october-2015", "2015-10", Frequency::Month),
            ("2015-10-01", "2015-10-01", Frequency::Day),
            ("01/10/2015", "2015-10-01", Frequency::Day),
            ("2015-10-01T00:00:00", "2015-10-01", Frequency::Day),
            ("2015-10-01 00:00:00 UTC", "2015-10-01", Frequency::Day),
            ("2015-Q4", "2015-Q4", Frequency::Quarter),
            ("2015q4", "2015-Q4", Frequency::Quarter),
            ("1990.25", "1990-Q2", Frequency::Quarter),
            ("2015-W40", "2015-W40", Frequency::Week),
            ("2020-W53", "2020-W53", Frequency::Week),
            ("7", "7", Frequency::Step),
            ("-3", "-3", Frequency::Step),
        ];
        for (text, printed, frequency) in cases {
            let period = text.parse::<Period>().unwrap();
            assert_eq!((period.to_string().as_str(), period.frequency()), (printed, frequency), "{text}");
        }
    }

    #[test]
    fn impossible_dates_are_told_apart_from_nonsense() {
        for text in ["2015-13", "2015-02-30", "2015-Q5", "2019-W53", "31/02/2015"] {
            assert!(matches!(text.parse::<Period>(), Err(PeriodError::NotInCalendar { .. })), "{text}");
        }
        for text in ["", "soon", "2015-", "2015-10-01-02", "1990.3", "99999999999", "2015/16", "１２"] {
            assert!(matches!(text.parse::<Period>(), Err(PeriodError::Unreadable(_))), "{text}");
        }
    }
}
