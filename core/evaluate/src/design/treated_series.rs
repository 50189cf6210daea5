//! The treated series alone, for methods that need no comparison.

use commonweal_quantity::Period;

use super::window::Window;
use super::{DesignError, DesignOptions, treated_units};
use crate::panel::Panel;
use crate::scale::Scale;

/// Mean of the treated units over the window.
#[derive(Debug, Clone, PartialEq)]
pub struct TreatedSeries {
    /// Names of the treated units.
    pub treated: Vec<String>,
    /// Periods of the window.
    pub periods: Vec<Period>,
    /// Number of periods before the start; may be zero.
    pub pre_periods: usize,
    /// Mean over the treated units as given or, where a rate is asked for, of their rates; NaN in a period in which one of them
    /// has no value.
    pub values: Vec<f64>,
}

impl TreatedSeries {
    /// Reads the series. A logarithmic scale does not apply: charts show the outcome as it is.
    ///
    /// # Errors
    /// [`DesignError`] for treated units or windows that are not in the panel, and rates without a population.
    pub fn new(
        panel: &Panel,
        population: Option<&Panel>,
        options: &DesignOptions,
    ) -> Result<Self, DesignError> {
        let window = Window::new(panel, options)?;
        let rows = treated_units(panel, options)?;
        if matches!(options.scale, Scale::Rate { .. }) && population.is_none() {
            return Err(DesignError::NoPopulation);
        }
        let people = |unit: &str, period: Period| {
            let population = population?;
            let column = population.periods().binary_search(&period).ok()?;
            population.value(population.unit_position(unit)?, column).filter(|&people| people > 0.0)
        };
        let value = |row: usize, column: usize| {
            let value = panel.value(row, column)?;
            match options.scale {
                Scale::Rate { per } => {
                    Some(value / people(&panel.units()[row], panel.periods()[column])? * per)
                }
                Scale::Level | Scale::Log => Some(value),
            }
        };
        let mean = |column: usize| {
            rows.iter().map(|&row| value(row, column)).sum::<Option<f64>>().map(|sum| sum / rows.len() as f64)
        };
        Ok(Self {
            treated: panel.names(&rows),
            periods: window.periods.to_vec(),
            pre_periods: window.pre_periods,
            values: window.range().map(|column| mean(column).unwrap_or(f64::NAN)).collect(),
        })
    }
}
