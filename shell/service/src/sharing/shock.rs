//! A shock shared under the agreement: the record says what struck whom, the terms in force say the rule, the caps and the floors.

use std::collections::BTreeMap;

use commonweal_quantity::Pence;
use commonweal_record::entry::{BodyId, IdError};
use commonweal_record::fact::kinds::agreement::{ShareRule, Shared, Term};
use commonweal_record::fact::kinds::money::{JournalLine, Side};
use commonweal_record::fact::{EventId, PerBody};
use commonweal_record::partnership::{Partnership, TermPlace};
use commonweal_share::claims::ClaimsRule;
use commonweal_share::contribution::{Contribution, justification};
use commonweal_share::division::{DivisionError, divide};
use commonweal_share::limits::Limit;
use commonweal_share::{Basis, Division, Problem, Rule, journal};

/// What falls to each partner under the agreement, ready to be recorded.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// The rule that the agreement names.
    pub rule: ShareRule,
    /// The clause that names it.
    pub place: TermPlace,
    /// The loss to be shared, above nought.
    pub total: Pence,
    /// What falls to each partner, above nought: the allocation of a fact `loss_shared`.
    pub allocation: PerBody<Pence>,
    /// The lines of a fact `journal_posted` that makes it so; none where nobody owes anything.
    pub lines: Vec<JournalLine>,
    /// The division with its words, payments and warnings; parts of a loss are below nought.
    pub division: Division,
    /// The terms that were applied, each with its place and in words.
    pub terms: Vec<(TermPlace, String)>,
}

/// Figures that a record does not hold, from whoever asks.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Given {
    /// What an hour of time counts for in contributions, in pence.
    pub pence_an_hour: Pence,
    /// Needs or claims by body, in pounds, for rules that go by them.
    pub numbers: BTreeMap<BodyId, f64>,
}

