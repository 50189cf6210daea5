//! What the draws say: intervals, the probability of gaining, the curve, and the worth of knowing more.

use commonweal_quantity::quantile::quantiles;
use rayon::prelude::*;
use serde::Serialize;

use crate::information::{expected_value_of_partial_information, expected_value_of_perfect_information};
use crate::model::Model;
use crate::simulate::{Draws, simulate};
use crate::stream::Key;
use crate::summary::{Summary, share_above_nought};

/// Strata for the worth of knowing one figure.
const STRATA: usize = 40;
/// Points of the curve.
const CURVE: usize = 50;

/// When it pays back, over the draws.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Payback {
    /// The share of draws that pay back within the horizon.
    pub probability: f64,
    /// The median year, counted from 1, where half of all draws pay back within the horizon.
    pub median_year: Option<f64>,
    /// The upper end of its interval, where the draws pay back.
    pub upper_year: Option<f64>,
}

/// What it would be worth to know one figure before deciding.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Information {
    /// The figure.
    pub quantity: String,
    /// Expected value of partial perfect information in pounds.
    pub evppi: f64,
}

/// The probability that the net value is above an amount.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct CurvePoint {
    /// The amount in pounds.
    pub npsv: f64,
    /// The probability of more.
    pub probability: f64,
}

/// The valuation over many draws of its uncertain figures; pounds at present value.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Drawn {
    /// How many draws.
    pub draws: usize,
    /// Their seed.
    pub seed: u64,
    /// Benefits less costs.
    pub npsv: Summary,
    /// Benefits.
    pub benefits: Summary,
    /// Costs.
    pub costs: Summary,
    /// The mean of benefits over the mean of costs, where there are costs.
    pub bcr: Option<f64>,
    /// The interval of benefits over costs, where no draw is without costs.
    pub bcr_interval: Option<(f64, f64)>,
    /// The probability that benefits exceed costs.
    pub probability_benefits_exceed_costs: f64,
    /// When it pays back.
    pub payback: Payback,
    /// Benefits by sort.
    pub by_sort: Vec<Summary>,
    /// Benefits less costs by pocket.
    pub by_pocket: Vec<Summary>,
    /// Expected value of perfect information on everything, for the decision whether to do it at all.
    pub evpi: f64,
    /// The same for one figure at a time, the most worth knowing first.
    pub evppi: Vec<Information>,
    /// The probability that the net value is above each of a range of amounts.
    pub curve: Vec<CurvePoint>,
}

impl Drawn {
    /// Draws the model and says what the draws say; intervals hold the middle `level`.
    pub fn of(model: &Model, seed: u64, draws: usize, level: f64) -> Self {
        let drawn = simulate(model, seed, draws);
        let npsv = drawn.npsv();
        let nothing = vec![0.0; npsv.len()];
        let decisions = [nothing.as_slice(), npsv.as_slice()];
        let summaries = |columns: Vec<Vec<f64>>| -> Vec<Summary> {
            columns.into_par_iter().map(|column| Summary::of(column, level)).collect()
        };
        let probability = share_above_nought(&npsv);
        let payback = payback(&drawn.payback_years, model.horizon_years, level);
        let (bcr_interval, evpi) =
            (bcr_interval(&drawn, level), expected_value_of_perfect_information(&decisions));
        let (evppi, curve) = (partial(model, seed, &decisions), curve(npsv.clone()));
        let [benefits, costs] = [drawn.benefits, drawn.costs].map(|column| Summary::of(column, level));
        Self {
            draws,
            seed,
            npsv: Summary::of(npsv, level),
            bcr: super::ratio(benefits.mean, costs.mean),
            benefits,
            costs,
            bcr_interval,
            probability_benefits_exceed_costs: probability,
            payback,
            by_sort: summaries(drawn.by_sort),
            by_pocket: summaries(drawn.by_pocket),
            evpi,
            evppi,
            curve,
        }
    }
}

fn bcr_interval(drawn: &Draws, level: f64) -> Option<(f64, f64)> {
    let each = drawn.benefits.iter().zip(&drawn.costs).map(|(benefit, cost)| super::ratio(*benefit, *cost));
    let mut each = each.collect::<Option<Vec<f64>>>()?;
    let tail = (1.0 - level) / 2.0;
    quantiles(&mut each, [tail, 1.0 - tail]).map(|[lower, upper]| (lower, upper))
}

fn payback(years: &[f64], horizon_years: usize, level: f64) -> Payback {
    let horizon = horizon_years as f64;
    let within = years.iter().filter(|year| **year < horizon).count() as f64;
    let ends = quantiles(&mut years.to_vec(), [0.5, 1.0 - (1.0 - level) / 2.0]);
    let year = |place: usize| {
        ends.map(|ends| ends[place]).filter(|year| *year < horizon).map(|year| year.ceil() + 1.0)
    };
    Payback { probability: within / years.len() as f64, median_year: year(0), upper_year: year(1) }
}

fn partial(model: &Model, seed: u64, decisions: &[&[f64]]) -> Vec<Information> {
    let draws = decisions.first().map_or(0, |column| column.len());
    let uncertain: Vec<_> = model.quantities.iter().filter(|q| !q.distribution.is_fixed()).collect();
    let mut all: Vec<Information> = uncertain
        .par_iter()
        .map(|quantity| {
            let mut figure = vec![0.0; draws];
            quantity.distribution.draw(Key::new(seed, &quantity.name), 0, &mut figure);
            let evppi = expected_value_of_partial_information(&figure, decisions, STRATA);
            Information { quantity: quantity.name.clone(), evppi }
        })
        .collect();
    all.sort_by(|a, b| b.evppi.total_cmp(&a.evppi));
    all
}

fn curve(mut npsv: Vec<f64>) -> Vec<CurvePoint> {
    let shares: [f64; CURVE + 1] =
        std::array::from_fn(|point| (point as f64 / CURVE as f64).clamp(0.005, 0.995));
    let amounts = quantiles(&mut npsv, shares);
    amounts
        .into_iter()
        .flatten()
        .zip(shares)
        .map(|(npsv, share)| CurvePoint { npsv, probability: 1.0 - share })
        .collect()
}
