//! What went wrong with a call, as problem details (RFC 9457).

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use commonweal_record::canonical::CanonicalError;
use commonweal_record::fact::FactError;
use commonweal_service::access::AccessError;
use commonweal_service::record::{RecordError, Remedy};
use serde_json::json;

use crate::words;

/// Media type of every answer that says what went wrong.
pub(crate) const MEDIA: &str = "application/problem+json";

/// The sorts of things that go wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    BadParameter,
    BadBody,
    BadKey,
    NoToken,
    NotAllowed,
    NeedsBodyKey,
    FromElsewhere,
    NotFound,
    WrongMethod,
    KeyUsed,
    TooLate,
    NothingSigned,
    TooLarge,
    NotJson,
    WrongFact,
    NotTaken,
    NotNow,
    Broken,
}

impl Sort {
    /// Every sort.
    pub(crate) const ALL: [Self; 18] = [
        Self::BadParameter,
        Self::BadBody,
        Self::BadKey,
        Self::NoToken,
        Self::NotAllowed,
        Self::NeedsBodyKey,
        Self::FromElsewhere,
        Self::NotFound,
        Self::WrongMethod,
        Self::KeyUsed,
        Self::TooLate,
        Self::NothingSigned,
        Self::TooLarge,
        Self::NotJson,
        Self::WrongFact,
        Self::NotTaken,
        Self::NotNow,
        Self::Broken,
    ];

    /// Name in its address, title, status.
    fn said(self) -> (&'static str, &'static str, StatusCode) {
        match self {
            Self::BadParameter => {
                ("bad-parameter", "A parameter of the query is wrong", StatusCode::BAD_REQUEST)
            }
            Self::BadBody => {
                ("bad-body", "The body is not the JSON that is taken here", StatusCode::BAD_REQUEST)
            }
            Self::BadKey => {
                ("bad-key", "The idempotency key is missing or has not its form", StatusCode::BAD_REQUEST)
            }
            Self::NoToken => ("no-token", "A good token is needed", StatusCode::UNAUTHORIZED),
            Self::NotAllowed => ("not-allowed", "The token may not do this", StatusCode::FORBIDDEN),
            Self::NeedsBodyKey => {
                ("needs-body-key", "Only a key of the body can sign this", StatusCode::FORBIDDEN)
            }
            Self::FromElsewhere => {
                ("from-elsewhere", "A page of another site sent this", StatusCode::FORBIDDEN)
            }
            Self::NotFound => ("not-found", "Nothing is there", StatusCode::NOT_FOUND),
            Self::WrongMethod => {
                ("wrong-method", "This address does not take such a request", StatusCode::METHOD_NOT_ALLOWED)
            }
            Self::KeyUsed => {
                ("key-used", "The idempotency key belongs to another fact", StatusCode::CONFLICT)
            }
            Self::TooLate => {
                ("too-late", "The record has gone on since this was signed", StatusCode::CONFLICT)
            }
            Self::NothingSigned => {
                ("nothing-signed", "Nothing is signed that could be given", StatusCode::CONFLICT)
            }
            Self::TooLarge => ("too-large", "The body is too large", StatusCode::PAYLOAD_TOO_LARGE),
            Self::NotJson => {
                ("not-json", "The body must be application/json", StatusCode::UNSUPPORTED_MEDIA_TYPE)
            }
            Self::WrongFact => ("wrong-fact", "The fact is wrong", StatusCode::UNPROCESSABLE_ENTITY),
            Self::NotTaken => {
                ("not-taken", "The record does not take this", StatusCode::UNPROCESSABLE_ENTITY)
            }
            Self::NotNow => {
                ("not-now", "Nothing can be recorded at the moment", StatusCode::SERVICE_UNAVAILABLE)
            }
            Self::Broken => (
                "broken",
                "Something went wrong here, and it is not your doing",
                StatusCode::INTERNAL_SERVER_ERROR,
            ),
        }
    }

    /// What it means, as the answer of its own address.
    pub(crate) fn to_json(self) -> serde_json::Value {
        let (name, title, status) = self.said();
        json!({ "type": address(name), "title": title, "status": status.as_u16() })
    }

    /// The sort of that name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.said().0 == name)
    }

    /// As HTTP says it.
    pub(crate) fn status(self) -> StatusCode {
        self.said().2
    }
}

fn address(name: &str) -> String {
    format!("/api/v1/problems/{name}")
}

/// What went wrong with a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    /// The sort of thing.
    pub(crate) sort: Sort,
    /// A sentence with place, cause and remedy.
    pub(crate) detail: String,
    /// Where in the body, as a JSON pointer (RFC 6901).
    pub(crate) pointer: Option<String>,
}

impl Fault {
    /// Of this sort, in these words.
    pub(crate) fn new(sort: Sort, detail: impl AsRef<str>) -> Self {
        Self { sort, detail: words::sentence(detail.as_ref()), pointer: None }
    }

