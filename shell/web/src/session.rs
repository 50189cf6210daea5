//! The cookie that carries a session, and the guard before each route.

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use commonweal_record::entry::BodyId;
use commonweal_service::access::{Access, AccessError, Authentication, SecretText};

/// Bound to this host and to encrypted connections (or this very machine) by its prefix.
const NAME: &str = "__Host-commonweal";

/// Holds the body for which somebody of several chose to act. It is looked up among their own: it opens nothing.
const ACTING_FOR: &str = "__Host-commonweal-acting-for";

/// What ties a return from the organisation's provider to the browser that set out.
const TIE: &str = "__Host-commonweal-tie";
/// Seconds for which it is kept: as long as a visit there may take.
const TIED: u32 = 300;

/// The token in the request's cookie.
pub(crate) fn token(headers: &HeaderMap) -> Option<String> {
    cookie(headers, NAME)
}

/// The body for which somebody chose to act.
pub(crate) fn acting_for(headers: &HeaderMap) -> Option<String> {
    cookie(headers, ACTING_FOR)
}

/// The header that keeps the choice, until the browser is closed.
pub(crate) fn act_for(body: &BodyId) -> Option<HeaderValue> {
    HeaderValue::from_str(&format!("{ACTING_FOR}={body}; Path=/; Secure; HttpOnly; SameSite=Lax")).ok()
}

/// The tie in the request's cookie.
pub(crate) fn tie(headers: &HeaderMap) -> Option<String> {
    cookie(headers, TIE)
}

fn cookie(headers: &HeaderMap, wanted: &str) -> Option<String> {
    let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == wanted).map(|(_, value)| value.to_owned())
}

/// Whose request it is.
///
/// # Errors
/// What the store says: then it is nobody's.
pub(crate) fn authenticate(access: &Access, token: Option<&str>) -> Result<Authentication, AccessError> {
    token.map_or(Ok(Authentication::Nobody), |token| access.authenticate(token))
}

/// The header that keeps a token.
pub(crate) fn keep(token: &SecretText) -> Option<HeaderValue> {
    let text = format!("{NAME}={}; Path=/; Secure; HttpOnly; SameSite=Lax", token.reveal());
    let mut header = HeaderValue::from_str(&text).ok()?;
    header.set_sensitive(true);
    Some(header)
}

/// The header that ties a visit to the provider to this browser; it comes back with the link that leads here from there.
pub(crate) fn tied(tie: &SecretText) -> Option<HeaderValue> {
    let text = format!("{TIE}={}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={TIED}", tie.reveal());
    let mut header = HeaderValue::from_str(&text).ok()?;
    header.set_sensitive(true);
    Some(header)
}

/// The header that forgets it.
pub(crate) fn forget() -> HeaderValue {
    HeaderValue::from_static("__Host-commonweal=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0")
}

/// Where to go after signing in: a path of this site and nothing else.
pub(crate) fn next(asked: Option<&str>) -> &str {
    match asked {
        Some(path)
            if path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\r', '\n']) =>
        {
            path
        }
        _ => "/",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_is_found_among_other_cookies_and_only_under_its_name() {
        let mut headers = HeaderMap::new();
        headers.append(
            COOKIE,
            HeaderValue::from_static("theme=dark; __Host-commonweal=abc; x=__Host-commonweal"),
        );
        assert_eq!(token(&headers).as_deref(), Some("abc"));
        let mut without = HeaderMap::new();
        without.append(COOKIE, HeaderValue::from_static("commonweal=abc"));
        assert_eq!(token(&without), None);
    }

    #[test]
    fn after_signing_in_nobody_is_sent_to_another_site() {
        assert_eq!(next(Some("/partnerships/saltmere?x=1")), "/partnerships/saltmere?x=1");
        for elsewhere in ["https://evil.example", "//evil.example", "/\\evil.example", "evil", "/\nx"] {
            assert_eq!(next(Some(elsewhere)), "/", "{elsewhere}");
        }
        assert_eq!(next(None), "/");
    }
}
