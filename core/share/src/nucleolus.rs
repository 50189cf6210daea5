//! The nucleolus: the division that makes the largest complaint of any coalition as small as can be, then the next, and so on.
//!
//! The complaint, or excess, of S under x is v(S) − x(S). D. Schmeidler, "The nucleolus of a characteristic function game", SIAM Journal on Applied
//! Mathematics 17 (1969), 1163–1170. It is found by a sequence of linear programs, each of which settles at least one more coalition; only those tight
//! at *every* optimum of a program are settled. What is found is then proved by Kohlberg's criterion, or not given at all.

mod kohlberg;
mod scan;
mod simplex;
mod span;

use crate::coalition::Coalition;
use crate::error::ShareError;
use crate::game::{Game, subset_sums};
use crate::linear::{inverse, times};
use scan::Scan;
use simplex::{Constraint, Level};
use span::Span;

/// How the complaint of a coalition is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Complaint {
    /// v(S) − x(S).
    Whole,
    /// (v(S) − x(S)) / |S|, which gives the per-capita nucleolus.
    PerHead,
}

/// A nucleolus, with its proof.
#[derive(Debug, Clone, PartialEq)]
pub struct Nucleolus {
    /// What falls to each body; adds up to v(N).
    pub allocation: Vec<f64>,
    /// The distinct levels of excess that settle it, highest first, at each of which Kohlberg's criterion was checked.
    pub levels: Vec<f64>,
}

impl Nucleolus {
    /// The largest excess: below or at nought exactly where the core is not empty (for a prenucleolus or a game with a core).
    pub fn largest_excess(&self) -> f64 {
        self.levels.first().copied().unwrap_or_default()
    }
}

/// The nucleolus among the imputations: divisions of v(N) that give no body less than it is worth alone.
///
/// # Errors
/// [`ShareError::NoImputation`] where v(N) < Σ v(i); [`ShareError::NotConverged`] and [`ShareError::NotTheNucleolus`] where the
/// solver or its proof fails.
pub fn nucleolus(game: &Game, complaint: Complaint) -> Result<Nucleolus, ShareError> {
    solve(game, complaint, true)
}

/// The prenucleolus: as the nucleolus, among all divisions of v(N). Where the core is not empty they are the same.
///
/// # Errors
/// [`ShareError::NotConverged`] and [`ShareError::NotTheNucleolus`] where the solver or its proof fails.
pub fn prenucleolus(game: &Game, complaint: Complaint) -> Result<Nucleolus, ShareError> {
    solve(game, complaint, false)
}

/// What each pays under the nucleolus of a cost game: its cost alone less its part of the nucleolus of the savings.
///
/// # Errors
/// As [`nucleolus`], of the savings game.
pub fn nucleolus_of_costs(costs: &Game, complaint: Complaint) -> Result<Nucleolus, ShareError> {
    let mut found = nucleolus(&costs.savings(), complaint)?;
    for (part, alone) in found.allocation.iter_mut().zip(costs.alone()) {
        *part = alone - *part;
    }
    Ok(found)
}

fn solve(game: &Game, complaint: Complaint, imputations: bool) -> Result<Nucleolus, ShareError> {
    let alone = game.alone();
    if game.players() == 1 {
        return Ok(Nucleolus { allocation: alone, levels: Vec::new() });
    }
    let apart = subset_sums(&alone);
    let mut worth: Vec<f64> = game.worths().iter().zip(&apart).map(|(worth, apart)| worth - apart).collect();
    let largest = worth.iter().fold(0.0, |most: f64, worth| most.max(worth.abs()));
    let scale = if largest > 0.0 { largest } else { 1.0 };
    for worth in &mut worth {
        *worth /= scale;
    }
    let total = Coalition::grand(game.players()).index();
    if imputations && worth[total] < 0.0 {
        if worth[total] < -kohlberg::LEVEL {
            return Err(ShareError::NoImputation { together: game.total(), apart: apart[total] });
        }
        worth[total] = 0.0;
    }
    let x = settle_all(&worth, complaint, imputations)?;
    let levels = kohlberg::verify(&worth, complaint, imputations, &x)?;
    let allocation = x.iter().zip(alone).map(|(x, alone)| alone + scale * x).collect();
    Ok(Nucleolus { allocation, levels: levels.iter().map(|level| level * scale).collect() })
}

/// Level by level until what is settled determines x.
fn settle_all(worth: &[f64], complaint: Complaint, imputations: bool) -> Result<Vec<f64>, ShareError> {
    let players = worth.len().trailing_zeros() as usize;
    let grand = Coalition::grand(players);
    let mut settled = vec![(grand, worth[grand.index()])];
    let mut span = Span::new(players);
    span.settle(grand);
    let mut x = vec![worth[grand.index()] / players as f64; players];
    let mut hints = Vec::new();
    while span.rank() < players {
        let scan = Scan::new(worth, complaint, &span);
        let level = Level { worth, complaint, imputations, settled: &settled, scan };
        let optimum = level.solve(&x, &hints)?;
        let before = span.rank();
        for constraint in optimum.always_tight {
            let (coalition, amount) = match constraint {
                Constraint::Settled(coalition, amount) => (coalition, amount),
                Constraint::Alone(body) => (Coalition::alone(body), 0.0),
                Constraint::Worth(coalition) => {
                    let weight = if complaint == Complaint::Whole { 1.0 } else { coalition.size() as f64 };
                    (coalition, worth[coalition.index()] + weight * optimum.t)
                }
            };
            if span.settle(coalition) {
                settled.push((coalition, amount));
            }
        }
        if span.rank() == before {
            return Err(ShareError::NotConverged { stage: "a level that settles nothing" });
        }
        (x, hints) = (optimum.x, unsettled(optimum.others, &span));
    }
    let rows: Vec<Vec<f64>> = settled
        .iter()
        .map(|(coalition, _)| {
            span::indicator(*coalition, players).iter().map(|entry| *entry as f64).collect()
        })
        .collect();
    let amounts: Vec<f64> = settled.iter().map(|(_, amount)| *amount).collect();
    let inverse = inverse(&rows).ok_or(ShareError::NotConverged { stage: "the last equations" })?;
    Ok(times(&inverse, &amounts))
}

/// The constraints on worths that are still of use.
fn unsettled(constraints: Vec<Constraint>, span: &Span) -> Vec<Constraint> {
    let probe = span.probe();
    let useful = |constraint: &Constraint| match constraint {
        Constraint::Worth(coalition) => span::product(&probe, *coalition) != 0,
        _ => false,
    };
    constraints.into_iter().filter(useful).collect()
}
