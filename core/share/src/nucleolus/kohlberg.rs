//! Kohlberg's criterion: the proof that a division is the nucleolus, without any of the solver's work.
//!
//! A division is the prenucleolus exactly where, for every level of excess, the coalitions with at least that excess are balanced: some weights above
//! nought on them add up to the same for every body. For the nucleolus, bodies that are held at what they are worth alone may be used besides. A
//! coalition T joins a balanced collection B where −`1_T` is a combination of B and, with weights of nought or more, of the other coalitions at the
//! level; those used then join too, and so does everything in their span. E. Kohlberg, "On the nucleolus of a characteristic function game", SIAM
//! Journal on Applied Mathematics 20 (1971), 62–66; T.-D. Nguyen, "Simplifying the Kohlberg criterion on the nucleolus: a correct approach" (2016).

use super::Complaint;
use super::span::{Span, product};
use crate::coalition::Coalition;
use crate::error::ShareError;
use crate::game::subset_sums;
use crate::linear::{dot, inverse, times};

/// Excesses nearer than this, as a part of the largest worth, count as one level.
pub(crate) const LEVEL: f64 = 1e-8;
/// Residual of a combination, as a part of its length, below which it holds.
const RESIDUAL: f64 = 1e-8;

/// What has been shown to be balanced so far, exactly, and as an orthonormal basis of its span.
struct Balanced {
    span: Span,
    orthonormal: Vec<Vec<f64>>,
}

impl Balanced {
    fn add(&mut self, coalition: Coalition, players: usize) {
        if self.span.settle(coalition) {
            let rest = self.outside(&indicator(coalition, players));
            let length = dot(&rest, &rest).sqrt();
            self.orthonormal.push(rest.iter().map(|entry| entry / length).collect());
        }
    }

    /// The part of a vector that is orthogonal to the span; taken off twice against rounding.
    fn outside(&self, vector: &[f64]) -> Vec<f64> {
        let mut rest = vector.to_vec();
        for basis in self.orthonormal.iter().chain(&self.orthonormal) {
            let along = dot(&rest, basis);
            rest.iter_mut().zip(basis).for_each(|(rest, basis)| *rest -= along * basis);
        }
        rest
    }
}

fn indicator(coalition: Coalition, players: usize) -> Vec<f64> {
    (0..players).map(|body| f64::from(u8::from(coalition.contains(body)))).collect()
}

/// The distinct levels of excess that settle the division, highest first, each shown to be balanced.
///
/// `worth` has v(i) = 0 and is scaled to about 1. `imputations` lets bodies at nought be used besides.
///
/// # Errors
/// [`ShareError::NotTheNucleolus`] with the first level that is not balanced.
pub(crate) fn verify(
    worth: &[f64],
    complaint: Complaint,
    imputations: bool,
    x: &[f64],
) -> Result<Vec<f64>, ShareError> {
    let players = x.len();
    let excess = excesses(worth, complaint, x);
    let mut balanced = Balanced { span: Span::new(players), orthonormal: Vec::new() };
    balanced.add(Coalition::grand(players), players);
    let held = (0..players).filter(|body| imputations && x[*body] < LEVEL).map(Coalition::alone);
    let held: Vec<Coalition> = held.collect();
    let mut levels = Vec::new();
    while balanced.span.rank() < players {
        let probe = balanced.span.probe();
        let unsettled = |index: &usize| product(&probe, Coalition::at(*index)) != 0;
        let Some(level) =
            (0..excess.len()).filter(unsettled).map(|index| excess[index]).max_by(f64::total_cmp)
        else {
            break;
        };
        let mut group: Vec<Coalition> = (0..excess.len())
            .filter(|index| excess[*index] >= level - LEVEL)
            .filter(unsettled)
            .map(Coalition::at)
            .collect();
        levels.push(level);
        while let Some(next) = group.first().copied() {
            let used = opposite(&balanced, next, &group, &held, players)
                .ok_or(ShareError::NotTheNucleolus { excess: level })?;
            used.into_iter().chain([next]).for_each(|coalition| balanced.add(coalition, players));
            let probe = balanced.span.probe();
            group.retain(|coalition| product(&probe, *coalition) != 0);
        }
    }
    Ok(levels)
}

