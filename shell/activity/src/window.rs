//! Which periods of a column the user wants.

use commonweal_quantity::{Period, PeriodError};

use crate::error::{ActivityError, Place};
use crate::periods::Axis;
use crate::source::PanelSource;

/// For each index of the axis, whether its period lies in the window.
#[derive(Debug)]
pub(crate) struct Window {
    inside: Vec<bool>,
    /// The first row outside.
    pub(crate) first_outside: Option<Place>,
}

impl Window {
    /// The window of `source` at the frequency of the axis: `since` begins with its first period of that frequency and `until`
    /// ends with its last, so that `--until 2018` keeps December 2018.
    ///
    /// # Errors
    /// A bound that has no such period, and a window that holds no period of the axis.
    pub(crate) fn of(axis: &Axis, source: &PanelSource, file: &str) -> Result<Self, ActivityError> {
        let frequency = axis.frequency;
        let bound = |bound: &'static str, period: Result<Option<Period>, PeriodError>| {
            period.map_err(|error| ActivityError::WindowBound {
                file: file.to_owned(),
                bound,
                frequency,
                source: error,
            })
        };
        let since = bound("since", source.since.map(|period| period.first_as(frequency)).transpose())?;
        let until = bound("until", source.until.map(|period| period.last_as(frequency)).transpose())?;
        let contains = |period: &Period| {
            since.is_none_or(|since| *period >= since) && until.is_none_or(|until| *period <= until)
        };
        let inside: Vec<bool> = axis.periods.iter().map(contains).collect();
        if !inside.contains(&true)
            && let (Some(&first), Some(&last)) = (axis.periods.iter().min(), axis.periods.iter().max())
        {
            let shown = |bound: Option<Period>, open: &str| {
                bound.map_or_else(|| open.to_owned(), |period| period.to_string())
            };
            return Err(ActivityError::WindowEmpty {
                file: file.to_owned(),
                since: shown(since, "the beginning"),
                until: shown(until, "the end"),
                first,
                last,
            });
        }
        let outside = axis.places.iter().zip(&inside).filter(|&(_, &inside)| !inside);
        let first_outside = outside.map(|(&place, _)| place).min();
        Ok(Self { inside, first_outside })
    }

    /// Whether the period of this index lies in the window.
    pub(crate) fn contains(&self, index: u32) -> bool {
        self.inside.get(index as usize).copied().unwrap_or_default()
    }
}
