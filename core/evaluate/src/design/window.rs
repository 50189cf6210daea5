//! The columns of the panel that an evaluation looks at, and where the start falls among them.

use commonweal_quantity::{Period, PeriodError};

use super::{DesignError, DesignOptions};
use crate::panel::Panel;

/// The columns of the panel inside the window.
pub(super) struct Window<'a> {
    pub(super) first: usize,
    pub(super) periods: &'a [Period],
    pub(super) pre_periods: usize,
    from: Period,
}

impl<'a> Window<'a> {
    pub(super) fn new(panel: &'a Panel, options: &DesignOptions) -> Result<Self, DesignError> {
        let frequency = panel.frequency();
        let read = |option: &'static str, result: Result<Period, PeriodError>| {
            result.map_err(|source| DesignError::Period { option, source })
        };
        let from = read("from", options.from.first_as(frequency))?;
        let all = panel.periods();
        let first = match options.since {
            Some(since) => {
                let since = read("since", since.first_as(frequency))?;
                all.partition_point(|&period| period < since)
            }
            None => 0,
        };
        let end = match options.until {
            Some(until) => {
                let until = read("until", until.last_as(frequency))?;
                all.partition_point(|&period| period <= until)
            }
            None => all.len(),
        };
        let periods = all.get(first..end).unwrap_or_default();
        let Some(&last) = periods.last() else {
            let bounds = |period: Option<&Period>| period.copied().unwrap_or(from);
            return Err(DesignError::EmptyWindow { first: bounds(all.first()), last: bounds(all.last()) });
        };
        let pre_periods = periods.partition_point(|&period| period < from);
        if pre_periods == periods.len() {
            return Err(DesignError::NoPostPeriod { from, last });
        }
        Ok(Self { first, periods, pre_periods, from })
    }

    /// Refuses a window in which too little is seen before the start.
    pub(super) fn with_pre_periods(self) -> Result<Self, DesignError> {
        if self.pre_periods < 2 {
            return Err(DesignError::ShortPrePeriod { pre_periods: self.pre_periods, from: self.from });
        }
        Ok(self)
    }

    pub(super) fn range(&self) -> std::ops::Range<usize> {
        self.first..self.first + self.periods.len()
    }
}
