//! What the agreement in force gives each partner of a shared loss or gain, from the record alone.

use std::collections::{BTreeMap, BTreeSet};

use commonweal_quantity::Pence;
use commonweal_record::entry::BodyId;
use commonweal_record::fact::kinds::agreement::{ShareRule, Shared, Term};
use commonweal_record::fact::{EventId, PerBody};
use commonweal_record::partnership::{Partnership, TermPlace};
use commonweal_share::division::{DivisionError, divide};
use commonweal_share::limits::Limit;
use commonweal_share::settlement::settle;
use commonweal_share::{Basis, Division, Problem, Rule};

/// A division as the agreement has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Agreed {
    /// The rule of the agreement, and the clause that sets it.
    pub rule: (ShareRule, TermPlace),
    /// The clauses whose caps and floors were applied.
    pub limits: Vec<TermPlace>,
    /// What falls to each, above nought; it adds up to the loss to the penny.
    pub falls: Vec<(BodyId, Pence)>,
    /// The division that it is taken from, a loss below nought.
    pub division: Division,
}

/// Why the record alone does not divide it.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum NotAgreed {
    /// Nobody noted it.
    #[error("nobody has noted a shock '{0}'")]
    NoShock(EventId),
    /// Nobody to share with.
    #[error("there are no partners yet")]
    NoPartners,
    /// The agreement is silent.
    #[error("no agreement in force says how {} are divided; set that clause first", .0.phrase())]
    NoRule(Shared),
    /// The rule rests on what the record does not hold.
    #[error("the agreement divides {}, and the figures for that are not on the record; use 'commonweal share' with a plan, and record what it gives", .0.phrase())]
    Figures(ShareRule),
    /// The record holds none of what the rule divides by.
    #[error("the agreement divides {}, and nothing of that is on the record yet", .0.phrase())]
    Nothing(ShareRule),
    /// It cannot be divided so.
    #[error(transparent)]
    Division(DivisionError),
}

/// What the agreement in force gives each partner of the loss that a noted shock is, to the penny and within the caps and floors.
///
/// Equal parts and fixed shares are in the agreement; by contribution divides by the money that each put in, by benefit by the benefits
/// claimed for each. The other rules need figures that the record does not hold.
///
/// # Errors
/// [`NotAgreed`].
pub fn agreed_loss(partnership: &Partnership, event: &EventId) -> Result<Agreed, NotAgreed> {
    let noted = partnership.ledgers.events.get(event).and_then(|division| division.shock.as_ref());
    let shock = &noted.ok_or_else(|| NotAgreed::NoShock(event.clone()))?.fact;
    let mut bodies: Vec<BodyId> = partnership.members.current().cloned().collect();
    if bodies.is_empty() {
        return Err(NotAgreed::NoPartners);
    }
    bodies.extend(shock.struck.0.keys().filter(|body| !partnership.members.is_partner(body)).cloned());
    let terms = Terms::of(partnership, Shared::Loss)?;
    let numbers = terms.numbers(partnership, &bodies)?;
    let struck = bodies.iter().map(|body| shock.struck.0.get(body).copied().unwrap_or(Pence(0)));
    let problem = Problem {
        bodies: bodies.iter().map(ToString::to_string).collect(),
        basis: Basis::Amount { what: "part", numbers, amount: -(shock.total.0 as f64) / 100.0 },
        limits: terms.limits(&bodies),
        weights: None,
        groups: Vec::new(),
        struck: Some(struck.collect()),
        due: None,
        run: 1,
    };
    let division = divide(&problem, Rule::ByNeed).map_err(NotAgreed::Division)?;
    let falls =
        bodies.into_iter().zip(division.parts.iter().map(|part| Pence(part.pence.0.saturating_neg())));
    Ok(Agreed { rule: terms.rule, limits: terms.clauses, falls: falls.collect(), division })
}

