//! The distinct periods of a column, each parsed once, and the one frequency that they have.

use std::collections::HashMap;

use commonweal_quantity::period::infer_frequency;
use commonweal_quantity::{Frequency, Period, PeriodError};

use crate::cell::Cell;
use crate::error::{ActivityError, Place};
use crate::filters::shortened;

/// Most texts of periods that are remembered; a column of time stamps has one a row, its days are few.
const MOST_TEXTS: usize = 65_536;

/// Longest text that may be a period.
const LONGEST_TEXT: usize = 60;

/// One distinct period and where it stood first.
#[derive(Debug, Clone, Copy)]
struct Seen {
    period: Period,
    place: Place,
}

/// Gives each distinct period an index.
#[derive(Debug, Default)]
pub(crate) struct Periods {
    by_text: HashMap<String, u32>,
    by_day: HashMap<i64, u32>,
    by_period: HashMap<Period, u32>,
    seen: Vec<Seen>,
    /// Whether a quarter was written as a decimal (`1990.25`).
    decimal_quarters: bool,
    scratch: String,
}

impl Periods {
    /// The index of the period that a cell holds.
    pub(crate) fn index(&mut self, cell: Cell<'_>, place: Place) -> Result<u32, PeriodError> {
        if let Cell::Day(day) = cell {
            if let Some(&index) = self.by_day.get(&day) {
                return Ok(index);
            }
            let period = Period::from_ordinal(Frequency::Day, day);
            let text = || format!("day {day} from 1970-01-01");
            period
                .start_date()
                .ok_or_else(|| PeriodError::NotInCalendar { text: text(), frequency: Frequency::Day })?;
            let index = self.index_of(period, place);
            self.by_day.insert(day, index);
            return Ok(index);
        }
        let mut scratch = std::mem::take(&mut self.scratch);
        let index = self.index_of_text(cell.text(&mut scratch), place);
        self.scratch = scratch;
        index
    }

    fn index_of_text(&mut self, text: &str, place: Place) -> Result<u32, PeriodError> {
        if let Some(&index) = self.by_text.get(text) {
            return Ok(index);
        }
        // No period is this long, and the message quotes it.
        let period: Period = shortened(text, LONGEST_TEXT).parse()?;
        self.decimal_quarters |= period.frequency() == Frequency::Quarter && text.contains('.');
        let index = self.index_of(period, place);
        if self.by_text.len() >= MOST_TEXTS {
            self.by_text.clear();
        }
        self.by_text.insert(text.to_owned(), index);
        Ok(index)
    }

    fn index_of(&mut self, period: Period, place: Place) -> u32 {
        let next = u32::try_from(self.seen.len()).unwrap_or(u32::MAX);
        let index = *self.by_period.entry(period).or_insert(next);
        if index == next {
            self.seen.push(Seen { period, place });
        }
        index
    }

    /// Four digits alone read as a year. Beside `1990.25`, `1990` is that year's first quarter; beside `7` and `10000`, or
    /// where steps are asked for, it is the step of that number.
    fn read_bare_years_as_their_neighbours(&mut self, asked: Option<Frequency>) {
        let steps = asked == Some(Frequency::Step)
            || self.seen.iter().any(|seen| seen.period.frequency() == Frequency::Step);
        for seen in self.seen.iter_mut().filter(|seen| seen.period.frequency() == Frequency::Year) {
            if self.decimal_quarters {
                seen.period = seen.period.first_as(Frequency::Quarter).unwrap_or(seen.period);
            } else if steps {
                seen.period = Period::from_ordinal(Frequency::Step, seen.period.ordinal());
            }
        }
    }

