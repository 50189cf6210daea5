//! One level of the nucleolus: the largest t that all unsettled coalitions can have at least, and which of them have it at every optimum.
//!
//! max t subject to x(S) − t·w(S) ≥ u(S) for unsettled S, `x(F_j)` = `b_j` for settled `F_j`, and `x_i` ≥ 0 where imputations are asked for.
//! Its dual has a column (`1_S`; w(S)) with cost −u(S) for every coalition, free columns (`F_j`; 0) with cost −`b_j`, and (`e_i`; 0) with cost 0; the
//! right-hand side is (0; 1). The revised simplex method works on the dual with a basis of n + 1 columns; its multipliers are (−x, t), and
//! its pricing is one scan of all coalitions. Ties in the ratio test are broken lexicographically, so that it cannot cycle.

use super::Complaint;
use super::scan::Scan;
use super::span::{Span, indicator};
use crate::coalition::Coalition;
use crate::error::ShareError;
use crate::linear::{dot, inverse, times, times_from_left};

/// What a constraint of the level's program says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Constraint {
    /// x(S) is settled at this amount.
    Settled(Coalition, f64),
    /// x(S) − t·w(S) is at least the coalition's worth.
    Worth(Coalition),
    /// `x_i` is at least nought.
    Alone(usize),
}

/// The program of one level.
pub(crate) struct Level<'a> {
    pub(crate) worth: &'a [f64],
    pub(crate) complaint: Complaint,
    pub(crate) imputations: bool,
    pub(crate) settled: &'a [(Coalition, f64)],
    pub(crate) scan: Scan<'a>,
}

/// The optimum of a level.
pub(crate) struct Optimum {
    pub(crate) x: Vec<f64>,
    pub(crate) t: f64,
    /// Constraints that are tight at every optimum, since their multiplier is above nought.
    pub(crate) always_tight: Vec<Constraint>,
    /// Other constraints of the basis: a good start for the next level.
    pub(crate) others: Vec<Constraint>,
}

/// A basis, the dual solution in it, and what breaks ties.
struct Basis {
    constraints: Vec<Constraint>,
    /// The inverse of the basis at the last refactoring.
    inverse: Vec<Vec<f64>>,
    /// Rows (y | L), L being this basis' inverse times the basis at the last refactoring.
    tableau: Vec<Vec<f64>>,
}

const OPTIMAL: f64 = 1e-10;
const TIE: f64 = 1e-11;
const POSITIVE: f64 = 1e-7;
const PIVOTS_A_FACTORING: usize = 40;
const MOST_PIVOTS: usize = 20_000;

