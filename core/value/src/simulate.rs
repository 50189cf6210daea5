//! Monte Carlo: the model computed for many draws of its uncertain figures.
//!
//! Draws are computed in blocks, a figure at a time, so that the inner loops run over neighbouring numbers in the widest
//! registers that the machine has; blocks run on all cores. Each draw is a pure function of seed, figure and number, and
//! totals are added up in one order, so that the result is the same on any number of threads.
#![expect(
    clippy::inline_always,
    reason = "a block is compiled into each instruction set, not called from it"
)]

use pulp::{Arch, Simd, WithSimd};
use rayon::prelude::*;

use crate::model::{Factor, Line, Model, Side, Sort};
use crate::stream::{Key, RUN};

/// Draws of a block: a dozen of its columns stay in the first-level cache.
const BLOCK: usize = RUN;
/// Draws whose years are followed together: they stay in registers from year to year.
const LANES: usize = 32;

/// What is kept of each draw, a column each.
#[derive(Debug, Clone, PartialEq)]
pub struct Draws {
    /// Benefits at present value.
    pub benefits: Vec<f64>,
    /// Costs at present value.
    pub costs: Vec<f64>,
    /// The last year by whose end the running total is below nought, plus one: nought where it never is.
    pub payback_years: Vec<f64>,
    /// Benefits by sort, in the order of [`Sort::ALL`].
    pub by_sort: Vec<Vec<f64>>,
    /// Benefits less costs by pocket, in the order of [`Model::pockets`].
    pub by_pocket: Vec<Vec<f64>>,
}

impl Draws {
    /// Benefits less costs of each draw.
    pub fn npsv(&self) -> Vec<f64> {
        self.benefits.iter().zip(&self.costs).map(|(benefit, cost)| benefit - cost).collect()
    }
}

/// Columns of a block: benefits, costs, payback, sorts, pockets.
const FIXED_COLUMNS: usize = 3 + Sort::ALL.len();

/// Draws the model `draws` times.
pub fn simulate(model: &Model, seed: u64, draws: usize) -> Draws {
    let keys: Vec<Key> = model.quantities.iter().map(|quantity| Key::new(seed, &quantity.name)).collect();
    let lines: Vec<Prepared<'_>> = model.lines.iter().map(|line| Prepared::new(model, line)).collect();
    let groups = Groups::of(&lines);
    let arch = Arch::new();
    let columns = FIXED_COLUMNS + model.pockets.len();
    let mut kept: Vec<Vec<f64>> = (0..columns).map(|_| vec![0.0; draws.next_multiple_of(BLOCK)]).collect();
    by_block(&mut kept).into_par_iter().enumerate().for_each_init(
        || Room::new(model, &groups),
        |room, (block, out)| {
            let first = (block * BLOCK) as u64;
            arch.dispatch(Work { room, model, keys: &keys, lines: &lines, groups: &groups, first, out });
        },
    );
    for column in &mut kept {
        column.truncate(draws);
    }
    let by_pocket = kept.split_off(FIXED_COLUMNS);
    let by_sort = kept.split_off(3);
    let mut rest = kept.into_iter();
    let mut next = || rest.next().unwrap_or_default();
    Draws { benefits: next(), costs: next(), payback_years: next(), by_sort, by_pocket }
}

/// The columns cut into blocks: for each block its part of every column.
fn by_block(columns: &mut [Vec<f64>]) -> Vec<Vec<&mut [f64]>> {
    let mut blocks: Vec<Vec<&mut [f64]>> = Vec::new();
    for column in columns {
        for (index, part) in column.chunks_exact_mut(BLOCK).enumerate() {
            match blocks.get_mut(index) {
                Some(block) => block.push(part),
                None => blocks.push(vec![part]),
            }
        }
    }
    blocks
}

/// One block to be computed, compiled once for each instruction set that [`pulp`] may choose.
struct Work<'a> {
    room: &'a mut Room,
    model: &'a Model,
    keys: &'a [Key],
    lines: &'a [Prepared<'a>],
    groups: &'a Groups,
    first: u64,
    out: Vec<&'a mut [f64]>,
}