/// The fewest payments that turn what a shock took from each into what was agreed to fall to each; none where they do not add up to the same.
pub fn payments(struck: &PerBody<Pence>, allocation: &PerBody<Pence>) -> Vec<Paid> {
    let bodies: BTreeSet<&BodyId> = struck.0.keys().chain(allocation.0.keys()).collect();
    let bodies: Vec<&BodyId> = bodies.into_iter().collect();
    let of = |amounts: &PerBody<Pence>, body: &BodyId| amounts.0.get(body).map_or(0, |pence| pence.0);
    let owed = bodies.iter().map(|body| Pence(of(struck, body).saturating_sub(of(allocation, body))));
    let Ok(settled) = settle(&owed.collect::<Vec<_>>()) else { return Vec::new() };
    let paid = settled.transfers.iter().filter_map(|transfer| {
        let (from, to) = (*bodies.get(transfer.from)?, *bodies.get(transfer.to)?);
        Some(Paid { from: from.clone(), to: to.clone(), pence: transfer.pence })
    });
    paid.collect()
}

/// A payment from one body to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paid {
    /// Who pays.
    pub from: BodyId,
    /// Whom.
    pub to: BodyId,
    /// How much.
    pub pence: Pence,
}

/// What the agreement in force says of gains or losses.
struct Terms<'p> {
    rule: (ShareRule, TermPlace),
    fixed: BTreeMap<&'p BodyId, f64>,
    caps: BTreeMap<&'p BodyId, f64>,
    floors: BTreeMap<&'p BodyId, f64>,
    clauses: Vec<TermPlace>,
}

impl<'p> Terms<'p> {
    fn of(partnership: &'p Partnership, side: Shared) -> Result<Self, NotAgreed> {
        let mut rule = None;
        let (mut fixed, mut caps, mut floors) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        let mut clauses = Vec::new();
        let pounds = |pence: &Pence| pence.0 as f64 / 100.0;
        for (term, place) in partnership.terms_in_force() {
            match term {
                Term::ShareRule { of, rule: said } if *of == side => rule = rule.or(Some((*said, place))),
                Term::FixedShares { of, shares } if *of == side => {
                    fixed.extend(shares.0.iter().map(|(body, share)| (body, share.to_f64())));
                }
                Term::Cap { of, body, pence } if *of == side => {
                    caps.insert(body, pounds(pence));
                    clauses.push(place);
                }
                Term::Floor { of, body, pence } if *of == side => {
                    floors.insert(body, pounds(pence));
                    clauses.push(place);
                }
                _ => {}
            }
        }
        let rule = rule.ok_or(NotAgreed::NoRule(side))?;
        Ok(Self { rule, fixed, caps, floors, clauses })
    }

    /// The number of each body to which its part is in proportion.
    fn numbers(&self, partnership: &Partnership, bodies: &[BodyId]) -> Result<Vec<f64>, NotAgreed> {
        let ledgers = &partnership.ledgers;
        let rule = self.rule.0;
        let number = |body: &BodyId| match rule {
            ShareRule::Equal => Ok(1.0),
            ShareRule::Fixed => Ok(self.fixed.get(body).copied().unwrap_or_default()),
            ShareRule::ByContribution => {
                Ok(ledgers.contributed.get(body).map_or(0.0, |sums| sums.pence as f64))
            }
            ShareRule::ByBenefit => {
                let own = ledgers.claims.values().filter(|claim| claim.fact.beneficiary == *body);
                Ok(own.map(|claim| claim.fact.pence.0.max(0) as f64).sum())
            }
            _ => Err(NotAgreed::Figures(rule)),
        };
        let numbers = bodies.iter().map(number).collect::<Result<Vec<f64>, _>>()?;
        if numbers.iter().all(|number| *number <= 0.0) {
            return Err(NotAgreed::Nothing(rule));
        }
        Ok(numbers)
    }

    fn limits(&self, bodies: &[BodyId]) -> Option<Vec<Limit>> {
        let limit = |body: &BodyId| Limit {
            floor: self.floors.get(body).copied().unwrap_or(Limit::NONE.floor),
            cap: self.caps.get(body).copied().unwrap_or(Limit::NONE.cap),
        };
        (!self.clauses.is_empty()).then(|| bodies.iter().map(limit).collect())
    }
}
