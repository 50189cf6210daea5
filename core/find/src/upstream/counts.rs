use std::ops::AddAssign;

use serde::{Deserialize, Serialize};

use super::Lags;

/// What a log says of one body. All of it adds up over persons.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BodyCounts {
    /// Target events with a contact in the hazard window, ΣH.
    pub reach: u64,
    /// Target events with a contact in the control window, ΣC.
    pub expected: u64,
    /// Target events with a contact in the hazard window alone.
    pub n10: u64,
    /// Target events with a contact in the control window alone.
    pub n01: u64,
    /// Σ over persons of (Σ(H − C))².
    pub excess_squares: u64,
    /// Cost of the target events reached, pounds.
    pub reach_cost: f64,
    /// Σ cost·(H − C), pounds.
    pub excess_cost: f64,
    /// Σ over persons of (Σ cost·(H − C))², pounds squared.
    pub excess_cost_squares: f64,
    /// Σ cost·H/k over the k bodies in a target event's hazard window, pounds: it sums over bodies to the cost of all events with k > 0.
    pub additive_cost: f64,
    /// Σ H/k over the same: it sums over bodies to the number of events with k > 0.
    pub additive_events: f64,
    /// Σ over target events reached of the days since the last contact.
    pub lag_days: u64,
}

impl AddAssign for BodyCounts {
    fn add_assign(&mut self, other: Self) {
        self.reach += other.reach;
        self.expected += other.expected;
        self.n10 += other.n10;
        self.n01 += other.n01;
        self.excess_squares += other.excess_squares;
        self.reach_cost += other.reach_cost;
        self.excess_cost += other.excess_cost;
        self.excess_cost_squares += other.excess_cost_squares;
        self.additive_cost += other.additive_cost;
        self.additive_events += other.additive_events;
        self.lag_days += other.lag_days;
    }
}

/// What a log says: the answer to a question, before any statistic is computed of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Counts {
    /// Target events with the whole look-back.
    pub targets: u64,
    /// Their cost, pounds.
    pub target_cost: f64,
    /// Target events left out because their look-back is not all under observation.
    pub targets_too_early: u64,
    /// Target events counted whose person has no event in the log before the look-back: perhaps nobody looked then.
    pub targets_begun_within: u64,
    /// A row a body, by its number.
    pub bodies: Vec<BodyCounts>,
    /// By the same number, how long before the target events reached the last contact was.
    pub lags: Vec<Lags>,
}

impl Counts {
    /// Of no event yet.
    pub fn new(bodies: u32) -> Self {
        let (bodies, lags) =
            (vec![BodyCounts::default(); bodies as usize], vec![Lags::default(); bodies as usize]);
        Self { targets: 0, target_cost: 0.0, targets_too_early: 0, targets_begun_within: 0, bodies, lags }
    }

    /// Adds the counts of other persons; a body that only they met is added at the end.
    pub fn add(&mut self, other: &Self) {
        self.targets += other.targets;
        self.target_cost += other.target_cost;
        self.targets_too_early += other.targets_too_early;
        self.targets_begun_within += other.targets_begun_within;
        if self.bodies.len() < other.bodies.len() {
            self.bodies.resize(other.bodies.len(), BodyCounts::default());
        }
        for (mine, theirs) in self.bodies.iter_mut().zip(&other.bodies) {
            *mine += *theirs;
        }
        if self.lags.len() < other.lags.len() {
            self.lags.resize(other.lags.len(), Lags::default());
        }
        for (mine, theirs) in self.lags.iter_mut().zip(&other.lags) {
            mine.add(theirs);
        }
    }
}
