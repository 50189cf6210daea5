//! A benefit of a plan as a line of the model.

use toml::Spanned;

use super::build::{Building, UsedFigure};
use super::entry::Entry;
use super::{BenefitEntry, OwnCost, PlanError, Spread};
use crate::chain::Claim;
use crate::distribution::Distribution;
use crate::equity::Better;
use crate::model::{Deduction, Factor, Line, Side, Sort};
use crate::parameters::{CostKind, Provenance};

/// Money and counts of a plan stay below this, so that no product overflows.
const MOST: f64 = 1e12;

/// A unit cost as a benefit uses it.
struct Priced {
    title: String,
    amount: Distribution,
    covers: Vec<String>,
    kind: CostKind,
}

/// Reads a benefit and adds its line, its claims and its figures.
pub(super) fn add(building: &mut Building<'_>, entry: &Spanned<BenefitEntry>) -> Result<(), PlanError> {
    let raw = entry.get_ref();
    let called = raw.name.clone().unwrap_or_default();
    let place = Entry { text: building.text, span: entry.span(), name: format!("benefit '{called}'") };
    let name = place.needed("name", raw.name.clone(), "\"Admissions avoided\"")?;
    if building.lines.iter().any(|line| line.name == name) {
        return Err(place.wrong("has the name of another line; give each its own"));
    }
    let pocket = place.needed(
        "pocket",
        raw.pocket.as_deref(),
        "\"hospital\", one of [pockets]: whose budget it is",
    )?;
    let pocket = place.one_of("pocket", pocket, &building.pockets, "one of [pockets]")?;
    let sort = place.needed("sort", raw.sort, "\"capacity-freed\", \"cash-releasing\" or \"social\"")?;
    let priced = priced(building, &place, &name, raw)?;
    let side = side(building, &place, &name, sort, raw.cash_share, &priced)?;
    let share = raw.share.unwrap_or(1.0);
    let mut constant = place.number("share", share, 0.0, 1.0, "a share from 0 to 1")?;
    let mut factors = Vec::new();
    claim(building, &place, &name, raw, &priced, share)?;
    units(building, &place, raw, &mut constant, &mut factors)?;
    if let Some(each) = raw.each {
        let each = place.within("each", each, 0.0, MOST, "a number from 0 up, its ends in order")?;
        building.times(&mut constant, &mut factors, format!("{name}: units for each event"), each);
    }
    building.times(&mut constant, &mut factors, format!("{name}: {}, £", priced.title), priced.amount);
    deductions(building, &place, &name, raw, &mut factors)?;
    let drop_off = match raw.drop_off {
        Some(drop_off) => {
            let drop_off = place.share("drop-off", drop_off)?;
            Some(building.quantity(format!("{name}: drop-off a year"), drop_off))
        }
        None => None,
    };
    let (first, years) = (raw.lag_years.unwrap_or(0), raw.years.unwrap_or(building.horizon_years));
    if first >= building.horizon_years || years == 0 {
        return Err(place.wrong(
            "begins after the horizon or lasts no year; shorten lag-years, or look at more horizon-years",
        ));
    }
    let active = first..first.saturating_add(years);
    let profile =
        (0..building.horizon_years).map(|year| f64::from(u8::from(active.contains(&year)))).collect();
    let (schedule, rates) = building.schedule(&place, raw.discount.as_deref())?;
    let discount = rates.factors(building.horizon_years, building.timing);
    let line = Line { name, pocket, side, constant, factors, drop_off, first_year: first, profile, discount };
    building.line(&place, schedule, line)
}

