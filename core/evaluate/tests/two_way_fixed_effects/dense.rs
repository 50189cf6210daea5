//! The slow, obvious reference: a column of zeros and ones for each unit and period, one for the treatment, and textbook
//! formulas on whole matrices. It shares nothing with the fast solver.

use commonweal_evaluate::two_way_fixed_effects::Cells;

#[derive(Debug)]
pub(crate) struct Dense {
    pub(crate) att: f64,
    /// NaN where there are as many coefficients as cells.
    pub(crate) standard_error: f64,
    pub(crate) cells: usize,
    pub(crate) clusters: usize,
}

type Matrix = Vec<Vec<f64>>;

/// Observed cells as (unit, period, outcome), without units and periods that have one cell.
fn informative(cells: &Cells<'_>) -> Vec<(usize, usize, f64)> {
    let index = |i: usize| (i / cells.periods, i % cells.periods);
    let mut rows: Vec<(usize, usize, f64)> = (0..cells.outcomes.len())
        .map(|i| (index(i).0, index(i).1, cells.outcomes[i]))
        .filter(|cell| !cell.2.is_nan())
        .collect();
    loop {
        let all = rows.clone();
        rows.retain(|cell| {
            all.iter().filter(|other| other.0 == cell.0).count() > 1
                && all.iter().filter(|other| other.1 == cell.1).count() > 1
        });
        if rows.len() == all.len() {
            return rows;
        }
    }
}

fn distinct(mut values: Vec<usize>) -> Vec<usize> {
    values.sort_unstable();
    values.dedup();
    values
}

/// Gauss–Jordan with full row pivoting; `None` where a pivot vanishes.
fn inverse(mut matrix: Matrix) -> Option<Matrix> {
    let order = matrix.len();
    for (row, values) in matrix.iter_mut().enumerate() {
        values.extend((0..order).map(|column| f64::from(u8::from(row == column))));
    }
    for step in 0..order {
        let pivot = (step..order).max_by(|&a, &b| matrix[a][step].abs().total_cmp(&matrix[b][step].abs()))?;
        if matrix[pivot][step].abs() < 1e-9 {
            return None;
        }
        matrix.swap(step, pivot);
        let scale = matrix[step][step];
        matrix[step].iter_mut().for_each(|value| *value /= scale);
        let pivot_row = matrix[step].clone();
        for (row, values) in matrix.iter_mut().enumerate() {
            let factor = values[step];
            if row != step {
                values.iter_mut().zip(&pivot_row).for_each(|(value, pivot)| *value -= factor * pivot);
            }
        }
    }
    Some(matrix.into_iter().map(|row| row[order..].to_vec()).collect())
}

fn product(matrix: &Matrix, vector: &[f64]) -> Vec<f64> {
    matrix.iter().map(|row| row.iter().zip(vector).map(|(a, b)| a * b).sum()).collect()
}

/// `None` where the treatment, unit and period columns are linearly dependent.
pub(crate) fn least_squares(cells: &Cells<'_>) -> Option<Dense> {
    let rows = informative(cells);
    let units = distinct(rows.iter().map(|cell| cell.0).collect());
    let periods = distinct(rows.iter().map(|cell| cell.1).collect());
    let is = |condition: bool| f64::from(u8::from(condition));
    // The first period has no column: the unit columns add up to the constant.
    let design: Matrix = rows
        .iter()
        .map(|&(unit, period, _)| {
            let treatment = is(cells.treated[unit] && period >= cells.start);
            let dummies = units.iter().map(|&u| is(u == unit));
            std::iter::once(treatment)
                .chain(dummies)
                .chain(periods.iter().skip(1).map(|&p| is(p == period)))
                .collect()
        })
        .collect();
    let width = design.first()?.len();
    let column_sums = |weights: &[f64]| -> Vec<f64> {
        (0..width).map(|k| design.iter().zip(weights).map(|(x, w)| x[k] * w).sum()).collect()
    };
    let cross = (0..width).map(|k| column_sums(&design.iter().map(|x| x[k]).collect::<Vec<_>>())).collect();
    let bread = inverse(cross)?;
    let outcomes: Vec<f64> = rows.iter().map(|cell| cell.2).collect();
    let coefficients = product(&bread, &column_sums(&outcomes));
    let fitted = product(&design, &coefficients);
    // The first row of (X′X)⁻¹ (Σ_g X_g′e_g e_g′X_g) (X′X)⁻¹ is all that the treatment needs.
    let meat: f64 = units
        .iter()
        .map(|&unit| {
            let residuals: Vec<f64> =
                (0..rows.len()).map(|i| is(rows[i].0 == unit) * (outcomes[i] - fitted[i])).collect();
            product(&bread, &column_sums(&residuals))[0].powi(2)
        })
        .sum();
    let (n, g, k) = (rows.len() as f64, units.len() as f64, periods.len() as f64 + 1.0);
    let variance = g / (g - 1.0) * (n - 1.0) / (n - k) * meat;
    Some(Dense {
        att: coefficients[0],
        standard_error: variance.sqrt(),
        cells: rows.len(),
        clusters: units.len(),
    })
}
