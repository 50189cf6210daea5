//! A cost of a plan as a line of the model.

use toml::Spanned;

use super::build::{Building, UsedFigure};
use super::entry::Entry;
use super::spread::Bias;
use super::{CostEntry, PlanError, Spread};
use crate::distribution::Distribution;
use crate::model::{Line, Side};
use crate::parameters::{NO_LICENCE, Provenance};

/// Money of a plan stays below this, so that no product overflows.
const MOST: f64 = 1e12;

/// Reads a cost and adds its line: amount × (1 + bias × (1 − mitigation)) × (1 + excess burden of tax), in prices of the base year.
pub(super) fn add(building: &mut Building<'_>, entry: &Spanned<CostEntry>) -> Result<(), PlanError> {
    let raw = entry.get_ref();
    let called = raw.name.clone().unwrap_or_default();
    let place = Entry { text: building.text, span: entry.span(), name: format!("cost '{called}'") };
    let name = place.needed("name", raw.name.clone(), "\"Response team\"")?;
    if building.lines.iter().any(|line| line.name == name) {
        return Err(place.wrong("has the name of another line; give each its own"));
    }
    let pocket = place.needed("pocket", raw.pocket.as_deref(), "\"council\", one of [pockets]: who pays")?;
    let pocket = place.one_of("pocket", pocket, &building.pockets, "one of [pockets]")?;
    let price_year = raw.price_year.unwrap_or(building.base_year);
    let restated = building.parameters.deflator(price_year, building.base_year);
    let deflator = restated.map_err(|error| place.wrong(&format!("cannot be restated: {error}")))?;
    let (amount, first_year, profile) = amounts(building.horizon_years, &place, raw)?;
    let mut constant = deflator.factor * uplift(building, &place, raw)?;
    if let Some(source) = &raw.source {
        building.figures.push(UsedFigure {
            line: name.clone(),
            title: "amount a year".to_owned(),
            pounds: raw.amount.map_or_else(|| profile.iter().sum(), |a_year| a_year.0.mean()),
            deflator,
            provenance: Provenance::of_the_plan(source.clone(), NO_LICENCE.to_owned()),
        });
    }
    let mut factors = Vec::new();
    building.times(&mut constant, &mut factors, format!("{name}, £"), amount);
    let (schedule, rates) = building.schedule(&place, None)?;
    let discount = rates.factors(building.horizon_years, building.timing);
    let line = Line {
        name,
        pocket,
        side: Side::Cost,
        constant,
        factors,
        drop_off: None,
        first_year,
        profile,
        discount,
    };
    building.line(&place, schedule, line)
}

/// The amount of a year, the first year, and the years' multiples of the amount.
fn amounts(
    horizon_years: usize,
    place: &Entry<'_>,
    raw: &CostEntry,
) -> Result<(Distribution, usize, Vec<f64>), PlanError> {
    let money = |key: &str, spread: Spread| {
        place.within(key, spread, 0.0, MOST, "an amount from 0 up, its ends in order")
    };
    match (raw.amount, &raw.by_year) {
        (Some(amount), None) => {
            let (from, years) = (raw.from.unwrap_or(0), raw.years.unwrap_or(1));
            if years == 0 || from.saturating_add(years) > horizon_years {
                return Err(place.wrong("is paid in no year, or beyond the horizon; change from or years, or look at more horizon-years"));
            }
            let paid = from..from + years;
            let profile = (0..horizon_years).map(|year| f64::from(u8::from(paid.contains(&year)))).collect();
            Ok((money("amount", amount)?, from, profile))
        }
        (None, Some(by_year)) => {
            if raw.from.is_some() || raw.years.is_some() {
                return Err(place.wrong("has by-year and also from or years; by-year begins with year 0 and says each year itself"));
            }
            if by_year.is_empty() || by_year.len() > horizon_years {
                return Err(place.wrong("has a by-year of no year, or of more than the horizon; write an amount for each year from 0"));
            }
            let mut profile = vec![0.0; horizon_years];
            for (year, spread) in profile.iter_mut().zip(by_year) {
                match money("by-year", *spread)? {
                    Distribution::Fixed { value } => *year = value,
                    _ => return Err(place.wrong("has an uncertain amount in by-year; make a cost of its own of it, with amount and from")),
                }
            }
            Ok((Distribution::fixed(1.0), 0, profile))
        }
        (Some(_), Some(_)) => Err(place.wrong("has amount and by-year; keep one of them")),
        (None, None) => Err(place
            .wrong("has no amount; add amount = \"£250,000\", or by-year = [\"£250,000\", \"£100,000\"]")),
    }
}

fn uplift(building: &Building<'_>, place: &Entry<'_>, raw: &CostEntry) -> Result<f64, PlanError> {
    let bias = match &raw.optimism_bias {
        None => 0.0,
        Some(Bias::Share(share)) => {
            place.number("optimism-bias", *share, 0.0, 10.0, "a share from 0 up, such as 0.24")?
        }
        Some(Bias::Kind(kind)) => {
            let kinds: Vec<String> = building.parameters.optimism_bias.keys().cloned().collect();
            place.one_of("optimism-bias", kind, &kinds, "a kind of project that is known")?;
            building.parameters.optimism_bias.get(kind).map_or(0.0, |bias| bias.capital.upper)
        }
    };
    let mitigation =
        place.number("mitigation", raw.mitigation.unwrap_or(0.0), 0.0, 1.0, "a share from 0 to 1")?;
    let burden = place.number(
        "excess-tax-burden",
        raw.excess_tax_burden.unwrap_or(0.0),
        0.0,
        10.0,
        "a share from 0 up",
    )?;
    Ok((1.0 + bias * (1.0 - mitigation)) * (1.0 + burden))
}