impl WithSimd for Work<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let Self { room, model, keys, lines, groups, first, mut out } = self;
        room.draw(model, keys, lines, groups, first, &mut out);
    }
}

/// A line with what does not change from draw to draw worked out.
struct Prepared<'a> {
    line: &'a Line,
    /// The constant and all fixed factors.
    constant: f64,
    /// The uncertain factors.
    factors: Vec<Factor>,
    /// The present value of each year for a product of one, where drop-off is known.
    flows: Option<Vec<f64>>,
}

impl<'a> Prepared<'a> {
    fn new(model: &Model, line: &'a Line) -> Self {
        let distribution = |factor: &Factor| {
            let (Factor::Times(index) | Factor::Less(_, index)) = *factor;
            model.quantities[index].distribution
        };
        let (fixed, factors): (Vec<Factor>, Vec<Factor>) =
            line.factors.iter().partition(|factor| distribution(factor).is_fixed());
        let constant = Line { factors: fixed, ..line.clone() }.product(&model.expected());
        let drop_off = line.drop_off.map_or(Some(0.0), |index| {
            let distribution = model.quantities[index].distribution;
            distribution.is_fixed().then(|| distribution.mean())
        });
        Self { line, constant, factors, flows: drop_off.map(|drop_off| line.present_values(drop_off)) }
    }
}

/// Lines whose money falls in the same years in the same proportions, costs apart from benefits: their products are added up
/// before the years are looked at.
struct Groups {
    /// Present values by year, negative for costs.
    flows: Vec<Vec<f64>>,
    /// The group of each line; `None` for those whose drop-off is uncertain.
    of_line: Vec<Option<usize>>,
}

impl Groups {
    fn of(lines: &[Prepared<'_>]) -> Self {
        let mut groups = Self { flows: Vec::new(), of_line: Vec::new() };
        for prepared in lines {
            let group = prepared.flows.as_ref().map(|flows| {
                let sign = if prepared.line.side == Side::Cost { -1.0 } else { 1.0 };
                let signed: Vec<f64> = flows.iter().map(|flow| sign * flow).collect();
                groups.flows.iter().position(|known| *known == signed).unwrap_or_else(|| {
                    groups.flows.push(signed);
                    groups.flows.len() - 1
                })
            });
            groups.of_line.push(group);
        }
        groups
    }
}

/// Room for one block at work, used again for the next.
struct Room {
    /// Draws of each quantity.
    quantities: Vec<[f64; BLOCK]>,
    /// Sums of products by group.
    groups: Vec<[f64; BLOCK]>,
    /// Net present value by year.
    years: Vec<[f64; BLOCK]>,
    product: [f64; BLOCK],
    value: [f64; BLOCK],
    /// What is kept of the block. It is added up here and then written out once: memory that is fresh from the system costs a
    /// fault when it is read and another, which stops the other cores, when it is then written. Columns of nought are left as they are made.
    kept: Vec<[f64; BLOCK]>,
}

impl Room {
    fn new(model: &Model, groups: &Groups) -> Self {
        Self {
            quantities: vec![[0.0; BLOCK]; model.quantities.len()],
            groups: vec![[0.0; BLOCK]; groups.flows.len()],
            years: vec![[0.0; BLOCK]; model.horizon_years],
            product: [0.0; BLOCK],
            value: [0.0; BLOCK],
            kept: vec![[0.0; BLOCK]; FIXED_COLUMNS + model.pockets.len()],
        }
    }

