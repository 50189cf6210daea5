//! What kinds of fact are about: the page that shows them, and the heading under which they are offered.

use commonweal_record::fact::Which;
use commonweal_service::record::REGISTER;

use crate::form::Among;

/// What a kind is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    Partners,
    Readiness,
    Agreement,
    Meetings,
    Decisions,
    Risks,
    Actions,
    Money,
    Evidence,
    Strength,
    Lessons,
    Record,
}

impl Subject {
    /// Every subject, as the contents list has them.
    pub(super) const ALL: [Self; 12] = [
        Self::Partners,
        Self::Readiness,
        Self::Agreement,
        Self::Meetings,
        Self::Decisions,
        Self::Risks,
        Self::Actions,
        Self::Money,
        Self::Evidence,
        Self::Strength,
        Self::Lessons,
        Self::Record,
    ];

    /// Heading, and the end of the address of the page.
    pub(super) fn heading_and_page(self) -> (&'static str, &'static str) {
        match self {
            Self::Partners => ("Partners", "/partners"),
            Self::Readiness => ("Readiness", "/readiness"),
            Self::Agreement => ("Agreement", "/agreement"),
            Self::Meetings => ("Meetings", "/meetings"),
            Self::Decisions => ("Decisions", "/decisions"),
            Self::Risks => ("Risks and promises", "/risks"),
            Self::Actions => ("Actions", "/actions"),
            Self::Money => ("Money", "/money"),
            Self::Evidence => ("Evidence", "/evidence"),
            Self::Strength => ("Strength", "/strength"),
            Self::Lessons => ("Lessons", "/lessons"),
            Self::Record => ("Keys and record", "/record"),
        }
    }

    /// Whether a log takes a kind: the register of bodies is a record of bodies and keys, and no partnership.
    pub(super) fn is_taken_by(slug: &str, which: Which) -> bool {
        let of_bodies =
            matches!(which, Which::BodyRegistered | Which::BodyAmended | Which::KeyAdded | Which::KeyRevoked);
        slug != REGISTER || of_bodies
    }

    /// Which bodies its forms offer.
    pub(super) fn among(self) -> Among {
        match self {
            Self::Partners | Self::Record => Among::Everybody,
            Self::Money => Among::PartnersAndThoseWhoLeft,
            _ => Among::Partners,
        }
    }

    /// What a kind is about. A new kind does not compile before it has its place.
    pub(super) fn of(which: Which) -> Self {
        use Which as It;
        match which {
            It::BodyRegistered
            | It::BodyAmended
            | It::PartnershipProposed
            | It::AppraisalConcluded
            | It::BenefitStated
            | It::PartnerInvited
            | It::PartnerJoined
            | It::PartnerQueued
            | It::PartnerAdmitted
            | It::PartnerLeft
            | It::LeadNamed
            | It::LeadStoodDown
            | It::CooperationNoted
            | It::RoleTaken
            | It::RoleEnded
            | It::DepartmentNoted => Self::Partners,
            It::GroundworkDone | It::RuleOverridden | It::GatePassed | It::PhaseEntered => Self::Readiness,
            It::AgreementDrafted
            | It::TermSet
            | It::AgreementSigned
            | It::AgreementAmended
            | It::AgreementEnded => Self::Agreement,
            It::MeetingCalled | It::MeetingHeld | It::MinuteApproved => Self::Meetings,
            It::InterestDeclared
            | It::RecusalMade
            | It::DecisionProposed
            | It::VoteCast
            | It::DecisionReserved
            | It::DecisionReleased
            | It::DecisionTaken
            | It::DutyConsidered
            | It::EquityNoted
            | It::CompetitionChecked
            | It::PublicationDecided => Self::Decisions,
            It::RiskRaised
            | It::RiskAllocated
            | It::BarrierNoted
            | It::IncentiveNoted
            | It::RivalryNoted
            | It::RatingPublished
            | It::PromiseMade
            | It::PromiseKept
            | It::PromiseBroken => Self::Risks,
            It::ActionOpened | It::ActionJoined | It::ActionFound | It::ActionClosed => Self::Actions,
            It::ContributionMade
            | It::BenefitClaimed
            | It::ShockNoted
            | It::LossShared
            | It::GainShared
            | It::JournalPosted
            | It::FundReported => Self::Money,
            It::ProtocolLocked
            | It::OutcomesLoaded
            | It::EvaluationAttached
            | It::ValuationAttached
            | It::InvariantReported => Self::Evidence,
            It::SurveyOpened | It::SurveyClosed => Self::Strength,
            It::LessonRecorded | It::ReviewPromised | It::ReviewPublished => Self::Lessons,
            It::LogOpened
            | It::KeyAdded
            | It::KeyRevoked
            | It::WitnessNamed
            | It::WitnessDropped
            | It::WitnessPolicySet
            | It::StateAttested
            | It::Tombstone => Self::Record,
        }
    }
}
