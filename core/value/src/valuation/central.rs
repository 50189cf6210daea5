//! The table in whole pence: every figure at its expected value. Lines are rounded once, and every total is a sum of lines, so
//! that sorts, pockets, stages and totals add up to the penny.

use serde::Serialize;

use super::ratio;
use crate::model::{Deduction, Factor, Line, Model, Side, Sort};

/// One step from the gross benefit to the net.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stage {
    /// What is taken off or left.
    pub name: &'static str,
    /// The change in pence; the first and the last are what there is.
    pub pence: i64,
}

/// One line of the table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LineValue {
    /// What it is called.
    pub name: String,
    /// Whose budget.
    pub pocket: String,
    /// The sort of a benefit; none for a cost.
    pub sort: Option<Sort>,
    /// The present value in pence.
    pub present_value_pence: i64,
    /// The part of it that is cash-releasing, in pence.
    pub cash_pence: i64,
    /// The amount of its first full year, before discounting and drop-off, in pence.
    pub first_year_pence: i64,
}

/// Who pays and who gains.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PocketValue {
    /// The budget.
    pub name: String,
    /// What it pays, in pence.
    pub invests_pence: i64,
    /// What it gains by sort, in pence, in the order of [`Sort::ALL`].
    pub gains_pence: [i64; 3],
    /// Gains less payments, in pence.
    pub net_pence: i64,
}

/// One year of the horizon at present value, in pence.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct YearValue {
    /// The year, from 0.
    pub year: usize,
    /// Costs.
    pub costs_pence: i64,
    /// Benefits.
    pub benefits_pence: i64,
    /// Benefits less costs up to its end.
    pub running_pence: i64,
}

/// The valuation with every figure as expected.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Central {
    /// Benefits at present value.
    pub benefits_pence: i64,
    /// Costs at present value.
    pub costs_pence: i64,
    /// Net present social value: benefits less costs.
    pub npsv_pence: i64,
    /// Benefits over costs, where there are costs.
    pub bcr: Option<f64>,
    /// Cash-releasing benefits over costs, where there are costs.
    pub cash_bcr: Option<f64>,
    /// Benefits by sort, in the order of [`Sort::ALL`].
    pub by_sort_pence: [i64; 3],
    /// The year, counted from 1, by whose end it has paid back for good; none within the horizon.
    pub payback_year: Option<usize>,
    /// Lines, as the plan has them.
    pub lines: Vec<LineValue>,
    /// Budgets, as the plan has them.
    pub pockets: Vec<PocketValue>,
    /// Benefits from gross to net.
    pub stages: Vec<Stage>,
    /// Year by year.
    pub years: Vec<YearValue>,
}

impl Central {
    /// Computes the table.
    pub fn of(model: &Model) -> Self {
        let values = model.expected();
        let lines: Vec<LineValue> = model.lines.iter().map(|line| line_value(model, line, &values)).collect();
        let sum = |wanted: &dyn Fn(&LineValue) -> i64| lines.iter().map(wanted).fold(0, i64::saturating_add);
        let benefits_pence = sum(&|line| if line.sort.is_some() { line.present_value_pence } else { 0 });
        let costs_pence = sum(&|line| if line.sort.is_none() { line.present_value_pence } else { 0 });
        let by_sort_pence = Sort::ALL.map(|sort| sum(&|line| line.of_sort(sort)));
        let pockets = model.pockets.iter().map(|pocket| pocket_value(pocket, &lines)).collect();
        let years = years(model, &values, costs_pence, benefits_pence);
        let (benefits, costs) = (benefits_pence as f64, costs_pence as f64);
        Self {
            benefits_pence,
            costs_pence,
            npsv_pence: benefits_pence.saturating_sub(costs_pence),
            bcr: ratio(benefits, costs),
            cash_bcr: ratio(by_sort_pence[0] as f64, costs),
            by_sort_pence,
            payback_year: payback(&years),
            stages: stages(model, &values, benefits_pence),
            pockets,
            years,
            lines,
        }
    }
}

impl LineValue {
    /// The part of the line that is of `sort`, in pence.
    pub fn of_sort(&self, sort: Sort) -> i64 {
        let cash = if sort == Sort::CashReleasing { self.cash_pence } else { 0 };
        let rest = if self.sort == Some(sort) { self.present_value_pence - self.cash_pence } else { 0 };
        cash + rest
    }
}

