//! The outcome on the scale asked for.

use super::DesignError;
use super::window::Window;
use crate::panel::Panel;
use crate::scale::Scale;

/// One unit's window on the scale asked for; missing cells stay NaN.
pub(super) fn scaled_series(
    panel: &Panel,
    population: Option<&Panel>,
    position: usize,
    window: &Window<'_>,
    scale: Scale,
) -> Result<Vec<f64>, DesignError> {
    let series = &panel.series(position)[window.range()];
    let unit = &panel.units()[position];
    let cells = series.iter().zip(window.periods);
    match scale {
        Scale::Level => Ok(series.to_vec()),
        Scale::Log => cells
            .map(|(&value, &period)| {
                if value > 0.0 || value.is_nan() {
                    Ok(value.ln())
                } else {
                    Err(DesignError::NoLogarithm { unit: unit.clone(), period, value })
                }
            })
            .collect(),
        Scale::Rate { per } => {
            let population = population.ok_or(DesignError::NoPopulation)?;
            let row = population.unit_position(unit);
            cells
                .map(|(&value, &period)| {
                    let column = population.periods().binary_search(&period).ok();
                    let people = row.zip(column).and_then(|(row, column)| population.value(row, column));
                    match people {
                        Some(people) if people > 0.0 => Ok(value / people * per),
                        _ if value.is_nan() => Ok(value),
                        other => Err(DesignError::NoRate {
                            unit: unit.clone(),
                            period,
                            population: other.map_or_else(|| "missing".to_owned(), |p| p.to_string()),
                        }),
                    }
                })
                .collect()
        }
    }
}
