//! A dense row-major matrix: no more than the estimators need.

use pulp::{Arch, Simd, WithSimd};

/// Dense `rows × columns` matrix of finite numbers, row after row.
#[derive(Debug, Clone, PartialEq)]
pub struct Matrix {
    rows: usize,
    columns: usize,
    data: Vec<f64>,
}

impl Matrix {
    /// The zero matrix.
    pub fn zeros(rows: usize, columns: usize) -> Self {
        Self { rows, columns, data: vec![0.0; rows * columns] }
    }

    /// The matrix whose rows are given; each must have `columns` entries (shorter rows are filled with zeros).
    pub fn from_rows<'a>(columns: usize, rows: impl IntoIterator<Item = &'a [f64]>) -> Self {
        let mut matrix = Self { rows: 0, columns, data: Vec::new() };
        for row in rows {
            matrix.rows += 1;
            matrix.data.extend(row.iter().copied().take(columns));
            matrix.data.resize(matrix.rows * columns, 0.0);
        }
        matrix
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Number of columns.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// One row.
    pub fn row(&self, row: usize) -> &[f64] {
        &self.data[row * self.columns..(row + 1) * self.columns]
    }

    /// One row, to write to.
    pub fn row_mut(&mut self, row: usize) -> &mut [f64] {
        &mut self.data[row * self.columns..(row + 1) * self.columns]
    }

    /// Rows and columns exchanged.
    #[must_use]
    pub fn transposed(&self) -> Self {
        let mut transposed = Self::zeros(self.columns, self.rows);
        for row in 0..self.rows {
            for (column, &value) in self.row(row).iter().enumerate() {
                transposed.row_mut(column)[row] = value;
            }
        }
        transposed
    }

    /// One entry.
    pub fn at(&self, row: usize, column: usize) -> f64 {
        self.data[row * self.columns + column]
    }
}

/// Mean of some rows.
pub(crate) fn mean_rows(matrix: &Matrix, rows: &[usize]) -> Vec<f64> {
    let mut sum = vec![0.0; matrix.columns()];
    for &row in rows {
        sum.iter_mut().zip(matrix.row(row)).for_each(|(s, v)| *s += v);
    }
    for s in &mut sum {
        *s /= rows.len() as f64;
    }
    sum
}

/// Inner products of the rows: `M Mᵀ`.
pub(crate) fn inner_products(matrix: &Matrix) -> Matrix {
    struct Products<'a>(&'a Matrix);
    impl WithSimd for Products<'_> {
        type Output = Matrix;
        #[expect(clippy::inline_always, reason = "pulp sets the instruction set of the caller")]
        #[inline(always)]
        fn with_simd<S: Simd>(self, _: S) -> Matrix {
            let rows = self.0.rows();
            let mut products = Matrix::zeros(rows, rows);
            for i in 0..rows {
                let row = self.0.row(i);
                for (j, product) in products.row_mut(i)[..=i].iter_mut().enumerate() {
                    *product = dot(row, self.0.row(j));
                }
            }
            products
        }
    }
    let mut products = Arch::new().dispatch(Products(matrix));
    mirror(&mut products);
    products
}

/// Takes `v vᵀ` of each vector v off a symmetric matrix.
pub(crate) fn subtract_outer_products(symmetric: &mut Matrix, vectors: &[&[f64]]) {
    struct Subtract<'a>(&'a mut Matrix, &'a [&'a [f64]]);
    impl WithSimd for Subtract<'_> {
        type Output = ();
        #[expect(clippy::inline_always, reason = "pulp sets the instruction set of the caller")]
        #[inline(always)]
        fn with_simd<S: Simd>(self, _: S) {
            for i in 0..self.0.rows() {
                let row = &mut self.0.row_mut(i)[..=i];
                for vector in self.1 {
                    let factor = vector[i];
                    row.iter_mut().zip(*vector).for_each(|(entry, value)| *entry -= factor * value);
                }
            }
        }
    }
    Arch::new().dispatch(Subtract(symmetric, vectors));
    mirror(symmetric);
}

/// Copies the lower triangle to the upper.
fn mirror(matrix: &mut Matrix) {
    for i in 0..matrix.rows() {
        for j in 0..i {
            matrix.row_mut(j)[i] = matrix.at(i, j);
        }
    }
}

/// Σ aᵢ bᵢ over the shorter of the two, in eight interleaved partial sums: the same bits on every instruction set.
#[inline(always)]
pub(crate) fn dot(a: &[f64], b: &[f64]) -> f64 {
    const LANES: usize = 8;
    let length = a.len().min(b.len());
    let (a8, a_rest) = a[..length].as_chunks::<LANES>();
    let (b8, b_rest) = b[..length].as_chunks::<LANES>();
    let mut lanes = [0.0; LANES];
    for (x, y) in a8.iter().zip(b8) {
        for lane in 0..LANES {
            lanes[lane] += x[lane] * y[lane];
        }
    }
    let mut half = LANES / 2;
    while half > 0 {
        for lane in 0..half {
            lanes[lane] += lanes[lane + half];
        }
        half /= 2;
    }
    lanes[0] + a_rest.iter().zip(b_rest).map(|(x, y)| x * y).sum::<f64>()
}

/// Arithmetic mean; zero for nothing.
pub(crate) fn mean(values: &[f64]) -> f64 {
    if values.is_empty() { 0.0 } else { values.iter().sum::<f64>() / values.len() as f64 }
}

/// Root of the mean square; zero for nothing.
pub(crate) fn root_mean_square(values: &[f64]) -> f64 {
    if values.is_empty() { 0.0 } else { (dot(values, values) / values.len() as f64).sqrt() }
}

/// √((R−1)/R) · sd: the standard deviation with divisor R.
pub(crate) fn population_deviation(values: &[f64]) -> f64 {
    let centre = mean(values);
    (values.iter().map(|v| (v - centre) * (v - centre)).sum::<f64>() / values.len() as f64).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_count_every_entry_whatever_the_length() {
        for length in 0..20_u32 {
            let a: Vec<f64> = (0..length).map(f64::from).collect();
            let expected: u32 = (0..length).map(|i| i * (i + 1)).sum();
            let b: Vec<f64> = (1..30).map(f64::from).collect();
            assert_eq!(dot(&a, &b), f64::from(expected), "{length}");
        }
    }

    #[test]
    fn inner_products_and_what_is_taken_off_them_are_symmetric() {
        let matrix =
            Matrix::from_rows(3, [[1.0, 2.0, 3.0], [0.0, -1.0, 4.0]].iter().map(<[f64; 3]>::as_slice));
        let mut products = inner_products(&matrix);
        assert_eq!((products.row(0), products.row(1)), (&[14.0, 10.0][..], &[10.0, 17.0][..]));
        subtract_outer_products(&mut products, &[&[1.0, 2.0], &[0.0, 3.0]]);
        assert_eq!((products.row(0), products.row(1)), (&[13.0, 8.0][..], &[8.0, 4.0][..]));
        assert_eq!(inner_products(&matrix.transposed()).row(2), [3.0, 2.0, 25.0]);
    }
}
