//! Reading a file of figures, and refusing what is not whole.

use std::collections::BTreeMap;
use std::ops::Range;

use commonweal_quantity::toml_text::{TomlError, read as read_toml};
use commonweal_quantity::{Pence, PriceBasis, PriceYear};
use serde::Deserialize;
use toml::Spanned;

use super::{
    Bounds, CostKind, DeflatorSeries, Elasticity, OptimismBias, ParameterError, Parameters, Provenance,
    UnitCost, Vintage,
};
use crate::discount::{Schedule, Step};

/// What may be said once for all figures of a file.
#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct Defaults {
    source: Option<String>,
    licence: Option<String>,
    price_basis: Option<String>,
    price_year: Option<String>,
    cost_kind: Option<CostKind>,
}

#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    defaults: Defaults,
    costs: BTreeMap<String, Spanned<RawCost>>,
    series: BTreeMap<String, Spanned<Series>>,
    vintages: BTreeMap<String, Spanned<Rates>>,
    optimism_bias: Option<Spanned<Optimism>>,
    equity: Option<Spanned<Equity>>,
}

#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct RawCost {
    title: Option<String>,
    amount: Option<String>,
    price_year: Option<String>,
    price_basis: Option<String>,
    unit: Option<String>,
    cost_kind: Option<CostKind>,
    covers: Vec<String>,
    source: Option<String>,
    licence: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct Series {
    title: Option<String>,
    source: Option<String>,
    licence: Option<String>,
    price_basis: Option<String>,
    published: Option<String>,
    index: BTreeMap<String, f64>,
}

#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct Rates {
    title: Option<String>,
    source: Option<String>,
    licence: Option<String>,
    price_basis: Option<String>,
    published: Option<String>,
    schedules: BTreeMap<String, Vec<Step>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Category {
    capital: Bounds,
    duration: Option<Bounds>,
}

#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct Optimism {
    title: Option<String>,
    source: Option<String>,
    licence: Option<String>,
    price_basis: Option<String>,
    published: Option<String>,
    categories: BTreeMap<String, Category>,
}

#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct Equity {
    title: Option<String>,
    source: Option<String>,
    licence: Option<String>,
    price_basis: Option<String>,
    published: Option<String>,
    elasticity: Option<f64>,
}

/// One figure under examination: where it stands, for messages.
struct Figure<'a> {
    file: &'a str,
    text: &'a str,
    span: Range<usize>,
    name: String,
}

impl Figure<'_> {
    fn wrong(&self, cause: &str) -> ParameterError {
        let cause = format!("{} {cause}", self.name);
        ParameterError::At {
            file: self.file.to_owned(),
            place: TomlError::at(self.text, self.span.clone(), &cause),
        }
    }

    fn needed(
        &self,
        key: &str,
        value: Option<String>,
        default: Option<&String>,
        example: &str,
    ) -> Result<String, ParameterError> {
        let value = value.or_else(|| default.cloned()).filter(|text| !text.trim().is_empty());
        value.ok_or_else(|| {
            self.wrong(&format!(
                "has no {key}, and a figure that cannot be traced is not used; add {key} = \"{example}\""
            ))
        })
    }

    fn provenance(
        &self,
        source: Option<String>,
        licence: Option<String>,
        price_basis: Option<String>,
        defaults: &Defaults,
    ) -> Result<Provenance, ParameterError> {
        Ok(Provenance {
            source: self.needed("source", source, defaults.source.as_ref(), "who published it, and where")?,
            licence: self.needed("licence", licence, defaults.licence.as_ref(), "OGL v3.0")?,
            price_basis: self.needed("price-basis", price_basis, defaults.price_basis.as_ref(), "real")?,
            file: self.file.to_owned(),
        })
    }
}

/// Reads one file.
pub(super) fn read(file: &str, text: &str) -> Result<Parameters, ParameterError> {
    let raw: File = read_toml(text).map_err(|place| ParameterError::At { file: file.to_owned(), place })?;
    let figure = |span: Range<usize>, name: String| Figure { file, text, span, name };
    let mut parameters = Parameters::default();
    for (key, cost) in raw.costs {
        let figure = figure(cost.span(), format!("costs.{key}"));
        parameters.unit_costs.insert(key, unit_cost(&figure, cost.into_inner(), &raw.defaults)?);
    }
    for (key, entry) in raw.series {
        let figure = figure(entry.span(), format!("series.{key}"));
        parameters.deflators.insert(key, series(&figure, entry.into_inner(), &raw.defaults)?);
    }
    for (key, entry) in raw.vintages {
        let figure = figure(entry.span(), format!("vintages.{key}"));
        parameters.vintages.insert(key, vintage(&figure, entry.into_inner(), &raw.defaults)?);
    }
    if let Some(entry) = raw.optimism_bias {
        let figure = figure(entry.span(), "optimism-bias".to_owned());
        parameters.optimism_bias = optimism(&figure, entry.into_inner(), &raw.defaults)?;
    }
    if let Some(entry) = raw.equity {
        let figure = figure(entry.span(), "equity".to_owned());
        parameters.elasticity = Some(elasticity(&figure, entry.into_inner(), &raw.defaults)?);
    }
    Ok(parameters)
}

