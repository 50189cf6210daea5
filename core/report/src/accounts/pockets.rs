//! Who paid and who gained: each body's money in, and what is claimed for its budget, cash and not cash apart; and how sure a claim is.

use std::collections::{BTreeMap, BTreeSet};

use commonweal_quantity::Pence;
use commonweal_record::entry::BodyId;
use commonweal_record::fact::Decimal;
use commonweal_record::fact::kinds::evidence::EvaluationAttached;
use commonweal_record::fact::kinds::money::{BenefitClaimed, BenefitSort};
use commonweal_record::partnership::Partnership;

/// What one body put in and gains, in pence.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pocket {
    /// Money that it put in.
    pub put_in: i64,
    /// Cash claimed for its budget.
    pub cash: i64,
    /// Capacity freed that is claimed for it.
    pub capacity: i64,
    /// Social value claimed for it.
    pub social: i64,
}

impl Pocket {
    fn and(self, other: &Self) -> Self {
        Self {
            put_in: self.put_in.saturating_add(other.put_in),
            cash: self.cash.saturating_add(other.cash),
            capacity: self.capacity.saturating_add(other.capacity),
            social: self.social.saturating_add(other.social),
        }
    }

    /// Several together.
    pub fn together<'p>(pockets: impl IntoIterator<Item = &'p Self>) -> Self {
        pockets.into_iter().fold(Self::default(), Self::and)
    }

    /// What it put in beyond what its own budget gains, in cash and in capacity; above nought others gain by it.
    pub fn gap(&self) -> i64 {
        self.put_in.saturating_sub(self.cash.saturating_add(self.capacity))
    }
}

/// The pockets of every body that put money in or for which something is claimed.
pub fn pockets(partnership: &Partnership) -> BTreeMap<&BodyId, Pocket> {
    let ledgers = &partnership.ledgers;
    let claimed = ledgers.claims.values().map(|claim| &claim.fact.beneficiary);
    let bodies: BTreeSet<&BodyId> = ledgers.contributed.keys().chain(claimed).collect();
    let pocket = |body: &BodyId| {
        let mut pocket = Pocket {
            put_in: ledgers.contributed.get(body).map_or(0, |sums| sums.pence),
            ..Pocket::default()
        };
        for claim in ledgers.claims.values().filter(|claim| claim.fact.beneficiary == *body) {
            let sum = match claim.fact.sort {
                BenefitSort::CashReleasing => &mut pocket.cash,
                BenefitSort::CapacityFreed => &mut pocket.capacity,
                BenefitSort::SocialValue => &mut pocket.social,
            };
            *sum = sum.saturating_add(claim.fact.pence.0);
        }
        pocket
    };
    bodies.into_iter().map(|body| (body, pocket(body))).collect()
}

/// How sure a claim is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sureness {
    /// It rests on no evaluation.
    NotEvaluated,
    /// The evaluation's effect cannot be told from none.
    MayBeNothing,
    /// The interval of the effect leaves out none; the claim at its two ends, the smaller first, if it goes up and down with the effect.
    Between(Pence, Pence),
}

/// How sure a claim is, by the interval of the evaluation that it rests on.
///
/// A claim of w that rests on an effect e with interval [l, u] is w·l/e at one end and w·u/e at the other.
pub fn sureness(partnership: &Partnership, claim: &BenefitClaimed) -> Sureness {
    let evaluation = claim.evaluation.as_ref().and_then(|id| partnership.evidence.evaluations.get(id));
    let Some(evaluation) = evaluation else { return Sureness::NotEvaluated };
    let found = &evaluation.attached.fact;
    if includes_none(found) {
        return Sureness::MayBeNothing;
    }
    let at = |end: &Decimal| scaled(claim.pence, end, &found.estimate);
    match (at(&found.lower), at(&found.upper)) {
        (Some(one), Some(other)) => Sureness::Between(one.min(other), one.max(other)),
        _ => Sureness::MayBeNothing,
    }
}

/// Whether the interval of an effect holds nought: it cannot be told from none.
pub fn includes_none(found: &EvaluationAttached) -> bool {
    found.lower.scaled() <= 0 && found.upper.scaled() >= 0
}

/// An amount in the ratio of two numbers, to the nearest penny; none where the second is nought or the result cannot be held.
fn scaled(pence: Pence, end: &Decimal, estimate: &Decimal) -> Option<Pence> {
    let (end, estimate) = (end.scaled() * estimate.scaled().signum(), estimate.scaled().abs());
    let twice = i128::from(pence.0).checked_mul(end)?.checked_mul(2)?.checked_add(estimate)?;
    i64::try_from(twice.checked_div_euclid(estimate.checked_mul(2)?)?).ok().map(Pence)
}
