//! Counts in a small file that may leave the place where the events are: without persons and without small numbers, to be added up with
//! those of other places.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::lags::joined;
use super::question::MAX_LOOK_BACK_DAYS;
use super::{BodyCounts, Counts, LagBin, Lags, ToldSteps};

/// The form of these files.
pub const FORM: &str = "commonweal-upstream-counts-1";

/// Largest count that is believed: sums of thousands of files stay far below what a number holds.
const MOST: u64 = 1 << 53;

/// What a place tells of one question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exchange {
    /// [`FORM`].
    pub form: String,
    /// The service that is wanted less.
    pub target: String,
    /// Days between the hazard window and the target event.
    pub gap_days: i32,
    /// Length of each window, days.
    pub window_days: i32,
    /// Target events with the whole look-back.
    pub targets: u64,
    /// Their cost, pounds.
    pub target_cost: f64,
    /// Target events left out because their look-back is not all under observation.
    pub targets_too_early: u64,
    /// Target events counted whose person has no event in the log before the look-back.
    #[serde(default)]
    pub targets_begun_within: u64,
    /// Counts below this, and above 0 where they are remainders, are not told.
    pub smallest: u64,
    /// Bodies that are not told because one of their counts is too small.
    pub suppressed: u64,
    /// By name of the body.
    pub bodies: BTreeMap<String, BodyCounts>,
    /// By the same name, on which days before the target events reached the last contact was: bins of at least `smallest` events.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub lags: BTreeMap<String, Vec<LagBin>>,
    /// Which follows which.
    #[serde(default)]
    pub steps: ToldSteps,
}

/// Why counts are not told, or cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExchangeError {
    /// So few target events that nothing can be told.
    #[error(
        "there are {targets} target events, fewer than {smallest}: nothing of them can be told; ask for a longer time"
    )]
    TooFew {
        /// How many there are.
        targets: u64,
        /// The smallest number that is told.
        smallest: u64,
    },
    /// A file of another form.
    #[error("the file has the form '{form}' and not '{FORM}'; write it anew with --export")]
    Form {
        /// What it says.
        form: String,
    },
    /// Counts that no log gives.
    #[error("the counts of '{body}' cannot be those of a log ({why}); write the file anew with --export")]
    Counts {
        /// The body.
        body: String,
        /// Why not.
        why: &'static str,
    },
    /// Answers to different questions.
    #[error("one file asks of '{first}' and another of '{second}': only answers to one question add up")]
    Questions {
        /// Target and windows of the one.
        first: String,
        /// Of the other.
        second: String,
    },
    /// Nothing to add up.
    #[error("there is no file to add up; name one or more")]
    None,
}

/// The question that a file answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked<'q> {
    /// The service that is wanted less.
    pub target: &'q str,
    /// Days between the hazard window and the target event.
    pub gap_days: i32,
    /// Length of each window, days.
    pub window_days: i32,
}

impl Exchange {
    /// What may be told of `counts`, whose bodies are called `names`: a body's row is left out where its reach, expected, n10 or n01 is
    /// below `smallest`, or where more than none and fewer than that were met in both windows, since reach − n10 would tell it.
    ///
    /// # Errors
    /// [`ExchangeError::TooFew`].
    pub fn of(
        asked: &Asked<'_>,
        counts: &Counts,
        names: &[String],
        steps: &ToldSteps,
        smallest: u64,
    ) -> Result<Self, ExchangeError> {
        if counts.targets < smallest.max(1) {
            return Err(ExchangeError::TooFew { targets: counts.targets, smallest });
        }
        let met = || names.iter().zip(&counts.bodies).filter(|(_, body)| body.reach + body.expected > 0);
        let told = met().filter(|(_, body)| !is_small(body, smallest));
        let bodies: BTreeMap<String, BodyCounts> = told.map(|(name, body)| (name.clone(), *body)).collect();
        let suppressed = (met().count() - bodies.len()) as u64;
        let bins = |lags: &Lags| lags.bins(asked.gap_days, asked.window_days, smallest.max(1));
        let lags = names.iter().zip(&counts.lags).filter(|(name, _)| bodies.contains_key(*name));
        let lags = lags.map(|(name, lags)| (name.clone(), bins(lags)));
        Ok(Self {
            form: FORM.to_owned(),
            target: asked.target.to_owned(),
            gap_days: asked.gap_days,
            window_days: asked.window_days,
            targets: counts.targets,
            target_cost: counts.target_cost,
            targets_too_early: counts.targets_too_early,
            targets_begun_within: counts.targets_begun_within,
            smallest,
            suppressed,
            lags: lags.filter(|(_, bins)| !bins.is_empty()).collect(),
            bodies,
            steps: steps.without_small(smallest),
        })
    }

