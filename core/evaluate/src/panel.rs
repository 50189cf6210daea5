//! The checked input of every estimator: one value a unit and period, with each irregularity named.

use std::collections::BTreeMap;

use commonweal_quantity::period::infer_frequency;
use commonweal_quantity::{Frequency, Period, PeriodError};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::hash::hexadecimal;

/// What to do where one unit has several values for one period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Duplicates {
    /// Refuse the panel and name the first pair.
    #[default]
    Refuse,
    /// Add the values (counts split over sites, daily counts read as months).
    Sum,
}

/// Largest magnitude that an observation may have: squares of differences stay finite with room to sum them.
pub const HUGE: f64 = 1e120;
/// Smallest non-zero magnitude that an observation may have: squares of differences stay above zero.
pub const TINY: f64 = 1e-120;

/// Why observations do not make a panel.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum PanelError {
    /// No observation at all.
    #[error("the panel is empty: no row is left to evaluate; check the filters and the column names")]
    Empty,
    /// A value is NaN or infinite.
    #[error(
        "{unit}, {period}: the value {value} is not a finite number; correct it, or leave the cell empty to mark it missing"
    )]
    NotFinite {
        /// The unit.
        unit: String,
        /// The period.
        period: Period,
        /// The value as printed.
        value: String,
    },
    /// A value is beyond what can be squared and summed.
    #[error(
        "{unit}, {period}: the value {value:e} is out of range ({TINY:e} to {HUGE:e}); express the outcome in other units"
    )]
    OutOfRange {
        /// The unit.
        unit: String,
        /// The period.
        period: Period,
        /// The value.
        value: f64,
    },
    /// One unit has two values for one period.
    #[error(
        "{unit} has more than one value for {period} ({first} and {second}); filter the rows so that one series is left, or add the values up with --sum-duplicates"
    )]
    Duplicate {
        /// The unit.
        unit: String,
        /// The period.
        period: Period,
        /// The value that came first.
        first: f64,
        /// The value that came second.
        second: f64,
    },
    /// Periods of different lengths in one column.
    #[error(
        "the period column mixes {first} periods ({first_example}) with {second} periods ({second_example}); use one form throughout"
    )]
    MixedFrequencies {
        /// Frequency met first.
        first: Frequency,
        /// An example of it.
        first_example: Period,
        /// Another frequency.
        second: Frequency,
        /// An example of it.
        second_example: Period,
    },
    /// The periods cannot be read at the frequency asked for.
    #[error(transparent)]
    Period(#[from] PeriodError),
    /// More cells than can be held.
    #[error(
        "{units} units over {periods} periods make more cells than this machine can hold; filter the rows or narrow the window"
    )]
    TooLarge {
        /// Number of units.
        units: usize,
        /// Number of periods.
        periods: usize,
    },
}

/// Most cells that a panel may have (1M units over 12 periods is 12 million).
const MOST_CELLS: usize = 500_000_000;

/// Collects observations in any order; [`PanelBuilder::finish`] checks and lays them out.
#[derive(Debug, Default)]
pub struct PanelBuilder {
    unit_index: BTreeMap<String, u32>,
    rows: Vec<(u32, Period, f64)>,
}

impl PanelBuilder {
    /// An empty builder.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one observation.
    ///
    /// # Errors
    /// [`PanelError::NotFinite`] and [`PanelError::OutOfRange`], naming unit and period.
    pub fn push(&mut self, unit: &str, period: Period, value: f64) -> Result<(), PanelError> {
        if !value.is_finite() {
            return Err(PanelError::NotFinite { unit: unit.to_owned(), period, value: value.to_string() });
        }
        if value.abs() > HUGE || (value != 0.0 && value.abs() < TINY) {
            return Err(PanelError::OutOfRange { unit: unit.to_owned(), period, value });
        }
        let index = self.note_unit(unit);
        self.rows.push((index, period, value));
        Ok(())
    }

    /// Records that a unit exists though its value is missing, so that the report can name it.
    pub fn note_unit(&mut self, unit: &str) -> u32 {
        if let Some(&index) = self.unit_index.get(unit) {
            return index;
        }
        let index = u32::try_from(self.unit_index.len()).unwrap_or(u32::MAX);
        self.unit_index.insert(unit.to_owned(), index);
        index
    }

