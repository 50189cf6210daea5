//! Quorum and majority, in whole numbers.
//!
//! A body counts for the quorum if it is a partner, has voted (to abstain is to vote), and has not stood aside. Votes for and against are
//! of bodies that count. The quorum and the rule are the strictest of the terms in force; a decision may name its own rule. Without a term
//! the quorum is more than half of the partners and the rule a majority.

use std::collections::BTreeSet;

use super::told::state;
use super::{Decision, Partnership, TermPlace};
use crate::entry::BodyId;
use crate::fact::kinds::agreement::{DecisionRule, Term};
use crate::fact::kinds::meeting::{Outcome, Vote};

state! {
    /// How a decision stood at one entry.
    pub struct Tally {
        /// Bodies that count for the quorum.
        pub counted: BTreeSet<BodyId>,
        /// Bodies that stood aside.
        pub recused: BTreeSet<BodyId>,
        /// Bodies that the quorum needs.
        pub quorum: i64,
        /// The term with the quorum.
        pub quorum_term: Option<TermPlace>,
        /// The rule.
        pub rule: DecisionRule,
        /// The term with the rule; none where the decision names its own or no term has one.
        pub rule_term: Option<TermPlace>,
        /// Votes for.
        pub votes_for: i64,
        /// Votes against.
        pub votes_against: i64,
    }
}

impl DecisionRule {
    /// Whether the rule is met: unanimity needs one vote for and none against; a majority more for than against; two thirds
    /// 3·for ≥ 2·(for + against) and three quarters 4·for ≥ 3·(for + against), each with at least one for.
    pub fn is_met(self, votes_for: i64, votes_against: i64) -> bool {
        let (yes, no) = (i128::from(votes_for), i128::from(votes_against));
        yes > 0
            && match self {
                Self::Unanimous => no == 0,
                Self::Majority => yes > no,
                Self::TwoThirds => 3 * yes >= 2 * (yes + no),
                Self::ThreeQuarters => 4 * yes >= 3 * (yes + no),
            }
    }

    /// Larger for the stricter rule.
    fn strictness(self) -> u8 {
        match self {
            Self::Majority => 0,
            Self::TwoThirds => 1,
            Self::ThreeQuarters => 2,
            Self::Unanimous => 3,
        }
    }
}

impl Tally {
    /// Number of bodies that count.
    pub fn count(&self) -> i64 {
        count(self.counted.len())
    }

    /// Whether enough bodies count.
    pub fn is_quorate(&self) -> bool {
        self.count() >= self.quorum
    }

    /// How the decision ends by votes and rule.
    pub fn outcome(&self) -> Outcome {
        if !self.is_quorate() {
            Outcome::Inquorate
        } else if self.rule.is_met(self.votes_for, self.votes_against) {
            Outcome::Carried
        } else {
            Outcome::NotCarried
        }
    }
}

fn count(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

impl Partnership {
    /// How `decision` stands now.
    pub fn tally(&self, decision: &Decision) -> Tally {
        let recused: BTreeSet<BodyId> = decision.recused.iter().map(|told| told.body.clone()).collect();
        let latest = decision.latest_votes();
        let counts = |body: &BodyId| self.members.is_partner(body) && !recused.contains(body);
        let counted: BTreeSet<BodyId> = latest.keys().copied().filter(|body| counts(body)).cloned().collect();
        let votes = |vote| {
            count(latest.iter().filter(|(body, cast)| **cast == vote && counted.contains(**body)).count())
        };
        let (quorum, quorum_term) = self.quorum();
        let (rule, rule_term) = match decision.proposed.fact.rule {
            Some(rule) => (rule, None),
            None => self.rule(),
        };
        Tally {
            quorum,
            quorum_term,
            rule,
            rule_term,
            votes_for: votes(Vote::For),
            votes_against: votes(Vote::Against),
            counted,
            recused,
        }
    }

    fn quorum(&self) -> (i64, Option<TermPlace>) {
        let terms = self.terms_in_force().filter_map(|(term, place)| match term {
            Term::Quorum { bodies } => Some((bodies.get(), Some(place))),
            _ => None,
        });
        terms
            .max_by_key(|(bodies, _)| *bodies)
            .unwrap_or_else(|| (count(self.members.current().count()) / 2 + 1, None))
    }

    fn rule(&self) -> (DecisionRule, Option<TermPlace>) {
        let terms = self.terms_in_force().filter_map(|(term, place)| match term {
            Term::DecisionRule { rule } => Some((*rule, Some(place))),
            _ => None,
        });
        terms.max_by_key(|(rule, _)| rule.strictness()).unwrap_or((DecisionRule::Majority, None))
    }
}
