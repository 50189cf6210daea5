//! Decisions: votes, recusals, reserved boards, and whether what was recorded follows from them.

use std::collections::{BTreeMap, BTreeSet};

use commonweal_quantity::Pence;

use super::told::state;
use super::{Folded, Matter, Partnership, Tally, Told};
use crate::entry::BodyId;
use crate::fact::DecisionId;
use crate::fact::kinds::agreement::Term;
use crate::fact::kinds::meeting::{
    DecisionProposed, DecisionReleased, DecisionReserved, DecisionTaken, DutyConsidered, EquityNoted,
    InterestDeclared, Outcome, RecusalMade, Vote, VoteCast,
};
use crate::fact::kinds::risk::CompetitionChecked;

state! {
    /// How a decision was concluded.
    pub struct Taken {
        /// What was recorded.
        pub told: Told<DecisionTaken>,
        /// What votes, recusals and terms gave at that entry.
        pub tally: Tally,
        /// Boards whose release was outstanding.
        pub waiting_for: BTreeSet<BodyId>,
    }

    /// A decision and everything that led to it.
    pub struct Decision {
        /// Its proposal.
        pub proposed: Told<DecisionProposed>,
        /// Interests declared in it.
        pub interests: Vec<Told<InterestDeclared>>,
        /// Bodies that stood aside.
        pub recused: Vec<Told<RecusalMade>>,
        /// Votes, in order; the latest of a body counts.
        pub votes: Vec<Told<VoteCast>>,
        /// Reservations to a board, besides that of the proposal.
        pub reserved: Vec<Told<DecisionReserved>>,
        /// Releases by boards.
        pub released: Vec<Told<DecisionReleased>>,
        /// Duties considered.
        pub duties: Vec<Told<DutyConsidered>>,
        /// Who gains.
        pub equity: Vec<Told<EquityNoted>>,
        /// Checks against competition law.
        pub competition: Vec<Told<CompetitionChecked>>,
        /// Its conclusion.
        pub taken: Option<Taken>,
    }
}

impl Decision {
    /// The latest vote of each body.
    pub fn latest_votes(&self) -> BTreeMap<&BodyId, Vote> {
        self.votes.iter().map(|told| (&told.body, told.fact.vote)).collect()
    }

    /// Bodies whose board has yet to release it.
    pub fn waiting_for(&self) -> BTreeSet<BodyId> {
        let by_proposal = self.proposed.fact.reserved_to.iter();
        let reserved = by_proposal.chain(self.reserved.iter().map(|told| &told.fact.to));
        reserved.filter(|body| !self.released.iter().any(|told| told.body == **body)).cloned().collect()
    }

    /// Whether it was carried, and rightly: quorate, by its rule, and waiting for no board.
    pub fn stands(&self) -> bool {
        self.taken.as_ref().is_some_and(|taken| {
            taken.told.fact.outcome == Outcome::Carried
                && taken.tally.outcome() == Outcome::Carried
                && taken.waiting_for.is_empty()
        })
    }
}

impl Partnership {
    /// Whether there is such a decision and it stands ([`Decision::stands`]).
    pub fn decision_stands(&self, decision: &DecisionId) -> bool {
        self.decisions.get(decision).is_some_and(Decision::stands)
    }

    /// The decision, unless it is unknown or concluded.
    fn open_decision(&mut self, decision: &DecisionId, found: &mut Vec<Matter>) -> Option<&mut Decision> {
        match self.decisions.get_mut(decision) {
            None => {
                found.push(Matter::unknown("decision", &decision));
                None
            }
            Some(known) if known.taken.is_some() => {
                found.push(Matter::closed("decision", &decision));
                None
            }
            known => known,
        }
    }
}

impl Folded for DecisionProposed {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        let id = told.fact.decision.clone();
        if state.decisions.contains_key(&id) {
            found.push(Matter::repeated("decision", &id));
            return;
        }
        let decision = Decision {
            proposed: told,
            interests: Vec::new(),
            recused: Vec::new(),
            votes: Vec::new(),
            reserved: Vec::new(),
            released: Vec::new(),
            duties: Vec::new(),
            equity: Vec::new(),
            competition: Vec::new(),
            taken: None,
        };
        state.decisions.insert(id, decision);
    }
}