fn line_value(model: &Model, line: &Line, values: &[f64]) -> LineValue {
    let present_value: f64 = line.flows(values).iter().sum();
    let (sort, cash_share) = match line.side {
        Side::Cost => (None, 0.0),
        Side::Benefit { sort, cash_share } => (Some(sort), cash_share),
    };
    LineValue {
        name: line.name.clone(),
        pocket: model.pockets[line.pocket].clone(),
        sort,
        present_value_pence: pence(present_value),
        cash_pence: pence(present_value * cash_share),
        first_year_pence: pence(line.product(values) * line.profile[line.first_year]),
    }
}

fn pocket_value(name: &str, lines: &[LineValue]) -> PocketValue {
    let own: Vec<&LineValue> = lines.iter().filter(|line| line.pocket == name).collect();
    let invests_pence =
        own.iter().filter(|line| line.sort.is_none()).map(|line| line.present_value_pence).sum();
    let gains_pence = Sort::ALL.map(|sort| own.iter().map(|line| line.of_sort(sort)).sum());
    let net_pence = gains_pence.iter().sum::<i64>() - invests_pence;
    PocketValue { name: name.to_owned(), invests_pence, gains_pence, net_pence }
}

/// Benefits without anything taken off, less each deduction in turn, less drop-off, less discounting: what is left is the
/// present value. Each cumulated amount is rounded, so that the steps add up.
fn stages(model: &Model, values: &[f64], benefits_pence: i64) -> Vec<Stage> {
    let benefits: Vec<&Line> = model.lines.iter().filter(|line| line.side != Side::Cost).collect();
    let worth = |taken: &[Deduction], drop_off: bool| -> i64 {
        let each = benefits.iter().map(|line| {
            let kept = |factor: &&Factor| !matches!(factor, Factor::Less(what, _) if !taken.contains(what));
            let factors = line.factors.iter().filter(kept).copied().collect();
            let drop_off = if drop_off { line.drop_off } else { None };
            let discount = vec![1.0; line.profile.len()];
            Line { factors, drop_off, discount, ..(*line).clone() }.flows(values).iter().sum::<f64>()
        });
        pence(each.sum())
    };
    let gross = worth(&[], false);
    let mut stages = vec![Stage { name: "Gross benefits", pence: gross }];
    let mut before = gross;
    for end in 1..=Deduction::ALL.len() {
        let after = worth(&Deduction::ALL[..end], false);
        stages.push(Stage { name: Deduction::ALL[end - 1].title(), pence: after - before });
        before = after;
    }
    let dropped = worth(&Deduction::ALL, true);
    stages.push(Stage { name: "Drop-off", pence: dropped - before });
    stages.push(Stage { name: "Discounting", pence: benefits_pence - dropped });
    stages.push(Stage { name: "Benefits at present value", pence: benefits_pence });
    stages
}

/// Year by year; what rounding leaves over falls to the last year, so that the years add up to the totals.
fn years(model: &Model, values: &[f64], costs_pence: i64, benefits_pence: i64) -> Vec<YearValue> {
    let (mut costs, mut benefits) = (vec![0.0; model.horizon_years], vec![0.0; model.horizon_years]);
    for line in &model.lines {
        let side = if line.side == Side::Cost { &mut costs } else { &mut benefits };
        side.iter_mut().zip(line.flows(values)).for_each(|(sum, flow)| *sum += flow);
    }
    let parts = rounded_parts(&costs, costs_pence).into_iter().zip(rounded_parts(&benefits, benefits_pence));
    let mut running_pence = 0;
    parts
        .enumerate()
        .map(|(year, (costs_pence, benefits_pence))| {
            running_pence += benefits_pence - costs_pence;
            YearValue { year, costs_pence, benefits_pence, running_pence }
        })
        .collect()
}

fn rounded_parts(pounds: &[f64], total_pence: i64) -> Vec<i64> {
    let mut parts: Vec<i64> = pounds.iter().map(|part| pence(*part)).collect();
    let left_over = total_pence - parts.iter().sum::<i64>();
    if let Some(last) = parts.last_mut() {
        *last += left_over;
    }
    parts
}

/// One after the last year by whose end the running total is below nought, counted from 1.
fn payback(years: &[YearValue]) -> Option<usize> {
    let last_below = years.iter().rposition(|year| year.running_pence < 0);
    let year = last_below.map_or(0, |last| last + 1);
    (year < years.len()).then_some(year + 1)
}

/// Whole pence, half a penny away from nought.
#[expect(
    clippy::cast_possible_truncation,
    reason = "amounts stay below what pence can hold; beyond it they saturate"
)]
pub fn pence(pounds: f64) -> i64 {
    (pounds * 100.0).round() as i64
}
