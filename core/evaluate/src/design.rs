//! From a panel to the balanced matrix that every estimator reads: who was treated, from when, and who may stand as
//! comparison, with the reason for each unit left out.

mod error;
mod pool;
mod scaling;
mod screening;
mod treated_series;
mod unbalanced;
mod window;

pub use error::DesignError;
pub use treated_series::TreatedSeries;
pub use unbalanced::UnbalancedDesign;

use std::collections::{BTreeMap, BTreeSet};

use commonweal_quantity::Period;
use commonweal_quantity::nearest::nearest;

use crate::evaluation::Dropped;
use crate::matrix::{Matrix, mean};
use crate::panel::Panel;
use crate::scale::Scale;
use pool::Pool;
use scaling::scaled_series;
use screening::{Gaps, largest_jump};
use window::Window;

/// What the design is to be, in terms of the panel's own units and periods.
#[derive(Debug, Clone, PartialEq)]
pub struct DesignOptions {
    /// Units that the collaboration reached.
    pub treated: Vec<String>,
    /// First period of the collaboration; read at the panel's frequency.
    pub from: Period,
    /// First period to look at; the panel's first where `None`.
    pub since: Option<Period>,
    /// Last period to look at; the panel's last where `None`.
    pub until: Option<Period>,
    /// Units to leave out, each with its reason.
    pub exclude: BTreeMap<String, String>,
    /// Units that stay in the pool whatever the screening says.
    pub keep: BTreeSet<String>,
    /// Donors whose series jumps between two consecutive periods by more than this factor less one (0.5 is 50%, up or down
    /// by the same ratio) are left out: a merger or a closure breaks a series so. `None` screens nothing.
    pub max_jump: Option<f64>,
    /// Scale of the outcome.
    pub scale: Scale,
}

/// The balanced matrix: donors first, treated units last, the pre-period first, the post-period last.
#[derive(Debug, Clone, PartialEq)]
pub struct Design {
    /// Donor units, in order of name; rows `0..N0` of `outcomes`.
    pub donors: Vec<String>,
    /// Treated units, in order of name; rows `N0..N0+N1`.
    pub treated: Vec<String>,
    /// Periods of the window; columns of `outcomes`.
    pub periods: Vec<Period>,
    /// T0: the number of periods before the start.
    pub pre_periods: usize,
    /// Outcomes on the scale asked for, `(N0+N1) × T`.
    pub outcomes: Matrix,
    /// Units left out, in order of name.
    pub dropped: Vec<Dropped>,
    /// What a reader should know of the screening.
    pub warnings: Vec<String>,
}

impl Design {
    /// Screens the panel and lays out the matrix.
    ///
    /// A unit leaves the donor pool when the options exclude it, when it lacks a value in the window, when it looks like
    /// a total of the others (at least nine tenths of their sum in every period, among at least five of
    /// them), or when its series jumps by more than [`DesignOptions::max_jump`]. Each carries its reason.
    ///
    /// # Errors
    /// [`DesignError`], naming the unit, period or option.
    pub fn new(
        panel: &Panel,
        population: Option<&Panel>,
        options: &DesignOptions,
    ) -> Result<Self, DesignError> {
        let window = Window::new(panel, options)?.with_pre_periods()?;
        let treated = treated_units(panel, options)?;
        let Pool { donors, mut rows, dropped } =
            Pool::screened(panel, population, options, &window, &treated, Gaps::Refused)?;
        for &position in &treated {
            complete_or_error(panel, position, &window)?;
            rows.push(scaled_series(panel, population, position, &window, options.scale)?);
        }
        let outcomes = Matrix::from_rows(window.periods.len(), rows.iter().map(Vec::as_slice));
        let mut warnings: Vec<String> = unknown_exclusions(panel, options);
        let design = Self {
            donors: panel.names(&donors),
            treated: panel.names(&treated),
            periods: window.periods.to_vec(),
            pre_periods: window.pre_periods,
            outcomes,
            dropped,
            warnings: Vec::new(),
        };
        warnings.extend(design.scale_warning(options.scale));
        warnings.extend(design.jump_warning(options));
        Ok(Self { warnings, ..design })
    }

    /// N0: the number of donors.
    pub fn donor_count(&self) -> usize {
        self.donors.len()
    }

    /// N1: the number of treated units.
    pub fn treated_count(&self) -> usize {
        self.treated.len()
    }

