//! Why a log, under its lock, does not take a submission.

use commonweal_record::fact::FactError;
use commonweal_record::log_state::AdmissionError;
use commonweal_record::partnership::Matter;

use super::policy::Denied;

/// Why the log, under its lock, does not take a submission.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// By the policy.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// By the rules of the record.
    #[error(transparent)]
    Admission(#[from] AdmissionError),
    /// The payload.
    #[error(transparent)]
    Fact(#[from] FactError),
    /// A witness policy that the witnesses named cannot meet.
    #[error("the witness policy cannot be set: {0}")]
    WitnessPolicy(Box<Matter>),
    /// Nobody, or one body alone, says what it gains.
    #[error("fewer than two bodies say what they gain")]
    Imposed,
    /// The machine's clock shows no instant of the record's calendar.
    #[error("the clock of the machine shows no instant from 1970 to 9999: set it")]
    Clock,
}
