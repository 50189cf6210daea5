//! The design with its gaps: for two-way fixed effects, which need no complete series.

use commonweal_quantity::Period;

use super::pool::Pool;
use super::screening::Gaps;
use super::window::Window;
use super::{DesignError, DesignOptions, scaled_series, treated_units};
use crate::evaluation::Dropped;
use crate::panel::Panel;

/// Donors first, treated units last, missing cells NaN.
#[derive(Debug, Clone, PartialEq)]
pub struct UnbalancedDesign {
    /// Donor units, in order of name.
    pub donors: Vec<String>,
    /// Treated units, in order of name.
    pub treated: Vec<String>,
    /// Periods of the window.
    pub periods: Vec<Period>,
    /// T0: the number of periods before the start.
    pub pre_periods: usize,
    /// Outcomes on the scale asked for, one row a unit over the periods, row after row.
    pub outcomes: Vec<f64>,
    /// Units left out, in order of name.
    pub dropped: Vec<Dropped>,
}

impl UnbalancedDesign {
    /// Screens the panel as [`super::Design::new`] does, but leaves units with missing values in.
    ///
    /// # Errors
    /// [`DesignError`], naming the unit, period or option.
    pub fn new(
        panel: &Panel,
        population: Option<&Panel>,
        options: &DesignOptions,
    ) -> Result<Self, DesignError> {
        let window = Window::new(panel, options)?.with_pre_periods()?;
        let treated = treated_units(panel, options)?;
        let Pool { donors, mut rows, dropped } =
            Pool::screened(panel, population, options, &window, &treated, Gaps::Allowed)?;
        for &position in &treated {
            rows.push(scaled_series(panel, population, position, &window, options.scale)?);
        }
        Ok(Self {
            donors: panel.names(&donors),
            treated: panel.names(&treated),
            periods: window.periods.to_vec(),
            pre_periods: window.pre_periods,
            outcomes: rows.concat(),
            dropped,
        })
    }

    /// For each row, whether it is treated.
    pub fn treated_rows(&self) -> Vec<bool> {
        (0..self.donors.len() + self.treated.len()).map(|row| row >= self.donors.len()).collect()
    }
}
