//! What can be done: one action a use case.

use std::fmt;

use commonweal_record::entry::BodyId;
use commonweal_record::fact::Fact;

use super::Relation;

macro_rules! actions {
    ($($(#[doc = $doc:literal])+ $name:ident = $phrase:literal;)+) => {
        /// Something that can be done with a record.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Action {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Action {
            /// Every action.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// As a sentence says it, after "may not".
            pub fn phrase(self) -> &'static str {
                match self { $(Self::$name => $phrase,)+ }
            }
        }
    };
}

actions! {
    /// Read facts, and verify them.
    Read = "read the record";
    /// Open a log.
    OpenLog = "open a log";
    /// Sign a checkpoint.
    SignCheckpoint = "sign a checkpoint";
    /// Write a bundle.
    Export = "export a log";
    /// Copy the database.
    BackUp = "back the database up";
    /// Put a copy in place.
    Restore = "restore a back-up";
    /// Move to another store.
    Migrate = "move to another database";
    /// Make a body known, or amend what is known of it.
    RegisterBody = "register a body";
    /// Add a key.
    AddKey = "add a key";
    /// Revoke a key.
    RevokeKey = "revoke a key";
    /// Propose, appraise, state a benefit, do the groundwork.
    Prepare = "prepare a partnership";
    /// Invite a body.
    Invite = "invite a body";
    /// Put a body in the queue.
    Queue = "put a body in the queue";
    /// Admit a body from the queue.
    Admit = "admit a body";
    /// Join.
    Join = "join";
    /// Leave.
    Leave = "leave";
    /// Draft an agreement and set its terms.
    DraftAgreement = "draft an agreement";
    /// Sign, amend or end an agreement.
    SignAgreement = "sign, amend or end an agreement";
    /// Call and hold meetings, approve minutes.
    Meet = "call, hold or minute a meeting";
    /// Declare an interest, stand aside.
    DeclareInterest = "declare an interest or stand aside";
    /// Propose a decision.
    ProposeDecision = "propose a decision";
    /// Vote.
    Vote = "vote";
    /// Reserve a decision to a board, or release it.
    SettleBoard = "reserve or release a decision";
    /// Record how a decision ended, and what follows from it.
    RecordDecision = "record a decision";
    /// Test a decision against duties, equity and competition law.
    ConsiderDuty = "consider a decision";
    /// Decide what is published.
    Publish = "decide on publication";
    /// Raise and allocate risks, note barriers, incentives and rivalry.
    NoteRisk = "note a risk";
    /// Make, keep or break promises.
    Promise = "make, keep or break a promise";
    /// Put something in.
    Contribute = "contribute";
    /// Claim a benefit.
    ClaimBenefit = "claim a benefit";
    /// Share losses and gains, post journals, report on funds.
    ShareMoney = "share losses and gains";
    /// Lock protocols, load outcomes, attach evaluations.
    LockEvidence = "lock or attach evidence";
    /// Surveys, lessons, reviews, invariants.
    Learn = "record a survey, lesson or review";
    /// Name leads.
    NameLead = "name a lead";
    /// Name or drop witnesses.
    NameWitness = "name or drop a witness";
    /// Say how many witnesses are needed.
    SetWitnessPolicy = "say how many witnesses are needed";
    /// Attest the state hash.
    AttestState = "attest the state";
    /// Set a rule aside.
    OverrideRule = "set a rule aside";
    /// Erase a document.
    Erase = "erase a document";
}

impl Action {
    /// Whether it belongs to the machine and not to any body.
    pub fn is_of_the_machine(self) -> bool {
        matches!(
            self,
            Self::OpenLog
                | Self::SignCheckpoint
                | Self::Export
                | Self::BackUp
                | Self::Restore
                | Self::Migrate
        )
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.phrase())
    }
}

