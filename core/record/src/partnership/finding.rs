//! What the fold found wrong: facts that contradict others, and terms that were broken.

use commonweal_quantity::Pence;

use crate::canonical::Value;
use crate::entry::BodyId;
use crate::fact::Written;
use crate::fact::kinds::agreement::DecisionRule;
use crate::fact::kinds::meeting::Outcome;
use crate::fact::{AgreementId, ClauseId, Date};
use crate::tree::Hash;

/// A finding about one entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The entry.
    pub seq: u64,
    /// The body that attested it.
    pub body: BodyId,
    /// Its kind.
    pub kind: String,
    /// SHA-256 of its payload's canonical bytes: the state depends on facts that were set aside too.
    pub payload: Hash,
    /// What is wrong.
    pub matter: Matter,
}

/// Where a term stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermPlace {
    /// The agreement.
    pub agreement: AgreementId,
    /// The clause.
    pub clause: ClauseId,
}

impl std::fmt::Display for TermPlace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "clause {} of agreement {}", self.clause, self.agreement)
    }
}

impl Written for TermPlace {
    fn write(&self) -> Value {
        Value::object([("agreement", self.agreement.write()), ("clause", self.clause.write())])
    }
}

/// Whether a fact with a finding took effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// It changed nothing else in the state.
    SetAside,
    /// It took effect, and stands with the finding beside it.
    Flagged,
}

