//! Evidence: whether protocols came before outcomes, surveys, lessons, reviews.

use std::collections::BTreeMap;

use super::told::{add, kept, state};
use super::{Folded, Matter, Partnership, Told};
use crate::canonical::Value;
use crate::fact::kinds::agreement::Term;
use crate::fact::kinds::evidence::{
    EvaluationAttached, InvariantReported, LessonRecorded, OutcomesLoaded, ProtocolLocked, ReviewPromised,
    ReviewPublished, SurveyClosed, SurveyOpened, ValuationAttached,
};
use crate::fact::{EvaluationId, ReviewId, SurveyId, ValuationId, Written};
use crate::tree::Hash;

/// Whether a protocol was locked before its outcomes could be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LockOrder {
    /// Locked at the earlier entry: nothing was known yet.
    LockedFirst {
        /// The entry that locked it.
        lock_seq: u64,
    },
    /// Locked after the outcomes had been loaded.
    LockedLate {
        /// The entry that locked it.
        lock_seq: u64,
    },
    /// Not locked when the evaluation was attached.
    NotLocked,
}

impl Written for LockOrder {
    fn write(&self) -> Value {
        match self {
            Self::LockedFirst { lock_seq } => Value::object([("locked_first", lock_seq.write())]),
            Self::LockedLate { lock_seq } => Value::object([("locked_late", lock_seq.write())]),
            Self::NotLocked => Value::text("not_locked"),
        }
    }
}

state! {
    /// A protocol and what was done under it.
    pub struct Protocol {
        /// Its locking.
        pub locked: Option<Told<ProtocolLocked>>,
        /// Loadings of its outcomes, in order.
        pub loaded: Vec<Told<OutcomesLoaded>>,
    }

    /// An evaluation.
    pub struct Evaluation {
        /// Its attaching.
        pub attached: Told<EvaluationAttached>,
        /// Whether its protocol came first.
        pub order: LockOrder,
    }

    /// A survey.
    pub struct Survey {
        /// Its opening.
        pub opened: Told<SurveyOpened>,
        /// Its closing, with figures.
        pub closed: Option<Told<SurveyClosed>>,
    }

    /// An independent review.
    pub struct Review {
        /// Its promise, with the day.
        pub promised: Told<ReviewPromised>,
        /// Its publishing.
        pub published: Option<Told<ReviewPublished>>,
    }
}

state! {
    #[derive(Default)]
    /// What is known about what the work changed.
    pub struct Evidence {
        /// Protocols by hash.
        pub protocols: BTreeMap<Hash, Protocol>,
        /// Evaluations by id.
        pub evaluations: BTreeMap<EvaluationId, Evaluation>,
        /// Valuations by id.
        pub valuations: BTreeMap<ValuationId, Told<ValuationAttached>>,
        /// Invariants reported, in order.
        pub invariants: Vec<Told<InvariantReported>>,
        /// Surveys by id.
        pub surveys: BTreeMap<SurveyId, Survey>,
        /// Lessons, in order.
        pub lessons: Vec<Told<LessonRecorded>>,
        /// Reviews by id.
        pub reviews: BTreeMap<ReviewId, Review>,
    }
}

kept! {
    InvariantReported in evidence.invariants;
    LessonRecorded in evidence.lessons;
}

impl Protocol {
    fn new() -> Self {
        Self { locked: None, loaded: Vec::new() }
    }

    /// Whether it was locked before its outcomes were first loaded.
    pub fn order(&self) -> LockOrder {
        let Some(locked) = &self.locked else { return LockOrder::NotLocked };
        let lock_seq = locked.seq;
        match self.loaded.first() {
            Some(loaded) if loaded.seq < lock_seq => LockOrder::LockedLate { lock_seq },
            _ => LockOrder::LockedFirst { lock_seq },
        }
    }
}

impl Folded for ProtocolLocked {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        let hash = told.fact.protocol;
        let attached = state.evidence.evaluations.values().any(|known| known.attached.fact.protocol == hash);
        let protocol = state.evidence.protocols.entry(hash).or_insert_with(Protocol::new);
        if protocol.locked.is_some() {
            found.push(Matter::repeated("locked protocol", &hash));
            return;
        }
        if attached || !protocol.loaded.is_empty() {
            found.push(Matter::NotLockedFirst);
        }
        protocol.locked = Some(told);
    }
}

impl Folded for OutcomesLoaded {
    fn fold(told: Told<Self>, state: &mut Partnership, _found: &mut Vec<Matter>) {
        state.evidence.protocols.entry(told.fact.protocol).or_insert_with(Protocol::new).loaded.push(told);
    }
}

impl Folded for EvaluationAttached {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        let id = told.fact.evaluation.clone();
        if state.evidence.evaluations.contains_key(&id) {
            found.push(Matter::repeated("evaluation", &id));
            return;
        }
        let order =
            state.evidence.protocols.get(&told.fact.protocol).map_or(LockOrder::NotLocked, Protocol::order);
        if !matches!(order, LockOrder::LockedFirst { .. }) {
            found.push(Matter::NotLockedFirst);
        }
        state.evidence.evaluations.insert(id, Evaluation { attached: told, order });
    }
}

impl Folded for ValuationAttached {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        if !state.evidence.evaluations.contains_key(&told.fact.evaluation) {
            found.push(Matter::unknown("evaluation", &told.fact.evaluation));
            return;
        }
        let id = told.fact.valuation.clone();
        add(&mut state.evidence.valuations, id, "valuation", told, found);
    }
}

impl Folded for SurveyOpened {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        let id = told.fact.survey.clone();
        add(&mut state.evidence.surveys, id, "survey", Survey { opened: told, closed: None }, found);
    }
}

impl Folded for SurveyClosed {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        let allowed = told.fact.minimum_group.get();
        let mut too_small: Vec<Matter> = Vec::new();
        for (term, place) in state.terms_in_force() {
            if let Term::MinimumSurveyGroup { people } = term
                && allowed < people.get()
            {
                too_small.push(Matter::GroupTooSmall { allowed, needed: people.get(), term: Some(place) });
            }
        }
        match state.evidence.surveys.get_mut(&told.fact.survey) {
            None => found.push(Matter::unknown("survey", &told.fact.survey)),
            Some(survey) if survey.closed.is_some() => {
                found.push(Matter::closed("survey", &told.fact.survey));
            }
            Some(survey) => {
                let needed = survey.opened.fact.minimum_group.get();
                if allowed < needed {
                    found.push(Matter::GroupTooSmall { allowed, needed, term: None });
                }
                found.append(&mut too_small);
                survey.closed = Some(told);
            }
        }
    }
}

impl Folded for ReviewPromised {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        let id = told.fact.review.clone();
        add(&mut state.evidence.reviews, id, "review", Review { promised: told, published: None }, found);
    }
}

impl Folded for ReviewPublished {
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>) {
        match state.evidence.reviews.get_mut(&told.fact.review) {
            None => found.push(Matter::unknown("review", &told.fact.review)),
            Some(review) if review.published.is_some() => {
                found.push(Matter::closed("review", &told.fact.review));
            }
            Some(review) => review.published = Some(told),
        }
    }
}
