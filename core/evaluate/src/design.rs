//! From a panel to the balanced matrix that every estimator reads: who was treated, from when, and who may stand as
//! comparison, with the reason for each unit left out.

use std::collections::{BTreeMap, BTreeSet};

use commonweal_quantity::{Period, PeriodError};

use crate::evaluation::Dropped;
use crate::matrix::{Matrix, mean};
use crate::panel::Panel;
use crate::scale::Scale;

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

/// Why a panel and its options do not make a design.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum DesignError {
    /// A treated unit is not in the panel.
    #[error("treated unit '{unit}' is not in the panel{}; write the name as in the data", nearest_text(.nearest))]
    UnknownTreated {
        /// The name given.
        unit: String,
        /// The most similar name there is.
        nearest: Option<String>,
    },
    /// No treated unit was named.
    #[error("no treated unit is named; say who the collaboration reached with --treated")]
    NoTreated,
    /// A treated unit lacks values.
    #[error(
        "treated unit '{unit}' has no value for {missing} of {of} periods (first: {first}); narrow the window with --since and --until, or leave that unit out of --treated"
    )]
    TreatedIncomplete {
        /// The unit.
        unit: String,
        /// Number of missing periods.
        missing: usize,
        /// Periods in the window.
        of: usize,
        /// First missing period.
        first: Period,
    },
    /// A period of the options cannot be read at the panel's frequency.
    #[error("--{option}: {source}")]
    Period {
        /// Which option.
        option: &'static str,
        /// What is wrong with it.
        source: PeriodError,
    },
    /// Too little before the start.
    #[error(
        "only {pre_periods} period(s) before {from} are in the window; at least 2 are needed to see what would have happened anyway: move --since back, or check --from"
    )]
    ShortPrePeriod {
        /// Number of pre-periods.
        pre_periods: usize,
        /// First treated period.
        from: Period,
    },
    /// Nothing from the start on.
    #[error("no period from {from} on is in the window (it ends {last}); check --from and --until")]
    NoPostPeriod {
        /// First treated period.
        from: Period,
        /// Last period in the window.
        last: Period,
    },
    /// The window holds no period of the panel.
    #[error("no period lies in the window; check --since and --until against the data ({first} to {last})")]
    EmptyWindow {
        /// First period of the panel.
        first: Period,
        /// Last period of the panel.
        last: Period,
    },
    /// No donor is left.
    #[error("no comparison unit is left: {dropped} were left out; {example}")]
    NoDonors {
        /// Number left out.
        dropped: usize,
        /// One of them with its reason.
        example: String,
    },
    /// A treated unit was also excluded.
    #[error("'{unit}' is both treated and excluded; name it once")]
    TreatedExcluded {
        /// The unit.
        unit: String,
    },
    /// A value has no logarithm.
    #[error(
        "{unit}, {period}: the value {value} has no logarithm; drop --log, or leave the unit out with --exclude"
    )]
    NoLogarithm {
        /// The unit.
        unit: String,
        /// The period.
        period: Period,
        /// The value.
        value: f64,
    },
    /// A rate cannot be formed.
    #[error(
        "{unit}, {period}: no rate can be formed, the population is {population}; correct the population column"
    )]
    NoRate {
        /// The unit.
        unit: String,
        /// The period.
        period: Period,
        /// The population, or "missing".
        population: String,
    },
    /// A rate was asked for without populations.
    #[error("a rate needs the population of each unit and period; name its column with --population")]
    NoPopulation,
}

