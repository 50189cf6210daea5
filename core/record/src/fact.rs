//! Facts: what the bodies of a partnership attest, as typed values.
//!
//! Each kind is declared once, in [`kinds`], with its fields, its sentence and its checks; reading, writing and the table in
//! `docs/record-kinds.md` follow from the declaration. Payloads of older schemas are lifted by [`upcast`] before they are read.

mod collection;
pub mod control;
mod date;
mod decimal;
mod field;
mod id;
pub mod kinds;
mod reference;
mod scalar;
mod shape;
pub mod table;
pub mod upcast;
pub(crate) mod words;

use date::instant_in_words;

pub(crate) use collection::sum_of_shares;
pub use collection::{Measure, PerBody};
pub use date::{Date, month_in_words};
pub use decimal::Decimal;
pub use field::{Cause, Field, FieldError, Object, Types, Written};
pub use id::{
    AccountId, ActionId, AgreementId, ClaimId, ClauseId, DecisionId, EvaluationId, EventId, ItemId,
    JournalId, MeetingId, OptionId, PromiseId, QuestionId, ReviewId, RiskId, SurveyId, ValuationId, of,
};
pub use reference::reference;
pub use scalar::{Count, RuleName, Sentence, Text, Title, Whole, WitnessName};

use kinds::action::{ActionClosed, ActionFound, ActionJoined, ActionOpened};
use kinds::agreement::{AgreementAmended, AgreementDrafted, AgreementEnded, AgreementSigned, TermSet};
use kinds::evidence::{
    EvaluationAttached, InvariantReported, LessonRecorded, OutcomesLoaded, ProtocolLocked, ReviewPromised,
    ReviewPublished, SurveyClosed, SurveyOpened, ValuationAttached,
};
use kinds::log::{
    KeyAdded, KeyRevoked, LeadNamed, LeadStoodDown, LogOpened, RuleOverridden, StateAttested, Tombstone,
    WitnessDropped, WitnessNamed, WitnessPolicySet,
};
use kinds::meeting::{
    DecisionProposed, DecisionReleased, DecisionReserved, DecisionTaken, DutyConsidered, EquityNoted,
    GatePassed, InterestDeclared, MeetingCalled, MeetingHeld, MinuteApproved, PhaseEntered,
    PublicationDecided, RecusalMade, VoteCast,
};
use kinds::members::{
    AppraisalConcluded, BenefitStated, BodyAmended, BodyRegistered, CooperationNoted, GroundworkDone,
    PartnerAdmitted, PartnerInvited, PartnerJoined, PartnerLeft, PartnerQueued, PartnershipProposed,
};
use kinds::money::{
    BenefitClaimed, ContributionMade, FundReported, GainShared, JournalPosted, LossShared, ShockNoted,
};
use kinds::risk::{
    BarrierNoted, CompetitionChecked, IncentiveNoted, PromiseBroken, PromiseKept, PromiseMade,
    RatingPublished, RiskAllocated, RiskRaised, RivalryNoted,
};
use kinds::role::{DepartmentNoted, RoleEnded, RoleTaken};

use crate::canonical::Value;
use crate::entry::{BodyId, Instant};
use crate::partnership::{Folded, Matter, Partnership, Told};

/// Whose key a kind asks for (docs/record.md, section 5).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signer {
    /// The host's: the opening of the log.
    Host,
    /// A key of the attesting body, or the host's on the word of a signed-in member.
    Either,
    /// A key of the attesting body.
    Body,
    /// A key of the attesting body; the host's while that body has no valid key.
    BodyOnceItHasAKey,
}

/// The payload of one kind.
pub trait Payload: Field {
    /// The kind's name.
    const KIND: &'static str;
    /// The newest schema: the one that is written.
    const SCHEMA: u64;
    /// Whose key it asks for.
    const SIGNER: Signer;
    /// What it means, in a sentence or two.
    const MEANING: &'static str;

    /// Its fields, for the table.
    fn lines() -> &'static [table::Line];

    /// What the body did, to follow its name in a sentence.
    fn predicate(&self) -> String;
}

/// A kind of fact, for tables and rules.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    /// Which.
    pub which: Which,
    /// Its name.
    pub name: &'static str,
    /// Its newest schema.
    pub schema: u64,
    /// Whose key it asks for.
    pub signer: Signer,
    /// What it means.
    pub meaning: &'static str,
    /// Its fields.
    pub lines: fn() -> &'static [table::Line],
}

/// Why a payload is not a fact.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FactError {
    /// No such kind.
    #[error("'{kind}' is not a kind of fact; docs/record-kinds.md lists them")]
    UnknownKind {
        /// The name.
        kind: String,
    },
    /// The kind has no such schema.
    #[error(
        "kind {kind} has no schema {schema}; write schema {newest}, or update this program if it is older than the record"
    )]
    UnknownSchema {
        /// The kind.
        kind: String,
        /// The schema.
        schema: u64,
        /// The newest that this program knows.
        newest: u64,
    },
    /// A field, or the fields together, are wrong.
    #[error("the payload of {kind} (schema {schema}): {error}")]
    BadPayload {
        /// The kind.
        kind: &'static str,
        /// The schema as written.
        schema: u64,
        /// Which field, and why.
        #[source]
        error: FieldError,
    },
}

