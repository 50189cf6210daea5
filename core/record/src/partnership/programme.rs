//! The programme: interests that stand, phases and gates, publications, risks, promises.

use std::collections::BTreeMap;

use super::told::{add, kept, state};
use super::{Folded, Matter, Partnership, Told};
use crate::fact::kinds::meeting::{GatePassed, InterestDeclared, Phase, PhaseEntered, PublicationDecided};
use crate::fact::kinds::risk::{
    BarrierNoted, IncentiveNoted, PromiseBroken, PromiseKept, PromiseMade, RatingPublished, RiskAllocated,
    RiskRaised, RivalryNoted,
};
use crate::fact::{PromiseId, RiskId};

state! {
    /// A risk of the shared register.
    pub struct Risk {
        /// Its raising.
        pub raised: Told<RiskRaised>,
        /// Who bears it before and after, in the order told; the last counts.
        pub allocated: Vec<Told<RiskAllocated>>,
    }

    /// A promise. Neither kept nor broken is open; whether it is overdue depends on the day.
    pub struct Promise {
        /// Its making.
        pub made: Told<PromiseMade>,
        /// That it was kept.
        pub kept: Option<Told<PromiseKept>>,
        /// That it was broken.
        pub broken: Option<Told<PromiseBroken>>,
    }
}

state! {
    #[derive(Default)]
    /// Facts about how the programme is run.
    pub struct Programme {
        /// Interests that stand for every decision.
        pub interests: Vec<Told<InterestDeclared>>,
        /// Gates that passed.
        pub gates: Vec<Told<GatePassed>>,
        /// Phases entered, in order.
        pub phases: Vec<Told<PhaseEntered>>,
        /// Publications decided, in order.
        pub publications: Vec<Told<PublicationDecided>>,
        /// Risks by id.
        pub risks: BTreeMap<RiskId, Risk>,
        /// Barriers noted.
        pub barriers: Vec<Told<BarrierNoted>>,
        /// Incentives noted.
        pub incentives: Vec<Told<IncentiveNoted>>,
        /// Rivalry noted.
        pub rivalry: Vec<Told<RivalryNoted>>,
        /// Ratings of bodies, in the order told.
        pub ratings: Vec<Told<RatingPublished>>,
        /// Promises by id.
        pub promises: BTreeMap<PromiseId, Promise>,
    }
}

kept! {
    BarrierNoted in programme.barriers;
    IncentiveNoted in programme.incentives;
    RivalryNoted in programme.rivalry;
    RatingPublished in programme.ratings;
}

impl Folded for GatePassed {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        if state.decision_stands(&told.fact.decision) {
            state.programme.gates.push(told);
        } else {
            found.push(Matter::DecisionDoesNotStand { decision: told.fact.decision.to_string() });
        }
    }
}

impl Folded for PhaseEntered {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        let phase = told.fact.phase;
        let passed = state.programme.gates.iter().any(|gate| gate.fact.phase == phase);
        if passed || phase == Phase::Understand {
            state.programme.phases.push(told);
        } else {
            found.push(Matter::GateNotPassed { phase: phase.phrase() });
        }
    }
}

impl Folded for PublicationDecided {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        if state.decision_stands(&told.fact.decision) {
            state.programme.publications.push(told);
        } else {
            found.push(Matter::DecisionDoesNotStand { decision: told.fact.decision.to_string() });
        }
    }
}

impl Folded for RiskRaised {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        let id = told.fact.risk.clone();
        add(&mut state.programme.risks, id, "risk", Risk { raised: told, allocated: Vec::new() }, found);
    }
}

impl Folded for RiskAllocated {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        match state.programme.risks.get_mut(&told.fact.risk) {
            None => found.push(Matter::unknown("risk", &told.fact.risk)),
            Some(risk) => risk.allocated.push(told),
        }
    }
}

impl Folded for PromiseMade {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        let id = told.fact.promise.clone();
        add(
            &mut state.programme.promises,
            id,
            "promise",
            Promise { made: told, kept: None, broken: None },
            found,
        );
    }
}

impl Programme {
    /// The promise, unless it is unknown or settled.
    fn open_promise(&mut self, promise: &PromiseId, found: &mut Vec<Matter>) -> Option<&mut Promise> {
        let known = self.promises.get_mut(promise);
        match &known {
            None => found.push(Matter::unknown("promise", &promise)),
            Some(known) if known.kept.is_some() || known.broken.is_some() => {
                found.push(Matter::closed("promise", &promise));
                return None;
            }
            Some(_) => {}
        }
        known
    }
}

impl Folded for PromiseKept {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        if let Some(promise) = state.programme.open_promise(&told.fact.promise, found) {
            promise.kept = Some(told);
        }
    }
}

impl Folded for PromiseBroken {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        if let Some(promise) = state.programme.open_promise(&told.fact.promise, found) {
            promise.broken = Some(told);
        }
    }
}