fn nearest_text(nearest: &Option<String>) -> String {
    nearest.as_ref().map_or_else(String::new, |name| format!(" (the nearest name is '{name}')"))
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
        let window = Window::new(panel, options)?;
        let treated = treated_units(panel, options)?;
        let mut warnings: Vec<String> = unknown_exclusions(panel, options);
        let totals = looks_like_totals(panel, &window, &treated);
        let mut dropped = Vec::new();
        let mut donors = Vec::new();
        for (position, unit) in panel.units().iter().enumerate() {
            if treated.contains(&position) {
                continue;
            }
            let series = &panel.series(position)[window.range()];
            match why_left_out(unit, series, window.periods, options, totals.get(&position).copied()) {
                Some(reason) => dropped.push(Dropped { unit: unit.clone(), reason }),
                None => donors.push(position),
            }
        }
        for &position in &treated {
            complete_or_error(panel, position, &window)?;
        }
        if let (true, Some(example)) = (donors.is_empty(), dropped.first()) {
            let example = format!("for example {}: {}", example.unit, example.reason);
            return Err(DesignError::NoDonors { dropped: dropped.len(), example });
        }
        if donors.is_empty() {
            let example =
                "the panel holds only treated units; add units that the collaboration did not reach"
                    .to_owned();
            return Err(DesignError::NoDonors { dropped: 0, example });
        }
        let rows: Vec<Vec<f64>> = donors
            .iter()
            .chain(&treated)
            .map(|&position| scaled_series(panel, population, position, &window, options.scale))
            .collect::<Result<_, _>>()?;
        let outcomes = Matrix::from_rows(window.periods.len(), rows.iter().map(Vec::as_slice));
        let name = |&position: &usize| panel.units().get(position).cloned().unwrap_or_default();
        let design = Self {
            donors: donors.iter().map(name).collect(),
            treated: treated.iter().map(name).collect(),
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

/// The columns of the panel inside the window.
struct Window<'a> {
    first: usize,
    periods: &'a [Period],
    pre_periods: usize,
}

impl<'a> Window<'a> {
    fn new(panel: &'a Panel, options: &DesignOptions) -> Result<Self, DesignError> {
        let frequency = panel.frequency();
        let read = |option: &'static str, result: Result<Period, PeriodError>| {
            result.map_err(|source| DesignError::Period { option, source })
        };
        let from = read("from", options.from.first_as(frequency))?;
        let all = panel.periods();
        let first = match options.since {
            Some(since) => {
                let since = read("since", since.first_as(frequency))?;
                all.partition_point(|&period| period < since)
            }
            None => 0,
        };
        let end = match options.until {
            Some(until) => {
                let until = read("until", until.last_as(frequency))?;
                all.partition_point(|&period| period <= until)
            }
            None => all.len(),
        };
        let periods = all.get(first..end).unwrap_or_default();
        let (Some(&last), Some(&panel_first), Some(&panel_last)) = (periods.last(), all.first(), all.last())
        else {
            let bounds = |period: Option<&Period>| period.copied().unwrap_or(from);
            return Err(DesignError::EmptyWindow { first: bounds(all.first()), last: bounds(all.last()) });
        };
        debug_assert!(panel_first <= panel_last);
        let pre_periods = periods.partition_point(|&period| period < from);
        if pre_periods == periods.len() {
            return Err(DesignError::NoPostPeriod { from, last });
        }
        if pre_periods < 2 {
            return Err(DesignError::ShortPrePeriod { pre_periods, from });
        }
        Ok(Self { first, periods, pre_periods })
    }

    fn range(&self) -> std::ops::Range<usize> {
        self.first..self.first + self.periods.len()
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
            nearest: nearest_name(unit, panel.units()),
        })?;
        positions.insert(position);
    }
    Ok(positions.into_iter().collect())
}

/// The name most like `wanted`: equal but for case and spaces, else the smallest edit distance, if small.
fn nearest_name(wanted: &str, names: &[String]) -> Option<String> {
    let limit = (wanted.chars().count() / 3).max(1);
    names
        .iter()
        .map(|name| (edit_distance(&wanted.trim().to_lowercase(), &name.to_lowercase()), name))
        .filter(|&(distance, _)| distance <= limit)
        .min()
        .map(|(_, name)| name.clone())
}

/// Levenshtein distance in characters.
fn edit_distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, &y) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row.last().copied().unwrap_or_default()
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