/// The unit cost in the prices of the base year.
fn priced(
    building: &mut Building<'_>,
    place: &Entry<'_>,
    name: &str,
    raw: &BenefitEntry,
) -> Result<Priced, PlanError> {
    let own = place.needed("unit-cost", raw.unit_cost.as_ref(), "\"non-elective-long-stay\", or { amount = \"£120\", price-year = \"2024/25\", source = \"…\", licence = \"…\" }")?;
    let (title, amount, year, covers, kind, provenance) = match &own.key {
        Some(key) => {
            let keys: Vec<String> = building.parameters.unit_costs.keys().cloned().collect();
            place.one_of("unit-cost", key, &keys, "a unit cost that is known")?;
            let known =
                building.parameters.unit_costs.get(key).ok_or_else(|| place.wrong("has no unit cost"))?;
            if own.price_year.is_some() || own.source.is_some() || own.licence.is_some() {
                return Err(
                    place.wrong("has a unit-cost with a key and with a source of its own; keep one of them")
                );
            }
            let mut provenance = known.provenance.clone();
            if own.amount.is_some() {
                provenance.source =
                    format!("published as {}, spread by the plan: {}", known.pence, provenance.source);
            }
            let amount = own.amount.map_or(Distribution::fixed(known.pounds()), |spread| spread.0);
            (known.title.clone(), amount, known.price_year, known.covers.clone(), known.kind, provenance)
        }
        None => own_cost(place, own)?,
    };
    let amount =
        place.within("unit-cost", Spread(amount), 0.0, MOST, "an amount from 0 up, its ends in order")?;
    let deflator = building
        .parameters
        .deflator(year, building.base_year)
        .map_err(|error| place.wrong(&format!("cannot be restated: {error}")))?;
    let pounds = amount.mean();
    let factor = deflator.factor;
    building.figures.push(UsedFigure {
        line: name.to_owned(),
        title: title.clone(),
        pounds,
        deflator,
        provenance,
    });
    let covers = if own.covers.is_empty() { covers } else { own.covers.clone() };
    Ok(Priced { title, amount: amount.times(factor), covers, kind: own.cost_kind.unwrap_or(kind) })
}

type Figure = (String, Distribution, commonweal_quantity::PriceYear, Vec<String>, CostKind, Provenance);

fn own_cost(place: &Entry<'_>, own: &OwnCost) -> Result<Figure, PlanError> {
    let lacks = |key: &str, example: &str| {
        place.wrong(&format!(
            "has a unit-cost without {key}; add {key} = {example} to it: a figure that cannot be traced is not used"
        ))
    };
    let amount = own.amount.ok_or_else(|| {
        place.wrong("has a unit-cost with neither a key nor an amount; add amount = \"£120\" to it")
    })?;
    let year = own.price_year.ok_or_else(|| lacks("price-year", "\"2024/25\""))?;
    let source = own.source.clone().ok_or_else(|| lacks("source", "\"Our ledger, 2024/25\""))?;
    let licence = own.licence.clone().ok_or_else(|| lacks("licence", "\"ours\""))?;
    let provenance = Provenance::of_the_plan(source, licence);
    Ok((
        "own unit cost".to_owned(),
        amount.0,
        year,
        own.covers.clone(),
        own.cost_kind.unwrap_or(CostKind::Average),
        provenance,
    ))
}

/// Cash, capacity and social value are kept apart: what is called cash must be cash.
fn side(
    building: &mut Building<'_>,
    place: &Entry<'_>,
    name: &str,
    sort: Sort,
    cash_share: Option<f64>,
    priced: &Priced,
) -> Result<Side, PlanError> {
    let cash_share = match (sort, cash_share) {
        (_, None) => 0.0,
        (Sort::CapacityFreed, Some(share)) => {
            place.number("cash-share", share, 0.0, 1.0, "a share from 0 to 1")?
        }
        (Sort::CashReleasing | Sort::Social, Some(_)) => {
            return Err(place.wrong(
                "has a cash-share, which only capacity has; leave it out, or write sort = \"capacity-freed\"",
            ));
        }
    };
    if priced.kind == CostKind::Average && (sort == Sort::CashReleasing || cash_share > 0.0) {
        building.warnings.push(format!(
            "benefit '{name}' is counted as cash at an average cost ({}), which holds fixed costs: a ward or team that still stands releases less",
            priced.title
        ));
    }
    Ok(Side::Benefit { sort, cash_share })
}

