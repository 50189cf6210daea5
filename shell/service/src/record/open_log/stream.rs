//! What a fact is about.

use commonweal_record::entry::{IdError, Stream};
use commonweal_record::fact::Fact;

/// The stream of a fact: its subject and that subject's id, or `partnership`. Facts about different subjects never race.
///
/// # Errors
/// [`IdError`] where the id cannot be part of a stream's name, which ids of facts can.
pub(crate) fn stream_of(fact: &Fact) -> Result<Stream, IdError> {
    let payload = fact.to_payload();
    let id = |member: &str| payload.get(member).and_then(|value| value.as_text().map(str::to_owned));
    let subject = subject(fact);
    let with_id = id(subject).map(|id| format!("{subject}/{id}"));
    let named = with_id.as_deref().unwrap_or(subject);
    named.parse()
}

fn subject(fact: &Fact) -> &'static str {
    match fact {
        Fact::LogOpened(_) => "log",
        Fact::KeyAdded(_) | Fact::KeyRevoked(_) => "keys",
        Fact::WitnessNamed(_) | Fact::WitnessDropped(_) | Fact::WitnessPolicySet(_) => "witnesses",
        Fact::BodyRegistered(_) | Fact::BodyAmended(_) => "body",
        Fact::AgreementDrafted(_)
        | Fact::TermSet(_)
        | Fact::AgreementSigned(_)
        | Fact::AgreementAmended(_)
        | Fact::AgreementEnded(_) => "agreement",
        Fact::MeetingCalled(_) | Fact::MeetingHeld(_) | Fact::MinuteApproved(_) => "meeting",
        Fact::DecisionProposed(_)
        | Fact::InterestDeclared(_)
        | Fact::RecusalMade(_)
        | Fact::VoteCast(_)
        | Fact::DecisionReserved(_)
        | Fact::DecisionReleased(_)
        | Fact::DecisionTaken(_)
        | Fact::DutyConsidered(_)
        | Fact::EquityNoted(_)
        | Fact::CompetitionChecked(_) => "decision",
        Fact::RiskRaised(_) | Fact::RiskAllocated(_) => "risk",
        Fact::PromiseMade(_) | Fact::PromiseKept(_) | Fact::PromiseBroken(_) => "promise",
        Fact::ActionOpened(_) | Fact::ActionJoined(_) | Fact::ActionFound(_) | Fact::ActionClosed(_) => {
            "action"
        }
        Fact::BenefitClaimed(_) => "claim",
        Fact::ShockNoted(_) | Fact::LossShared(_) | Fact::GainShared(_) => "event",
        Fact::JournalPosted(_) => "journal",
        Fact::EvaluationAttached(_) => "evaluation",
        Fact::ValuationAttached(_) => "valuation",
        Fact::SurveyOpened(_) | Fact::SurveyClosed(_) => "survey",
        Fact::ReviewPromised(_) | Fact::ReviewPublished(_) => "review",
        _ => "partnership",
    }
}