    /// Nothing is there.
    pub(crate) fn not_found() -> Self {
        Self::new(
            Sort::NotFound,
            "there is nothing at this address: see /api/v1/openapi.json for those that there are",
        )
    }

    /// A browser sent it for a page of another site.
    pub(crate) fn from_elsewhere() -> Self {
        Self::new(
            Sort::FromElsewhere,
            "a browser sent this for a page of another site: call from a program of your own, with a token",
        )
    }

    /// The path is known, the method is not.
    pub(crate) fn wrong_method() -> Self {
        Self::new(Sort::WrongMethod, "use one of the methods in the header Allow")
    }

    /// The program failed; what happened is not for its caller.
    pub(crate) fn broken() -> Self {
        Self::new(
            Sort::Broken,
            "nothing that was recorded before is lost: try again, and if it stays, tell whoever runs this place",
        )
    }

    fn at(self, pointer: &str) -> Self {
        Self { pointer: Some(pointer.to_owned()), ..self }
    }

    /// The body is wrong at this member.
    pub(crate) fn of_body(pointer: &str, detail: impl AsRef<str>) -> Self {
        Self::new(Sort::BadBody, detail).at(pointer)
    }
}

impl From<FactError> for Fault {
    fn from(error: FactError) -> Self {
        let fault = Self::new(Sort::WrongFact, error.to_string());
        match error {
            FactError::UnknownKind { .. } => fault.at("/kind"),
            FactError::UnknownSchema { .. } => fault.at("/schema"),
            FactError::BadPayload { error, .. } => fault.at(&pointer_to("/payload", &error.path)),
        }
    }
}

impl From<CanonicalError> for Fault {
    fn from(error: CanonicalError) -> Self {
        Self::new(Sort::BadBody, format!("the body cannot be read: {error}; send one JSON object"))
    }
}

/// The JSON pointer to a path such as `terms[2].share` under `root`. Names of fields need no escapes.
fn pointer_to(root: &str, path: &str) -> String {
    let parts = path.split(['.', '[']).filter(|part| !part.is_empty());
    parts.fold(root.to_owned(), |pointer, part| format!("{pointer}/{}", part.trim_end_matches(']')))
}

impl From<AccessError> for Fault {
    fn from(_: AccessError) -> Self {
        Self::broken()
    }
}

impl From<RecordError> for Fault {
    fn from(error: RecordError) -> Self {
        let said = error.to_string();
        match error.remedy() {
            Some(Remedy::AnotherId) => return Self::new(Sort::KeyUsed, said),
            Some(Remedy::SignAgain) => return Self::new(Sort::TooLate, said),
            Some(Remedy::TryAgain) => {
                return Self::new(
                    Sort::NotNow,
                    "try again in a while; sending the same request again is safe",
                );
            }
            None => {}
        }
        match error {
            RecordError::NoLog { .. } => Self::not_found(),
            RecordError::Denied(_) => Self::new(Sort::NotAllowed, said),
            RecordError::NeedsKey { kind, body } => {
                let remedy = "and send the signed fact to /signed";
                Self::new(
                    Sort::NeedsBodyKey,
                    format!("{kind} binds {body}: sign it with a key of {body}, {remedy}"),
                )
            }
            RecordError::Fact(error) => error.into(),
            RecordError::Refused { .. } | RecordError::Imposed { .. } | RecordError::WitnessPolicy { .. } => {
                Self::new(Sort::NotTaken, said)
            }
            RecordError::NothingFinal { .. } | RecordError::NoCheckpoint { .. } => {
                Self::new(Sort::NothingSigned, said)
            }
            _ => Self::broken(),
        }
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let status = self.sort.status();
        let mut said = self.sort.to_json();
        said["detail"] = self.detail.into();
        if let Some(pointer) = self.pointer {
            said["pointer"] = pointer.into();
        }
        let kept = [(CONTENT_TYPE, MEDIA), (CACHE_CONTROL, "no-store")];
        let mut response = (status, kept, said.to_string()).into_response();
        let headers = response.headers_mut();
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if status == StatusCode::SERVICE_UNAVAILABLE {
            headers.insert(RETRY_AFTER, HeaderValue::from_static("5"));
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_in_a_payload_becomes_a_pointer() {
        assert_eq!(pointer_to("/payload", "terms[2].share"), "/payload/terms/2/share");
        assert_eq!(pointer_to("/payload", "attendance[0].subjects[11]"), "/payload/attendance/0/subjects/11");
        assert_eq!(pointer_to("/payload", ""), "/payload");
    }

    #[test]
    fn every_sort_is_found_by_its_name_and_by_no_other() {
        for (place, sort) in Sort::ALL.into_iter().enumerate() {
            assert_eq!(Sort::ALL.iter().position(|it| Some(*it) == Sort::named(sort.said().0)), Some(place));
        }
        assert_eq!(Sort::named("no-such"), None);
    }
}
