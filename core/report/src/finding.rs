//! What the upstream finder found, as text, JSON and CSV.

mod steps;

use std::fmt::Write as _;

use commonweal_find::upstream::{Candidate, Corrected, ToldSteps};
use commonweal_quantity::{Frequency, Period};
use serde::Serialize;

use crate::number::{Precision, number};
use crate::sharing::field;

/// Bodies that the text lists.
const LISTED: usize = 15;
/// Fewest target events of one window alone that the text prints: smaller numbers could be recognised.
const SMALLEST: u64 = 10;
/// Share of target events with a record that begins within the look-back, above which the text warns.
const MOST_BEGUN_WITHIN: f64 = 0.5;
/// Share of false discoveries among the bodies that the text calls found.
const FALSE_DISCOVERY_RATE: f64 = 0.05;

/// What the finder found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Upstream {
    /// The service whose events are wanted less.
    pub target: String,
    /// Days between the hazard window and the target event.
    pub gap_days: i32,
    /// Length of each window, days.
    pub window_days: i32,
    /// First day on which every person was under observation.
    pub observed_from: i32,
    /// Rows of the log.
    pub events: u64,
    /// Rows left out because the person, the day, the service or the body is missing.
    pub events_incomplete: u64,
    /// Rows whose cost is missing and counts as 0.
    pub costs_missing: u64,
    /// Persons.
    pub persons: u64,
    /// The log's first day, from 1 January 1970 or as the log counts.
    pub first_day: i32,
    /// Its last day.
    pub last_day: i32,
    /// Target events with the whole look-back under observation.
    pub targets: u64,
    /// Target events left out because theirs is not.
    pub targets_too_early: u64,
    /// Target events counted whose person has no event in the log before the look-back.
    pub targets_begun_within: u64,
    /// Cost of the target events counted, pounds.
    pub target_cost: f64,
    /// The bodies, by their place in the rank.
    pub bodies: Vec<Found>,
    /// Which service or body follows which directly; none where there are too many to count the steps between them.
    pub steps: Option<ToldSteps>,
}

/// A body with what was found of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Found {
    /// Its name.
    pub body: String,
    /// What was found.
    #[serde(flatten)]
    pub candidate: Candidate,
    /// Its odds ratio with the calendar's trend taken out, where that was asked for and can be had.
    #[serde(flatten)]
    pub corrected: Option<Corrected>,
}

/// One document with everything: counts are not suppressed.
pub fn to_json(upstream: &Upstream) -> String {
    // Numbers and names alone: nothing of it can fail to be written.
    serde_json::to_string_pretty(upstream).unwrap_or_default()
}

/// The columns of the portable SQL with `body` for its `org`, and behind them ours; counts are not suppressed.
pub fn to_csv(upstream: &Upstream) -> String {
    let mut text = "body,reach,expected,share_of_targets,lift,n10,n01,matched_or,excess_events,se_events,reach_cost,excess_cost,\
                    se_cost,excess_cost_lo,additive_cost,matched_or_lo,matched_or_hi,avoidable_events,avoidable_cost,mean_lag_days,\
                    p_value,q_value,additive_events,\
                    placebo_or,corrected_or,corrected_or_lo,corrected_or_hi,\
                    lag_lower_quartile_days,lag_median_days,lag_upper_quartile_days\n"
        .to_owned();
    let optional = |value: Option<f64>| value.map_or_else(String::new, |value| value.to_string());
    let days = |days: Option<u32>| days.map_or_else(String::new, |days| days.to_string());
    for Found { body, candidate: it, corrected } in &upstream.bodies {
        let of = |figure: fn(&Corrected) -> f64| optional(corrected.as_ref().map(figure));
        let name = field(body);
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "{name},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}",
            it.reach,
            it.expected,
            it.share_of_targets,
            optional(it.lift),
            it.n10,
            it.n01,
            optional(it.matched_or),
            it.excess_events,
            it.se_events,
            it.reach_cost,
            it.excess_cost,
            it.se_cost,
            it.excess_cost_lo,
            it.additive_cost,
            optional(it.matched_or_lo),
            optional(it.matched_or_hi),
            it.avoidable_events,
            it.avoidable_cost,
            optional(it.mean_lag_days),
            it.p_value,
            it.q_value,
            it.additive_events,
            of(|it| it.placebo_or),
            of(|it| it.corrected_or),
            of(|it| it.corrected_or_lo),
            of(|it| it.corrected_or_hi),
            days(it.lag_lower_quartile_days),
            days(it.lag_median_days),
            days(it.lag_upper_quartile_days),
        );
    }
    text
}

