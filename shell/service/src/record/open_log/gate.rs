//! What decides under the log's lock.

use commonweal_appraise::{Case, Weight, appraise};
use commonweal_record::entry::{Entry, Intent, SignedIntent};
use commonweal_record::fact::Fact;
use commonweal_store::{Host, LogHead, Proposal, Row};

use crate::record::policy::{Relation, Role, Standing, action_of, permit, relation_of};
use crate::record::refusal::Refusal;
use crate::record::{Surroundings, View};

/// A signed intent on its way into the log, and who brings it.
#[derive(Debug, Clone)]
pub(crate) struct Submission {
    pub(crate) signed: SignedIntent,
    pub(crate) role: Role,
    pub(crate) relation: Relation,
}

/// Policy and admission, with the state that they rest on.
pub(crate) struct Gate {
    view: View,
    surroundings: Surroundings,
}

impl Gate {
    pub(crate) fn new(view: View, surroundings: Surroundings) -> Self {
        Self { view, surroundings }
    }
}

/// Whether the fact takes a partnership beyond finding out whether there should be one.
fn goes_on(fact: &Fact) -> bool {
    matches!(fact, Fact::AgreementSigned(_) | Fact::GatePassed(_) | Fact::PhaseEntered(_))
}

impl Gate {
    /// Whether fewer than two bodies say what they gain, and no partner has set the rule aside with its reason.
    fn is_imposed(&self) -> bool {
        let case = Case { partnership: &self.view.partnership, today: self.surroundings.today() };
        appraise(&case).iter().any(|finding| finding.rule.weight == Weight::Refuses && finding.is_open())
    }
}

impl Host for Gate {
    type Request = Submission;
    type Refusal = Refusal;

    fn size(&self) -> u64 {
        self.view.log.size()
    }

    fn forget(&mut self) {
        self.view = View::new(self.view.log.origin().clone());
    }

    fn follow(&mut self, row: &Row) -> Result<(), String> {
        self.view.follow(row)
    }

    fn proposal(&self, request: &Submission) -> Proposal {
        let intent = &request.signed.intent;
        Proposal { id: intent.id.0, stream: intent.stream.to_string(), version: intent.expected }
    }

    /// A retry may have been made against a newer head: what it says must be the same, not what its signer had seen.
    fn is_same(&self, request: &Submission, stored: &Row) -> bool {
        let said = |intent: &Intent| {
            (intent.body.clone(), intent.kind.clone(), intent.schema, intent.payload.clone(), intent.actor)
        };
        Entry::from_bytes(&stored.bytes)
            .is_ok_and(|entry| said(&entry.intent) == said(&request.signed.intent))
    }

    /// What the caller was allowed a moment ago is asked again: the body may have left meanwhile.
    fn entry(&mut self, request: &Submission, _: &LogHead) -> Result<Vec<u8>, Refusal> {
        let intent = &request.signed.intent;
        let fact = Fact::from_payload(&intent.kind, intent.schema, &intent.payload)?;
        let standing = Standing::of(&intent.body, &self.view.partnership);
        let relation = relation_of(&fact, &intent.body, request.relation);
        permit(action_of(&fact), request.role, relation, standing, intent.body.as_str())?;
        if let Fact::WitnessPolicySet(set) = &fact
            && let Some(matter) = self.view.partnership.log.policy_fault(set)
        {
            return Err(Refusal::WitnessPolicy(Box::new(matter)));
        }
        if goes_on(&fact) && self.is_imposed() {
            return Err(Refusal::Imposed);
        }
        // A clock that was set back does not stop the record; a time never decreases.
        let at = self.surroundings.now().max(self.view.log.last_at());
        let at = at.ok_or(Refusal::Clock)?;
        Ok(self.view.log.admit(&request.signed, at)?.to_bytes())
    }
}
