//! What a page function gives back.

use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, LOCATION};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use maud::Markup;

/// What a page function gives back.
#[derive(Debug)]
pub(crate) enum Answer {
    /// A page in its frame.
    Page(StatusCode, Markup),
    /// Go and look there; the answer to every form that was taken.
    SeeOther(String),
    /// A file to keep.
    File {
        /// Its name where it is saved.
        name: String,
        /// Its media type.
        media: &'static str,
        /// Its bytes.
        bytes: Vec<u8>,
    },
    /// A document for a program: calendar, figures, metrics.
    Document {
        /// Its media type.
        media: &'static str,
        /// Its text.
        text: String,
    },
}

impl Answer {
    /// A page that is as it should be.
    pub(crate) fn page(markup: Markup) -> Self {
        Self::Page(StatusCode::OK, markup)
    }
}

/// Pages change with the record and may hold what only their reader may see.
const NOT_KEPT: &str = "private, no-cache";

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        match self {
            Self::Page(status, markup) => (
                status,
                [(CONTENT_TYPE, "text/html; charset=utf-8"), (CACHE_CONTROL, NOT_KEPT)],
                markup.into_string(),
            )
                .into_response(),
            Self::SeeOther(to) => match HeaderValue::from_str(&to) {
                Ok(to) => (StatusCode::SEE_OTHER, [(LOCATION, to)]).into_response(),
                Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
            },
            Self::File { name, media, bytes } => {
                let name: String = name.chars().filter(|it| it.is_ascii_alphanumeric() || "-._".contains(*it)).collect();
                (
                    [
                        (CONTENT_TYPE, media.to_owned()),
                        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
                        (CACHE_CONTROL, NOT_KEPT.to_owned()),
                    ],
                    bytes,
                )
                    .into_response()
            }
            Self::Document { media, text } => {
                ([(CONTENT_TYPE, media), (CACHE_CONTROL, NOT_KEPT)], text).into_response()
            }
        }
    }
}