/// For whom a fact is said by `body`: what describes a body is that body's own to say, in whoever's name it is brought.
pub(crate) fn relation_of(fact: &Fact, body: &BodyId, relation: Relation) -> Relation {
    let described = match fact {
        Fact::BodyRegistered(fact) => &fact.body,
        Fact::BodyAmended(fact) => &fact.body,
        _ => return relation,
    };
    if described == body { relation } else { Relation::Other }
}

/// The action by which a fact comes into the record. A new kind of fact does not compile before it has one.
pub fn action_of(fact: &Fact) -> Action {
    match fact {
        Fact::LogOpened(_) => Action::OpenLog,
        Fact::KeyAdded(_) => Action::AddKey,
        Fact::KeyRevoked(_) => Action::RevokeKey,
        Fact::WitnessNamed(_) | Fact::WitnessDropped(_) => Action::NameWitness,
        Fact::WitnessPolicySet(_) => Action::SetWitnessPolicy,
        Fact::StateAttested(_) => Action::AttestState,
        Fact::Tombstone(_) => Action::Erase,
        Fact::RuleOverridden(_) => Action::OverrideRule,
        Fact::BodyRegistered(_) | Fact::BodyAmended(_) => Action::RegisterBody,
        Fact::PartnershipProposed(_)
        | Fact::AppraisalConcluded(_)
        | Fact::BenefitStated(_)
        | Fact::CooperationNoted(_)
        | Fact::GroundworkDone(_) => Action::Prepare,
        Fact::PartnerInvited(_) => Action::Invite,
        Fact::PartnerQueued(_) => Action::Queue,
        Fact::PartnerAdmitted(_) => Action::Admit,
        Fact::PartnerJoined(_) => Action::Join,
        Fact::PartnerLeft(_) => Action::Leave,
        Fact::LeadNamed(_) | Fact::LeadStoodDown(_) => Action::NameLead,
        Fact::AgreementDrafted(_) | Fact::TermSet(_) => Action::DraftAgreement,
        Fact::AgreementSigned(_) | Fact::AgreementAmended(_) | Fact::AgreementEnded(_) => {
            Action::SignAgreement
        }
        Fact::MeetingCalled(_) | Fact::MeetingHeld(_) | Fact::MinuteApproved(_) => Action::Meet,
        Fact::InterestDeclared(_) | Fact::RecusalMade(_) => Action::DeclareInterest,
        Fact::DecisionProposed(_) => Action::ProposeDecision,
        Fact::VoteCast(_) => Action::Vote,
        Fact::DecisionReserved(_) | Fact::DecisionReleased(_) => Action::SettleBoard,
        Fact::DecisionTaken(_) | Fact::GatePassed(_) | Fact::PhaseEntered(_) => Action::RecordDecision,
        Fact::DutyConsidered(_) | Fact::EquityNoted(_) | Fact::CompetitionChecked(_) => Action::ConsiderDuty,
        Fact::PublicationDecided(_) => Action::Publish,
        Fact::RiskRaised(_)
        | Fact::RiskAllocated(_)
        | Fact::BarrierNoted(_)
        | Fact::IncentiveNoted(_)
        | Fact::RivalryNoted(_)
        | Fact::ShockNoted(_) => Action::NoteRisk,
        Fact::PromiseMade(_) | Fact::PromiseKept(_) | Fact::PromiseBroken(_) => Action::Promise,
        Fact::ContributionMade(_) => Action::Contribute,
        Fact::BenefitClaimed(_) => Action::ClaimBenefit,
        Fact::LossShared(_) | Fact::GainShared(_) | Fact::JournalPosted(_) => Action::ShareMoney,
        Fact::ProtocolLocked(_) | Fact::OutcomesLoaded(_) | Fact::EvaluationAttached(_) => {
            Action::LockEvidence
        }
        Fact::FundReported(_)
        | Fact::InvariantReported(_)
        | Fact::SurveyOpened(_)
        | Fact::SurveyClosed(_)
        | Fact::LessonRecorded(_)
        | Fact::ReviewPromised(_)
        | Fact::ReviewPublished(_) => Action::Learn,
    }
}