    /// Number of observations so far.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no observation yet.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Lays the observations out as a panel: units in order of name, periods in order of time.
    ///
    /// `frequency` forces how the period column is read; otherwise a column of days is read as the
    /// months, quarters, years or weeks that it writes ([`infer_frequency`]).
    ///
    /// # Errors
    /// Every variant of [`PanelError`] but those of [`PanelBuilder::push`].
    pub fn finish(self, frequency: Option<Frequency>, duplicates: Duplicates) -> Result<Panel, PanelError> {
        let Self { unit_index, mut rows } = self;
        let &(_, first, _) = rows.first().ok_or(PanelError::Empty)?;
        if let Some(&(_, other, _)) = rows.iter().find(|row| row.1.frequency() != first.frequency()) {
            return Err(PanelError::MixedFrequencies {
                first: first.frequency(),
                first_example: first,
                second: other.frequency(),
                second_example: other,
            });
        }
        let frequency = match frequency {
            Some(frequency) => frequency,
            None if first.frequency() == Frequency::Day => infer_frequency(rows.iter().map(|row| &row.1)),
            None => first.frequency(),
        };
        for row in &mut rows {
            row.1 = row.1.first_as(frequency)?;
        }
        // Units take the order of their names, so that the panel does not depend on the order of the file.
        let rank: BTreeMap<u32, u32> =
            unit_index.values().zip(0..).map(|(&index, rank)| (index, rank)).collect();
        let mut ranks = vec![0; rank.len()];
        for (index, rank) in rank {
            if let Some(slot) = ranks.get_mut(index as usize) {
                *slot = rank;
            }
        }
        for row in &mut rows {
            row.0 = ranks.get(row.0 as usize).copied().unwrap_or_default();
        }
        let units: Vec<String> = unit_index.into_keys().collect();
        let mut periods: Vec<Period> = rows.iter().map(|row| row.1).collect();
        periods.sort_unstable();
        periods.dedup();
        let cells = units.len().checked_mul(periods.len()).filter(|&cells| cells <= MOST_CELLS);
        let cells = cells.ok_or(PanelError::TooLarge { units: units.len(), periods: periods.len() })?;
        let mut values = vec![f64::NAN; cells];
        for (unit, period, value) in rows {
            let column = periods.partition_point(|&p| p < period);
            let cell = &mut values[unit as usize * periods.len() + column];
            if cell.is_nan() {
                *cell = value;
            } else if duplicates == Duplicates::Sum {
                *cell += value;
            } else {
                let unit = units.get(unit as usize).cloned().unwrap_or_default();
                return Err(PanelError::Duplicate { unit, period, first: *cell, second: value });
            }
        }
        Ok(Panel { units, periods, values })
    }
}

/// Values of units over periods, some possibly missing. Units and periods are distinct and in order.
#[derive(Debug, Clone)]
pub struct Panel {
    units: Vec<String>,
    periods: Vec<Period>,
    /// Row-major, one row a unit; NaN marks a missing cell and no other cell is NaN.
    values: Vec<f64>,
}

/// Equal units, periods and cells; two missing cells are equal.
impl PartialEq for Panel {
    fn eq(&self, other: &Self) -> bool {
        let same = |(a, b): (&f64, &f64)| a == b || (a.is_nan() && b.is_nan());
        self.units == other.units
            && self.periods == other.periods
            && self.values.iter().zip(&other.values).all(same)
    }
}

impl Panel {
    /// Unit names, in order.
    pub fn units(&self) -> &[String] {
        &self.units
    }

    /// Periods in which at least one unit has a value, in order.
    pub fn periods(&self) -> &[Period] {
        &self.periods
    }

    /// How long the periods are.
    pub fn frequency(&self) -> Frequency {
        self.periods.first().map_or(Frequency::Step, |period| period.frequency())
    }

    /// Position of a unit by name.
    pub fn unit_position(&self, name: &str) -> Option<usize> {
        self.units.binary_search_by(|unit| unit.as_str().cmp(name)).ok()
    }

    /// Names of the units at these positions.
    pub fn names(&self, positions: &[usize]) -> Vec<String> {
        positions.iter().filter_map(|&position| self.units.get(position)).cloned().collect()
    }

    /// The series of one unit over [`Panel::periods`]; NaN where a value is missing.
    pub fn series(&self, unit: usize) -> &[f64] {
        let width = self.periods.len();
        self.values.get(unit * width..(unit + 1) * width).unwrap_or_default()
    }

    /// One value, where there is one.
    pub fn value(&self, unit: usize, period: usize) -> Option<f64> {
        self.series(unit).get(period).copied().filter(|value| !value.is_nan())
    }

    /// Number of missing cells.
    pub fn missing_cells(&self) -> usize {
        self.values.iter().filter(|value| value.is_nan()).count()
    }

    /// Periods from `first` to `last` for which no unit at all has a value; at most `most` of them are listed.
    pub fn absent_periods(&self, first: Period, last: Period, most: usize) -> AbsentPeriods {
        let mut absent = AbsentPeriods::default();
        for pair in self.periods.windows(2).filter(|pair| pair[0] >= first && pair[1] <= last) {
            let between = pair[1].ordinal() - pair[0].ordinal() - 1;
            absent.count += between;
            let room = i64::try_from(most.saturating_sub(absent.shown.len())).unwrap_or(i64::MAX);
            absent.shown.extend((1..=between.min(room)).map(|step| pair[0].plus(step)));
        }
        absent
    }

    /// SHA-256 of the panel: each unit, period and value as one line `unit TAB period TAB value LF`, units and periods
    /// in order, missing cells left out, values as the shortest decimal that reads back equal.
    pub fn sha256(&self) -> String {
        let mut hash = Sha256::new();
        for (row, unit) in self.units.iter().enumerate() {
            for (column, period) in self.periods.iter().enumerate() {
                if let Some(value) = self.value(row, column) {
                    hash.update(format!("{unit}\t{period}\t{value}\n"));
                }
            }
        }
        hexadecimal(&hash.finalize())
    }
}

/// Periods that no unit has a value for.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AbsentPeriods {
    /// How many there are.
    pub count: i64,
    /// The first of them.
    pub shown: Vec<Period>,
}
