//! The cells that tell something about the effect, or the reason why none do.

use super::{Cells, Singletons, TwoWayError};

/// Units and periods with at least two cells each, all of them linked; both matrices are units × `columns`, NaN where missing.
pub(super) struct Sample {
    /// y.
    pub(super) outcomes: Vec<f64>,
    /// D.
    pub(super) treatment: Vec<f64>,
    /// Whether each unit is treated.
    pub(super) treated: Vec<bool>,
    /// Number of periods.
    pub(super) columns: usize,
    /// First column that is treated.
    pub(super) start: usize,
    /// Number of cells that are not missing.
    pub(super) cells: usize,
    /// What was left out.
    pub(super) singletons: Singletons,
}

impl Sample {
    pub(super) fn new(cells: &Cells<'_>) -> Result<Self, TwoWayError> {
        check(cells)?;
        let (rows, columns, singletons) = without_singletons(cells);
        let pick =
            |row: usize| columns.iter().map(move |&column| cells.outcomes[row * cells.periods + column]);
        let outcomes: Vec<f64> = rows.iter().flat_map(|&row| pick(row)).collect();
        let treated: Vec<bool> = rows.iter().map(|&row| cells.treated[row]).collect();
        let start = columns.partition_point(|&column| column < cells.start);
        let width = columns.len().max(1);
        let treatment = outcomes.iter().enumerate().map(|(index, outcome)| {
            let is_treated = treated[index / width] && index % width >= start;
            if outcome.is_nan() { f64::NAN } else { f64::from(u8::from(is_treated)) }
        });
        let sample = Self {
            treatment: treatment.collect(),
            cells: outcomes.iter().filter(|outcome| !outcome.is_nan()).count(),
            columns: columns.len(),
            outcomes,
            treated,
            start,
            singletons,
        };
        sample.check_comparison()?;
        sample.check_links(&columns)?;
        Ok(sample)
    }

    pub(super) fn units(&self) -> usize {
        self.treated.len()
    }

    /// Whether a unit is observed before the start, and from it on.
    fn sides(&self, unit: usize) -> (bool, bool) {
        let row = &self.outcomes[unit * self.columns..(unit + 1) * self.columns];
        let observed = |part: &[f64]| part.iter().any(|outcome| !outcome.is_nan());
        let (before, after) = row.split_at(self.start);
        (observed(before), observed(after))
    }

    /// Numbers of treated and of untreated units that are observed on both sides of the start.
    pub(super) fn units_on_both_sides(&self) -> (usize, usize) {
        let both = |unit: &usize| self.sides(*unit) == (true, true);
        let (treated, untreated): (Vec<usize>, Vec<usize>) =
            (0..self.units()).filter(both).partition(|&unit| self.treated[unit]);
        (treated.len(), untreated.len())
    }

    fn check_comparison(&self) -> Result<(), TwoWayError> {
        let treated = || (0..self.units()).filter(|&unit| self.treated[unit]);
        if !treated().any(|unit| self.sides(unit).1) {
            Err(TwoWayError::NoTreatedCell)
        } else if !treated().any(|unit| self.sides(unit).0) {
            Err(TwoWayError::NoPrePeriod)
        } else if self.treated.iter().all(|&treated| treated) {
            Err(TwoWayError::NoComparison)
        } else {
            Ok(())
        }
    }

    /// Refuses a panel whose periods fall into sets that share no unit; `columns` are the periods as the caller counts them.
    fn check_links(&self, columns: &[usize]) -> Result<(), TwoWayError> {
        let mut parents: Vec<usize> = (0..self.columns).collect();
        for row in self.outcomes.chunks_exact(self.columns) {
            let mut observed = (0..row.len()).filter(|&column| !row[column].is_nan());
            let Some(first) = observed.next() else { continue };
            for column in observed {
                let (a, b) = (root(&mut parents, first), root(&mut parents, column));
                parents[a.max(b)] = a.min(b);
            }
        }
        // Roots are the smallest of their set, so that an unlinked set shows as a second root.
        match (1..self.columns).find(|&column| parents[column] == column) {
            Some(other) => Err(TwoWayError::Disconnected { period: columns[0], other: columns[other] }),
            None => Ok(()),
        }
    }
}

pub(super) fn check(cells: &Cells<'_>) -> Result<(), TwoWayError> {
    let Cells { outcomes, periods, treated, .. } = *cells;
    if treated.len().checked_mul(periods) != Some(outcomes.len()) {
        return Err(TwoWayError::Shape { outcomes: outcomes.len(), units: treated.len(), periods });
    }
    match outcomes.iter().position(|outcome| outcome.is_infinite()) {
        Some(index) => Err(TwoWayError::Infinite { unit: index / periods, period: index % periods }),
        None => Ok(()),
    }
}

fn root(parents: &mut [usize], mut node: usize) -> usize {
    while parents[node] != node {
        parents[node] = parents[parents[node]];
        node = parents[node];
    }
    node
}

/// Rows and columns to keep. Leaving one out can leave another with a single cell, so that it is repeated until nothing changes;
/// rows and columns without any cell go too, and are not reported.
fn without_singletons(cells: &Cells<'_>) -> (Vec<usize>, Vec<usize>, Singletons) {
    let mut rows: Vec<usize> = (0..cells.treated.len()).collect();
    let mut columns: Vec<usize> = (0..cells.periods).collect();
    let mut singletons = Singletons::default();
    let observed = |row: usize, column: usize| !cells.outcomes[row * cells.periods + column].is_nan();
    loop {
        let before = (rows.len(), columns.len());
        rows.retain(|&row| {
            let count = columns.iter().filter(|&&column| observed(row, column)).count();
            if count == 1 {
                singletons.units.push(row);
            }
            count > 1
        });
        let mut counts = vec![0_usize; cells.periods];
        for &row in &rows {
            for &column in &columns {
                counts[column] += usize::from(observed(row, column));
            }
        }
        columns.retain(|&column| {
            if counts[column] == 1 {
                singletons.periods.push(column);
            }
            counts[column] > 1
        });
        // Only a column that goes can leave a row with a single cell.
        if columns.len() == before.1 {
            break;
        }
    }
    singletons.units.sort_unstable();
    singletons.periods.sort_unstable();
    (rows, columns, singletons)
}
