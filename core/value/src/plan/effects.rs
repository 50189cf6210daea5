//! The effects of a plan: read from an evaluation, or stated.

use std::collections::BTreeMap;

use toml::Spanned;

use super::build::Building;
use super::entry::Entry;
use super::{EffectEntry, PlanError};
use crate::effect::{self, Effect, Reading};
use crate::equity::Better;

/// One effect of the plan, read.
pub(super) struct ReadEffect {
    pub(super) quantity: usize,
    pub(super) effect: Effect,
    pub(super) better: Better,
    pub(super) event: String,
}

/// Reads an effect and adds its figure.
pub(super) fn add(
    building: &mut Building<'_>,
    name: &str,
    entry: &Spanned<EffectEntry>,
    evaluations: &BTreeMap<String, String>,
) -> Result<(), PlanError> {
    let place = Entry { text: building.text, span: entry.span(), name: format!("effect '{name}'") };
    let raw = entry.get_ref();
    let effect = if let Some(file) = &raw.evaluation {
        evaluated(&place, raw, file, evaluations)?
    } else {
        stated(&place, raw)?
    };
    building.warnings.extend(effect.warnings.iter().map(|warning| format!("effect '{name}': {warning}")));
    let quantity = building.quantity(format!("effect '{name}' (events a year)"), effect.a_year);
    let better = raw.better.unwrap_or(Better::Fewer);
    let event = raw.event.clone().unwrap_or_else(|| name.to_owned());
    building.effects.insert(name.to_owned(), ReadEffect { quantity, effect, better, event });
    Ok(())
}

fn evaluated(
    place: &Entry<'_>,
    raw: &EffectEntry,
    file: &str,
    evaluations: &BTreeMap<String, String>,
) -> Result<Effect, PlanError> {
    if raw.a_year.is_some() || raw.interval.is_some() || raw.standard_error.is_some() {
        return Err(place.wrong("has an evaluation and a figure of its own; keep one of them"));
    }
    let json = evaluations.get(file).map_or("", String::as_str);
    let reading =
        Reading { method: raw.method, population: raw.population, periods_a_year: raw.periods_a_year };
    effect::of_evaluation(json, &reading)
        .map_err(|error| place.wrong(&format!("rests on {file}, which {error}")))
}

fn stated(place: &Entry<'_>, raw: &EffectEntry) -> Result<Effect, PlanError> {
    let example = "-700 and interval = [-970, -430], or evaluation = \"result.json\"";
    let neither = || place.wrong(&format!("has neither an evaluation nor a figure; add a-year = {example}"));
    let a_year = raw.a_year.ok_or_else(neither)?;
    let example = "\"did\", \"randomised\", \"before-after\" or \"assumed\": how it was estimated";
    let method = place.needed("method", raw.method, example)?;
    let interval = raw.interval.map(|[lower, upper]| (lower, upper));
    let level = place.number("level", raw.level.unwrap_or(0.95), 0.5, 0.9999, "a coverage such as 0.95")?;
    effect::stated(a_year, interval, level, raw.standard_error, method)
        .map_err(|error| place.wrong(&error.to_string()))
}