/// Why a shock cannot be shared under the agreement.
#[derive(Debug, thiserror::Error)]
pub enum ShockError {
    /// No such event, or none that struck.
    #[error("the record has no shock '{0}'; note it first, with what it took from whom")]
    NoShock(EventId),
    /// It is shared already.
    #[error("the loss of '{0}' is shared already")]
    SharedAlready(EventId),
    /// No term says how.
    #[error("no agreement in force says how losses are divided; set a term for it, or decide at a meeting")]
    NoRule,
    /// The rule is in fixed shares, and no term gives them.
    #[error("losses are divided in fixed shares by {place}, but no term gives the shares; set them")]
    NoFixedShares {
        /// The term.
        place: TermPlace,
    },
    /// The rule goes by figures that the record does not hold.
    #[error("losses are divided {rule}, and the record does not hold {needed} of {body}; give it")]
    NoNumber {
        /// The rule in words.
        rule: &'static str,
        /// What is needed.
        needed: &'static str,
        /// Of whom.
        body: BodyId,
    },
    /// The rule goes by what coalitions are worth.
    #[error(
        "losses are divided {0}, which needs the worth of every group; share with 'commonweal share --worths' and record what it gives"
    )]
    NeedsWorths(&'static str),
    /// A body that is no partner was struck.
    #[error("'{0}' was struck but is no partner now; share what struck the partners, or admit it first")]
    NotAPartner(BodyId),
    /// The division has no answer.
    #[error(transparent)]
    Division(#[from] DivisionError),
    /// A body that a record cannot hold.
    #[error(transparent)]
    Body(#[from] IdError),
    /// An account that a record cannot hold.
    #[error(transparent)]
    Account(#[from] commonweal_quantity::IdError),
}

/// What the agreement in force makes of a shock: the loss by its rule, within its caps and floors, to the penny.
///
/// # Errors
/// [`ShockError`]: no such shock, no rule, figures that the record does not hold, limits that cannot be kept.
pub fn proposed(partnership: &Partnership, event: &EventId, given: &Given) -> Result<Proposal, ShockError> {
    let noted = partnership.ledgers.events.get(event).ok_or_else(|| ShockError::NoShock(event.clone()))?;
    let shock = noted.shock.as_ref().ok_or_else(|| ShockError::NoShock(event.clone()))?;
    if noted.loss.is_some() {
        return Err(ShockError::SharedAlready(event.clone()));
    }
    let partners: Vec<&BodyId> = partnership.members.current().collect();
    if let Some(stranger) = shock.fact.struck.0.keys().find(|body| !partners.contains(body)) {
        return Err(ShockError::NotAPartner(stranger.clone()));
    }
    let agreed = Agreed::of(partnership)?;
    let numbers = agreed.numbers(partnership, &partners, given)?;
    let struck: Vec<Pence> =
        partners.iter().map(|body| shock.fact.struck.0.get(*body).copied().unwrap_or_default()).collect();
    let bodies = partners.iter().map(ToString::to_string).collect();
    let basis = Basis::Amount { what: "number", numbers, amount: -(shock.fact.total.0 as f64) / 100.0 };
    let problem =
        Problem { limits: agreed.limits(&partners), struck: Some(struck), ..Problem::new(bodies, basis) };
    let division = divide(&problem, agreed.method())?;
    let falls = division.parts.iter().map(|part| part.pence.checked_neg().map_err(DivisionError::from));
    let falls = falls.collect::<Result<Vec<Pence>, _>>()?;
    let allocation = PerBody(partners.iter().map(|body| (*body).clone()).zip(falls).collect());
    let lines = lines(&division)?;
    Ok(Proposal {
        rule: agreed.rule,
        place: agreed.place,
        total: shock.fact.total,
        allocation,
        lines,
        division,
        terms: agreed.terms,
    })
}

/// The terms in force about losses.
struct Agreed {
    rule: ShareRule,
    place: TermPlace,
    fixed: Option<PerBody<commonweal_quantity::Share>>,
    caps: BTreeMap<BodyId, Pence>,
    floors: BTreeMap<BodyId, Pence>,
    terms: Vec<(TermPlace, String)>,
}

impl Agreed {
    fn of(partnership: &Partnership) -> Result<Self, ShockError> {
        let (mut rule, mut fixed, mut terms) = (None, None, Vec::new());
        let (mut caps, mut floors) = (BTreeMap::new(), BTreeMap::new());
        for (term, place) in partnership.terms_in_force() {
            match term {
                Term::ShareRule { of: Shared::Loss, rule: agreed } => rule = Some((*agreed, place.clone())),
                Term::FixedShares { of: Shared::Loss, shares } => fixed = Some(shares.clone()),
                Term::Cap { of: Shared::Loss, body, pence } => {
                    caps.insert(body.clone(), *pence);
                }
                Term::Floor { of: Shared::Loss, body, pence } => {
                    floors.insert(body.clone(), *pence);
                }
                _ => continue,
            }
            terms.push((place, term.in_words()));
        }
        let (rule, place) = rule.ok_or(ShockError::NoRule)?;
        Ok(Self { rule, place, fixed, caps, floors, terms })
    }

    /// The method of the rule.
    fn method(&self) -> Rule {
        match self.rule {
            ShareRule::Equal => Rule::Equal,
            ShareRule::ByContribution => Rule::ByContribution,
            ShareRule::ByBenefit => Rule::ByBenefit,
            ShareRule::ByNeed | ShareRule::Fixed | ShareRule::Proportional => Rule::ByNeed,
            ShareRule::Shapley => Rule::Shapley,
            ShareRule::Nucleolus => Rule::Nucleolus,
            ShareRule::EqualAwards => Rule::Claims(ClaimsRule::EqualAwards),
            ShareRule::EqualLosses => Rule::Claims(ClaimsRule::EqualLosses),
            ShareRule::Talmud => Rule::Claims(ClaimsRule::Talmud),
        }
    }

    /// The number of each partner that the rule goes by.
    fn numbers(
        &self,
        partnership: &Partnership,
        partners: &[&BodyId],
        given: &Given,
    ) -> Result<Vec<f64>, ShockError> {
        let asked = |needed: &'static str| {
            let number = |body: &&BodyId| {
                let missing =
                    || ShockError::NoNumber { rule: self.rule.phrase(), needed, body: (*body).clone() };
                given.numbers.get(*body).copied().ok_or_else(missing)
            };
            partners.iter().map(number).collect()
        };
        let each = |number: &dyn Fn(&BodyId) -> Result<f64, ShockError>| {
            partners.iter().map(|body| number(body)).collect()
        };
        match self.rule {
            ShareRule::Equal => Ok(vec![1.0; partners.len()]),
            ShareRule::Fixed => {
                let missing = || ShockError::NoFixedShares { place: self.place.clone() };
                let fixed = self.fixed.as_ref().ok_or_else(missing)?;
                each(&|body| Ok(fixed.0.get(body).map_or(0.0, |share| share.to_f64())))
            }
            ShareRule::ByContribution => each(&|body| put_in(partnership, body, given.pence_an_hour)),
            ShareRule::ByBenefit => each(&|body| Ok(gains(partnership, body))),
            ShareRule::ByNeed => asked("the need"),
            ShareRule::Proportional | ShareRule::EqualAwards | ShareRule::EqualLosses | ShareRule::Talmud => {
                asked("the most that is to be borne")
            }
            ShareRule::Shapley | ShareRule::Nucleolus => Err(ShockError::NeedsWorths(self.rule.phrase())),
        }
    }

    /// The caps and floors of the partners, where there are any.
    fn limits(&self, partners: &[&BodyId]) -> Option<Vec<Limit>> {
        if self.caps.is_empty() && self.floors.is_empty() {
            return None;
        }
        let pounds = |pence: &Pence| pence.0 as f64 / 100.0;
        let limit = |body: &&BodyId| Limit {
            floor: self.floors.get(*body).map_or(Limit::NONE.floor, pounds),
            cap: self.caps.get(*body).map_or(Limit::NONE.cap, pounds),
        };
        Some(partners.iter().map(limit).collect())
    }
}

/// What is claimed for a body, in pounds.
fn gains(partnership: &Partnership, body: &BodyId) -> f64 {
    let claims = partnership.ledgers.claims.values().filter(|claim| claim.fact.beneficiary == *body);
    claims.map(|claim| claim.fact.pence.0 as f64).sum::<f64>() / 100.0
}

/// Money and priced time that a body put in, in pounds.
fn put_in(partnership: &Partnership, body: &BodyId, pence_an_hour: Pence) -> Result<f64, ShockError> {
    let Some(sums) = partnership.ledgers.contributed.get(body) else { return Ok(0.0) };
    let contribution =
        Contribution { money: Pence(sums.pence), minutes: sums.minutes, energy: sums.energy.values().sum() };
    let judged = justification(contribution, pence_an_hour, Pence::ZERO).map_err(DivisionError::from)?;
    Ok(judged.put_in.0 as f64 / 100.0)
}

/// The lines of the entry as facts have them.
fn lines(division: &Division) -> Result<Vec<JournalLine>, ShockError> {
    let postings = division.journal.iter().flat_map(journal::Entry::postings);
    let line = |posting: &journal::Posting| {
        Ok(JournalLine {
            body: posting.body.parse()?,
            account: posting.account.parse()?,
            side: if posting.side == journal::Side::Debit { Side::Debit } else { Side::Credit },
            pence: posting.pence,
        })
    };
    postings.map(line).collect()
}

#[cfg(test)]
mod tests;
