use commonweal_appraise::questionnaire::{AnswerError, Question};
use commonweal_record::fact::FieldError;

use super::options::form::Wrong;
use crate::access::AccessError;
use crate::access::policy::Denied;
use crate::options::BroughtError;
use crate::record::RecordError;

/// Why a use case of appraisals came to nothing. Nothing was changed, unless the sentence says so.
#[derive(Debug, thiserror::Error)]
pub enum AppraisalError {
    /// No such appraisal, or it was kept long enough.
    #[error("There is no such appraisal here, or it was forgotten two years after its last change.")]
    Gone,
    /// None, or several, whose ids begin so.
    #[error("'{id}' is not the beginning of the id of one appraisal: 'commonweal appraise list' prints them")]
    NoSuch {
        /// What was asked for.
        id: String,
    },
    /// A body with itself.
    #[error("{name} cannot be appraised with itself: choose another candidate.")]
    WithOneself {
        /// Its name.
        name: String,
    },
    /// A text that stands on the record later.
    #[error("The {what} goes on the record, which does not take it: {reason}.")]
    NotForTheRecord {
        /// Which.
        what: &'static str,
        /// What the record says.
        reason: FieldError,
    },
    /// An answer.
    #[error(transparent)]
    Answer(#[from] AnswerError),
    /// Answers that were handed in are not changed.
    #[error("{name} has handed in its answers, and they stay as they are.")]
    HandedIn {
        /// Whose.
        name: String,
    },
    /// Something must be answered before.
    #[error("{} must be answered before you hand in, first: {}", count(*.open), .first.wording)]
    Missing {
        /// How many.
        open: usize,
        /// The first of them.
        first: &'static Question,
    },
    /// No such respondent, or one too many.
    #[error("There is no respondent {number}; a body has up to {most}. Go back to the list and choose one.")]
    NoRespondent {
        /// Which.
        number: usize,
        /// The most.
        most: usize,
    },
    /// Starting takes both.
    #[error("{name} has not handed in yet. You can say 'not now' or 'no' before, and start once both have.")]
    NotBothHandedIn {
        /// Who.
        name: String,
    },
    /// Options that cannot be appraised.
    #[error(transparent)]
    Options(#[from] Box<BroughtError>),
    /// A field of the forms of options.
    #[error(transparent)]
    Field(#[from] Wrong),
    /// What was weighed stays once both have started.
    #[error(
        "Both have started, and what was weighed stays as it is: what follows is told in the partnership."
    )]
    BothStarted,
    /// Somebody else changed what is about to be overwritten.
    #[error(
        "Somebody else changed this since you opened it. Copy what you wrote, load the page again, and put in what is still right."
    )]
    ChangedMeanwhile,
    /// More options than are compared.
    #[error("There are {most} options already: take one away, or bring a file.")]
    TooManyOptions {
        /// The most.
        most: usize,
    },
    /// A clarity rule refuses.
    #[error("'{rule}' is not met: {because}. Change it together, or set the rule aside with a reason.")]
    Refused {
        /// The rule's title.
        rule: &'static str,
        /// Why.
        because: String,
    },
    /// A rule that is not open.
    #[error("The rule '{rule}' is not open here: load the page again to see which are.")]
    NotOpen {
        /// What was asked for.
        rule: String,
    },
    /// A reason is missing or too long.
    #[error("Give a reason of 1 to {most} characters.")]
    Reason {
        /// The most.
        most: usize,
    },
    /// The day to look again.
    #[error("'Not now' needs the day on which to look again, after today.")]
    Again,
    /// It is started already.
    #[error("{name} has started already: what follows is told in the partnership.")]
    Started {
        /// Who.
        name: String,
    },
    /// Nothing was concluded that could go on the record.
    #[error("{name} has not said how it ends yet.")]
    NotEnded {
        /// Who.
        name: String,
    },
    /// The side that was asked belongs to another body.
    #[error("This side belongs to {name} already: ask them, or sign in with an account of theirs.")]
    Taken {
        /// Whose.
        name: String,
    },
    /// Somebody else was quicker, many times.
    #[error("Others are changing this appraisal at the same moment. Try once more.")]
    Changed,
    /// It is too late to take it back, or for the other side to.
    #[error(
        "{asking} can take this appraisal back while {asked} has answered nothing and nobody has said how it ends. Say 'no' or 'not now' instead."
    )]
    NotTakenBack {
        /// The side that asked.
        asking: String,
        /// The side that was asked.
        asked: String,
    },
    /// Not allowed.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A link that is none, or was revoked, or is too old.
    #[error("This link was revoked, is too old, or never was. Ask whoever sent it for a new one.")]
    LinkGone,
    /// The store, the clock, or what is kept.
    #[error(transparent)]
    Access(Box<AccessError>),
    /// The record. What was concluded is kept with the appraisal, and can be put on the record later.
    #[error(transparent)]
    Record(Box<RecordError>),
}

fn count(open: usize) -> String {
    if open == 1 { "One question".to_owned() } else { format!("{open} questions") }
}

impl From<AccessError> for AppraisalError {
    fn from(error: AccessError) -> Self {
        match error {
            AccessError::Denied(denied) => Self::Denied(denied),
            other => Self::Access(Box::new(other)),
        }
    }
}

impl From<RecordError> for AppraisalError {
    fn from(error: RecordError) -> Self {
        Self::Record(Box::new(error))
    }
}
