//! Difference-in-differences by two-way fixed effects, on panels that may have missing cells.
//!
//! ```text
//! y_it = α_i + γ_t + τ·D_it + ε_it        D_it = 1 for treated units from the start on
//! ```
//!
//! τ is estimated by least squares over the observed cells: y and D are freed of the unit and period effects
//! (`projection.rs`), and τ̂ = D̃′ỹ / D̃′D̃ (Frisch, Waugh and Lovell). The start is common to all treated units, so that no treated
//! unit serves as comparison for another. Errors are clustered by unit (`clustered.rs`). Method page:
//! `docs/methods/difference-in-differences.md`.

mod clustered;
mod projection;
mod sample;
mod two_by_two;

pub use clustered::{ClusterRobust, ClusterRobustRefusal, FEW_CLUSTERS, FEW_CLUSTERS_WARNING};
pub use two_by_two::{TwoByTwo, two_by_two};

use projection::Projection;
use sample::Sample;

/// Outcomes by unit and period, and who was treated from when.
#[derive(Debug, Clone, Copy)]
pub struct Cells<'a> {
    /// Units × `periods`, one row a unit; NaN marks a missing cell.
    pub outcomes: &'a [f64],
    /// Number of periods, the length of a row.
    pub periods: usize,
    /// For each unit, whether it is treated from `start` on.
    pub treated: &'a [bool],
    /// Column of the first treated period.
    pub start: usize,
}

/// Units and periods left out because a single cell is all they have: their own effect fits it exactly, so that it tells nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Singletons {
    /// Rows of the units.
    pub units: Vec<usize>,
    /// Columns of the periods.
    pub periods: Vec<usize>,
}

/// The estimate, its errors, and what it rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct TwoWayFixedEffects {
    /// τ̂, the average effect on the treated cells, in the unit of the outcome.
    pub att: f64,
    /// Standard error, test and interval, or why there are none.
    pub inference: Result<ClusterRobust, ClusterRobustRefusal>,
    /// Cells used.
    pub cells: usize,
    /// Units used.
    pub units: usize,
    /// Periods used.
    pub periods: usize,
    /// What was left out as uninformative.
    pub singletons: Singletons,
}

/// Why τ cannot be estimated. Units and periods are rows and columns of [`Cells::outcomes`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TwoWayError {
    /// The outcomes are not units × periods.
    #[error("{outcomes} outcomes are not {units} units times {periods} periods; lay them out one row a unit")]
    Shape {
        /// Number of outcomes given.
        outcomes: usize,
        /// Number of units.
        units: usize,
        /// Number of periods.
        periods: usize,
    },
    /// An infinite outcome.
    #[error("the outcome of unit {unit} in period {period} is infinite; correct it, or mark it missing")]
    Infinite {
        /// Row of the unit.
        unit: usize,
        /// Column of the period.
        period: usize,
    },
    /// Sums leave the range of floating point.
    #[error("the outcomes are too large to be added up; express them in other units")]
    OutOfRange,
    /// No treated unit is observed from the start on.
    #[error(
        "no treated unit is observed from the start on (a unit or period with one cell does not count); check the treated units and the start"
    )]
    NoTreatedCell,
    /// No treated unit is observed before the start.
    #[error(
        "no treated unit is observed before the start, so there is no level to compare with; begin the data earlier or move the start"
    )]
    NoPrePeriod,
    /// No untreated unit is observed.
    #[error("no untreated unit is observed, so there is nothing to compare with; add donors")]
    NoComparison,
    /// The treatment is a combination of unit and period effects.
    #[error(
        "the treatment cannot be told from the unit and period effects: no treated unit, or no donor, is observed on both sides of the start together with the others; fill gaps or choose other units"
    )]
    Collinear,
    /// Two sets of periods share no unit.
    #[error(
        "no chain of units links period {period} to period {other}, so their effects cannot be compared; drop the periods of one side"
    )]
    Disconnected {
        /// Column of a period.
        period: usize,
        /// Column of a period that is not linked to it.
        other: usize,
    },
    /// A cell is missing where means need all of them.
    #[error(
        "unit {unit} has no outcome in period {period}: the means of a 2×2 table need every cell; use two-way fixed effects or drop the unit"
    )]
    MissingCell {
        /// Row of the unit.
        unit: usize,
        /// Column of the period.
        period: usize,
    },
    /// The smaller side of an unbalanced panel is beyond what the exact solver takes.
    #[error(
        "{units} units by {periods} periods with gaps are too many for the exact solver ({most} on the shorter side); sum days to weeks or months, or fill the gaps"
    )]
    TooLarge {
        /// Units used.
        units: usize,
        /// Periods used.
        periods: usize,
        /// Most units or periods on the shorter side.
        most: usize,
    },
}

/// Share of D's sum of squares that must be left beside the fixed effects; rounding leaves some 1e-24.
const COLLINEAR: f64 = 1e-14;

/// Average effect on the treated by two-way fixed effects, with errors clustered by unit.
///
/// Time and memory are proportional to the number of cells; gaps add the cube of the shorter side.
///
/// # Errors
/// Every variant of [`TwoWayError`] but [`TwoWayError::MissingCell`]. Too few clusters for a standard error are no error here: the
/// estimate stands and [`TwoWayFixedEffects::inference`] says what is wrong with its spread.
pub fn two_way_fixed_effects(cells: &Cells<'_>) -> Result<TwoWayFixedEffects, TwoWayError> {
    let sample = Sample::new(cells)?;
    let projection = Projection::new(&sample.outcomes, sample.units(), sample.columns)?;
    // D̃ and ỹ of the method page, then ê in the place of ỹ.
    let treatment = projection.residuals(&sample.treatment);
    let mut residuals = projection.residuals(&sample.outcomes);
    let treatment_squares = dot(&treatment, &treatment);
    let treated_cells = sample.treatment.iter().filter(|&&treated| treated == 1.0).count();
    if treatment_squares <= COLLINEAR * treated_cells as f64 {
        return Err(TwoWayError::Collinear);
    }
    let att = dot(&treatment, &residuals) / treatment_squares;
    residuals.iter_mut().zip(&treatment).for_each(|(residual, treatment)| *residual -= att * treatment);
    if !att.is_finite() || residuals.iter().any(|residual| !residual.is_finite()) {
        return Err(TwoWayError::OutOfRange);
    }
    let inference = clustered::cluster_robust(&sample, att, &treatment, treatment_squares, &residuals);
    Ok(TwoWayFixedEffects {
        att,
        inference,
        cells: sample.cells,
        units: sample.units(),
        periods: sample.columns,
        singletons: sample.singletons,
    })
}

fn dot(left: &[f64], right: &[f64]) -> f64 {
    left.iter().zip(right).map(|(l, r)| l * r).sum()
}
