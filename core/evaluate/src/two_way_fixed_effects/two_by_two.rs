//! The 2×2 table of means, which equals two-way fixed effects where no cell is missing.

use super::{Cells, TwoWayError};

/// Means of the four groups of cells.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TwoByTwo {
    /// Treated units before the start.
    pub treated_pre: f64,
    /// Treated units from the start on.
    pub treated_post: f64,
    /// Donors before the start.
    pub donors_pre: f64,
    /// Donors from the start on.
    pub donors_post: f64,
}

impl TwoByTwo {
    /// (treated post − treated pre) − (donors post − donors pre), the average effect on the treated.
    pub fn att(&self) -> f64 {
        (self.treated_post - self.treated_pre) - (self.donors_post - self.donors_pre)
    }
}

/// The four means of a panel without gaps.
///
/// # Errors
/// [`TwoWayError::MissingCell`] for the first gap; [`TwoWayError::NoTreatedCell`], [`TwoWayError::NoPrePeriod`] and
/// [`TwoWayError::NoComparison`] where one of the four groups is empty; [`TwoWayError::Shape`], [`TwoWayError::Infinite`] and
/// [`TwoWayError::OutOfRange`].
pub fn two_by_two(cells: &Cells<'_>) -> Result<TwoByTwo, TwoWayError> {
    super::sample::check(cells)?;
    let Cells { outcomes, periods, treated, start } = *cells;
    if let Some(index) = outcomes.iter().position(|outcome| outcome.is_nan()) {
        return Err(TwoWayError::MissingCell { unit: index / periods, period: index % periods });
    }
    if start >= periods || !treated.contains(&true) {
        return Err(TwoWayError::NoTreatedCell);
    }
    if start == 0 {
        return Err(TwoWayError::NoPrePeriod);
    }
    if !treated.contains(&false) {
        return Err(TwoWayError::NoComparison);
    }
    let mean = |is_treated: bool, columns: std::ops::Range<usize>| {
        let rows = outcomes.chunks_exact(periods).zip(treated).filter(|&(_, &treated)| treated == is_treated);
        let (sum, count) = rows.fold((0.0, 0_usize), |(sum, count), (row, _)| {
            (sum + row[columns.clone()].iter().sum::<f64>(), count + columns.len())
        });
        sum / count as f64
    };
    let table = TwoByTwo {
        treated_pre: mean(true, 0..start),
        treated_post: mean(true, start..periods),
        donors_pre: mean(false, 0..start),
        donors_post: mean(false, start..periods),
    };
    if table.att().is_finite() { Ok(table) } else { Err(TwoWayError::OutOfRange) }
}