    /// T1: the number of periods from the start on.
    pub fn post_periods(&self) -> usize {
        self.periods.len() - self.pre_periods
    }

    /// Mean of the treated units, period by period.
    pub fn treated_mean(&self) -> Vec<f64> {
        let rows: Vec<usize> = (self.donor_count()..self.outcomes.rows()).collect();
        crate::weighting::mean_rows(&self.outcomes, &rows)
    }

    /// The design as it stood before the start, with the start pretended at `pre_periods` periods from the beginning.
    #[must_use]
    pub fn placebo_in_time(&self, pre_periods: usize) -> Self {
        let end = self.pre_periods;
        let rows = (0..self.outcomes.rows()).map(|row| &self.outcomes.row(row)[..end]);
        Self {
            outcomes: Matrix::from_rows(end, rows),
            periods: self.periods[..end].to_vec(),
            pre_periods,
            ..self.clone()
        }
    }

    /// Warns where donors differ so much in size that placebos on this scale are not exchangeable with the treated.
    fn scale_warning(&self, scale: Scale) -> Option<String> {
        if scale != Scale::Level {
            return None;
        }
        let means: Vec<f64> = (0..self.outcomes.rows()).map(|row| mean(self.outcomes.row(row))).collect();
        let smallest = means.iter().copied().fold(f64::INFINITY, f64::min);
        let largest = means.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        (smallest > 0.0 && largest / smallest > 10.0).then(|| {
            format!(
                "units differ in size by a factor of {:.0}: placebos among large units exaggerate the noise of small ones; compare with --log or a rate",
                largest / smallest
            )
        })
    }

    /// Names donors whose series jumps, where the user has not screened for it.
    fn jump_warning(&self, options: &DesignOptions) -> Option<String> {
        const WORTH_A_LOOK: f64 = 0.5;
        if options.max_jump.is_some() || options.scale == Scale::Log {
            return None;
        }
        let mut jumps: Vec<String> = Vec::new();
        for (row, unit) in self.donors.iter().enumerate() {
            if let Some(jump) = largest_jump(self.outcomes.row(row)).filter(|jump| jump.size > WORTH_A_LOOK) {
                jumps.push(format!("{unit} ({})", self.periods[jump.column]));
            }
        }
        if jumps.is_empty() {
            return None;
        }
        let shown = jumps.iter().take(5).cloned().collect::<Vec<_>>().join(", ");
        let more = if jumps.len() > 5 { format!(" and {} more", jumps.len() - 5) } else { String::new() };
        Some(format!(
            "{} donor(s) change by more than half between consecutive periods, which a merger, a closure or a change of recording would explain: {shown}{more}; leave them out with --exclude or screen with --max-jump",
            jumps.len()
        ))
    }
}

fn treated_units(panel: &Panel, options: &DesignOptions) -> Result<Vec<usize>, DesignError> {
    if options.treated.is_empty() {
        return Err(DesignError::NoTreated);
    }
    let mut positions = BTreeSet::new();
    for unit in &options.treated {
        if options.exclude.contains_key(unit) {
            return Err(DesignError::TreatedExcluded { unit: unit.clone() });
        }
        let position = panel.unit_position(unit).ok_or_else(|| DesignError::UnknownTreated {
            unit: unit.clone(),
            nearest: nearest(unit, panel.units().iter().map(String::as_str)).map(str::to_owned),
        })?;
        positions.insert(position);
    }
    Ok(positions.into_iter().collect())
}

fn unknown_exclusions(panel: &Panel, options: &DesignOptions) -> Vec<String> {
    let unknown: Vec<&str> = options
        .exclude
        .keys()
        .chain(&options.keep)
        .map(String::as_str)
        .filter(|unit| panel.unit_position(unit).is_none())
        .collect();
    if unknown.is_empty() {
        return Vec::new();
    }
    vec![format!(
        "named in --exclude or --keep but not in the panel, so without effect: {}",
        unknown.join(", ")
    )]
}

fn complete_or_error(panel: &Panel, position: usize, window: &Window<'_>) -> Result<(), DesignError> {
    let series = &panel.series(position)[window.range()];
    let missing = series.iter().filter(|value| value.is_nan()).count();
    match series.iter().position(|value| value.is_nan()) {
        None => Ok(()),
        Some(first) => Err(DesignError::TreatedIncomplete {
            unit: panel.units()[position].clone(),
            missing,
            of: series.len(),
            first: window.periods[first],
        }),
    }
}
