//! Small dense linear algebra: at most some two dozen unknowns.

/// The inverse of a square matrix given by rows, by Gauss–Jordan elimination with partial pivoting; `None` where it has none.
pub(crate) fn inverse(rows: &[Vec<f64>]) -> Option<Vec<Vec<f64>>> {
    const SINGULAR: f64 = 1e-11;
    let size = rows.len();
    let mut work: Vec<Vec<f64>> = rows.to_vec();
    for (at, row) in work.iter_mut().enumerate() {
        row.extend((0..size).map(|column| f64::from(u8::from(column == at))));
    }
    for column in 0..size {
        let pivot =
            (column..size).max_by(|a, b| work[*a][column].abs().total_cmp(&work[*b][column].abs()))?;
        if work[pivot][column].abs() < SINGULAR {
            return None;
        }
        work.swap(column, pivot);
        let scale = work[column][column];
        work[column].iter_mut().for_each(|entry| *entry /= scale);
        let row = work[column].clone();
        for (_, other) in work.iter_mut().enumerate().filter(|(at, _)| *at != column) {
            let times = other[column];
            if times != 0.0 {
                other.iter_mut().zip(&row).for_each(|(entry, pivot)| *entry -= times * pivot);
            }
        }
    }
    Some(work.into_iter().map(|row| row[size..].to_vec()).collect())
}

/// Σ `a_i` `b_i`.
pub(crate) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// The matrix, given by rows, times a vector.
pub(crate) fn times(rows: &[Vec<f64>], vector: &[f64]) -> Vec<f64> {
    rows.iter().map(|row| dot(row, vector)).collect()
}

/// A row vector times the matrix given by rows.
pub(crate) fn times_from_left(vector: &[f64], rows: &[Vec<f64>]) -> Vec<f64> {
    let mut product = vec![0.0; rows.first().map_or(0, Vec::len)];
    for (factor, row) in vector.iter().zip(rows) {
        product.iter_mut().zip(row).for_each(|(sum, entry)| *sum += factor * entry);
    }
    product
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_inverse_undoes_the_matrix_even_with_a_nought_on_the_diagonal() {
        let matrix = vec![vec![0.0, 2.0, 1.0], vec![1.0, 1.0, 0.0], vec![3.0, 0.0, 1.0]];
        let inverse = inverse(&matrix).unwrap();
        let vector = [3.0, -1.0, 2.0];
        for back in [
            times(&inverse, &times(&matrix, &vector)),
            times_from_left(&times_from_left(&vector, &matrix), &inverse),
        ] {
            assert!(back.iter().zip(vector).all(|(a, b)| (a - b).abs() < 1e-12), "{back:?}");
        }
    }

    #[test]
    fn a_singular_matrix_has_none() {
        assert_eq!(inverse(&[vec![1.0, 2.0], vec![2.0, 4.0]]), None);
    }
}