macro_rules! facts {
    ($($name:ident),+ $(,)?) => {
        /// One fact.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Fact {
            $(#[doc = concat!("See [`", stringify!($name), "`].")] $name($name),)+
        }

        /// Which of the kinds, without what it says.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Which {
            $(#[doc = concat!("See [`", stringify!($name), "`].")] $name,)+
        }

        /// Every kind, in the order of the table.
        pub const KINDS: &[Kind] = &[$(Kind {
            which: Which::$name,
            name: $name::KIND,
            schema: $name::SCHEMA,
            signer: $name::SIGNER,
            meaning: $name::MEANING,
            lines: $name::lines,
        }),+];

        impl Fact {
            /// The kind's name.
            pub fn kind(&self) -> &'static str {
                match self { $(Self::$name(_) => $name::KIND,)+ }
            }

            /// Which kind it is.
            pub fn which(&self) -> Which {
                match self { $(Self::$name(_) => Which::$name,)+ }
            }

            /// The schema that [`Self::to_payload`] writes.
            pub fn schema(&self) -> u64 {
                match self { $(Self::$name(_) => $name::SCHEMA,)+ }
            }

            /// The payload, in the newest schema.
            pub fn to_payload(&self) -> Value {
                match self { $(Self::$name(fact) => fact.write(),)+ }
            }

            /// What the body did, to follow its name in a sentence.
            pub fn predicate(&self) -> String {
                match self { $(Self::$name(fact) => fact.predicate(),)+ }
            }

            /// Takes the fact into the state (see [`crate::partnership`]).
            pub(crate) fn fold(self, origin: Told<()>, state: &mut Partnership, found: &mut Vec<Matter>) {
                match self { $(Self::$name(fact) => Folded::fold(origin.with(fact), state, found),)+ }
            }

            fn read_newest(kind: &str, payload: &Value) -> Result<Self, FieldError> {
                match kind {
                    $($name::KIND => $name::read(payload).map(Self::$name),)+
                    _ => Err(FieldError::here(Cause::Missing)),
                }
            }
        }

        $(impl From<$name> for Fact {
            fn from(fact: $name) -> Self {
                Self::$name(fact)
            }
        })+
    };
}

facts! {
    LogOpened, KeyAdded, KeyRevoked, WitnessNamed, WitnessDropped, WitnessPolicySet, StateAttested, Tombstone,
    RuleOverridden,
    BodyRegistered, BodyAmended, PartnershipProposed, AppraisalConcluded, BenefitStated, PartnerInvited, PartnerJoined,
    PartnerQueued, PartnerAdmitted, PartnerLeft, LeadNamed, LeadStoodDown, CooperationNoted, GroundworkDone,
    RoleTaken, RoleEnded, DepartmentNoted,
    AgreementDrafted, TermSet, AgreementSigned, AgreementAmended, AgreementEnded,
    MeetingCalled, MeetingHeld, MinuteApproved, InterestDeclared, RecusalMade,
    DecisionProposed, VoteCast, DecisionReserved, DecisionReleased, DecisionTaken, DutyConsidered, EquityNoted,
    GatePassed, PhaseEntered, PublicationDecided,
    RiskRaised, RiskAllocated, BarrierNoted, IncentiveNoted, RivalryNoted, RatingPublished,
    CompetitionChecked,
    PromiseMade, PromiseKept, PromiseBroken,
    ActionOpened, ActionJoined, ActionFound, ActionClosed,
    ContributionMade, BenefitClaimed, ShockNoted, LossShared, GainShared, JournalPosted, FundReported,
    ProtocolLocked, OutcomesLoaded, EvaluationAttached, ValuationAttached, InvariantReported, SurveyOpened, SurveyClosed,
    LessonRecorded, ReviewPromised, ReviewPublished,
}

/// The kind of that name.
pub fn kind_of(name: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.name == name)
}

impl Fact {
    /// The fact that a payload of `kind` and `schema` states. Older schemas are lifted to the newest first.
    ///
    /// # Errors
    /// [`FactError`]: the kind, the schema, or the field that is wrong, with the reason.
    pub fn from_payload(kind: &str, schema: u64, payload: &Value) -> Result<Self, FactError> {
        let known = kind_of(kind).ok_or_else(|| FactError::UnknownKind { kind: kind.to_owned() })?;
        if !(1..=known.schema).contains(&schema) {
            return Err(FactError::UnknownSchema { kind: kind.to_owned(), schema, newest: known.schema });
        }
        let read = if schema == known.schema {
            Self::read_newest(kind, payload)
        } else {
            upcast::upcast(known, schema, payload).and_then(|lifted| Self::read_newest(kind, &lifted))
        };
        read.map_err(|error| FactError::BadPayload { kind: known.name, schema, error })
    }

    /// Whether a kind must be signed with a key of the attesting body. So are all facts by which a body binds itself or others: its
    /// membership, its signature, its votes, recusals and reserved decisions, its keys and witnesses, an overridden rule, and every transfer
    /// (`loss_shared`, `gain_shared`, `journal_posted`), since these change what bodies owe one another. `key_added` may be signed by the
    /// host while the body has no valid key ([`Signer::BodyOnceItHasAKey`]). An unknown kind needs none.
    pub fn needs_body_key(kind: &str) -> bool {
        kind_of(kind).is_some_and(|kind| matches!(kind.signer, Signer::Body | Signer::BodyOnceItHasAKey))
    }

    /// One sentence: when, which body, what. `at` is the instant of admission.
    pub fn in_words(&self, body: &BodyId, at: Instant) -> String {
        let end = if self.predicate().ends_with(['.', '!', '?']) { "" } else { "." };
        format!("On {}, {body} {}{end}", instant_in_words(&at.to_string()), self.predicate())
    }
}