/// Units that are at least nine tenths of the sum of all other units in every period: a national total
/// among the bodies that it sums. The value is the smallest share seen.
fn looks_like_totals(panel: &Panel, window: &Window<'_>, treated: &[usize]) -> BTreeMap<usize, f64> {
    const SHARE: f64 = 0.9;
    const FEWEST_OTHERS: usize = 5;
    if panel.units().len() <= FEWEST_OTHERS {
        return BTreeMap::new();
    }
    let columns: Vec<(f64, usize)> = window
        .range()
        .map(|column| {
            let values = (0..panel.units().len()).filter_map(|unit| panel.value(unit, column));
            values.fold((0.0, 0), |(sum, n), value| (sum + value.abs(), n + 1))
        })
        .collect();
    let share_of = |unit: usize| {
        let mut least = f64::INFINITY;
        for (column, &(sum, n)) in window.range().zip(&columns) {
            let Some(value) = panel.value(unit, column) else { continue };
            if n <= FEWEST_OTHERS || value.abs() >= sum {
                return None;
            }
            least = least.min(value.abs() / (sum - value.abs()));
        }
        (least.is_finite() && least >= SHARE).then_some(least)
    };
    (0..panel.units().len())
        .filter(|unit| !treated.contains(unit))
        .filter_map(|unit| share_of(unit).map(|share| (unit, share)))
        .collect()
}

fn why_left_out(
    unit: &str,
    series: &[f64],
    periods: &[Period],
    options: &DesignOptions,
    total_share: Option<f64>,
) -> Option<String> {
    if let Some(reason) = options.exclude.get(unit) {
        return Some(reason.clone());
    }
    let missing = series.iter().filter(|value| value.is_nan()).count();
    if missing == series.len() {
        return Some("incomplete: no value in the window".to_owned());
    }
    if let Some(first) = series.iter().position(|value| value.is_nan()) {
        return Some(format!(
            "incomplete: {missing} of {} periods have no value, the first {}",
            series.len(),
            periods[first]
        ));
    }
    if options.keep.contains(unit) {
        return None;
    }
    if let Some(share) = total_share {
        return Some(format!(
            "looks like a total: in every period at least {:.0}% of the sum of all other units",
            share * 100.0
        ));
    }
    let jump = largest_jump(series)?;
    let limit = options.max_jump?;
    (jump.size > limit).then(|| {
        format!(
            "break: changes from {} to {} at {}, more than the {:.0}% allowed between consecutive periods",
            series[jump.column - 1],
            series[jump.column],
            periods[jump.column],
            limit * 100.0
        )
    })
}

struct Jump {
    /// Ratio of the larger to the smaller value, less one.
    size: f64,
    /// Column that was jumped to.
    column: usize,
}

/// The largest ratio between consecutive values, for series of positive values.
fn largest_jump(series: &[f64]) -> Option<Jump> {
    if series.iter().any(|&value| value < 0.0) {
        return None;
    }
    let mut largest: Option<Jump> = None;
    for (column, pair) in series.windows(2).enumerate() {
        let (low, high) = (pair[0].min(pair[1]), pair[0].max(pair[1]));
        let size = if high == 0.0 { 0.0 } else { high / low - 1.0 };
        if largest.as_ref().is_none_or(|jump| size > jump.size) {
            largest = Some(Jump { size, column: column + 1 });
        }
    }
    largest
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

fn scaled_series(
    panel: &Panel,
    population: Option<&Panel>,
    position: usize,
    window: &Window<'_>,
    scale: Scale,
) -> Result<Vec<f64>, DesignError> {
    let series = &panel.series(position)[window.range()];
    let unit = &panel.units()[position];
    let cells = series.iter().zip(window.periods);
    match scale {
        Scale::Level => Ok(series.to_vec()),
        Scale::Log => cells
            .map(|(&value, &period)| {
                if value > 0.0 {
                    Ok(value.ln())
                } else {
                    Err(DesignError::NoLogarithm { unit: unit.clone(), period, value })
                }
            })
            .collect(),
        Scale::Rate { per } => {
            let population = population.ok_or(DesignError::NoPopulation)?;
            let row = population.unit_position(unit);
            cells
                .map(|(&value, &period)| {
                    let column = population.periods().binary_search(&period).ok();
                    let people = row.zip(column).and_then(|(row, column)| population.value(row, column));
                    match people {
                        Some(people) if people > 0.0 => Ok(value / people * per),
                        other => Err(DesignError::NoRate {
                            unit: unit.clone(),
                            period,
                            population: other.map_or_else(|| "missing".to_owned(), |p| p.to_string()),
                        }),
                    }
                })
                .collect()
        }
    }
}