/// (v(S) − x(S)) / w(S) for every coalition, −∞ for the empty one.
fn excesses(worth: &[f64], complaint: Complaint, x: &[f64]) -> Vec<f64> {
    let mut excess = subset_sums(x);
    for (index, (excess, worth)) in excess.iter_mut().zip(worth).enumerate() {
        let weight = match complaint {
            Complaint::Whole => 1.0,
            Complaint::PerHead => index.count_ones().max(1).into(),
        };
        *excess = (worth - *excess) / weight;
    }
    excess[0] = f64::NEG_INFINITY;
    excess
}

/// Coalitions of the group and held bodies that, with weights above nought, add up to −`1_T` but for what is balanced already; `None` where
/// there are none. By non-negative least squares (C. L. Lawson and R. J. Hanson, Solving Least Squares Problems, 1974, ch. 23).
fn opposite(
    balanced: &Balanced,
    wanted: Coalition,
    group: &[Coalition],
    held: &[Coalition],
    players: usize,
) -> Option<Vec<Coalition>> {
    let target: Vec<f64> = balanced.outside(&indicator(wanted, players)).iter().map(|entry| -entry).collect();
    let length = dot(&target, &target).sqrt();
    let mut used: Vec<Coalition> = Vec::new();
    let mut columns: Vec<Vec<f64>> = Vec::new();
    let mut weights: Vec<f64> = Vec::new();
    for _ in 0..30 * players {
        let mut residual = target.clone();
        for (column, weight) in columns.iter().zip(&weights) {
            residual.iter_mut().zip(column).for_each(|(rest, entry)| *rest -= weight * entry);
        }
        if dot(&residual, &residual).sqrt() <= RESIDUAL * length {
            return Some(used);
        }
        let (next, gain) = group
            .iter()
            .chain(held)
            .map(|coalition| (*coalition, coalition.sum(&residual)))
            .max_by(|a, b| a.1.total_cmp(&b.1))?;
        if gain <= RESIDUAL * length {
            return None;
        }
        used.push(next);
        columns.push(balanced.outside(&indicator(next, players)));
        weights.push(0.0);
        refit(&target, &mut used, &mut columns, &mut weights)?;
    }
    None
}

/// Least squares over the columns; goes only so far that no weight falls below nought, drops those that reach it, and repeats.
fn refit(
    target: &[f64],
    used: &mut Vec<Coalition>,
    columns: &mut Vec<Vec<f64>>,
    weights: &mut Vec<f64>,
) -> Option<()> {
    loop {
        let gram: Vec<Vec<f64>> =
            columns.iter().map(|a| columns.iter().map(|b| dot(a, b)).collect()).collect();
        let fitted = times(&inverse(&gram)?, &times(columns, target));
        let step = fitted.iter().zip(weights.iter()).filter(|(fitted, _)| **fitted <= 0.0);
        let step = step.map(|(fitted, weight)| weight / (weight - fitted)).fold(1.0, f64::min);
        for (weight, fitted) in weights.iter_mut().zip(&fitted) {
            *weight += step * (fitted - *weight);
        }
        if fitted.iter().all(|fitted| *fitted > 0.0) {
            return Some(());
        }
        let dropped = (0..weights.len())
            .filter(|at| fitted[*at] <= 0.0)
            .min_by(|a, b| weights[*a].total_cmp(&weights[*b]))?;
        used.remove(dropped);
        columns.remove(dropped);
        weights.remove(dropped);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Talmud, estate 200, in the form v(i) = 0: the answer is (50, 75, 75), and (50, 50, 100) is the answer of a package that fixes coalitions
    /// which are tight at one optimum only.
    #[test]
    fn the_nucleolus_passes_and_a_near_miss_does_not() {
        let game = crate::game::costs::bankruptcy(&[100.0, 200.0, 300.0], 200.0).unwrap();
        let scaled: Vec<f64> = game.worths().iter().map(|worth| worth / 200.0).collect();
        let check = |x: [f64; 3]| verify(&scaled, Complaint::Whole, true, &x);
        assert!(check([0.25, 0.375, 0.375]).is_ok());
        for wrong in [[0.25, 0.25, 0.5], [0.25, 0.376, 0.374], [1.0, 0.0, 0.0]] {
            assert!(matches!(check(wrong), Err(ShareError::NotTheNucleolus { .. })), "{wrong:?}");
        }
    }
}