/// The claims of a benefit on the links of its effect's event.
fn claim(
    building: &mut Building<'_>,
    place: &Entry<'_>,
    name: &str,
    raw: &BenefitEntry,
    priced: &Priced,
    share: f64,
) -> Result<(), PlanError> {
    let links = raw.claims.clone().unwrap_or_else(|| priced.covers.clone());
    let Some(effect) = &raw.effect else {
        return if raw.claims.is_some() {
            Err(place.wrong(
                "claims links of a chain and rests on no effect; name the effect, or leave claims out",
            ))
        } else {
            Ok(())
        };
    };
    if links.is_empty() && raw.claims.is_none() {
        building.warnings.push(format!(
            "benefit '{name}' claims no link of the chain, so that a second count of the same event would not be found; name its links with claims, or write claims = [] where there are none"
        ));
    }
    let event = building.effects.get(effect).map_or_else(|| effect.clone(), |read| read.event.clone());
    let claims =
        links.into_iter().map(|link| Claim { benefit: name.to_owned(), event: event.clone(), link, share });
    building.claims.extend(claims);
    Ok(())
}

/// Units a year: those of the effect, or stated ones.
fn units(
    building: &mut Building<'_>,
    place: &Entry<'_>,
    raw: &BenefitEntry,
    constant: &mut f64,
    factors: &mut Vec<Factor>,
) -> Result<(), PlanError> {
    match (&raw.effect, raw.units_a_year) {
        (Some(_), Some(_)) => Err(place.wrong("has an effect and units-a-year; keep one of them")),
        (None, None) => Err(place.wrong("rests on nothing; add effect = \"falls\", or units-a-year = 120")),
        (None, Some(units)) => {
            let units = place.within("units-a-year", units, -MOST, MOST, "a number, its ends in order")?;
            let name = format!("{}: units a year", raw.name.clone().unwrap_or_default());
            building.times(constant, factors, name, units);
            Ok(())
        }
        (Some(effect), None) => {
            let names: Vec<String> = building.effects.keys().cloned().collect();
            place.one_of("effect", effect, &names, "one of [effects]")?;
            if let Some(read) = building.effects.get(effect) {
                factors.push(Factor::Times(read.quantity));
                *constant *= if read.better == Better::Fewer { -1.0 } else { 1.0 };
            }
            Ok(())
        }
    }
}

/// Shares that are taken off. An effect against what would have happened anyway is net already: deadweight taken off it would be
/// taken off twice.
fn deductions(
    building: &mut Building<'_>,
    place: &Entry<'_>,
    name: &str,
    raw: &BenefitEntry,
    factors: &mut Vec<Factor>,
) -> Result<(), PlanError> {
    let design =
        raw.effect.as_ref().and_then(|effect| building.effects.get(effect)).map(|read| read.effect.design);
    if let (Some(design), Some(_)) = (design.filter(|design| design.is_net()), raw.deadweight) {
        return Err(place.wrong(&format!(
            "deducts deadweight from an effect by {}, which is already net of what would have happened anyway; leave deadweight out",
            design.title()
        )));
    }
    if design.is_some_and(|design| !design.is_net()) && raw.deadweight.is_none() {
        building.warnings.push(format!(
            "benefit '{name}' deducts no deadweight although its effect was estimated without a comparison; what would have happened anyway is in it"
        ));
    }
    let shares = [raw.deadweight, raw.displacement, raw.optimism_bias];
    for ((deduction, spread), key) in
        Deduction::ALL.into_iter().zip(shares).zip(["deadweight", "displacement", "optimism-bias"])
    {
        if let Some(spread) = spread {
            let distribution = place.share(key, spread)?;
            let quantity = building.quantity(format!("{name}: {key}"), distribution);
            factors.push(Factor::Less(deduction, quantity));
        }
    }
    Ok(())
}
