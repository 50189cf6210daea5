//! What can be done: one action a use case.

use std::fmt;

use commonweal_record::entry::BodyId;
use commonweal_record::fact::{Fact, Which};

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
    /// Read a directory of bodies, or counts of another place, into the database.
    Import = "import a directory or a result";
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
    /// Open and close an action of many agencies.
    RunAction = "open or close an action";
    /// Take part in one, and record what it found.
    TakePart = "take part in an action";
    /// Take a role besides partner, or give it up.
    Support = "take or give up a role";
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
                | Self::Import
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

/// The action by which a fact comes into the record.
pub fn action_of(fact: &Fact) -> Action {
    action_for(fact.which())
}

/// The action by which facts of a kind come into the record. A new kind of fact does not compile before it has one.
pub fn action_for(which: Which) -> Action {
    match which {
        Which::LogOpened => Action::OpenLog,
        Which::KeyAdded => Action::AddKey,
        Which::KeyRevoked => Action::RevokeKey,
        Which::WitnessNamed | Which::WitnessDropped => Action::NameWitness,
        Which::WitnessPolicySet => Action::SetWitnessPolicy,
        Which::StateAttested => Action::AttestState,
        Which::Tombstone => Action::Erase,
        Which::RuleOverridden => Action::OverrideRule,
        Which::BodyRegistered | Which::BodyAmended => Action::RegisterBody,
        Which::PartnershipProposed
        | Which::AppraisalConcluded
        | Which::BenefitStated
        | Which::CooperationNoted
        | Which::DepartmentNoted
        | Which::GroundworkDone => Action::Prepare,
        Which::PartnerInvited => Action::Invite,
        Which::PartnerQueued => Action::Queue,
        Which::PartnerAdmitted => Action::Admit,
        Which::PartnerJoined => Action::Join,
        Which::PartnerLeft => Action::Leave,
        Which::LeadNamed | Which::LeadStoodDown => Action::NameLead,
        Which::AgreementDrafted | Which::TermSet => Action::DraftAgreement,
        Which::AgreementSigned | Which::AgreementAmended | Which::AgreementEnded => Action::SignAgreement,
        Which::MeetingCalled | Which::MeetingHeld | Which::MinuteApproved => Action::Meet,
        Which::InterestDeclared | Which::RecusalMade => Action::DeclareInterest,
        Which::DecisionProposed => Action::ProposeDecision,
        Which::VoteCast => Action::Vote,
        Which::DecisionReserved | Which::DecisionReleased => Action::SettleBoard,
        Which::DecisionTaken | Which::GatePassed | Which::PhaseEntered => Action::RecordDecision,
        Which::DutyConsidered | Which::EquityNoted | Which::CompetitionChecked => Action::ConsiderDuty,
        Which::PublicationDecided => Action::Publish,
        Which::RiskRaised
        | Which::RiskAllocated
        | Which::BarrierNoted
        | Which::IncentiveNoted
        | Which::RivalryNoted
        | Which::RatingPublished
        | Which::ShockNoted => Action::NoteRisk,
        Which::PromiseMade | Which::PromiseKept | Which::PromiseBroken => Action::Promise,
        Which::ActionOpened | Which::ActionClosed => Action::RunAction,
        Which::ActionJoined | Which::ActionFound => Action::TakePart,
        Which::RoleTaken | Which::RoleEnded => Action::Support,
        Which::ContributionMade => Action::Contribute,
        Which::BenefitClaimed => Action::ClaimBenefit,
        Which::LossShared | Which::GainShared | Which::JournalPosted => Action::ShareMoney,
        Which::ProtocolLocked
        | Which::OutcomesLoaded
        | Which::EvaluationAttached
        | Which::ValuationAttached => Action::LockEvidence,
        Which::FundReported
        | Which::InvariantReported
        | Which::SurveyOpened
        | Which::SurveyClosed
        | Which::LessonRecorded
        | Which::ReviewPromised
        | Which::ReviewPublished => Action::Learn,
    }
}
