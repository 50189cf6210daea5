//! The population beside a panel: a stock, not a flow.

use commonweal_evaluate::panel::{Duplicates, Panel, PanelBuilder};
use commonweal_quantity::{Frequency, Period};

use crate::error::ActivityError;

/// Lays out `(unit, period, persons)` as a panel.
///
/// Rows that are added up (days of a month, sites of a trust) repeat their population; equal ones count once, different ones
/// are refused, since neither their sum nor a choice among them is known to be right.
///
/// # Errors
/// [`ActivityError::PopulationVaries`], [`ActivityError::PopulationEmpty`], [`ActivityError::Panel`].
pub(crate) fn lay_out_population(
    mut populations: Vec<(u32, Period, f64)>,
    names: &[String],
    frequency: Frequency,
    file: &str,
    column: &str,
) -> Result<Panel, ActivityError> {
    let name = |unit: u32| names.get(unit as usize).map(String::as_str).unwrap_or_default();
    populations.sort_unstable_by_key(|&(unit, period, _)| (unit, period));
    populations.dedup();
    for pair in populations.windows(2) {
        if let [(unit, period, first), (next, again, second)] = *pair
            && (unit, period) == (next, again)
        {
            let (file, unit) = (file.to_owned(), name(unit).to_owned());
            return Err(ActivityError::PopulationVaries { file, unit, period, first, second });
        }
    }
    if populations.is_empty() {
        return Err(ActivityError::PopulationEmpty { file: file.to_owned(), column: column.to_owned() });
    }
    let in_panel = |source| ActivityError::Panel { file: file.to_owned(), source };
    let mut builder = PanelBuilder::new();
    for (unit, period, persons) in populations {
        builder.push(name(unit), period, persons).map_err(in_panel)?;
    }
    builder.finish(Some(frequency), Duplicates::Refuse).map_err(in_panel)
}

/// Says how many values of the panel have no population beside them.
pub(crate) fn population_warning(panel: &Panel, population: &Panel) -> Option<String> {
    let mut without = 0_u64;
    let mut first = None;
    for (row, unit) in panel.units().iter().enumerate() {
        let beside = population.unit_position(unit);
        for (column, period) in panel.periods().iter().enumerate() {
            let persons = beside.zip(population.periods().binary_search(period).ok());
            let known = persons.and_then(|(row, column)| population.value(row, column)).is_some();
            if panel.value(row, column).is_some() && !known {
                without += 1;
                first = first.or(Some((unit, period)));
            }
        }
    }
    first.map(|(unit, period)| {
        format!(
            "{without} values have no population beside them (first: {unit}, {period}); they have no rate"
        )
    })
}