/// For a reader at a terminal: the bodies that stand out, what that may be worth at most, and what it must not be read as.
pub fn to_text(upstream: &Upstream) -> String {
    let Upstream { target, gap_days, window_days, targets, persons, .. } = upstream;
    let mut text = format!(
        "Whom people met in the {window_days} days before '{target}', against the {window_days} days before those ({}).\n\n\
         {} events of '{target}' counted, of {} persons in all, {} to {}",
        gap_words(*gap_days),
        grouped(*targets),
        grouped(*persons),
        day_words(upstream.first_day),
        day_words(upstream.last_day),
    );
    let left_out = upstream.targets_too_early;
    let _ = writeln!(
        text,
        "{}.",
        if left_out > 0 {
            format!("; {} left out, whose look-back begins before the log", grouped(left_out))
        } else {
            String::new()
        }
    );
    if let Some(warning) = begun_within(upstream) {
        let _ = writeln!(text, "\n{warning}");
    }
    let is_small = |found: &&Found| found.candidate.n01 < SMALLEST || found.candidate.n10 < SMALLEST;
    let told: Vec<&Found> = upstream.bodies.iter().filter(|found| !is_small(found)).collect();
    let suppressed = upstream.bodies.len() - told.len();
    let found: Vec<&&Found> =
        told.iter().filter(|found| found.candidate.q_value <= FALSE_DISCOVERY_RATE).collect();
    if found.is_empty() {
        text.push_str(
            "\nNo body stands out: people met each about as often before as they meet it anyway.\n",
        );
    } else {
        let _ = writeln!(
            text,
            "\n{} of {} bodies stand out (of those named so, at most {:.0}% are expected to be chance):\n",
            found.len(),
            upstream.bodies.len(),
            100.0 * FALSE_DISCOVERY_RATE
        );
        list(&mut text, &found, upstream.target_cost > 0.0);
    }
    if suppressed > 0 {
        let _ = writeln!(
            text,
            "\n{suppressed} bodies with fewer than {SMALLEST} events on either side are not told."
        );
    }
    steps::write(&mut text, upstream.steps.as_ref());
    text.push_str(
        "\nComing before is not causing. 'Avoidable at most' is what would not have happened had nothing of what this body's people met\n\
         with led to it; it must not be added up over bodies. What can be prevented of it, a trial or an evaluation has to say.\n",
    );
    text
}

fn list(text: &mut String, found: &[&&Found], has_costs: bool) {
    let listed = &found[..found.len().min(LISTED)];
    let name = listed.iter().map(|found| found.body.chars().count()).chain([4]).max().unwrap_or_default();
    let _ = writeln!(
        text,
        "  {:name$}  {:>9}  {:>9}  {:>20}  {:>16}  {:>14}{}",
        "Body",
        "Reached",
        "Expected",
        "Odds ratio (95%)",
        "Avoidable, most",
        "Days before",
        if has_costs { format!("  {:>16}", "Cost, at most") } else { String::new() }
    );
    for Found { body, candidate: it, .. } in listed.iter().map(|found| **found) {
        let ratio = match (it.matched_or, it.matched_or_lo, it.matched_or_hi) {
            (Some(ratio), Some(lower), Some(upper)) => format!("{ratio:.2} ({lower:.2} to {upper:.2})"),
            _ => String::new(),
        };
        let cost = if has_costs {
            format!("  {:>16}", format!("£{}", whole(it.avoidable_cost)))
        } else {
            String::new()
        };
        let _ = writeln!(
            text,
            "  {body:name$}  {:>9}  {:>9}  {ratio:>20}  {:>16}  {:>14}{cost}",
            grouped(it.reach),
            grouped(it.expected),
            whole(it.avoidable_events),
            days_before(it),
        );
    }
    text.push_str("\n  Days before: half of those reached had their last contact within so many days; in brackets a quarter and three quarters.\n");
    if found.len() > LISTED {
        let _ = writeln!(text, "  and {} more: --format csv lists all", found.len() - LISTED);
    }
    calendar(text, listed);
}

/// What to beware of where most records begin within the look-back: a log of stays, say, in which nobody is seen before she is admitted.
pub fn begun_within(upstream: &Upstream) -> Option<String> {
    let share = upstream.targets_begun_within as f64 / upstream.targets as f64;
    (share > MOST_BEGUN_WITHIN).then(|| {
        format!(
            "Beware: for {:.0}% of these events the person's record begins within the look-back. If people were only seen from then on (a log of stays\n\
             in hospital, of new arrivals), the earlier window is empty of itself, and whatever came first looks like a cause. Try a shorter window.",
            100.0 * share
        )
    })
}

/// Within how many days half of those reached had their last contact, and in brackets a quarter and three quarters of them; the mean where
/// no more is known.
pub fn days_before(candidate: &Candidate) -> String {
    let Candidate {
        lag_lower_quartile_days, lag_median_days, lag_upper_quartile_days, mean_lag_days, ..
    } = candidate;
    match (lag_lower_quartile_days, lag_median_days, lag_upper_quartile_days, mean_lag_days) {
        (Some(lower), Some(median), Some(upper), _) => format!("{median} ({lower} to {upper})"),
        (.., Some(mean)) => format!("{mean:.0}, mean"),
        _ => String::new(),
    }
}

/// The odds ratios with the calendar's trend taken out, where that was asked for.
fn calendar(text: &mut String, listed: &[&&Found]) {
    let corrected: Vec<(&str, Corrected)> =
        listed.iter().filter_map(|found| Some((found.body.as_str(), found.corrected?))).collect();
    if !corrected.is_empty() {
        text.push_str("\n  With the calendar's trend taken out, which people without the service show on the same days:\n");
    }
    for (body, it) in corrected {
        let _ = writeln!(
            text,
            "  {body}: odds ratio {:.2} ({:.2} to {:.2}); the calendar alone gives {:.2}",
            it.corrected_or, it.corrected_or_lo, it.corrected_or_hi, it.placebo_or,
        );
    }
}

fn gap_words(gap_days: i32) -> String {
    match gap_days {
        0 => "the day itself counts".to_owned(),
        1 => "the day itself does not count".to_owned(),
        days => format!("the last {days} days do not count"),
    }
}

/// A date where the log has dates, the number of the day where it has numbers: few logs are of the 1970s.
fn day_words(day: i32) -> String {
    if (0..7_305).contains(&day) {
        return format!("day {day}");
    }
    Period::from_ordinal(Frequency::Day, i64::from(day)).to_string()
}

fn grouped(count: u64) -> String {
    number(count as f64, Precision::decimals(0))
}

fn whole(value: f64) -> String {
    number(value, Precision::decimals(0))
}
