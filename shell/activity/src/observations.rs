//! Rows become observations; once all periods are known, observations become the panel.

use std::collections::HashMap;

use commonweal_evaluate::panel::{HUGE, TINY};

use crate::cell::{Cell, Reading};
use crate::error::{ActivityError, Place};
use crate::filters::{Filters, shortened};
use crate::periods::Periods;
use crate::report::{DropReason, DropTally};
use crate::source::PanelSource;

/// Rows a chunk: chunks are given back one by one while the panel is laid out.
const CHUNK_ROWS: usize = 65_536;
/// Longest text that a message quotes.
const LONGEST_QUOTED: usize = 60;

/// Rows as positions among the units and the periods.
#[derive(Debug, Default)]
pub(crate) struct Chunk {
    /// Unit, period, value; NaN where the value is missing or suppressed.
    pub(crate) rows: Vec<(u32, u32, f64)>,
    /// Population of each row, NaN where missing; empty where none is asked for.
    pub(crate) populations: Vec<f64>,
}

/// A number written with commas between thousands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Grouped {
    pub(crate) count: u64,
    pub(crate) first: Place,
}

impl Grouped {
    pub(crate) fn warning(self) -> String {
        format!(
            "{} numbers are written with commas, which were read as dividing thousands (first at {}): 1,234 is 1234",
            self.count, self.first
        )
    }
}

/// Collects the rows of a file, in any order.
#[derive(Debug)]
pub(crate) struct Observations<'s> {
    pub(crate) source: &'s PanelSource,
    pub(crate) file: String,
    pub(crate) filters: Filters,
    pub(crate) units: HashMap<String, u32>,
    pub(crate) periods: Periods,
    pub(crate) chunks: Vec<Chunk>,
    pub(crate) dropped: DropTally,
    pub(crate) rows_read: u64,
    pub(crate) grouped: Option<Grouped>,
    scratch: String,
}

impl<'s> Observations<'s> {
    pub(crate) fn of(source: &'s PanelSource) -> Self {
        Self {
            source,
            file: source.file_name(),
            filters: Filters::of(source),
            units: HashMap::new(),
            periods: Periods::default(),
            chunks: Vec::new(),
            dropped: DropTally::default(),
            rows_read: 0,
            grouped: None,
            scratch: String::new(),
        }
    }

    /// Adds one row: the cells of unit, period, value, population (where asked for) and each column that is filtered on.
    ///
    /// # Errors
    /// What is wrong with the period, the value or the population of a row that the filters keep.
    pub(crate) fn add(&mut self, place: Place, cells: &[Cell<'_>]) -> Result<(), ActivityError> {
        self.rows_read += 1;
        let with_population = usize::from(self.source.population.is_some());
        let filtered = cells.get(3 + with_population..).unwrap_or_default();
        if let Some(column) = self.filters.failed(filtered) {
            let column = column.to_owned();
            self.dropped.count(DropReason::FilteredOut { column }, place);
            return Ok(());
        }
        let cell = |index: usize| cells.get(index).copied().unwrap_or(Cell::Null);
        let (unit, period, value) = (cell(0), cell(1), cell(2));
        if unit.text(&mut self.scratch).is_empty() {
            self.dropped.count(DropReason::MissingUnit, place);
            return Ok(());
        }
        if matches!(Reading::of(period), Reading::Missing) {
            self.dropped.count(DropReason::MissingPeriod, place);
            return Ok(());
        }
        let source = self.source;
        let period = self.periods.index(period, place).map_err(|error| ActivityError::Period {
            file: self.file.clone(),
            place,
            column: source.period.clone(),
            source: error,
        })?;
        let value = match self.number(value, &source.value, place)? {
            Observed::Number(value) => value,
            Observed::Hole(reason) => {
                self.dropped.count(reason, place);
                f64::NAN
            }
        };
        let population = match &source.population {
            Some(column) => Some(self.population(cell(3), column, place)?),
            None => None,
        };
        let unit = self.unit_index(unit);
        self.keep((unit, period, value), population);
        Ok(())
    }

    fn unit_index(&mut self, unit: Cell<'_>) -> u32 {
        let text = unit.text(&mut self.scratch);
        if let Some(&index) = self.units.get(text) {
            return index;
        }
        let index = u32::try_from(self.units.len()).unwrap_or(u32::MAX);
        self.units.insert(text.to_owned(), index);
        index
    }

    fn keep(&mut self, row: (u32, u32, f64), population: Option<f64>) {
        if self.chunks.last().is_none_or(|chunk| chunk.rows.len() >= CHUNK_ROWS) {
            self.chunks.push(Chunk::default());
        }
        if let Some(chunk) = self.chunks.last_mut() {
            chunk.rows.push(row);
            chunk.populations.extend(population);
        }
    }

    fn number(&mut self, cell: Cell<'_>, column: &str, place: Place) -> Result<Observed, ActivityError> {
        let number = match Reading::of(cell) {
            Reading::Number(number) => number,
            Reading::Grouped(number) => {
                let grouped = self.grouped.get_or_insert(Grouped { count: 0, first: place });
                grouped.count += 1;
                number
            }
            Reading::Missing => return Ok(Observed::Hole(DropReason::MissingValue)),
            Reading::Suppressed => return Ok(Observed::Hole(DropReason::SuppressedValue)),
            Reading::NotANumber => {
                let (file, column, text) = (self.file.clone(), column.to_owned(), self.quoted(cell));
                return Err(ActivityError::NotANumber { file, place, column, text });
            }
        };
        let magnitude = number.abs();
        if magnitude <= HUGE && (magnitude >= TINY || magnitude == 0.0) {
            return Ok(Observed::Number(number));
        }
        let (file, column, text) = (self.file.clone(), column.to_owned(), self.quoted(cell));
        Err(ActivityError::OutOfRange { file, place, column, text })
    }

    fn population(&mut self, cell: Cell<'_>, column: &str, place: Place) -> Result<f64, ActivityError> {
        match self.number(cell, column, place)? {
            Observed::Number(number) if number > 0.0 => Ok(number),
            Observed::Number(_) => {
                let (file, column, text) = (self.file.clone(), column.to_owned(), self.quoted(cell));
                Err(ActivityError::PopulationNotPositive { file, place, column, text })
            }
            Observed::Hole(_) => Ok(f64::NAN),
        }
    }

    fn quoted(&mut self, cell: Cell<'_>) -> String {
        shortened(cell.text(&mut self.scratch), LONGEST_QUOTED)
    }
}

/// What a cell of numbers gave.
enum Observed {
    Number(f64),
    Hole(DropReason),
}
