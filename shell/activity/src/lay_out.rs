//! From the rows collected to the panel, with the account of what was left out.

use commonweal_evaluate::panel::PanelBuilder;
use commonweal_quantity::Period;

use crate::error::ActivityError;
use crate::observations::{Chunk, Grouped, Observations};
use crate::periods::Axis;
use crate::population::{lay_out_population, population_warning};
use crate::report::{Compression, Delimiter, DropReason, DropTally, FileFormat, LoadedPanel, ReadReport};
use crate::window::Window;

/// Most units that a warning names.
const MOST_NAMED: usize = 10;

/// What is known of the file apart from its rows.
#[derive(Debug)]
pub(crate) struct FileFacts {
    pub(crate) columns: Vec<String>,
    pub(crate) delimiter: Option<Delimiter>,
    pub(crate) compression: Compression,
    pub(crate) format: FileFormat,
    pub(crate) sha256: String,
    pub(crate) bytes: u64,
    pub(crate) warnings: Vec<String>,
}

/// Lays the collected rows out as a panel, with the report.
///
/// The frequency is inferred from the periods of all rows that the filters keep, before the window is applied: the window must not
/// change what a column of days means. A unit with no row within the window is not in the panel.
///
/// # Errors
/// What makes rows that are good one by one no panel together.
pub(crate) fn lay_out(
    observations: Observations<'_>,
    facts: FileFacts,
) -> Result<LoadedPanel, ActivityError> {
    let Observations { source, file, filters, units, periods, chunks, mut dropped, rows_read, .. } =
        observations;
    let mut warnings = facts.warnings;
    if rows_read == 0 {
        return Err(ActivityError::NoRows { file });
    }
    filters.check(&file)?;
    if chunks.is_empty() {
        return Err(nothing_left(file, rows_read, &dropped));
    }
    let axis = periods.finish(source.frequency, &file, &source.period)?;
    let window = Window::of(&axis, source, &file)?;
    let mut names: Vec<(u32, String)> = units.into_iter().map(|(name, index)| (index, name)).collect();
    names.sort_unstable_by_key(|&(index, _)| index);
    let names: Vec<String> = names.into_iter().map(|(_, name)| name).collect();
    let windowed = Windowed::of(chunks, &axis, &window, &names).map_err(in_panel(&file))?;
    if let Some(first) = window.first_outside.filter(|_| windowed.rows_outside > 0) {
        dropped.count_several(DropReason::OutsideWindow, windowed.rows_outside, first);
    }
    let rows_kept = windowed.builder.len() as u64;
    if rows_kept == 0 {
        return Err(nothing_left(file, rows_read, &dropped));
    }
    warnings.extend(observations.grouped.map(Grouped::warning));
    warnings.extend(suppressed_warning(&dropped));
    let absent = windowed.units_outside(&names);
    warnings.extend(absent_warning(&absent));
    let units_outside_window = absent.len() as u64;
    let panel = windowed.builder.finish(Some(axis.frequency), source.duplicates).map_err(in_panel(&file))?;
    let population = match &source.population {
        Some(column) => {
            let persons = lay_out_population(windowed.populations, &names, axis.frequency, &file, column)?;
            warnings.extend(population_warning(&panel, &persons));
            Some(persons)
        }
        None => None,
    };
    let report = ReadReport {
        rows_read,
        rows_kept,
        dropped: dropped.into_dropped(),
        columns: facts.columns,
        delimiter: facts.delimiter,
        compression: facts.compression,
        format: facts.format,
        file_sha256: facts.sha256,
        bytes: facts.bytes,
        units_outside_window,
        warnings,
    };
    Ok(LoadedPanel { panel, population, report })
}

/// Rows within the window, in a builder.
struct Windowed {
    builder: PanelBuilder,
    populations: Vec<(u32, Period, f64)>,
    /// Rows with a value outside the window.
    rows_outside: u64,
    /// For each unit, whether a row of it lies in the window.
    present: Vec<bool>,
}

impl Windowed {
    /// Chunks are freed as they are read, so that rows are not held twice.
    fn of(
        chunks: Vec<Chunk>,
        axis: &Axis,
        window: &Window,
        names: &[String],
    ) -> Result<Self, commonweal_evaluate::panel::PanelError> {
        let mut windowed = Self {
            builder: PanelBuilder::new(),
            populations: Vec::new(),
            rows_outside: 0,
            present: vec![false; names.len()],
        };
        for chunk in chunks {
            for (row, &(unit, index, value)) in chunk.rows.iter().enumerate() {
                if !window.contains(index) {
                    windowed.rows_outside += u64::from(!value.is_nan());
                    continue;
                }
                let (Some(name), Some(&period)) =
                    (names.get(unit as usize), axis.periods.get(index as usize))
                else {
                    continue;
                };
                if let Some(present) = windowed.present.get_mut(unit as usize) {
                    *present = true;
                }
                if value.is_nan() {
                    windowed.builder.note_unit(name);
                } else {
                    windowed.builder.push(name, period, value)?;
                }
                let population = chunk.populations.get(row).copied().filter(|persons| !persons.is_nan());
                windowed.populations.extend(population.map(|persons| (unit, period, persons)));
            }
        }
        Ok(windowed)
    }

    /// Names of the units that have no row in the window, in order.
    fn units_outside<'a>(&self, names: &'a [String]) -> Vec<&'a str> {
        let absent = names.iter().zip(&self.present).filter(|&(_, &present)| !present);
        let mut absent: Vec<&str> = absent.map(|(name, _)| name.as_str()).collect();
        absent.sort_unstable();
        absent
    }
}

fn in_panel(file: &str) -> impl Fn(commonweal_evaluate::panel::PanelError) -> ActivityError {
    move |source| ActivityError::Panel { file: file.to_owned(), source }
}

fn nothing_left(file: String, rows_read: u64, dropped: &DropTally) -> ActivityError {
    ActivityError::NothingLeft { file, rows_read, dropped: dropped.to_string() }
}

fn suppressed_warning(dropped: &DropTally) -> Option<String> {
    dropped.of(&DropReason::SuppressedValue).map(|(count, first)| {
        format!("{count} values are suppressed (first at {first}); they count as missing, not as zero")
    })
}

fn absent_warning(absent: &[&str]) -> Option<String> {
    let named = absent.get(..MOST_NAMED.min(absent.len())).unwrap_or_default().join(", ");
    let more = if absent.len() > MOST_NAMED { ", ..." } else { "" };
    (!absent.is_empty()).then(|| {
        format!(
            "{} units have no row within the window and are not in the panel: {named}{more}",
            absent.len()
        )
    })
}