/// What can be wrong with a fact in the light of the facts before it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Matter {
    /// The payload does not have the shape of its kind.
    #[error("the payload cannot be read: {0}")]
    Unreadable(String),
    /// It is about something that no earlier fact made known.
    #[error("there is no {what} '{id}' before this entry")]
    Unknown {
        /// What sort of thing.
        what: &'static str,
        /// Its id.
        id: String,
    },
    /// The same was told before.
    #[error("the {what} '{id}' was there already")]
    Repeated {
        /// What sort of thing.
        what: &'static str,
        /// Its id.
        id: String,
    },
    /// Only a partner can do that.
    #[error("{body} is not a partner at this entry")]
    NotAPartner {
        /// The body.
        body: BodyId,
    },
    /// What it is about is over.
    #[error("the {what} '{id}' is closed already")]
    Closed {
        /// What sort of thing.
        what: &'static str,
        /// Its id.
        id: String,
    },
    /// A signature over another text than the one drafted.
    #[error("{body} signed text {signed}, but the draft is {drafted}")]
    SignedAnotherText {
        /// The body.
        body: BodyId,
        /// Hash that was signed.
        signed: Hash,
        /// Hash that was drafted.
        drafted: Hash,
    },
    /// A signature over other terms than those set.
    #[error("{body} signed terms {signed}, but those set are {set}")]
    SignedOtherTerms {
        /// The body.
        body: BodyId,
        /// Hash that was signed.
        signed: Hash,
        /// Hash of the terms set.
        set: Hash,
    },
    /// A term set after a body had signed the version.
    #[error("a body has signed this version; set the term in a new one")]
    TermAfterSignature,
    /// A decision was carried by too few bodies.
    #[error("carried though inquorate: {counted} bodies count and the quorum is {quorum}{}", by(term.as_ref()))]
    Inquorate {
        /// Bodies that count, recusals deducted.
        counted: i64,
        /// Bodies needed.
        quorum: i64,
        /// The term that says so; the default of more than half the partners without one.
        term: Option<TermPlace>,
    },
    /// The outcome is not what votes and rule give.
    #[error("recorded as {}, but {} with {votes_for} for and {votes_against} against is {}{}", said.phrase(), rule.phrase(), computed.phrase(), by(term.as_ref()))]
    OutcomeDiffers {
        /// The outcome recorded.
        said: Outcome,
        /// The outcome computed.
        computed: Outcome,
        /// The rule.
        rule: DecisionRule,
        /// Votes for.
        votes_for: i64,
        /// Votes against.
        votes_against: i64,
        /// The term with the rule.
        term: Option<TermPlace>,
    },
    /// The bodies said to count are not those that do.
    #[error("the quorum is recorded with {said}, but it counts {computed}")]
    CountedDiffers {
        /// The bodies recorded.
        said: String,
        /// The bodies computed.
        computed: String,
    },
    /// A decision was carried while it waited for a board.
    #[error("carried while reserved to the board of {body}")]
    TakenWhileReserved {
        /// The body.
        body: BodyId,
    },
    /// A body released what was not reserved to it.
    #[error("nothing was reserved to the board of {body} here")]
    NotReserved {
        /// The body.
        body: BodyId,
    },
    /// A body voted after it had stood aside.
    #[error("{body} voted after it had stood aside; the vote does not count")]
    VoteAfterRecusal {
        /// The body.
        body: BodyId,
    },
    /// A body with an interest above a limit took part.
    #[error("{body} took part with an interest of {value}; the limit is {limit} by {term}")]
    InterestLimitBreached {
        /// The body.
        body: BodyId,
        /// Its interest.
        value: Pence,
        /// The limit.
        limit: Pence,
        /// The term.
        term: TermPlace,
    },
    /// It needs a decision that carried, and the one named did not.
    #[error("decision {decision} did not carry, or not as its rules ask")]
    DecisionDoesNotStand {
        /// The decision.
        decision: String,
    },
    /// A body was admitted before one that waited longer.
    #[error("{ahead} waited longer in the queue")]
    QueueJumped {
        /// The body that waited longer.
        ahead: BodyId,
    },
    /// A body that waits in the queue joined without having been admitted.
    #[error("{body} is in the queue and has not been admitted")]
    NotAdmitted {
        /// The body.
        body: BodyId,
    },
    /// A body left before it gave notice, whatever the terms.
    #[error("left on {left}, before notice was given on {notice}")]
    LeftBeforeNotice {
        /// When its part ended.
        left: Date,
        /// When it gave notice.
        notice: Date,
    },
    /// A body left sooner than its notice allows.
    #[error("left after {given} days' notice; {needed} are needed by {term}")]
    NoticeTooShort {
        /// Days given.
        given: i64,
        /// Days needed.
        needed: i64,
        /// The term.
        term: TermPlace,
    },
    /// More fell to a body than the cap, or less than the floor.
    #[error("{pence} falls to {body}; the limit is {limit} by {term}")]
    LimitPassed {
        /// The body.
        body: BodyId,
        /// What falls to it.
        pence: Pence,
        /// The cap or floor.
        limit: Pence,
        /// The term.
        term: TermPlace,
    },
    /// Divided by another rule than the agreed one.
    #[error("divided {said}, but {term} says {agreed}")]
    RuleDiffers {
        /// The rule recorded.
        said: &'static str,
        /// The rule agreed.
        agreed: &'static str,
        /// The term.
        term: TermPlace,
    },
    /// The amounts are not what the rule gives.
    #[error("the amounts are not what dividing {rule} gives")]
    AllocationDiffers {
        /// The rule.
        rule: &'static str,
    },
    /// Two claims count one link of an event's chain.
    #[error(
        "{first} and {second} both count the {link} of {event}, which is counted once: claim the share of it that is left, or name what happened at another time as another event"
    )]
    CountedTwice {
        /// The event.
        event: String,
        /// The link.
        link: String,
        /// The claim that counts it.
        first: String,
        /// The claim that would count it again.
        second: String,
    },
    /// Money too large to add exactly.
    #[error("the {what} would be too large to add exactly; the amounts were left out of it")]
    Overflow {
        /// What.
        what: &'static str,
    },
    /// A phase entered before its gate.
    #[error("no gate to {phase} has passed")]
    GateNotPassed {
        /// The phase.
        phase: &'static str,
    },
    /// A protocol that was not locked, or only after its outcomes could be seen.
    #[error("the protocol was not locked before the outcomes could be seen")]
    NotLockedFirst,
    /// A survey figure may rest on fewer answers than agreed.
    #[error("figures may rest on {allowed} answers, but at least {needed} are needed{}", by(term.as_ref()))]
    GroupTooSmall {
        /// The smallest group that the closing allows.
        allowed: i64,
        /// The smallest group agreed.
        needed: i64,
        /// The term; the survey's own opening without one.
        term: Option<TermPlace>,
    },
    /// More witnesses asked for than are named: nothing could ever be final.
    #[error("{needed} witnesses are asked for and {named} named; name more first, or ask for fewer")]
    TooFewWitnesses {
        /// Asked for.
        needed: i64,
        /// Named.
        named: i64,
    },
    /// A witness was dropped, and those left are fewer than the policy asks for.
    #[error(
        "{left} witnesses are left and {needed} are needed: nothing more becomes final until one is named or fewer are asked for"
    )]
    PolicyUnmet {
        /// Asked for.
        needed: i64,
        /// Named still.
        left: i64,
    },
    /// The host named as a witness of itself.
    #[error("this is the host's own key: a host is no witness of itself")]
    HostAsWitness,
    /// An action closed while no finding says what came of an aim.
    #[error("closed though no finding says what came of its aims {aims}, counted from 1")]
    AimsWithoutFinding {
        /// Which.
        aims: String,
    },
    /// A role given up that the body does not have.
    #[error("{body} is not {role} at this entry")]
    NoSuchRole {
        /// The body.
        body: BodyId,
        /// The role.
        role: &'static str,
    },
    /// The log was opened by an entry that is not the first.
    #[error("a log is opened by its first entry only")]
    NotFirst,
}

