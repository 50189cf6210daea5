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
//! A step is a chain (choose k, divide, update), too short on a small panel to fill a processor; several problems
//! advanced in turn ([`frank_wolfe`] takes a slice) overlap their chains.
//!
//! Source: Arkhangelsky, Athey, Hirshberg, Imbens and Wager (2021), Synthetic Difference-in-Differences, AER 111(12),
//! Algorithm 1; Frank and Wolfe (1956).

mod descent;
#[cfg(test)]
mod tests;

use pulp::{Arch, Simd, WithSimd};

use crate::matrix::Matrix;
use descent::Descent;

/// Vectors of the solver are padded to a multiple of this: the doubles in the widest register.
const LANES: usize = 8;

/// H = `AᵀA` + nζ² I, its rows padded with zeros.
#[derive(Debug)]
pub(crate) struct Hessian {
    rows: Matrix,
    diagonal: Vec<f64>,
}

impl Hessian {
    /// The leading `size` rows and columns of `gram` with `ridge` added on the diagonal.
    pub(crate) fn new(gram: &Matrix, size: usize, ridge: f64) -> Self {
        let mut rows = Matrix::zeros(size, size.next_multiple_of(LANES));
        let mut diagonal = Vec::with_capacity(size);
        for i in 0..size {
            let row = rows.row_mut(i);
            row[..size].copy_from_slice(&gram.row(i)[..size]);
            row[i] += ridge;
            diagonal.push(row[i]);
        }
        Self { rows, diagonal }
    }

    fn size(&self) -> usize {
        self.diagonal.len()
    }
}

/// One problem. `H` is borrowed: many problems share it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SimplexProblem<'a> {
    /// The matrix H.
    pub hessian: &'a Hessian,
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

/// Improves `x[i]` in place for each problem `i`; each is solved as if alone.
pub(crate) fn frank_wolfe(
    problems: &[SimplexProblem<'_>],
    x: &mut [Vec<f64>],
    stopping: Stopping,
) -> Vec<Solved> {
    Arch::new().dispatch(Together { problems, x, stopping })
}

/// The descents of [`frank_wolfe`], compiled once for each instruction set that [`pulp`] may choose. Products and sums are
/// kept apart (no fused multiply-add), so every instruction set gives the same bits.
struct Together<'p, 'a> {
    problems: &'p [SimplexProblem<'a>],
    x: &'p mut [Vec<f64>],
    stopping: Stopping,
}

impl WithSimd for Together<'_, '_> {
    type Output = Vec<Solved>;

    #[expect(clippy::inline_always, reason = "pulp sets the instruction set of the caller")]
    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> Vec<Solved> {
        let pairs = self.problems.iter().zip(self.x.iter_mut());
        let mut descents: Vec<Descent<'_>> =
            pairs.map(|(problem, x)| Descent::new(simd, *problem, x)).collect();
        loop {
            let mut running = false;
            for descent in &mut descents {
                if descent.is_running(self.stopping) {
                    descent.step(simd);
                    running = true;
                }
            }
            if !running {
                return descents.into_iter().map(Descent::finish).collect();
            }
        }
    }
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
        for weight in x {
            *weight /= sum;
        }
    } else {
        let count = (0..x.len()).filter(|&i| allowed(i)).count();
        for (i, weight) in x.iter_mut().enumerate() {
            *weight = if allowed(i) { 1.0 / count as f64 } else { 0.0 };
        }
    }
}
