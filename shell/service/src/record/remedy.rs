//! What a caller can do about a fact that was not recorded, and a fact that was recorded before.

use commonweal_record::entry::{Entry, SubjectId};
use commonweal_record::fact::Fact;
use commonweal_record::log_state::AdmissionError;
use commonweal_store::{Receipt, Unwritten};

use super::{OpenLog, RecordError, Recorded, Statement};

/// What a caller can do about a fact that was not recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// Make a new id: this one belongs to another fact.
    AnotherId,
    /// Look at what was added, and have it signed again.
    SignAgain,
    /// Send the same again in a while.
    TryAgain,
}

impl RecordError {
    /// What a caller can do about it, other than say something else.
    pub fn remedy(&self) -> Option<Remedy> {
        match self {
            Self::Refused { source, .. } if matches!(**source, AdmissionError::IdTaken { .. }) => {
                Some(Remedy::AnotherId)
            }
            Self::Unwritten(why) => match **why {
                Unwritten::Conflict { .. } => Some(Remedy::AnotherId),
                Unwritten::StreamMoved { .. } => Some(Remedy::SignAgain),
                Unwritten::QueueFull { .. } | Unwritten::Stopped => Some(Remedy::TryAgain),
                Unwritten::Refused(_) | Unwritten::Store(_) => None,
            },
            Self::TooLate { .. } => Some(Remedy::SignAgain),
            Self::AlwaysLate { .. } | Self::ReadOnly(_) | Self::NoHost { .. } => Some(Remedy::TryAgain),
            _ => None,
        }
    }
}

impl OpenLog {
    /// The receipt of a statement that this person made before, under the same id. It is asked before the policy is: what was allowed then is
    /// recorded, whatever has happened since.
    ///
    /// # Errors
    /// [`RecordError::Unwritten`] where the id belongs to something else, and what the store says.
    pub fn said_before(
        &self,
        statement: &Statement,
        actor: SubjectId,
    ) -> Result<Option<Recorded>, RecordError> {
        let Some(seq) = self.recorded(statement.id)? else { return Ok(None) };
        let damaged =
            |what: String| RecordError::Damaged { log: self.view().log.origin().to_string(), seq, what };
        let row = self.rows(seq, 1)?.pop().ok_or_else(|| damaged("it is not there".to_owned()))?;
        let intent = Entry::from_bytes(&row.bytes).map_err(|error| damaged(error.to_string()))?.intent;
        let stored = Receipt { seq, leaf: row.leaf };
        let said = Fact::from_payload(&intent.kind, intent.schema, &intent.payload).ok();
        let same = intent.body == statement.body
            && intent.actor == Some(actor)
            && said.as_ref() == Some(&statement.fact);
        if same {
            Ok(Some(Recorded { receipt: stored, before: true }))
        } else {
            Err(RecordError::Unwritten(Box::new(Unwritten::Conflict { stored })))
        }
    }
}