    /// Computes draws `first` to `first` + [`BLOCK`] − 1 into the columns of `out`.
    #[inline(always)]
    fn draw(
        &mut self,
        model: &Model,
        keys: &[Key],
        lines: &[Prepared<'_>],
        groups: &Groups,
        first: u64,
        out: &mut [&mut [f64]],
    ) {
        for ((quantity, key), column) in model.quantities.iter().zip(keys).zip(&mut self.quantities) {
            quantity.distribution.draw(*key, first, column);
        }
        for sums in self.groups.iter_mut().chain(&mut self.years).chain(&mut self.kept) {
            sums.fill(0.0);
        }
        for (prepared, group) in lines.iter().zip(&groups.of_line) {
            self.multiply(prepared);
            match group {
                Some(group) => {
                    add(&mut self.groups[*group], &self.product, 1.0);
                    let total: f64 = prepared.flows.iter().flatten().sum();
                    scale(&mut self.value, &self.product, total);
                }
                None => self.spread(prepared.line),
            }
            self.book(prepared.line);
        }
        for (sums, flows) in self.groups.iter().zip(&groups.flows) {
            for (year, flow) in self.years.iter_mut().zip(flows) {
                add(year, sums, *flow);
            }
        }
        self.pay_back();
        let is_nought = |column: &[f64]| column.iter().all(|value| *value == 0.0);
        for (out, kept) in out.iter_mut().zip(&self.kept).filter(|(_, kept)| !is_nought(*kept)) {
            out.copy_from_slice(kept);
        }
    }

    /// constant × Π factors.
    #[inline(always)]
    fn multiply(&mut self, prepared: &Prepared<'_>) {
        self.product.fill(prepared.constant);
        for factor in &prepared.factors {
            match *factor {
                Factor::Times(index) => {
                    self.product.iter_mut().zip(&self.quantities[index]).for_each(|(p, x)| *p *= x);
                }
                Factor::Less(_, index) => {
                    self.product.iter_mut().zip(&self.quantities[index]).for_each(|(p, x)| *p *= 1.0 - x);
                }
            }
        }
    }

    /// The present value of a line whose drop-off differs from draw to draw, and its years.
    #[inline(always)]
    fn spread(&mut self, line: &Line) {
        let Some(drop_off) = line.drop_off else { return };
        let sign = if line.side == Side::Cost { -1.0 } else { 1.0 };
        let drop_off = &self.quantities[drop_off];
        for begin in (0..BLOCK).step_by(LANES) {
            let lanes = begin..begin + LANES;
            let (mut kept, mut value, mut remains) = ([0.0; LANES], [0.0; LANES], [0.0; LANES]);
            kept.copy_from_slice(&self.product[lanes.clone()]);
            remains
                .iter_mut()
                .zip(&drop_off[lanes.clone()])
                .for_each(|(remains, lost)| *remains = 1.0 - lost);
            let years = line.profile.iter().zip(&line.discount).zip(&mut self.years).enumerate();
            for (year, ((amount, factor), flows)) in years {
                if year > line.first_year {
                    kept.iter_mut().zip(&remains).for_each(|(kept, remains)| *kept *= remains);
                }
                let weight = amount * factor;
                add(&mut value, &kept, weight);
                add(&mut flows[lanes.clone()], &kept, sign * weight);
            }
            self.value[lanes].copy_from_slice(&value);
        }
    }

    /// Adds the line's present value to the columns that it belongs to.
    #[inline(always)]
    fn book(&mut self, line: &Line) {
        let kept = &mut self.kept;
        let pocket = FIXED_COLUMNS + line.pocket;
        match line.side {
            Side::Cost => {
                add(&mut kept[1], &self.value, 1.0);
                add(&mut kept[pocket], &self.value, -1.0);
            }
            Side::Benefit { sort, cash_share } => {
                add(&mut kept[0], &self.value, 1.0);
                add(&mut kept[pocket], &self.value, 1.0);
                if cash_share > 0.0 {
                    add(&mut kept[3], &self.value, cash_share);
                }
                if cash_share < 1.0 {
                    add(&mut kept[3 + sort as usize], &self.value, 1.0 - cash_share);
                }
            }
        }
    }

    /// One more than the last year by whose end the running total is below nought.
    #[inline(always)]
    fn pay_back(&mut self) {
        self.value.fill(0.0);
        for (year, flows) in self.years.iter().enumerate() {
            let by_then = (year + 1) as f64;
            for ((total, flow), payback) in self.value.iter_mut().zip(flows).zip(&mut self.kept[2]) {
                *total += flow;
                *payback = if *total < 0.0 { by_then } else { *payback };
            }
        }
    }
}

#[inline(always)]
fn add(sums: &mut [f64], values: &[f64], weight: f64) {
    sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += weight * value);
}

#[inline(always)]
fn scale(out: &mut [f64], values: &[f64], weight: f64) {
    out.iter_mut().zip(values).for_each(|(out, value)| *out = weight * value);
}

#[cfg(test)]
mod tests;
