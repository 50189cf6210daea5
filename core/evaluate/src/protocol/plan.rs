//! A checked protocol, with its defaults filled in.

use std::collections::BTreeSet;

use commonweal_quantity::{Frequency, Period};

use super::{ColumnFilter, FixAfter, MethodChoice, OutputFormat, Protocol};
use crate::control_chart::{ControlChartOptions, FEWEST_FIXED_PERIODS};
use crate::design::DesignOptions;
use crate::estimate::Method;
use crate::inference::{InferenceOptions, PlaceboDraws};
use crate::panel::{Duplicates, HUGE};
use crate::scale::Scale;

/// How many placebos or resamples may be drawn: more would change no figure that is printed, and exhaust the memory.
const DRAWS: std::ops::RangeInclusive<usize> = 2..=100_000;

/// Where the panel is read from.
#[derive(Debug, Clone, PartialEq)]
pub struct SourcePlan {
    /// The data file.
    pub data: String,
    /// Column that names the unit.
    pub unit: String,
    /// Column that names the period.
    pub period: String,
    /// Column that holds the outcome.
    pub value: String,
    /// Column that holds the population.
    pub population: Option<String>,
    /// Rows to keep.
    pub filters: Vec<ColumnFilter>,
    /// Delimiter of a CSV file.
    pub delimiter: Option<u8>,
    /// Frequency of the periods.
    pub frequency: Option<Frequency>,
    /// Several values of one unit and period.
    pub duplicates: Duplicates,
}

/// A checked protocol: nothing is left to default.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Title of the report, where given.
    pub title: Option<String>,
    /// What is measured.
    pub outcome: String,
    /// Where the panel is read from.
    pub source: SourcePlan,
    /// Who was treated, from when, and who may stand as comparison.
    pub design: DesignOptions,
    /// Methods, in the order of [`Method::ALL`].
    pub methods: Vec<Method>,
    /// Whether difference-in-differences also uses incomplete units.
    pub keep_incomplete: bool,
    /// How inference is done.
    pub inference: InferenceOptions,
    /// The control chart; its `fix_after` is set from `fix_after` when the start is known.
    pub chart: ControlChartOptions,
    /// Where the chart's limits come from.
    pub fix_after: Option<FixAfter>,
    /// Caveats of the data.
    pub caveats: Vec<String>,
    /// What to print.
    pub format: OutputFormat,
    /// Where to write the page.
    pub report: Option<String>,
}

/// Why a protocol cannot be carried out.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum PlanError {
    /// Keys that every evaluation needs are not there.
    #[error("missing: {}; give each as a flag of its name (--data FILE) or as a key of the protocol", .keys.join(", "))]
    Missing {
        /// The keys with what they say.
        keys: Vec<String>,
    },
    /// A number is outside its range.
    #[error("{key} = {value} is out of range: {remedy}")]
    OutOfRange {
        /// The key.
        key: &'static str,
        /// The value given.
        value: String,
        /// The range.
        remedy: &'static str,
    },
    /// A key says nothing without another.
    #[error("{key} is given without {needs}: {remedy}")]
    Alone {
        /// The key.
        key: &'static str,
        /// The key that it needs.
        needs: &'static str,
        /// What to do.
        remedy: &'static str,
    },
    /// The window ends before it begins.
    #[error(
        "since = {since} comes after until = {until}, so that no period lies between them: change one of them"
    )]
    WindowReversed {
        /// First period to look at.
        since: Period,
        /// Last period to look at.
        until: Period,
    },
    /// Two keys exclude one another.
    #[error("{first} and {second} do not go together: {remedy}")]
    Conflict {
        /// One key.
        first: &'static str,
        /// The other.
        second: &'static str,
        /// What to do.
        remedy: &'static str,
    },
}

impl Protocol {
    /// Checks the protocol and fills in the defaults.
    ///
    /// # Errors
    /// [`PlanError`]; everything missing is named at once.
    pub fn plan(&self) -> Result<Plan, PlanError> {
        let Required { data, unit, period, value, from } = self.required()?;
        self.check_ranges()?;
        self.check_conflicts()?;
        let scale = match (&self.population, self.log) {
            (Some(_), _) => Scale::Rate { per: self.per.unwrap_or(1000.0) },
            (None, Some(true)) => Scale::Log,
            (None, _) => Scale::Level,
        };
        let outcome = self.outcome.clone().unwrap_or_else(|| self.outcome_from_columns(&value));
        let default = InferenceOptions::default();
        Ok(Plan {
            title: self.title.clone(),
            outcome,
            source: SourcePlan {
                data,
                unit,
                period,
                value,
                population: self.population.clone(),
                filters: self.filters.clone(),
                delimiter: self.delimiter.map(super::Delimiter::byte),
                frequency: self.frequency,
                duplicates: if self.sum_duplicates == Some(true) {
                    Duplicates::Sum
                } else {
                    Duplicates::Refuse
                },
            },
            design: DesignOptions {
                treated: self.treated.clone(),
                from,
                since: self.since,
                until: self.until,
                exclude: self.exclude.clone(),
                keep: self.keep.iter().cloned().collect::<BTreeSet<_>>(),
                max_jump: self.max_jump,
                scale,
            },
            methods: self.method.clone().unwrap_or_else(MethodChoice::all).methods().to_vec(),
            keep_incomplete: self.keep_incomplete == Some(true),
            inference: InferenceOptions {
                choice: self.inference.unwrap_or_default(),
                placebos: self.placebos.unwrap_or(PlaceboDraws::Auto),
                bootstraps: self.bootstraps.unwrap_or(default.bootstraps),
                seed: self.seed.unwrap_or(default.seed),
                level: self.level.unwrap_or(default.level),
                ..default
            },
            chart: ControlChartOptions {
                improvement: self.improvement.unwrap_or_default(),
                target: self.target,
                rebase: self.rebase.clone(),
                ..ControlChartOptions::default()
            },
            fix_after: self.fix_after,
            caveats: self.caveats.clone(),
            format: self.format.unwrap_or_default(),
            report: self.report.clone(),
        })
    }

