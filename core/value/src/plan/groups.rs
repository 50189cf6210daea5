//! The groups of a plan: who shares the effect, and by which weights.

use toml::Spanned;

use super::build::Building;
use super::entry::Entry;
use super::{GroupEntry, Plan, PlanError};
use crate::equity::{Better, Group};

/// How the groups of a plan are weighed.
#[derive(Debug, Clone, PartialEq)]
pub struct Equity {
    /// The groups, the most deprived first.
    pub groups: Vec<Group>,
    /// Events a year that they share.
    pub effect: f64,
    /// Which way is better.
    pub better: Better,
    /// The income of weight one, and η.
    pub baseline: Option<(f64, f64)>,
}

/// Reads the groups, where the plan has some.
pub(super) fn read(plan: &Plan, building: &Building<'_>) -> Result<Option<Equity>, PlanError> {
    let Some(entry) = &plan.equity else { return Ok(None) };
    let place = Entry { text: building.text, span: entry.span(), name: "equity".to_owned() };
    let raw = entry.get_ref();
    let name = place.needed("effect", raw.effect.as_deref(), "\"falls\"")?;
    let names: Vec<String> = building.effects.keys().cloned().collect();
    place.one_of("effect", name, &names, "an effect of this plan")?;
    if plan.groups.len() < 2 {
        return Err(
            place.wrong("has fewer than two groups to compare; add [[groups]], the most deprived first")
        );
    }
    let groups =
        plan.groups.iter().map(|entry| group(building.text, entry)).collect::<Result<Vec<_>, _>>()?;
    let shared: f64 = groups.iter().map(|group| group.share).sum();
    if (shared - 1.0).abs() > 1e-6 {
        let cause = format!("has groups whose shares add up to {shared}; give out the whole effect, 1");
        return Err(place.wrong(&cause));
    }
    let published = building.parameters.elasticity.as_ref().map(|eta| eta.value);
    let elasticity = match raw.elasticity {
        Some(eta) => Some(place.number("elasticity", eta, 0.0, 10.0, "a number from 0 up, such as 1.3")?),
        None => published,
    };
    let income = raw.baseline_income;
    let income =
        income.map(|income| place.number("baseline-income", income, 1.0, 1e9, "an income in pounds"));
    let baseline = income.transpose()?.zip(elasticity);
    Ok(building.effects.get(name).map(|read| Equity {
        groups,
        effect: read.effect.a_year.mean(),
        better: read.better,
        baseline,
    }))
}

fn group(text: &str, entry: &Spanned<GroupEntry>) -> Result<Group, PlanError> {
    const MOST: f64 = 1e12;
    let raw = entry.get_ref();
    let name = format!("group '{}'", raw.name.as_deref().unwrap_or_default());
    let place = Entry { text, span: entry.span(), name };
    let above = |key: &str, value| place.number(key, value, f64::MIN_POSITIVE, MOST, "a number above 0");
    let before = place.needed("before", raw.before, "640")?;
    let share = place.needed("share", raw.share, "0.3")?;
    Ok(Group {
        population: above("population", place.needed("population", raw.population, "20000")?)?,
        income: raw.income.map(|income| above("income", income)).transpose()?,
        before: place.number("before", before, 0.0, MOST, "a number from 0 up")?,
        share: place.number("share", share, 0.0, 1.0, "a share from 0 to 1")?,
        name: place.needed("name", raw.name.clone(), "\"most deprived fifth\"")?,
    })
}
