use serde::Serialize;
use statrs::distribution::{Binomial, ContinuousCDF, DiscreteCDF, Normal};

use super::{BodyCounts, Counts, Lags, benjamini_hochberg, matched_odds};

/// Normal quantile of the lower limit, as in the portable SQL, so that both rank alike.
const Z: f64 = 1.959_964;

/// A body that people met before the target events, with what that may be worth. Names are those of the portable SQL.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Candidate {
    /// Number of the body.
    #[serde(skip)]
    pub number: usize,
    /// Target events with a contact in the hazard window.
    pub reach: u64,
    /// Target events with a contact in the control window: what is to be expected anyway.
    pub expected: u64,
    /// Reach over all target events.
    pub share_of_targets: f64,
    /// Reach over expected; none where nothing is expected.
    pub lift: Option<f64>,
    /// Target events with a contact in the hazard window alone.
    pub n10: u64,
    /// Target events with a contact in the control window alone.
    pub n01: u64,
    /// n10/n01; none where n01 is 0.
    pub matched_or: Option<f64>,
    /// Lower limit of the matched odds ratio's exact 95% interval.
    pub matched_or_lo: Option<f64>,
    /// Upper limit of the same; none where it is open.
    pub matched_or_hi: Option<f64>,
    /// Reach less expected.
    pub excess_events: i64,
    /// Its standard error, clustered by person.
    pub se_events: f64,
    /// Cost of the target events reached, pounds.
    pub reach_cost: f64,
    /// Their cost less the cost of those expected, pounds.
    pub excess_cost: f64,
    /// Its standard error, clustered by person, pounds.
    pub se_cost: f64,
    /// Lower limit of the excess cost's 95% interval, pounds: the rank.
    pub excess_cost_lo: f64,
    /// The body's share of the cost of all target events that some body reached, pounds; these shares sum to that cost.
    pub additive_cost: f64,
    /// The body's share of the target events that some body reached; these shares sum to their number.
    pub additive_events: f64,
    /// Target events that could have been avoided at most: reach·(1 − 1/OR), 0 where OR ≤ 1. Never to be summed over bodies.
    pub avoidable_events: f64,
    /// Their cost at most, pounds: reach cost·(1 − 1/OR). Never to be summed over bodies.
    pub avoidable_cost: f64,
    /// Mean days from the last contact in the hazard window to the target event; none without reach.
    pub mean_lag_days: Option<f64>,
    /// Days before the target event within which at least a quarter of those reached had their last contact; none without reach.
    pub lag_lower_quartile_days: Option<u32>,
    /// The same for half of them.
    pub lag_median_days: Option<u32>,
    /// The same for three quarters.
    pub lag_upper_quartile_days: Option<u32>,
    /// One-sided p-value of no excess: the larger of the exact test of n10 against n01 and the normal test with the clustered error.
    pub p_value: f64,
    /// The same, adjusted over all bodies (Benjamini and Hochberg).
    pub q_value: f64,
}

/// Every body with a contact in a window, by its place in the rank: the largest lower limit of the excess cost first.
///
/// Without costs (each 0) the lower limit of the excess events ranks in its place.
pub fn candidates(counts: &Counts) -> Vec<Candidate> {
    let met = counts.bodies.iter().enumerate().filter(|(_, body)| body.reach + body.expected > 0);
    let mut found: Vec<Candidate> =
        met.map(|(number, body)| candidate(number, body, counts.lags.get(number), counts.targets)).collect();
    let p: Vec<f64> = found.iter().map(|candidate| candidate.p_value).collect();
    for (candidate, q) in found.iter_mut().zip(benjamini_hochberg(&p)) {
        candidate.q_value = q;
    }
    let has_costs = found.iter().any(|candidate| candidate.reach_cost != 0.0);
    let rank = |candidate: &Candidate| {
        if has_costs {
            candidate.excess_cost_lo
        } else {
            candidate.excess_events as f64 - Z * candidate.se_events
        }
    };
    found.sort_by(|a, b| rank(b).total_cmp(&rank(a)).then(a.number.cmp(&b.number)));
    found
}

fn candidate(number: usize, body: &BodyCounts, lags: Option<&Lags>, targets: u64) -> Candidate {
    let odds = matched_odds(body.n10, body.n01);
    let ratio = odds.map(|odds| odds.ratio);
    let avoidable = ratio.filter(|ratio| *ratio > 1.0).map_or(0.0, |ratio| 1.0 - 1.0 / ratio);
    let (se_events, se_cost) = ((body.excess_squares as f64).sqrt(), body.excess_cost_squares.sqrt());
    let within = |quarters: u64| lags.and_then(|lags| lags.within_days(quarters));
    let per = |amount: u64, whole: u64| (whole > 0).then(|| amount as f64 / whole as f64);
    Candidate {
        number,
        reach: body.reach,
        expected: body.expected,
        share_of_targets: per(body.reach, targets).unwrap_or(0.0),
        lift: per(body.reach, body.expected),
        n10: body.n10,
        n01: body.n01,
        matched_or: per(body.n10, body.n01),
        matched_or_lo: odds.map(|odds| odds.lower),
        matched_or_hi: odds.map(|odds| odds.upper).filter(|upper| upper.is_finite()),
        excess_events: body.reach.cast_signed() - body.expected.cast_signed(),
        se_events,
        reach_cost: body.reach_cost,
        excess_cost: body.excess_cost,
        se_cost,
        excess_cost_lo: body.excess_cost - Z * se_cost,
        additive_cost: body.additive_cost,
        additive_events: body.additive_events,
        avoidable_events: body.reach as f64 * avoidable,
        avoidable_cost: body.reach_cost * avoidable,
        mean_lag_days: per(body.lag_days, body.reach),
        lag_lower_quartile_days: within(1),
        lag_median_days: within(2),
        lag_upper_quartile_days: within(3),
        p_value: p_value(body, se_events),
        q_value: 1.0,
    }
}

/// P(at least n10 of n10 + n01 | each with probability ½), and the upper tail of excess/SE; the larger.
fn p_value(body: &BodyCounts, se_events: f64) -> f64 {
    let discordant = body.n10 + body.n01;
    if body.n10 <= body.n01 {
        return 1.0;
    }
    let exact = Binomial::new(0.5, discordant).map_or(1.0, |law| law.sf(body.n10 - 1));
    let excess = (body.n10 - body.n01) as f64;
    let clustered = Normal::standard().sf(excess / se_events);
    exact.max(clustered)
}
