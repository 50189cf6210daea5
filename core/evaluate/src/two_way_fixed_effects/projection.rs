//! Freeing a variable of unit and period effects, exactly, with or without gaps.
//!
//! Rows lose their effects by subtracting row means. What is left for the column effects g is the system
//!
//! ```text
//! S g = r        S = diag(n_t) − Σ_i m_i m_i′ / n_i        r_t = Σ_i (x_it − x̄_i)
//! ```
//!
//! with `m_i` the 0/1 pattern of row i, `n_i` and `n_t` the cells of a row and of a column. In a linked panel S has one null
//! direction (all effects moved alike), removed by `g_0 = 0`; the rest is positive definite and factorised once. Without
//! gaps `g_t = r_t / N`. The shorter side of the panel is made the columns.

use super::TwoWayError;

/// Most columns that the exact solver factorises (32 MB, some seconds).
const MOST_COLUMNS: usize = 2_000;

/// Least-squares residuals on row and column effects, for one pattern of missing cells.
pub(super) struct Projection {
    columns: usize,
    solver: Solver,
}

enum Solver {
    /// No cell is missing: the column effects are the column means.
    Complete,
    /// Lower Cholesky factor of S without its first row and column, (columns − 1) squared.
    Gaps { factor: Vec<f64> },
    /// As `Gaps`, for the transposed panel.
    GapsTransposed { factor: Vec<f64> },
}

impl Projection {
    /// For matrices of `rows` × `columns` that are NaN where `pattern` is.
    pub(super) fn new(pattern: &[f64], rows: usize, columns: usize) -> Result<Self, TwoWayError> {
        if pattern.iter().all(|cell| !cell.is_nan()) {
            return Ok(Self { columns, solver: Solver::Complete });
        }
        if rows.min(columns) > MOST_COLUMNS {
            return Err(TwoWayError::TooLarge { units: rows, periods: columns, most: MOST_COLUMNS });
        }
        let solver = if columns <= rows {
            Solver::Gaps { factor: factor(pattern, columns) }
        } else {
            Solver::GapsTransposed { factor: factor(&transposed(pattern, columns), rows) }
        };
        Ok(Self { columns, solver })
    }

    /// What row and column effects leave of `values`; nought where a cell is missing.
    pub(super) fn residuals(&self, values: &[f64]) -> Vec<f64> {
        let mut residuals = self.swept(values);
        for (residual, value) in residuals.iter_mut().zip(values) {
            if value.is_nan() {
                *residual = 0.0;
            }
        }
        residuals
    }

    fn swept(&self, values: &[f64]) -> Vec<f64> {
        match &self.solver {
            Solver::Complete => {
                let rows = values.len() / self.columns;
                sweep_twice(values.to_vec(), self.columns, |sums| {
                    for sum in sums {
                        *sum /= rows as f64;
                    }
                })
            }
            Solver::Gaps { factor } => sweep_twice(values.to_vec(), self.columns, |sums| solve(factor, sums)),
            Solver::GapsTransposed { factor } => {
                let rows = values.len() / self.columns;
                let swept = sweep_twice(transposed(values, self.columns), rows, |sums| solve(factor, sums));
                transposed(&swept, rows)
            }
        }
    }
}

/// Takes both effects off; the second pass takes off what rounding left in the first.
fn sweep_twice(mut values: Vec<f64>, columns: usize, to_effects: impl Fn(&mut [f64])) -> Vec<f64> {
    for _ in 0..2 {
        subtract_row_means(&mut values, columns);
        let mut effects = vec![0.0; columns];
        for row in values.chunks_exact(columns) {
            for (sum, &value) in effects.iter_mut().zip(row) {
                *sum += if value.is_nan() { 0.0 } else { value };
            }
        }
        to_effects(&mut effects);
        for row in values.chunks_exact_mut(columns) {
            row.iter_mut().zip(&effects).for_each(|(value, effect)| *value -= effect);
        }
        subtract_row_means(&mut values, columns);
    }
    values
}

fn subtract_row_means(values: &mut [f64], columns: usize) {
    for row in values.chunks_exact_mut(columns) {
        let observed = || row.iter().filter(|value| !value.is_nan());
        let mean = observed().sum::<f64>() / observed().count() as f64;
        for value in row {
            *value -= mean;
        }
    }
}

fn transposed(values: &[f64], columns: usize) -> Vec<f64> {
    (0..columns).flat_map(|column| values.iter().skip(column).step_by(columns).copied()).collect()
}

/// Cholesky factor of S without its first row and column.
fn factor(pattern: &[f64], columns: usize) -> Vec<f64> {
    let order = columns - 1;
    let mut system = vec![0.0; order * order];
    let mut complete_rows = 0_usize;
    for row in pattern.chunks_exact(columns) {
        let observed: Vec<usize> = (0..columns).filter(|&column| !row[column].is_nan()).collect();
        if observed.len() == columns {
            complete_rows += 1;
            continue;
        }
        let share = 1.0 / observed.len() as f64;
        let others: Vec<usize> = observed.iter().filter_map(|column| column.checked_sub(1)).collect();
        for (position, &a) in others.iter().enumerate() {
            system[a * order + a] += 1.0;
            for &b in &others[..=position] {
                system[a * order + b] -= share;
            }
        }
    }
    let complete = complete_rows as f64;
    for a in 0..order {
        system[a * order + a] += complete;
        for b in 0..=a {
            system[a * order + b] -= complete / columns as f64;
        }
    }
    cholesky(&mut system, order);
    system
}

/// In place, lower triangle.
fn cholesky(matrix: &mut [f64], order: usize) {
    for a in 0..order {
        for b in 0..=a {
            let (row_a, row_b) = (&matrix[a * order..a * order + b], &matrix[b * order..b * order + b]);
            let rest = matrix[a * order + b] - row_a.iter().zip(row_b).map(|(l, r)| l * r).sum::<f64>();
            matrix[a * order + b] = if a == b { rest.sqrt() } else { rest / matrix[b * order + b] };
        }
    }
}

/// Turns the right-hand side r into the effects g, with `g_0 = 0`.
fn solve(factor: &[f64], sums: &mut [f64]) {
    let Some((first, rest)) = sums.split_first_mut() else { return };
    *first = 0.0;
    let order = rest.len();
    for a in 0..order {
        let known: f64 = (0..a).map(|b| factor[a * order + b] * rest[b]).sum();
        rest[a] = (rest[a] - known) / factor[a * order + a];
    }
    for a in (0..order).rev() {
        let known: f64 = (a + 1..order).map(|b| factor[b * order + a] * rest[b]).sum();
        rest[a] = (rest[a] - known) / factor[a * order + a];
    }
}