/// Facts that only add to the list of an open decision.
macro_rules! added {
    ($($name:ident to $list:ident;)+) => {$(
        impl Folded for $name {
            fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
                if let Some(decision) = state.open_decision(&told.fact.decision, found) {
                    decision.$list.push(told);
                }
            }
        }
    )+};
}

added! {
    RecusalMade to recused;
    DecisionReserved to reserved;
    DutyConsidered to duties;
    EquityNoted to equity;
    CompetitionChecked to competition;
}

impl Folded for InterestDeclared {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        match &told.fact.decision {
            None => state.programme.interests.push(told),
            Some(decision) => {
                if let Some(decision) = state.open_decision(decision, found) {
                    decision.interests.push(told);
                }
            }
        }
    }
}

impl Folded for VoteCast {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        if !state.members.is_partner(&told.body) {
            found.push(Matter::NotAPartner { body: told.body });
            return;
        }
        let Some(decision) = state.open_decision(&told.fact.decision, found) else { return };
        if let Some(option) = &told.fact.option
            && !decision.has_option(option.as_str())
        {
            found.push(Matter::unknown("option", &option));
            return;
        }
        if decision.recused.iter().any(|recusal| recusal.body == told.body) {
            found.push(Matter::VoteAfterRecusal { body: told.body.clone() });
        }
        decision.votes.push(told);
    }
}

impl Decision {
    fn has_option(&self, option: &str) -> bool {
        self.proposed.fact.options.iter().any(|known| known.option.as_str() == option)
    }
}

impl Folded for DecisionReleased {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        let Some(decision) = state.open_decision(&told.fact.decision, found) else { return };
        if decision.waiting_for().contains(&told.body) {
            decision.released.push(told);
        } else {
            found.push(Matter::NotReserved { body: told.body });
        }
    }
}

impl Folded for DecisionTaken {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        let Some(decision) = state.open_decision(&told.fact.decision, found) else { return };
        if let Some(option) = told.fact.option.as_ref().filter(|option| !decision.has_option(option.as_str()))
        {
            found.push(Matter::unknown("option", &option));
            return;
        }
        let Some(decision) = state.decisions.get(&told.fact.decision) else { return };
        let tally = state.tally(decision);
        let waiting_for = decision.waiting_for();
        judge_outcome(&told.fact, &tally, found);
        if told.fact.outcome == Outcome::Carried {
            found.extend(waiting_for.iter().map(|body| Matter::TakenWhileReserved { body: body.clone() }));
            state.breached_limits(decision, &tally, found);
        }
        let id = told.fact.decision.clone();
        if let Some(decision) = state.decisions.get_mut(&id) {
            decision.taken = Some(Taken { told, tally, waiting_for });
        }
    }
}

/// Whether outcome and counted bodies follow from the votes.
fn judge_outcome(fact: &DecisionTaken, tally: &Tally, found: &mut Vec<Matter>) {
    if fact.outcome == Outcome::Withdrawn {
        return;
    }
    let computed = tally.outcome();
    if fact.outcome == Outcome::Carried && computed == Outcome::Inquorate {
        found.push(Matter::Inquorate {
            counted: tally.count(),
            quorum: tally.quorum,
            term: tally.quorum_term.clone(),
        });
    } else if fact.outcome != computed {
        found.push(Matter::OutcomeDiffers {
            said: fact.outcome,
            computed,
            rule: tally.rule,
            votes_for: tally.votes_for,
            votes_against: tally.votes_against,
            term: tally.rule_term.clone(),
        });
    }
    if fact.counted != tally.counted {
        let names = crate::fact::words::bodies;
        found.push(Matter::CountedDiffers { said: names(&fact.counted), computed: names(&tally.counted) });
    }
}

impl Partnership {
    /// Bodies that counted although an interest of theirs, in this decision or standing, is above a limit in force.
    fn breached_limits(&self, decision: &Decision, tally: &Tally, found: &mut Vec<Matter>) {
        let declared = || decision.interests.iter().chain(&self.programme.interests);
        for (term, place) in self.terms_in_force() {
            let Term::InterestLimit { interest, pence: limit } = term else { continue };
            for told in declared()
                .filter(|told| tally.counted.contains(&told.body) && told.fact.interest == *interest)
            {
                let value = told.fact.pence.unwrap_or(Pence(0));
                if value > *limit {
                    let (body, term) = (told.body.clone(), place.clone());
                    found.push(Matter::InterestLimitBreached { body, value, limit: *limit, term });
                }
            }
        }
    }
}