fn unit_cost(figure: &Figure<'_>, raw: RawCost, defaults: &Defaults) -> Result<UnitCost, ParameterError> {
    let provenance = figure.provenance(raw.source, raw.licence, raw.price_basis, defaults)?;
    let amount = figure.needed("amount", raw.amount, None, "£280.17")?;
    let year = figure.needed("price-year", raw.price_year, defaults.price_year.as_ref(), "2024/25")?;
    let pence = amount
        .parse::<Pence>()
        .map_err(|error| figure.wrong(&format!("has an amount that cannot be read: {error}")))?;
    let price_year = year
        .parse::<PriceYear>()
        .map_err(|error| figure.wrong(&format!("has a price-year that cannot be read: {error}")))?;
    let basis = match provenance.price_basis.as_str() {
        "real" => PriceBasis::Real,
        "nominal" => PriceBasis::Nominal,
        other => return Err(figure.wrong(&format!("has the price-basis '{other}': write real or nominal"))),
    };
    Ok(UnitCost {
        title: figure.needed("title", raw.title, None, "A&E attendance")?,
        pence,
        price_year,
        basis,
        unit: figure.needed("unit", raw.unit, None, "attendance")?,
        kind: raw.cost_kind.or(defaults.cost_kind).unwrap_or(CostKind::Average),
        covers: raw.covers,
        provenance,
    })
}

fn series(figure: &Figure<'_>, raw: Series, defaults: &Defaults) -> Result<DeflatorSeries, ParameterError> {
    let provenance = figure.provenance(raw.source, raw.licence, raw.price_basis, defaults)?;
    figure.needed("published", raw.published, None, "2026-03")?;
    let mut index = BTreeMap::new();
    for (year, value) in raw.index {
        let year = year
            .parse::<PriceYear>()
            .map_err(|error| figure.wrong(&format!("has an index of no year: {error}")))?;
        if !(value.is_finite() && value > 0.0) {
            return Err(
                figure.wrong(&format!("has the index {value} for {year}: a price index is above zero"))
            );
        }
        index.insert(year, value);
    }
    Ok(DeflatorSeries { title: figure.needed("title", raw.title, None, "GDP deflator")?, index, provenance })
}

fn vintage(figure: &Figure<'_>, raw: Rates, defaults: &Defaults) -> Result<Vintage, ParameterError> {
    let provenance = figure.provenance(raw.source, raw.licence, raw.price_basis, defaults)?;
    let published = figure.needed("published", raw.published, None, "2026-02")?;
    let mut schedules = BTreeMap::new();
    for (name, steps) in raw.schedules {
        let schedule = Schedule::new(steps)
            .map_err(|error| figure.wrong(&format!("has a schedule '{name}' that {error}")))?;
        schedules.insert(name, schedule);
    }
    if !schedules.contains_key("standard") {
        return Err(figure.wrong("has no schedule 'standard'; add standard = [{ from = 1, rate = 0.035 }]"));
    }
    Ok(Vintage {
        title: figure.needed("title", raw.title, None, "The Green Book")?,
        published,
        schedules,
        provenance,
    })
}

fn optimism(
    figure: &Figure<'_>,
    raw: Optimism,
    defaults: &Defaults,
) -> Result<BTreeMap<String, OptimismBias>, ParameterError> {
    let provenance = figure.provenance(raw.source, raw.licence, raw.price_basis, defaults)?;
    figure.needed("title", raw.title, None, "Optimism bias")?;
    figure.needed("published", raw.published, None, "2002-07")?;
    let categories = raw.categories.into_iter().map(|(name, Category { capital, duration })| {
        let in_range =
            |bounds: &Bounds| bounds.lower >= 0.0 && bounds.upper >= bounds.lower && bounds.upper.is_finite();
        if ![Some(capital), duration].iter().flatten().all(in_range) {
            return Err(figure.wrong(&format!("has bounds of '{name}' that are not 0 ≤ lower ≤ upper")));
        }
        Ok((name, OptimismBias { capital, duration, provenance: provenance.clone() }))
    });
    categories.collect()
}

fn elasticity(figure: &Figure<'_>, raw: Equity, defaults: &Defaults) -> Result<Elasticity, ParameterError> {
    let provenance = figure.provenance(raw.source, raw.licence, raw.price_basis, defaults)?;
    figure.needed("title", raw.title, None, "Elasticity of the marginal utility of income")?;
    figure.needed("published", raw.published, None, "2022-11")?;
    match raw.elasticity {
        Some(value) if value.is_finite() && value >= 0.0 => Ok(Elasticity { value, provenance }),
        _ => Err(figure.wrong("has no elasticity from 0 up; add elasticity = 1.3")),
    }
}
