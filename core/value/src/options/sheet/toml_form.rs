//! A sheet as the file of options.

use std::collections::BTreeMap;

use commonweal_quantity::{Pence, PriceYear};
use serde::Serialize;

use super::{Amount, AmountSort, Draft, Estimate, Frame, Sheet, VINTAGE, Verdict};
use crate::model::Sort;
use crate::options::file::OptionKind;
use crate::parameters::NO_LICENCE;

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct File<'a> {
    title: &'a str,
    base_year: PriceYear,
    horizon_years: usize,
    vintage: &'static str,
    pockets: BTreeMap<String, &'a str>,
    gates: BTreeMap<String, &'a str>,
    criteria: BTreeMap<String, Criterion<'a>>,
    options: Vec<OptionEntry<'a>>,
}

#[derive(Serialize)]
struct Criterion<'a> {
    title: &'a str,
    weight: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<[f64; 2]>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct OptionEntry<'a> {
    name: &'a str,
    kind: OptionKind,
    delivered_by: &'a str,
    passes: Vec<String>,
    fails: BTreeMap<String, &'a str>,
    scores: BTreeMap<String, Figure<f64>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    benefits: Vec<Benefit<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    costs: Vec<Cost<'a>>,
}

/// As a file writes a figure: alone, or with its ends.
#[derive(Serialize)]
#[serde(untagged)]
enum Figure<T> {
    Sure(T),
    Between { low: T, mode: T, high: T },
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Benefit<'a> {
    name: &'a str,
    units_a_year: u8,
    unit_cost: UnitCost<'a>,
    pocket: String,
    sort: Sort,
    lag_years: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    years: Option<usize>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct UnitCost<'a> {
    amount: Figure<String>,
    price_year: PriceYear,
    source: &'a str,
    licence: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Cost<'a> {
    name: &'a str,
    pocket: String,
    amount: Figure<String>,
    from: usize,
    years: usize,
    source: &'a str,
}

impl Sheet {
    /// The file of options, under a title; none without a frame. Texts that the file keys by a short name are numbered: `budget-01`, `gate-01`, `criterion-01`. What an
    /// option says of a gate, a criterion or a budget that the frame does not list stays out.
    pub fn to_toml(&self, title: &str) -> Option<String> {
        let frame = self.frame.as_ref()?;
        let file = File {
            title,
            base_year: frame.prices,
            horizon_years: frame.years,
            vintage: VINTAGE,
            pockets: keyed("budget", &frame.budgets).map(|(key, name)| (key, name.as_str())).collect(),
            gates: keyed("gate", &frame.gates).map(|(key, asks)| (key, asks.as_str())).collect(),
            criteria: keyed("criterion", &frame.criteria)
                .map(|(key, it)| {
                    let range = it.range.map(|ends| ends.map(|end| end / 100.0));
                    (key, Criterion { title: &it.title, weight: it.percent / 100.0, range })
                })
                .collect(),
            options: self.options.iter().map(|option| written(frame, option)).collect(),
        };
        toml::to_string(&file).ok()
    }
}

fn keyed<'a, T>(of: &'static str, all: &'a [T]) -> impl Iterator<Item = (String, &'a T)> {
    (1..).zip(all).map(move |(number, it)| (format!("{of}-{number:02}"), it))
}

fn written<'a>(frame: &'a Frame, option: &'a Draft) -> OptionEntry<'a> {
    let verdicts =
        || keyed("gate", &frame.gates).filter_map(|(key, gate)| Some((key, option.gates.get(gate)?)));
    let scores = keyed("criterion", &frame.criteria)
        .filter_map(|(key, it)| Some((key, figure(*option.scores.get(&it.title)?, |score| score))));
    let lines = || option.lines.iter().filter_map(|line| Some((line, budget(frame, line)?)));
    OptionEntry {
        name: &option.name,
        kind: option.kind,
        delivered_by: &option.delivered_by,
        passes: verdicts().filter(|(_, it)| **it == Verdict::Met).map(|(key, _)| key).collect(),
        fails: verdicts()
            .filter_map(|(key, verdict)| match verdict {
                Verdict::Met => None,
                Verdict::NotMet(why) => Some((key, why.as_str())),
            })
            .collect(),
        scores: scores.collect(),
        benefits: lines().filter_map(|(line, pocket)| benefit(frame, line, pocket)).collect(),
        costs: lines().filter_map(|(line, pocket)| cost(frame, line, pocket)).collect(),
    }
}

fn budget(frame: &Frame, line: &Amount) -> Option<String> {
    keyed("budget", &frame.budgets).find(|(_, name)| **name == line.budget).map(|(key, _)| key)
}

fn benefit<'a>(frame: &Frame, line: &'a Amount, pocket: String) -> Option<Benefit<'a>> {
    let AmountSort::Benefit(sort) = line.sort else { return None };
    let unit_cost = UnitCost {
        amount: figure(line.a_year, pounds),
        price_year: frame.prices,
        source: &line.source,
        licence: NO_LICENCE,
    };
    let lag_years = line.from_year.saturating_sub(1);
    Some(Benefit { name: &line.name, units_a_year: 1, unit_cost, pocket, sort, lag_years, years: line.years })
}

fn cost<'a>(frame: &Frame, line: &'a Amount, pocket: String) -> Option<Cost<'a>> {
    let from = line.from_year.saturating_sub(1);
    let years = line.years.unwrap_or(frame.years.saturating_sub(from));
    let amount = figure(line.a_year, pounds);
    let source = &line.source;
    (line.sort == AmountSort::Cost).then_some(Cost { name: &line.name, pocket, amount, from, years, source })
}

fn figure<T: Copy, U>(estimate: Estimate<T>, as_it_is: impl Fn(T) -> U) -> Figure<U> {
    let mode = as_it_is(estimate.likely);
    match estimate.range {
        None => Figure::Sure(mode),
        Some([low, high]) => Figure::Between { low: as_it_is(low), mode, high: as_it_is(high) },
    }
}

fn pounds(pence: Pence) -> String {
    pence.to_string()
}
