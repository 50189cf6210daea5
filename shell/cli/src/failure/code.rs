//! With which code the command ends, for the errors that have several.

use commonweal_service::access::AccessError;
use commonweal_service::record::RecordError;
use commonweal_service::register::RegisterError;
use commonweal_service::sharing::SharingError;
use commonweal_service::valuation::ValuationError;
use commonweal_share::division::DivisionError;

/// 2 a wrong fact or name, 3 what cannot be read, 4 what is not allowed or admitted, 5 what is wrong with the record.
pub(super) fn of_record(error: &RecordError) -> u8 {
    match error {
        RecordError::Exists { .. } | RecordError::NotEmpty { .. } => 1,
        RecordError::NoDatabase { .. }
        | RecordError::NoBackup { .. }
        | RecordError::File { .. }
        | RecordError::NotAKeyFile { .. }
        | RecordError::Payload { .. }
        | RecordError::Intent { .. }
        | RecordError::NoHost { .. }
        | RecordError::Store(_)
        | RecordError::Floor(_)
        | RecordError::Fetch(_)
        | RecordError::Machine { .. } => 3,
        RecordError::Fact(_)
        | RecordError::FieldTwice { .. }
        | RecordError::NotAField { .. }
        | RecordError::Id(_)
        | RecordError::NoLog { .. }
        | RecordError::LogExists { .. }
        | RecordError::UnknownBody { .. }
        | RecordError::NotPublished { .. }
        | RecordError::NoWitness { .. }
        | RecordError::TooManyWitnesses { .. }
        | RecordError::BodyKnown { .. }
        | RecordError::NoKey { .. }
        | RecordError::NotASignature(_)
        | RecordError::NoDocument { .. } => 2,
        RecordError::Denied(_)
        | RecordError::NeedsKey { .. }
        | RecordError::RevokedAlready { .. }
        | RecordError::ErasedAlready { .. }
        | RecordError::KeyOfAnother { .. }
        | RecordError::WitnessPolicy { .. }
        | RecordError::NothingFinal { .. }
        | RecordError::Imposed { .. }
        | RecordError::Refused { .. }
        | RecordError::TooLate { .. }
        | RecordError::AlwaysLate { .. }
        | RecordError::NoCheckpoint { .. }
        | RecordError::Unwritten(_) => 4,
        RecordError::ReadOnly(_)
        | RecordError::ReadTwoWays { .. }
        | RecordError::Damaged { .. }
        | RecordError::StatesDiffer { .. } => 5,
    }
}

/// 2 a plan that cannot be carried out, 3 a file that cannot be read or used.
pub(super) fn of_valuation(error: &ValuationError) -> u8 {
    match error {
        ValuationError::Plan { .. } => 2,
        ValuationError::Unreadable { .. } | ValuationError::Parameters(_) | ValuationError::Import { .. } => {
            3
        }
    }
}

/// 2 a wrong address, 3 what cannot be read, 4 what is not allowed or not there.
pub(super) fn of_access(error: &AccessError) -> u8 {
    match error {
        AccessError::Account(_) | AccessError::UnknownPerson { .. } => 2,
        AccessError::KeyFile { .. }
        | AccessError::OtherKey { .. }
        | AccessError::Damaged { .. }
        | AccessError::Machine { .. }
        | AccessError::Store(_) => 3,
        _ => 4,
    }
}

/// 2 a wrong command or plan, 3 a file that cannot be read, 4 figures that the rule has no answer for.
pub(super) fn of_sharing(error: &SharingError) -> u8 {
    match error {
        SharingError::Plan { .. }
        | SharingError::NoRule
        | SharingError::NoEstate(_)
        | SharingError::NoJournal
        | SharingError::Division { source: DivisionError::Unfit { .. }, .. } => 2,
        SharingError::Unreadable { .. } | SharingError::NotText { .. } | SharingError::File { .. } => 3,
        SharingError::Division { .. } | SharingError::Settlement { .. } => 4,
    }
}

/// 2 a wrong name, 3 what cannot be read, 4 somebody who is not listed or was quicker.
pub(super) fn of_register(error: &RegisterError) -> u8 {
    match error {
        RegisterError::Record(error) => of_record(error),
        RegisterError::SourceName { .. } | RegisterError::Identifier(_) => 2,
        RegisterError::File { .. } | RegisterError::Damaged { .. } | RegisterError::Store(_) => 3,
        RegisterError::Unknown { .. } | RegisterError::Write(_) => 4,
    }
}