fn by(term: Option<&TermPlace>) -> String {
    term.map_or(String::new(), |term| format!(" by {term}"))
}

impl Matter {
    /// Whether the fact took effect.
    pub fn effect(&self) -> Effect {
        match self {
            Self::Unreadable(_)
            | Self::Unknown { .. }
            | Self::Repeated { .. }
            | Self::NotAPartner { .. }
            | Self::Closed { .. }
            | Self::TermAfterSignature
            | Self::NotReserved { .. }
            | Self::DecisionDoesNotStand { .. }
            | Self::GateNotPassed { .. }
            | Self::CountedTwice { .. }
            | Self::TooFewWitnesses { .. }
            | Self::HostAsWitness
            | Self::NoSuchRole { .. }
            | Self::NotFirst => Effect::SetAside,
            _ => Effect::Flagged,
        }
    }

    /// The term that it goes against, where it goes against one.
    pub fn term(&self) -> Option<&TermPlace> {
        match self {
            Self::InterestLimitBreached { term, .. }
            | Self::NoticeTooShort { term, .. }
            | Self::LimitPassed { term, .. }
            | Self::RuleDiffers { term, .. } => Some(term),
            Self::Inquorate { term, .. }
            | Self::OutcomeDiffers { term, .. }
            | Self::GroupTooSmall { term, .. } => term.as_ref(),
            _ => None,
        }
    }

    pub(crate) fn unknown(what: &'static str, id: &impl ToString) -> Self {
        Self::Unknown { what, id: id.to_string() }
    }

    pub(crate) fn repeated(what: &'static str, id: &impl ToString) -> Self {
        Self::Repeated { what, id: id.to_string() }
    }

    pub(crate) fn closed(what: &'static str, id: &impl ToString) -> Self {
        Self::Closed { what, id: id.to_string() }
    }
}

impl Written for Finding {
    fn write(&self) -> Value {
        Value::object([
            ("body", self.body.write()),
            ("kind", Value::text(self.kind.as_str())),
            ("payload", self.payload.write()),
            ("reason", Value::Text(self.matter.to_string())),
            ("seq", self.seq.write()),
        ])
    }
}
