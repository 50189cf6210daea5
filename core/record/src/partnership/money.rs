//! What bodies put in, gain, lose and owe, in whole pence with checked addition.

use std::collections::BTreeMap;

use commonweal_quantity::{Pence, Share, allocate};

use super::told::{kept, state};
use super::{Folded, Matter, Partnership, Told};
use crate::entry::BodyId;
use crate::fact::kinds::agreement::{ShareRule, Shared, Term};
use crate::fact::kinds::money::{
    BenefitClaimed, Contribution, ContributionMade, Energy, FundReported, GainShared, JournalPosted,
    LinkCounted, LossShared, ShockNoted, Side,
};
use crate::fact::{AccountId, ClaimId, EventId, JournalId, PerBody, sum_of_shares};

state! {
    #[derive(Default)]
    /// All that a body put in.
    pub struct Contributed {
        /// Money.
        pub pence: i64,
        /// Time.
        pub minutes: i64,
        /// How often each form of energy was given.
        pub energy: BTreeMap<Energy, u64>,
    }

    #[derive(Default)]
    /// What fell to a body from shared events.
    pub struct Position {
        /// Gains.
        pub gained: i64,
        /// Losses.
        pub lost: i64,
    }

    /// A shared event: what struck, and how it was divided.
    pub struct Division {
        /// The shock.
        pub shock: Option<Told<ShockNoted>>,
        /// The loss divided.
        pub loss: Option<Told<LossShared>>,
        /// The gain divided.
        pub gain: Option<Told<GainShared>>,
    }
}

state! {
    #[derive(Default)]
    /// Money, time and energy.
    pub struct Ledgers {
        /// Contributions, in order.
        pub contributions: Vec<Told<ContributionMade>>,
        /// Their sums by body.
        pub contributed: BTreeMap<BodyId, Contributed>,
        /// Benefits claimed, by id.
        pub claims: BTreeMap<ClaimId, Told<BenefitClaimed>>,
        /// Shared events by id.
        pub events: BTreeMap<EventId, Division>,
        /// What fell to each body from them.
        pub positions: BTreeMap<BodyId, Position>,
        /// Journals by id.
        pub journals: BTreeMap<JournalId, Told<JournalPosted>>,
        /// Debits less credits in pence, by body and account.
        pub balances: BTreeMap<BodyId, BTreeMap<AccountId, i64>>,
        /// Reports on the pooled fund, in order.
        pub reports: Vec<Told<FundReported>>,
    }
}

kept! { FundReported in ledgers.reports; }

impl Folded for ContributionMade {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        let sums = state.ledgers.contributed.entry(told.body.clone()).or_default();
        let (sum, more) = match &told.fact.contribution {
            Contribution::Money { pence } => (&mut sums.pence, pence.0),
            Contribution::Time { minutes } => (&mut sums.minutes, minutes.get()),
            Contribution::Energy { form } => {
                *sums.energy.entry(*form).or_default() += 1;
                state.ledgers.contributions.push(told);
                return;
            }
        };
        match sum.checked_add(more) {
            Some(total) => *sum = total,
            None => found.push(Matter::Overflow { what: "sum of contributions" }),
        }
        state.ledgers.contributions.push(told);
    }
}

impl Folded for BenefitClaimed {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        let id = told.fact.claim.clone();
        if state.ledgers.claims.contains_key(&id) {
            found.push(Matter::repeated("benefit claim", &id));
            return;
        }
        if let Some(evaluation) = &told.fact.evaluation
            && !state.evidence.evaluations.contains_key(evaluation)
        {
            found.push(Matter::unknown("evaluation", &evaluation));
            return;
        }
        if let Some(valuation) = &told.fact.valuation
            && !state.evidence.valuations.contains_key(valuation)
        {
            found.push(Matter::unknown("valuation", &valuation));
            return;
        }
        let counted = told.fact.counts.iter().flatten();
        let twice: Vec<Matter> = counted.filter_map(|link| state.ledgers.twice(&told.fact, link)).collect();
        if twice.is_empty() {
            state.ledgers.claims.insert(id, told);
        }
        found.extend(twice);
    }
}

/// A claim by its title and its id.
fn named(claim: &BenefitClaimed) -> String {
    format!("'{}' ({})", claim.title, claim.claim)
}

impl Ledgers {
    /// What is wrong where `claim` counts a link beyond what earlier claims have left of it.
    fn twice(&self, claim: &BenefitClaimed, counted: &LinkCounted) -> Option<Matter> {
        let is_same = |it: &&LinkCounted| it.event == counted.event && it.link == counted.link;
        let claims = self.claims.values();
        let earlier: Vec<(&Told<BenefitClaimed>, &LinkCounted)> = claims
            .filter_map(|told| Some((told, told.fact.counts.iter().flatten().find(is_same)?)))
            .collect();
        let (first, _) = earlier.iter().max_by_key(|(told, _)| told.seq)?;
        let share = |link: &LinkCounted| link.share.unwrap_or(Share::WHOLE);
        let shares: Vec<Share> =
            earlier.iter().map(|(_, link)| share(link)).chain([share(counted)]).collect();
        match sum_of_shares(&shares) {
            None => Some(Matter::Overflow { what: "sum of the shares of a link" }),
            Some((over, under)) if over <= under => None,
            Some(_) => Some(Matter::CountedTwice {
                event: counted.event.to_string(),
                link: counted.link.to_string(),
                first: named(&first.fact),
                second: named(claim),
            }),
        }
    }

    fn event(&mut self, event: &EventId) -> &mut Division {
        self.events.entry(event.clone()).or_insert_with(|| Division { shock: None, loss: None, gain: None })
    }

