//! What came with a request: the fields of a form, and its files.

use axum::extract::multipart::MultipartError;
use axum::extract::{DefaultBodyLimit, Form, FromRequest, Multipart, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use commonweal_service::evaluation::again::{MOST_PANEL_BYTES, MOST_PROTOCOL_BYTES};
use unicode_normalization::UnicodeNormalization;

use crate::layout;
use crate::problem::Problem;
use crate::routes::Takes;

/// The most that a form with files may carry: both files, and room for what stands around them.
const MOST_BYTES: usize = MOST_PANEL_BYTES + MOST_PROTOCOL_BYTES + 100_000;

/// What came with a request.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Sent {
    /// Names and values, in order.
    pub(super) form: Vec<(String, String)>,
    /// Names and files.
    pub(super) files: Vec<(String, Vec<u8>)>,
}

/// Reads it, with its limits; a refusal is an answer already. Files that are not taken are not read.
pub(super) async fn read(method: &Method, takes: Takes, mut request: Request) -> Result<Sent, Response> {
    if *method != Method::POST {
        return Ok(Sent::default());
    }
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.starts_with("multipart/form-data") {
        if takes == Takes::Fields {
            return Ok(Sent::default());
        }
        DefaultBodyLimit::max(MOST_BYTES).apply(&mut request);
        let parts =
            Multipart::from_request(request, &()).await.map_err(|_| refused(StatusCode::BAD_REQUEST))?;
        return in_parts(parts).await;
    }
    let Form(pairs) = Form::<Vec<(String, String)>>::from_request(request, &())
        .await
        .map_err(|rejection| refused(rejection.status()))?;
    let form = pairs.into_iter().map(|(name, value)| (name, composed(&value))).collect();
    Ok(Sent { form, files: Vec::new() })
}

/// The page that says why not.
fn refused(status: StatusCode) -> Response {
    let problem = match status {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::TooLarge,
        _ => Problem::Unreadable,
    };
    layout::problem(&problem).into_response()
}

async fn in_parts(mut parts: Multipart) -> Result<Sent, Response> {
    let refused = |error: MultipartError| refused(error.status());
    let mut sent = Sent::default();
    while let Some(part) = parts.next_field().await.map_err(refused)? {
        let name = part.name().unwrap_or_default().to_owned();
        if part.file_name().is_some() {
            sent.files.push((name, part.bytes().await.map_err(refused)?.to_vec()));
        } else {
            sent.form.push((name, composed(&part.text().await.map_err(refused)?)));
        }
    }
    Ok(sent)
}

/// A text in the form in which the record takes it (Unicode Normalization Form C, UAX #15), however it was typed.
fn composed(text: &str) -> String {
    text.nfc().collect()
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    fn posted(kind: &str, body: impl Into<Body>) -> Result<Sent, StatusCode> {
        posted_to(Takes::Files, kind, body)
    }

    fn posted_to(takes: Takes, kind: &str, body: impl Into<Body>) -> Result<Sent, StatusCode> {
        let request = Request::post("/").header(CONTENT_TYPE, kind).body(body.into()).unwrap();
        let threads = tokio::runtime::Builder::new_current_thread().build().unwrap();
        threads.block_on(read(&Method::POST, takes, request)).map_err(|refusal| refusal.status())
    }

    fn with_file(bytes: &[u8]) -> Vec<u8> {
        let head = "--x\r\nContent-Disposition: form-data; name=\"what\"\r\n\r\nAme\u{301}lie\r\n\
                    --x\r\nContent-Disposition: form-data; name=\"panel\"; filename=\"p.csv\"\r\n\r\n";
        [head.as_bytes(), bytes, b"\r\n--x--\r\n"].concat()
    }

    #[test]
    fn a_letter_typed_as_two_becomes_one_and_a_file_stays_as_it_is() {
        let sent = posted("multipart/form-data; boundary=x", with_file("Ame\u{301}lie".as_bytes())).unwrap();
        assert_eq!(sent.form, [("what".to_owned(), "Am\u{e9}lie".to_owned())]);
        assert_eq!(sent.files, [("panel".to_owned(), "Ame\u{301}lie".as_bytes().to_vec())]);
        let sent = posted("application/x-www-form-urlencoded", "what=Ame%CC%81lie").unwrap();
        assert_eq!(sent.form, [("what".to_owned(), "Am\u{e9}lie".to_owned())]);
    }

    #[test]
    fn files_are_not_read_where_none_are_taken() {
        let kind = "multipart/form-data; boundary=x";
        assert_eq!(posted_to(Takes::Fields, kind, with_file(b"any")), Ok(Sent::default()));
    }

    #[test]
    fn what_is_no_form_or_too_large_for_one_is_refused() {
        let kind = "application/x-www-form-urlencoded";
        assert_eq!(posted("text/plain", "a=b"), Err(StatusCode::BAD_REQUEST));
        assert_eq!(posted(kind, "a".repeat(2 * 1024 * 1024)).map(|sent| sent.form.len()), Ok(1));
        assert_eq!(posted(kind, "a".repeat(2 * 1024 * 1024 + 1)), Err(StatusCode::PAYLOAD_TOO_LARGE));
    }

    #[test]
    fn files_beyond_the_limit_are_refused_and_those_up_to_it_are_not() {
        let kind = "multipart/form-data; boundary=x";
        assert_eq!(posted(kind, with_file(&vec![b'0'; MOST_BYTES])), Err(StatusCode::PAYLOAD_TOO_LARGE));
        assert!(posted(kind, with_file(&vec![b'0'; MOST_PANEL_BYTES])).is_ok());
    }
}
