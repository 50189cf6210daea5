//! Stylesheet and script, embedded under names that change with them, so that browsers keep them for good.

use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, HeaderName};
use axum::response::{IntoResponse, Response};

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// A file of the pages.
#[derive(Debug)]
pub(crate) struct Asset {
    /// Where it is served.
    pub(crate) path: &'static str,
    content_type: &'static str,
    plain: &'static [u8],
    packed: &'static [u8],
}

/// Every file.
pub(crate) const ALL: [&Asset; 2] = [&STYLE, &SCRIPT];

impl Asset {
    /// The file, packed for those who take gzip.
    pub(crate) fn answer(&self, asked: &HeaderMap) -> Response {
        let takes_gzip = asked
            .get(ACCEPT_ENCODING)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|value| value.split(',').any(|coding| coding.trim() == "gzip"));
        let headers: [(HeaderName, &str); 3] = [
            (CONTENT_TYPE, self.content_type),
            (CACHE_CONTROL, "public, max-age=31536000, immutable"),
            (VARY, "accept-encoding"),
        ];
        if takes_gzip {
            (headers, [(CONTENT_ENCODING, "gzip")], self.packed).into_response()
        } else {
            (headers, self.plain).into_response()
        }
    }
}