    fn required(&self) -> Result<Required, PlanError> {
        let texts = [
            ("data", "the file", &self.data),
            ("unit", "the column that names the unit", &self.unit),
            ("period", "the column that names the period", &self.period),
            ("value", "the column that holds the outcome", &self.value),
        ];
        let mut keys: Vec<String> = texts
            .iter()
            .filter(|(_, _, text)| text.as_ref().is_none_or(|text| text.trim().is_empty()))
            .map(|(key, meaning, _)| format!("{key} ({meaning})"))
            .collect();
        if self.treated.iter().all(|unit| unit.trim().is_empty()) {
            keys.push("treated (who the collaboration reached)".to_owned());
        }
        if self.from.is_none() {
            keys.push("from (its first period)".to_owned());
        }
        match (&self.data, &self.unit, &self.period, &self.value, self.from) {
            (Some(data), Some(unit), Some(period), Some(value), Some(from)) if keys.is_empty() => {
                Ok(Required {
                    data: data.clone(),
                    unit: unit.clone(),
                    period: period.clone(),
                    value: value.clone(),
                    from,
                })
            }
            _ => Err(PlanError::Missing { keys }),
        }
    }

    fn check_ranges(&self) -> Result<(), PlanError> {
        let check = |key, value: Option<f64>, fits: fn(f64) -> bool, remedy| match value {
            Some(value) if !fits(value) => Err(PlanError::OutOfRange { key, value: printed(value), remedy }),
            _ => Ok(()),
        };
        check(
            "level",
            self.level,
            |v| v > 0.5 && v < 1.0,
            "a coverage is above 0.5 and below 1, such as 0.95",
        )?;
        check(
            "max-jump",
            self.max_jump,
            |v| v > 0.0 && v.is_finite(),
            "it is a positive number such as 0.5 for 50%",
        )?;
        check("per", self.per, |v| v > 0.0 && v.is_finite(), "it is a positive number such as 1000")?;
        check(
            "target",
            self.target,
            |v| v.abs() <= HUGE,
            "it is a number such as 40, at most 1e120 in size",
        )?;
        let placebos = match self.placebos {
            Some(PlaceboDraws::Sample(draws)) => Some(draws),
            _ => None,
        };
        for (key, draws) in [("placebos", placebos), ("bootstraps", self.bootstraps)] {
            if let Some(draws) = draws.filter(|draws| !DRAWS.contains(draws)) {
                let remedy = "draw at least 2 and at most 100,000";
                return Err(PlanError::OutOfRange { key, value: draws.to_string(), remedy });
            }
        }
        if let Some(FixAfter::Periods(periods)) = self.fix_after
            && periods < FEWEST_FIXED_PERIODS
        {
            let remedy = "limits need at least 12 periods to be fixed on";
            return Err(PlanError::OutOfRange { key: "fix-after", value: periods.to_string(), remedy });
        }
        Ok(())
    }

    fn check_conflicts(&self) -> Result<(), PlanError> {
        let conflict = |first, second, remedy| Err(PlanError::Conflict { first, second, remedy });
        if self.population.is_some() && self.log == Some(true) {
            return conflict("population", "log", "choose a rate or a logarithm");
        }
        if self.per.is_some() && self.population.is_none() {
            return Err(PlanError::Alone {
                key: "per",
                needs: "population",
                remedy: "name the population column, or leave per out",
            });
        }
        if let (Some(since), Some(until)) = (self.since, self.until)
            && since.frequency() == until.frequency()
            && since > until
        {
            return Err(PlanError::WindowReversed { since, until });
        }
        Ok(())
    }

    /// The value column, or the values that the filters chose where they say more.
    fn outcome_from_columns(&self, value: &str) -> String {
        let chosen: Vec<&str> = self.filters.iter().map(|filter| filter.value.as_str()).collect();
        if chosen.is_empty() { value.to_owned() } else { chosen.join(", ") }
    }
}

/// What every evaluation needs.
struct Required {
    data: String,
    unit: String,
    period: String,
    value: String,
    from: Period,
}

/// As a person would write it: no number of a hundred digits.
fn printed(value: f64) -> String {
    if value.abs() >= 1e16 { format!("{value:e}") } else { value.to_string() }
}
