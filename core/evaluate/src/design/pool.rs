//! The donor pool: every unit that is not treated, screened, with its series on the scale asked for.

use super::screening::{Gaps, Reason, looks_like_totals, why_left_out};
use super::{DesignError, DesignOptions, scaled_series};
use crate::design::window::Window;
use crate::evaluation::Dropped;
use crate::panel::Panel;
use crate::scale::Scale;

/// Donors that stayed, and the units that did not.
pub(super) struct Pool {
    /// Positions in the panel.
    pub(super) donors: Vec<usize>,
    /// Their series over the window, scaled.
    pub(super) rows: Vec<Vec<f64>>,
    /// Who was left out, and why.
    pub(super) dropped: Vec<Dropped>,
}

impl Pool {
    /// Screens every unit that is not treated. An empty pool is an error.
    pub(super) fn screened(
        panel: &Panel,
        population: Option<&Panel>,
        options: &DesignOptions,
        window: &Window<'_>,
        treated: &[usize],
        gaps: Gaps,
    ) -> Result<Self, DesignError> {
        if matches!(options.scale, Scale::Rate { .. }) && population.is_none() {
            return Err(DesignError::NoPopulation);
        }
        let totals = looks_like_totals(panel, window, treated);
        let mut pool = Self { donors: Vec::new(), rows: Vec::new(), dropped: Vec::new() };
        for (position, unit) in panel.units().iter().enumerate().filter(|(p, _)| !treated.contains(p)) {
            let series = &panel.series(position)[window.range()];
            let share = totals.get(&position).copied();
            let reason = why_left_out(unit, series, window.periods, options, share, gaps);
            let scaled = || scaled_series(panel, population, position, window, options.scale);
            let row = match reason {
                Some(reason) => Err(reason),
                None => scaled().map_err(|error| Reason::new("no value on this scale", error.to_string())),
            };
            match row {
                Ok(row) => {
                    pool.donors.push(position);
                    pool.rows.push(row);
                }
                Err(Reason { reason, detail }) => {
                    pool.dropped.push(Dropped { unit: unit.clone(), reason, detail });
                }
            }
        }
        if pool.donors.is_empty() {
            return Err(pool.nobody());
        }
        Ok(pool)
    }

    fn nobody(&self) -> DesignError {
        let example = match self.dropped.first() {
            Some(Dropped { unit, reason, detail: Some(detail) }) => {
                format!("for example {unit}: {reason}, {detail}")
            }
            Some(Dropped { unit, reason, detail: None }) => format!("for example {unit}: {reason}"),
            None => "the panel holds only treated units; add units that the collaboration did not reach"
                .to_owned(),
        };
        DesignError::NoDonors { dropped: self.dropped.len(), example }
    }
}