    /// Refuses what no log gives.
    ///
    /// # Errors
    /// [`ExchangeError::Form`] and [`ExchangeError::Counts`].
    pub fn check(&self) -> Result<(), ExchangeError> {
        if self.form != FORM {
            return Err(ExchangeError::Form { form: self.form.clone() });
        }
        if self.targets.max(self.targets_too_early).max(self.targets_begun_within) > MOST
            || !self.target_cost.is_finite()
        {
            return Err(ExchangeError::Counts {
                body: self.target.clone(),
                why: "its events cannot be so many or so dear",
            });
        }
        let of = |name, body| why_not(body, self.lags.get(name), self.targets);
        let wrong = self.bodies.iter().find_map(|(name, body)| Some((name, of(name, body)?)));
        wrong.map_or(Ok(()), |(body, why)| Err(ExchangeError::Counts { body: body.clone(), why }))
    }

    fn question(&self) -> String {
        format!("{}, gap {}, window {}", self.target, self.gap_days, self.window_days)
    }
}

fn is_small(body: &BodyCounts, smallest: u64) -> bool {
    let both = body.reach - body.n10;
    [body.reach, body.expected, body.n10, body.n01].iter().any(|count| *count < smallest)
        || (1..smallest).contains(&both)
}

fn why_not(body: &BodyCounts, lags: Option<&Vec<LagBin>>, targets: u64) -> Option<&'static str> {
    let amounts = [
        body.reach_cost,
        body.excess_cost,
        body.excess_cost_squares,
        body.additive_cost,
        body.additive_events,
    ];
    if [targets, body.excess_squares, body.lag_days].iter().any(|count| *count > MOST) {
        Some("a count is above 2^53")
    } else if body.reach > targets || body.expected > targets {
        Some("it was met before more target events than there are")
    } else if body.n10 > body.reach
        || body.n01 > body.expected
        || body.reach - body.n10 != body.expected - body.n01
    {
        Some("reach less n10 is not expected less n01")
    } else if amounts.iter().any(|amount| !amount.is_finite()) {
        Some("an amount is not finite")
    } else if lags.is_some_and(|bins| !is_whole(bins, body.reach)) {
        Some("the bins of its days do not ascend, or do not sum to its reach")
    } else {
        None
    }
}

/// Whether the bins ascend within what a window can be, and sum to the reach.
fn is_whole(bins: &[LagBin], reach: u64) -> bool {
    let longest = MAX_LOOK_BACK_DAYS.unsigned_abs();
    let events = bins.iter().try_fold(0_u64, |sum, bin| sum.checked_add(bin.events));
    bins.is_sorted_by(|one, next| one.until_days < next.until_days)
        && bins.last().is_none_or(|last| last.until_days <= longest)
        && events == Some(reach)
}

/// The counts of several places together, with the names of their bodies, and the question. A body that one of them does not tell is
/// counted in the others alone, so that the sum is of what was told.
///
/// # Errors
/// [`ExchangeError`], where a file is wrong or answers another question.
pub fn together(files: &[Exchange]) -> Result<(Counts, Vec<String>), ExchangeError> {
    let first = files.first().ok_or(ExchangeError::None)?;
    let mut bodies: BTreeMap<&String, (BodyCounts, Option<Vec<LagBin>>)> = BTreeMap::new();
    let mut total = Counts::new(0);
    for file in files {
        file.check()?;
        if file.question() != first.question() {
            return Err(ExchangeError::Questions { first: first.question(), second: file.question() });
        }
        total.targets += file.targets;
        total.target_cost += file.target_cost;
        total.targets_too_early += file.targets_too_early;
        total.targets_begun_within += file.targets_begun_within;
        for (name, body) in &file.bodies {
            let bins = file.lags.get(name).cloned();
            bodies
                .entry(name)
                .and_modify(|(sum, lags)| {
                    *sum += *body;
                    // A place that does not tell its days leaves those of all unknown.
                    *lags = lags.take().zip(bins.as_ref()).map(|(one, other)| joined(&one, other));
                })
                .or_insert((*body, bins));
        }
    }
    let names = bodies.keys().map(|name| (*name).clone()).collect();
    (total.bodies, total.lags) = bodies
        .into_values()
        .map(|(body, bins)| (body, bins.unwrap_or_default().into_iter().collect::<Lags>()))
        .unzip();
    Ok((total, names))
}
