//! The design with its gaps: for two-way fixed effects, which need no complete series.

use commonweal_quantity::Period;

use super::pool::Pool;
use super::screening::Gaps;
use super::window::Window;
use super::{DesignError, DesignOptions, scaled_series, treated_units};
use crate::panel::Panel;

/// Donors first, treated units last, missing cells NaN.
#[derive(Debug, Clone, PartialEq)]
pub struct UnbalancedDesign {
    /// Outcomes on the scale asked for, one row a unit over the periods of the window, row after row.
    pub outcomes: Vec<f64>,
    /// For each row, whether it is treated.
    pub treated: Vec<bool>,
    /// Periods of the window.
    pub periods: Vec<Period>,
    /// T0: the number of periods before the start.
    pub pre_periods: usize,
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
        let positions = treated_units(panel, options)?;
        let mut pool = Pool::screened(panel, population, options, &window, &positions, Gaps::Allowed)?;
        let donors = pool.rows.len();
        for &position in &positions {
            pool.rows.push(scaled_series(panel, population, position, &window, options.scale)?);
        }
        Ok(Self {
            treated: (0..pool.rows.len()).map(|row| row >= donors).collect(),
            outcomes: pool.rows.concat(),
            periods: window.periods.to_vec(),
            pre_periods: window.pre_periods,
        })
    }
}