impl Level<'_> {
    fn players(&self) -> usize {
        self.worth.len().trailing_zeros() as usize
    }

    fn weight(&self, coalition: Coalition) -> u64 {
        match self.complaint {
            Complaint::Whole => 1,
            Complaint::PerHead => coalition.size() as u64,
        }
    }

    /// The constraint's column, in whole numbers: the indicator and the factor of t.
    fn whole_column(&self, constraint: Constraint) -> Vec<u64> {
        let (coalition, last) = match constraint {
            Constraint::Settled(coalition, _) => (coalition, 0),
            Constraint::Worth(coalition) => (coalition, self.weight(coalition)),
            Constraint::Alone(body) => (Coalition::alone(body), 0),
        };
        let mut entries = indicator(coalition, self.players());
        entries.push(last);
        entries
    }

    fn column(&self, constraint: Constraint) -> Vec<f64> {
        self.whole_column(constraint).into_iter().map(|entry| entry as f64).collect()
    }

    fn cost(&self, constraint: Constraint) -> f64 {
        match constraint {
            Constraint::Settled(_, amount) => -amount,
            Constraint::Worth(coalition) => -self.worth[coalition.index()],
            Constraint::Alone(_) => 0.0,
        }
    }

    /// Solves the level from what was nearly tight before, `x` being a point at which to look for the first coalition.
    pub(crate) fn solve(&self, x: &[f64], hints: &[Constraint]) -> Result<Optimum, ShareError> {
        let mut basis = self.start(x, hints)?;
        let mut since_factoring = 0;
        for _ in 0..MOST_PIVOTS {
            let (x, t) = self.multipliers(&basis);
            match self.most_violated(&x, t) {
                Some(entering) => {
                    self.pivot(&mut basis, entering)?;
                    since_factoring += 1;
                }
                None if since_factoring == 0 => return Ok(optimum(basis, x, t)),
                None => since_factoring = PIVOTS_A_FACTORING,
            }
            if since_factoring >= PIVOTS_A_FACTORING {
                basis = self.factored(basis.constraints)?;
                since_factoring = 0;
            }
        }
        Err(ShareError::NotConverged { stage: "too many steps" })
    }

    /// A coalition and its complement, half each, satisfy the dual; settled ones, hints and single bodies complete the basis.
    fn start(&self, x: &[f64], hints: &[Constraint]) -> Result<Basis, ShareError> {
        let players = self.players();
        let (first, _) =
            self.scan.least(x, 0.0).ok_or(ShareError::NotConverged { stage: "nothing left to settle" })?;
        let complement = Coalition(Coalition::grand(players).0 & !first.0);
        let settled = self.settled.iter().map(|(coalition, amount)| Constraint::Settled(*coalition, *amount));
        let pair = [Constraint::Worth(first), Constraint::Worth(complement)];
        let alone = (0..players).map(|body| Constraint::Worth(Coalition::alone(body)));
        let mut span = Span::new(players + 1);
        let independent = |constraint: &Constraint| span.extend(&self.whole_column(*constraint));
        let candidates = settled.chain(pair).chain(hints.iter().copied()).chain(alone);
        self.factored(candidates.filter(independent).collect())
    }

    fn factored(&self, constraints: Vec<Constraint>) -> Result<Basis, ShareError> {
        let size = self.players() + 1;
        let columns: Vec<Vec<f64>> = constraints.iter().map(|constraint| self.column(*constraint)).collect();
        let rows: Vec<Vec<f64>> =
            (0..size).map(|row| columns.iter().map(|column| column[row]).collect()).collect();
        let inverse = inverse(&rows).filter(|_| columns.len() == size);
        let inverse = inverse.ok_or(ShareError::NotConverged { stage: "a basis that cannot be inverted" })?;
        let row = |at: usize| {
            let y = inverse[at][size - 1];
            let free = matches!(constraints[at], Constraint::Settled(..));
            let mut row = vec![if free { y } else { y.max(0.0) }];
            row.extend((0..size).map(|column| f64::from(u8::from(column == at))));
            row
        };
        Ok(Basis { tableau: (0..size).map(row).collect(), constraints, inverse })
    }

    /// (x, t), at which the constraints of the basis are tight.
    fn multipliers(&self, basis: &Basis) -> (Vec<f64>, f64) {
        let costs: Vec<f64> = basis.constraints.iter().map(|constraint| self.cost(*constraint)).collect();
        let mut reduced = times_from_left(&costs, &basis.tableau);
        reduced.remove(0);
        let mut x = times_from_left(&reduced, &basis.inverse);
        let t = x.pop().unwrap_or_default();
        (x.into_iter().map(|x| -x).collect(), t)
    }

    fn most_violated(&self, x: &[f64], t: f64) -> Option<Constraint> {
        let worth = self.scan.least(x, t).map(|(coalition, slack)| (Constraint::Worth(coalition), slack));
        let alone =
            x.iter().enumerate().filter(|_| self.imputations).map(|(body, x)| (Constraint::Alone(body), *x));
        let (constraint, slack) = worth.into_iter().chain(alone).min_by(|a, b| a.1.total_cmp(&b.1))?;
        (slack < -OPTIMAL).then_some(constraint)
    }

    fn pivot(&self, basis: &mut Basis, entering: Constraint) -> Result<(), ShareError> {
        let entries = times(&basis.inverse, &self.column(entering));
        let direction: Vec<f64> = basis.tableau.iter().map(|row| dot(&row[1..], &entries)).collect();
        let may_leave =
            |at: &usize| direction[*at] > TIE && !matches!(basis.constraints[*at], Constraint::Settled(..));
        let leaving = (0..direction.len())
            .filter(may_leave)
            .reduce(|a, b| lexicographically_less(&basis.tableau, &direction, a, b))
            .ok_or(ShareError::NotConverged { stage: "no division meets all limits" })?;
        let pivot: Vec<f64> = basis.tableau[leaving].iter().map(|entry| entry / direction[leaving]).collect();
        for (at, row) in basis.tableau.iter_mut().enumerate().filter(|(at, _)| *at != leaving) {
            row.iter_mut().zip(&pivot).for_each(|(entry, pivot)| *entry -= direction[at] * pivot);
        }
        basis.tableau[leaving] = pivot;
        basis.constraints[leaving] = entering;
        Ok(())
    }
}

/// Of two rows, the one whose entries divided by its direction come first lexicographically.
fn lexicographically_less(tableau: &[Vec<f64>], direction: &[f64], a: usize, b: usize) -> usize {
    for (left, right) in tableau[a].iter().zip(&tableau[b]) {
        let gap = left / direction[a] - right / direction[b];
        if gap.abs() > TIE {
            return if gap < 0.0 { a } else { b };
        }
    }
    a
}

fn optimum(basis: Basis, x: Vec<f64>, t: f64) -> Optimum {
    let (mut always_tight, mut others) = (Vec::new(), Vec::new());
    for (constraint, row) in basis.constraints.into_iter().zip(&basis.tableau) {
        match constraint {
            Constraint::Settled(..) => {}
            _ if row[0] > POSITIVE => always_tight.push(constraint),
            _ => others.push(constraint),
        }
    }
    Optimum { x, t, always_tight, others }
}
