//! Ridge least squares over the simplex by Frank–Wolfe with exact line search, on a Gram matrix.
//!
//! Minimises over weights x ≥ 0, Σx = 1:
//!
//! ```text
//! f(x) = ‖A x − b‖² / n + ζ² ‖x‖²  =  (xᵀH x − 2 cᵀx + bᵀb) / n,    H = AᵀA + nζ² I,   c = Aᵀb
//! ```
//!
//! Each step moves towards the vertex with the smallest half-gradient hₖ = (Hx)ₖ − cₖ (first on ties), by the step that
//! minimises f along the segment. The iterates are those of the R package synthdid (`sc.weight.fw`); working on H costs
//! one pass over a column a step instead of two over A, and H is shared by all placebos of a panel.
//!
//! Source: Arkhangelsky, Athey, Hirshberg, Imbens and Wager (2021), Synthetic Difference-in-Differences, AER 111(12),
//! Algorithm 1; Frank and Wolfe (1956).

use crate::matrix::{Matrix, dot};

/// One problem. `H` is borrowed: many problems share it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SimplexProblem<'a> {
    /// H = AᵀA + nζ² I.
    pub hessian: &'a Matrix,
    /// c = Aᵀb; −∞ bars a coordinate (its weight stays as it starts, which must be zero).
    pub linear: &'a [f64],
    /// bᵀb.
    pub constant: f64,
    /// n, the number of rows of A.
    pub rows: usize,
}

/// When to stop: after `max_iterations`, or when the last decrease of f was at most `min_decrease`².
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stopping {
    pub min_decrease: f64,
    pub max_iterations: usize,
}

/// How a solution was reached.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Solved {
    pub iterations: usize,
    /// f(x) − min f is at most this (the Frank–Wolfe duality gap).
    pub duality_gap: f64,
}

/// Improves `x` in place. `product` is scratch of the length of `x`.
pub(crate) fn frank_wolfe(
    problem: &SimplexProblem<'_>,
    x: &mut [f64],
    product: &mut Vec<f64>,
    stopping: Stopping,
) -> Solved {
    pulp::Arch::new().dispatch(
        #[inline(always)]
        || iterate(problem, x, product, stopping),
    )
}

/// The iteration, inlined into each instruction set that [`pulp`] may choose. Products and sums are kept apart (no
/// fused multiply-add), so every instruction set gives the same bits.
#[inline(always)]
fn iterate(
    problem: &SimplexProblem<'_>,
    x: &mut [f64],
    product: &mut Vec<f64>,
    stopping: Stopping,
) -> Solved {
    let SimplexProblem { hessian, linear, constant, rows } = *problem;
    let n = rows as f64;
    product.clear();
    product.resize(x.len(), 0.0);
    // p = Hx; H is symmetric, so its rows serve as columns.
    for (j, &weight) in x.iter().enumerate().filter(|(_, weight)| **weight != 0.0) {
        for (p, h) in product.iter_mut().zip(hessian.row(j)) {
            *p += weight * h;
        }
    }
    let mut quadratic = dot(x, product);
    let mut cross: f64 = x.iter().zip(linear).filter(|(w, _)| **w != 0.0).map(|(w, c)| w * c).sum();
    // x = scale · x̃, so that a step touches one coordinate of x̃.
    let mut scale = 1.0;
    let (mut previous, mut before_that) = (0.0, 0.0);
    let mut iterations = 0;
    let mut least = least_half_gradient(product, linear);
    while iterations < stopping.max_iterations
        && (iterations < 2 || before_that - previous > stopping.min_decrease * stopping.min_decrease)
    {
        iterations += 1;
        let k = position_of(product, linear, least);
        let diagonal = hessian.at(k, k);
        let slope = least - (quadratic - cross);
        let curvature = diagonal - 2.0 * product[k] + quadratic;
        let step = if curvature > 0.0 { (-slope / curvature).clamp(0.0, 1.0) } else { 0.0 };
        let keep = 1.0 - step;
        quadratic = keep * keep * quadratic + 2.0 * step * keep * product[k] + step * step * diagonal;
        cross = keep * cross + step * linear[k];
        least = step_and_least(product, hessian.row(k), linear, keep, step);
        scale *= keep;
        if scale < 1e-150 {
            x.iter_mut().for_each(|weight| *weight *= scale);
            scale = 1.0;
        }
        x[k] += step / scale;
        before_that = previous;
        previous = (quadratic - 2.0 * cross + constant) / n;
    }
    x.iter_mut().for_each(|weight| *weight *= scale);
    Solved { iterations, duality_gap: (2.0 * ((quadratic - cross) - least) / n).max(0.0) }
}

