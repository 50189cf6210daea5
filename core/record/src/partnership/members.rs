//! Who is in, who waits, who has gone.

use std::collections::BTreeMap;

use super::told::{add, kept, state};
use super::{Folded, Matter, Partnership, RoleSpell, Told};
use crate::entry::BodyId;
use crate::fact::kinds::agreement::Term;
use crate::fact::kinds::log::{LeadNamed, LeadStoodDown};
use crate::fact::kinds::members::{
    AppraisalConcluded, BenefitStated, BodyAmended, BodyRegistered, CooperationNoted, GroundworkDone,
    LegalForm, PartnerAdmitted, PartnerInvited, PartnerJoined, PartnerLeft, PartnerQueued,
    PartnershipProposed,
};
use crate::fact::kinds::role::DepartmentNoted;

state! {
    /// What is known of a body.
    pub struct Body {
        /// As it was registered.
        pub registered: Told<BodyRegistered>,
        /// As it was amended, in order.
        pub amended: Vec<Told<BodyAmended>>,
    }

    /// A time during which a body is a partner.
    pub struct Spell {
        /// Its joining.
        pub joined: Told<PartnerJoined>,
        /// Its leaving.
        pub left: Option<Told<PartnerLeft>>,
    }

    /// A body that has been admitted.
    pub struct Admitted {
        /// Its place in the queue, where it had one.
        pub queued: Option<Told<PartnerQueued>>,
        /// Its admission.
        pub admitted: Told<PartnerAdmitted>,
    }

    /// A lead.
    pub struct Lead {
        /// The naming.
        pub named: Told<LeadNamed>,
        /// The standing down.
        pub stood_down: Option<Told<LeadStoodDown>>,
    }
}

state! {
    #[derive(Default)]
    /// Bodies and their part in the partnership.
    pub struct Members {
        /// Proposals, in order; the last describes the partnership.
        pub proposed: Vec<Told<PartnershipProposed>>,
        /// Appraisals, in order.
        pub appraisals: Vec<Told<AppraisalConcluded>>,
        /// Bodies by id.
        pub bodies: BTreeMap<BodyId, Body>,
        /// Benefits stated, in order.
        pub benefits: Vec<Told<BenefitStated>>,
        /// Invitations, in order.
        pub invited: Vec<Told<PartnerInvited>>,
        /// Spells of partnership by body, in order.
        pub partners: BTreeMap<BodyId, Vec<Spell>>,
        /// Who waits, longest first.
        pub queue: Vec<Told<PartnerQueued>>,
        /// Admissions, in order.
        pub admitted: Vec<Admitted>,
        /// Leads, in order of naming.
        pub leads: Vec<Lead>,
        /// Co-operation noted, in order.
        pub cooperation: Vec<Told<CooperationNoted>>,
        /// Groundwork done, in order.
        pub groundwork: Vec<Told<GroundworkDone>>,
        /// Roles besides partner, in the order taken.
        pub roles: Vec<RoleSpell>,
        /// Departments, each with the body that it is a part of; the last noting counts.
        pub departments: BTreeMap<BodyId, Told<DepartmentNoted>>,
    }
}

impl Body {
    /// Its name now.
    pub fn name(&self) -> &str {
        let amended = self.amended.iter().rev().find_map(|told| told.fact.name.as_ref());
        amended.unwrap_or(&self.registered.fact.name).as_str()
    }

    /// Its legal form now.
    pub fn legal_form(&self) -> LegalForm {
        let amended = self.amended.iter().rev().find_map(|told| told.fact.legal_form);
        amended.unwrap_or(self.registered.fact.legal_form)
    }

    /// What it exists for now.
    pub fn purpose(&self) -> &str {
        let amended = self.amended.iter().rev().find_map(|told| told.fact.purpose.as_ref());
        amended.unwrap_or(&self.registered.fact.purpose).as_str()
    }
}

impl Members {
    /// Whether `body` is a partner now.
    pub fn is_partner(&self, body: &BodyId) -> bool {
        self.partners.get(body).and_then(|spells| spells.last()).is_some_and(|spell| spell.left.is_none())
    }

