//! Why a panel and its options do not make a design: the place, the cause, the remedy.

use commonweal_quantity::nearest::suggestion;
use commonweal_quantity::{Period, PeriodError};

/// Why a panel and its options do not make a design.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum DesignError {
    /// A treated unit is not in the panel.
    #[error("treated unit '{unit}' is not in the panel{}", or_else_how(.nearest.as_deref()))]
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
        "too few periods before {from} are in the window ({pre_periods}); at least 2 are needed to see what would have happened anyway: move --since back, or check --from"
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
    #[error("no comparison unit is left: {}", why_nobody(*.dropped, .example))]
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

fn why_nobody(dropped: usize, example: &str) -> String {
    if dropped == 0 {
        return example.to_owned();
    }
    format!(
        "all {dropped} were left out, {example}; change --exclude, --max-jump or the window, or add units to the data"
    )
}

fn or_else_how(nearest: Option<&str>) -> String {
    match nearest {
        Some(_) => suggestion(nearest),
        None => "; write its name as the data does (one that holds a comma goes into a protocol, in quotes), and check the filters"
            .to_owned(),
    }
}