const LANES: usize = 8;

/// p ← keep·p + step·column, and the smallest pᵢ − cᵢ after it.
#[inline(always)]
fn step_and_least(product: &mut [f64], column: &[f64], linear: &[f64], keep: f64, step: f64) -> f64 {
    let (p8, p_rest) = product.as_chunks_mut::<LANES>();
    let (h8, h_rest) = column.as_chunks::<LANES>();
    let (c8, c_rest) = linear.as_chunks::<LANES>();
    let mut least = [f64::INFINITY; LANES];
    for ((p, h), c) in p8.iter_mut().zip(h8).zip(c8) {
        for lane in 0..LANES {
            p[lane] = keep * p[lane] + step * h[lane];
            let half_gradient = p[lane] - c[lane];
            least[lane] = if half_gradient < least[lane] { half_gradient } else { least[lane] };
        }
    }
    let mut least = least.iter().copied().fold(f64::INFINITY, f64::min);
    for ((p, h), c) in p_rest.iter_mut().zip(h_rest).zip(c_rest) {
        *p = keep * *p + step * h;
        least = least.min(*p - c);
    }
    least
}

fn least_half_gradient(product: &[f64], linear: &[f64]) -> f64 {
    product.iter().zip(linear).map(|(p, c)| p - c).fold(f64::INFINITY, f64::min)
}

/// First coordinate whose half-gradient is `least`.
#[inline(always)]
fn position_of(product: &[f64], linear: &[f64], least: f64) -> usize {
    let (p8, _) = product.as_chunks::<LANES>();
    let (c8, _) = linear.as_chunks::<LANES>();
    let mut start = p8.len() * LANES;
    for (chunk, (p, c)) in p8.iter().zip(c8).enumerate() {
        let mut found = false;
        for lane in 0..LANES {
            found |= p[lane] - c[lane] == least;
        }
        if found {
            start = chunk * LANES;
            break;
        }
    }
    let rest = product[start..].iter().zip(&linear[start..]);
    let offset = rest.map(|(p, c)| p - c).position(|half_gradient| half_gradient == least);
    start + offset.unwrap_or(0).min(product.len().saturating_sub(start + 1))
}

/// Zeroes weights at or below a quarter of the largest and scales the rest to sum to one.
pub(crate) fn sparsify(x: &mut [f64]) {
    let limit = x.iter().copied().fold(0.0, f64::max) / 4.0;
    x.iter_mut().filter(|weight| **weight <= limit).for_each(|weight| *weight = 0.0);
    normalise(x, &|_| true);
}

/// Scales weights to sum to one over the coordinates allowed; uniform over them where all are zero.
pub(crate) fn normalise(x: &mut [f64], allowed: &dyn Fn(usize) -> bool) {
    let sum: f64 = x.iter().sum();
    if sum > 0.0 {
        x.iter_mut().for_each(|weight| *weight /= sum);
    } else {
        let count = (0..x.len()).filter(|&i| allowed(i)).count();
        for (i, weight) in x.iter_mut().enumerate() {
            *weight = if allowed(i) { 1.0 / count as f64 } else { 0.0 };
        }
    }
}
