//! The state of one Frank–Wolfe descent, and one step of it.
#![expect(clippy::inline_always, reason = "a step is compiled into each instruction set, not called from it")]

use pulp::Simd;

use super::{LANES, SimplexProblem, Solved, Stopping};
use crate::matrix::dot;

/// The coordinate with the smallest half-gradient, first on ties.
#[derive(Debug, Clone, Copy)]
struct Steepest {
    coordinate: usize,
    half_gradient: f64,
}

/// One problem on its way. Its weights are `scale · x`, so that a step touches one entry of `x`.
pub(super) struct Descent<'a> {
    problem: SimplexProblem<'a>,
    x: &'a mut Vec<f64>,
    scale: f64,
    /// p = H · weights, padded with zeros.
    product: Vec<f64>,
    /// c, padded with −∞, which is never steepest.
    linear: Vec<f64>,
    /// weightsᵀ H weights.
    quadratic: f64,
    /// cᵀ weights.
    cross: f64,
    steepest: Steepest,
    /// f after the last step, and after the one before it.
    last_two: [f64; 2],
    iterations: usize,
}

impl<'a> Descent<'a> {
    #[inline(always)]
    pub(super) fn new<S: Simd>(simd: S, problem: SimplexProblem<'a>, x: &'a mut Vec<f64>) -> Self {
        let width = problem.hessian.size().next_multiple_of(LANES);
        let mut product = vec![0.0; width];
        let mut linear = problem.linear.to_vec();
        linear.resize(width, f64::NEG_INFINITY);
        // H is symmetric, so its rows serve as columns.
        for (j, &weight) in x.iter().enumerate().filter(|(_, weight)| **weight != 0.0) {
            let row = problem.hessian.rows.row(j);
            product.iter_mut().zip(row).for_each(|(p, h)| *p += weight * h);
        }
        let quadratic = dot(x, &product[..x.len()]);
        let pairs = x.iter().zip(problem.linear).filter(|(weight, _)| **weight != 0.0);
        let cross = pairs.map(|(weight, c)| weight * c).sum();
        let steepest = move_towards(simd, &mut product, problem.hessian.rows.row(0), &linear, 1.0, 0.0);
        Self {
            problem,
            x,
            scale: 1.0,
            product,
            linear,
            quadratic,
            cross,
            steepest,
            last_two: [0.0; 2],
            iterations: 0,
        }
    }

    #[inline(always)]
    pub(super) fn is_running(&self, stopping: Stopping) -> bool {
        let [last, before] = self.last_two;
        let least = stopping.min_decrease * stopping.min_decrease;
        self.iterations < stopping.max_iterations && (self.iterations < 2 || before - last > least)
    }

    #[inline(always)]
    pub(super) fn step<S: Simd>(&mut self, simd: S) {
        let Steepest { coordinate: k, half_gradient } = self.steepest;
        let (product, diagonal) = (self.product[k], self.problem.hessian.diagonal[k]);
        let slope = half_gradient - (self.quadratic - self.cross);
        let curvature = diagonal - 2.0 * product + self.quadratic;
        let step = if curvature > 0.0 { (-slope / curvature).clamp(0.0, 1.0) } else { 0.0 };
        let keep = 1.0 - step;
        self.quadratic = keep * keep * self.quadratic + 2.0 * step * keep * product + step * step * diagonal;
        self.cross = keep * self.cross + step * self.linear[k];
        let column = self.problem.hessian.rows.row(k);
        self.steepest = move_towards(simd, &mut self.product, column, &self.linear, keep, step);
        self.scale *= keep;
        if self.scale < 1e-150 {
            self.settle_scale();
        }
        self.x[k] += step / self.scale;
        let objective =
            (self.quadratic - 2.0 * self.cross + self.problem.constant) / self.problem.rows as f64;
        self.last_two = [objective, self.last_two[0]];
        self.iterations += 1;
    }

    fn settle_scale(&mut self) {
        self.x.iter_mut().for_each(|weight| *weight *= self.scale);
        self.scale = 1.0;
    }

    pub(super) fn finish(mut self) -> Solved {
        self.settle_scale();
        let slope = (self.quadratic - self.cross) - self.steepest.half_gradient;
        let duality_gap = (2.0 * slope / self.problem.rows as f64).max(0.0);
        Solved { iterations: self.iterations, duality_gap }
    }
}

/// p ← keep·p + step·column, and where p − c is smallest after it.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a coordinate, or infinity, then bounded"
)]
#[inline(always)]
fn move_towards<S: Simd>(
    simd: S,
    product: &mut [f64],
    column: &[f64],
    linear: &[f64],
    keep: f64,
    step: f64,
) -> Steepest {
    let (product, _) = S::as_mut_simd_f64s(product);
    let (column, _) = S::as_simd_f64s(column);
    let (linear, _) = S::as_simd_f64s(linear);
    let (keep, step) = (simd.splat_f64s(keep), simd.splat_f64s(step));
    let infinity = simd.splat_f64s(f64::INFINITY);
    let width = simd.splat_f64s(S::F64_LANES as f64);
    let mut coordinate = first_coordinates(simd);
    // Each lane keeps its own smallest and where it was.
    let (mut smallest, mut at) = (infinity, simd.splat_f64s(0.0));
    for ((p, h), c) in product.iter_mut().zip(column).zip(linear) {
        *p = simd.add_f64s(simd.mul_f64s(keep, *p), simd.mul_f64s(step, *h));
        let half_gradient = simd.sub_f64s(*p, *c);
        let smaller = simd.less_than_f64s(half_gradient, smallest);
        at = simd.select_f64s(smaller, coordinate, at);
        smallest = simd.min_f64s(half_gradient, smallest);
        coordinate = simd.add_f64s(coordinate, width);
    }
    let half_gradient = simd.reduce_min_f64s(smallest);
    let ties = simd.equal_f64s(smallest, simd.splat_f64s(half_gradient));
    let first = simd.reduce_min_f64s(simd.select_f64s(ties, at, infinity));
    // A NaN would leave no tie; the checked panel cannot make one, and the bound keeps the index safe.
    let last = (linear.len() * S::F64_LANES).saturating_sub(1);
    Steepest { coordinate: (first as usize).min(last), half_gradient }
}

/// 0, 1, 2, … in the lanes.
#[inline(always)]
fn first_coordinates<S: Simd>(simd: S) -> S::f64s {
    simd.partial_load_f64s(&[0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0][..S::F64_LANES.min(LANES)])
}
