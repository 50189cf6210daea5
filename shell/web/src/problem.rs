//! What went wrong with a request, said so that its sender knows what to do.

use axum::http::StatusCode;
use commonweal_service::access::AccessError;
use commonweal_service::appraisal::AppraisalError;
use commonweal_service::evaluation::again::AgainError;
use commonweal_service::finding::pathways::PathwaysError;
use commonweal_service::record::RecordError;
use commonweal_service::register::RegisterError;
use commonweal_service::valuation::worth::WorthError;
use maud::{Markup, html};

/// What went wrong with a request.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Problem {
    /// Nothing is there.
    #[error("There is no page at this address.")]
    NotFound,
    /// The path is known, the method is not.
    #[error("This address does not take such a request.")]
    WrongMethod,
    /// More was sent than is taken.
    #[error("This is larger than is taken here: 2 MB for a form, 10 MB for a panel, 100 kB for a protocol.")]
    TooLarge,
    /// A form that cannot be read.
    #[error("What was sent cannot be read as a form.")]
    Unreadable,
    /// A page of another site sent the form.
    #[error("This form was sent from a page of another site. Open the page here, and send it from there.")]
    FromElsewhere,
    /// An appraisal says why.
    #[error(transparent)]
    Appraisal(Box<AppraisalError>),
    /// An evaluation was not run again, and why.
    #[error(transparent)]
    Again(Box<AgainError>),
    /// A plan was not valued, and why.
    #[error(transparent)]
    Worth(Box<WorthError>),
    /// The record says why.
    #[error(transparent)]
    Record(Box<RecordError>),
    /// Whoever asks must sign in first.
    #[error("Sign in first.")]
    SignIn,
    /// People and access say why.
    #[error(transparent)]
    Access(Box<AccessError>),
    /// It took too long, or the program failed.
    #[error("Something went wrong here, and it is not your doing.")]
    Broken,
}

impl From<RecordError> for Problem {
    fn from(error: RecordError) -> Self {
        match error {
            RecordError::NoLog { .. } => Self::NotFound,
            other => Self::Record(Box::new(other)),
        }
    }
}

impl From<RegisterError> for Problem {
    fn from(error: RegisterError) -> Self {
        match error {
            RegisterError::Record(error) => (*error).into(),
            RegisterError::Unknown { .. } | RegisterError::Identifier(_) => Self::NotFound,
            _ => Self::Broken,
        }
    }
}

impl From<PathwaysError> for Problem {
    fn from(error: PathwaysError) -> Self {
        match error {
            PathwaysError::Record(error) => (*error).into(),
            _ => Self::Broken,
        }
    }
}

impl From<AppraisalError> for Problem {
    fn from(error: AppraisalError) -> Self {
        match error {
            AppraisalError::Gone => Self::NotFound,
            AppraisalError::Access(error) => (*error).into(),
            AppraisalError::Record(error) => (*error).into(),
            other => Self::Appraisal(Box::new(other)),
        }
    }
}

impl From<AgainError> for Problem {
    fn from(error: AgainError) -> Self {
        Self::Again(Box::new(error))
    }
}

impl From<WorthError> for Problem {
    fn from(error: WorthError) -> Self {
        Self::Worth(Box::new(error))
    }
}

impl From<AccessError> for Problem {
    fn from(error: AccessError) -> Self {
        match error {
            AccessError::NotSignedIn | AccessError::NotConfirmed | AccessError::SignInAgain => Self::SignIn,
            other => Self::Access(Box::new(other)),
        }
    }
}

impl Problem {
    /// As HTTP says it.
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Unreadable => StatusCode::BAD_REQUEST,
            Self::FromElsewhere => StatusCode::FORBIDDEN,
            Self::Appraisal(error) => match **error {
                AppraisalError::Denied(_) => StatusCode::FORBIDDEN,
                AppraisalError::LinkGone => StatusCode::GONE,
                _ => StatusCode::UNPROCESSABLE_ENTITY,
            },
            Self::Again(error) => match **error {
                AgainError::Denied(_) => StatusCode::FORBIDDEN,
                AgainError::NotAttached { .. } => StatusCode::NOT_FOUND,
                AgainError::Store(_) | AgainError::Damaged(_) => StatusCode::INTERNAL_SERVER_ERROR,
                _ => StatusCode::UNPROCESSABLE_ENTITY,
            },
            Self::Worth(error) => match **error {
                WorthError::Denied(_) => StatusCode::FORBIDDEN,
                WorthError::NotAttached { .. } => StatusCode::NOT_FOUND,
                WorthError::Store(_) | WorthError::Damaged(_) | WorthError::Evaluation(_) => {
                    StatusCode::INTERNAL_SERVER_ERROR
                }
                _ => StatusCode::UNPROCESSABLE_ENTITY,
            },
            Self::Record(error) => match **error {
                RecordError::Denied(_) => StatusCode::FORBIDDEN,
                RecordError::Fact(_)
                | RecordError::Refused { .. }
                | RecordError::Imposed { .. }
                | RecordError::WitnessPolicy { .. } => StatusCode::UNPROCESSABLE_ENTITY,
                _ => StatusCode::INTERNAL_SERVER_ERROR,
            },
            Self::SignIn => StatusCode::UNAUTHORIZED,
            Self::Access(error) => match **error {
                AccessError::Denied(_) => StatusCode::FORBIDDEN,
                AccessError::LinkGone | AccessError::Gone { .. } | AccessError::CeremonyGone => {
                    StatusCode::GONE
                }
                AccessError::Wait { .. } | AccessError::Crowded => StatusCode::TOO_MANY_REQUESTS,
                AccessError::Store(_)
                | AccessError::Damaged { .. }
                | AccessError::Machine { .. }
                | AccessError::KeyFile { .. }
                | AccessError::OtherKey { .. } => StatusCode::INTERNAL_SERVER_ERROR,
                _ => StatusCode::UNPROCESSABLE_ENTITY,
            },
            Self::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The heading of its page.
    pub(crate) fn heading(&self) -> &'static str {
        match self.status() {
            StatusCode::NOT_FOUND => "Page not found",
            StatusCode::FORBIDDEN => "You cannot do this",
            StatusCode::UNPROCESSABLE_ENTITY => "The record does not take this",
            StatusCode::GONE => "This is no longer here",
            StatusCode::PAYLOAD_TOO_LARGE => "This is too large",
            StatusCode::TOO_MANY_REQUESTS => "Too many attempts",
            StatusCode::UNAUTHORIZED => "Sign in first",
            StatusCode::BAD_REQUEST | StatusCode::METHOD_NOT_ALLOWED => "This does not work here",
            _ => "Sorry, there is a problem",
        }
    }

    /// What its page says.
    pub(crate) fn body(&self) -> Markup {
        let text = self.to_string();
        html! {
            p class="govuk-body" { (crate::words::sentence(&text)) }
            @match self.status() {
                StatusCode::NOT_FOUND => p class="govuk-body" {
                    "Check the address, or find the partnership in the " a class="govuk-link" href="/partnerships" { "register" } "."
                },
                StatusCode::INTERNAL_SERVER_ERROR => p class="govuk-body" {
                    "Nothing that was recorded before is lost. Try again; if it stays, tell whoever runs this place."
                },
                _ => p class="govuk-body" { a class="govuk-link" href="/" { "Back to the start" } },
            }
        }
    }
}