    /// The periods by index, all of one frequency: the one asked for, or the one that the column has.
    ///
    /// # Errors
    /// A mixture of frequencies, and periods that the frequency asked for does not have.
    pub(crate) fn finish(
        mut self,
        frequency: Option<Frequency>,
        file: &str,
        column: &str,
    ) -> Result<Axis, ActivityError> {
        self.read_bare_years_as_their_neighbours(frequency);
        let written = self.seen.first().map_or(Frequency::Step, |first| first.period.frequency());
        if let (Some(first), Some(second)) =
            (self.seen.first(), self.seen.iter().find(|seen| seen.period.frequency() != written))
        {
            return Err(ActivityError::MixedFrequencies {
                file: file.to_owned(),
                column: column.to_owned(),
                first: written,
                first_example: first.period,
                first_place: first.place,
                second: second.period.frequency(),
                second_example: second.period,
                second_place: second.place,
            });
        }
        let inferred = || match written {
            Frequency::Day => infer_frequency(self.seen.iter().map(|seen| &seen.period)),
            other => other,
        };
        let frequency = frequency.unwrap_or_else(inferred);
        let converted: Result<Vec<Period>, PeriodError> =
            self.seen.iter().map(|seen| seen.period.first_as(frequency)).collect();
        let (file, column) = (file.to_owned(), column.to_owned());
        let periods =
            converted.map_err(|source| ActivityError::Frequency { file, column, frequency, source })?;
        let places = self.seen.iter().map(|seen| seen.place).collect();
        Ok(Axis { periods, places, frequency })
    }
}

/// The periods of a column by index, at one frequency.
#[derive(Debug)]
pub(crate) struct Axis {
    /// The period of each index; two indices may share one (days read as months).
    pub(crate) periods: Vec<Period>,
    /// Where each index stood first.
    pub(crate) places: Vec<Place>,
    /// The frequency of all.
    pub(crate) frequency: Frequency,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(texts: &[&str]) -> Result<(Vec<String>, Frequency), ActivityError> {
        let mut periods = Periods::default();
        for (line, text) in (2..).zip(texts) {
            periods.index(Cell::Text(text), Place::Line(line)).unwrap();
        }
        periods
            .finish(None, "f.csv", "when")
            .map(|axis| (axis.periods.iter().map(ToString::to_string).collect(), axis.frequency))
    }

    #[test]
    fn a_bare_year_beside_decimal_quarters_is_its_first_quarter() {
        let (periods, frequency) = read(&["1990", "1990.25", "1991"]).unwrap();
        assert_eq!(
            (periods, frequency),
            (vec!["1990-Q1".into(), "1990-Q2".into(), "1991-Q1".into()], Frequency::Quarter)
        );
        assert_eq!(read(&["1990", "1991"]).unwrap().1, Frequency::Year);
    }

    #[test]
    fn a_bare_year_among_numbered_steps_is_a_step() {
        let (periods, frequency) = read(&["998", "1021", "10500"]).unwrap();
        assert_eq!(
            (periods, frequency),
            (vec!["998".into(), "1021".into(), "10500".into()], Frequency::Step)
        );
    }

    #[test]
    fn a_bare_year_beside_named_quarters_is_a_mixture_told_with_its_lines() {
        let message = read(&["1990-Q1", "1990"]).unwrap_err().to_string();
        assert!(message.contains("line 2") && message.contains("line 3"), "{message}");
    }

    #[test]
    fn days_are_counted_from_1970_and_impossible_ones_refused() {
        let mut periods = Periods::default();
        periods.index(Cell::Day(16_709), Place::Row(1)).unwrap();
        assert!(periods.index(Cell::Day(i64::MAX), Place::Row(2)).is_err());
        let axis = periods.finish(Some(Frequency::Day), "f", "c").unwrap();
        assert_eq!(axis.periods.iter().map(ToString::to_string).collect::<Vec<_>>(), ["2015-10-01"]);
    }

    #[test]
    fn one_period_written_in_several_ways_is_one() {
        let mut periods = Periods::default();
        let indices: Vec<u32> = ["2015-10-01", "01/10/2015", "2015-10-01T12:00:00"]
            .iter()
            .map(|text| periods.index(Cell::Text(text), Place::Line(2)).unwrap())
            .collect();
        assert_eq!(indices, [0, 0, 0]);
    }
}