    /// Adds what falls to each body, or nothing where a sum would overflow.
    fn add_to_positions(&mut self, of: Shared, allocation: &PerBody<Pence>) -> Result<(), Matter> {
        let mut positions = self.positions.clone();
        for (body, pence) in &allocation.0 {
            let position = positions.entry(body.clone()).or_default();
            let sum = match of {
                Shared::Gain => &mut position.gained,
                Shared::Loss => &mut position.lost,
            };
            *sum = sum.checked_add(pence.0).ok_or(Matter::Overflow { what: "position of a body" })?;
        }
        self.positions = positions;
        Ok(())
    }

    /// Adds the lines of a journal, or nothing where a balance would overflow.
    fn post(&mut self, journal: &JournalPosted) -> Result<(), Matter> {
        let overflow = || Matter::Overflow { what: "balance of an account" };
        let mut changed: BTreeMap<(&BodyId, &AccountId), i64> = BTreeMap::new();
        for line in &journal.lines {
            let now =
                || self.balances.get(&line.body).and_then(|accounts| accounts.get(&line.account)).copied();
            let balance = changed.entry((&line.body, &line.account)).or_insert_with(|| now().unwrap_or(0));
            let next = match line.side {
                Side::Debit => balance.checked_add(line.pence.0),
                Side::Credit => balance.checked_sub(line.pence.0),
            };
            *balance = next.ok_or_else(overflow)?;
        }
        for ((body, account), balance) in changed {
            self.balances.entry(body.clone()).or_default().insert(account.clone(), balance);
        }
        Ok(())
    }
}

impl Folded for ShockNoted {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        let event = told.fact.event.clone();
        let division = state.ledgers.event(&event);
        if division.shock.is_some() {
            found.push(Matter::repeated("shock", &event));
        } else {
            division.shock = Some(told);
        }
    }
}

impl Folded for LossShared {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        let Self { event, total, rule, allocation } = told.fact.clone();
        if state.ledgers.event(&event).loss.is_some() {
            found.push(Matter::repeated("shared loss", &event));
            return;
        }
        state.judge_division(Shared::Loss, total, rule, &allocation, found);
        found.extend(state.ledgers.add_to_positions(Shared::Loss, &allocation).err());
        state.ledgers.event(&event).loss = Some(told);
    }
}

impl Folded for GainShared {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        let Self { event, total, rule, allocation } = told.fact.clone();
        if state.ledgers.event(&event).gain.is_some() {
            found.push(Matter::repeated("shared gain", &event));
            return;
        }
        state.judge_division(Shared::Gain, total, rule, &allocation, found);
        found.extend(state.ledgers.add_to_positions(Shared::Gain, &allocation).err());
        state.ledgers.event(&event).gain = Some(told);
    }
}

impl Folded for JournalPosted {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        let id = told.fact.journal.clone();
        if state.ledgers.journals.contains_key(&id) {
            found.push(Matter::repeated("journal", &id));
            return;
        }
        found.extend(state.ledgers.post(&told.fact).err());
        state.ledgers.journals.insert(id, told);
    }
}

impl Partnership {
    /// Compares a division with the terms in force: its rule, its caps and floors, and the amounts where the rule fixes them.
    fn judge_division(
        &self,
        side: Shared,
        total: Pence,
        said: ShareRule,
        allocation: &PerBody<Pence>,
        found: &mut Vec<Matter>,
    ) {
        let mut limited = false;
        let mut shares = None;
        for (term, place) in self.terms_in_force() {
            match term {
                Term::ShareRule { of, rule } if *of == side && *rule != said => {
                    found.push(Matter::RuleDiffers {
                        said: said.phrase(),
                        agreed: rule.phrase(),
                        term: place,
                    });
                }
                Term::FixedShares { of, shares: fixed } if *of == side => shares = Some(fixed),
                Term::Cap { of, body, pence: limit } | Term::Floor { of, body, pence: limit }
                    if *of == side =>
                {
                    limited = true;
                    let falls = allocation.0.get(body).copied().unwrap_or(Pence(0));
                    let passed = match term {
                        Term::Cap { .. } => falls > *limit,
                        _ => falls < *limit,
                    };
                    if passed {
                        let body = body.clone();
                        found.push(Matter::LimitPassed { body, pence: falls, limit: *limit, term: place });
                    }
                }
                _ => {}
            }
        }
        if !limited && !follows(said, total, shares, allocation) {
            found.push(Matter::AllocationDiffers { rule: said.phrase() });
        }
    }
}

/// Whether the amounts are those of the rule, where the record alone can say so: equal parts differ by a penny at most, and fixed shares
/// are rounded by largest remainders.
fn follows(
    rule: ShareRule,
    total: Pence,
    shares: Option<&PerBody<Share>>,
    allocation: &PerBody<Pence>,
) -> bool {
    match (rule, shares) {
        (ShareRule::Equal, _) => {
            let (least, most) = (allocation.0.values().min(), allocation.0.values().max());
            least
                .zip(most)
                .is_none_or(|(least, most)| most.0.checked_sub(least.0).is_some_and(|gap| gap <= 1))
        }
        (ShareRule::Fixed, Some(fixed)) => {
            let parts: Vec<Share> = fixed.0.values().copied().collect();
            let due = allocate(total, &parts).unwrap_or_default();
            let due: BTreeMap<&BodyId, Pence> =
                fixed.0.keys().zip(due).filter(|(_, pence)| pence.0 != 0).collect();
            let said =
                allocation.0.iter().map(|(body, pence)| (body, *pence)).filter(|(_, pence)| pence.0 != 0);
            due == said.collect()
        }
        _ => true,
    }
}