    /// The partners now, in order of their ids.
    pub fn current(&self) -> impl Iterator<Item = &BodyId> {
        self.partners.keys().filter(|body| self.is_partner(body))
    }
}

kept! {
    PartnershipProposed in members.proposed;
    AppraisalConcluded in members.appraisals;
    BenefitStated in members.benefits;
    CooperationNoted in members.cooperation;
    GroundworkDone in members.groundwork;
}

impl Folded for BodyRegistered {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        let body = told.fact.body.clone();
        add(&mut state.members.bodies, body, "body", Body { registered: told, amended: Vec::new() }, found);
    }
}

impl Folded for BodyAmended {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        match state.members.bodies.get_mut(&told.fact.body) {
            None => found.push(Matter::unknown("body", &told.fact.body)),
            Some(body) => body.amended.push(told),
        }
    }
}

impl Folded for PartnerInvited {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        if state.members.bodies.contains_key(&told.fact.body) {
            state.members.invited.push(told);
        } else {
            found.push(Matter::unknown("body", &told.fact.body));
        }
    }
}

impl Folded for PartnerJoined {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        let members = &mut state.members;
        if !members.bodies.contains_key(&told.body) {
            found.push(Matter::unknown("body", &told.body));
        } else if members.is_partner(&told.body) {
            found.push(Matter::repeated("partner", &told.body));
        } else {
            if members.queue.iter().any(|waiting| waiting.fact.body == told.body) {
                found.push(Matter::NotAdmitted { body: told.body.clone() });
            }
            members.partners.entry(told.body.clone()).or_default().push(Spell { joined: told, left: None });
        }
    }
}

impl Folded for PartnerQueued {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        let body = &told.fact.body;
        if !state.members.bodies.contains_key(body) {
            found.push(Matter::unknown("body", &body));
        } else if state.members.is_partner(body) {
            found.push(Matter::repeated("partner", &body));
        } else if state.members.queue.iter().any(|waiting| waiting.fact.body == *body) {
            found.push(Matter::repeated("body in the queue", &body));
        } else {
            state.members.queue.push(told);
        }
    }
}

impl Folded for PartnerAdmitted {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        if !state.decision_stands(&told.fact.decision) {
            found.push(Matter::DecisionDoesNotStand { decision: told.fact.decision.to_string() });
            return;
        }
        let queue = &mut state.members.queue;
        let place = queue.iter().position(|waiting| waiting.fact.body == told.fact.body);
        if let (Some(1..), Some(first)) = (place, queue.first()) {
            found.push(Matter::QueueJumped { ahead: first.fact.body.clone() });
        }
        let queued = place.map(|place| queue.remove(place));
        state.members.admitted.push(Admitted { queued, admitted: told });
    }
}

impl Folded for PartnerLeft {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        if !state.members.is_partner(&told.body) {
            found.push(Matter::NotAPartner { body: told.body });
            return;
        }
        let (notice, left) = (told.fact.notice_on, told.fact.leaves_on);
        let given = notice.days_until(left);
        if given < 0 {
            found.push(Matter::LeftBeforeNotice { left, notice });
        }
        for (term, place) in state.terms_in_force() {
            if let Term::NoticePeriod { days } = term
                && (0..days.get()).contains(&given)
            {
                found.push(Matter::NoticeTooShort { given, needed: days.get(), term: place });
            }
        }
        if let Some(spell) = state.members.partners.get_mut(&told.body).and_then(|spells| spells.last_mut()) {
            spell.left = Some(told);
        }
    }
}

impl Folded for LeadNamed {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        if state.members.bodies.contains_key(&told.body) {
            state.members.leads.push(Lead { named: told, stood_down: None });
        } else {
            found.push(Matter::unknown("body", &told.body));
        }
    }
}

impl Folded for LeadStoodDown {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        let same = |lead: &&mut Lead| {
            let (named, down) = (&lead.named, &told);
            lead.stood_down.is_none()
                && named.body == down.body
                && named.fact.subject == down.fact.subject
                && named.fact.role == down.fact.role
        };
        match state.members.leads.iter_mut().find(same) {
            None => found.push(Matter::unknown("lead", &told.fact.subject)),
            Some(lead) => lead.stood_down = Some(told),
        }
    }
}
