//! The state of a partnership: a deterministic, total, pure fold of its record.
//!
//! [`Partnership::apply`] takes one entry after another. It never refuses one: a fact that contradicts those before it is kept as a
//! [`Finding`] with its place and reason, and a fact of an unknown kind or schema in a list. Nothing here reads a clock: what is overdue is for
//! a reader who knows the day. The state is lossless, so that two records differing in one fact have different state hashes.

mod actions;
mod agreements;
mod decisions;
mod evidence;
mod finding;
mod log;
mod meetings;
mod members;
mod money;
mod programme;
mod roles;
mod series;
mod tally;
mod told;
mod witnesses;

use std::collections::BTreeMap;

pub use actions::Action;
pub use agreements::{Agreement, AgreementVersion, terms_hash};
pub use decisions::{Decision, Taken};
pub use evidence::{Evaluation, Evidence, LockOrder, Protocol, Review, Survey};
pub use finding::{Effect, Finding, Matter, TermPlace};
pub use log::{Key, LogFacts};
pub use meetings::Meeting;
pub use members::{Admitted, Body, Lead, Members, Spell};
pub use money::{Contributed, Division, Ledgers, Position};
pub use programme::{Programme, Promise, Risk};
pub use roles::RoleSpell;
pub use series::MeetingSeries;
pub use tally::Tally;
pub use told::Told;
pub use witnesses::Witness;

use crate::canonical::{self, Value};
use crate::entry::{BodyId, Entry, Instant};
use crate::fact::{ActionId, AgreementId, DecisionId, Fact, FactError, MeetingId, Payload, Written};
use crate::tree::Hash;
use told::state;

/// Version of the fold: it rises whenever the same record would give another state hash.
pub const FOLD_VERSION: i64 = 4;

/// How a payload enters the state.
pub(crate) trait Folded: Payload {
    /// Takes the fact in; what is wrong with it goes to `found`.
    fn fold(told: Told<Self>, state: &mut Partnership, found: &mut Vec<Matter>);
}

/// A fact of a kind or schema that this program does not know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownFact {
    /// Its kind.
    pub kind: String,
    /// Its schema.
    pub schema: u64,
    /// Its payload as it stands.
    pub payload: Value,
}

impl Written for UnknownFact {
    fn write(&self) -> Value {
        Value::object([
            ("kind", Value::text(self.kind.as_str())),
            ("payload", self.payload.clone()),
            ("schema", self.schema.write()),
        ])
    }
}

state! {
    #[derive(Default)]
    /// What the record says so far.
    pub struct Partnership {
        /// Number of entries taken in.
        pub size: u64,
        /// The log, its keys and witnesses.
        pub log: LogFacts,
        /// Bodies, partners, queue.
        pub members: Members,
        /// Agreements by id.
        pub agreements: BTreeMap<AgreementId, Agreement>,
        /// Meetings by id.
        pub meetings: BTreeMap<MeetingId, Meeting>,
        /// Decisions by id.
        pub decisions: BTreeMap<DecisionId, Decision>,
        /// Interests, phases, risks, promises.
        pub programme: Programme,
        /// Actions of many agencies, by id.
        pub actions: BTreeMap<ActionId, Action>,
        /// Contributions, benefits, shared events, journals.
        pub ledgers: Ledgers,
        /// Protocols, evaluations, surveys, lessons, reviews.
        pub evidence: Evidence,
        /// What is wrong, in the order of the entries.
        pub findings: Vec<Finding>,
        /// Facts that this program does not know.
        pub unknown: Vec<Told<UnknownFact>>,
    }
}

impl Partnership {
    /// The state after `entries`, in order.
    pub fn of<'e>(entries: impl IntoIterator<Item = &'e Entry>) -> Self {
        let mut state = Self::default();
        for entry in entries {
            state.apply(entry);
        }
        state
    }

    /// Takes in the next entry.
    pub fn apply(&mut self, entry: &Entry) {
        let intent = &entry.intent;
        self.tell(
            &intent.body,
            entry.admission.seq,
            entry.admission.at,
            (&intent.kind, intent.schema, &intent.payload),
        );
    }

    /// Takes in what `body` attested in the entry `seq`, admitted at `at`: kind, schema, payload.
    pub fn tell(
        &mut self,
        body: &BodyId,
        seq: u64,
        at: Instant,
        (kind, schema, payload): (&str, u64, &Value),
    ) {
        let origin = Told { at, body: body.clone(), seq, fact: () };
        let mut found = Vec::new();
        match Fact::from_payload(kind, schema, payload) {
            Ok(fact) => fact.fold(origin, self, &mut found),
            Err(FactError::UnknownKind { .. } | FactError::UnknownSchema { .. }) => {
                let fact = UnknownFact { kind: kind.to_owned(), schema, payload: payload.clone() };
                self.unknown.push(origin.with(fact));
            }
            Err(error @ FactError::BadPayload { .. }) => found.push(Matter::Unreadable(error.to_string())),
        }
        self.size += 1;
        if found.is_empty() {
            return;
        }
        let payload = Hash::of(&canonical::to_bytes(payload));
        self.findings.extend(found.into_iter().map(|matter| Finding {
            seq,
            body: body.clone(),
            kind: kind.to_owned(),
            payload,
            matter,
        }));
    }

    /// SHA-256 over `"commonweal/state/v" ‖ FOLD_VERSION ‖ 0x0A ‖ canonical(state)`.
    pub fn state_hash(&self) -> Hash {
        let mut bytes = format!("commonweal/state/v{FOLD_VERSION}\n").into_bytes();
        bytes.extend(canonical::to_bytes(&self.write()));
        Hash::of(&bytes)
    }
}
