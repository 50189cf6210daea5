//! What a page function gives back.

use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, LOCATION, SET_COOKIE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use commonweal_record::entry::BodyId;
use commonweal_service::access::SecretText;
use maud::Markup;

use crate::session;

/// What a page function gives back.
#[derive(Debug)]
pub(crate) struct Answer {
    status: StatusCode,
    body: Body,
    cookie: Option<HeaderValue>,
}

#[derive(Debug)]
enum Body {
    /// Text for a browser or a program: media type, text.
    Text(&'static str, String),
    /// Go and look there.
    SeeOther(String),
    /// A file to keep: media type, name, bytes.
    File(&'static str, String, Vec<u8>),
}

/// Pages change with the record and may hold what only their reader may see.
const NOT_KEPT: &str = "private, no-cache";

impl Answer {
    fn of(body: Body) -> Self {
        Self { status: StatusCode::OK, body, cookie: None }
    }

    /// A page in its frame.
    pub(crate) fn page(markup: Markup) -> Self {
        Self::of(Body::Text("text/html; charset=utf-8", markup.into_string()))
    }

    /// Go and look there: the answer to every form that was taken.
    pub(crate) fn see_other(to: String) -> Self {
        Self { status: StatusCode::SEE_OTHER, ..Self::of(Body::SeeOther(to)) }
    }

    /// A document for a program: calendar, figures, metrics.
    pub(crate) fn document(media: &'static str, text: String) -> Self {
        Self::of(Body::Text(media, text))
    }

    /// JSON.
    pub(crate) fn json(value: &serde_json::Value) -> Self {
        Self::document("application/json", value.to_string())
    }

    /// A file to keep.
    pub(crate) fn file(name: String, media: &'static str, bytes: Vec<u8>) -> Self {
        Self::of(Body::File(media, name, bytes))
    }

    /// Go there, with a new session.
    pub(crate) fn signed_in(to: String, token: &SecretText) -> Self {
        Self::see_other(to).with_session(token)
    }

    /// Go there, without the session.
    pub(crate) fn signed_out(to: &str) -> Self {
        Self { cookie: Some(session::forget()), ..Self::see_other(to.to_owned()) }
    }

    /// With what ties a visit to the organisation's provider to this browser.
    pub(crate) fn tied(self, tie: &SecretText) -> Self {
        Self { cookie: session::tied(tie), ..self }
    }

    /// With a new session in the place of the old.
    pub(crate) fn with_session(self, token: &SecretText) -> Self {
        Self { cookie: session::keep(token), ..self }
    }

    /// Go there, with the body for which somebody chose to act.
    pub(crate) fn acting_for(to: String, body: &BodyId) -> Self {
        Self { cookie: session::act_for(body), ..Self::see_other(to) }
    }

    /// What it says, where it leads, or what is in the file.
    #[cfg(test)]
    pub(crate) fn said(self) -> String {
        match self.body {
            Body::Text(_, text) | Body::SeeOther(text) => text,
            Body::File(_, _, bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    /// With a status of its own.
    pub(crate) fn with_status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    /// A form that was not taken, shown again with what is wrong.
    pub(crate) fn refused(self) -> Self {
        self.with_status(StatusCode::UNPROCESSABLE_ENTITY)
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let mut response = match self.body {
            Body::Text(media, text) => ([(CONTENT_TYPE, media)], text).into_response(),
            Body::SeeOther(to) => match HeaderValue::from_str(&to) {
                Ok(to) => [(LOCATION, to)].into_response(),
                Err(_) => return StatusCode::INTERNAL_SERVER_ERROR.into_response(),
            },
            Body::File(media, name, bytes) => {
                let plain = |letter: &char| letter.is_ascii_alphanumeric() || "-._".contains(*letter);
                let name: String = name.chars().filter(plain).collect();
                let kept = format!("attachment; filename=\"{name}\"");
                ([(CONTENT_TYPE, media.to_owned()), (CONTENT_DISPOSITION, kept)], bytes).into_response()
            }
        };
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.insert(CACHE_CONTROL, HeaderValue::from_static(NOT_KEPT));
        if let Some(cookie) = self.cookie {
            headers.append(SET_COOKIE, cookie);
        }
        response
    }
}
